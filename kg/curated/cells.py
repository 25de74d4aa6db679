"""One cell of a CSV file: its place, and how to turn it into a value or an error."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from kg.dates import parse_day
from kg.errors import BadInput, BadRow, nearest
from kg.vocab import CURIE

_Value = TypeVar("_Value")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_MOST_DIGITS = 25
_MOST_PLACES = 10  # the Parquet columns are decimal(38, 12), and a band is finer than its number


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file, as text.

    Attributes:
        path: The file.
        line: The line on which the row begins.
        cells: Texts by column; a column the file lacks reads as empty.
    """

    path: Path
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def bad(self, column: str | None, why: str, value: str | None = None) -> BadRow:
        """An error at this place.

        Args:
            column: The column at fault; None for the whole row.
            why: What is wrong and what to write instead.
            value: The value at fault; the cell's text by default.

        Returns:
            The error, to be raised.
        """
        text = (self[column] if column else "") if value is None else value
        return BadRow(self.path, self.line, column, text, why)

    def read(self, column: str, reader: Callable[[str], _Value]) -> _Value:
        """Read a cell.

        Args:
            column: Its column.
            reader: Turns text into a value, or raises ValueError.

        Returns:
            The value.

        Raises:
            BadRow: The reader refused it.
        """
        try:
            return reader(self[column])
        except ValueError as error:
            raise self.bad(column, str(error)) from error

    def filled(self, column: str) -> str:
        """The text of a cell that must not be empty."""
        if not self[column]:
            raise self.bad(column, "the cell is empty")
        return self[column]

    def among(self, column: str, kind: str, known: Iterable[str], value: str | None = None) -> str:
        """The text of a cell that must be a known name; the error offers the nearest ones."""
        text = self[column] if value is None else value
        names = known if isinstance(known, Mapping | set | frozenset) else set(known)
        if text not in names:
            close = " or ".join(nearest(text, names))
            hint = f"; did you mean {close}?" if close else ""
            raise self.bad(column, f"unknown {kind}{hint}", text)
        return text

    def curie(self, column: str, prefixes: Mapping[str, str]) -> str:
        """The text of a cell that must be an id with a known prefix."""
        match = CURIE.fullmatch(self[column])
        if not match:
            raise self.bad(column, "no id; write prefix:Name, such as country:CHN")
        self.among(column, "prefix", prefixes, match[1])
        return self[column]


def parts(text: str) -> tuple[str, ...]:
    """What a cell lists, split at semicolons.

    Args:
        text: Such as ``"Dy; dysprosium"``.

    Returns:
        The parts without white space around them; empty ones are dropped.

    Example:
        >>> parts("Dy; dysprosium")
        ('Dy', 'dysprosium')
    """
    return tuple(part.strip() for part in text.split(";") if part.strip())


def number(text: str) -> Decimal:
    """A number with its precision.

    Args:
        text: Such as ``18.7e6``.

    Returns:
        The number.

    Raises:
        BadInput: It is none, or absurdly large or fine.

    Example:
        >>> number("18.7e6")
        Decimal('1.87E+7')
    """
    if not _NUMBER.fullmatch(text):
        raise BadInput("no number; write 18.7e6 or -48.3, without thousands separators")
    value = Decimal(text)
    if value.adjusted() >= _MOST_DIGITS or int(value.as_tuple().exponent) < -_MOST_PLACES:
        raise BadInput(f"out of range; at most {_MOST_DIGITS} digits and {_MOST_PLACES} places")
    return value


def truth(text: str) -> bool:
    """A truth value.

    Args:
        text: ``true`` or ``false``.

    Returns:
        The truth value.

    Raises:
        BadInput: It is neither.

    Example:
        >>> truth("true")
        True
    """
    if text not in {"true", "false"}:
        raise BadInput("write true or false")
    return text == "true"


READERS: Mapping[str, Callable[[str], object]] = {
    "date": parse_day,
    "decimal": number,
    "boolean": truth,
    "claims": parts,
}
"""How a cell is read, by the column's kind; any other kind is kept as text."""
