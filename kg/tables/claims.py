"""From filled rows to claims: one row a figure, sorted, with every column of the record."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg.sources import Source
from kg.tables.format import NULL
from kg.tables.plan import WHEN, Plan
from kg.tables.slots import BOUNDS, OF_FIGURE, is_constant
from kg.tables.sql import identifier, literal, sql_type
from kg.tables.stored import ROW, metadata, words

if TYPE_CHECKING:
    import duckdb

_SORT = ('"c product"', '"c subject"', '"c object"', WHEN, "quantity_kind", "line")
_SHORT, _LONG = "UINTEGER", 2**32  # half as much to sort by as BIGINT, where it is enough
_ROW_GROUP = 122_880  # rows; DuckDB's own size of a batch of work


@dataclass(frozen=True, kw_only=True)
class ClaimRows:
    """SQL of the claims of one file.

    Attributes:
        plan: How its rows are read.
        source: Its source.
        rows: How many rows it has.
    """

    plan: Plan
    source: Source
    rows: int

    def copy(self, con: duckdb.DuckDBPyConnection, target: str) -> str:
        """The statement that writes the claims to a Parquet file.

        Columns that are the same in all rows, or as another one, stand in the file's metadata
        instead.
        """
        constants = {name: sql for name, sql in self._columns.items() if is_constant(sql)}
        texts = [
            f"CAST(CAST({sql} AS {self._types[name]}) AS VARCHAR)"
            for name, sql in constants.items()
        ]
        row = con.execute(f"SELECT {', '.join(texts)}").fetchone() or ()
        copies = self._copies(con)
        said = metadata(self._types, dict(zip(constants, row, strict=True)), copies)
        listed = ", ".join(
            f"{self._typed(name, sql)} AS {identifier(name)}"
            for name, sql in self._columns.items()
            if name not in constants and name not in copies
        )
        return (
            f"COPY (SELECT {listed} FROM ({self._sorted()}) s "
            f'LEFT JOIN "kg periods" p ON p.number = s.{WHEN}{self._bands}) '
            f"TO {literal(target)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, "
            f"ROW_GROUP_SIZE {_ROW_GROUP}, KV_METADATA {said})"
        )

    def _copies(self, con: duckdb.DuckDBPyConnection) -> dict[str, str]:
        """The inner bounds where no period leaves open how long it is, each with the outer one."""
        told = ", ".join(f"bool_and({name} = {identifier(one)})" for name, one in _INNER.items())
        row = con.execute(f'SELECT {told} FROM "kg periods" WHERE reason IS NULL').fetchone() or ()
        return {name: one for (name, one), same in zip(_INNER.items(), row, strict=True) if same}

    def _typed(self, name: str, sql: str) -> str:
        """A column as it is written: an ENUM is a dictionary already, which Parquet keeps."""
        as_it_is = self.plan.slots.of_few | _OF_FEW | {"locator"}
        return sql if name in as_it_is else f"CAST({sql} AS {self._types[name]})"

    @cached_property
    def _types(self) -> dict[str, str]:
        """SQL types by column of the file, in the order of the record."""
        columns = self.plan.vocab.columns
        return {column.name: sql_type(column.kind) for column in columns} | {"locator": ROW}

    def _sorted(self) -> str:
        """One row a figure: what differs between rows, in the order of the file to be written."""
        plan = self.plan
        carried = [
            identifier(f"c {name}")
            for name, sql in plan.slots.of_claim.items()
            if name in _SORTED or not is_constant(sql)
        ]
        kept = [f"CAST(line AS {_SHORT if self.rows < _LONG else ROW}) AS line", WHEN, *carried]
        varied = [name for name in OF_FIGURE if name not in self._alike]
        figures = (
            ", ".join([*kept, *(f"{identifier(f'f{n} {name}')} AS {name}" for name in varied)])
            for n in plan.numbers
        )
        rows = " UNION ALL ".join(
            f"SELECT {listed} FROM ({plan.filled}) WHERE {plan.present(n)}"
            for n, listed in enumerate(figures, start=1)
        )
        order = [name for name in _SORT if name not in self._alike]
        return f"SELECT * FROM ({rows}) ORDER BY {', '.join(order)}"

    @cached_property
    def _alike(self) -> dict[str, str]:
        """What all figures have in common, as SQL by slot."""
        figures = self.plan.format.figures
        found = {name: {getattr(one, slot) for one in figures} for name, slot in OF_FIGURE.items()}
        only = {name: sqls.pop() for name, sqls in found.items() if len(sqls) == 1}
        return {name: sql for name, sql in only.items() if is_constant(sql)}

    @cached_property
    def _columns(self) -> dict[str, str]:
        """SQL by column of the record, in its order."""
        plan, source = self.plan, self.source
        columns = {
            name: sql if is_constant(sql) and name not in _SORTED else f's."c {name}"'
            for name, sql in plan.slots.of_claim.items()
        }
        columns |= {name: f"p.{identifier(name)}" for name in BOUNDS}
        figure = {name: self._alike.get(name, f"s.{name}") for name in OF_FIGURE}
        note = figure.pop("note")
        columns |= figure
        if not (is_constant(columns["scope_note"]) and note == NULL):
            notes = f"concat_ws('; ', nullif({columns['scope_note']}, ''), nullif({note}, ''))"
            columns["scope_note"] = f"nullif({notes}, '')"
        columns |= {
            "period_text": "p.text",
            "source_id": literal(source.id),
            "locator": "s.line",
            "extractor": literal(f"table:{plan.format.name}"),
            "published": literal(source.published.isoformat()),
            "recorded": literal(source.recorded.isoformat()),
            "premises": literal("[]"),
            "id": literal(source.digest),
            "gist": literal(words(self._terms, plan.vocab)),
        }
        if self._bands:
            ends = {end: figure[end] for end in ("low", "high")}
            columns |= {
                end: _BAND.format(end=end, stated=stated, **ends) for end, stated in ends.items()
            }
        return {name: columns[name] for name in self._types}

    @property
    def _terms(self) -> Collection[str]:
        """The relations and units that claims can have."""
        vocab = self.plan.vocab
        every = vocab.relations.keys() | vocab.units.keys()
        return every & self.plan.slots.terms if self.plan.slots.of_few else every

    @property
    def _bands(self) -> str:
        """The join that finds what a hedged number can mean; none where no figure is hedged."""
        if self._alike.get("hedge") == NULL:
            return ""
        hedge, kind = (self._alike.get(name, f"s.{name}") for name in ("hedge", "quantity_kind"))
        return (
            f' LEFT JOIN "kg bands" b ON b.value = s.value AND b.hedge = {hedge} '
            f"AND b.kind IS NOT DISTINCT FROM {kind}"
        )


_SORTED = frozenset({"product", "subject", "object"})
"""Slots that are sorted by, whether rows differ in them or not."""

_INNER = {"start_latest": "start", "end_earliest": "end"}
"""Bounds that are the outer ones too where a period is a month or year of its own."""

_OF_FEW = frozenset({"subject", "object", "period_text"})
"""Slots that may be ENUMs beside terms. A product is written as text, since only of texts DuckDB
notes the smallest and largest, by which rows of one product are found."""

_BAND = "CASE WHEN {low} IS NULL AND {high} IS NULL THEN b.{end} ELSE {stated} END"
