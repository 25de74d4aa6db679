"""What tables come in beside CSV: Parquet, Excel, and an array of JSON; each as rows of text.

The rows are as :func:`kg.tables.cells.csv_rows` gives them: lower-case names, every cell a text
(an empty one is ``''``), ``line`` from 1 and ``broken``.
"""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import BadInput, UnknownName
from kg.files import UNREADABLE
from kg.tables.cells import csv_rows, own_names
from kg.tables.format import Head
from kg.tables.head import opened, packing
from kg.tables.sql import identifier, literal

if TYPE_CHECKING:
    import duckdb

_ELEMENTS = "kg elements"
_LARGEST_ELEMENT = 1 << 26  # bytes; a policy measure lists thousands of goods
_GLOB = set("*?[]{}")
_BOM = b"\xef\xbb\xbf"


def scan_parquet(con: duckdb.DuckDBPyConnection, head: Head) -> str:
    """SQL for the rows of a Parquet file.

    Args:
        con: The connection.
        head: The file's head.

    Returns:
        A SELECT of the columns as text: days as ``2025-05-01``, NULL and not-a-number as ``''``.

    Raises:
        BadInput: It is no Parquet file, or damaged.

    Example:
        >>> import tempfile
        >>> from kg.tables.connection import connect
        >>> folder = Path(tempfile.mkdtemp())
        >>> path, con = folder / "a.parquet", connect(folder=folder)
        >>> _ = con.sql(f"COPY (SELECT 7 AS Mass, NULL AS b) TO '{path}'")
        >>> con.sql(scan_parquet(con, Head(path=path, binary="parquet"))).fetchall()
        [('7', '', 1, None)]
    """
    import duckdb

    path = _plain(con, head.path, "table.parquet")
    reader = f"read_parquet({literal(str(path))}, file_row_number = true)"
    try:
        found = con.execute(f"DESCRIBE SELECT * EXCLUDE (file_row_number) FROM {reader}").fetchall()
    except duckdb.Error as error:
        raise BadInput(f"cannot read {head.path}: {_first_line(error)}") from error
    listed = [
        f"{_text(identifier(name), type_)} AS {identifier(ours)}"
        for (name, type_, *_), ours in zip(found, own_names([row[0] for row in found]), strict=True)
    ]
    return (
        f"SELECT {', '.join(listed)}, file_row_number + 1 AS line, "
        f"CAST(NULL AS VARCHAR) AS broken FROM {reader}"
    )


def scan_excel(con: duckdb.DuckDBPyConnection, head: Head, sheet: str | None = None) -> str:
    """SQL for the rows of a sheet of an Excel workbook (``.xlsx``).

    The sheet is read row by row and written anew as CSV. Its first row that is not empty is the
    header; formulas count as what they last gave.

    Args:
        con: The connection; the CSV is written beside what it spills.
        head: The file's head.
        sheet: The sheet's name; the first one by default.

    Returns:
        A SELECT of the columns as text.

    Raises:
        BadInput: It is no workbook, or the sheet is empty.
        UnknownName: It has no such sheet.
    """
    path = _folder(con) / "sheet.csv"
    rows = _sheet_rows(head.path, sheet)
    header = next(rows, None)
    if header is None:
        raise BadInput(f"{head.path}: the sheet {sheet or 'that comes first'} is empty")
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow(header)
        for row in rows:
            writer.writerow(row + [""] * (len(header) - len(row)))
    cells = tuple(cell.strip() for cell in header)
    plain = replace(head, path=path, encoding="utf-8", delimiter=",", cells=cells, binary=None)
    return csv_rows(con, plain)


