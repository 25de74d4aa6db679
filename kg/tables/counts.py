"""How many rows there are of each kind: what became of them, and what claims they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg.tables.plan import REASON, Plan, prefix_column
from kg.tables.sql import identifier

_CLAIM = ("claim_type", "predicate", "modality")
_FIGURE = ("quantity_kind", "unit", "hedge")


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


def counts(plan: Plan) -> str:
    """SQL of how many rows there are of each kind, see :func:`read_count`.

    Args:
        plan: How rows are read; its table is filled.

    Returns:
        A SELECT.
    """
    kinds = _kinds(plan)
    parts = [sql if same else f"CASE WHEN {REASON} IS NULL THEN {sql} END" for sql, same in kinds]
    grouped = [part for part, (_, same) in zip(parts, kinds, strict=True) if not same]
    present = [f"count(*) FILTER ({plan.present(n)})" for n in plan.numbers]
    return (
        f"SELECT {', '.join([REASON, *parts, 'count(*)', *present])} FROM ({plan.filled}) "
        f"GROUP BY {', '.join([REASON, *grouped])}"
    )


def read_count(plan: Plan, row: Sequence[Any]) -> Counted:
    """A row of :func:`counts`.

    Args:
        plan: How rows are read.
        row: The row.

    Returns:
        What it says.
    """
    wide = len(_FIGURE)
    reason, claim_type, predicate, modality, subject, object_, *rest = row
    figures = [rest[at : at + wide] for at in range(0, wide * len(plan.numbers), wide)]
    rows, *present = rest[wide * len(figures) :]
    return Counted(
        reason=reason,
        claim_type=claim_type,
        predicate=predicate,
        modality=modality,
        prefixes=(subject, object_),
        figures=tuple(map(tuple, figures)),
        rows=rows,
        present=tuple(present),
    )


def _kinds(plan: Plan) -> list[tuple[str, bool]]:
    """What rows are told apart by beside their reason, as SQL, and whether it is always the same.

    In the order of :class:`Counted`. What is always the same is not grouped by, which costs time.
    """

    def column(name: str) -> tuple[str, bool]:
        return plan.slots.same.get(name, identifier(name)), name in plan.slots.same

    ends = []
    for end, code in plan.ends.items():
        sql, same = column(f"c {end}")
        prefix = identifier(prefix_column(code)) if code else f"split_part({sql}, ':', 1)"
        ends.append((prefix, same))
    of_claim = (f"c {name}" for name in _CLAIM)
    of_figures = (f"f{number} {name}" for number in plan.numbers for name in _FIGURE)
    return [*map(column, of_claim), *ends, *map(column, of_figures)]
