"""``kg sum`` and ``kg export --parts`` as people use them."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from tests.tables.bulk import imported

from .trade import COUNTED


def run(*words: str | Path, store: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, words)],
        env=os.environ | {"KG_STORE": str(store)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a small table of trade."""
    place = tmp_path_factory.mktemp("sums") / "store"
    imported(kg.build(store=place, check=False).store, COUNTED)
    return place


def test_sums_come_as_csv_json_and_a_table_with_labels(store: Path) -> None:
    words = ("sum", "shares", "--product", "product:magnets", "--until", "2022")
    done = run(*words, "--format", "csv", store=store)
    assert (done.returncode, done.stderr) == (0, "")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(row["partner"], row["value"], row["share"]) for row in rows] == [
        ("country:CHN", "80.5", "0.805"),
        ("country:DEU", "19.5", "0.195"),
    ]
    found = json.loads(run(*words, "--format", "json", store=store).stdout)
    assert found[0]["share"] == 0.805
    shown = run(*words, store=store)
    assert "China" in shown.stdout and "80.5" in shown.stdout and "country:" not in shown.stdout
    assert "export value in US$, by year, as the exporter reports it" in shown.stderr


@pytest.mark.full
def test_the_side_that_is_left_open_is_the_one_that_is_told_apart(store: Path) -> None:
    for side, other in (("exporter", "importer"), ("importer", "exporter")):
        named = run(
            *("sum", "top", "--product", "product:magnets", "--format", "csv"),
            *(f"--{side}", "China" if side == "exporter" else "Japan"),
            store=store,
        )
        asked = run(
            *("sum", "top", "--product", "product:magnets", "--format", "csv", "--of", other),
            *(f"--{side}", "China" if side == "exporter" else "Japan"),
            store=store,
        )
        assert named.stdout == asked.stdout


@pytest.mark.full
def test_a_sum_of_nothing_says_so_and_what_is_wrong_is_refused(store: Path) -> None:
    nothing = run("sum", "series", "--product", "product:magnets", "--grain", "month", store=store)
    assert nothing.returncode == 0
    assert "--kind kg:ExportValue --unit unit:CCY_USD --grain year" in nothing.stderr
    for words, message in (
        (("series",), "which product?"),
        (("series", "--product", "product:magnets", "--of", "exporter"), "--of is for shares"),
        (("series", "--product", "product:magnets", "--kind", "kg:No"), "unknown quantity kind"),
        (("series", "--product", "product:magnets", "--master", "local"), "add --engine spark"),
        (("series", "--hs", "99"), "no product has an HS code"),
    ):
        done = run("sum", *words, store=store)
        assert (done.returncode, done.stdout) == (2, "")
        assert message in done.stderr


def test_parts_are_written_with_what_to_type_for_each_server(store: Path, tmp_path: Path) -> None:
    done = run("export", "--parts", tmp_path / "parts", store=store)
    assert done.returncode == 0
    for server in ("oxigraph load", "ld_dir(", "tdb2.tdbloader", "importrdf", "qlever"):
        assert server in done.stdout
    assert len(list((tmp_path / "parts").glob("*.nq.gz"))) >= 3
    again = run("export", "--parts", tmp_path / "parts", store=store)
    assert again.returncode == 2
    assert "name a new or an empty folder" in again.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "name one place"),
        (("-o", "a.nq", "--parts", "b"), "name one place"),
        (("-o", "a.nq", "--engine", "spark"), "say what writes --parts"),
        (("--parts", "b", "--entity", "China"), "--parts writes everything"),
    ],
)
def test_export_says_which_options_go_together(
    store: Path, words: tuple[str, ...], message: str
) -> None:
    done = run("export", *words, store=store)
    assert done.returncode == 2
    assert message in done.stderr
