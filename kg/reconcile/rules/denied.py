"""Rule: one source asserts what another denies."""

from __future__ import annotations

from collections.abc import Iterator

from kg.claim import Claim
from kg.reconcile.context import Context
from kg.reconcile.figures import LEVEL
from kg.reconcile.finding import Finding, Verdict, finding
from kg.reconcile.what import comparator, may_coincide, surely_coincide, what


def denied(context: Context) -> Iterator[Finding]:
    """The same statement, asserted and denied for the same time.

    Known limits:
        * Both must be asserted as facts; an opinion that something is not so contradicts nothing.
        * The slots must be equal: a denial of the whole is not held against a part.
        * Where times are open, a day must be known on which both hold.

    Args:
        context: The claims.

    Yields:
        A finding for each statement with its denials.

    Example:
        >>> import kg
        >>> graph = kg.build(check=False)
        >>> list(denied(Context(graph.store.contents.dataset, graph.vocab)))
        []
    """
    words = context.words
    groups: dict[object, list[Claim]] = {}
    for claim in context.claims:
        if claim.modality == "asserted":
            amount = claim.quantity_kind, comparator(claim) or LEVEL, claim.value, claim.trend
            groups.setdefault((what(claim, context.vocab), amount), []).append(claim)
    for group in groups.values():
        said = [claim for claim in group if not claim.negated]
        for denial in (claim for claim in group if claim.negated):
            against = [claim for claim in said if _same_time(claim, denial, context)]
            if against:
                claims = [*against, denial]
                yield finding(
                    "denied",
                    Verdict.CONTRADICTED,
                    (claim.id for claim in claims),
                    f"{words.topic(what(denial, context.vocab), denial.quantity_kind)}. Asserted "
                    f"by {words.tellers(against)}; denied by {words.tellers([denial])}."
                    f"{words.keep_in_mind(claims)}",
                    settled_by="Which of them saw it for itself, and of which day each speaks.",
                )


def _same_time(one: Claim, other: Claim, context: Context) -> bool:
    once = {one.object, one.instrument, one.subject} & context.happens_once
    return may_coincide(one, other) if once else surely_coincide(one, other)
