"""From filled rows to claims: one row a figure, sorted, with every column of the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.sources import Source
from kg.tables.plan import BOUNDS, OF_FIGURE, REASON, Plan, is_constant
from kg.tables.sql import NUMBER, identifier, literal
from kg.tables.stored import words
from kg.vocab import Vocabulary

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

    def copy(self, target: str) -> str:
        """The statement that writes the claims to a Parquet file."""
        return (
            f"COPY ({self.select()}) TO {literal(target)} "
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
        )

    def select(self) -> str:
        """The claims with all columns in their order, as they are stored."""
        columns = self._columns()
        listed = ", ".join(
            f"{columns[column.name]} AS {identifier(column.name)}"
            for column in self.plan.vocab.columns
        )
        return (
            f"SELECT {listed} FROM ({self._sorted()}) s "
            'LEFT JOIN "kg bands" b ON b.value = s.value AND b.hedge = s.hedge '
            "AND b.kind IS NOT DISTINCT FROM s.quantity_kind"
        )

    def _sorted(self) -> str:
        """One row a figure: what differs between rows, in the order of the file to be written."""
        plan = self.plan
        carried = [
            identifier(f"c {name}")
            for name, sql in plan.slots.items()
            if name in _SORTED or not is_constant(sql)
        ]
        figures = [
            "{"
            + ", ".join(
                [f"there: {plan.present(n)}"]
                + [f"{name}: {identifier(f'f{n} {name}')}" for name in OF_FIGURE]
            )
            + "}"
            for n in plan.numbers
        ]
        kept = ", ".join(["line", '"kg text"', *(f'"kg {name}"' for name in BOUNDS), *carried])
        there = f"list_filter([{', '.join(figures)}], lambda f: f.there)"
        return (
            f"SELECT * FROM (SELECT {kept}, unnest({there}, recursive := true) "
            f"FROM ({plan.filled}) WHERE {REASON} IS NULL) "
            f"ORDER BY {', '.join(map(identifier, _SORT))}"
        )

    def _columns(self) -> dict[str, str]:
        """SQL by column of the record, but for the id."""
        plan, source = self.plan, self.source
        columns = {
            name: sql if is_constant(sql) and name not in _SORTED else f's."c {name}"'
            for name, sql in plan.slots.items()
        }
        columns |= {name: f's."kg {name}"' for name in BOUNDS}
        columns |= {name: f"s.{name}" for name in OF_FIGURE if name != "note"}
        notes = f"concat_ws('; ', nullif({columns['scope_note']}, ''), nullif(s.note, ''))"
        columns |= {
            "low": _BAND.format(end="low"),
            "high": _BAND.format(end="high"),
            "period_text": 's."kg text"',
            "scope_note": f"nullif({notes}, '')",
            "source_id": literal(source.id),
            "locator": "'row:' || s.line",
            "extractor": literal(f"table:{plan.format.name}"),
            "published": f"DATE {literal(source.published.isoformat())}",
            "recorded": f"DATE {literal(source.recorded.isoformat())}",
            "premises": "CAST([] AS VARCHAR[])",
            "id": literal(source.digest),
            "gist": words(columns["predicate"], columns["unit"], _labels(plan.vocab)),
        }
        types: Mapping[str, str] = {"confidence": NUMBER, "negated": "BOOLEAN", "announced": "DATE"}
        return {
            name: f"CAST({sql} AS {types.get(name, 'VARCHAR')})" if is_constant(sql) else sql
            for name, sql in columns.items()
        }


_SORTED = frozenset({"product", "subject", "object"})
"""Slots that are sorted by, whether rows differ in them or not."""

_BAND = "CASE WHEN s.low IS NULL AND s.high IS NULL THEN b.{end} ELSE s.{end} END"


def _labels(vocab: Vocabulary) -> dict[str, str]:
    """What relations and units are called in a gist."""
    return {item.id: item.label for item in vocab.relations.values()} | {
        unit.id: unit.symbol for unit in vocab.units.values()
    }
