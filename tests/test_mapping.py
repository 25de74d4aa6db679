from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.claim import Claim
from kg.dataset import Dataset
from kg.entity import Entity
from kg.errors import BadInput
from kg.mapping import RdfMapping
from kg.rdf import RDF, Literal, NamedNode, Quad
from kg.sources import Retraction, Source
from kg.store import Contents
from kg.vocab import KG, Vocabulary
from tests.strategies import claims, texts, vocabulary

MAPPING = RdfMapping(vocabulary())
BASE = "https://supply-chain-kg.example/"

entities = st.builds(
    Entity,
    id=st.sampled_from(["element:Dy", "element:Tb-1"]),
    type=st.just("kg:ChemicalElement"),
    label=texts,
    aliases=st.lists(texts, unique=True, max_size=3).map(tuple),
    codes=st.dictionaries(st.sampled_from(["symbol", "a.b", "m49"]), texts).map(
        lambda codes: tuple(sorted(codes.items()))
    ),
    note=texts,
)
sources = st.builds(
    Source,
    id=st.sampled_from(["source:a", "source:b-1"]),
    label=texts,
    kind=st.sampled_from(["article", "table"]),
    publisher=st.none() | st.just("country:CHN"),
    published=st.dates(),
    published_basis=texts,
    language=texts,
    sha256=st.none() | st.just("0" * 64),
    length=st.none() | st.integers(0, 10**9),
    obtained=texts,
    relies_on=st.just(()) | st.just(("country:CHN", "country:USA")),
    licence=texts,
    recorded=st.dates(),
)


def through_nquads(quads: Iterable[Quad]) -> list[Quad]:
    """What is left after writing and reading a file."""
    text = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    return list(ox.parse(text, format=ox.RdfFormat.N_QUADS))


@given(claim=claims())
def test_any_claim_goes_to_quads_and_back_unchanged(claim: Claim) -> None:
    quads = through_nquads(MAPPING.claim_quads(claim))
    assert MAPPING.read(quads) == Dataset.of(claims=[claim])


@given(entity=entities)
def test_any_entity_goes_to_quads_and_back_unchanged(entity: Entity) -> None:
    quads = through_nquads(MAPPING.entity_quads(entity))
    assert MAPPING.read(quads).entities == {entity.id: entity}


@given(source=sources)
def test_any_source_goes_to_quads_and_back_unchanged(source: Source) -> None:
    quads = through_nquads(MAPPING.source_quads(source))
    assert MAPPING.read(quads).sources == {source.id: source}


@given(day=st.dates(), why=texts)
def test_any_retraction_goes_to_quads_and_back_unchanged(day: date, why: str) -> None:
    retraction = Retraction(claim="claim:c1-0", date=day, why=why)
    quads = through_nquads(MAPPING.retraction_quads(retraction))
    assert MAPPING.read(quads).retractions == (retraction,)


def test_the_shipped_data_goes_to_quads_and_back_unchanged(shipped: Dataset) -> None:
    assert MAPPING.read(through_nquads(MAPPING.dataset_quads(shipped))) == shipped


def test_the_order_of_quads_does_not_matter_to_claims(tiny_dataset: Dataset) -> None:
    quads = list(MAPPING.dataset_quads(tiny_dataset))
    assert MAPPING.read(reversed(quads)).claims == tiny_dataset.claims


def test_no_triple_stands_in_two_graphs_and_none_twice(tiny_contents: Contents) -> None:
    view, name = tiny_contents.default_view()
    quads = list(tiny_contents.quads(view, name=name))
    triples = [(quad.subject, quad.predicate, quad.object) for quad in quads]
    assert len(set(quads)) == len(quads)
    assert len(set(triples)) == len(triples)


def test_a_claim_stands_in_the_graph_of_its_source_as_a_statement_of_all_its_types(
    tiny_dataset: Dataset,
) -> None:
    flow = tiny_dataset.claims[0]
    quads = list(MAPPING.claim_quads(flow))
    assert {quad.graph_name for quad in quads} == {NamedNode(BASE + "graph/source-a")}
    types = {quad.object for quad in quads if quad.predicate == NamedNode(RDF + "type")}
    expected = [RDF + "Statement", KG + "Flow", KG + "Observation", KG + "Claim"]
    assert types == set(map(NamedNode, expected))


def test_a_claim_has_one_triple_for_each_filled_column(tiny_dataset: Dataset) -> None:
    for claim in tiny_dataset.claims:
        filled = [
            field.name
            for field in fields(claim)
            if getattr(claim, field.name) not in (None, ())
            and field.name not in ("id", "claim_type")
        ]
        is_type = NamedNode(RDF + "type")
        quads = [quad for quad in MAPPING.claim_quads(claim) if quad.predicate != is_type]
        assert len(quads) == len(filled)


def edges(*claims_: Claim) -> set[tuple[str, str, str]]:
    quads = MAPPING.direct_quads(claims_, view="v")
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads}


def test_direct_edges_are_those_of_asserted_claims_and_run_both_ways_where_symmetric(
    tiny_dataset: Dataset,
) -> None:
    def edge(subject: str, relation: str, object_: str) -> tuple[str, str, str]:
        return f"<{BASE}{subject}>", f"<{KG}{relation}>", f"<{BASE}{object_}>"

    assert edges(*tiny_dataset.claims) == {
        edge("country/CHN", "exportsTo", "aggregate/world"),
        edge("country/USA", "dependsOn", "country/CHN"),
        edge("product/magnets", "contains", "group/rare-earths"),
        edge("country/CHN", "restricts", "group/rare-earths"),
        edge("country/CHN", "negotiatesWith", "country/USA"),
        edge("country/USA", "negotiatesWith", "country/CHN"),
    }


