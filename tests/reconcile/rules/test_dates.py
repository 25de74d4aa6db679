from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kg.claim import Claim
from kg.reconcile import Verdict
from kg.reconcile.rules.announcements_differ import announcements_differ
from kg.reconcile.rules.beginnings_differ import beginnings_differ

from ..made import claim, found, ids, members

STEP = {"predicate": "kg:imposes", "object": "action:rule"}


def step(period: str, source: str = "source:a", **slots: Any) -> Claim:
    return claim("kg:PolicyState", period, **{**STEP, "source_id": source, **slots})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2025-04-04/..", "2025-04-05/.."),
        ("2025-04/..", "2025-05-01/.."),
        ("[..2025-03]", "2025-04-04"),
        ("2025-04-04", "2024"),
    ],
)
def test_days_that_exclude_each_other_are_found(one: str, other: str) -> None:
    first, second = step(one), step(other, "source:b")
    if one.startswith("[.."):  # its beginning is open, so that nothing excludes it
        assert found(beginnings_differ, first, second) == []
        return
    [finding] = found(beginnings_differ, first, second)
    assert finding.verdict is Verdict.DATES_DISAGREE
    assert members(finding) == ids(first, second)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2025-04-04/..", "2025-04/.."),
        ("2025-04-04", "2025"),
        ("2025-04-04/..", "../.."),
        ("[2025-04..2025-07]", "2025-05-01"),
    ],
)
def test_a_day_within_a_coarser_date_fits(one: str, other: str) -> None:
    assert found(beginnings_differ, step(one), step(other, "source:b")) == []


def test_another_step_or_relation_has_a_day_of_its_own() -> None:
    first = step("2025-04-04/..")
    for other in (
        step("2025-10-09/..", "source:b", object="action:other-rule"),
        step("2025-10-09/..", "source:b", predicate="kg:eases"),
        step("2025-10-09/..", "source:b", subject="country:BBB"),
        step("2025-10-09/..", "source:b", modality="planned"),
        step("2025-10-09/..", "source:b", negated=True),
    ):
        assert found(beginnings_differ, first, other) == []


def test_what_may_happen_again_is_not_held_to_one_day() -> None:
    talks = {"predicate": "kg:negotiatesWith", "object": "country:BBB", "instrument": "event:talks"}
    first = claim("kg:Occurrence", "2025-05-10", **talks)
    second = claim("kg:Occurrence", "2025-06-09", source_id="source:b", **talks)
    assert found(beginnings_differ, first, second) == []


def test_two_days_of_announcement_exclude_each_other() -> None:
    first = step("2025-04/..", announced=date(2025, 4, 4))
    second = step("2025-04/..", "source:b", announced=date(2025, 4, 5))
    third = step("2025-04/..", "source:c")
    [finding] = found(announcements_differ, first, second, third)
    assert members(finding) == ids(first, second)
    assert found(beginnings_differ, first, second, third) == []
