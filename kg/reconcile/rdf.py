"""Findings as RDF."""

from __future__ import annotations

from collections.abc import Iterator

from kg.mapping import RdfMapping
from kg.rdf import RDF_TYPE, Quad, literal
from kg.reconcile.finding import Finding


def finding_quads(found: Finding, mapping: RdfMapping) -> Iterator[Quad]:
    """A node for a finding, in the graph of findings.

    Args:
        found: The finding.
        mapping: Mints the nodes.

    Yields:
        Its type, rule, verdict, severity, members, explanation, what would settle it, and one
        triple for each of its figures.

    Example:
        >>> from kg.reconcile.finding import Verdict, finding
        >>> from kg.vocab import Vocabulary
        >>> found = finding("repeated", Verdict.REPEATED, ["claim:a", "claim:b"], "Twice told.")
        >>> len(list(finding_quads(found, RdfMapping(Vocabulary.load()))))
        7
    """
    node, graph = mapping.node(found.id), mapping.node("graph:findings")
    yield Quad(node, RDF_TYPE, mapping.node("kg:Finding"), graph)
    yield Quad(node, mapping.node("kg:rule"), literal(found.rule), graph)
    yield Quad(node, mapping.node("kg:verdict"), mapping.node(f"kg:{found.verdict}"), graph)
    yield Quad(node, mapping.node("kg:severity"), literal(str(found.severity)), graph)
    for member in found.members:
        yield Quad(node, mapping.node("kg:member"), mapping.node(member), graph)
    yield Quad(node, mapping.node("kg:explanation"), literal(found.explanation), graph)
    if found.settled_by:
        yield Quad(node, mapping.node("kg:settledBy"), literal(found.settled_by), graph)
    for name, number in found.numbers.items():
        yield Quad(node, mapping.node(f"kg:{_camel(name)}"), literal(number), graph)


def _camel(name: str) -> str:
    """computed_low as computedLow."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
