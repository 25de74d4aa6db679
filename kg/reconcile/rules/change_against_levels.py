"""Rule: a stated change against its two levels."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from kg.interval import Interval
from kg.reconcile.arithmetic import HUNDRED, Stated, checked, levels, stated
from kg.reconcile.context import Context
from kg.reconcile.figures import LEVEL, PERCENT, base_period
from kg.reconcile.finding import Finding
from kg.reconcile.words import days

_ONE = Interval.exactly(1)


def change_against_levels(context: Context) -> Iterator[Finding]:
    """Whether a stated change follows from the level of its period and that of its base.

    Known limits:
        * The levels must be stated for exactly the two periods; a change since some other time
          has no known base.
        * Levels of different sources are taken together; their scope notes are shown.
        * A base that may be nought leaves nothing to compute.

    Args:
        context: The claims.

    Yields:
        A finding for each stated change with both levels.

    Example:
        >>> import kg
        >>> graph = kg.build(check=False)
        >>> [found] = change_against_levels(Context(graph.store.contents.dataset, graph.vocab))
        >>> str(found.verdict), found.numbers["computed"]
        ('arithmeticHolds', Decimal('-13.8249'))
    """
    known = levels(context)
    for (what, kind, comparator, period), group in context.cells.items():
        if comparator == LEVEL or kind is None:
            continue
        base = base_period(group[0])
        now = known.get((what, kind, LEVEL, period), [])
        before = known.get((what, kind, LEVEL, base), []) if base else []
        for change, later, earlier in product(stated(group), now, before):
            found = _computed(change, later, earlier)
            if found is not None and base is not None:
                was, is_ = (context.words.amount(one.figures[0].claim) for one in (earlier, later))
                yield checked(
                    "change-against-levels",
                    [change, later, earlier],
                    context,
                    computed=found[0],
                    band=found[1],
                    how=f"From {was} in {days(*base)} to {is_} in {days(*period)} it is",
                )


def _computed(change: Stated, now: Stated, before: Stated) -> tuple[Decimal, Interval] | None:
    """The change as it follows from the levels, and its band, in the unit of the change."""
    measures = {part.figures[0].measure for part in (now, before)}
    if len(measures) > 1:
        return None
    if change.unit == PERCENT and PERCENT not in measures:
        if before.band.contains(Decimal(0)) or not before.value:
            return None
        band = (now.band / before.band - _ONE) * HUNDRED
        return (now.value / before.value - 1) * 100, band
    if change.figures[0].measure not in measures:
        return None
    factor = Interval.exactly(change.factor)
    return (now.value - before.value) / change.factor, (now.band - before.band) / factor
