"""Parquet files in SQL."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kg.dates import FIRST, LAST
from kg.tables.sql import literal

if TYPE_CHECKING:
    import duckdb

Span = tuple[date | None, date | None]
"""A first day and the day after a last one."""

NO_DAYS: Span = (None, None)
"""The span of no claims, or of such as are open on both sides."""


def rows_of(paths: Iterable[Path], *, numbered: bool = False) -> str:
    """The rows of Parquet files, as SQL to stand after FROM.

    Args:
        paths: At least one file that exists, so that DuckDB does not take a name with ``*`` or
            ``[`` in it for a pattern; columns are lined up by name.
        numbered: With each row's place in its file, ``file_row_number``.

    Returns:
        A table function.

    Example:
        >>> rows_of([Path("a.parquet")]).endswith("a.parquet'], union_by_name = true)")
        True
    """
    names = ", ".join(literal(str(path.resolve())) for path in paths)
    number = ", file_row_number = true" if numbered else ""
    return f"read_parquet([{names}], union_by_name = true{number})"


def write_rows(connection: duckdb.DuckDBPyConnection, rows: str, path: Path) -> int:
    """Write the rows of a query to a Parquet file.

    Args:
        connection: DuckDB.
        rows: A SELECT.
        path: The file.

    Returns:
        How many rows it holds.
    """
    target = literal(str(path.resolve()))
    found = connection.execute(f"COPY ({rows}) TO {target} (FORMAT parquet, COMPRESSION zstd)")
    return int((found.fetchone() or (0,))[0])


def span_of(connection: duckdb.DuckDBPyConnection, path: Path) -> Span:
    """The first day of any claim in a Parquet file and the day after the last.

    Args:
        connection: DuckDB.
        path: The file.

    Returns:
        The two days, open ends left out; None where all are open.
    """
    start = f"min(start) FILTER (start > DATE {literal(FIRST.isoformat())})"
    end = f'max("end") FILTER ("end" < DATE {literal(LAST.isoformat())})'
    found = connection.execute(f"SELECT {start}, {end} FROM {rows_of([path])}").fetchone()
    return found or NO_DAYS
