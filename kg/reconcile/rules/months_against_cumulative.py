"""Rule: months against a figure for all of them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.reconcile.arithmetic import levels
from kg.reconcile.context import Context
from kg.reconcile.figures import LEVEL, PERCENT, Cell, is_month
from kg.reconcile.finding import Finding
from kg.reconcile.sums import months, summed
from kg.reconcile.words import days, listed


def months_against_cumulative(context: Context) -> Iterator[Finding]:
    """Whether a figure for several months is what its months add up to.

    Known limits:
        * With some months missing, those stated must merely fit in.
        * Only calendar months are added; at least two must be stated.
        * Later revisions of a month are not told apart from its first figure.

    Args:
        context: The claims.

    Yields:
        A finding for each cumulative figure of which at least two months are stated.

    Example:
        >>> import kg
        >>> graph = kg.build(check=False)
        >>> list(months_against_cumulative(Context(graph.store.contents.dataset, graph.vocab)))
        []
    """
    known = levels(context)
    for cell, totals in known.items():
        what, kind, _, period = cell
        if kind is None or is_month(period) or totals[0].unit == PERCENT:
            continue
        cells: list[Cell] = [(what, kind, LEVEL, month) for month in months(period)]
        parts = [
            known[month][0]
            for month in cells
            if month in known and known[month][0].figures[0].measure == totals[0].figures[0].measure
        ]
        if len(parts) > 1:
            named = listed(days(*part.figures[0].period) for part in parts)
            complete = len(parts) == len(cells)
            yield summed(
                "months-against-cumulative", totals[0], parts, named, context, complete=complete
            )
