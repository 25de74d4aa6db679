"""Rule: two numbers for the same thing that agree after all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kg.reconcile.context import Context
from kg.reconcile.finding import Finding, Verdict, finding
from kg.reconcile.rivals import agree, ends, in_pairs, rivals, told
from kg.reconcile.words import numbers


def within_rounding(context: Context) -> Iterator[Finding]:
    """Numbers that differ as written and agree within what rounding and hedges leave.

    Known limits:
        * Bands that overlap do not prove that the numbers are the same, only that they can be.
        * A band with an open end ("over 35") agrees with everything beyond it.

    Args:
        context: The claims.

    Yields:
        A finding for each thing that is given such numbers.

    Example:
        >>> import kg
        >>> graph = kg.build(check=False)
        >>> [found] = within_rounding(Context(graph.store.contents.dataset, graph.vocab))
        >>> found.numbers["smallest"], found.numbers["largest"]
        (Decimal('-50'), Decimal('-48.3'))
    """
    words = context.words
    for group in rivals(context):
        pairs = [
            pair
            for pair in combinations(group, 2)
            if pair[0].value != pair[1].value and agree(*pair)
        ]
        near = in_pairs(group, pairs)
        if not pairs:
            continue
        claims = [one.claim for one in near]
        yield finding(
            "within-rounding",
            Verdict.WITHIN_ROUNDING,
            (claim.id for claim in claims),
            f"{words.headed(near[0])}. The numbers differ as written and agree "
            f"within rounding: {told(near, context)}. The most precise one is the one to quote."
            f"{words.keep_in_mind(claims)}",
            numbers=numbers(**ends(near)),
        )
