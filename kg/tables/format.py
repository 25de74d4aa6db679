"""What a format is: how its files are known, read as rows, sorted out and turned into claims.

A format says everything about one publisher's tables in SQL expressions over the rows as printed
(every cell text, plus ``line``), and nothing about how files are read, claims hashed or stored:
that is written once, in :mod:`kg.tables.run`. Text of a file never becomes SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

NULL = "NULL"
CELL = "kg cell "  # how the names of columns begin that a scan adds to the file's own


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The beginning of a file, by which formats know it.

    Attributes:
        path: The file.
        text: Its first 64 KiB as text, without a byte order mark; empty for binary files.
        encoding: ``utf-8``, ``utf-16``, ``gb18030`` or ``cp1252``: the first that reads it.
        delimiter: What separates cells: comma, tab, semicolon or bar.
        cells: The first line's cells as printed, without white space around.
        binary: ``parquet``, ``xlsx`` or None for text.
        streamed: Whether rows shall come straight from the file, which must be in order and in its
            encoding to the end, instead of from a copy in DuckDB that proves it.
    """

    path: Path
    text: str = ""
    encoding: str = "utf-8"
    delimiter: str = ","
    cells: tuple[str, ...] = ()
    binary: str | None = None
    streamed: bool = False

    @property
    def names(self) -> frozenset[str]:
        """The first line's cells in lower case, as publishers change casing between releases."""
        return frozenset(cell.lower() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Rule:
    """Why a row makes no claim.

    Attributes:
        reason: What people read in the report: "partner is the world".
        where: SQL over the row; a row for which it is true is sorted out (NULL counts as false).
    """

    reason: str
    where: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code in the row that stands for an entity.

    Attributes:
        scheme: ``m49``, ``iso3``, ``iso2``, ``name`` (a country's name), ``hs``, ``element`` … or a
            table ``data/codes/SCHEME.csv``; all of them in :mod:`kg.tables.codes`.
        of: SQL that gives the code as text.
        label: SQL that gives its name as printed, for an entity that is new.
    """

    scheme: str
    of: str
    label: str = NULL


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of a row: each row makes as many claims as it has figures that are not missing.

    Attributes:
        kind: SQL that gives the quantity kind: ``'kg:ExportValue'``; NULL for a claim without one.
        value: SQL that gives a decimal(38, 12), NULL where the figure is missing.
        unit: SQL that gives the unit's CURIE.
        hedge: SQL that gives about, nearly, over, under, at_least, up_to or NULL.
        low: SQL that gives the band's lower end where it differs from what the hedge leaves.
        high: SQL that gives its upper end.
        note: SQL that gives the scope note of this figure, joined to the row's own.
        always: Whether the row makes a claim even where the value is missing (states, events).
    """

    kind: str = NULL
    value: str = NULL
    unit: str = NULL
    hedge: str = NULL
    low: str = NULL
    high: str = NULL
    note: str = NULL
    always: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How one publisher's tables become claims.

    Attributes:
        name: What ``--as`` calls it.
        title: What people call it.
        publisher: CURIE of who publishes it.
        publisher_label: Their name, for a catalogue that does not know them.
        licence: What is known of the terms, in a sentence of ours, with the page that says so.
        tried: "real files" or "documentation only".
        recognises: Whether a file is of this format, by its head and never by its name alone.
        scan: Prepares a file and gives SQL for its rows: a text column per column of the file
            under the format's own lower-case names, and ``line``, the 1-based row of data as
            printed. Streams: it must not hold the file in memory. What cannot be read as a row at
            all carries the reason in a column ``broken`` (NULL for sound rows).
        codes: The entity columns a format wants, by name: ``{"reporter": Code("m49", "…")}``. Slots
            can use these names; a code that nobody knows rejects the row.
        rejects: Rows that cannot be right, first reason first: they go to the rejects file.
        drops: Rows that are sound but no claim of ours, such as totals, first reason first.
        slots: SQL by claim column: claim_type, subject, predicate, object, product, instrument,
            period (EDTF text), scope_note, modality, announced … What is left out is NULL, or the
            column's default in the ontology. Period and claim type see the rows as printed, as
            they are read before codes are known.
        figures: The figures of a row.
        reconciled: Whether the publisher balanced exporters' and importers' reports against each
            other: such figures are never added to those of one side.
        origin: CURIE of where the figures come from, the same for all files that repeat it.
        in_order: Whether the scan gives one row for each row of data, in their order.
        companions: Names of files that must or may lie beside it (code lists), as glob patterns.
    """

    name: str
    title: str
    publisher: str
    publisher_label: str
    licence: str
    tried: str
    recognises: Callable[[Head], bool]
    scan: Callable[[duckdb.DuckDBPyConnection, Head], str]
    slots: Mapping[str, str]
    figures: tuple[Figure, ...]
    codes: Mapping[str, Code] = field(default_factory=dict)
    rejects: tuple[Rule, ...] = ()
    drops: tuple[Rule, ...] = ()
    reconciled: bool = False
    origin: str | None = None
    in_order: bool = False
    companions: tuple[str, ...] = ()
