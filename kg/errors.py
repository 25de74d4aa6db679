"""Every error this package raises on purpose.

::

    KgError
    ├── BadInput            something a person wrote cannot be read
    │   ├── BadRow          a cell of a CSV file: file, line, column, value, why
    │   ├── BadDate         a date or period that is none
    │   └── UnknownName     a name nobody knows, with the nearest known ones
    ├── BadQuery            a SPARQL query cannot be answered
    │   ├── QuerySyntax     it does not parse: line, column, caret
    │   ├── QueryRefused    it would write, or reach the network or the disk
    │   └── QueryLimit      it ran into its time or row limit
    ├── CheckFailed         shapes are violated; carries the report
    └── StoreError          a store cannot be used
        ├── StoreMissing    there is none
        ├── StoreForeign    the directory holds something that is not ours
        ├── StoreLocked     somebody else is writing
        ├── StoreDamaged    its files do not fit its manifest
        ├── StoreVersion    written by another schema version
        └── ServerError     a SPARQL server refused, failed, or answered something else
            ├── ServerUnreachable   no connection to it, or it stays busy
            ├── ServerDenied        it wants other credentials, or none will do
            ├── ServerTimeout       it ran into a time limit of its own
            └── AnswerCut           its answer is not complete

A message says what is wrong, where, and what to do next.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

_FEW = 12


class KgError(Exception):
    """Base of every error of this package; ``exit_code`` is what the command line returns."""

    exit_code = 1


class BadInput(KgError, ValueError):
    """Something a person wrote cannot be read."""

    exit_code = 2


class BadRow(BadInput):
    """A cell of a table that cannot be read.

    Attributes:
        path: The file.
        line: Line number, counted from 1, the header included.
        column: Name of the column, or None where the whole row is meant.
    """

    def __init__(
        self, path: Path | str, line: int, column: str | None, value: str, why: str
    ) -> None:
        self.path, self.line, self.column, self.value, self.why = path, line, column, value, why
        where = f"{path}, line {line}" + (f", column {column}" if column else "")
        super().__init__(f"{where}: {shown(value)}: {why}" if value else f"{where}: {why}")


class BadDate(BadInput):
    """A date or period that is none."""


class UnknownName(BadInput):
    """A name nobody knows.

    Args:
        kind: What was looked for, such as "relation".
        name: What was written.
        known: All names there are; the nearest are offered, or all where they are few.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str] = ()) -> None:
        names = list(known)
        self.kind, self.name = kind, name
        self.suggestions = nearest(name, names)
        if self.suggestions:
            hint = f"; did you mean {' or '.join(self.suggestions)}?"
        elif 0 < len(names) <= _FEW:
            hint = f"; there are {', '.join(names)}"
        else:
            hint = ""
        super().__init__(f"unknown {kind} {shown(name)}{hint}")


class BadQuery(KgError):
    """A SPARQL query cannot be answered."""

    exit_code = 2


class QuerySyntax(BadQuery):
    """A SPARQL query that does not parse."""


class QueryRefused(BadQuery):
    """A query that would write, or reach the network or the file system."""


class QueryLimit(BadQuery):
    """A query that ran into its time or row limit and was stopped."""

    exit_code = 3


class CheckFailed(KgError):
    """Shapes are violated; ``report`` holds the violations as text."""

    def __init__(self, message: str, report: str) -> None:
        super().__init__(message)
        self.report = report


class StoreError(KgError):
    """A store cannot be used."""

    exit_code = 4


class StoreMissing(StoreError):
    """There is no store at the place."""


class StoreForeign(StoreError):
    """The directory holds something that this package did not write."""


class StoreLocked(StoreError):
    """Somebody else is writing to the store."""


class StoreDamaged(StoreError):
    """The files of a store do not fit its manifest."""


class StoreVersion(StoreError):
    """The store was written by another schema version."""


class ServerError(StoreError):
    """A SPARQL server refused, failed, or answered something else than results."""


class ServerUnreachable(ServerError):
    """There is no connection to a server, or it stays busy."""


class ServerDenied(ServerError):
    """A server wants other credentials, or grants nobody what was asked."""


class ServerTimeout(ServerError):
    """A server ran into a time limit of its own; ours is a :class:`QueryLimit`."""


class AnswerCut(ServerError):
    """A server's answer is not complete."""


def shown(value: str, *, most: int = 80) -> str:
    """A value in quotation marks for a message; the middle of a long one is left out.

    Args:
        value: What was written.
        most: How many characters to show at most.

    Returns:
        The value, with what does not print escaped.

    Example:
        >>> shown("kg:restrict"), shown("a" * 100, most=8)
        ("'kg:restrict'", "'aaaa … aaaa' (100 characters)")
    """
    if len(value) <= most:
        return repr(value)
    half = most // 2
    return f"{f'{value[:half]} … {value[-half:]}'!r} ({len(value)} characters)"


def nearest(name: str, known: Iterable[str], *, most: int = 3) -> list[str]:
    """The known names most like a misspelt one, best first.

    Args:
        name: What was written.
        known: All names there are.
        most: How many to offer at most.

    Returns:
        Up to ``most`` known names; empty where nothing is alike.

    Example:
        >>> nearest("kg:restrict", ["kg:restricts", "kg:eases"])
        ['kg:restricts']
    """
    by_folded = {candidate.casefold(): candidate for candidate in known}
    found = difflib.get_close_matches(name.casefold(), by_folded, n=most, cutoff=0.6)
    return [by_folded[key] for key in found]
