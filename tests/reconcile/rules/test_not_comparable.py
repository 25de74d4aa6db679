from __future__ import annotations

import pytest

from kg.claim import Claim
from kg.reconcile import Verdict
from kg.reconcile.rules.different_comparator import different_comparator
from kg.reconcile.rules.different_partner import different_partner
from kg.reconcile.rules.different_period import different_period
from kg.reconcile.rules.different_product import different_product

from ..made import change, flow, found, ids, members

MAGNETS = "product:magnets"
SINCE_JANUARY = "2025-01/2025-05"


def test_a_month_and_the_months_since_january_are_not_compared() -> None:
    month = change("-5.67")
    months = change("2.3", SINCE_JANUARY, comparator="ytd_yoy", source_id="source:b")
    [finding] = found(different_period, month, months)
    assert finding.verdict is Verdict.NOT_COMPARABLE
    assert finding.members == (month.id, months.id)
    assert finding.severity == "caution"


def test_all_that_goes_the_other_way_within_one_period_stands_in_one_finding() -> None:
    fell = [change("-5", f"2025-0{month}") for month in (2, 3)]
    months = change("2.3", SINCE_JANUARY, comparator="ytd_yoy")
    [finding] = found(different_period, *fell, change("3", "2025-04"), months)
    assert members(finding) == ids(*fell, months)


@pytest.mark.parametrize(
    "other",
    [
        change("-2.3", SINCE_JANUARY, comparator="ytd_yoy"),
        change("2.3", "2025-06", comparator="mom"),
        change("2.3", SINCE_JANUARY, comparator="ytd_yoy", product=MAGNETS),
        change("2.3", SINCE_JANUARY, comparator="ytd_yoy", quantity_kind="kg:ExportValue"),
        change("2.3", SINCE_JANUARY, comparator="ytd_yoy", modality="forecast"),
        flow("2.3", SINCE_JANUARY),
    ],
)
def test_what_nobody_takes_for_the_month_is_not_listed_as_another_period(other: Claim) -> None:
    assert found(different_period, change("-5.67"), other) == []


def test_a_year_and_a_month_as_bases_are_not_compared() -> None:
    year, month = change("-48.3"), change("-13.7", comparator="mom", source_id="source:b")
    [finding] = found(different_comparator, year, month)
    assert members(finding) == ids(year, month)


@pytest.mark.parametrize(
    "other",
    [
        change("-48.3", comparator="mom"),
        change("-13.7", comparator=None),
        change(None, trend="fell", comparator="mom"),
        change("-13.7", "2025-04", comparator="mom"),
        change("-13.7"),
    ],
)
def test_what_does_not_seem_to_differ_is_not_listed_as_another_base(other: Claim) -> None:
    assert found(different_comparator, change("-48.3"), other) == []


def test_two_products_are_not_compared() -> None:
    stable = change(None, trend="stable")
    slump = change(
        None,
        trend="fell",
        product=MAGNETS,
        quantity_kind=None,
        comparator=None,
        source_id="source:b",
    )
    [finding] = found(different_product, stable, slump)
    assert members(finding) == ids(stable, slump)


def test_two_products_since_january_are_not_compared_though_the_months_differ() -> None:
    ores = change("2.3", SINCE_JANUARY, comparator="ytd_yoy")
    magnets = change("-15", "2025-01/2025-07", comparator="ytd_yoy", product=MAGNETS)
    assert len(found(different_product, ores, magnets)) == 1


@pytest.mark.parametrize(
    "other",
    [
        change("-15", product=MAGNETS),
        change("15", "2025-04", product=MAGNETS),
        change("15", comparator="mom", product=MAGNETS),
        change("15", product=MAGNETS, object="country:BBB"),
        change("15", product=None),
        change("15", quantity_kind="kg:ExportValue", product=MAGNETS),
    ],
)
def test_what_nobody_takes_for_it_is_not_listed_as_another_product(other: Claim) -> None:
    assert found(different_product, change("-5.67"), other) == []


def test_one_partner_and_the_world_are_not_compared() -> None:
    world, one = change("-5"), change("75", object="country:BBB")
    [finding] = found(different_partner, world, one)
    assert members(finding) == ids(world, one)
    same_way = change("-75", object="country:BBB")
    assert found(different_partner, world, same_way) == []
    unsaid = change("75", object="country:BBB", comparator=None)
    assert found(different_partner, world, unsaid) == []
