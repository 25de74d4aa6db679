"""The level before a change: of the same months a year ago, or of the month before.

Limits: weekly changes and changes "since" some month name no period that could be computed; a
change of a month is only read against the month before it, not that of a quarter.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.derive.draft import Draft, each_once
from kg.derive.formulas import earlier_level
from kg.derive.levels import EARLIER_BY, LEVEL, Cell, Known, Table
from kg.derive.months import Months
from kg.units import DIMENSIONLESS, Units


def earlier_levels(table: Table) -> Iterator[Draft]:
    """Levels that follow from a level and its change.

    Args:
        table: The figures of one flow.

    Yields:
        For each change with a level of the same partner, kind and months: the level before it.

    Example:
        >>> from kg.derive import derive
        >>> from kg.curated import read_data
        >>> from kg.vocab import Vocabulary
        >>> claims = derive(read_data(), Vocabulary.load())
        >>> next(claim.formula for claim in claims if claim.period_text == "2024-01/2024-07")
        'earlier level: 27,897 t / (1 − 15 %) = 32,820 t'
    """
    for cell, change in table.cells.items():
        level = table.cells.get(cell._replace(comparator=LEVEL))
        months = base_of(cell)
        if cell.comparator == LEVEL or level is None or months is None:
            continue
        figure = earlier_level(level.figure, change.figure, table.ontology.units)
        if figure is not None:
            yield Draft(
                "earlier level",
                table.flow,
                Cell(cell.object, cell.kind, months),
                level.premises[0].claim_type,
                figure,
                each_once([*level.premises, *change.premises]),
                _term(level, change, table.ontology.units),
            )


def base_of(cell: Cell) -> Months | None:
    """The months that a change is measured against; None where they do not follow."""
    if cell.comparator not in EARLIER_BY:
        return None
    if cell.comparator == "mom" and len(cell.months) != 1:
        return None
    if cell.comparator == "ytd_yoy" and not cell.months.since_january:
        return None
    return cell.months.earlier(EARLIER_BY[cell.comparator])


def _term(level: Known, change: Known, units: Units) -> str:
    if units.dimension(change.figure.unit) != DIMENSIONLESS:
        return f"{level.term} - ({change.term})"
    sign = "+" if change.figure.value >= 0 else "−"
    return f"{level.term} / (1 {sign} {change.term.replace('−', '')})"
