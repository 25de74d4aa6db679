"""Every term of the ontology is declared, named, explained and coloured."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from kg.files import bundled
from kg.rdf import OWL, RDF, RDFS, SKOS, BlankNode, Literal, NamedNode, Quad, parse
from kg.vocab import KG, Vocabulary

FILES = sorted(bundled("ontology").glob("*.ttl"))
SHAPES = sorted((bundled("ontology") / "shapes").glob("*.ttl"))
TYPES = {
    "Class": OWL,
    "Property": RDF,
    "Relation": KG,
    "Column": KG,
    "Unit": KG,
    "QuantityKind": KG,
}


def quads_of(files: list[Path]) -> list[Quad]:
    return [quad for path in files for quad in parse(path)[0]]


def test_there_are_files_and_shapes() -> None:
    assert FILES
    assert SHAPES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_blank_node_stands_outside_the_shapes(path: Path) -> None:
    nodes = [node for quad in parse(path)[0] for node in (quad.subject, quad.object)]
    assert not any(isinstance(node, BlankNode) for node in nodes)


def test_every_term_of_ours_that_is_used_is_declared() -> None:
    quads = quads_of(FILES + SHAPES)
    declared = {quad.subject for quad in quads if quad.predicate.value == RDF + "type"}
    used = {
        node
        for quad in quads
        for node in (quad.subject, quad.predicate, quad.object)
        if isinstance(node, NamedNode) and node.value.startswith(KG)
    }
    assert used - declared == set()


def test_every_declared_term_has_one_english_label() -> None:
    quads = quads_of(FILES)
    types = {NamedNode(namespace + name) for name, namespace in TYPES.items()}
    declared = {quad.subject for quad in quads if quad.object in types}
    labels = Counter(
        quad.subject
        for quad in quads
        if quad.predicate.value == RDFS + "label"
        and isinstance(quad.object, Literal)
        and quad.object.language == "en"
    )
    assert len(declared) > 150
    assert {term: labels[term] for term in declared if labels[term] != 1} == {}


def test_every_declared_term_but_units_and_quantity_kinds_is_defined() -> None:
    quads = quads_of(FILES)
    named_by_itself = {NamedNode(KG + "Unit"), NamedNode(KG + "QuantityKind")}
    types = {NamedNode(namespace + name) for name, namespace in TYPES.items()} - named_by_itself
    declared = {quad.subject for quad in quads if quad.object in types}
    defined = {quad.subject for quad in quads if quad.predicate.value == SKOS + "definition"}
    assert declared - defined == set()


def test_every_relation_reads_both_ways(vocab: Vocabulary) -> None:
    for relation in vocab.relations.values():
        assert relation.label, relation.id
        assert relation.inverse_label, relation.id
        assert relation.domain, relation.id
        assert relation.range, relation.id
        assert relation.claim_types, relation.id
        assert (relation.label == relation.inverse_label) == relation.symmetric, relation.id


def test_no_two_relations_share_a_label(vocab: Vocabulary) -> None:
    labels = Counter(relation.label for relation in vocab.relations.values())
    assert [label for label, count in labels.items() if count > 1] == []


def test_relations_take_classes_and_claim_types_that_exist(vocab: Vocabulary) -> None:
    for relation in vocab.relations.values():
        assert relation.domain | relation.range <= vocab.classes.keys(), relation.id
        assert relation.claim_types <= vocab.claim_types.keys(), relation.id


def test_every_colour_is_a_colour(vocab: Vocabulary) -> None:
    colours = {term.id: term.colour for term in vocab.relations.values()}
    colours |= {term.id: term.colour for term in vocab.classes.values()}
    for term, colour in colours.items():
        assert re.fullmatch(r"#[0-9A-F]{6}", colour), term


def test_no_two_relations_share_a_colour(vocab: Vocabulary) -> None:
    colours = Counter(relation.colour.upper() for relation in vocab.relations.values())
    assert [colour for colour, count in colours.items() if count > 1] == []


def test_every_concrete_claim_type_says_what_its_time_means(vocab: Vocabulary) -> None:
    silent = [id_ for id_, type_ in vocab.claim_types.items() if not type_.time_meaning]
    assert silent == ["kg:Claim"]


def test_the_units_of_a_quantity_kind_have_its_dimension(vocab: Vocabulary) -> None:
    for kind in vocab.quantity_kinds.values():
        assert kind.units, kind.id
        assert {vocab.units[unit].dimension for unit in kind.units} == {kind.dimension}, kind.id
