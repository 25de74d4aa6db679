"""Rule: independent origins say the same."""

from __future__ import annotations

from collections.abc import Iterator

from kg.reconcile.context import Context
from kg.reconcile.finding import Finding, Verdict, finding
from kg.reconcile.statements import same_statements, statement
from kg.reconcile.words import counted, listed, numbers


def corroborated(context: Context) -> Iterator[Finding]:
    """Two or more origins, none of which is known to have it from another.

    Known limits:
        * That two origins have different names does not prove that neither had it from the other.
        * Works of reference do not count as witnesses; opinions and forecasts are no evidence.
        * The figures must be equal as stated; those that agree only within rounding are left to
          the rule "within-rounding".

    Args:
        context: The claims.

    Yields:
        A finding for each statement with two or more independent origins.

    Example:
        >>> import kg
        >>> graph = kg.build(check=False)
        >>> found = corroborated(Context(graph.store.contents.dataset, graph.vocab))
        >>> all(one.numbers["witnesses"] > 1 for one in found)
        True
    """
    words = context.words
    for claims in same_statements(context):
        witnesses = context.origins.witnesses(claims)
        if len(witnesses) > 1:
            who = listed(words.label(id_) for one in witnesses for id_ in one.origins)
            number = counted(len(witnesses), "independent origin").capitalize()
            notes = words.keep_in_mind(claims) if claims[0].quantity_kind else ""
            yield finding(
                "corroborated",
                Verdict.CORROBORATED,
                (claim.id for claim in claims),
                f"{statement(claims, context)} {number} say so: {who}. "
                f"Told by {words.tellers(claims)}.{notes}",
                numbers=numbers(witnesses=len(witnesses)),
            )
