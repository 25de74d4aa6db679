"""Trade networks from tables, against those that Python makes of the same claims."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.api import Graph
from kg.dataset import Dataset
from kg.errors import BadInput, UnknownName
from kg.store import Contents, MemoryStore
from tests.tables.bulk import Row, claims, entities, imported, source, vocabulary

ASKED: dict[str, Any] = {
    "quantity_kind": "kg:ExportMass",
    "product": "product:magnets",
    "grain": "month",
}
BALANCED = "organisation:a-publisher"


def in_columns(rows: list[Row]) -> Graph:
    """A graph that holds the rows as a table."""
    store = MemoryStore(Contents(vocabulary(), {"data": Dataset.of()}))
    imported(store, rows)
    return Graph(store)


def as_claims(rows: list[Row]) -> Graph:
    """A graph that holds the same claims one by one."""
    held = Dataset.of(claims=claims(rows, source(rows)), entities=entities(rows))
    return Graph(MemoryStore(Contents(vocabulary(), {"data": held}, reasoned=False)))


def edges(graph: nx.MultiDiGraph) -> dict[tuple[str, str, str], tuple[Any, ...]]:
    names = ("weight", "unit", "relation", "label", "reversed", "since", "until", "claim_ids")
    return {
        (exporter, importer, period): tuple(data[name] for name in names)
        for exporter, importer, period, data in graph.edges(keys=True, data=True)
    }


rows = st.builds(
    Row,
    subject=st.sampled_from(["country:CHN", "country:USA"]),
    object=st.sampled_from(["country:JPN", "country:KOR"]),
    predicate=st.sampled_from(["kg:exportsTo", "kg:importsFrom"]),
    period=st.sampled_from(["2023-01", "2023-02", "2023", "2023-01/2023-03", "2023-01-02"]),
    value=st.integers(1, 99).map(str),
    unit=st.sampled_from(["unit:KiloGM", "unit:TONNE"]),
    note=st.sampled_from([None, "HS 2017"]),
)


@settings(max_examples=12)
@given(
    st.lists(rows, min_size=1, max_size=12),
    st.sampled_from(["month", "year", "ytd"]),
    st.sampled_from(["exporter", "importer"]),
)
def test_tables_make_the_network_that_their_claims_would_make(
    made: list[Row], grain: str, reporter: str
) -> None:
    asked = {**ASKED, "grain": grain, "reporter": reporter, "unit": "unit:KiloGM"}
    expected = as_claims(made).network("trade", **asked)
    found = in_columns(made).network("trade", **asked)
    assert edges(found) == edges(expected)
    assert dict(found.nodes(data="label")).keys() == dict(expected.nodes(data="label")).keys()
    for name in ("kind", "quantity_kind", "product", "grain", "unit", "left_out_units"):
        assert found.graph[name] == expected.graph[name]


@settings(max_examples=12)
@given(st.lists(rows, min_size=1, max_size=12), st.sampled_from(["month", "year"]))
def test_one_edge_a_pair_is_the_sum_of_its_periods(made: list[Row], grain: str) -> None:
    graph = in_columns(made)
    asked = {**ASKED, "grain": grain, "unit": "unit:TONNE"}
    each = graph.network("trade", **asked)
    if "periods" not in each.graph:  # the table holds no flow of that length
        return
    together = graph.network("trade", **asked, periods="sum")
    for exporter, importer, data in together.edges(data=True):
        parts = [part for _, part in each[exporter][importer].items()]
        assert data["weight"] == pytest.approx(sum(part["weight"] for part in parts))
        assert data["claim_count"] == len(parts)
        assert data["since"] == min(part["since"] for part in parts)
        assert data["until"] == max(part["until"] for part in parts)
    assert {*together.edges()} == {*each.edges()}
    assert together.graph["left_out_repeats"] == each.graph["left_out_repeats"]


def test_origins_are_never_added_to_each_other() -> None:
    graph = in_columns(
        [
            Row(value="10"),
            Row(value="5", object="country:KOR"),
            Row(value="99", object="country:KOR", origin=BALANCED),
        ]
    )
    network = graph.network("trade", **ASKED)
    assert network.graph["origin"] == "organisation:a-customs-office"
    assert network.graph["left_out_origins"] == 1
    assert sum(weight for _, _, weight in network.edges(data="weight")) == 15
    other = graph.network("trade", **ASKED, origin=BALANCED)
    assert [weight for _, _, weight in other.edges(data="weight")] == [99]
    with pytest.raises(UnknownName, match="origin"):
        graph.network("trade", **ASKED, origin="organisation:nobody")


def test_a_view_narrows_the_flows_of_tables_too() -> None:
    graph = in_columns([Row(), Row(period="2023-06")])
    assert graph.as_of(valid="2023-06").network("trade", **ASKED).number_of_edges() == 1
    with pytest.raises(BadInput, match="no imported table holds"):
        graph.as_of(known="2020-01-01").network("trade", **ASKED, tables=True)


def test_claims_outside_of_tables_can_be_asked_for_instead() -> None:
    graph = in_columns([Row()])
    graph.take()
    assert "origin" in graph.network("trade", **ASKED).graph
    taken = graph.network("trade", **ASKED, tables=False)
    assert "origin" not in taken.graph
    assert taken.number_of_edges() == 1


def test_periods_over_more_than_ten_years_are_told_apart() -> None:
    months = [f"{year}-01" for year in range(2000, 2024)]
    graph = in_columns([Row(period=month, value="1") for month in months])
    [(_, _, data)] = graph.network("trade", **ASKED, periods="sum").edges(data=True)
    assert (data["weight"], data["claim_count"]) == (24, 24)


def test_an_unknown_choice_of_periods_is_refused() -> None:
    with pytest.raises(UnknownName, match="choice of periods"):
        in_columns([Row()]).network("trade", **ASKED, periods="all")
