"""The same on Spark as on DuckDB, in worker processes of their own."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import kg
from kg.columns import claim_table
from kg.dataset import Dataset
from kg.errors import BadInput
from kg.scale import AGGREGATES, claim_lines, digest, digest_files, engine, write_parts
from kg.scale.spark import Spark, spark
from kg.tables.options import Options
from tests.strategies import vocabulary
from tests.tables.bulk import SECOND_DAY, Row, imported

from .common import OnDuckDB, awkward, by_row, numbered
from .trade import CHOICE, trade

TOLERANCE = 1e-12
MAPPING = """
publisher = "organisation:mine"
[claim]
type = "kg:Flow"
subject = "country:CHN"
predicate = "kg:exportsTo"
object = { column = "partner", scheme = "name" }
product = { column = "hs", scheme = "hs" }
period = { column = "when" }
scope_note = { column = "note" }
[[figure]]
kind = "kg:ExportMass"
column = "mass"
unit = "unit:KiloGM"
hedge = { column = "hedge", values = { about = "about", over = "over", none = "about" } }
"""
TABLE = """when,partner,hs,mass,hedge,note
2023-05,Japan,284610,12.50,about,
2023,Brazil,284690,0.000000000001,over,"a \\ ""quoted"" note"
2023-06,Côte d'Ivoire,280530,9999999999999999999999999,about,中文 🚀
2023-06,Japan,280530,-7,over,x
"""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Spark]:
    """A cluster of two workers on this machine."""
    pytest.importorskip("pyspark", reason="needs the extra supply-chain-kg[spark]")
    with spark(master="local-cluster[2,1,1024]") as running:
        yield running


pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # sockets of pyspark's own


@pytest.mark.full
def test_both_engines_write_the_quads_of_the_mapping(
    cluster: Spark, shipped: Dataset, tmp_path: Path
) -> None:
    found = numbered([*awkward(shipped.claims[0]), *shipped.claims])
    pq.write_table(claim_table(found, vocabulary()), tmp_path / "claims.parquet")
    lines = claim_lines(cluster.read_parquet(tmp_path / "claims.parquet"), vocabulary())
    by_spark = digest_files(cluster.write_lines(lines, tmp_path / "spark"))
    held = OnDuckDB(found)
    lines = claim_lines(held.claims, vocabulary())
    by_duckdb = digest_files(held.engine.write_lines(lines, tmp_path / "duckdb"))
    assert by_spark == by_duckdb == digest(line.encode() for line in by_row(found))


@pytest.mark.full
@pytest.mark.parametrize("name", AGGREGATES)
def test_both_engines_sum_alike(cluster: Spark, tmp_path: Path, name: str) -> None:
    pq.write_table(claim_table(trade(), vocabulary()), tmp_path / "claims.parquet")
    held = OnDuckDB(trade())
    on_duckdb, on_spark = (
        running.rows(AGGREGATES[name](claims, CHOICE, vocabulary())).to_pylist()
        for running, claims in (
            (held.engine, held.claims),
            (cluster, cluster.read_parquet(tmp_path / "claims.parquet")),
        )
    )
    assert len(on_duckdb) == len(on_spark) > 0
    for one, other in zip(on_duckdb, on_spark, strict=True):
        assert one.keys() == other.keys()
        for column, value in one.items():
            if isinstance(value, float):
                assert math.isclose(value, other[column], rel_tol=TOLERANCE)
            else:
                assert value == other[column]


@pytest.mark.full
def test_a_revised_table_goes_to_the_same_parts_on_both_engines(
    cluster: Spark, tmp_path: Path
) -> None:
    graph = kg.build(store=tmp_path / "store", check=False)
    rows = [Row(), Row(period="2023-06", value="12.50"), Row(object="country:USA", note="\x00")]
    imported(graph.store, rows)
    imported(graph.store, [Row(value="101"), *rows[1:]], published=SECOND_DAY)
    for view in (graph, graph.as_of(valid="2023-06")):
        parts = [
            write_parts(view, tmp_path / f"{name}-{view.valid is None}", engine_name=name)
            for name in ("duckdb", "spark")
        ]
        assert digest_files(parts[0].files) == digest_files(parts[1].files)


@pytest.mark.full
def test_an_imported_file_is_the_same_on_both_engines(cluster: Spark, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "mine.csv").write_text(TABLE, encoding="utf-8")
    graph = kg.build(store=tmp_path / "store", check=False)
    options = Options(recorded=SECOND_DAY, published=SECOND_DAY, format=str(tmp_path / "mine.toml"))
    assert graph.import_tables(tmp_path / "mine.csv", options=options)[0].new == 4
    graph = kg.open(tmp_path / "store")
    parts = [
        write_parts(graph, tmp_path / name, engine_name=name).files for name in ("duckdb", "spark")
    ]
    assert digest_files(parts[0]) == digest_files(parts[1])
    columns = graph.table(stated=False).arrow().sort_by("id").to_pylist()
    lifted = cluster.rows(cluster.claims(graph.table(stated=False))).sort_by("id").to_pylist()
    assert lifted == columns
    gists = [row["gist"] for row in columns]
    assert any(gist.startswith("CHN exports to JPN: about 12.5 kg of ") for gist in gists)


@pytest.mark.parametrize("remote", ["sc://localhost:1", "http://localhost:15002", "sc://", "x"])
def test_a_server_that_does_not_answer_is_told_at_once(remote: str) -> None:
    with (
        pytest.raises(BadInput, match=f"no Spark Connect server answers at {remote}"),
        spark(remote=remote),
    ):
        pass


def test_a_master_and_a_remote_are_one_too_many() -> None:
    with (
        pytest.raises(BadInput, match="name one"),
        engine("spark", master="local", remote="sc://h"),
    ):
        pass


def test_what_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark", reason="needs the extra supply-chain-kg[spark]")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(BadInput, match=r"does not run.*Spark needs Java 17"), engine("spark"):
        pass
    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BadInput, match=r"no Java here.*openjdk-17"), engine("spark"):
        pass
    monkeypatch.setitem(__import__("sys").modules, "pyspark.sql", None)
    with pytest.raises(BadInput, match=r"pip install 'supply-chain-kg\[spark\]'"), engine("spark"):
        pass


def test_an_old_java_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark", reason="needs the extra supply-chain-kg[spark]")
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n", encoding="utf-8")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(BadInput, match=r"is Java 11.0.2. Spark needs Java 17"), engine("spark"):
        pass
