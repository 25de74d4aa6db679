"""What we reuse of others exists, and what we align is ours."""

from __future__ import annotations

import re

import rdflib.namespace
from rdflib import URIRef
from rdflib.namespace import DefinedNamespace

from kg.files import bundled
from kg.rdf import RDF, NamedNode, parse
from kg.vocab import DEFAULT_BASE, KG, Vocabulary

SHIPPED: dict[str, type[DefinedNamespace]] = {
    str(namespace): namespace
    for namespace in vars(rdflib.namespace).values()
    if isinstance(namespace, type)
    and issubclass(namespace, DefinedNamespace)
    and namespace is not DefinedNamespace
}
"""The vocabularies that rdflib ships, with all their terms, by namespace."""

LOOKED_UP = {
    "http://www.w3.org/ns/oa#": {"TextPositionSelector", "hasSelector", "hasSource"},
    "http://qudt.org/schema/qudt/": {
        "QuantityKind", "Unit", "applicableUnit", "conversionMultiplier", "hasQuantityKind",
        "hasUnit", "numericValue", "symbol",
    },
    "http://qudt.org/vocab/unit/": {
        "CCY_CNY", "CCY_EUR", "CCY_USD", "KiloGM", "NUM", "PERCENT", "TONNE",
    },
    "http://qudt.org/vocab/quantitykind/": {"Count", "Currency", "DimensionlessRatio", "Mass"},
}  # fmt: skip
"""Terms of vocabularies that rdflib lacks, each looked up in its vocabulary (QUDT 3) by hand."""

WIKIDATA = "http://www.wikidata.org/entity/"
MATCHES = {"exactMatch", "closeMatch", "broadMatch", "relatedMatch"}


def iris() -> set[str]:
    folder = bundled("ontology")
    return {
        node.value
        for path in [*folder.glob("*.ttl"), *folder.glob("shapes/*.ttl")]
        for quad in parse(path)[0]
        for node in (quad.subject, quad.predicate, quad.object)
        if isinstance(node, NamedNode)
    } - {DEFAULT_BASE}


def is_real(iri: str) -> bool:
    for namespace, terms in SHIPPED.items():
        if iri.startswith(namespace):
            return URIRef(iri) in terms
    namespace, local = re.fullmatch(r"(.*[/#])([^/#]*)", iri).groups()  # type: ignore[union-attr]
    if namespace == WIKIDATA:
        return re.fullmatch(r"Q[1-9]\d*", local) is not None
    return local in LOOKED_UP.get(namespace, ())


def test_every_reused_iri_is_real() -> None:
    foreign = {iri for iri in iris() if not iri.startswith(DEFAULT_BASE)}
    assert len(foreign) > 100
    assert {iri for iri in foreign if not is_real(iri)} == set()


def test_the_test_knows_an_invented_iri() -> None:
    assert is_real("http://www.w3.org/ns/prov#wasDerivedFrom")
    assert not is_real("http://www.w3.org/ns/prov#wasInventedBy")
    assert not is_real("http://qudt.org/vocab/unit/TONNES")
    assert not is_real("https://unheard.example/term")


def test_only_terms_of_ours_and_units_are_aligned(vocab: Vocabulary) -> None:
    quads, _ = parse(bundled("ontology") / "alignments.ttl")
    ours = {quad.subject for quad in vocab.quads if quad.predicate.value == RDF + "type"}
    for quad in quads:
        assert quad.subject in ours, quad
        assert isinstance(quad.object, NamedNode)
        assert not quad.object.value.startswith(KG), quad


def test_an_alignment_entails_nothing_about_classes() -> None:
    quads, _ = parse(bundled("ontology") / "alignments.ttl")
    predicates = {quad.predicate.value.rpartition("#")[2] for quad in quads}
    assert predicates <= MATCHES | {"subPropertyOf"}


def test_alignments_reach_every_vocabulary_that_the_design_names() -> None:
    quads, _ = parse(bundled("ontology") / "alignments.ttl")
    objects = {quad.object.value for quad in quads if isinstance(quad.object, NamedNode)}
    for namespace in (
        "http://www.w3.org/ns/prov#",
        "http://www.w3.org/ns/oa#",
        "http://www.w3.org/2004/02/skos/core#",
        "https://schema.org/",
        "http://qudt.org/schema/qudt/",
        "http://purl.org/linked-data/cube#",
        "http://www.w3.org/2006/time#",
        WIKIDATA,
    ):
        assert any(iri.startswith(namespace) for iri in objects), namespace


def test_no_foreign_class_enters_the_chain_of_a_claim_or_entity(vocab: Vocabulary) -> None:
    for term in (*vocab.classes, *vocab.claim_types):
        above = set(vocab.ancestors(term)) - {"rdf:Statement"}
        assert all(name.startswith("kg:") for name in above), term
