"""Rule: one and the same policy step begins on days that exclude each other."""

from __future__ import annotations

from collections.abc import Iterator

from kg.claim import Claim
from kg.dates import FIRST, LAST
from kg.reconcile.context import Context
from kg.reconcile.dating import Window, days_that_exclude_each_other
from kg.reconcile.finding import Finding


def beginnings_differ(context: Context) -> Iterator[Finding]:
    """A policy step, act, agreement or deal begins on days that do not fit.

    A month and a day in it fit; so do "by July" and "in May".

    Known limits:
        * Only claims with the same subject, relation, object and instrument are held against each
          other, so that an effect is not taken for the step.
        * A day of announcement that a claim gives as its beginning is taken for the beginning.
        * Only what the ontology marks as happening once is looked at: talks may have rounds.

    Args:
        context: The claims.

    Yields:
        A finding for each step.

    Example:
        >>> import kg
        >>> graph = kg.build(check=False)
        >>> list(beginnings_differ(Context(graph.store.contents.dataset, graph.vocab)))
        []
    """
    yield from days_that_exclude_each_other(
        "beginnings-differ", context, date_of=_begins, called="Its beginning"
    )


def _begins(claim: Claim) -> Window | None:
    """From the first to the last day on which it can have begun; None where that is open."""
    if claim.start == FIRST or claim.start_latest == LAST or claim.start > claim.start_latest:
        return None
    return claim.start, claim.start_latest
