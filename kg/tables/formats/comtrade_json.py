"""UN Comtrade, version 1: JSON as its API answers, ``{"count": …, "data": [{…}, …]}``.

The rows are the same as in CSV; see :mod:`kg.tables.formats.comtrade`. An answer is one long line,
so it is read record by record and written anew as CSV, never held as a whole.
"""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from kg.errors import BadInput
from kg.files import UNREADABLE
from kg.tables.format import Head
from kg.tables.formats import comtrade
from kg.tables.formats.reading import rows
from kg.tables.head import opened

if TYPE_CHECKING:
    import duckdb

_CHUNK = 1 << 16
_LONGEST = 1 << 20  # characters of one record: a row has some 1,500
_START = re.compile(r'\s*(?:\{.*?"data"\s*:\s*)?\[', re.DOTALL)
_BETWEEN = re.compile(r"[\s,]*")
_NEEDED = tuple(f'"{name}"' for name in comtrade.NEEDED)


def _is_comtrade(head: Head) -> bool:
    text = head.text.lower()
    return text.lstrip()[:1] in {"{", "["} and all(name in text for name in _NEEDED)


def scan(con: duckdb.DuckDBPyConnection, head: Head) -> str:
    """SQL for the records of an answer.

    Args:
        con: The connection; the CSV is written beside what it spills.
        head: The file's head.

    Returns:
        A SELECT of Comtrade's columns.

    Raises:
        BadInput: The file is no JSON, cut off, or holds no records.
    """
    found = con.execute("SELECT current_setting('temp_directory')").fetchone()
    path = Path(str(found[0] if found else "")).parent / "comtrade.csv"
    names = list(comtrade.COLUMNS)
    with opened(head.path) as file, path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(names)
        for record in records(file, head.path):
            cells = {name.lower(): _cell(value) for name, value in record.items()}
            writer.writerow([cells.get(name, "") for name in names])
    plain = replace(head, path=path, encoding="utf-8", delimiter=",", cells=tuple(names), text="")
    return comtrade.upper_flow(rows(con, plain, comtrade.COLUMNS))


def records(file: IO[bytes], path: Path) -> Iterator[dict[str, object]]:
    """The records of an answer, one at a time; numbers stay as they are printed.

    Args:
        file: JSON in UTF-8: an object with ``data``, or an array.
        path: What to call the file in an error.

    Yields:
        Records: texts, booleans and None by key.

    Raises:
        BadInput: It is no JSON, cut off, or holds no records.
    """
    read = json.JSONDecoder(parse_float=str, parse_int=str).raw_decode
    text = _Text(file, path)
    while not (start := _START.match(text.held)):
        if len(text.held) > _LONGEST or not text.more():
            break
    if start is None:
        raise BadInput(f'{path} holds no records: there is no "data": [ in it')
    text.drop(start.end())
    while True:
        between = cast("re.Match[str]", _BETWEEN.match(text.held))
        text.drop(between.end())
        if not text.held and text.more():
            continue
        if text.held.startswith("]"):
            return
        try:
            record, end = read(text.held)
        except ValueError as error:
            if len(text.held) < _LONGEST and text.more():
                continue
            raise BadInput(f"{path} is cut off or no JSON, {text.place}") from error
        if not isinstance(record, dict):
            raise BadInput(f"{path} holds something other than records, {text.place}")
        yield record
        text.drop(end)


class _Text:
    """The part of a file that has been read and not been used up."""

    def __init__(self, file: IO[bytes], path: Path) -> None:
        self._file, self._path, self._used = file, path, 0
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self.held = ""

    @property
    def place(self) -> str:
        return f"after character {self._used}"

    def more(self) -> bool:
        try:
            chunk = self._file.read(_CHUNK)
            self.held += self._decoder.decode(chunk, final=not chunk)
        except UNREADABLE as error:
            raise BadInput(f"cannot read {self._path}: {error}") from error
        except UnicodeDecodeError as error:
            raise BadInput(f"{self._path} is not UTF-8, {self.place}") from error
        return bool(chunk)

    def drop(self, count: int) -> None:
        self._used += count
        self.held = self.held[count:]


def _cell(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


FORMAT = replace(
    comtrade.FORMAT,
    name="comtrade-json",
    title="UN Comtrade (JSON)",
    tried="documentation only",
    recognises=_is_comtrade,
    scan=scan,
)

FORMATS = (FORMAT,)
