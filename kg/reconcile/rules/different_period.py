"""Rule: a month goes the other way than the months it is part of."""

from __future__ import annotations

from collections.abc import Iterator

from kg.reconcile.context import Context
from kg.reconcile.differing import Key, length, not_comparable, pairs_by
from kg.reconcile.figures import Figure, opposed
from kg.reconcile.finding import Finding


def different_period(context: Context) -> Iterator[Finding]:
    """Two changes that go different ways, one of a period within that of the other.

    Known limits:
        * Levels are not looked at, nor changes that go the same way.
        * A source that does not say which quantity it means is not compared.
        * Periods that follow each other are left to the rule "succession".

    Args:
        context: The claims.

    Yields:
        A finding for each longer period, with everything in it that goes the other way.

    Example:
        >>> import kg
        >>> graph = kg.build(check=False)
        >>> found = different_period(Context(graph.store.contents.dataset, graph.vocab))
        >>> any("+2.3" in one.explanation and "−5.67" in one.explanation for one in found)
        True
    """
    for members in pairs_by(context.figures, alike=lambda one: (one.what, one.kind), group=_within):
        yield not_comparable(
            "different-period",
            members,
            context,
            differs="the periods differ",
            why="A part of a period can fall while the whole rises, and the reverse.",
        )


def _within(one: Figure, other: Figure) -> Key | None:
    if one.kind is None or one.period == other.period or not opposed(one, other):
        return None
    short, long = sorted((one, other), key=length)
    inside = long.period[0] <= short.period[0] and short.period[1] <= long.period[1]
    return long.cell if inside else None
