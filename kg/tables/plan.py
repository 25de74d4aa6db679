"""From a format to SQL: rows as printed, sorted out, their codes resolved, their figures as claims.

Layers of SELECTs, each over the one before:

1. ``sorted_out``: a row's reason not to be kept, by the format's rules, and its codes as text;
2. ``resolved``: entities instead of codes, days instead of periods, further reasons;
3. ``filled``: the slots of the claim and the figures. What differs between rows is put into a
   temporary table once (``fill``); counts, rejects and claims are read from there.

:mod:`kg.tables.claims` makes of them one row a figure, sorted.

A reason begins with ``R`` for a rejected row and ``D`` for a dropped one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kg.tables.format import CELL, NULL, Format
from kg.tables.sql import NUMBER, identifier, literal, sql_type, texts
from kg.vocab import CURIE, Vocabulary

REJECTED, DROPPED = "R", "D"
_CONSTANT = re.compile(r"\s*('(?:[^']|'')*'|NULL|true|false|\d+)\s*", re.IGNORECASE)
BOUNDS = ("start", "start_latest", "end_earliest", "end")
OF_FIGURE = ("quantity_kind", "value", "unit", "hedge", "low", "high", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Rows of one kind.

    Attributes:
        reason: Why they make no claim; None where they do.
        claim_type: Their claims' type.
        predicate: Their relation.
        modality: Their modality.
        prefixes: Of the ids of subject and object.
        figures: Quantity kind, unit and hedge of each figure.
        rows: How many rows there are.
        present: How many claims each figure makes.
    """

    reason: str | None
    claim_type: str | None
    predicate: str | None
    modality: str | None
    prefixes: tuple[str | None, str | None]
    figures: tuple[tuple[str | None, ...], ...]
    rows: int
    present: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The statements that read one file.

    Attributes:
        format: The file's format.
        scan: SQL of its rows.
        columns: The rows' columns.
        vocab: The ontology.
        products: Ids of the products asked for; None for all.
        countries: Ids of the parties asked for; None for all.
    """

    format: Format
    scan: str
    columns: Sequence[str]
    vocab: Vocabulary
    products: frozenset[str] | None = None
    countries: frozenset[str] | None = None

    @cached_property
    def sorted_out(self) -> str:
        """Rows with ``kg reason``, ``kg code X``, ``kg period`` and ``kg type``."""
        rules = [
            (f"({rule.where})", literal(mark + rule.reason))
            for mark, group in ((REJECTED, self.format.rejects), (DROPPED, self.format.drops))
            for rule in group
        ]
        cases = [("broken IS NOT NULL", f"'{REJECTED}' || broken"), *rules]
        reason = " ".join(f"WHEN {test} THEN {why}" for test, why in cases)
        read = {f"kg code {name}": code.of for name, code in self.format.codes.items()}
        read |= {"kg period": self._slot("period"), "kg type": self._slot("claim_type")}
        columns = ", ".join(
            f"CASE WHEN {REASON} IS NULL THEN CAST({sql} AS VARCHAR) END AS {identifier(name)}"
            for name, sql in read.items()
        )
        return (
            f"SELECT *, {columns} FROM (SELECT *, CASE {reason} END AS {REASON} FROM ({self.scan}))"
        )

    def distinct(self) -> str:
        """Every code, and every period with its type of claim, of rows not sorted out yet.

        Rows are: which set (0, 1 … for the codes in their order, then periods), text, label or
        type, and how many.
        """
        keys = [f'"kg code {name}"' for name in self.format.codes]
        labels = [
            f"min({code.label}) FILTER ({REASON} IS NULL)" for code in self.format.codes.values()
        ]
        sets = [*(f"({key})" for key in keys), '("kg period", "kg type")']
        grouping = f"grouping({', '.join([*keys, _PERIOD])})"
        listed = ", ".join([*keys, _PERIOD, '"kg type"', *labels])
        return (
            f"SELECT {grouping}, {listed} FROM ({self.sorted_out}) WHERE {REASON} IS NULL "
            f"GROUP BY GROUPING SETS ({', '.join(sets)})"
        )

    def set_of(self, grouping: int) -> int:
        """Which set a row of :meth:`distinct` belongs to: the one whose bit is not set."""
        sets = len(self.format.codes) + 1
        return next(n for n in range(sets) if not grouping >> (sets - 1 - n) & 1)

    @cached_property
    def resolved(self) -> str:
        """Rows in which the names of codes mean entities."""
        shadowed = [identifier(name) for name in self.columns if name in self.format.codes]
        entities = [
            f"{identifier(f'kg found {name}')}.entity AS {identifier(name)}"
            for name in self.format.codes
        ]
        joins = "".join(
            f" LEFT JOIN {identifier(f'kg found {name}')} "
            f"ON {identifier(f'kg found {name}')}.code = s.{identifier(f'kg code {name}')}"
            for name in self.format.codes
        )
        reasons = ", ".join(
            [
                f"s.{REASON}",
                *(f"{identifier(f'kg found {name}')}.reason" for name in self.format.codes),
                "p.reason",
            ]
        )
        kept = f"s.* EXCLUDE ({', '.join([REASON, *shadowed])})"
        bounds = ", ".join(f'p."{name}" AS "kg {name}"' for name in ("text", *BOUNDS))
        return (
            f"SELECT {', '.join([kept, *entities])}, {bounds}, coalesce({reasons}) AS {REASON} "
            f'FROM ({self.sorted_out}) s{joins} LEFT JOIN "kg periods" p '
            'ON p.period IS NOT DISTINCT FROM s."kg period" AND p.type = s."kg type"'
        )

    @cached_property
    def filled(self) -> str:
        """Rows with the slots of the claim as columns ``c …`` and the figures' as ``f1 …``."""
        same = [f"{sql} AS {identifier(name)}" for name, sql, same in self._filling if same]
        return f"SELECT {', '.join(['*', *same])} FROM {_FILLED}"

    def fill(self) -> str:
        """The statement that makes the table of :attr:`filled`: what differs between rows."""
        cells = [f"{sql} AS {identifier(name)}" for name, sql, _ in self._filling]
        bounds = [identifier(f"kg {name}") for name in ("text", *BOUNDS)]
        listed = ", ".join(["line", REASON, *bounds, *cells])
        same = [identifier(name) for name, _, same in self._filling if same]
        without = f" EXCLUDE ({', '.join(same)})" if same else ""
        cases = " ".join(f"WHEN {test} THEN {literal(why)}" for test, why in self._last_reasons())
        reason = f"CASE WHEN {REASON} IS NOT NULL THEN {REASON} {cases} END AS {REASON}"
        return (
            f"CREATE OR REPLACE TEMP TABLE {_FILLED} AS SELECT *{without} REPLACE ({reason}) "
            f"FROM (SELECT {listed} FROM ({self.resolved}))"
        )

    @cached_property
    def _filling(self) -> list[tuple[str, str, bool]]:
        """The slots and the figures: name, SQL, and whether it is the same in all rows."""
        slots = [(f"c {name}", sql, is_constant(sql)) for name, sql in self.slots.items()]
        figures = [
            (f"f{number} {name}", f"CAST({sql} AS {type_})", is_constant(sql))
            for number, figure in enumerate(self.format.figures, start=1)
            for name, sql, type_ in (
                ("quantity_kind", figure.kind, "VARCHAR"),
                ("value", figure.value, NUMBER),
                ("unit", figure.unit, "VARCHAR"),
                ("hedge", figure.hedge, "VARCHAR"),
                ("low", figure.low, NUMBER),
                ("high", figure.high, NUMBER),
                ("note", figure.note, "VARCHAR"),
            )
        ]
        return [*slots, *figures]

    def _last_reasons(self) -> Iterable[tuple[str, str]]:
        yield '"c subject" IS NULL', f"{REJECTED}the row has no subject"
        needy = [name for name, item in self.vocab.relations.items() if not item.object_optional]
        yield (
            f'"c object" IS NULL AND "c predicate" IN {texts(needy)}',
            f"{REJECTED}the row has no object",
        )
        for column in self.vocab.columns:
            sql = self.slots.get(column.name, NULL)
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
            inside = f'coalesce("c product" IN {texts(sorted(self.products))}, false)'
            yield f"NOT {inside}", f"{DROPPED}not among the products asked for"
        if self.countries is not None:
            wanted = texts(sorted(self.countries))
            ends = (f'coalesce("c {end}" IN {wanted}, false)' for end in ("subject", "object"))
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

    def counts(self) -> str:
        """How many rows there are of each kind, see :meth:`read_count`."""
        present = [f"count(*) FILTER ({self.present(n)})" for n in self.numbers]
        return (
            f"SELECT {', '.join(self.count_columns)}, count(*), {', '.join(present)} "
            f"FROM ({self.filled}) GROUP BY ALL"
        )

    def read_count(self, row: Sequence[Any]) -> Counted:
        """A row of :meth:`counts`."""
        figures = len(self.format.figures)
        reason, claim_type, predicate, modality, subject, object_, _ = row[:7]
        parts = row[7 : 7 + 3 * figures]
        return Counted(
            reason=reason,
            claim_type=claim_type,
            predicate=predicate,
            modality=modality,
            prefixes=(subject, object_),
            figures=tuple(tuple(parts[i : i + 3]) for i in range(0, len(parts), 3)),
            rows=row[7 + 3 * figures],
            present=tuple(row[8 + 3 * figures :]),
        )

    @property
    def count_columns(self) -> list[str]:
        """What rows are counted by: the parts of :class:`Counted` but for the counts."""
        of_kept = ['"c claim_type"', '"c predicate"', '"c modality"']
        of_kept += [
            f"split_part(\"c {name}\", ':', 1)" for name in ("subject", "object", "product")
        ]
        of_kept += [
            f'"f{number} {name}"'
            for number in self.numbers
            for name in ("quantity_kind", "unit", "hedge")
        ]
        return [REASON, *(f"CASE WHEN {REASON} IS NULL THEN {sql} END" for sql in of_kept)]

    def hedges(self) -> str | None:
        """Each value that is hedged, with its hedge and kind; None where the format has none."""
        parts = [
            f'SELECT DISTINCT "f{n} value", "f{n} hedge", "f{n} quantity_kind" '
            f"FROM ({self.filled}) "
            f'WHERE {REASON} IS NULL AND "f{n} hedge" IS NOT NULL AND "f{n} value" IS NOT NULL'
            for n in self.numbers
            if not is_constant(self.format.figures[n - 1].hedge)
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

    @cached_property
    def slots(self) -> Mapping[str, str]:
        """SQL by column of the claim, as far as rows say it and figures do not."""
        computed = {"id", "period_text", "source_id", "locator", "gist", "extractor", "premises"}
        computed |= {"published", "recorded", *BOUNDS, *OF_FIGURE}
        given = {}
        for column in self.vocab.columns:
            if column.name not in computed:
                default = NULL if column.default is None else literal(column.default)
                sql = self.format.slots.get(column.name, default)
                given[column.name] = (
                    sql if is_constant(sql) else f"CAST({sql} AS {sql_type(column.kind)})"
                )
        if self.format.origin and "origin" not in self.format.slots:
            given["origin"] = literal(self.format.origin)
        return given

    @property
    def numbers(self) -> range:
        """The figures' numbers, from 1."""
        return range(1, len(self.format.figures) + 1)

    def _slot(self, name: str) -> str:
        return self.format.slots.get(name, NULL)

    def present(self, number: int) -> str:
        """Whether a figure of a row makes a claim, as SQL."""
        always = self.format.figures[number - 1].always
        return f"{REASON} IS NULL AND " + ("true" if always else f'"f{number} value" IS NOT NULL')


REASON = '"kg reason"'
_FILLED = '"kg filled"'
_PERIOD = '"kg period"'


def is_constant(sql: str) -> bool:
    """Whether SQL is one literal, the same for all rows."""
    return _CONSTANT.fullmatch(sql) is not None
