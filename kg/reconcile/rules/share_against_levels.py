"""Rule: a share against the levels it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kg.reconcile.arithmetic import HUNDRED, Stated, checked, levels
from kg.reconcile.context import Context
from kg.reconcile.figures import PERCENT
from kg.reconcile.finding import Finding, Verdict
from kg.reconcile.shares import shares


def share_against_levels(context: Context) -> Iterator[Finding]:
    """Whether a stated share is what its part makes of the total of everybody.

    Known limits:
        * Part and total must be claims of the same relation as the share.
        * A share that does not say whether it is of mass or value is held against each for which
          there are levels; it fails only if none of them fits.

    Args:
        context: The claims.

    Yields:
        A finding for each share with both levels.

    Example:
        >>> import kg
        >>> graph = kg.build(check=False)
        >>> list(share_against_levels(Context(graph.store.contents.dataset, graph.vocab)))
        []
    """
    known: dict[object, list[tuple[str | None, Stated]]] = {}
    for (what, kind, _, period), found in levels(context).items():
        if found[0].unit != PERCENT:
            known.setdefault((what, period), []).append((kind, found[0]))
    for (what, _, _, period), share in shares(context):
        checks = [
            _checked(share, part, total, context)
            for kind, part in known.get((what, period), [])
            for whole in sorted(context.wholes - {what.object})
            for other, total in known.get((what._replace(object=whole), period), [])
            if kind == other and _divides(part, total)
        ]
        fitting = [one for one in checks if one.verdict is Verdict.ARITHMETIC_HOLDS]
        yield from fitting or checks


def _divides(part: Stated, total: Stated) -> bool:
    same = part.figures[0].measure == total.figures[0].measure
    return same and total.value != 0 and not total.band.contains(Decimal(0))


def _checked(share: Stated, part: Stated, total: Stated, context: Context) -> Finding:
    told = [context.words.amount(one.figures[0].claim) for one in (part, total)]
    return checked(
        "share-against-levels",
        [share, part, total],
        context,
        computed=part.value / total.value * 100,
        band=part.band / total.band * HUNDRED,
        how=f"{told[0]} of {told[1]} is",
    )
