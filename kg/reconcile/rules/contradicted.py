"""Rule: two numbers for the same thing, too far apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kg.reconcile.context import Context
from kg.reconcile.finding import Finding, Verdict, finding
from kg.reconcile.rivals import agree, ends, gap_between, in_pairs, rivals, told
from kg.reconcile.words import listed, numbers


def contradicted(context: Context) -> Iterator[Finding]:
    """Two numbers for the same thing whose bands have nothing in common.

    "The same" is the same subject, relation, object, product, instrument, quantity kind,
    comparator, unit and time. Of states both must certainly hold on some day; a step that happens
    once has one number for good.

    Known limits:
        * Scope notes are prose: they are shown, not understood. They may explain the gap.
        * Currencies are not converted, so that figures in two of them are never compared.
        * Opinions, plans and forecasts are not held against facts.

    Args:
        context: The claims.

    Yields:
        A finding for each thing that is given numbers which exclude each other.

    Example:
        >>> import kg
        >>> graph = kg.build(check=False)
        >>> list(contradicted(Context(graph.store.contents.dataset, graph.vocab)))
        []
    """
    words = context.words
    for group in rivals(context):
        pairs = [pair for pair in combinations(group, 2) if not agree(*pair)]
        apart = in_pairs(group, pairs)
        if not pairs:
            continue
        claims = [one.claim for one in apart]
        gap = max(gap_between(*pair) for pair in pairs) / apart[0].factor
        origins = listed(words.origin(claim) for claim in claims)
        yield finding(
            "contradicted",
            Verdict.CONTRADICTED,
            (claim.id for claim in claims),
            f"{words.headed(apart[0])}. The sources give numbers that exclude "
            f"each other, whatever rounding allows: {told(apart, context)}."
            f"{words.keep_in_mind(claims)}",
            numbers=numbers(gap=gap, **ends(apart)),
            settled_by=f"The figure as first published by {origins}, with its scope.",
        )
