"""Value by mass: what a kilogram brought on average.

The ontology says which quantity kinds stand above and below the line. A unit value is no price: it
moves with what is shipped, too. Where value and mass do not say the same of what they include,
the unit value says so first.

Limits: scope notes are prose, so any difference between them is told; none is judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.derive.draft import Draft, each_once
from kg.derive.formulas import unit_value
from kg.derive.levels import LEVEL, Known, Table


def unit_values(table: Table) -> Iterator[Draft]:
    """Unit values that follow from a value and a mass.

    Args:
        table: The figures of one flow.

    Yields:
        For each value with a mass of the same partner and months: their quotient.

    Example:
        >>> from kg.derive import derive
        >>> from kg.curated import read_data
        >>> from kg.vocab import Vocabulary
        >>> claims = derive(read_data(), Vocabulary.load())
        >>> next(claim.value for claim in claims if claim.formula.startswith("unit value"))
        Decimal('3.189')
    """
    for kind, below in table.ontology.denominator.items():
        for cell, value in table.cells.items():
            if cell.kind not in table.ontology.numerator.get(kind, ()) or cell.comparator != LEVEL:
                continue
            mass = table.cells.get(cell._replace(kind=below[0]))
            if mass is None or not table.is_news(value, mass):
                continue
            figure = unit_value(value.figure, mass.figure, table.ontology.units)
            if figure is not None:
                yield Draft(
                    "unit value",
                    table.flow,
                    cell._replace(kind=kind),
                    value.premises[0].claim_type,
                    figure,
                    each_once([*value.premises, *mass.premises]),
                    f"{value.term} / {mass.term}",
                    caution=_caution(value, mass),
                )


def _caution(value: Known, mass: Known) -> str:
    notes = [known.premises[0].scope_note for known in (value, mass)]
    if notes[0] == notes[1]:
        return ""
    said = [note.strip() if note else "Nothing is said." for note in notes]
    caution = "Value and mass may not cover the same goods."
    return f"{caution} On the value: {said[0]} On the mass: {said[1]}"
