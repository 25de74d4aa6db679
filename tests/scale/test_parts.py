from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.api import Graph
from kg.errors import BadInput, UnknownName
from kg.scale import digest, digest_files, engine, write_parts
from kg.scale.duck import DuckDB
from kg.scale.loading import instructions
from kg.scale.quads import claim_lines
from tests.tables.bulk import FIRST_DAY, SECOND_DAY, Row, imported

from .common import MAPPING, by_row, nquads

ROWS = [Row(), Row(period="2023-06", value="12.50"), Row(object="country:USA", note='"\\\n\x00')]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """A store with the shipped claims and a table that was revised once; for reading only."""
    place = tmp_path_factory.mktemp("held") / "store"
    graph = kg.build(store=place, check=False)
    imported(graph.store, ROWS)
    imported(graph.store, [Row(value="101"), *ROWS[1:]], published=SECOND_DAY)
    return kg.open(place)


def lines(files: tuple[Path, ...]) -> set[str]:
    return {
        line for file in files for line in gzip.decompress(file.read_bytes()).decode().split("\n")
    }


def test_the_parts_hold_the_graph_and_the_claims_and_edges_of_tables(
    held: Graph, tmp_path: Path
) -> None:
    parts = write_parts(held, tmp_path / "parts")
    assert parts.claims == 3
    assert {file.name.split("-")[0] for file in parts.files} == {"graph.nq.gz", "claims", "direct"}
    bulk = _claims(held)
    expected = {*by_row(bulk), *nquads(MAPPING.direct_quads(bulk, view=held.name))}
    held.export(tmp_path / "all.nq.gz")
    assert lines(parts.files) == expected | lines((tmp_path / "all.nq.gz",))


def _claims(held: Graph) -> list[kg.Claim]:
    from kg.mapping import RdfMapping

    running = held.table(stated=False)
    with engine() as duckdb:
        found = duckdb.rows(claim_lines(duckdb.claims(running), held.vocab))["lines"].to_pylist()
    quads = ox.parse("\n".join(found).encode(), format=ox.RdfFormat.N_QUADS)
    return list(RdfMapping(held.vocab).read(quads).claims)


@pytest.mark.full
def test_an_earlier_view_has_the_earlier_edition(held: Graph, tmp_path: Path) -> None:
    then = write_parts(held.as_of(known=FIRST_DAY), tmp_path / "then")
    now = write_parts(held, tmp_path / "now")
    assert then.claims == now.claims == 3
    assert any('value> "100"' in line for line in lines(then.files))
    assert not any('value> "101"' in line for line in lines(then.files))
    assert any('value> "101"' in line for line in lines(now.files))


def test_a_folder_with_something_in_it_stays_as_it_is(held: Graph, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").touch()
    with pytest.raises(BadInput, match="name a new or an empty folder"):
        write_parts(held, tmp_path / "full")
    with pytest.raises(BadInput, match="cannot write"):
        write_parts(held, tmp_path / "nowhere" / "parts")


def test_what_fails_leaves_nothing(
    held: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.scale.duck.DuckDB.write_lines", fail)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(KeyboardInterrupt):
        write_parts(held, tmp_path / "parts")
    assert sorted(tmp_path.iterdir()) == before


def test_one_plain_file_holds_the_same_lines_as_the_parts(held: Graph, tmp_path: Path) -> None:
    duckdb = DuckDB()
    found = claim_lines(duckdb.claims(held.table()), held.vocab, end="\n")
    duckdb.write_file(found, tmp_path / "claims.nq")
    files = duckdb.write_lines(
        claim_lines(duckdb.claims(held.table()), held.vocab), tmp_path / "parts"
    )
    assert digest_files([tmp_path / "claims.nq"]) == digest_files(files) != digest([])


def test_unknown_engines_and_addresses_without_spark_are_refused() -> None:
    with pytest.raises(UnknownName, match="unknown engine 'flink'"), engine("flink"):
        pass
    with pytest.raises(BadInput, match="add --engine spark"), engine("duckdb", master="local"):
        pass


@pytest.mark.full
def test_oxigraph_loads_the_parts_as_the_instructions_say(held: Graph, tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("oxigraph")
    if not program.exists():
        pytest.skip("needs Oxigraph's server: pip install oxigraph")
    parts = write_parts(held, tmp_path / "parts")
    told = next(line for line in instructions(parts.folder).splitlines() if "oxigraph load" in line)
    command = told.replace("DATABASE", str(tmp_path / "database"))
    command = command.replace("oxigraph", str(program), 1)
    subprocess.run(command, shell=True, check=True, capture_output=True)
    store = ox.Store.read_only(str(tmp_path / "database"))
    assert len(store) == len(lines(parts.files) - {""})
