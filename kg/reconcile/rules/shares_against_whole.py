"""Rule: shares against the whole."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import reduce
from operator import add

from kg.reconcile.arithmetic import PARTS, Stated
from kg.reconcile.context import Context
from kg.reconcile.figures import PERCENT
from kg.reconcile.finding import Finding, Verdict, finding
from kg.reconcile.shares import shares
from kg.reconcile.sums import NOUGHT
from kg.reconcile.words import listed, numbers


def shares_against_whole(context: Context) -> Iterator[Finding]:
    """Whether the shares of several countries in one thing stay within the whole.

    Known limits:
        * Only shares of countries with an exact period are added; a share "of late" is not.
        * Shares may be of mass or of value without saying so.

    Args:
        context: The claims.

    Yields:
        A finding for each thing of which at least two countries' shares are stated.

    Example:
        >>> import kg
        >>> graph = kg.build(check=False)
        >>> list(shares_against_whole(Context(graph.store.contents.dataset, graph.vocab)))
        []
    """
    together: dict[object, list[Stated]] = {}
    for cell, share in shares(context):
        if context.is_a(cell[0].object, PARTS):
            together.setdefault((cell[0]._replace(object=None), *cell[1:]), []).append(share)
    for group in together.values():
        first_told = {share.figures[0].what: share for share in reversed(group)}
        if len(first_told) > 1:
            yield _whole(list(reversed(first_told.values())), context)


def _whole(parts: list[Stated], context: Context) -> Finding:
    """Shares that together may not exceed the whole."""
    words = context.words
    band = reduce(add, (share.band for share in parts), NOUGHT)
    computed = sum((share.value for share in parts), Decimal(0))
    holds = band.low is None or band.low <= 100
    figures = [one for share in parts for one in share.figures]
    claims = [one.claim for one in figures]
    first = figures[0]
    told = listed(
        f"{words.label(share.figures[0].what.object or '')} {words.amount(share.figures[0].claim)}"
        for share in parts
    )
    topic = words.topic(first.what._replace(object=None), first.kind)
    verdict = "within the whole" if holds else "more than the whole"
    return finding(
        "shares-against-whole",
        Verdict.ARITHMETIC_HOLDS if holds else Verdict.ARITHMETIC_FAILS,
        (claim.id for claim in claims),
        f"{topic}, {words.period(first)}. {told} make {words.measured(computed, PERCENT)} "
        f"({words.band(band, PERCENT)}), {verdict}. Told by {words.tellers(claims)}."
        f"{words.keep_in_mind(claims)}",
        numbers=numbers(computed=computed) | numbers(computed=band),
        settled_by="" if holds else "What each share is a part of, and when.",
    )
