"""Claims as tables: CSV, JSON Lines, Parquet."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import BinaryIO

from kg.claim import Claim, cell
from kg.export.extract import Extract
from kg.rdf import plain
from kg.rows import write_rows

_ROWS_AT_ONCE = 10_000


def csv(what: Extract, file: BinaryIO) -> None:
    """Write the claims as CSV, as :func:`kg.load.load` reads them; no cell runs in a spreadsheet.

    Args:
        what: What to write.
        file: Where.
    """
    names = [column.name for column in what.vocab.columns]
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    try:
        rows = ([cell(getattr(claim, name)) for name in names] for claim in what.claims())
        write_rows(text, names, rows)
    finally:
        text.detach()


def jsonl(what: Extract, file: BinaryIO) -> None:
    """Write a JSON object per claim and line: what is absent is left out, numbers are exact.

    Args:
        what: What to write.
        file: Where.
    """
    for claim in what.claims():
        values = {column.name: getattr(claim, column.name) for column in what.vocab.columns}
        members = (
            f"{json.dumps(name)}: {_json(value)}"
            for name, value in values.items()
            if value not in (None, ())
        )
        file.write(("{" + ", ".join(members) + "}\n").encode("utf-8"))


def parquet(what: Extract, file: BinaryIO) -> None:
    """Write the claims as Parquet.

    Args:
        what: What to write.
        file: Where.
    """
    from pyarrow import parquet as pq

    from kg.columns import claim_schema, claim_table

    schema = claim_schema(what.vocab)
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for claims in _batches(what.claims()):
            writer.write_table(claim_table(claims, what.vocab))


def _batches(claims: Iterator[Claim]) -> Iterator[Sequence[Claim]]:
    while batch := list(islice(claims, _ROWS_AT_ONCE)):
        yield batch


def _json(value: object) -> str:
    if isinstance(value, Decimal):
        return plain(value)
    return json.dumps(str(value) if isinstance(value, date) else value, ensure_ascii=False)
