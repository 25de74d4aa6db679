from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.claim import Claim
from kg.dataset import Dataset
from kg.derive import derivations, derive, derived_source
from kg.entity import Entity
from kg.mapping import RdfMapping
from kg.validate import problems
from kg.vocab import Vocabulary
from tests.derive.made import ENTITIES, claim, dataset, derived, source
from tests.strategies import vocabulary

GOLD = [
    ("product:rare-earth-magnets", "aggregate:world", "2025-06", "kg:ExportMass", "3186.9", "6.4"),
    ("product:rare-earth-magnets", "country:DEU", "2025-06", "kg:ExportMass", "764.4", "3"),
    ("product:rare-earth-magnets", "country:USA", "2025-06", "kg:ExportMass", "352.7", "0.4"),
    (
        "product:rare-earth-magnets",
        "aggregate:world",
        "2024-01/2024-07",
        "kg:ExportMass",
        "32820",
        "190",
    ),
    ("group:rare-earths", "aggregate:world", "2024-05", "kg:ExportValue", "36170000", "10000"),
    ("group:rare-earths", "aggregate:world", "2024-05", "kg:ExportMass", "6217.1", "0.9"),
    (
        "group:rare-earths",
        "aggregate:world",
        "2025-01/2025-04",
        "kg:ExportMass",
        "18962.4",
        "0.1",
    ),
    ("group:rare-earths", "aggregate:world", "2025-05", "kg:ExportUnitValue", "3.189", "0.001"),
    ("product:rare-earth-magnets", "country:DEU", "2025-07", "kg:ExportShare", "20.0", "0.05"),
    (
        "product:rare-earth-magnets",
        "aggregate:DEU-and-USA",
        "2025-07",
        "kg:ExportMass",
        "1735",
        "0",
    ),
    (
        "product:rare-earth-magnets",
        "aggregate:DEU-and-USA",
        "2025-07",
        "kg:ExportShare",
        "31.1",
        "0.05",
    ),
    (
        "product:rare-earth-magnets",
        "aggregate:world-without-DEU-USA",
        "2025-07",
        "kg:ExportMass",
        "3842",
        "0",
    ),
    (
        "product:rare-earth-magnets",
        "aggregate:world-without-DEU-USA",
        "2025-07",
        "kg:ExportShare",
        "68.9",
        "0.05",
    ),
]


@pytest.fixture(scope="module")
def found(shipped: Dataset, vocab: Vocabulary) -> Dataset:
    return derivations(shipped, vocab)


@pytest.mark.parametrize(("product", "partner", "period", "kind", "value", "off"), GOLD)
def test_the_shipped_claims_imply_what_an_analyst_works_out(
    found: Dataset, product: str, partner: str, period: str, kind: str, value: str, off: str
) -> None:
    (one,) = (
        one
        for one in found.claims
        if (one.product, one.object, one.period_text, one.quantity_kind)
        == (product, partner, period, kind)
    )
    assert one.value is not None
    assert abs(one.value - Decimal(value)) <= Decimal(off)
    assert one.low is not None
    assert one.high is not None
    assert one.low <= one.value <= one.high


def test_the_shipped_claims_imply_little_else(found: Dataset) -> None:
    others = {
        (one.object, one.period_text)
        for one in found.claims
        if (one.product, one.object, one.period_text, one.quantity_kind)
        not in {gold[:4] for gold in GOLD}
    }
    assert others == {
        ("aggregate:world", "2025-01/2025-06"),  # magnets: seven months less July
        ("aggregate:world", "2024-01/2024-05"),  # rare earths: a year before 24,827 t
        ("aggregate:world", "2024-01/2024-04"),  # of these, without May
        ("aggregate:world-without-DEU-USA", "2025-06"),  # two steps
        ("country:USA", "2025-07"),  # its share
    }


def test_nearly_widens_the_band_on_one_side(found: Dataset) -> None:
    (june,) = (
        one
        for one in found.claims
        if (one.object, one.period_text) == ("aggregate:world", "2025-06")
    )
    assert june.value is not None
    assert june.low is not None
    assert june.high is not None
    assert june.high - june.value > 10 * (june.value - june.low)


def test_the_unit_value_of_the_shipped_claims_warns_of_its_scopes(found: Dataset) -> None:
    (one,) = (one for one in found.claims if one.quantity_kind == "kg:ExportUnitValue")
    assert one.scope_note is not None
    assert "restricts" in one.scope_note
    assert "not said" in one.scope_note


def test_derived_claims_are_sound_rows(found: Dataset, shipped: Dataset, vocab: Vocabulary) -> None:
    whole = shipped | found
    by_id = {one.id: one for one in shipped.claims}
    for one in found.claims:
        assert one.extractor == "derived"
        assert one.modality == "asserted"
        assert one.formula
        assert len(one.gist) <= 240
        premises = [by_id[id_] for id_ in one.premises]
        assert one.published == max(premise.published for premise in premises)
        assert one.confidence == min(premise.confidence for premise in premises)
        unsound = [
            problem
            for problem in problems(
                one, vocab=vocab, entities=whole.entities, sources=whole.sources
            )
            if problem.column != "locator"
        ]
        assert unsound == []
    assert len({one.id for one in found.claims}) == len(found.claims)


