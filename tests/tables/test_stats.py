"""Counts and holes, against a count in Python."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from kg.api import Graph
from kg.dates import FIRST
from kg.store import Contents, MemoryStore
from tests.tables.bulk import FIRST_DAY, SECOND_DAY, Row, imported


@pytest.fixture
def graph(tiny_contents: Contents) -> Graph:
    """Nine claims from two notes, and no table."""
    return Graph(MemoryStore(tiny_contents))


def test_claims_are_counted_by_what_they_say(graph: Graph) -> None:
    imported(graph.store, [Row(), Row(object="country:KOR", period="2022")])
    counted = graph.stats()
    graph.take(countries=["CHN"])
    claims = list(graph.claims())
    assert counted.claims == len(claims) == 11
    by: dict[str, list[str | None]] = {
        "predicate": [claim.predicate for claim in claims],
        "quantity_kind": [claim.quantity_kind for claim in claims],
        "origin": [claim.origin for claim in claims],
        "product": [claim.product for claim in claims],
        "party": [id_ for claim in claims for id_ in (claim.subject, claim.object)],
        "year": [f"{claim.start.year}" for claim in claims if claim.start > FIRST],
    }
    for name, values in by.items():
        assert counted.by[name] == Counter(value for value in values if value), name
    assert list(counted.by["year"]) == sorted(counted.by["year"])


def test_months_that_a_reporter_leaves_out_are_holes(graph: Graph) -> None:
    months = ["2023-01", "2023-02", "2023-05", "2023-06", "2023-08"]
    rows = [Row(period=month) for month in months]
    whole = [Row(subject="country:USA", period=f"2023-{month:02}") for month in range(1, 10)]
    imported(graph.store, [*rows, *whole])
    [table] = graph.tables()
    [hole] = table.holes
    assert (hole.reporter, hole.grain, hole.missing) == ("country:CHN", "month", 4)
    assert hole.spans == (("2023-03", "2023-04"), ("2023-07", "2023-07"), ("2023-09", "2023-09"))


def test_years_are_told_from_months(graph: Graph) -> None:
    imported(graph.store, [Row(period=period) for period in ("2019", "2022", "2023-05")])
    [table] = graph.tables()
    assert [(hole.grain, hole.spans) for hole in table.holes] == [("year", (("2020", "2021"),))]


def test_a_table_tells_its_editions_span_and_size(graph: Graph) -> None:
    imported(graph.store, [Row(), Row(period="2022")])
    imported(graph.store, [Row(value="7"), Row(period="2022")], published=SECOND_DAY)
    [table] = graph.tables()
    assert (table.name, table.claims, table.rows) == ("customs", 2, 2)
    assert (table.start, table.end) == (date(2022, 1, 1), date(2023, 5, 31))
    assert [edition.published for edition in table.editions] == [FIRST_DAY, SECOND_DAY]
    assert table.size == graph.size


def test_an_empty_table_has_no_span(graph: Graph) -> None:
    imported(graph.store, [])
    [table] = graph.tables()
    assert (table.claims, table.start, table.end, table.holes) == (0, None, None, ())
