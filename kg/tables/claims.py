"""From filled rows to claims: one row a figure, sorted, with every column of the record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg.sources import Source
from kg.tables.format import NULL
from kg.tables.plan import BOUNDS, OF_FIGURE, Plan, is_constant
from kg.tables.sql import identifier, literal, sql_type
from kg.tables.stored import metadata, words
from kg.vocab import Vocabulary

if TYPE_CHECKING:
    import duckdb

_SORT = ("c product", "c subject", "c object", "kg start", "quantity_kind", "line")
_ROW_GROUP = 122_880  # rows; DuckDB's own size of a batch of work


@dataclass(frozen=True, kw_only=True)
class ClaimRows:
    """SQL of the claims of one file.

    Attributes:
        plan: How its rows are read.
        source: Its source.
    """

    plan: Plan
    source: Source

    def copy(self, con: duckdb.DuckDBPyConnection, target: str) -> str:
        """The statement that writes the claims to a Parquet file.

        Columns that are the same in all rows stand in the file's metadata instead.
        """
        constants = {name: sql for name, sql in self._columns.items() if is_constant(sql)}
        texts = [
            f"CAST(CAST({sql} AS {self._types[name]}) AS VARCHAR)"
            for name, sql in constants.items()
        ]
        row = con.execute(f"SELECT {', '.join(texts)}").fetchone() or ()
        said = metadata(self._types, dict(zip(constants, row, strict=True)))
        listed = ", ".join(
            f"CAST({sql} AS {self._types[name]}) AS {identifier(name)}"
            for name, sql in self._columns.items()
            if name not in constants
        )
        return (
            f"COPY (SELECT {listed} FROM ({self._sorted()}) s "
            'LEFT JOIN "kg bands" b ON b.value = s.value AND b.hedge = s.hedge '
            "AND b.kind IS NOT DISTINCT FROM s.quantity_kind) "
            f"TO {literal(target)} (FORMAT parquet, COMPRESSION zstd, "
            f"ROW_GROUP_SIZE {_ROW_GROUP}, KV_METADATA {said})"
        )

    @cached_property
    def _types(self) -> dict[str, str]:
        """SQL types by column of the record, in its order."""
        columns = self.plan.vocab.columns
        return {column.name: sql_type(column.kind) for column in columns}

    def _sorted(self) -> str:
        """One row a figure: what differs between rows, in the order of the file to be written."""
        plan = self.plan
        carried = [
            identifier(f"c {name}")
            for name, sql in plan.slots.items()
            if name in _SORTED or not is_constant(sql)
        ]
        kept = ["line", '"kg text"', *(f'"kg {name}"' for name in BOUNDS), *carried]
        figures = (
            ", ".join([*kept, *(f"{identifier(f'f{n} {name}')} AS {name}" for name in OF_FIGURE)])
            for n in plan.numbers
        )
        rows = " UNION ALL ".join(
            f"SELECT {listed} FROM ({plan.filled}) WHERE {plan.present(n)}"
            for n, listed in enumerate(figures, start=1)
        )
        return f"SELECT * FROM ({rows}) ORDER BY {', '.join(map(identifier, _SORT))}"

    @cached_property
    def _columns(self) -> dict[str, str]:
        """SQL by column of the record, in its order."""
        plan, source = self.plan, self.source
        columns = {
            name: sql if is_constant(sql) and name not in _SORTED else f's."c {name}"'
            for name, sql in plan.slots.items()
        }
        columns |= {name: f's."kg {name}"' for name in BOUNDS}
        columns |= {name: f"s.{name}" for name in OF_FIGURE if name != "note"}
        columns |= {name: NULL for name in ("low", "high", "hedge") if self._is_exact}
        noted = any(not is_constant(figure.note) for figure in plan.format.figures)
        notes = f"concat_ws('; ', nullif({columns['scope_note']}, ''), nullif(s.note, ''))"
        if noted or not is_constant(columns["scope_note"]):
            columns["scope_note"] = f"nullif({notes}, '')"
        columns |= {
            "period_text": 's."kg text"',
            "source_id": literal(source.id),
            "locator": "'row:' || s.line",
            "extractor": literal(f"table:{plan.format.name}"),
            "published": literal(source.published.isoformat()),
            "recorded": literal(source.recorded.isoformat()),
            "premises": literal("[]"),
            "id": literal(source.digest),
            "gist": words(columns["predicate"], columns["unit"], _labels(plan.vocab)),
        }
        if not self._is_exact:
            columns |= {end: _BAND.format(end=end) for end in ("low", "high")}
        return {name: columns[name] for name in self._types}

    @property
    def _is_exact(self) -> bool:
        """Whether no figure has a hedge or a band."""
        parts = (
            part for one in self.plan.format.figures for part in (one.hedge, one.low, one.high)
        )
        return all(part == NULL for part in parts)


_SORTED = frozenset({"product", "subject", "object"})
"""Slots that are sorted by, whether rows differ in them or not."""

_BAND = "CASE WHEN s.low IS NULL AND s.high IS NULL THEN b.{end} ELSE s.{end} END"


def _labels(vocab: Vocabulary) -> dict[str, str]:
    """What relations and units are called in a gist."""
    return {item.id: item.label for item in vocab.relations.values()} | {
        unit.id: unit.symbol for unit in vocab.units.values()
    }
