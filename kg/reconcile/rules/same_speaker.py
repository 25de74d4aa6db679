"""Rule: one speaker is quoted several times for the same statement."""

from __future__ import annotations

from collections.abc import Iterator

from kg.claim import Claim
from kg.reconcile.context import Context
from kg.reconcile.finding import Finding, Verdict, finding
from kg.reconcile.statements import linked
from kg.reconcile.what import may_coincide, what
from kg.reconcile.words import numbers, times


def same_speaker(context: Context) -> Iterator[Finding]:
    """One speaker in several wordings: one voice, asserted or held as an opinion.

    Known limits:
        * Only claims with the same slots are put together; a speaker who says nearly the same of
          something wider or narrower is not noticed.
        * Whether the wordings mean the same is not judged: both are shown.

    Args:
        context: The claims.

    Yields:
        A finding for each speaker and statement that is quoted more than once.

    Example:
        >>> import kg
        >>> graph = kg.build(check=False)
        >>> found = same_speaker(Context(graph.store.contents.dataset, graph.vocab))
        >>> any("Charles Chang" in one.explanation for one in found)
        True
    """
    words = context.words
    groups: dict[object, list[Claim]] = {}
    for claim in context.claims:
        if claim.attributed_to:
            said = what(claim, context.vocab), claim.quantity_kind, claim.value, claim.trend
            key = claim.attributed_to, claim.modality, claim.negated, said
            groups.setdefault(key, []).append(claim)
    for group in groups.values():
        for claims in linked(group, may_coincide):
            if len(claims) > 1:
                wordings = " ".join(
                    f"{words.label(claim.source_id)}: {claim.gist}" for claim in claims
                )
                yield finding(
                    "same-speaker",
                    Verdict.SAME_SPEAKER,
                    (claim.id for claim in claims),
                    f"{words.label(claims[0].attributed_to or '')} is quoted "
                    f"{times(len(claims))} for one statement: one voice. {wordings}",
                    numbers=numbers(witnesses=1),
                )
