"""Rule: several claims say the same, and one origin stands behind them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.claim import Claim
from kg.reconcile.context import Context
from kg.reconcile.finding import Finding, Verdict, finding
from kg.reconcile.origins import is_traced
from kg.reconcile.statements import same_statements, statement
from kg.reconcile.words import counted, listed, numbers, times


def repeated(context: Context) -> Iterator[Finding]:
    """One origin, however many outlets: one witness.

    Known limits:
        * A figure and a word for it ("fell" and −5.67 %) are not taken for the same statement.
        * What one speaker is quoted for is left to the rule "same-speaker".
        * A claim without an origin is taken to be from anybody its source relies on.

    Args:
        context: The claims.

    Yields:
        A finding for each statement that is made more than once and goes back to one origin.

    Example:
        >>> import kg
        >>> graph = kg.build(check=False)
        >>> found = repeated(Context(graph.store.contents.dataset, graph.vocab))
        >>> {str(one.verdict) for one in found}
        {'repeated'}
    """
    for claims in same_statements(context):
        witnesses = context.origins.witnesses(claims)
        if len(witnesses) == 1 and not _one_speaker(claims):
            yield finding(
                "repeated",
                Verdict.REPEATED,
                (claim.id for claim in claims),
                _explained(claims, witnesses[0].origins, context),
                numbers=numbers(witnesses=1),
            )


def _one_speaker(claims: list[Claim]) -> bool:
    speakers = {claim.attributed_to for claim in claims}
    return None not in speakers and len(speakers) == 1


def _explained(claims: list[Claim], origins: tuple[str, ...], context: Context) -> str:
    words = context.words
    who = listed(map(words.label, origins))
    sources = {claim.source_id for claim in claims}
    number = counted(len(sources), "source").capitalize()
    told = (
        f"{number} tell this" if len(sources) > 1 else f"One source says this {times(len(claims))}"
    )
    surely = "it goes" if all(map(is_traced, claims)) else "as far as can be told it goes"
    notes = words.keep_in_mind(claims) if claims[0].quantity_kind or claims[0].trend else ""
    return (
        f"{statement(claims, context)} {told}, and {surely} back to {who}: one witness. "
        f"Told by {words.tellers(claims)}.{notes}"
    )
