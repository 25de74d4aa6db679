from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kg.derive import derivations, derive
from kg.sources import Retraction
from kg.vocab import Vocabulary
from tests.derive.made import claim, dataset, derived, rules


@pytest.mark.parametrize(
    ("comparator", "period", "base"),
    [
        ("yoy", "2025-05", "2024-05"),
        ("mom", "2025-05", "2025-04"),
        ("mom", "2025-01", "2024-12"),
        ("ytd_yoy", "2025-01/2025-05", "2024-01/2024-05"),
        ("yoy", "2025-34", "2024-34"),
        ("yoy", "2025", "2024"),
    ],
)
def test_a_level_and_its_change_give_the_level_before(
    vocab: Vocabulary, comparator: str, period: str, base: str
) -> None:
    premises = claim("150", period), claim("50", period, comparator=comparator)
    (found,) = derived(vocab, *premises).values()
    assert found.period_text == base
    assert found.value == 100
    assert found.comparator == "level"
    assert set(found.premises) == {one.id for one in premises}


@pytest.mark.parametrize(
    ("comparator", "period"),
    [("wow", "2025-05"), ("since", "2025-05"), ("mom", "2025-34"), ("ytd_yoy", "2025-04/2025-05")],
)
def test_a_change_against_no_months_gives_nothing(
    vocab: Vocabulary, comparator: str, period: str
) -> None:
    assert not derived(vocab, claim("150", period), claim("50", period, comparator=comparator))


@pytest.mark.parametrize(
    "other",
    [
        {"product": "product:ore"},
        {"object": "country:BBB"},
        {"subject": "country:BBB"},
        {"predicate": "kg:importsFrom"},
        {"quantity_kind": "kg:ExportValue"},
        {"instrument": "person:p"},
    ],
)
def test_a_change_of_another_scope_is_not_applied(vocab: Vocabulary, other: dict[str, str]) -> None:
    change = claim("50", "2025-05", comparator="yoy", **other)
    assert not derived(vocab, claim("150", "2025-05"), change)


def test_a_change_of_other_months_is_not_applied(vocab: Vocabulary) -> None:
    change = claim("2.3", "2025-01/2025-05", comparator="ytd_yoy")
    assert not derived(vocab, claim("150", "2025-05"), change)


def test_two_levels_a_month_or_a_year_apart_give_a_change(vocab: Vocabulary) -> None:
    found = derived(
        vocab,
        claim("1000", "2024-05"),
        claim("800", "2025-04"),
        claim("500", "2025-05"),
    )
    moved = {one.comparator: (one.value, one.trend) for one in found.values()}
    assert moved == {
        "mom": (Decimal("-37.5"), "fell"),
        "yoy": (Decimal(-50), "fell"),
    }
    assert {one.unit for one in found.values()} == {"unit:PERCENT"}
    assert {one.claim_type for one in found.values()} == {"kg:Change"}


def test_a_change_whose_sign_rounding_hides_has_no_trend(vocab: Vocabulary) -> None:
    (found,) = derived(vocab, claim("100", "2025-04"), claim("100", "2025-05")).values()
    assert found.trend is None
    assert found.low is not None
    assert found.low < 0


def test_months_from_january_are_compared_as_such(vocab: Vocabulary) -> None:
    levels = claim("100", "2024-01/2024-05"), claim("150", "2025-01/2025-05")
    (found,) = derived(vocab, *levels).values()
    assert found.comparator == "ytd_yoy"


def test_what_a_source_states_is_not_derived(vocab: Vocabulary) -> None:
    change = claim("50", "2025-05", comparator="yoy")
    assert not derived(vocab, claim("150", "2025-05"), change, claim("90", "2024-05"))


def test_months_less_their_last_or_first_give_the_rest(vocab: Vocabulary) -> None:
    found = derived(vocab, claim("500", "2025-01/2025-05"), claim("120", "2025-05"))
    assert {one.period_text: one.value for one in found.values()} == {"2025-01/2025-04": 380}
    found = derived(vocab, claim("500", "2025-01/2025-05"), claim("380", "2025-01/2025-04"))
    assert {one.period_text: one.value for one in found.values()} == {"2025-05": 120}


def test_a_month_in_the_middle_leaves_no_rest(vocab: Vocabulary) -> None:
    assert not derived(vocab, claim("500", "2025-01/2025-05"), claim("120", "2025-03"))


def test_a_rest_that_nobody_names_is_not_made(vocab: Vocabulary) -> None:
    assert not derived(vocab, claim("500", "2025-01/2025-05"), claim("120", "2025-01"))


