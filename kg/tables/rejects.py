"""The file of rejected rows: which row, why, and its cells."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import BadInput, shown
from kg.files import written
from kg.rows import write_rows
from kg.tables.plan import Plan

if TYPE_CHECKING:
    import duckdb

_FIRST_COLUMNS = ("file", "row", "reason")
_BATCH = 10_000
_MOST_CELLS = 8


def rejects_file(asked: Path | None, path: Path, folder: Path) -> Path:
    """Where rejected rows go; no file is ever overwritten.

    Args:
        asked: The place a person named.
        path: The file that is read.
        folder: Where to write if no place was named.

    Returns:
        The place.

    Raises:
        BadInput: The place a person named is taken.

    Example:
        >>> rejects_file(None, Path("/data/flows.csv"), Path("here")).as_posix()
        'here/flows.rejects.csv'
    """
    if asked:
        if asked.exists():
            raise BadInput(f"{asked} exists already; name another file for the rejected rows")
        return asked
    stem = path.name.removesuffix(".gz").rpartition(".")[0] or path.name
    target, number = folder / f"{stem}.rejects.csv", 1
    while target.exists():
        number += 1
        target = folder / f"{stem}.rejects-{number}.csv"
    return target


def write_rejects(con: duckdb.DuckDBPyConnection, plan: Plan, path: Path, target: Path) -> None:
    """Write the rejected rows, as text that no spreadsheet runs.

    Args:
        con: The connection.
        plan: How the rows are read.
        path: The file they are from.
        target: Where to.
    """
    with written(target) as raw:
        text = io.TextIOWrapper(raw, encoding="utf-8", newline="", errors="replace")
        write_rows(text, [*_FIRST_COLUMNS, *plan.cells], _rows(con, plan, path))
        text.flush()
        text.detach()


def first_reject(con: duckdb.DuckDBPyConnection, plan: Plan, path: Path) -> BadInput:
    """The error that a strict import stops with.

    Args:
        con: The connection.
        plan: How the rows are read.
        path: The file.

    Returns:
        What is wrong, in which row, and its cells.
    """
    _, row, reason, *cells = next(_rows(con, plan, path, most=1))
    named = zip(plan.cells[:_MOST_CELLS], cells[:_MOST_CELLS], strict=True)
    printed = ", ".join(f"{name} {shown(cell, most=40)}" for name, cell in named)
    return BadInput(f"{path}, row {row} of the data: {reason}; {printed}")


def _rows(
    con: duckdb.DuckDBPyConnection, plan: Plan, path: Path, *, most: int | None = None
) -> Iterator[list[str]]:
    rows = con.execute(plan.rejected(most=most))
    while batch := rows.fetchmany(_BATCH):
        for row in batch:
            yield [path.name, *("" if cell is None else str(cell) for cell in row)]
