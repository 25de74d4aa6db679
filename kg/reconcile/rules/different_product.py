"""Rule: changes of two products that a reader may take for one."""

from __future__ import annotations

from collections.abc import Iterator

from kg.reconcile.context import Context
from kg.reconcile.differing import Key, may_equal, not_comparable, pairs_by
from kg.reconcile.figures import Figure, opposed
from kg.reconcile.finding import Finding


def different_product(context: Context) -> Iterator[Finding]:
    """Two changes that go different ways and differ in the product, such as ores and magnets.

    What the one does not say (quantity, base) may be what the other says. Cumulative figures may
    reach from the same day to different months.

    Known limits:
        * Levels are not looked at, nor changes that go the same way.
        * Whether the one product lies in the other, or is made of it, is not judged.

    Args:
        context: The claims.

    Yields:
        A finding for each pair of products, base and time.

    Example:
        >>> import kg
        >>> graph = kg.build(check=False)
        >>> found = different_product(Context(graph.store.contents.dataset, graph.vocab))
        >>> all("magnets" in one.explanation for one in found)
        True
    """
    alike = pairs_by(
        context.figures,
        alike=lambda one: (one.what._replace(product=None), one.period[0]),
        group=_products,
    )
    for members in alike:
        yield not_comparable(
            "different-product",
            members,
            context,
            differs="the products differ",
            why="What holds for the one says nothing of the other.",
        )


def _products(one: Figure, other: Figure) -> Key | None:
    products = {one.what.product, other.what.product}
    if len(products) == 1 or None in products or not opposed(one, other):
        return None
    if not (may_equal(one.kind, other.kind) and may_equal(one.comparator, other.comparator)):
        return None
    unsaid = None in (one.comparator, other.comparator)
    if unsaid and one.period != other.period:
        return None
    base = one.comparator or other.comparator
    return one.what._replace(product=None), frozenset(products), base, one.period[0]