def test_derived_claims_survive_rdf(found: Dataset, shipped: Dataset, vocab: Vocabulary) -> None:
    mapping = RdfMapping(vocab)
    assert mapping.read(mapping.dataset_quads(found)).claims == found.claims


def test_the_order_of_the_claims_does_not_matter(shipped: Dataset, vocab: Vocabulary) -> None:
    claims = list(shipped.claims)
    random.Random(5).shuffle(claims)
    assert derive(replace(shipped, claims=tuple(claims)), vocab) == derive(shipped, vocab)


def test_knowing_more_takes_no_derived_claim_away(shipped: Dataset, vocab: Vocabulary) -> None:
    whole = derive(shipped, vocab)
    for day in sorted({one.published for one in shipped.claims}):
        known = derive(shipped.known_on(day), vocab)
        assert set(known) == {one for one in whole if one.published <= day}


_PERIODS = st.sampled_from(["2025-05", "2025-04", "2024-05", "2025-01/2025-05"])
_SLOTS = st.fixed_dictionaries(
    {
        "object": st.sampled_from(["aggregate:world", "country:BBB", "country:CCC"]),
        "source_id": st.sampled_from(["source:a", "source:b", "source:c"]),
        "published": st.dates(date(2025, 6, 1), date(2025, 6, 4)),
        "comparator": st.sampled_from(["level", "level", "yoy", "mom", "ytd_yoy"]),
        "hedge": st.sampled_from([None, "about", "over", "nearly"]),
    }
)


@st.composite
def reports(draw: st.DrawFn) -> Claim:
    value = draw(st.integers(1, 400))
    return claim(str(value), draw(_PERIODS), **draw(_SLOTS))


@given(st.lists(reports(), max_size=14, unique_by=lambda one: one.id))
def test_what_was_derivable_once_stays_derived(claims: list[Claim]) -> None:
    whole = dataset(*claims)
    later = set(derive(whole, vocabulary()))
    for day in {one.published for one in claims}:
        known = set(derive(whole.known_on(day), vocabulary()))
        assert known == {one for one in later if one.published <= day}


def test_one_source_is_preferred_to_several(vocab: Vocabulary) -> None:
    (found,) = derived(
        vocab,
        claim("150.00", "2025-05", source_id="source:b"),
        claim("150", "2025-05"),
        claim("50", "2025-05", comparator="yoy"),
    ).values()
    assert all("source:b" not in id_ for id_ in found.premises)


def test_the_more_precise_of_two_figures_is_taken(vocab: Vocabulary) -> None:
    loose = claim("50", "2025-05", comparator="yoy", hedge="about")
    exact = claim("50.3", "2025-05", comparator="yoy")
    (found,) = derived(vocab, claim("150", "2025-05"), loose, exact).values()
    assert exact.id in found.premises


def test_sources_that_disagree_each_have_their_say(vocab: Vocabulary) -> None:
    claims = [
        claim(value, "2025-05", source_id=id_, **more)
        for id_, level in (("source:a", "150"), ("source:b", "300"))
        for value, more in ((level, {}), ("50", {"comparator": "yoy"}))
    ]
    values = sorted(one.value for one in derived(vocab, *claims).values() if one.value)
    assert values == [100, 200]


def test_an_outlet_is_preferred_to_those_who_repeat_it(vocab: Vocabulary) -> None:
    change = {"comparator": "yoy"}
    claims = [
        claim("150", "2025-05", source_id="source:b", origin="company:data"),
        claim("50", "2025-05", source_id="source:b", origin="company:data", **change),
        claim("150", "2025-05", source_id="source:a", origin="organisation:outlet"),
        claim("50", "2025-05", source_id="source:a", origin="organisation:outlet", **change),
    ]
    sources = [source("source:a"), source("source:b", relies_on=("organisation:outlet",))]
    whole = Dataset.of(entities=ENTITIES, sources=sources, claims=claims)
    (found,) = derive(whole, vocab)
    assert set(found.premises) == {one.id for one in claims[:2]}


def test_a_later_report_adds_a_claim_only_where_it_says_more(vocab: Vocabulary) -> None:
    first = [
        claim("150", "2025-05", published=date(2025, 6, 1)),
        claim("50", "2025-05", comparator="yoy", published=date(2025, 6, 1)),
    ]
    again = [replace(one, id=one.id + "b", published=date(2025, 6, 2)) for one in first]
    assert len(derive(dataset(*first, *again), vocab)) == 1
    finer = claim("150.00", "2025-05", published=date(2025, 6, 3))
    assert len(derive(dataset(*first, finer), vocab)) == 2


def test_nothing_follows_from_nothing(vocab: Vocabulary) -> None:
    assert derivations(Dataset.of(), vocab) == Dataset.of()
    assert derive(dataset(claim("5", "2025-05")), vocab) == ()


def test_partners_that_the_catalogue_has_are_not_made_again(vocab: Vocabulary) -> None:
    parts = [claim("10", "2025-05", object=f"country:{code}") for code in ("BBB", "CCC")]
    known = Entity(id="aggregate:BBB-and-CCC", type="kg:Aggregate", label="The two")
    whole = dataset(*parts) | Dataset.of(entities=[known])
    assert derivations(whole, vocab).entities == {}


def test_the_source_of_derived_claims_has_no_document() -> None:
    assert derived_source(date(2025, 1, 1)).sha256 is None
