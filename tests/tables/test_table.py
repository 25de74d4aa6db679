"""The claims of a view in columns, against those that Python picks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import kg
from kg.api import Graph
from kg.columns import claim_schema, read_claims
from kg.dataset import Dataset
from kg.errors import BadInput, UnknownName
from kg.store import Contents, DiskStore, MemoryStore
from tests.tables.bulk import (
    FIRST_DAY,
    SECOND_DAY,
    Row,
    claims,
    imported,
    source,
    vocabulary,
)

ROWS = [
    Row(),
    Row(object="country:KOR", period="2023-06", value="5.25"),
    Row(subject="country:USA", object="country:DEU", period="2023"),
]


@pytest.fixture
def graph(tiny_contents: Contents) -> Graph:
    """Nine claims from two notes, and three of a table."""
    store = MemoryStore(tiny_contents)
    imported(store, ROWS)
    return Graph(store)


def test_a_table_holds_the_claims_of_tables_and_all_others(graph: Graph) -> None:
    found = {claim.id: claim for claim in read_claims(graph.table().arrow())}
    made = {claim.id: claim for claim in claims(ROWS, source(ROWS))}
    assert found == made | {claim.id: claim for claim in graph.claims()}


def test_it_is_handed_out_in_the_columns_own_types(graph: Graph) -> None:
    table = graph.table()
    assert table.arrow().schema == claim_schema(graph.vocab)
    assert table.batches().schema.names == claim_schema(graph.vocab).names
    assert list(table.pandas().columns) == table.duckdb().columns
    assert len(table) == len(table.pandas()) == 12


def test_it_is_asked_in_sql(graph: Graph) -> None:
    rows = graph.table().sql("SELECT sum(value) FROM claims WHERE subject = 'country:USA'")
    assert len(rows.fetchall()) == 1
    assert graph.table(stated=False).sql("SELECT min(value) FROM claims").fetchall() == [
        (min(claim.value for claim in claims(ROWS, source(ROWS)) if claim.value),)
    ]


@pytest.mark.parametrize(
    "valid", ["2023-05-15", "2023-06", "2022", "2023", "../2023-05", "2024/.."]
)
@pytest.mark.parametrize("throughout", [False, True])
def test_a_valid_period_narrows_it_as_it_narrows_other_claims(
    graph: Graph, valid: str, throughout: bool
) -> None:
    rows = Dataset.of(claims=claims(ROWS, source(ROWS)))
    ordinary = Graph(MemoryStore(Contents(vocabulary(), {"data": rows})))
    narrowed = graph.as_of(valid=valid, throughout=throughout).table(stated=False)
    expected = ordinary.as_of(valid=valid, throughout=throughout).claims()
    ids = {id_ for (id_,) in narrowed.sql("SELECT id FROM claims").fetchall()}
    assert ids == {claim.id for claim in expected}


def test_what_was_not_known_yet_is_not_in_it(graph: Graph) -> None:
    assert len(graph.as_of(known="2024-01-09").table()) == 0
    assert len(graph.as_of(known=FIRST_DAY).table()) == 3


def test_a_claim_of_a_table_can_be_taken_back_by_itself(graph: Graph) -> None:
    claim = claims(ROWS, source(ROWS))[0]
    graph.retract(claim.id, on="2025-12-01", why="a typing error of the office")
    assert len(graph.table()) == 11
    assert len(graph.as_of(known="2025-11-30").table()) == 12
    assert claim.id not in {row.id for row in graph.claims()}
    assert graph.check().conforms
    with pytest.raises(UnknownName, match="claim"):
        graph.retract("claim:c1-nobody", on="2025-12-01", why="none")


def test_columns_that_an_older_ontology_lacked_are_empty(graph: Graph, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    [path] = graph.store.contents.tables.claims()
    pq.write_table(pq.read_table(path).drop_columns(["scope_note"]), path)
    assert graph.table(stated=False).arrow()["scope_note"].to_pylist() == [None] * 3


def test_files_with_signs_of_patterns_in_their_path_are_read(
    tiny_contents: Contents, tmp_path: Path
) -> None:
    store = DiskStore.create(tmp_path / "a[1] *'ü", tiny_contents)
    imported(store, ROWS)
    assert len(Graph(store).table(stated=False)) == 3


def test_a_slice_is_taken_among_the_ordinary_claims_once(graph: Graph) -> None:
    assert graph.take(countries=["CHN"]) == 2
    assert graph.take(countries=["China"], since="2023-06") == 0
    assert len(list(graph.claims())) == 11
    assert len(graph.table()) == 12, "taken claims are not there twice"
    iri = graph.vocab.expand(source(ROWS).id)
    assert len(list(graph.query(f"SELECT ?c {{ ?c kg:source <{iri}> }}"))) == 2
    assert graph.check().conforms


def test_taken_claims_fall_with_a_later_edition(graph: Graph) -> None:
    graph.take(countries=["CHN"])
    imported(graph.store, [Row(value="7"), *ROWS[1:]], published=SECOND_DAY)
    values = {claim.value for claim in graph.claims() if claim.source_id == source(ROWS).id}
    assert values == {claims(ROWS, source(ROWS))[1].value}
    first = graph.as_of(known=FIRST_DAY)
    assert sum(claim.source_id == source(ROWS).id for claim in first.claims()) == 2
    assert len(graph.table(stated=False)) == 3


def test_taken_claims_stay_when_their_table_goes(graph: Graph) -> None:
    graph.take(countries=["CHN"])
    assert graph.remove_table("customs").kept == 2
    assert len(list(graph.claims())) == 11
    assert len(graph.table()) == 11


@pytest.mark.parametrize(
    ("narrowed", "number"),
    [
        ({"products": ["850511"]}, 3),
        ({"products": ["85"], "since": "2023-06"}, 2),
        ({"until": "2023-05"}, 2),
        ({"quantity_kind": "kg:ExportMass", "countries": ["DEU"]}, 1),
    ],
)
def test_a_slice_is_narrowed_by_goods_countries_and_times(
    graph: Graph, narrowed: dict[str, list[str]], number: int
) -> None:
    assert graph.take(**narrowed) == number  # type: ignore[arg-type]


def test_a_slice_of_nothing_or_too_much_is_refused(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadInput, match="kg tables says what is held"):
        graph.take(since="2030")
    with pytest.raises(UnknownName, match="quantity kind"):
        graph.take(quantity_kind="kg:Weight")
    monkeypatch.setattr("kg.api.held.MOST_TAKEN", 2)
    with pytest.raises(BadInput, match=r"3 claims are too many to take: 2 are the most"):
        graph.take()
    assert len(list(graph.claims())) == 9


def test_a_graph_without_tables_is_a_table_too() -> None:
    graph = kg.build(check=False)
    assert len(graph.table()) == len(list(graph.claims()))
    assert len(graph.table(stated=False)) == 0
    assert graph.as_of(known=date(1900, 1, 1)).table().arrow().num_rows == 0
