from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.dataset import Dataset
from kg.errors import BadInput, UnknownName
from kg.files import bundled
from kg.rdf import NamedNode
from kg.vocab import CURIE, KG, Vocabulary
from tests.strategies import claim_ids, entity_ids, source_ids, vocabulary


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    """A copy of the ontology that a test may change."""
    return shutil.copytree(bundled("ontology"), tmp_path / "ontology")


def add(ontology: Path, turtle: str) -> None:
    with (ontology / "more.ttl").open("a", encoding="utf-8") as file:
        prefixes = (ontology / "relations.ttl").read_text(encoding="utf-8").split("\n\n")[0]
        file.write(f"{prefixes}\n{turtle}\n")


STOCKPILES = """
kg:stockpiles a kg:Relation ;
    rdfs:label "stockpiles"@en ;
    kg:inverseLabel "is stockpiled by"@en ;
    schema:domainIncludes kg:Party ;
    schema:rangeIncludes kg:Product ;
    kg:claimType kg:Relationship ;
    kg:colour "#000000" .
"""


def test_a_relation_is_data(ontology: Path) -> None:
    add(ontology, STOCKPILES)
    relation = Vocabulary.load(ontology).relations["kg:stockpiles"]
    assert relation.label == "stockpiles"
    assert relation.domain == {"kg:Party"}
    assert not relation.symmetric


def test_a_class_below_another_takes_its_prefix_and_colour(ontology: Path) -> None:
    add(ontology, 'kg:Drum a owl:Class ; rdfs:subClassOf kg:Magnet ; rdfs:label "drum"@en .')
    vocab = Vocabulary.load(ontology)
    assert vocab.classes["kg:Drum"].prefix == "product"
    assert vocab.classes["kg:Drum"].colour == vocab.classes["kg:Magnet"].colour
    assert vocab.ancestors("kg:Drum") == ("kg:Drum", "kg:Magnet", "kg:Product", "kg:Entity")


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("kg:x a kg:Relation .", r"ontology: kg:x lacks rdfs:label"),
        (STOCKPILES.replace('    kg:colour "#000000" .', "    ."), "kg:stockpiles lacks kg:colour"),
        (
            "kg:A rdfs:subClassOf kg:B . kg:B a owl:Class ; rdfs:subClassOf kg:A .",
            "subclass of itself",
        ),
        ("kg:x a kg:Relation", "more.ttl is not well-formed Turtle"),
        (
            'kg:x a kg:Column ; rdfs:label "x" ; kg:columnName "x" ; kg:columnKind "string" ;'
            ' kg:columnGroup "what" ; kg:columnOrder "last" .',
            "kg:x has the column order 'last', which is no number",
        ),
        (
            'kg:X a owl:Class ; rdfs:subClassOf kg:Claim ; rdfs:label "x" ;'
            ' kg:timeMeaning "soon" .',
            "kg:X has the time meaning 'soon'; write measured, held or timeless",
        ),
    ],
)
def test_a_broken_ontology_is_refused_with_the_term_at_fault(
    ontology: Path, turtle: str, message: str
) -> None:
    add(ontology, turtle)
    with pytest.raises(BadInput, match=message):
        Vocabulary.load(ontology)


def test_a_folder_without_an_ontology_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no ontology"):
        Vocabulary.load(tmp_path)


@pytest.mark.parametrize(
    "base",
    [
        "",
        "data",
        "ftp://a.example/",
        "https://a.example",
        "https://a b/",
        "https://<a>/",
        "http://[/",
    ],
)
def test_a_base_that_is_no_iri_is_refused(base: str) -> None:
    with pytest.raises(BadInput, match=r"write an http\(s\) IRI that ends in / or #"):
        Vocabulary.load(base=base)


@pytest.mark.parametrize(
    "base", ["http://a.example/", "https://a.example/x#", "https://ä.example/ö/"]
)
def test_entities_are_minted_under_the_base_and_terms_of_the_ontology_are_not(base: str) -> None:
    vocab = Vocabulary.load(base=base)
    assert vocab.expand("country:CHN") == f"{base}country/CHN"
    assert vocab.expand("kg:restricts") == KG + "restricts"
    assert vocab.compact(f"{base}country/CHN") == "country:CHN"


