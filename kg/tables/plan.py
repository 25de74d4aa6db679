"""From a format to SQL: rows as printed, sorted out, their codes resolved, their figures as claims.

Two temporary tables, each made from the one before, each cell worked out once:

1. ``sort_out``: a row's reason not to be kept, by the format's rules, its codes as text, and all of
   the claim that needs no code;
2. ``fill``: entities instead of codes, the number of the period, further reasons, and the rest of
   the claim. Counts, rejects and claims are read from there.

What is the same in all rows is in neither. Entities are an ENUM in the order of their ids, so are
their prefixes and terms: a small number is joined, sorted and grouped by faster than a text.

:mod:`kg.tables.claims` makes of them one row a figure, sorted.

A reason begins with ``R`` for a rejected row and ``D`` for a dropped one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.tables.format import CELL, NULL, Code, Format
from kg.tables.slots import Slots, entity_column, is_constant
from kg.tables.sql import identifier, literal, texts
from kg.vocab import CURIE, Vocabulary

REJECTED, DROPPED = "R", "D"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The statements that read one file.

    Attributes:
        format: The file's format.
        scan: SQL of its rows.
        columns: The rows' columns.
        vocab: The ontology.
        quick: Whether the place of a row among the rows is its number, and terms are an ENUM;
            False for a file or format that needs more care.
        products: Ids of the products asked for; None for all.
        countries: Ids of the parties asked for; None for all.
    """

    format: Format
    scan: str
    columns: Sequence[str]
    vocab: Vocabulary
    quick: bool = True
    products: frozenset[str] | None = None
    countries: frozenset[str] | None = None

    def sort_out(self) -> str:
        """The statement that makes the table of rows sorted out.

        A row has its ``kg reason``, ``kg code X``, ``kg period`` and ``kg type``, whatever of the
        claim names no code, and the cells that the rest is made from.
        """
        rules = [
            (f"({rule.where})", literal(mark + rule.reason))
            for mark, group in ((REJECTED, self.format.rejects), (DROPPED, self.format.drops))
            for rule in group
        ]
        cases = [("broken IS NOT NULL", f"'{REJECTED}' || broken"), *rules]
        reason = " ".join(f"WHEN {test} THEN {why}" for test, why in cases)
        read = {f"kg code {name}": code.of for name, code in self.format.codes.items()}
        read["kg period"] = self._slot("period")
        if not is_constant(self._type):
            read["kg type"] = self._type
        read |= {f"kg label {name}": code.label for name, code in self._labelled.items()}
        columns = [
            f"CASE WHEN {REASON} IS NULL THEN CAST({sql} AS VARCHAR) END AS {identifier(name)}"
            for name, sql in read.items()
        ]
        columns += [
            f"{cell.sql} AS {identifier(cell.name)}"
            for cell in self.slots.cells
            if not (cell.same or cell.late)
        ]
        line = [] if self._placed else ["line"]
        listed = ", ".join([*line, REASON, *columns, *map(identifier, self._carried)])
        return (
            f"CREATE OR REPLACE TEMP TABLE {SORTED_OUT} AS SELECT {listed} "
            f"FROM (SELECT *, CASE {reason} END AS {REASON} FROM ({self.scan}))"
        )

    def distinct(self) -> str:
        """Every code, and every period with its type of claim; NULL for rows sorted out already.

        Rows are: which set, as :meth:`set_of` reads it, the codes, period and type, of which only
        those of the set are filled, and a label for each code.
        """
        keys = [f'"kg code {name}"' for name in self.format.codes]
        labels = [
            f'min("kg label {name}")' if name in self._labelled else NULL
            for name in self.format.codes
        ]
        type_ = self._type if is_constant(self._type) else '"kg type"'
        together = _PERIOD if is_constant(self._type) else f"{_PERIOD}, {type_}"
        sets = [f"({key})" for key in (*keys, together)]
        grouping = f"grouping({', '.join([*keys, _PERIOD])})"
        listed = ", ".join([*keys, _PERIOD, type_, *labels])
        return (
            f"SELECT {grouping}, {listed} FROM {SORTED_OUT} "
            f"GROUP BY GROUPING SETS ({', '.join(sets)})"
        )

    def set_of(self, grouping: int) -> int:
        """Which set a row of :meth:`distinct` belongs to: the one whose bit is not set."""
        sets = len(self.format.codes) + 1
        return next(n for n in range(sets) if not grouping >> (sets - 1 - n) & 1)

    @property
    def _resolved(self) -> str:
        """Rows in which the names of codes mean entities."""
        tables = {name: identifier(f"kg found {name}") for name in self.format.codes}
        entities = [
            f"CAST({table}.entity AS VARCHAR) AS {identifier(name)}, "
            f"{table}.entity AS {identifier(entity_column(name))}, "
            f"{table}.prefix AS {identifier(prefix_column(name))}"
            for name, table in tables.items()
        ]
        joins = "".join(
            f" LEFT JOIN {table} ON {table}.code = s.{identifier(f'kg code {name}')}"
            for name, table in tables.items()
        )
        reasons = [f"s.{REASON}", *(f"{table}.reason" for table in tables.values()), "p.reason"]
        line = ["s.rowid + 1 AS line"] if self._placed else []
        listed = [*line, f"s.* EXCLUDE ({REASON})", *entities, f"p.number AS {WHEN}"]
        type_ = "" if is_constant(self._type) else ' AND p.type = s."kg type"'
        return (
            f"SELECT {', '.join(listed)}, coalesce({', '.join(reasons)}) AS {REASON} "
            f'FROM {SORTED_OUT} s{joins} LEFT JOIN "kg periods" p '
            f'ON p.period IS NOT DISTINCT FROM s."kg period"{type_}'
        )

    @cached_property
    def filled(self) -> str:
        """Rows with the slots of the claim as columns ``c …`` and the figures' as ``f1 …``."""
        same = [f"{sql} AS {identifier(name)}" for name, sql in self.slots.same.items()]
        return f"SELECT {', '.join(['*', *same])} FROM {_FILLED}"

    def fill(self) -> str:
        """The statement that makes the table of :attr:`filled`: what differs between rows."""
        same = [f"{sql} AS {identifier(name)}" for name, sql in self.slots.same.items()]
        cells = [
            f"{cell.sql} AS {identifier(cell.name)}" if cell.late else identifier(cell.name)
            for cell in self.slots.cells
            if not cell.same
        ]
        prefixes = [
            identifier(prefix_column(name)) for name in dict.fromkeys(self.ends.values()) if name
        ]
        listed = ", ".join(["line", REASON, WHEN, *prefixes, *cells, *same])
        without = ", ".join(map(identifier, self.slots.same))
        rest = f"* EXCLUDE ({without})" if without else "*"
        cases = " ".join(f"WHEN {test} THEN {literal(why)}" for test, why in self._last_reasons())
        reason = f"CASE WHEN {REASON} IS NOT NULL THEN {REASON} {cases} END AS {REASON}"
        return (
            f"CREATE OR REPLACE TEMP TABLE {_FILLED} AS SELECT {rest} REPLACE ({reason}) "
            f"FROM (SELECT {listed} FROM ({self._resolved}))"
        )

    @cached_property
    def slots(self) -> Slots:
        """What fills the claims' slots."""
        return Slots(format=self.format, vocab=self.vocab, quick=self.quick)

    @property
    def _placed(self) -> bool:
        """Whether a row's number is its place in the table of rows sorted out."""
        return self.quick and self.format.in_order

    @cached_property
    def _labelled(self) -> dict[str, Code]:
        """The codes that are printed with a name."""
        return {name: code for name, code in self.format.codes.items() if code.label != NULL}

    @cached_property
    def _carried(self) -> list[str]:
        """The columns of the file that cells are made from once codes are resolved."""
        late = " ".join(cell.sql for cell in self.slots.cells if cell.late).lower()
        return [
            name
            for name in self.columns
            if name not in self.format.codes and name != "line" and name.lower() in late
        ]

    def _last_reasons(self) -> Iterable[tuple[str, str]]:
        yield '"c subject" IS NULL', f"{REJECTED}the row has no subject"
        needy = [name for name, item in self.vocab.relations.items() if not item.object_optional]
        yield (
            f'"c object" IS NULL AND "c predicate" IN {texts(needy)}',
            f"{REJECTED}the row has no object",
        )
        for column in self.vocab.columns:
            sql = self.slots.of_claim.get(column.name, NULL)
            cell = identifier(f"c {column.name}")
            if is_constant(sql) or self.format.slots[column.name].strip() in self.format.codes:
                continue
            if column.kind == "entity":
                yield (
                    f"NOT regexp_full_match({cell}, {literal(CURIE.pattern)})",
                    f"{REJECTED}the {column.label} is no id",
                )
            elif column.allowed:
                yield (
                    f"{cell} NOT IN {texts(column.allowed)}",
                    f"{REJECTED}the {column.label} is none of {', '.join(column.allowed)}",
                )
        if self.products is not None:
            inside = (
                f'coalesce(CAST("c product" AS VARCHAR) IN {texts(sorted(self.products))}, false)'
            )
            yield f"NOT {inside}", f"{DROPPED}not among the products asked for"
        if self.countries is not None:
            wanted = texts(sorted(self.countries))
            ends = (
                f'coalesce(CAST("c {end}" AS VARCHAR) IN {wanted}, false)'
                for end in ("subject", "object")
            )
            yield f"NOT ({' OR '.join(ends)})", f"{DROPPED}not among the countries asked for"
        if not any(figure.always for figure in self.format.figures):
            values = [f'"f{number} value"' for number in self.numbers]
            yield f"coalesce({', '.join(values)}) IS NULL", f"{DROPPED}no figure stated"

    @property
    def entities(self) -> list[str]:
        """The entities that a format names itself, the same for all rows."""
        kinds = {column.name: column.kind for column in self.vocab.columns}
        constants = (
            sql.strip()[1:-1]
            for name, sql in self.format.slots.items()
            if kinds.get(name) == "entity" and is_constant(sql) and sql.strip().startswith("'")
        )
        return list(constants)

    @property
    def ends(self) -> dict[str, str | None]:
        """Subject and object, each with the code that it is, if it is just that."""
        stems = {end: self.format.slots.get(end, NULL).strip() for end in ("subject", "object")}
        return {end: stem if stem in self.format.codes else None for end, stem in stems.items()}

    def hedges(self) -> str | None:
        """Each value that is hedged, with its hedge and kind; None where the format has none."""
        parts = [
            f'SELECT DISTINCT "f{n} value", "f{n} hedge", "f{n} quantity_kind" '
            f"FROM ({self.filled}) "
            f'WHERE {REASON} IS NULL AND "f{n} hedge" IS NOT NULL AND "f{n} value" IS NOT NULL'
            for n in self.numbers
            if self.format.figures[n - 1].hedge != NULL
        ]
        return " UNION ".join(parts) or None

    def rejected(self, *, most: int | None = None) -> str:
        """The rejected rows in their order: row number, reason, then the cells."""
        cells = ", ".join(f"s.{identifier(name)}" for name in self.cells)
        limit = f" LIMIT {most}" if most else ""
        return (
            f"SELECT f.line, substr(f.{REASON}, 2), {cells} FROM ({self.filled}) f "
            f"JOIN ({self.scan}) s ON s.line = f.line "
            f"WHERE starts_with(f.{REASON}, '{REJECTED}') ORDER BY f.line{limit}"
        )

    @property
    def cells(self) -> list[str]:
        """The columns that hold the file's own cells."""
        names = (name for name in self.columns if name not in ("line", "broken"))
        return [name for name in names if not name.startswith(CELL)]

    @property
    def numbers(self) -> range:
        """The figures' numbers, from 1."""
        return range(1, len(self.format.figures) + 1)

    def _slot(self, name: str) -> str:
        return self.format.slots.get(name, NULL)

    @property
    def _type(self) -> str:
        """SQL of the claims' type, on which it depends how a period is read."""
        return self._slot("claim_type")

    def present(self, number: int) -> str:
        """Whether a figure of a row makes a claim, as SQL."""
        always = self.format.figures[number - 1].always
        return f"{REASON} IS NULL AND " + ("true" if always else f'"f{number} value" IS NOT NULL')


REASON = '"kg reason"'
WHEN = '"kg when"'
PREFIX = '"kg prefix"'
SORTED_OUT = '"kg sorted out"'
_FILLED = '"kg filled"'
_PERIOD = '"kg period"'
CLAIMS_FROM = frozenset({"kg filled", "kg periods", "kg bands"})
"""The tables that claims are made from in the end."""


def prefix_column(code: str) -> str:
    """The column that holds the prefix of that entity's id."""
    return f"kg prefix {code}"
