from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kg.claim import Claim
from kg.reconcile.rules.contradicted import contradicted
from kg.reconcile.rules.within_rounding import within_rounding

from ..made import change, claim, flow, found, ids, members


def test_numbers_beyond_both_bands_exclude_each_other() -> None:
    one, other = flow("100"), flow("110", source_id="source:b")
    [finding] = found(contradicted, one, other)
    assert members(finding) == ids(one, other)
    assert finding.numbers["gap"] == 9
    assert (finding.numbers["smallest"], finding.numbers["largest"]) == (Decimal(100), Decimal(110))
    assert finding.severity == "conflict"
    assert finding.settled_by


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (change("-50", hedge="about"), change("-48.3", source_id="source:b")),
        (flow("5864.6"), flow("5865", source_id="source:b")),
        (flow("35", hedge="over"), flow("41.2", source_id="source:b")),
        (flow("5.8646e6", unit="unit:KiloGM"), flow("5865", source_id="source:b")),
    ],
)
def test_numbers_that_rounding_explains_agree(one: Claim, other: Claim) -> None:
    assert found(contradicted, one, other) == []
    assert len(found(within_rounding, one, other)) == 1


def test_equal_numbers_are_left_to_the_rules_on_witnesses() -> None:
    one, other = flow("100"), flow("100", hedge="about", source_id="source:b")
    assert found(within_rounding, one, other) == []
    assert found(contradicted, one, other) == []


def test_of_three_numbers_those_that_agree_and_those_that_do_not_are_told_apart() -> None:
    loose = change("-50", hedge="about")
    exact = change("-48.3", source_id="source:b")
    wrong = change("-30.0", source_id="source:c")
    [conflict] = found(contradicted, loose, exact, wrong)
    assert members(conflict) == ids(loose, exact, wrong)
    assert conflict.numbers["gap"] == Decimal("18.2")
    [near] = found(within_rounding, loose, exact, wrong)
    assert members(near) == ids(loose, exact)


@pytest.mark.parametrize(
    "slots",
    [
        {"period": "2025-04"},
        {"product": "product:magnets"},
        {"object": "country:BBB"},
        {"quantity_kind": "kg:ExportValue", "unit": "unit:CCY_USD"},
        {"modality": "forecast"},
        {"modality": "opinion"},
        {"negated": True},
        {"instrument": "event:talks"},
        {"premises": ("claim:x",)},
        {"period": "[2025-01..2025-06]"},
    ],
)
def test_numbers_for_different_things_are_not_compared(slots: dict[str, Any]) -> None:
    assert found(contradicted, flow("100"), flow("110", source_id="source:b", **slots)) == []


def test_currencies_are_not_compared_with_each_other() -> None:
    value = {"quantity_kind": "kg:ExportValue"}
    dollars = flow("100", unit="unit:CCY_USD", **value)
    euros = flow("200", unit="unit:CCY_EUR", source_id="source:b", **value)
    assert found(contradicted, dollars, euros) == []


def test_a_change_in_tonnes_is_not_compared_with_one_in_per_cent() -> None:
    percent, tonnes = change("-5"), change("-500", unit="unit:TONNE", source_id="source:b")
    assert found(contradicted, percent, tonnes) == []


THRESHOLD = {
    "subject": "action:rule",
    "predicate": "kg:appliesTo",
    "object": "product:magnets",
    "quantity_kind": "kg:ContentThreshold",
    "unit": "unit:PERCENT",
}


def test_a_step_has_one_threshold() -> None:
    one = claim("kg:PolicyState", "2025-06/..", value="0.1", **THRESHOLD)
    other = claim("kg:PolicyState", "2025-06-15/..", value="0.5", source_id="source:b", **THRESHOLD)
    [finding] = found(contradicted, one, other)
    assert members(finding) == ids(one, other)


def test_a_state_may_change_between_two_days() -> None:
    rank = {
        "predicate": "kg:ranksIn",
        "object": "aggregate:all",
        "quantity_kind": "kg:EconomyRank",
        "unit": "unit:NUM",
    }
    then = claim(period="2010", value="3", **rank)
    now = claim(period="2025", value="2", source_id="source:b", **rank)
    undated = claim(value="4", source_id="source:c", **rank)
    assert found(contradicted, then, now, undated) == []
    same = claim(period="2025", value="1", source_id="source:c", **rank)
    assert len(found(contradicted, now, same)) == 1
