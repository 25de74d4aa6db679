"""The change between two levels that are both stated.

Limits: only against the month before and the same months a year ago; months counted from January
on are compared as such. No change is derived where a source states one, whatever its figure: that
the two agree is for reconciliation to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.derive.draft import Draft, each_once
from kg.derive.formulas import change
from kg.derive.levels import EARLIER_BY, LEVEL, Known, Table
from kg.units import DIMENSIONLESS

_CHANGE = "kg:Change"


def changes(table: Table) -> Iterator[Draft]:
    """Changes that follow from two levels.

    Args:
        table: The figures of one flow.

    Yields:
        For each level with one of the same partner and kind a month or a year before: its change.

    Example:
        >>> from kg.derive.rules import RULES
        >>> RULES["change"] is changes
        True
    """
    if not _takes_changes(table):
        return
    for level in list(table.levels()):
        for comparator in _comparators(level):
            months = level.cell.months.earlier(EARLIER_BY[comparator])
            before = table.cells.get(level.cell._replace(months=months)) if months else None
            if before is None or not table.is_news(level, before):
                continue
            if table.ontology.units.dimension(level.figure.unit) == DIMENSIONLESS:
                continue
            figure = change(before.figure, level.figure, table.ontology.units)
            if figure is not None:
                yield Draft(
                    "change",
                    table.flow,
                    level.cell._replace(comparator=comparator),
                    _CHANGE,
                    figure,
                    each_once([*level.premises, *before.premises]),
                    f"{level.term} / {before.term} − 1",
                )


def _comparators(level: Known) -> tuple[str, ...]:
    """Against what a level of these months can stand."""
    if level.cell.comparator != LEVEL:
        return ()
    months = level.cell.months
    if len(months) == 1:
        return "mom", "yoy"
    return ("ytd_yoy",) if months.since_january and len(months) < EARLIER_BY["yoy"] else ("yoy",)


def _takes_changes(table: Table) -> bool:
    relation = table.ontology.vocab.relations.get(table.flow.predicate)
    return relation is not None and _CHANGE in relation.claim_types
