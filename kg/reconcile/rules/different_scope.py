"""Rule: several sources name the scope of one policy step differently."""

from __future__ import annotations

from collections.abc import Iterator

from kg.claim import Claim
from kg.reconcile.context import Context
from kg.reconcile.figures import is_plain
from kg.reconcile.finding import Finding, Verdict, finding
from kg.reconcile.words import listed

_STATE = {"kg:PolicyState"}
_STEP = {"kg:PolicyAction"}
_GOODS = {"kg:Product", "kg:ElementGroup", "kg:ChemicalElement"}


def different_scope(context: Context) -> Iterator[Finding]:
    """One step, several names for what it covers: one restriction, not several.

    Known limits:
        * Whether one name lies within another is not judged; a group is not its members.
        * A source that names several goods is taken to name them all as one scope.

    Args:
        context: The claims.

    Yields:
        A finding for each step whose scope is named differently by two sources or more.

    Example:
        >>> import kg
        >>> graph = kg.build(check=False)
        >>> [found] = different_scope(Context(graph.store.contents.dataset, graph.vocab))
        >>> "Medium and heavy rare earths" in found.explanation
        True
    """
    words = context.words
    steps: dict[str, list[Claim]] = {}
    for claim in context.claims:
        step = _step(claim, context)
        if step is not None:
            steps.setdefault(step, []).append(claim)
    for step, claims in steps.items():
        scopes: dict[str, dict[str, None]] = {}
        for claim in claims:
            scopes.setdefault(claim.source_id, {})[claim.object or ""] = None
        if len({frozenset(scope) for scope in scopes.values()}) > 1:
            told = "; ".join(
                f"{words.label(source)}: {listed(map(words.label, scope))}"
                for source, scope in scopes.items()
            )
            yield finding(
                "different-scope",
                Verdict.NOT_COMPARABLE,
                (claim.id for claim in claims),
                f"{words.label(step)}. The sources name what it covers differently: {told}. It is "
                "one step, not one for each name; which members a group has may not be said.",
                settled_by="The list of goods in the legal text.",
            )


def _step(claim: Claim, context: Context) -> str | None:
    """The step whose scope a claim gives; None where it gives none."""
    if not (
        is_plain(claim)
        and context.vocab.is_a(claim.claim_type, _STATE)
        and context.is_a(claim.object, _GOODS)
    ):
        return None
    return next(
        (id_ for id_ in (claim.instrument, claim.subject) if context.is_a(id_, _STEP)), None
    )
