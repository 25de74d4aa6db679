"""Runs the rules."""

from __future__ import annotations

from kg.dataset import Dataset
from kg.reconcile.context import Context
from kg.reconcile.finding import Finding
from kg.reconcile.rules import RULES
from kg.vocab import Vocabulary


def reconcile(dataset: Dataset, vocab: Vocabulary) -> tuple[Finding, ...]:
    """Compare the claims of a dataset.

    Args:
        dataset: What is visible. Derived claims are not compared: nothing is fed back as evidence.
        vocab: The ontology.

    Returns:
        The findings, the gravest first; the same whatever order the claims were read in.

    Example:
        >>> import kg
        >>> graph = kg.build(check=False)
        >>> findings = reconcile(graph.store.contents.dataset, graph.vocab)
        >>> str(findings[0].severity)
        'conflict'
    """
    context = Context(dataset, vocab)
    place = {claim.id: at for at, claim in enumerate(dataset.claims)}
    order = {rule: at for at, rule in enumerate(RULES)}
    found = {one.id: one for rule in RULES.values() for one in rule(context)}
    return tuple(
        sorted(
            found.values(),
            key=lambda one: (
                one.verdict.rank,
                order[one.rule],
                [place[id_] for id_ in one.members],
            ),
        )
    )
