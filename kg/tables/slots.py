"""What fills the slots of claims: SQL by slot, its type, and what must be known before it runs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.tables.format import NULL, Format
from kg.tables.sql import TEXT, identifier, literal, make_enum, sql_type
from kg.vocab import Vocabulary

BOUNDS = ("start", "start_latest", "end_earliest", "end")
OF_FIGURE: Mapping[str, str] = {"quantity_kind": "kind"} | {
    name: name for name in ("value", "unit", "hedge", "low", "high", "note")
}
"""The slots that figures fill, each with its name in :class:`kg.tables.format.Figure`."""

TERM = '"kg term"'
"""The ENUM of the terms that a format names."""

_TERM_KINDS = frozenset({"class", "relation", "term"})
_CONSTANT = re.compile(r"\s*('(?:[^']|'')*'|NULL|true|false|\d+)\s*", re.IGNORECASE)
_LITERAL = re.compile(r"'((?:[^']|'')*)'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A slot of the claim or of a figure.

    Attributes:
        name: Its column in the table of filled rows.
        sql: How it is made.
        same: Whether it is the same in all rows.
        late: Whether codes must be resolved before.
    """

    name: str
    sql: str
    same: bool
    late: bool


@dataclass(frozen=True, kw_only=True)
class Slots:
    """What a format says of its claims, slot by slot.

    Attributes:
        format: The format.
        vocab: The ontology.
        quick: Whether terms are an ENUM.
    """

    format: Format
    vocab: Vocabulary
    quick: bool

    @cached_property
    def of_claim(self) -> Mapping[str, str]:
        """SQL by column of the claim, as far as rows say it and figures do not."""
        computed = {"id", "period_text", "source_id", "locator", "gist", "extractor", "premises"}
        computed |= {"published", "recorded", *BOUNDS, *OF_FIGURE}
        given = {}
        for column in self.vocab.columns:
            if column.name not in computed:
                default = NULL if column.default is None else literal(column.default)
                sql = self.format.slots.get(column.name, default)
                if sql.strip() in self.format.codes:
                    sql = identifier(entity_column(sql.strip()))
                elif not is_constant(sql):
                    sql = f"CAST({sql} AS {self._sql_type(column.name)})"
                given[column.name] = sql
        if self.format.origin and "origin" not in self.format.slots:
            given["origin"] = literal(self.format.origin)
        return given

    @cached_property
    def cells(self) -> list[Cell]:
        """The slots and the figures."""
        figures = [
            (f"f{number} {name}", getattr(figure, slot), self._sql_type(name))
            for number, figure in enumerate(self.format.figures, start=1)
            for name, slot in OF_FIGURE.items()
        ]
        slots = [(f"c {name}", sql, sql) for name, sql in self.of_claim.items()]
        cast = [(name, f"CAST({sql} AS {type_})", sql) for name, sql, type_ in figures]
        return [
            Cell(name=name, sql=sql, same=is_constant(stem), late=self._names_code(stem))
            for name, sql, stem in (*slots, *cast)
        ]

    def _sql_type(self, slot: str) -> str:
        """The SQL type of what is no entity of a code."""
        if slot in self.of_few:
            return TERM
        column = self.vocab.column.get(slot)
        return sql_type(column.kind) if column else TEXT

    @cached_property
    def of_few(self) -> frozenset[str]:
        """The slots that are an ENUM: terms, as few texts as the format names."""
        return self._term_slots if self.quick and self.terms else frozenset()

    @cached_property
    def terms(self) -> frozenset[str]:
        """The texts that the format's SQL of terms names: all that it can give if it is quick."""
        format_, slots = self.format, self._term_slots
        ours = [sql for slot, sql in format_.slots.items() if slot in slots]
        figures = [
            getattr(figure, name)
            for slot, name in OF_FIGURE.items()
            for figure in format_.figures
            if slot in slots
        ]
        found = _LITERAL.findall(" ".join([*ours, *figures]))
        return frozenset(text.replace("''", "'") for text in found)

    def make_terms(self) -> str:
        """The statement that makes their ENUM."""
        return make_enum(TERM, self.terms)

    @cached_property
    def _term_slots(self) -> frozenset[str]:
        columns = self.vocab.columns
        return frozenset(one.name for one in columns if one.kind in _TERM_KINDS or one.allowed)

    def _names_code(self, sql: str) -> bool:
        return any(re.search(rf"\b{re.escape(name)}\b", sql) for name in self.format.codes)

    @cached_property
    def same(self) -> dict[str, str]:
        """SQL by column of the filled rows that is the same in all rows."""
        return {cell.name: cell.sql for cell in self.cells if cell.same}


def entity_column(code: str) -> str:
    """The column that holds the entity of a code as a number of the ENUM."""
    return f"kg entity {code}"


def is_constant(sql: str) -> bool:
    """Whether SQL is one literal, the same for all rows."""
    return _CONSTANT.fullmatch(sql) is not None
