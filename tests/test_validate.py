from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from kg.claim import Claim
from kg.dataset import Dataset
from kg.validate import Problem, problems
from tests.strategies import claims, vocabulary


def found(claim: Claim, dataset: Dataset) -> list[Problem]:
    return list(
        problems(claim, vocab=vocabulary(), entities=dataset.entities, sources=dataset.sources)
    )


def test_sound_claims_have_no_problem(tiny_dataset: Dataset, shipped: Dataset) -> None:
    for dataset in (tiny_dataset, shipped):
        for claim in dataset.claims:
            assert found(claim, dataset) == []


@pytest.mark.parametrize(
    ("changes", "column", "why"),
    [
        ({"subject": "country:CHNN"}, "subject", "unknown entity; did you mean country:CHN"),
        ({"predicate": "kg:export"}, "predicate", "unknown relation; did you mean kg:exportsTo"),
        ({"claim_type": "kg:Flo"}, "claim_type", "unknown claim type; did you mean kg:Flow"),
        ({"unit": "unit:TONN"}, "unit", "unknown unit; did you mean unit:TONNE"),
        ({"source_id": "source:c"}, "source_id", "unknown source; did you mean source:"),
        ({"modality": "sure"}, "modality", "unknown modality"),
        ({"date_basis": "guess"}, "date_basis", "unknown date basis"),
        ({"value": Decimal("1e27"), "high": None}, "value", "out of range"),
        ({"value": Decimal("1e-13"), "low": None}, "value", "out of range"),
        ({"value": Decimal("NaN")}, "value", "out of range"),
        ({"confidence": Decimal("NaN")}, "confidence", "out of range"),
        ({"value": Decimal("Infinity"), "high": None}, "value", "out of range"),
        ({"value": Decimal(1)}, "value", "lies outside 5864.595 to 5864.605"),
        ({"low": Decimal(9), "high": Decimal(8), "value": None}, "value", "lies outside 9 to 8"),
        ({"confidence": Decimal("1.1")}, "confidence", "must lie between 0 and 1"),
        ({"confidence": Decimal("-0.1")}, "confidence", "must lie between 0 and 1"),
        ({"start_latest": date(2025, 4, 30)}, "start_latest", "lies before start"),
        ({"end_earliest": date(2025, 6, 2)}, "end", "lies before end_earliest"),
        (
            {"end": date(2025, 5, 1), "end_earliest": date(2025, 5, 1)},
            "end",
            "does not lie after start",
        ),
        ({"locator": ""}, "locator", "'' is no span"),
        ({"locator": "row:"}, "locator", "or row:12 for a row of a table"),
        ({"locator": "5-5"}, "locator", "is empty"),
        ({"object": None}, "object", "kg:exportsTo needs an object"),
        (
            {"object": "person:observer"},
            "object",
            "of class Person; kg:exportsTo takes as object Aggregate",
        ),
    ],
)
def test_a_problem_names_the_column_and_why(
    tiny_dataset: Dataset, changes: dict[str, Any], column: str, why: str
) -> None:
    problem = found(replace(tiny_dataset.claims[0], **changes), tiny_dataset)[0]
    assert problem.column == column
    assert why in problem.why


def test_all_problems_of_a_claim_are_found_not_only_the_first(tiny_dataset: Dataset) -> None:
    claim = replace(tiny_dataset.claims[0], subject="x:y", unit="unit:x", confidence=Decimal(2))
    columns = [problem.column for problem in found(claim, tiny_dataset)]
    assert columns == ["subject", "unit", "confidence"]


@pytest.mark.parametrize("locator", ["0-1", "129-183;462-528", "row:1", "row:123456789"])
def test_spans_and_rows_of_tables_are_places(tiny_dataset: Dataset, locator: str) -> None:
    assert found(replace(tiny_dataset.claims[0], locator=locator), tiny_dataset) == []


@given(claim=claims())
def test_no_claim_however_odd_brings_the_check_down(claim: Claim) -> None:
    found(claim, Dataset.of())