@given(curie=entity_ids | claim_ids | source_ids | st.sampled_from(sorted(vocabulary().terms)))
def test_an_id_is_expanded_to_an_iri_and_back(curie: str) -> None:
    iri = vocabulary().expand(curie)
    assert NamedNode(iri).value == iri
    assert vocabulary().compact(iri) == curie


@pytest.mark.parametrize(
    "iri",
    [
        "",
        "x",
        "https://supply-chain-kg.example/",
        "https://supply-chain-kg.example/country/",
        "https://supply-chain-kg.example/country/a/b",
        "https://supply-chain-kg.example/country/a b",
        "https://supply-chain-kg.example/country/.",
        "https://other.example/country/CHN",
    ],
)
def test_an_iri_that_is_no_id_has_none(iri: str) -> None:
    assert vocabulary().compact(iri) is None


@pytest.mark.parametrize(
    "text", ["country:", ":CHN", "country", "Country:CHN", "country:a b", "c:a.", "c:ü"]
)
def test_an_id_is_a_prefix_and_a_name_that_need_no_escape_anywhere(text: str) -> None:
    assert CURIE.fullmatch(text) is None


def test_an_unknown_prefix_suggests_the_nearest() -> None:
    with pytest.raises(UnknownName, match="unknown prefix 'contry'; did you mean country"):
        vocabulary().expand("contry:CHN")


def test_a_claim_type_that_is_abstract_or_unknown_has_no_time() -> None:
    for name in ("kg:Claim", "kg:Flaw"):
        with pytest.raises(UnknownName, match="unknown claim type"):
            vocabulary().time_meaning(name)


def test_what_has_no_label_is_called_by_its_id() -> None:
    assert vocabulary().label("kg:nothing") == "kg:nothing"
    assert vocabulary().label("unit:TONNE") == "tonne"


def test_a_class_belongs_to_itself_and_to_all_above_it() -> None:
    assert vocabulary().is_a("kg:Magnet", {"kg:Magnet"})
    assert vocabulary().is_a("kg:Magnet", {"kg:Sector", "kg:Entity"})
    assert not vocabulary().is_a("kg:Product", {"kg:Magnet"})
    assert not vocabulary().is_a("kg:Product", set())


def test_every_reference_inside_the_ontology_leads_somewhere(vocab: Vocabulary) -> None:
    for relation in vocab.relations.values():
        assert relation.claim_types, relation.id
        assert relation.claim_types <= vocab.claim_types.keys(), relation.id
        assert relation.domain, relation.id
        assert relation.range, relation.id
        assert relation.domain | relation.range <= vocab.classes.keys(), relation.id
    for kind in vocab.quantity_kinds.values():
        assert kind.units <= vocab.units.keys(), kind.id
        assert {vocab.units[unit].dimension for unit in kind.units} == {kind.dimension}
    for class_ in vocab.classes.values():
        assert class_.parent is None or class_.parent in vocab.classes


def test_every_term_has_a_label_and_a_definition(vocab: Vocabulary) -> None:
    for term in [*vocab.classes.values(), *vocab.claim_types.values(), *vocab.relations.values()]:
        assert term.label, term.id
        assert term.definition, term.id


def test_labels_of_relations_tell_them_apart(vocab: Vocabulary) -> None:
    labels = [relation.label for relation in vocab.relations.values()]
    assert len(labels) == len(set(labels))


def test_a_symmetric_relation_reads_the_same_from_both_ends(vocab: Vocabulary) -> None:
    for relation in vocab.relations.values():
        if relation.symmetric:
            assert relation.label == relation.inverse_label, relation.id
            assert relation.domain == relation.range, relation.id


def test_a_column_with_few_allowed_values_has_its_default_among_them(vocab: Vocabulary) -> None:
    for column in vocab.columns:
        if column.allowed and column.default:
            assert column.default in column.allowed


def test_exports_and_imports_are_two_reports_and_no_inverses(vocab: Vocabulary) -> None:
    exports, imports = vocab.relations["kg:exportsTo"], vocab.relations["kg:importsFrom"]
    assert exports.inverse_label != imports.label
    assert not exports.symmetric


def test_the_shipped_data_uses_only_prefixes_of_the_ontology(
    vocab: Vocabulary, shipped: Dataset
) -> None:
    assert {id_.partition(":")[0] for id_ in shipped.entities} <= vocab.prefixes.keys()
