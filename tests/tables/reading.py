"""Small files read as tables, with the shipped catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from kg.claim import Claim
from kg.curated import read_data
from kg.dataset import Dataset
from kg.tables.options import Options
from kg.tables.run import Read, read_table
from kg.tables.stored import claims_of
from kg.vocab import Vocabulary

vocabulary = cache(Vocabulary.load)
HEADER = "period,reporter,partner,flow,hs,value_usd,quantity_kg\n"
ROW = "2023-05,CHN,JPN,X,284690,1200.50,30\n"


@cache
def catalogue() -> Dataset:
    return read_data(vocab=vocabulary())


def read(folder: Path, content: str | bytes, *, name: str = "table.csv", **options: Any) -> Read:
    """Read a file with some content; without ``format`` its header tells."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_file(path, folder, **options)


def read_file(path: Path, folder: Path, **options: Any) -> Read:
    work = folder / "work"
    work.mkdir(exist_ok=True)
    return read_table(
        path,
        vocab=vocabulary(),
        known=catalogue,
        options=Options(recorded=date(2100, 1, 1), rejects=folder / "rejects.csv", **options),
        folder=work,
    )


@dataclass(frozen=True)
class Rows:
    """Claims as dictionaries."""

    rows: list[dict[str, Any]]

    def column(self, name: str) -> list[Any]:
        return [row[name] for row in self.rows]


def claims(found: Read) -> Rows:
    """The claims of a file, in the order of its Parquet file."""
    if found.claims is None:
        return Rows([])
    result = duckdb.connect().execute(f"SELECT * FROM {claims_of([found.claims])}")
    names = [column[0] for column in result.description or ()]
    return Rows([dict(zip(names, row, strict=True)) for row in result.fetchall()])


def as_claim(row: dict[str, Any]) -> Claim:
    return Claim(**{**row, "premises": tuple(row["premises"])})
