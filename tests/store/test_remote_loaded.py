"""Servers that their own bulk loaders filled from ``kg export --parts``, and what they answer."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.api import Graph
from kg.dataset import Dataset
from kg.errors import QueryRefused, StoreDamaged, StoreError, StoreForeign, StoreMissing
from kg.query import Rows
from kg.rdf import parse
from kg.scale import write_parts
from kg.store.remote import loaded as reading
from kg.store.remote.loaded import LoadedStore
from tests.servers import STARTERS, Server, oxigraph, oxigraph_load

PARTNERS = ("JPN", "USA", "DEU", "KOR", "FRA", "VNM", "MYS", "THA", "IND", "BRA")
TRADE = """\
period,reporter,partner,flow,hs,value_usd,quantity_kg
2023,CHN,USA,X,280530,900,
2024-05,DEU,CHN,M,850511,77,12
""" + "".join(
    f"{year},CHN,{partner},X,850511,{year}.5,{100 + place}\n"
    for year in range(2000, 2020)
    for place, partner in enumerate(PARTNERS)
)
COUNT = "SELECT (COUNT(*) AS ?n) { ?c a kg:Claim }"
BASE = "https://supply-chain-kg.example/"
SERVERS = ["oxigraph", "virtuoso"]

pytestmark = pytest.mark.full


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """A store with the shipped claims and a table."""
    folder = tmp_path_factory.mktemp("original")
    (folder / "trade.csv").write_text(TRADE, "utf-8")
    graph = kg.build(store=folder / "store", check=False)
    graph.import_tables(folder / "trade.csv")
    return graph


@pytest.fixture(scope="module")
def parts(original: Graph, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """What is exported of it for bulk loaders."""
    return write_parts(original, tmp_path_factory.mktemp("parts") / "parts").files


@pytest.fixture(scope="module", params=SERVERS)
def filled(
    request: pytest.FixtureRequest,
    parts: tuple[Path, ...],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Server]:
    """A server with these parts, and with claims that are none of ours beside them."""
    with _filled(request.param, parts, tmp_path_factory.mktemp("filled")) as server:
        server.update(f"INSERT DATA {{ GRAPH <urn:other> {{ <urn:c> a <{BASE}ontology#Claim> }} }}")
        yield server


@contextmanager
def _filled(name: str, files: tuple[Path, ...], folder: Path) -> Iterator[Server]:
    if name == "oxigraph":
        oxigraph_load(folder, files)
    with STARTERS[name](folder) as server:
        if name != "oxigraph":
            _put(server, files)
        yield server


def _put(server: Server, files: tuple[Path, ...]) -> None:
    """Graph by graph: a bulk loader of its own would need its client on this machine."""
    where = server.address.graph_store or ""
    quads = sorted((quad for file in files for quad in parse(file)[0]), key=_graph)
    with server.client as client:
        for graph, found in groupby(quads, key=_graph):
            body = ox.serialize((quad.triple for quad in found), format=ox.RdfFormat.N_TRIPLES)
            headers = {"content-type": "application/n-triples"}
            asked = client.post(where, params={"graph": graph}, content=body, headers=headers)
            asked.raise_for_status()


def _graph(quad: ox.Quad) -> str:
    assert isinstance(quad.graph_name, ox.NamedNode)
    return quad.graph_name.value


def rows(graph: Graph, text: str) -> Counter[str]:
    answer = graph.query(text)
    assert isinstance(answer, Rows)
    return Counter(str(sorted((n, str(term)) for n, term in row.items())) for row in answer.terms())


def unordered(dataset: Dataset) -> Dataset:
    """The same with sorted aliases: RDF does not keep their order."""
    entities = (
        replace(entity, aliases=tuple(sorted(entity.aliases)))
        for entity in dataset.entities.values()
    )
    return Dataset.of(
        entities=entities,
        sources=dataset.sources.values(),
        claims=dataset.claims,
        retractions=dataset.retractions,
    )


def opened(server: Server) -> Graph:
    graph = kg.open(server.root)
    assert isinstance(graph.store, LoadedStore)
    return graph


def test_the_command_that_the_export_ends_with_counts_the_claims_of_tables_too(
    filled: Server, original: Graph
) -> None:
    command = [sys.executable, "-m", "kg", "query", "--store", filled.root, COUNT, "--format=csv"]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", env=os.environ, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    # What was derived stands on the server as well; the table of stated claims leaves it out.
    derived = len(list(original.derived()))
    assert done.stdout.split() == ["n", str(len(original.table()) + derived)]


def test_it_sees_all_graphs_of_ours_and_no_others(filled: Server, parts: tuple[Path, ...]) -> None:
    graph = opened(filled)
    served = LoadedStore(filled.root).served()
    quads = {quad for file in parts for quad in parse(file)[0]}
    assert set(served.graphs) == set(map(_graph, quads))
    found = graph.rows("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    assert {graph.vocab.expand(row["g"]): row["n"] for row in found} == Counter(map(_graph, quads))
    assert not graph.query("ASK { <urn:c> ?p ?o }")
    with pytest.raises(QueryRefused, match="only graphs in the store"):
        graph.query("SELECT ?s FROM <urn:other> { ?s ?p ?o }")


def test_direct_edges_of_claims_and_of_tables_are_there(filled: Server, original: Graph) -> None:
    graph, text = opened(filled), "SELECT DISTINCT ?x { country:CHN kg:restricts ?x }"
    assert rows(graph, text) == rows(original, text) != Counter()
    assert graph.query("ASK { country:CHN kg:exportsTo country:USA }")
    assert graph.query("ASK { country:DEU kg:importsFrom country:CHN }")


def test_what_the_server_does_not_answer_is_read_back_from_it(
    filled: Server, original: Graph
) -> None:
    graph = opened(filled)
    sizes = graph.rows("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    assert max(row["n"] for row in sizes) > 10_000, "more than Virtuoso sends at once"
    assert replace(graph.vocab, folder=original.vocab.folder) == original.vocab
    ours = {claim.id: claim for claim in graph.claims()}
    assert len(ours) == len(original.table())
    assert {claim.id: ours[claim.id] for claim in original.claims()} == {
        claim.id: claim for claim in original.claims()
    }
    there, here = (
        {claim.id for claim in one.as_of(known="2025-06-10").claims()} for one in (graph, original)
    )
    assert there >= here
    assert {claim.id for claim in graph.derived()} >= {claim.id for claim in original.derived()}
    triples = graph.query("CONSTRUCT { ?x kg:restricts ?y } WHERE { ?x kg:restricts ?y }")
    assert len(list(triples)) == len(graph.rows("SELECT DISTINCT ?x ?y { ?x kg:restricts ?y }"))
    about = {"exporter": "China", "product": "rare earths"}
    assert graph.rows("exports", about) == original.rows("exports", about) != []


def test_more_claims_than_can_be_read_back_are_left_to_the_server(
    filled: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_READ_BACK", 100)
    graph = opened(filled)
    with pytest.raises(StoreError, match=r"holds [0-9]+ claims .* 100 at most.* SELECT and ASK"):
        list(graph.claims())
    assert graph.rows(COUNT)[0]["n"] > 100


def test_every_write_is_refused_with_what_to_do(filled: Server) -> None:
    graph = opened(filled)
    with pytest.raises(StoreError, match=r"only be read: its own loader .* exported from"):
        graph.retract("claim:any", on="2025-12-01", why="misread")
    store = LoadedStore(filled.root)
    with pytest.raises(StoreError, match="only be read"):
        store.repair()
    assert any("its own loader filled it" in problem for problem in store.problems())
    url = filled.root.replace("http://", "http://dba:dba@")
    with pytest.raises(StoreForeign, match="no store of ours"):
        kg.build(store=url, check=False)


def test_without_the_small_graph_nothing_is_opened(parts: tuple[Path, ...], tmp_path: Path) -> None:
    with _filled("oxigraph", parts[1:], tmp_path) as server, pytest.raises(StoreMissing) as caught:
        kg.open(server.root)
    assert "kg export --parts" in str(caught.value)


def test_two_exports_over_each_other_are_refused(
    original: Graph, parts: tuple[Path, ...], tmp_path: Path
) -> None:
    earlier = write_parts(original.as_of(known="2025-06-10"), tmp_path / "earlier").files
    with (
        _filled("oxigraph", (*parts, *earlier), tmp_path) as server,
        pytest.raises(StoreDamaged, match="loaded over each other; empty it and load one"),
    ):
        kg.open(server.root)


def test_an_ontology_and_a_base_of_ones_own_are_read_from_the_server(
    tmp_path: Path, tiny: Path, vocab: kg.vocab.Vocabulary
) -> None:
    folder = tmp_path / "ontology"
    folder.mkdir()
    for file in vocab.folder.glob("*.ttl"):
        text = file.read_text("utf-8")
        (folder / file.name).write_text(text.replace('"restricts"', '"holds back"'), "utf-8")
    graph = kg.build(tiny, ontology=folder, base="https://kg.example/own#", check=False)
    files = write_parts(graph, tmp_path / "parts").files
    oxigraph_load(tmp_path, files)
    with oxigraph(tmp_path) as server:
        there = opened(server)
        assert there.vocab.base == "https://kg.example/own#"
        assert there.vocab.label("kg:restricts") == "holds back"
        assert set(there.vocab.relations) == set(graph.vocab.relations)
        assert unordered(there.dataset) == unordered(graph.dataset)
        assert there.query("ASK { country:CHN kg:restricts ?x }")