def json_elements(con: duckdb.DuckDBPyConnection, head: Head) -> str:
    """The elements of a JSON array, in their order, as a temporary table that spills to disk.

    Args:
        con: The connection.
        head: The file's head.

    Returns:
        The table's name as SQL; its columns are ``number`` (from 1) and ``element`` (JSON).

    Raises:
        BadInput: It is no JSON, or no array.

    Example:
        >>> import tempfile
        >>> from kg.tables.connection import connect
        >>> folder = Path(tempfile.mkdtemp())
        >>> path, con = folder / "a.json", connect(folder=folder)
        >>> _ = path.write_text('[["a"],\\n["b"]]', encoding="utf-8")
        >>> con.sql(f"SELECT * FROM {json_elements(con, Head(path=path))}").fetchall()
        [(1, '["a"]'), (2, '["b"]')]
    """
    import duckdb

    path = _plain(con, head.path, "elements.json")
    reader = (
        f"read_json_objects({literal(str(path))}, format = 'array', compression = 'none', "
        f"maximum_object_size = {_LARGEST_ELEMENT})"
    )
    name = identifier(_ELEMENTS)
    try:
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS "
            f"SELECT row_number() OVER () AS number, json AS element FROM {reader}"
        )
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        raise BadInput(f"{head.path} is no array of JSON: {_first_line(error)}") from error
    return name


def _text(column: str, type_: str) -> str:
    text = f"CAST({column} AS VARCHAR)"
    if type_ in {"FLOAT", "DOUBLE"}:
        text = f"CASE WHEN NOT isnan({column}) THEN {text} END"
    return f"coalesce({text}, '')"


def _sheet_rows(path: Path, sheet: str | None) -> Iterator[list[str]]:
    """The rows of a sheet from its header on, without the empty rows at its end."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    damaged = (*UNREADABLE, InvalidFileException, zipfile.BadZipFile, KeyError, ValueError)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except damaged as error:
        raise BadInput(f"cannot read {path} as a workbook: {error}") from error
    try:
        if sheet is not None and sheet not in book.sheetnames:
            raise UnknownName("sheet", sheet, book.sheetnames)
        found = book[sheet or book.sheetnames[0]]
        yield from _trimmed(_translated(found.iter_rows(values_only=True), path, damaged))
    finally:
        book.close()


def _translated(
    rows: Iterable[Iterable[Any]], path: Path, damaged: tuple[type[Exception], ...]
) -> Iterator[list[str]]:
    reading = iter(rows)
    while True:
        try:
            row = next(reading)
        except StopIteration:
            return
        except damaged as error:
            raise BadInput(f"cannot read {path} as a workbook: {error}") from error
        yield _without_end([_cell(value) for value in row])


def _trimmed(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    empty = 0
    begun = False
    for row in rows:
        if not row:
            empty += begun
            continue
        yield from ([] for _ in range(empty))
        empty, begun = 0, True
        yield row


def _without_end(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row.pop()
    return row


def _cell(value: Any) -> str:
    """A cell as text; a day without a time is a day."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat(" ") if isinstance(value, datetime) else _plain_text(value)


def _plain_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _folder(con: duckdb.DuckDBPyConnection) -> Path:
    """The folder beside what the connection spills."""
    found = con.execute("SELECT current_setting('temp_directory')").fetchone()
    return Path(str(found[0] if found else "")).parent


def _plain(con: duckdb.DuckDBPyConnection, path: Path, name: str) -> Path:
    """The file itself, or a copy that DuckDB can read: not packed, no pattern in its name."""
    try:
        with opened(path) as file:
            marked = file.read(len(_BOM)) == _BOM
            if not marked and packing(path) == "none" and not _GLOB & set(str(path)):
                return path
            copy = _folder(con) / name
            with copy.open("wb") as target:
                _copy(file if marked else opened(path), target.write)
    except UNREADABLE as error:
        raise BadInput(f"cannot read {path}: {error}") from error
    return copy


def _copy(file: Any, write: Callable[[bytes], int]) -> None:
    with file:
        while chunk := file.read(1 << 20):
            write(chunk)


def _first_line(error: Exception) -> str:
    """What DuckDB says, without the query that it quotes."""
    return next(iter(str(error).splitlines()), "it says nothing")
