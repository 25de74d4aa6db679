"""Rule: changes with two partners that a reader may take for one."""

from __future__ import annotations

from collections.abc import Iterator

from kg.reconcile.context import Context
from kg.reconcile.differing import Key, not_comparable, pairs_by
from kg.reconcile.figures import Figure, opposed
from kg.reconcile.finding import Finding


def different_partner(context: Context) -> Iterator[Finding]:
    """Two changes that go different ways and differ only in the other end, such as world and Japan.

    Known limits:
        * Everything else must be stated and equal.
        * Levels are not looked at, nor changes that go the same way.

    Args:
        context: The claims.

    Yields:
        A finding for each pair of partners, quantity, base and period.

    Example:
        >>> import kg
        >>> graph = kg.build(check=False)
        >>> list(different_partner(Context(graph.store.contents.dataset, graph.vocab)))
        []
    """
    alike = pairs_by(
        context.figures,
        alike=lambda one: (one.what._replace(object=None), *one.cell[1:]),
        group=_partners,
    )
    for members in alike:
        yield not_comparable(
            "different-partner",
            members,
            context,
            differs="the partners differ",
            why="A total can fall while the part of one partner rises.",
        )


def _partners(one: Figure, other: Figure) -> Key | None:
    partners = {one.what.object, other.what.object}
    if len(partners) == 1 or None in (*partners, one.kind, one.comparator):
        return None
    if not opposed(one, other):
        return None
    return one.what._replace(object=None), *one.cell[1:], frozenset(partners)