def test_two_claims_of_one_edge_make_it_once(tiny_dataset: Dataset) -> None:
    talks = next(row for row in tiny_dataset.claims if row.predicate == "kg:negotiatesWith")
    turned = replace(talks, id="claim:other", subject=talks.object or "", object=talks.subject)
    assert len(list(MAPPING.direct_quads([talks, talks, turned], view="v"))) == 2


def test_the_view_gives_the_graph_of_direct_edges_its_name(tiny_dataset: Dataset) -> None:
    graphs = {quad.graph_name for quad in MAPPING.direct_quads(tiny_dataset.claims, view="valid-x")}
    assert graphs == {NamedNode(BASE + "graph/direct-valid-x")}


def test_another_base_changes_iris_and_neither_ids_nor_the_terms_of_the_ontology(
    tiny_dataset: Dataset,
) -> None:
    other = RdfMapping(Vocabulary.load(base="https://data.example/graph#"))
    quads = list(other.dataset_quads(tiny_dataset))
    assert not any(f"<{BASE}c" in str(quad) for quad in quads)
    assert any(str(quad.predicate) == f"<{KG}start>" for quad in quads)
    assert other.read(quads) == tiny_dataset
    assert MAPPING.read(quads) == Dataset.of()


def claim_without(tiny_dataset: Dataset, column: str) -> list[Quad]:
    iri = NamedNode(vocabulary().column[column].iri)
    return [q for q in MAPPING.claim_quads(tiny_dataset.claims[0]) if q.predicate != iri]


def test_a_claim_node_that_lacks_columns_is_refused_with_their_names(tiny_dataset: Dataset) -> None:
    quads = [
        quad
        for quad in claim_without(tiny_dataset, "gist")
        if quad.predicate != NamedNode(vocabulary().column["published"].iri)
    ]
    with pytest.raises(BadInput, match=r"claim:c1-\w+ lacks gist, published"):
        MAPPING.read(quads)


@pytest.mark.parametrize(
    ("column", "term", "message"),
    [
        ("start", Literal("soon"), "start 'soon' is no date"),
        ("start", NamedNode(BASE + "country/CHN"), "start is <.*>, not a literal"),
        ("value", Literal("many"), "value 'many' is no decimal"),
        ("negated", Literal("perhaps"), "negated 'perhaps' is no boolean"),
        ("subject", Literal("China"), 'refers to "China", which no known prefix covers'),
        ("subject", NamedNode("http://other.example/China"), "which no known prefix covers"),
        ("gist", Literal("x"), None),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_with_claim_and_column(
    tiny_dataset: Dataset, column: str, term: Literal | NamedNode, message: str | None
) -> None:
    claim = tiny_dataset.claims[0]
    quads = claim_without(tiny_dataset, column)
    node = NamedNode(vocabulary().expand(claim.id))
    quads.append(Quad(node, NamedNode(vocabulary().column[column].iri), term))
    if message is None:
        assert MAPPING.read(quads).claims[0].gist == "x"
    else:
        with pytest.raises(BadInput, match=message) as error:
            MAPPING.read(quads)
        assert claim.id in str(error.value)


def test_two_values_in_one_column_are_refused(tiny_dataset: Dataset) -> None:
    claim = tiny_dataset.claims[0]
    quads = [*MAPPING.claim_quads(claim), *MAPPING.claim_quads(replace(claim, gist="another"))]
    with pytest.raises(BadInput, match="has 2 values of gist; a claim has one"):
        MAPPING.read(quads)


@pytest.mark.parametrize("predicate", ["retracts", "retractedOn"])
def test_a_retraction_that_lacks_its_claim_or_day_is_refused(predicate: str) -> None:
    retraction = Retraction(claim="claim:c1-0", date=date(2025, 1, 1), why="wrong")
    quads = [
        quad
        for quad in MAPPING.retraction_quads(retraction)
        if quad.predicate != NamedNode(KG + predicate)
    ]
    with pytest.raises(BadInput, match="retraction:r1-"):
        MAPPING.read(quads)


@pytest.mark.parametrize(
    ("predicate", "text", "message"),
    [
        ("published", "June", "source:a: published: 'June' is no day"),
        ("recorded", "", "source:a: recorded: '' is no day"),
        ("length", "long", "source:a: length 'long' is no number of characters"),
        ("length", "²", "is no number of characters"),
    ],
)
def test_a_source_with_a_wrong_day_or_length_is_refused(
    tiny_dataset: Dataset, predicate: str, text: str, message: str
) -> None:
    source = tiny_dataset.sources["source:a"]
    iri = NamedNode(KG + predicate)
    quads = [quad for quad in MAPPING.source_quads(source) if quad.predicate != iri]
    quads.append(Quad(NamedNode(BASE + "source/a"), iri, Literal(text)))
    with pytest.raises(BadInput, match=message):
        MAPPING.read(quads)


def test_foreign_nodes_are_passed_over() -> None:
    node = NamedNode("http://other.example/thing")
    foreign = [
        Quad(node, NamedNode(RDF + "type"), NamedNode(KG + "Flow")),
        Quad(NamedNode(BASE + "country/CHN"), NamedNode(RDF + "type"), node),
        Quad(ox.BlankNode(), NamedNode(RDF + "type"), NamedNode(KG + "Country")),
    ]
    assert MAPPING.read(foreign) == Dataset.of()
