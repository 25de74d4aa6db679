"""Rule: changes of one period against different bases."""

from __future__ import annotations

from collections.abc import Iterator

from kg.reconcile.context import Context
from kg.reconcile.differing import Key, not_comparable, pairs_by
from kg.reconcile.figures import Figure, opposed
from kg.reconcile.finding import Finding


def different_comparator(context: Context) -> Iterator[Finding]:
    """Two figures for one thing and period, such as one on the year and one on the month.

    Known limits:
        * A source that does not say its base is not compared.
        * Words without a figure are listed only where they go different ways.

    Args:
        context: The claims.

    Yields:
        A finding for each thing and period with changes against different bases.

    Example:
        >>> import kg
        >>> graph = kg.build(check=False)
        >>> [found] = different_comparator(Context(graph.store.contents.dataset, graph.vocab))
        >>> "−48.3" in found.explanation and "−13.7" in found.explanation
        True
    """
    alike = pairs_by(
        context.figures, alike=lambda one: (one.what, one.kind, one.period), group=_bases
    )
    for members in alike:
        yield not_comparable(
            "different-comparator",
            members,
            context,
            differs="they stand against different bases",
            why="Each can be right: they answer different questions about the same time.",
        )


def _bases(one: Figure, other: Figure) -> Key | None:
    if None in (one.kind, one.comparator, other.comparator) or one.comparator == other.comparator:
        return None
    apart = one.band and other.band and not one.band.overlaps(other.band)
    return (one.what, one.kind, one.period) if apart or opposed(one, other) else None
