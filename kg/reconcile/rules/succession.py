"""Rule: changes that go different ways because they are of different periods."""

from __future__ import annotations

from collections.abc import Iterator

from kg.claim import Claim
from kg.reconcile.context import Context
from kg.reconcile.figures import LEVEL, Figure
from kg.reconcile.finding import Finding, Verdict, finding
from kg.reconcile.statements import linked
from kg.reconcile.what import What
from kg.reconcile.words import days, listed


def succession(context: Context) -> Iterator[Finding]:
    """A fall in one period and a rise in another: a series, no contradiction.

    Known limits:
        * A source that does not say which quantity or base it means is taken to fit any, since
          different periods cannot contradict each other anyway.
        * Only turns are listed; a series that goes one way needs no explaining.
        * Levels are left to the arithmetic rules.

    Args:
        context: The claims.

    Yields:
        A finding for each series with a turn in it, its claims in the order of time.

    Example:
        >>> import kg
        >>> graph = kg.build(check=False)
        >>> found = succession(Context(graph.store.contents.dataset, graph.vocab))
        >>> any("magnets" in one.explanation for one in found)
        True
    """
    changes: dict[What, list[Figure]] = {}
    for one in context.figures:
        if one.comparator != LEVEL and one.direction:
            changes.setdefault(one.what, []).append(one)
    for what, group in changes.items():
        for series in linked(sorted(group, key=_time), _turn):
            if len(series) > 1:
                yield finding(
                    "succession",
                    Verdict.SUCCESSION,
                    (one.claim.id for one in series),
                    _explained(what, series, context),
                )


def _time(one: Figure) -> tuple[object, ...]:
    return one.period


def _turn(one: Figure, other: Figure) -> bool:
    """Whether two changes of what may be one series go different ways, one after the other."""
    apart = one.period[1] <= other.period[0] or other.period[1] <= one.period[0]
    fit = (one.kind == other.kind or None in (one.kind, other.kind)) and (
        one.comparator == other.comparator or None in (one.comparator, other.comparator)
    )
    return apart and fit and one.direction != other.direction


def _explained(what: What, series: list[Figure], context: Context) -> str:
    words = context.words
    steps: dict[tuple[str, str], list[Claim]] = {}
    for one in series:
        steps.setdefault((days(*one.period), words.amount(one.claim)), []).append(one.claim)
    periods: dict[tuple[str, str], list[str]] = {}
    for (period, amount), claims in steps.items():
        periods.setdefault((amount, words.tellers(claims)), []).append(period)
    told = "; ".join(
        f"{listed(when)}, {amount} ({tellers})" for (amount, tellers), when in periods.items()
    )
    kinds = {one.kind for one in series if one.kind}
    unsaid = (
        " Not every source says which quantity or base it means; the periods differ in any case."
        if any(None in (one.kind, one.comparator) for one in series)
        else ""
    )
    topic = words.topic(what, kinds.pop() if len(kinds) == 1 else None)
    return f"{topic}. A series in time, not a contradiction: {told}.{unsaid}"