def test_named_countries_are_added_up_and_taken_off_their_total(vocab: Vocabulary) -> None:
    claims = [
        claim("1000", "2025-05"),
        claim("300", "2025-05", object="country:BBB"),
        claim("200", "2025-05", object="country:CCC"),
    ]
    found = derivations(dataset(*claims), vocab)
    values = {(one.object, one.quantity_kind): one.value for one in found.claims}
    assert values == {
        ("aggregate:BBB-and-CCC", "kg:ExportMass"): 500,
        ("aggregate:world-without-BBB-CCC", "kg:ExportMass"): 500,
        ("country:BBB", "kg:ExportShare"): 30,
        ("country:CCC", "kg:ExportShare"): 20,
        ("aggregate:BBB-and-CCC", "kg:ExportShare"): 50,
        ("aggregate:world-without-BBB-CCC", "kg:ExportShare"): 50,
    }
    assert set(found.entities) == {"aggregate:BBB-and-CCC", "aggregate:world-without-BBB-CCC"}


@pytest.mark.parametrize("partner", ["aggregate:others", "bloc:X"])
def test_partners_that_may_overlap_are_no_parts_of_a_total(vocab: Vocabulary, partner: str) -> None:
    assert not derived(vocab, claim("1000", "2025-05"), claim("300", "2025-05", object=partner))


def test_parts_beyond_their_total_give_no_rest(vocab: Vocabulary) -> None:
    parts = [claim("800", "2025-05", object=f"country:{code}") for code in ("BBB", "CCC")]
    assert rules(vocab, claim("1000", "2025-05"), *parts) == {"sum of partners", "share"}


def test_many_partners_get_a_short_name(vocab: Vocabulary) -> None:
    codes = ("BBB", "CCC", "DDD", "EEE", "FFF")
    parts = [claim("10", "2025-05", object=f"country:{code}") for code in codes]
    found = derivations(dataset(claim("1000", "2025-05"), *parts), vocab)
    assert all(len(id_) < 50 for id_ in found.entities)
    assert all(len(one.gist) <= 240 for one in found.claims)


def test_value_by_mass_is_a_unit_value_with_a_caution_where_scopes_are_told_apart(
    vocab: Vocabulary,
) -> None:
    value = claim(
        "6000",
        "2025-05",
        quantity_kind="kg:ExportValue",
        unit="unit:CCY_USD",
        scope_note="Leaves out some types.",
    )
    mass = claim("2", "2025-05")
    (found,) = derived(vocab, value, mass).values()
    assert found.value == 3
    assert found.unit == "kg:CCY_USD-PER-KiloGM"
    assert found.quantity_kind == "kg:ExportUnitValue"
    assert found.scope_note is not None
    assert "may not cover the same goods" in found.scope_note
    same = replace(mass, scope_note="Leaves out some types.")
    (found,) = derived(vocab, value, same).values()
    assert found.scope_note == "Leaves out some types."


def test_two_steps_rest_on_stated_claims_alone(vocab: Vocabulary) -> None:
    claims = [
        claim("500", "2025-01/2025-05"),
        claim("25", "2025-01/2025-05", comparator="ytd_yoy"),
        claim("120", "2025-05"),
        claim("20", "2025-05", comparator="yoy"),
    ]
    found = derived(vocab, *claims)
    (rest,) = (one for one in found.values() if one.period_text == "2024-01/2024-04")
    assert rest.value == 300
    assert set(rest.premises) == {one.id for one in claims}


def test_nothing_follows_from_what_is_derived(vocab: Vocabulary) -> None:
    level = claim("150", "2025-05", extractor="derived")
    change = claim("50", "2025-05", comparator="yoy")
    assert not derived(vocab, level, change)
    assert not derived(vocab, replace(level, extractor="x", premises=("claim:c1-0",)), change)


def test_deriving_twice_adds_nothing(vocab: Vocabulary) -> None:
    once = dataset(claim("150", "2025-05"), claim("50", "2025-05", comparator="yoy"))
    both = once | derivations(once, vocab)
    assert derive(both, vocab) == derive(once, vocab)


@pytest.mark.parametrize("slots", [{"modality": "forecast"}, {"negated": True}])
def test_what_is_not_asserted_is_no_premise(vocab: Vocabulary, slots: dict[str, object]) -> None:
    level = claim("150", "2025-05", **slots)
    assert not derived(vocab, level, claim("50", "2025-05", comparator="yoy"))


def test_a_retracted_claim_is_no_premise(vocab: Vocabulary) -> None:
    level, change = claim("150", "2025-05"), claim("50", "2025-05", comparator="yoy")
    whole = dataset(level, change)
    gone = Retraction(claim=level.id, date=date(2025, 7, 1), why="wrong")
    with_retraction = replace(whole, retractions=(gone,))
    assert derive(whole, vocab)
    assert not derive(with_retraction, vocab)
    assert not derive(with_retraction.known_on(date(2025, 7, 1)), vocab)
    assert derive(with_retraction.known_on(date(2025, 6, 30)), vocab)


def test_speakers_and_mixed_sources_are_told(vocab: Vocabulary) -> None:
    level = claim("150", "2025-05", attributed_to="person:p")
    change = claim("50", "2025-05", comparator="yoy", source_id="source:b")
    (found,) = derived(vocab, level, change).values()
    assert found.scope_note is not None
    assert "different sources" in found.scope_note
    assert "As stated by Minister P." in found.scope_note
