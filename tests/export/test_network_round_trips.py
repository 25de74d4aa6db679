"""GraphML, GEXF and JSON: what NetworkX reads is what was written, after the documented mapping."""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.dataset import Dataset
from kg.export import NETWORK_WRITERS, export, write_network
from kg.export.networks import flat, unescaped
from kg.project import network
from kg.vocab import Vocabulary

from .common import view
from .test_hostile_text import TEXTS, made_of

KINDS = ["claims", "relations", "materials", "trade"]
TRADE = {
    "quantity_kind": "kg:ExportMass",
    "product": "product:rare-earth-magnets",
    "grain": "month",
}
Edges = Mapping[tuple[str, str, str], Mapping[str, Any]]


def made(kind: str, dataset: Dataset, vocab: Vocabulary) -> nx.MultiDiGraph:
    return network(view(dataset, vocab), kind, **(TRADE if kind == "trade" else {}))


def through(graph: nx.MultiDiGraph, format: str) -> BytesIO:
    file = BytesIO()
    write_network(graph, file, format=format)
    return BytesIO(file.getvalue())


def edges(graph: nx.MultiDiGraph) -> Edges:
    return {(u, v, key): data for u, v, key, data in graph.edges(keys=True, data=True)}


def read_graphml(file: BytesIO) -> nx.MultiDiGraph:
    return nx.read_graphml(file, force_multigraph=True)


def read_gexf(file: BytesIO) -> nx.MultiDiGraph:
    """GEXF's reader keeps an edge's id as an attribute, too, and makes it a DiGraph if it can."""
    found = nx.MultiDiGraph(nx.read_gexf(file))
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(found.nodes(data=True))
    for subject, object_, data in found.edges(data=True):
        graph.add_edge(subject, object_, key=data.pop("id"), **data)
    return graph


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("format", "read"), [("graphml", read_graphml), ("gexf", read_gexf)])
def test_xml_gives_back_the_flat_network(
    shipped: Dataset, vocab: Vocabulary, kind: str, format: str, read: Any
) -> None:
    graph = flat(made(kind, shipped, vocab))
    found = read(through(made(kind, shipped, vocab), format))
    assert dict(found.nodes(data=True)) == dict(graph.nodes(data=True))
    assert edges(found) == edges(graph)


@pytest.mark.parametrize("kind", KINDS)
def test_node_link_json_gives_back_the_network(
    shipped: Dataset, vocab: Vocabulary, kind: str
) -> None:
    graph = made(kind, shipped, vocab)
    found = nx.node_link_graph(json.load(through(graph, "nodelink")), edges="edges")
    assert dict(found.nodes(data=True)) == dict(graph.nodes(data=True))
    assert edges(found) == edges(graph)
    assert found.graph == graph.graph


@pytest.mark.parametrize("kind", KINDS)
def test_cytoscape_json_gives_back_the_network(
    shipped: Dataset, vocab: Vocabulary, kind: str
) -> None:
    graph = made(kind, shipped, vocab)
    found = nx.cytoscape_graph(json.load(through(graph, "cytoscape")))
    assert list(found) == list(graph)
    for id_, data in found.nodes(data=True):
        assert {name: data[name] for name in graph.nodes[id_]} == graph.nodes[id_]
    for ends, data in edges(found).items():
        assert edges(graph)[ends].items() <= data.items()
        assert data["id"] == f"{ends[0]}.{ends[2]}.{ends[1]}"


@pytest.mark.parametrize("format", NETWORK_WRITERS)
def test_edge_ids_are_unique(shipped: Dataset, vocab: Vocabulary, format: str) -> None:
    ids = [key for *_, key in flat(made("claims", shipped, vocab)).edges(keys=True)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("format", ["graphml", "gexf"])
@given(text=TEXTS, other=TEXTS)
def test_hostile_text_survives_xml(
    tiny_dataset: Dataset, vocab: Vocabulary, format: str, text: str, other: str
) -> None:
    graph = made("relations", made_of(text, other, tiny_dataset), vocab)
    found = {"graphml": read_graphml, "gexf": read_gexf}[format](through(graph, format))
    assert unescaped(found.nodes["group:rare-earths"]["label"]) == text
    for ends, data in edges(found).items():
        notes = [unescaped(item) for item in data["claim_scope_note"].split(";")]
        keys = {f"{u}.{key}.{v}": (u, v, key) for u, v, key in graph.edges(keys=True)}
        assert notes == edges(graph)[keys[ends[2]]]["claim_scope_note"]


@pytest.mark.parametrize("format", ["nodelink", "cytoscape"])
@given(text=TEXTS)
def test_hostile_text_survives_json(
    tiny_dataset: Dataset, vocab: Vocabulary, format: str, text: str
) -> None:
    graph = made("relations", made_of(text, "x", tiny_dataset), vocab)
    assert text in json.dumps(json.load(through(graph, format)), ensure_ascii=False) or text in [
        node.get("label") or node["data"]["label"]
        for node in _nodes(json.load(through(graph, format)))
    ]


def _nodes(data: Any) -> list[Any]:
    return list(data["nodes"] if "nodes" in data else data["elements"]["nodes"])


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escaping_can_be_undone(text: str) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("a", text=text, items=[text, None, text])
    data = flat(graph).nodes["a"]
    assert unescaped(data.get("text", "")) == text
    first, nothing, last = data["items"].split(";")
    assert [unescaped(first), nothing, unescaped(last)] == [text, "", text]


@pytest.mark.parametrize("format", NETWORK_WRITERS)
def test_the_same_network_gives_the_same_bytes(
    tiny_dataset: Dataset, vocab: Vocabulary, format: str
) -> None:
    one, other = BytesIO(), BytesIO()
    export(view(tiny_dataset, vocab), one, format=format)
    export(view(tiny_dataset, vocab), other, format=format)
    assert one.getvalue() == other.getvalue()
    assert b"lastmodified" not in one.getvalue()
