"""CSV files as rows with line numbers, and back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from kg.errors import BadRow, nearest, shown
from kg.files import read_text
from kg.formulas import defused, restored

_CELL_LIMIT = 1_000_000
_TO_QUOTE = frozenset('",\r\n')
_NUL = "\0"


def read_rows(
    path: Path, *, known: Sequence[str], required: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Read a CSV file row by row.

    Args:
        path: A UTF-8 file with a header.
        known: Every column there may be.
        required: Columns that must be there.

    Yields:
        The line on which the row begins, and its cells by column; white space around is
        dropped, and what :func:`kg.formulas.defused` did is undone.

    Raises:
        BadRow: A column is unknown, doubled or missing, a row is too short or too long, or the
            text is no CSV.

    Example:
        >>> import tempfile
        >>> path = Path(tempfile.mkdtemp()) / "a.csv"
        >>> _ = path.write_text("id,label\\nelement:Dy,Dysprosium\\n", encoding="utf-8")
        >>> list(read_rows(path, known=["id", "label"], required=["id"]))
        [(2, {'id': 'element:Dy', 'label': 'Dysprosium'})]
    """
    reader = _reader(path)
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(path, header, known, required)
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if len(cells) != len(header):
                    why = f"the row has {len(cells)} cells, the header {len(header)}"
                    raise BadRow(path, line, None, "", why + "; quote cells that hold commas")
                row = {name: restored(cell) for name, cell in zip(header, cells, strict=True)}
                for name, cell in row.items():
                    if _NUL in cell:
                        raise BadRow(path, line, name, cell, "a NUL character is no text")
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadRow(path, reader.line_num, None, "", f"no well-formed CSV: {error}") from error


def header_of(path: Path) -> list[str]:
    """The column names of a CSV file.

    Args:
        path: A UTF-8 file with a header.

    Returns:
        The names; empty for an empty file.

    Raises:
        BadInput: It cannot be read.

    Example:
        >>> from kg.files import bundled
        >>> header_of(bundled("data") / "sources.csv")[0]
        'id'
    """
    try:
        return [name.strip() for name in next(_reader(path), [])]
    except csv.Error as error:
        raise BadRow(path, 1, None, "", f"no well-formed CSV: {error}") from error


def write_rows(file: TextIO, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write rows as CSV, one line end everywhere; what :func:`read_rows` reads back as it was.

    No cell is one that a spreadsheet would run, see :mod:`kg.formulas`.

    Args:
        file: A text file opened with ``newline=""``.
        header: The column names.
        rows: The cells.

    Example:
        >>> text = io.StringIO()
        >>> write_rows(text, ["a", "b"], [["1", "x,y"]])
        >>> text.getvalue()
        'a,b\\n1,"x,y"\\n'
    """
    for cells in chain([header], rows):
        file.write(",".join(_quoted(defused(cell)) for cell in cells) + "\n")


def _quoted(cell: str) -> str:
    """A cell in quotation marks where it needs them (csv.writer forgets a lone carriage return)."""
    return '"' + cell.replace('"', '""') + '"' if _TO_QUOTE.intersection(cell) else cell


def _reader(path: Path) -> Any:
    csv.field_size_limit(_CELL_LIMIT)
    return csv.reader(io.StringIO(read_text(path), newline=""), strict=True)


def _check_header(
    path: Path, header: list[str], known: Sequence[str], required: Sequence[str]
) -> None:
    for name in header:
        if name not in known:
            close = " or ".join(nearest(name, known))
            hint = f"; did you mean {close}?" if close else f"; known are {', '.join(known)}"
            raise BadRow(path, 1, None, "", f"unknown column {shown(name)}{hint}")
        if header.count(name) > 1:
            raise BadRow(path, 1, name, "", "the column stands twice")
    for name in required:
        if name not in header:
            raise BadRow(path, 1, name, "", "the column is missing")
