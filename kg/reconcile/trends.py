"""Words for a movement: who calls what stable, rising or falling."""

from __future__ import annotations

from collections.abc import Iterator

from kg.reconcile.context import Context
from kg.reconcile.figures import Cell, Figure

PARTICIPLES = {"stable": "stable", "rose": "rising", "fell": "falling"}
"""A trend as an explanation puts it."""


def called(context: Context) -> Iterator[tuple[Cell, str, list[Figure]]]:
    """The words for each thing of a stated kind, base and period, with who uses them."""
    for cell, group in context.cells.items():
        _, kind, comparator, _ = cell
        for word in PARTICIPLES:
            found = [one for one in group if one.band is None and one.claim.trend == word]
            if found and kind is not None and comparator is not None:
                yield cell, word, found
