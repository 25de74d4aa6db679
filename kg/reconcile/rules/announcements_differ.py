"""Rule: one and the same policy step is announced on different days."""

from __future__ import annotations

from collections.abc import Iterator

from kg.claim import Claim
from kg.dates import LAST
from kg.reconcile.context import Context
from kg.reconcile.dating import Window, days_that_exclude_each_other
from kg.reconcile.finding import Finding


def announcements_differ(context: Context) -> Iterator[Finding]:
    """A policy step, act, agreement or deal is announced on two different days.

    Known limits:
        * Only claims with the same subject, relation, object and instrument are held against each
          other.
        * A step that is announced again, such as a draft and its final text, looks the same.

    Args:
        context: The claims.

    Yields:
        A finding for each step.

    Example:
        >>> import kg
        >>> graph = kg.build(check=False)
        >>> list(announcements_differ(Context(graph.store.contents.dataset, graph.vocab)))
        []
    """
    yield from days_that_exclude_each_other(
        "announcements-differ", context, date_of=_announced, called="Its announcement"
    )


def _announced(claim: Claim) -> Window | None:
    day = claim.announced
    return (day, day) if day is not None and day != LAST else None
