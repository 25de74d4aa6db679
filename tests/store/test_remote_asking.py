"""What users ask a store on a real server: the same answers as elsewhere, or an error."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.api import Graph
from kg.dataset import Dataset
from kg.errors import AnswerCut, QueryRefused, QuerySyntax, ServerError
from kg.query import Rows
from kg.rdf import BlankNode, DefaultGraph, Literal, NamedNode, Quad, literal
from kg.sources import Retraction
from kg.store import Contents, MemoryStore
from kg.store.remote.record import ROOT
from kg.store.remote.store import RemoteStore
from tests.servers import Server

from .helpers import FOREIGN, contents, made, quads_on_server, vocabulary

QUERIES = {
    "direct edges": "SELECT ?x ?y { ?x kg:restricts ?y }",
    "how many triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "graphs": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "one graph": "SELECT ?s FROM graph:catalogue { ?s a kg:Country }",
    "one graph has no other": "SELECT ?g FROM graph:catalogue { GRAPH ?g { ?s a kg:Country } }",
    "a named one is not the default": "SELECT ?s FROM NAMED graph:catalogue { ?s a kg:Country }",
    "by name": "SELECT ?s FROM NAMED graph:catalogue { GRAPH ?g { ?s a kg:Country } }",
    "truth values": "SELECT ?c ?n { ?c kg:negated ?n }",
    "numbers": "SELECT ?k (SUM(?v) AS ?s) (MAX(?v) AS ?m) { ?c kg:quantityKind ?k ; kg:value ?v } "
    "GROUP BY ?k",
    "days": "SELECT ?c ?d { ?c kg:published ?d FILTER (?d > '2025-06-10'^^xsd:date) }",
    "optional": "SELECT ?c ?l { ?c a kg:Flow OPTIONAL { ?c kg:low ?l } }",
    "what is not": "SELECT ?s { ?s a kg:Entity FILTER NOT EXISTS { ?s skos:altLabel ?a } }",
    "words": "SELECT ?s { ?s rdfs:label ?l FILTER (CONTAINS(LCASE(?l), 'rare')) }",
    "own prefix": "PREFIX m: <https://supply-chain-kg.example/ontology#> ASK { ?x m:restricts ?y }",
    "no": "ASK { country:CHN kg:restricts country:CHN }",
    "triples": "CONSTRUCT { ?x kg:restricts ?y } WHERE { ?x kg:restricts ?y }",
}

pytestmark = pytest.mark.full


def rows(graph: Graph, text: str) -> Counter[str]:
    answer = graph.query(text)
    if isinstance(answer, Rows):
        return Counter(
            str(sorted((n, str(term)) for n, term in row.items())) for row in answer.terms()
        )
    return Counter(map(str, answer)) if "CONSTRUCT" in text else Counter([str(bool(answer))])


def test_queries_give_the_same_rows_as_in_memory(server: Server, tiny_dataset: Dataset) -> None:
    gone = Retraction(claim=tiny_dataset.claims[0].id, date=date(2025, 7, 1), why="wrong")
    held = contents(tiny_dataset | Dataset.of(retractions=[gone]))
    held = Contents(held.vocab, held.parts, (FOREIGN, *ODD))
    there, here = Graph(RemoteStore.create(server.address, held)), Graph(MemoryStore(held))
    for name, text in QUERIES.items():
        assert rows(there, text) == rows(here, text), name
    assert rows(there, "sources") == rows(here, "sources")
    about = {"exporter": "China"}
    assert list(there.rows("exports", about)) == list(here.rows("exports", about))
    past = [
        graph.as_of(known="2025-06-30").rows(QUERIES["truth values"]) for graph in (there, here)
    ]
    assert len(past[0]) == len(past[1]) > len(there.rows(QUERIES["truth values"]))


ODD = (
    Quad(BlankNode("b1"), NamedNode("urn:p"), BlankNode("b2"), NamedNode("urn:odd")),
    Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal("in no graph"), DefaultGraph()),
)


def test_blank_nodes_keep_their_names_and_no_graph_stays_none(
    server: Server, tiny_dataset: Dataset
) -> None:
    held = Contents(vocabulary(), {"data": tiny_dataset}, ODD)
    store = RemoteStore.create(server.address, held)
    assert store.contents.foreign == ODD
    assert set(quads_on_server(store)) >= set(ODD)
    graph = Graph(store)
    found = graph.query("SELECT ?s ?o { ?s <urn:p> ?o FILTER (ISIRI(?o)) }")
    assert isinstance(found, Rows)
    assert list(found.terms()) == [{"s": BlankNode("b1"), "o": BlankNode("b2")}]
    assert not graph.query("ASK { GRAPH ?g { <urn:s> ?p ?o } }")
    assert graph.query("ASK { <urn:s> ?p ?o }")


def test_the_record_is_no_part_of_what_a_query_sees(server: Server, tiny_dataset: Dataset) -> None:
    graph = Graph(made(server, tiny_dataset))
    assert graph.rows(f"SELECT ?s {{ ?s <{ROOT}piece> ?o }}") == []
    assert graph.rows(f"SELECT ?s {{ GRAPH <{ROOT}state> {{ ?s ?p ?o }} }}") == []
    with pytest.raises(QueryRefused, match="only graphs in the store"):
        graph.query(f"SELECT ?s FROM <{ROOT}state> {{ ?s ?p ?o }}")


def test_the_guard_stands_before_every_server(server: Server, tiny_dataset: Dataset) -> None:
    graph = Graph(made(server, tiny_dataset))
    for text, error in {
        "SELECT ?x { SERVICE <http://127.0.0.1:1/> { ?x ?y ?z } }": QueryRefused,
        "LOAD <http://127.0.0.1:1/>": QueryRefused,
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }": QueryRefused,
        "SELECT (<bif:http_get>('http://127.0.0.1:1/') AS ?x) {}": QueryRefused,
        "PREFIX b: <bif:> SELECT (b:http_get('http://127.0.0.1:1/') AS ?x) {}": QueryRefused,
        "SELECT ?x WHER { ?x ?y ?z }": QuerySyntax,
        "DEFINE get:soft 'replace' SELECT ?x { ?x ?y ?z }": QuerySyntax,
    }.items():
        with pytest.raises(error):
            graph.query(text)


def test_virtuosos_cut_is_told_behind_the_rows(servers: dict[str, Server]) -> None:
    quads = [
        Quad(
            NamedNode(f"urn:s{number}"), NamedNode("urn:many"), literal(number), NamedNode("urn:m")
        )
        for number in range(10_001)
    ]
    store = RemoteStore.create(
        servers["virtuoso"].address, Contents(vocabulary(), {}, tuple(quads))
    )
    graph = Graph(store)
    answer = graph.query("SELECT ?s { ?s <urn:many> ?o }")
    read = 0
    with pytest.raises(AnswerCut, match="cuts answers off at 10,000 rows"):
        for _ in answer:
            read += 1
    assert read == 10_000
    assert graph.rows("SELECT (COUNT(*) AS ?n) { ?s <urn:many> ?o }") == [{"n": 10_001}]
    paged = "SELECT ?s { ?s <urn:many> ?o } LIMIT 9000 OFFSET "
    assert sum(len(graph.rows(paged + start)) for start in ("0", "9000")) == 10_001


def test_what_virtuoso_cannot_answer_is_its_error(
    servers: dict[str, Server], tiny_dataset: Dataset
) -> None:
    graph = Graph(made(servers["virtuoso"], tiny_dataset))
    with pytest.raises(ServerError, match="transitive start not given"):
        graph.rows("SELECT ?s ?o { ?s kg:contains+ ?o }")


AWKWARD = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40
) | st.sampled_from(
    ["", " ", "\t\r\n", "\\", '"', "'''", "\\u0041", "\x7f", "\ufeff", "\ufffe", "\U0010ffff"]
)
TERMS = (
    AWKWARD.map(Literal)
    | st.tuples(AWKWARD, st.sampled_from(["en", "de-at", "zh-hant"])).map(
        lambda pair: Literal(pair[0], language=pair[1])
    )
    | st.tuples(AWKWARD, st.just(NamedNode("urn:datatype"))).map(
        lambda pair: Literal(pair[0], datatype=pair[1])
    )
    | st.booleans().map(literal)
    | st.dates(date(1000, 1, 1)).map(literal)
    | st.integers(-(10**15), 10**15).map(lambda n: literal(Decimal(n).scaleb(-6)))
)


@settings(max_examples=12)
@given(st.lists(TERMS, min_size=1, max_size=60, unique=True))
def test_awkward_literals_come_back_as_they_were(server: Server, terms: list[Literal]) -> None:
    quads = tuple(
        Quad(NamedNode(f"urn:s{n}"), NamedNode("urn:p"), term, NamedNode("urn:awkward"))
        for n, term in enumerate(terms)
    )
    store = RemoteStore.create(server.address, Contents(vocabulary(), {}, quads))
    assert RemoteStore(server.address).contents.foreign == quads
    found = [quad for quad in quads_on_server(store) if quad.predicate.value == "urn:p"]
    assert set(found) == set(quads)
