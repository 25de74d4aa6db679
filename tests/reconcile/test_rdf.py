from __future__ import annotations

from decimal import Decimal

from kg.dataset import Dataset
from kg.mapping import RdfMapping
from kg.rdf import RDF, BlankNode, Literal, NamedNode, Quad
from kg.reconcile import Verdict, finding_quads, reconcile
from kg.reconcile.finding import finding
from kg.vocab import KG, Vocabulary


def test_a_finding_is_a_node_in_the_graph_of_findings(vocab: Vocabulary) -> None:
    mapping = RdfMapping(vocab)
    one = finding(
        "change-against-levels",
        Verdict.ARITHMETIC_FAILS,
        ["claim:a", "claim:b"],
        "It does not follow.",
        numbers={"computed_low": Decimal("-14.2529")},
        settled_by="A look.",
    )
    quads = list(finding_quads(one, mapping))
    assert {quad.subject for quad in quads} == {mapping.node(one.id)}
    assert {quad.graph_name for quad in quads} == {mapping.node("graph:findings")}
    said = {(quad.predicate.value.removeprefix(KG), _value(quad)) for quad in quads}
    assert said == {
        (RDF + "type", KG + "Finding"),
        ("rule", "change-against-levels"),
        ("verdict", KG + "arithmeticFails"),
        ("severity", "conflict"),
        ("member", vocab.expand("claim:a")),
        ("member", vocab.expand("claim:b")),
        ("explanation", "It does not follow."),
        ("settledBy", "A look."),
        ("computedLow", "-14.2529"),
    }


def test_every_property_and_verdict_of_the_shipped_findings_is_declared(
    shipped: Dataset, vocab: Vocabulary
) -> None:
    mapping = RdfMapping(vocab)
    declared = {quad.subject for quad in vocab.quads}
    for one in reconcile(shipped, vocab):
        for quad in finding_quads(one, mapping):
            assert quad.predicate in declared or quad.predicate.value.startswith(RDF)
            if quad.predicate.value == KG + "verdict":
                assert quad.object in declared
            assert not isinstance(quad.object, BlankNode)


def test_findings_do_not_read_as_claims(shipped: Dataset, vocab: Vocabulary) -> None:
    mapping = RdfMapping(vocab)
    quads = [quad for one in reconcile(shipped, vocab) for quad in finding_quads(one, mapping)]
    assert mapping.read(quads) == Dataset.of()


def _value(quad: Quad) -> str:
    assert isinstance(quad.object, NamedNode | Literal)
    return quad.object.value
