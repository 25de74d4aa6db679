from __future__ import annotations

import pytest

from kg.claim import Claim
from kg.reconcile import Verdict
from kg.reconcile.rules.succession import succession

from ..made import change, flow, found, ids, members


def test_a_slump_in_may_and_a_jump_in_july_are_a_series() -> None:
    jump = change("75", "2025-07", comparator="mom", hedge="nearly", source_id="source:b")
    slump = change(None, trend="fell", quantity_kind=None, comparator=None)
    [finding] = found(succession, jump, slump)
    assert finding.verdict is Verdict.SUCCESSION
    assert finding.members == (slump.id, jump.id)
    assert "May 2025, fell" in finding.explanation


def test_a_series_with_one_turn_stands_in_one_finding() -> None:
    rising = [change("3", f"2025-0{month}") for month in (2, 3, 4)]
    fall = change("-5.67")
    [finding] = found(succession, *rising, fall)
    assert finding.members == tuple(one.id for one in (*rising, fall))
    assert members(finding) == ids(*rising, fall)


@pytest.mark.parametrize(
    "other",
    [
        change("-3", "2025-07"),
        change("3"),
        change("3", "2025-01/2025-05", comparator="ytd_yoy"),
        change("3", "2025-07", comparator="mom"),
        change("3", "2025-07", quantity_kind="kg:ExportValue"),
        change("3", "2025-07", product="product:magnets"),
        change("3", "2025-07", modality="forecast"),
        change(None, "[..2025-09-25]", trend="rose", quantity_kind=None, comparator=None),
        change(None, "2025-07", trend="stable"),
        flow("3", "2025-07"),
    ],
)
def test_what_is_no_turn_of_one_series_is_silent(other: Claim) -> None:
    assert found(succession, change("-5.67"), other) == []
