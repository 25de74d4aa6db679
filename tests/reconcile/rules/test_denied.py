from __future__ import annotations

from kg.reconcile.rules.denied import denied

from ..made import claim, found, ids, members


def test_what_one_asserts_and_another_denies_is_contradicted() -> None:
    yes, no = claim(period="2025"), claim(period="2025", negated=True, source_id="source:b")
    [finding] = found(denied, yes, no)
    assert members(finding) == ids(yes, no)
    assert finding.severity == "conflict"


def test_a_denial_of_another_time_denies_nothing() -> None:
    yes, no = claim(period="2024"), claim(period="2025", negated=True, source_id="source:b")
    assert found(denied, yes, no) == []


def test_an_opinion_that_something_is_not_so_contradicts_nothing() -> None:
    no = claim(period="2025", negated=True, modality="opinion", source_id="source:b")
    assert found(denied, claim(period="2025"), no) == []


def test_a_denial_alone_is_no_finding() -> None:
    assert found(denied, claim(period="2025", negated=True)) == []


def test_a_step_is_denied_whenever_it_can_have_happened() -> None:
    step = {"predicate": "kg:imposes", "object": "action:rule"}
    yes = claim("kg:Occurrence", "2025-04", **step)
    no = claim("kg:Occurrence", "2025-04", negated=True, source_id="source:b", **step)
    assert len(found(denied, yes, no)) == 1
