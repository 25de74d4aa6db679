from __future__ import annotations

from decimal import Decimal

from kg.reconcile import Verdict
from kg.reconcile.rules.months_against_cumulative import months_against_cumulative
from kg.reconcile.rules.parts_against_total import parts_against_total

from ..made import change, flow, found, ids, members


def test_parts_that_fit_leave_a_remainder() -> None:
    total = flow("5577")
    parts = [flow("1116", object="country:AAA"), flow("619", object="country:BBB")]
    [finding] = found(parts_against_total, total, *parts)
    assert finding.verdict is Verdict.ARITHMETIC_HOLDS
    assert members(finding) == ids(total, *parts)
    assert finding.numbers["computed"] == 1735
    assert (finding.numbers["remainder_low"], finding.numbers["remainder_high"]) == (
        Decimal("3840.5"),
        Decimal("3843.5"),
    )


def test_parts_that_exceed_the_total_fail() -> None:
    parts = [flow("60", object="country:AAA"), flow("50", object="country:BBB")]
    [finding] = found(parts_against_total, flow("100"), *parts)
    assert finding.verdict is Verdict.ARITHMETIC_FAILS


def test_parts_that_rounding_lets_fit_hold() -> None:
    parts = [flow("60", object="country:AAA"), flow("41", object="country:BBB")]
    [finding] = found(parts_against_total, flow("100"), *parts)
    assert finding.verdict is Verdict.ARITHMETIC_HOLDS
    assert "0 to 0.5" in finding.explanation


def test_one_part_alone_is_not_worth_a_finding() -> None:
    assert found(parts_against_total, flow("100"), flow("60", object="country:AAA")) == []


def test_others_are_neither_part_nor_total() -> None:
    parts = [flow("60", object="country:AAA"), flow("50", object="country:BBB")]
    assert found(parts_against_total, flow("100", object="aggregate:others"), *parts) == []
    assert (
        found(parts_against_total, flow("100"), parts[0], flow("1", object="aggregate:others"))
        == []
    )


def test_shares_are_not_added_up_as_parts() -> None:
    shares = {"quantity_kind": "kg:ExportShare", "unit": "unit:PERCENT"}
    parts = [flow("60", object="country:AAA", **shares), flow("50", object="country:BBB", **shares)]
    assert found(parts_against_total, flow("100", **shares), *parts) == []


def test_a_total_of_another_month_or_product_is_not_theirs() -> None:
    parts = [flow("60", object="country:AAA"), flow("50", object="country:BBB")]
    for total in (flow("100", "2025-04"), flow("100", product="product:magnets")):
        assert found(parts_against_total, total, *parts) == []


QUARTER = "2025-01/2025-03"


def test_all_months_must_make_the_cumulative_figure() -> None:
    months = [flow(value, f"2025-0{month}") for month, value in enumerate(("10", "20", "30"), 1)]
    [right] = found(months_against_cumulative, flow("61", QUARTER), *months)
    assert right.verdict is Verdict.ARITHMETIC_HOLDS
    assert "the whole of it" in right.explanation
    [wrong] = found(months_against_cumulative, flow("70", QUARTER), *months)
    assert wrong.verdict is Verdict.ARITHMETIC_FAILS


def test_some_months_must_fit_into_the_cumulative_figure() -> None:
    months = [flow("40", "2025-01"), flow("50", "2025-02")]
    [right] = found(months_against_cumulative, flow("100", QUARTER), *months)
    assert right.verdict is Verdict.ARITHMETIC_HOLDS
    [wrong] = found(months_against_cumulative, flow("80", QUARTER), *months)
    assert wrong.verdict is Verdict.ARITHMETIC_FAILS


def test_a_quarter_and_a_period_across_the_year_have_months_too() -> None:
    months = [flow("10", "2024-12"), flow("20", "2025-01")]
    [finding] = found(months_against_cumulative, flow("30", "2024-12/2025-01"), *months)
    assert "the whole of it" in finding.explanation


def test_changes_and_single_months_are_not_added_up() -> None:
    changes = [change("10", "2025-01"), change("20", "2025-02"), change("5", QUARTER)]
    assert found(months_against_cumulative, *changes) == []
    assert found(months_against_cumulative, flow("10", "2025-01"), flow("30", "2025-01")) == []
