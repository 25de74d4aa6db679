"""Stated shares: what the rules on shares share."""

from __future__ import annotations

from collections.abc import Iterator

from kg.reconcile.arithmetic import Stated, stated
from kg.reconcile.context import Context
from kg.reconcile.figures import LEVEL, PERCENT, Cell

_SHARE = {"kg:Share"}


def shares(context: Context) -> Iterator[tuple[Cell, Stated]]:
    """The stated shares of a known period.

    Args:
        context: The claims.

    Yields:
        Each number of each cell once, with the cell.
    """
    for cell, group in context.cells.items():
        if cell[2] == LEVEL:
            ours = [one for one in group if context.vocab.is_a(one.claim.claim_type, _SHARE)]
            for share in stated(ours):
                if share.unit == PERCENT:
                    yield cell, share
