"""What a part of a period leaves of it: January to May less May is January to April.

Limits: one part is taken off, at the beginning or the end; the rest must be a period that people
speak of (a month, a quarter, a half-year, or from January on), so that not every pair of months
makes a figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from kg.derive.draft import Draft, each_once
from kg.derive.formulas import remainder
from kg.derive.levels import Known, Table


def rests_of_periods(table: Table) -> Iterator[Draft]:
    """Levels that follow from those of a longer period and of a part of it.

    Args:
        table: The figures of one flow.

    Yields:
        For each two levels of one partner and kind, one period beginning or ending the other:
        the level of what is left.

    Example:
        >>> from kg.derive import derive
        >>> from kg.curated import read_data
        >>> from kg.vocab import Vocabulary
        >>> claims = derive(read_data(), Vocabulary.load())
        >>> next(claim.formula for claim in claims if claim.period_text == "2025-01/2025-04")
        'rest of period: 24,827 t − about 5,864.6 t = 18,962.4 t'
    """
    for _, group in groupby(table.levels(), key=lambda known: known.cell[:2]):
        levels = list(group)
        for whole in levels:
            for part in levels:
                draft = _rest(whole, part, table)
                if draft is not None:
                    yield draft


def _rest(whole: Known, part: Known, table: Table) -> Draft | None:
    months = whole.cell.months.without(part.cell.months)
    if months is None or not months.is_named or not table.is_news(whole, part):
        return None
    figure = remainder(whole.figure, [part.figure], table.ontology.units)
    if figure is None:
        return None
    return Draft(
        "rest of period",
        table.flow,
        whole.cell._replace(months=months),
        whole.premises[0].claim_type,
        figure,
        each_once([*whole.premises, *part.premises]),
        f"{whole.term} − {part.term}",
    )
