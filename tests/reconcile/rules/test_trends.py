from __future__ import annotations

from typing import Any

import pytest

from kg.claim import Claim
from kg.reconcile.rules.trend_against_figure import trend_against_figure
from kg.reconcile.rules.trend_against_trend import trend_against_trend

from ..made import change, found, ids, members


def word(trend: str, **slots: Any) -> Claim:
    return change(None, trend=trend, **slots)


@pytest.mark.parametrize(
    ("trend", "figure", "hedge"),
    [
        ("stable", "-5.67", None),
        ("stable", "12", "about"),
        ("rose", "-0.5", None),
        ("fell", "3.0", None),
        ("rose", "-40", "over"),
        ("fell", "5", "up_to"),
    ],
)
def test_a_word_that_a_figure_goes_against_is_contradicted(
    trend: str, figure: str, hedge: str | None
) -> None:
    said, number = word(trend), change(figure, hedge=hedge, source_id="source:b")
    [finding] = found(trend_against_figure, said, number)
    assert members(finding) == ids(said, number)
    assert finding.severity == "conflict"


@pytest.mark.parametrize(
    ("trend", "figure", "hedge"),
    [
        ("stable", "-3", None),
        ("stable", "5.2", "about"),
        ("stable", "0", None),
        ("fell", "-5.67", None),
        ("rose", "75", "nearly"),
        ("rose", "0.5", "up_to"),
        ("rose", "0.0", None),
    ],
)
def test_a_word_that_a_figure_bears_out_is_silent(
    trend: str, figure: str, hedge: str | None
) -> None:
    number = change(figure, hedge=hedge, source_id="source:b")
    assert found(trend_against_figure, word(trend), number) == []


@pytest.mark.parametrize(
    "slots",
    [
        {"quantity_kind": None},
        {"comparator": None},
        {"comparator": "mom"},
        {"quantity_kind": "kg:ExportValue"},
        {"period": "2025-01/2025-05"},
        {"product": "product:magnets"},
        {"modality": "forecast"},
    ],
)
def test_a_word_for_something_else_or_unsaid_is_silent(slots: dict[str, Any]) -> None:
    said, figure = word("stable", **slots), change("-5.67", source_id="source:b")
    assert found(trend_against_figure, said, figure) == []
    other = word("fell", source_id="source:b")
    assert found(trend_against_trend, said, other) == []


def test_two_words_within_one_document_exclude_each_other() -> None:
    one, other = word("stable"), word("fell", locator="20-29")
    [finding] = found(trend_against_trend, one, other)
    assert "One source has it both stable and falling" in finding.explanation


def test_two_words_of_two_sources_exclude_each_other() -> None:
    one, other = word("rose"), word("fell", source_id="source:b")
    [finding] = found(trend_against_trend, one, other)
    assert members(finding) == ids(one, other)
    assert "rising" in finding.explanation
    assert "slight" not in finding.explanation


def test_the_same_word_twice_excludes_nothing() -> None:
    one, other = word("fell"), word("fell", source_id="source:b")
    assert found(trend_against_trend, one, other) == []
