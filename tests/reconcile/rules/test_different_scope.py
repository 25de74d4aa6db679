from __future__ import annotations

from typing import Any

from kg.claim import Claim
from kg.reconcile.rules.different_scope import different_scope

from ..made import claim, found, ids, members


def restricts(object_: str, source: str, **slots: Any) -> Claim:
    return claim(
        "kg:PolicyState",
        "2025-04/..",
        **{
            "predicate": "kg:restricts",
            "object": object_,
            "instrument": "action:rule",
            "source_id": source,
            **slots,
        },
    )


def test_two_names_for_what_one_step_covers_are_one_step() -> None:
    one, other = restricts("group:ores", "source:a"), restricts("product:magnets", "source:b")
    [finding] = found(different_scope, one, other)
    assert members(finding) == ids(one, other)
    assert "one step" in finding.explanation


def test_one_source_may_name_several_goods() -> None:
    goods = [restricts("group:ores", "source:a"), restricts("product:magnets", "source:a")]
    assert found(different_scope, *goods) == []


def test_the_same_name_or_another_step_is_no_difference() -> None:
    one = restricts("group:ores", "source:a")
    for other in (
        restricts("group:ores", "source:b"),
        restricts("product:magnets", "source:b", instrument="action:other-rule"),
        restricts("product:magnets", "source:b", instrument=None),
        restricts("product:magnets", "source:b", modality="planned"),
    ):
        assert found(different_scope, one, other) == []
