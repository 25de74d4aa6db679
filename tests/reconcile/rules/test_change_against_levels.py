from __future__ import annotations

from decimal import Decimal

import pytest

from kg.claim import Claim
from kg.reconcile import Verdict
from kg.reconcile.rules.change_against_levels import change_against_levels

from ..made import change, flow, found, ids, members

MAY, APRIL, YEAR_AGO = "2025-05", "2025-04", "2024-05"


def test_a_change_that_rounding_explains_holds() -> None:
    value = {"quantity_kind": "kg:ExportValue", "unit": "unit:CCY_USD"}
    stated = change("-13.7", comparator="mom", quantity_kind="kg:ExportValue")
    now, before = flow("18.7e6", MAY, **value), flow("21.7e6", APRIL, **value)
    [finding] = found(change_against_levels, stated, now, before)
    assert finding.verdict is Verdict.ARITHMETIC_HOLDS
    assert finding.members == (stated.id, now.id, before.id)
    assert round(finding.numbers["computed"], 2) == Decimal("-13.82")
    assert finding.settled_by == ""


def test_a_change_that_rounding_does_not_explain_fails() -> None:
    stated = change("-25", comparator="mom")
    [finding] = found(change_against_levels, stated, flow("100", MAY), flow("120", APRIL))
    assert finding.verdict is Verdict.ARITHMETIC_FAILS
    assert finding.severity == "conflict"
    assert finding.settled_by


@pytest.mark.parametrize(
    ("stated", "before"),
    [
        (change("10", comparator="yoy"), flow("91", YEAR_AGO)),
        (change("10", "2025-01/2025-05", comparator="ytd_yoy"), flow("91", "2024-01/2024-05")),
        (change("10", comparator="mom"), flow("91", APRIL)),
        (
            change("10", "2025-05-08/2025-05-14", comparator="wow"),
            flow("91", "2025-05-01/2025-05-07"),
        ),
        (change("9", comparator="mom", unit="unit:TONNE"), flow("91", APRIL)),
        (change("9000", comparator="mom", unit="unit:KiloGM"), flow("91", APRIL)),
        (change("10", comparator="mom"), flow("91000", APRIL, unit="unit:KiloGM")),
    ],
)
def test_each_comparator_has_its_base(stated: Claim, before: Claim) -> None:
    now = flow("100", stated.period_text or "")
    [finding] = found(change_against_levels, stated, now, before)
    assert finding.verdict is Verdict.ARITHMETIC_HOLDS


@pytest.mark.parametrize(
    "before",
    [
        flow("120", "2025-03"),
        flow("120", APRIL, product="product:magnets"),
        flow("120", APRIL, object="country:BBB"),
        flow("120", APRIL, quantity_kind="kg:ExportValue", unit="unit:CCY_USD"),
        flow("0", APRIL),
        flow("120", APRIL, modality="forecast"),
    ],
)
def test_levels_of_something_else_are_no_base(before: Claim) -> None:
    stated = change("-25", comparator="mom")
    assert found(change_against_levels, stated, flow("100", MAY), before) == []


def test_a_change_without_a_known_base_is_not_checked() -> None:
    stated = change("-25", comparator="since")
    assert found(change_against_levels, stated, flow("100", MAY), flow("120", APRIL)) == []


def test_a_percentage_point_share_is_compared_as_a_share() -> None:
    shares = {"quantity_kind": "kg:ExportShare", "unit": "unit:PERCENT"}
    stated = change("5", comparator="mom", quantity_kind="kg:ExportShare")
    now, before = flow("25", MAY, **shares), flow("20", APRIL, **shares)
    [finding] = found(change_against_levels, stated, now, before)
    assert finding.verdict is Verdict.ARITHMETIC_HOLDS


def test_everybody_who_tells_a_level_is_a_member() -> None:
    stated = change("-17", comparator="mom")
    claims = [flow("100", MAY), flow("100", MAY, source_id="source:b"), flow("120", APRIL)]
    [finding] = found(change_against_levels, stated, *claims)
    assert members(finding) == ids(stated, *claims)
