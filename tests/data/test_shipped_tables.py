"""The shipped CSV files as files: one line a row, sorted, tidy, so that a change reads well."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pytest

from kg.files import bundled
from kg.vocab import Vocabulary

FOLDER = bundled("data")
FILES = sorted(FOLDER.rglob("*.csv"))
CLAIMS = sorted((FOLDER / "claims").glob("*.csv"))
ENTITIES = sorted((FOLDER / "entities").glob("*.csv"))
LONGEST_GIST = 160


def name(path: Path) -> str:
    return path.relative_to(FOLDER).as_posix()


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def place(row: dict[str, str]) -> tuple[int, ...]:
    first = row["locator"].removeprefix("row:").split(";")[0]
    return tuple(map(int, first.split("-")))


def test_the_folder_holds_sources_entities_and_claims_of_each_source() -> None:
    sources = {row["id"].partition(":")[2] for row in rows(FOLDER / "sources.csv")}
    assert {path.stem for path in CLAIMS} == sources
    assert len(ENTITIES) > 5


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_is_plain_utf_8_with_one_line_end_and_no_stray_space(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert not text.startswith("\ufeff")
    assert "\r" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_row_is_one_line_of_trimmed_cells(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    cells = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len(cells) == text.count("\n")
    assert {len(row) for row in cells} == {len(cells[0])}
    assert [cell for row in cells for cell in row if cell != " ".join(cell.split())] == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_cell_can_be_taken_for_a_formula(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    risky = [
        cell
        for row in csv.reader(io.StringIO(text, newline=""))
        for cell in row
        if cell[:1] in {"=", "+", "@", "-"} and not cell[1:].replace(".", "").isdecimal()
    ]
    assert risky == []


@pytest.mark.parametrize("path", [FOLDER / "sources.csv", *ENTITIES], ids=name)
def test_sources_and_entities_are_sorted_by_id(path: Path) -> None:
    ids = [row["id"] for row in rows(path)]
    assert ids == sorted(set(ids))


def test_an_entity_stands_in_one_file_only() -> None:
    ids = Counter(row["id"] for path in ENTITIES for row in rows(path))
    assert [id_ for id_, count in ids.items() if count > 1] == []


@pytest.mark.parametrize("path", CLAIMS, ids=name)
def test_claims_stand_in_the_order_of_their_source(path: Path) -> None:
    places = [place(row) for row in rows(path)]
    assert places == sorted(places)
    assert {row["source_id"] for row in rows(path)} == {f"source:{path.stem}"}


@pytest.mark.parametrize("path", CLAIMS, ids=name)
def test_claims_have_the_columns_they_use_in_the_order_of_the_ontology(path: Path) -> None:
    header = list(rows(path)[0])
    assert header == [column for column in Vocabulary.load().column if column in header]
    assert [column for column in header if not any(row[column] for row in rows(path))] == []


@pytest.mark.parametrize(
    "path", [path for path in CLAIMS if "row:" in path.read_text("utf-8")], ids=name
)
def test_rows_of_our_own_compilations_are_counted_through(path: Path) -> None:
    assert [row["locator"] for row in rows(path)] == [
        f"row:{number}" for number in range(1, len(rows(path)) + 1)
    ]


@pytest.mark.parametrize("path", CLAIMS, ids=name)
def test_a_gist_is_one_short_sentence(path: Path) -> None:
    gists = [row["gist"] for row in rows(path)]
    assert [gist for gist in gists if not gist.endswith(".") or len(gist) > LONGEST_GIST] == []
    assert [gist for gist in gists if not gist[:1].isupper() and not gist.startswith("NdPr")] == []


def test_no_two_claims_have_the_same_gist() -> None:
    gists = Counter(row["gist"] for path in CLAIMS for row in rows(path))
    assert [gist for gist, count in gists.items() if count > 1] == []


def test_notes_are_sentences() -> None:
    notes = [row["note"] for path in ENTITIES for row in rows(path)]
    notes += [row.get("scope_note", "") for path in CLAIMS for row in rows(path)]
    assert [note for note in notes if note and note[-1] not in ".?!"] == []
