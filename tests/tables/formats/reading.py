"""Reads a small table through the whole pipeline, for the tests of formats."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from kg.curated import read_data
from kg.dataset import Dataset
from kg.entity import Entity
from kg.tables.options import Options
from kg.tables.report import Report
from kg.tables.run import read_table
from kg.tables.stored import claims_of
from kg.vocab import Vocabulary

DAY = date(2030, 1, 2)


@dataclass(frozen=True)
class Outcome:
    """What became of a table: the report, the claims in the order of its rows, new entities."""

    report: Report
    claims: Sequence[Mapping[str, Any]]
    entities: Mapping[str, Entity]

    def figures(self, *names: str) -> list[tuple[object, ...]]:
        """These columns of each claim."""
        return [tuple(claim[name] for name in names) for claim in self.claims]

    def value(self, kind: str) -> Decimal:
        """The one figure of a kind."""
        [value] = [claim["value"] for claim in self.claims if claim["quantity_kind"] == kind]
        assert isinstance(value, Decimal)
        return value


@cache
def shipped() -> tuple[Vocabulary, Dataset]:
    return Vocabulary.load(), read_data()


def read(path: Path, **options: Any) -> Outcome:
    """Read a file through the pipeline; every row must be accounted for."""
    vocab, known = shipped()
    rejects = path.with_suffix(".rejects")
    rejects.unlink(missing_ok=True)
    asked: dict[str, Any] = {"recorded": DAY, "published": DAY, "rejects": rejects, **options}
    with tempfile.TemporaryDirectory() as folder:
        found = read_table(
            path,
            vocab=vocab,
            known=lambda: known,
            options=Options(**asked),
            folder=Path(folder),
        )
        rows = _rows(found.claims) if found.claims else []
    assert found.report.is_complete
    assert found.report.claims == len(rows)
    rows.sort(key=lambda row: (int(row["locator"].removeprefix("row:")), row["quantity_kind"]))
    return Outcome(found.report, rows, {entity.id: entity for entity in found.entities})


def _rows(claims: Path) -> list[dict[str, Any]]:
    with duckdb.connect() as connection:
        rows = connection.sql(f"SELECT * FROM {claims_of([claims])}")
        return [dict(row) for row in rows.to_arrow_table().to_pylist()]


def written(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """A file of this text."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path
