from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.main import commands
from kg.errors import StoreMissing
from kg.store import Contents, DiskStore
from tests.tables.bulk import Row, imported


@pytest.fixture
def store(tmp_path: Path, tiny_contents: Contents) -> Path:
    """A store with one table of three rows."""
    made = DiskStore.create(tmp_path / "store", tiny_contents)
    periods = ("2023-05", "2023-07")
    imported(made, [*(Row(period=period) for period in periods), Row(period="2023-06", value="1")])
    return tmp_path / "store"


def run(*words: object) -> str:
    """What a command prints to standard output; its error otherwise."""
    result = CliRunner().invoke(commands, [*map(str, words)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_tables_are_listed(store: Path) -> None:
    text = run("tables", "--store", store)
    assert text.startswith("customs  (test)\n")
    assert "3  claims; the file has 3 rows of data" in text
    assert "from 2023-05-01 to 2023-07-31" in text
    [table] = json.loads(run("tables", "--store", store, "--format", "json"))
    assert (table["name"], table["claims"], table["holes"]) == ("customs", 3, [])
    assert table["editions"][0]["report"]["read"] == 3


def test_a_store_without_tables_says_how_to_import_some(tmp_path: Path) -> None:
    from tests.store.helpers import vocabulary

    DiskStore.create(tmp_path / "store", Contents(vocabulary()))
    assert "kg import FILE" in run("tables", "--store", tmp_path / "store")
    assert run("tables", "--store", tmp_path / "store", "--format", "json") == "[]\n"


def test_a_table_is_removed_and_what_is_lost_is_said(store: Path) -> None:
    text = run("tables", "--remove", "customs", "--store", store, "-q")
    assert text.startswith("removed customs: 3 claims in 1 editions")
    assert "holds no tables" in run("tables", "--store", store)


def test_claims_are_counted(store: Path) -> None:
    text = run("stats", "--store", store)
    assert "12  claims; valid: ever" in text
    assert "by quantity:" in text
    counted = json.loads(run("stats", "--store", store, "--format", "json"))
    assert counted["claims"] == sum(counted["by"]["predicate"].values()) == 12
    assert counted["bytes"] > 10_000
    earlier = run("stats", "--store", store, "--known", "2024-02-01", "--format", "json")
    assert json.loads(earlier)["claims"] == 3


def test_few_are_shown_and_the_rest_is_counted(store: Path) -> None:
    assert "others" in run("stats", "--store", store, "--top", 1)


def test_a_slice_is_taken(store: Path) -> None:
    words = ("take", "--store", store, "--countries", "China,JPN", "--since", "2023-06", "-q")
    assert run(*words).startswith("took 2 claims into ")
    assert run(*words).startswith("took 0 claims into ")


@pytest.mark.parametrize("command", ["tables", "stats", "take"])
def test_where_there_is_no_store_that_is_said(command: str, tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match=r"there is no store at .*; make one with kg build"):
        run(command, "--store", tmp_path / "nowhere")


def test_a_query_that_finds_nothing_says_where_bulk_claims_are(
    store: Path, tmp_path: Path, tiny_contents: Contents
) -> None:
    def told(query: str, place: Path) -> str:
        result = CliRunner().invoke(commands, ["query", query, "--store", str(place)])
        assert result.exit_code == 0, result.output
        return result.stderr

    nothing = "SELECT ?x { ?x kg:exportsTo country:ATA }"
    assert "kg take puts a slice of it into the graph" in told(nothing, store)
    assert told("SELECT ?x { ?x ?y ?z } LIMIT 1", store) == ""
    assert told("ASK { country:ATA kg:exportsTo ?x }", store) == ""
    DiskStore.create(tmp_path / "other", tiny_contents)
    assert told(nothing, tmp_path / "other") == ""
    for file in store.glob("generations/*/data/claims.parquet"):
        file.unlink()
    assert "kg take" in told(nothing, store), "the rest of the record is not read for it"
