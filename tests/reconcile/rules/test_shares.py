from __future__ import annotations

from decimal import Decimal

from kg.reconcile import Verdict
from kg.reconcile.rules.share_against_levels import share_against_levels
from kg.reconcile.rules.shares_against_whole import shares_against_whole

from ..made import flow, found, ids, members, share


def test_shares_within_the_whole_hold_and_shares_beyond_it_fail() -> None:
    half = share("55")
    [right] = found(shares_against_whole, half, share("45", object="country:CCC"))
    assert right.verdict is Verdict.ARITHMETIC_HOLDS
    assert right.numbers["computed"] == 100
    [wrong] = found(shares_against_whole, half, share("50", object="country:CCC"))
    assert wrong.verdict is Verdict.ARITHMETIC_FAILS


def test_the_share_of_one_country_told_twice_counts_once() -> None:
    assert found(shares_against_whole, share("60"), share("60", source_id="source:b")) == []


def test_shares_of_different_things_are_not_added() -> None:
    for other in (
        share("60", object="country:CCC", product="product:magnets"),
        share("60", object="country:CCC", period="2025-04"),
        share("60", object="aggregate:others"),
    ):
        assert found(shares_against_whole, share("60"), other) == []


def test_a_share_is_what_its_part_makes_of_the_total() -> None:
    part, total = flow("20", object="country:BBB"), flow("100")
    stated = share("20")
    [right] = found(share_against_levels, stated, part, total)
    assert right.verdict is Verdict.ARITHMETIC_HOLDS
    assert right.numbers["computed"] == Decimal(20)
    assert members(right) == ids(stated, part, total)
    [wrong] = found(share_against_levels, share("35"), part, total)
    assert wrong.verdict is Verdict.ARITHMETIC_FAILS


def test_a_share_that_fits_the_value_need_not_fit_the_mass() -> None:
    value = {"quantity_kind": "kg:ExportValue", "unit": "unit:CCY_USD"}
    levels = [flow("20", object="country:BBB"), flow("100")]
    levels += [flow("35", object="country:BBB", **value), flow("100", **value)]
    [finding] = found(share_against_levels, share("35"), *levels)
    assert finding.verdict is Verdict.ARITHMETIC_HOLDS


def test_a_share_of_a_total_that_may_be_nought_is_not_checked() -> None:
    part = flow("20", object="country:BBB")
    assert found(share_against_levels, share("20"), part, flow("0")) == []
