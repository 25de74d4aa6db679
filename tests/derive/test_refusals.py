from __future__ import annotations

import pytest

from kg.dataset import Dataset
from kg.derive import refusals
from kg.vocab import Vocabulary
from tests.derive.made import claim, dataset


def slots(vocab: Vocabulary, *claims: object) -> set[tuple[str, str]]:
    found = refusals(dataset(*claims), vocab)  # type: ignore[arg-type]
    return {(refusal.rule, refusal.slot) for refusal in found}


@pytest.mark.parametrize(
    ("other", "slot"),
    [
        ({"product": "product:ore"}, "product"),
        ({"object": "country:BBB"}, "partner"),
        ({"subject": "country:BBB"}, "reporter"),
        ({"predicate": "kg:importsFrom"}, "relation"),
        ({"quantity_kind": "kg:ExportValue"}, "quantity kind"),
        ({"comparator": "wow"}, "comparator"),
    ],
)
def test_a_refusal_says_which_slot_differs(
    vocab: Vocabulary, other: dict[str, str], slot: str
) -> None:
    change = claim("50", "2025-05", **{"comparator": "yoy", **other})
    assert slots(vocab, claim("150", "2025-05"), change) == {("earlier level", slot)}


def test_a_month_is_kept_apart_from_the_months_up_to_it(vocab: Vocabulary) -> None:
    change = claim("2.3", "2025-01/2025-05", comparator="ytd_yoy")
    assert slots(vocab, claim("150", "2025-05"), change) == {("earlier level", "period")}


def test_months_that_nobody_confuses_are_not_listed(vocab: Vocabulary) -> None:
    change = claim("2.3", "2023-05", comparator="yoy")
    assert slots(vocab, claim("150", "2025-05"), change) == set()


def test_what_differs_in_two_slots_is_not_listed(vocab: Vocabulary) -> None:
    change = claim("50", "2025-05", comparator="yoy", product="product:ore", object="country:BBB")
    assert slots(vocab, claim("150", "2025-05"), change) == set()


def test_a_change_with_a_level_of_its_own_is_not_paired_with_other_partners(
    vocab: Vocabulary,
) -> None:
    germany = {"object": "country:BBB"}
    claims = [
        claim("150", "2025-05"),
        claim("15", "2025-05", **germany),
        claim("50", "2025-05", comparator="yoy", **germany),
    ]
    assert slots(vocab, *claims) == set()


def test_currencies_are_kept_apart(vocab: Vocabulary) -> None:
    value = {"quantity_kind": "kg:ExportValue"}
    dollars = claim("5", "2025-04", unit="unit:CCY_USD", **value)
    euros = claim("5", "2025-05", unit="unit:CCY_EUR", **value)
    assert slots(vocab, dollars, euros) == {("change", "unit")}


def test_a_share_is_refused_across_products(vocab: Vocabulary) -> None:
    part = claim("5", "2025-05", object="country:BBB", product="product:ore")
    assert slots(vocab, claim("50", "2025-05"), part) == {("share", "product")}


def test_the_traps_of_the_shipped_claims_are_listed_in_words(
    shipped: Dataset, vocab: Vocabulary
) -> None:
    found = refusals(shipped, vocab)
    assert {(refusal.rule, refusal.slot) for refusal in found} == {
        ("earlier level", "period"),
        ("earlier level", "quantity kind"),
        ("share", "period"),
        ("unit value", "period"),
    }
    assert any(
        refusal.why.startswith("no earlier level from 5,864.6 t (May 2025)") for refusal in found
    )


def test_the_list_is_bounded(shipped: Dataset, vocab: Vocabulary) -> None:
    assert len(refusals(shipped, vocab, most=3)) == 3
