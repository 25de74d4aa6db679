"""Mapping files: a table of one's own described in TOML, compiled to a format.

::

    title = "My customs office's exports"
    publisher = "organisation:my-office"       # an id; new ones are made
    publisher_label = "My customs office"
    licence = "What is known of the terms."
    recognise = ["month", "partner", "hs6", "usd"]  # header names by which a file is known
    missing = ["", "NA"]                       # cells that say nothing

    [claim]
    type = "kg:Flow"
    subject = "country:CHN"                    # the same for all rows …
    predicate = "kg:exportsTo"
    object = { column = "partner", scheme = "name" }     # … or from a column, by a scheme of codes
    product = { column = "hs6", scheme = "hs", label = "description" }
    period = { column = "month", format = "%Y%m", as = "month" }

    [[figure]]
    kind = "kg:ExportValue"
    column = "usd"
    unit = "unit:CCY_USD"

    [[drop]]
    column = "partner"
    in = ["World"]
    reason = "the partner is the world"

Terms of the ontology may depend on a column: ``{ column = "flow", values = { X = "kg:exportsTo",
M = "kg:importsFrom" } }``. No SQL is written in a mapping file, and none of its text becomes any
but in quotation marks.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import BadInput, UnknownName, nearest, shown
from kg.tables.cells import csv_rows
from kg.tables.codes import is_scheme
from kg.tables.format import CELL, NULL, Code, Figure, Format, Head, Rule
from kg.tables.formats.containers import scan_excel, scan_parquet
from kg.tables.mapping_keys import Keys
from kg.tables.sql import decimal, identifier, literal, texts, trimmed

if TYPE_CHECKING:
    import duckdb

_TOP = (
    *("name", "title", "publisher", "publisher_label", "licence", "origin", "reconciled", "tried"),
    *("recognise", "missing", "sheet", "delimiter", "claim", "figure", "drop", "reject"),
)
_ENTITIES = ("subject", "object", "product", "instrument")
_TERMS = ("type", "predicate", "modality", "comparator", "trend")
_CLAIM = (*_ENTITIES, *_TERMS, "period", "scope_note")
_FIGURE = (
    *("kind", "column", "unit", "multiply", "decimal", "thousands", "zero_is_missing"),
    *("hedge", "note"),
)
_FILTER = ("column", "in", "not_in", "matches", "empty", "reason")
_TESTS = _FILTER[1:-1]
_PERIOD = ("column", "columns", "format", "as")
_AS = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
_DATE_FORMAT = re.compile(r"(?:[^%']|%[YymdbBj%HMS])+")
_MONTHS_OF_QUARTERS = "quarter"


def read_mapping(path: Path) -> Format:
    """The format that a mapping file describes.

    Args:
        path: A TOML file.

    Returns:
        The format.

    Raises:
        BadInput: The file is no TOML, or a key is unknown, missing or of a wrong kind.

    Example:
        >>> from kg.files import bundled
        >>> read_mapping(bundled("data") / "mappings" / "flows.toml").name
        'flows'
    """
    try:
        with path.open("rb") as file:
            data = tomllib.load(file)
    except OSError as error:
        raise BadInput(f"cannot read {path}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} is no TOML: {error}") from error
    return _Mapping(path, data).format()


@dataclass
class _Mapping(Keys):
    """A mapping file being compiled; columns are collected as they are named."""

    columns: dict[str, None] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    rejects: list[Rule] = field(default_factory=list)

    def format(self) -> Format:
        self.check_keys(self.data, _TOP, "the file")
        self.missing = self.texts(self.data, "missing", "the file", [""])
        claim = self.table(self.data, "claim", _CLAIM)
        slots = self.slots(claim)
        figures = tuple(self.figures())
        drops = tuple(self.filters("drop"))
        self.rejects += self.filters("reject")
        names = self.texts(self.data, "recognise", "the file", [])
        marks = frozenset(name.lower() for name in names)
        return Format(
            name=self.text(self.data, "name", "the file", self.path.stem),
            title=self.text(self.data, "title", "the file", self.path.stem),
            publisher=self.curie(self.data, "publisher", "the file"),
            publisher_label=self.text(
                self.data, "publisher_label", "the file", self.data.get("publisher", "")
            ),
            licence=self.text(self.data, "licence", "the file", "not stated"),
            tried=self.text(self.data, "tried", "the file", "not tried"),
            recognises=lambda head: bool(marks) and marks <= head.names,
            scan=_Scan(
                self.path,
                tuple(self.columns),
                tuple(self.cells.items()),
                tuple(self.numbers.items()),
                self.text(self.data, "delimiter", "the file", "") or None,
                self.text(self.data, "sheet", "the file", "") or None,
            ),
            in_order=True,
            slots=slots,
            figures=figures,
            codes=self.codes,
            rejects=tuple(self.rejects),
            drops=drops,
            reconciled=bool(self.data.get("reconciled", False)),
            origin=self.curie(self.data, "origin", "the file") if "origin" in self.data else None,
        )

    def slots(self, claim: Mapping[str, Any]) -> dict[str, str]:
        for key in ("type", "subject", "predicate"):
            if key not in claim:
                raise self.bad("[claim]", f"lacks {key!r}")
        slots = {}
        for key in _TERMS:
            if key in claim:
                slots["claim_type" if key == "type" else key] = self.term(
                    claim[key], f"claim.{key}"
                )
        for key in _ENTITIES:
            if key in claim:
                slots[key] = self.entity(key, claim[key])
        if "period" in claim:
            slots["period"] = self.period(claim["period"])
        if "scope_note" in claim:
            slots["scope_note"] = self.note(claim["scope_note"], "claim.scope_note")
        return slots

    def entity(self, slot: str, value: Any) -> str:
        """A constant id, or a column whose codes are read by a scheme."""
        where = f"claim.{slot}"
        if isinstance(value, str):
            return literal(self.curie({slot: value}, slot, "claim"))
        self.check_keys(self.a_table(value, where), ("column", "scheme", "label"), where)
        cell = self.cell(value, where)
        label = self.column(value["label"], where) if "label" in value else NULL
        name = f"entity_{slot}"
        scheme = self.text(value, "scheme", where)
        if not is_scheme(scheme):
            raise self.bad(
                f"{where}.scheme",
                f"no scheme of codes is called {shown(scheme)}; there are iso2, iso3, m49, name, "
                "element, hs and the tables in data/codes",
            )
        self.codes[name] = Code(scheme, cell, label)
        if slot in ("subject", "object"):
            self.rejects.append(Rule(f"{value['column']} is empty", f"{cell} IS NULL"))
        return name

    def term(self, value: Any, where: str) -> str:
        """A constant term, or one by the text of a column."""
        if isinstance(value, str):
            return literal(value)
        self.check_keys(self.a_table(value, where), ("column", "values"), where)
        cell = self.cell(value, where)
        values = self.a_table(value.get("values"), f"{where}.values")
        if not values or not all(isinstance(term, str) for term in values.values()):
            raise self.bad(where, 'needs values, such as { X = "kg:exportsTo" }')
        cases = " ".join(f"WHEN {literal(k)} THEN {literal(v)}" for k, v in values.items())
        rule = Rule(
            f"{value['column']} is none of {', '.join(values)}",
            f"{cell} IS NULL OR {cell} NOT IN {texts(values)}",
        )
        if rule not in self.rejects:
            self.rejects.append(rule)
        return f"CASE {cell} {cases} END"

    def period(self, value: Any) -> str:
        where = "claim.period"
        if isinstance(value, str):
            return literal(value)
        self.check_keys(self.a_table(value, where), _PERIOD, where)
        if "columns" in value:
            parts = [self.column(name, where) for name in self.texts(value, "columns", where)]
            return " || '-' || ".join([parts[0], *(f"lpad({part}, 2, '0')" for part in parts[1:])])
        cell = self.cell(value, where)
        if "format" not in value:
            return cell
        form = self.text(value, "format", where)
        if not _DATE_FORMAT.fullmatch(form):
            raise self.bad(
                where, f"format {shown(form)} is none; write one such as %Y-%m-%d or %Y%m"
            )
        granularity = self.text(value, "as", where, "day")
        day = f"try_strptime({cell}, {literal(form)})"
        self.rejects.append(
            Rule(f"{value['column']} is no date of the form {form}", f"{day} IS NULL")
        )
        if granularity == _MONTHS_OF_QUARTERS:
            return f"strftime({day}, '%Y-Q') || quarter({day})"
        if granularity not in _AS:
            raise UnknownName("granularity", granularity, [*_AS, _MONTHS_OF_QUARTERS])
        return f"strftime({day}, {literal(_AS[granularity])})"

    def note(self, value: Any, where: str) -> str:
        if isinstance(value, str):
            return literal(value)
        self.check_keys(self.a_table(value, where), ("column",), where)
        return self.cell(value, where)

    def figures(self) -> list[Figure]:
        figures = self.tables("figure", _FIGURE)
        if not figures:
            raise self.bad("the file", "has no [[figure]]; what do its rows measure?")
        return [self.figure(row, f"figure {n}") for n, row in enumerate(figures, start=1)]

    def figure(self, row: Mapping[str, Any], where: str) -> Figure:
        cell = self.cell(row, where)
        point = self.text(row, "decimal", where, ".")
        thousands = self.text(row, "thousands", where, "")
        if point == thousands or len(point) != 1 or len(thousands) > 1:
            raise self.bad(where, "decimal and thousands are two different characters")
        number = cell
        if thousands:
            number = f"replace({number}, {literal(thousands)}, '')"
        if point != ".":
            number = f"replace({number}, {literal(point)}, '.')"
        # Read once for the rule and for the claim; no column of a file begins with a space.
        self.numbers[name := f"{CELL} {where}"] = decimal(number)
        value = identifier(name)
        self.rejects.append(
            Rule(f"{row['column']} is no number", f"{cell} IS NOT NULL AND {value} IS NULL")
        )
        factor = row.get("multiply", 1)
        if isinstance(factor, bool) or not isinstance(factor, int) or factor < 1:
            raise self.bad(where, "multiply is a whole number, such as 1000")
        if factor != 1:
            value = f"({value}) * {factor}"
        if row.get("zero_is_missing"):
            value = f"nullif({value}, 0)"
        return Figure(
            kind=self.term(self.required(row, "kind", where), f"{where}, kind"),
            value=value,
            unit=self.term(self.required(row, "unit", where), f"{where}, unit"),
            hedge=self.term(row["hedge"], f"{where}, hedge") if "hedge" in row else NULL,
            note=self.note(row["note"], f"{where}, note") if "note" in row else NULL,
        )

    def filters(self, key: str) -> list[Rule]:
        rules = []
        for number, row in enumerate(self.tables(key, _FILTER), start=1):
            where = f"{key} {number}"
            name = self.text(row, "column", where)
            cell = f"trim({self.column(name, where)})"
            asked = [test for test in _TESTS if test in row]
            if len(asked) != 1:
                raise self.bad(where, f"needs one of {', '.join(_TESTS)}")
            default = f"{name} {asked[0].replace('_', ' ')} {row[asked[0]]}"
            reason = self.text(row, "reason", where, default)
            rules.append(Rule(reason, self.test(asked[0], cell, row, where)))
        return rules

    def test(self, test: str, cell: str, row: Mapping[str, Any], where: str) -> str:
        """Whether a row passes a filter, as SQL."""
        if test == "matches":
            return f"regexp_matches({cell}, {self.pattern(row, where)})"
        if test == "empty":
            return f"({cell} IN {texts(self.missing)}) = {self.truth(row, where)}"
        listed = texts(self.texts(row, test, where))
        return f"{cell} {'IN' if test == 'in' else 'NOT IN'} {listed}"

    def column(self, name: Any, where: str) -> str:
        """A column of the file, as SQL; that the file has it is looked at when it is read."""
        if not isinstance(name, str) or not name.strip() or "\0" in name:
            raise self.bad(where, f"{name!r} is no column's name")
        key = name.strip().lower()
        self.columns[key] = None
        return identifier(key)

    def cell(self, row: Mapping[str, Any], where: str) -> str:
        """A cell without white space around; NULL where it says nothing."""
        name = self.required(row, "column", where)
        column = self.column(name, where)
        said = trimmed(column)
        for missing in self.missing:
            said = f"nullif({said}, {literal(missing)})"
        self.cells[name.strip().lower()] = said
        return identifier(f"{CELL}{name.strip().lower()}")

    def pattern(self, row: Mapping[str, Any], where: str) -> str:
        import duckdb

        from kg.tables.connection import connect

        pattern = self.text(row, "matches", where)
        try:
            connect().execute(f"SELECT regexp_matches('', {literal(pattern)})")
        except duckdb.Error as error:
            raise self.bad(where, f"{shown(pattern)} is no regular expression: {error}") from error
        return literal(pattern)


@dataclass(frozen=True)
class _Scan:
    """Reads a file by a mapping: CSV, a workbook or Parquet that has the columns it names."""

    mapping: Path
    wanted: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]
    numbers: tuple[tuple[str, str], ...]
    delimiter: str | None
    sheet: str | None

    def __call__(self, con: duckdb.DuckDBPyConnection, head: Head) -> str:
        if head.binary == "xlsx":
            rows = scan_excel(con, head, self.sheet)
        elif head.binary == "parquet":
            rows = scan_parquet(con, head)
        else:
            self._check_doubles(head)
            rows = csv_rows(con, head, delimiter=self.delimiter)
        there = [row[0] for row in con.execute(f"DESCRIBE {rows}").fetchall()]
        for name in self.wanted:
            if name not in there:
                known = [other for other in there if other not in ("line", "broken")]
                close = nearest(name, known)
                hint = (
                    f"did you mean {' or '.join(close)}?" if close else f"it has {', '.join(known)}"
                )
                raise BadInput(
                    f"{head.path} has no column {shown(name)}, which {self.mapping} names; {hint}"
                )
        cells = [f"{sql} AS {identifier(f'{CELL}{name}')}" for name, sql in self.cells]
        numbers = [f"{sql} AS {identifier(name)}" for name, sql in self.numbers]
        inner = f"SELECT {', '.join(['*', *cells])} FROM ({rows})"
        return f"SELECT {', '.join(['*', *numbers])} FROM ({inner})"

    def _check_doubles(self, head: Head) -> None:
        lower = [cell.lower() for cell in head.cells]
        for name in self.wanted:
            if lower.count(name) > 1:
                raise BadInput(
                    f"{head.path} has {lower.count(name)} columns {shown(name)}, which "
                    f"{self.mapping} names; rename all but one"
                )
