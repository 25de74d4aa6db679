"""Each RDF format: what an independent parser reads is what the view holds."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.dataset import Dataset
from kg.errors import BadInput
from kg.export import WRITERS, export
from kg.export.jelly import parse_jelly
from kg.load import load
from kg.rdf import RDF, Literal, NamedNode, Quad, Triple
from kg.vocab import Vocabulary

from .common import FOREIGN, canonical, merged, read_by_rdflib, view

DATASETS = {"nquads": "nquads", "trig": "trig", "jsonld": "json-ld"}
UNIONS = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "xml"}
REIFIED = {"turtle12": ox.RdfFormat.TURTLE, "ntriples12": ox.RdfFormat.N_TRIPLES}
RDF_FORMATS = [*DATASETS, *UNIONS, *REIFIED, "jelly"]
REIFIES = NamedNode(RDF + "reifies")


def written(folder: Path, format: str, dataset: Dataset, vocab: Vocabulary) -> Path:
    path = folder / f"claims{WRITERS[format].suffix}"
    export(view(dataset, vocab, FOREIGN), path)
    return path


@pytest.mark.parametrize("format", DATASETS)
def test_formats_of_datasets_keep_every_named_graph(
    tmp_path: Path, shipped: Dataset, vocab: Vocabulary, format: str
) -> None:
    path = written(tmp_path, format, shipped, vocab)
    found = read_by_rdflib(path, DATASETS[format])
    assert canonical(found) == canonical(view(shipped, vocab, FOREIGN).quads())


def test_jelly_keeps_every_named_graph(tmp_path: Path, shipped: Dataset, vocab: Vocabulary) -> None:
    path = written(tmp_path, "jelly", shipped, vocab)
    assert canonical(parse_jelly(path)) == canonical(view(shipped, vocab, FOREIGN).quads())


def test_rdflib_reads_our_jelly_too(
    tmp_path: Path, tiny_dataset: Dataset, vocab: Vocabulary
) -> None:
    path = written(tmp_path, "jelly", tiny_dataset, vocab)
    assert canonical(read_by_rdflib(path, "jelly")) == canonical(
        view(tiny_dataset, vocab, FOREIGN).quads()
    )


@pytest.mark.full
@pytest.mark.parametrize("format", UNIONS)
def test_formats_of_graphs_hold_the_union(
    tmp_path: Path, shipped: Dataset, vocab: Vocabulary, format: str
) -> None:
    path = written(tmp_path, format, shipped, vocab)
    found = read_by_rdflib(path, UNIONS[format])
    assert canonical(found) == canonical(merged(view(shipped, vocab, FOREIGN).quads()))


@pytest.mark.parametrize("format", REIFIED)
def test_rdf_12_adds_a_reifier_per_claim(
    tmp_path: Path, shipped: Dataset, vocab: Vocabulary, format: str
) -> None:
    path = written(tmp_path, format, shipped, vocab)
    found = set(ox.parse(path.read_bytes(), format=REIFIED[format]))
    reifiers = {quad for quad in found if quad.predicate == REIFIES}
    claimed = {
        (quad.subject.value, *(term.value for term in quad.object))
        for quad in reifiers
        if isinstance(quad.object, Triple)
    }
    assert claimed == {
        tuple(map(vocab.expand, (claim.id, claim.subject, claim.predicate, claim.object)))
        for claim in shipped.claims
        if claim.object
    }
    expected = merged(view(shipped, vocab, FOREIGN).quads())
    assert canonical(found - reifiers) == canonical(expected)


@pytest.mark.parametrize("packed", ["", pytest.param(".gz", marks=pytest.mark.full)])
@pytest.mark.parametrize("format", RDF_FORMATS)
def test_an_export_comes_back_as_the_same_rows(
    tmp_path: Path, shipped: Dataset, vocab: Vocabulary, format: str, packed: str
) -> None:
    path = tmp_path / f"claims{WRITERS[format].suffix}{packed}"
    export(view(shipped, vocab), path)
    loaded = load([path], vocab=vocab)
    assert loaded.dataset == shipped
    assert loaded.foreign == ()


@pytest.mark.parametrize("format", [*DATASETS, "jelly"])
def test_foreign_triples_come_back_in_their_own_graph(
    tmp_path: Path, tiny_dataset: Dataset, vocab: Vocabulary, format: str
) -> None:
    loaded = load([written(tmp_path, format, tiny_dataset, vocab)], vocab=vocab)
    assert loaded.dataset == tiny_dataset
    assert canonical(loaded.foreign) == canonical(FOREIGN)


@pytest.mark.parametrize("format", [name for name in RDF_FORMATS if not name.endswith("12")])
def test_what_rdf_11_cannot_say_is_refused(
    tmp_path: Path, tiny_dataset: Dataset, vocab: Vocabulary, format: str
) -> None:
    name, graph = NamedNode("http://a.example/a"), NamedNode("http://a.example/g")
    term = Quad(name, name, Triple(name, name, Literal("x")), graph)
    path = tmp_path / "out"
    with pytest.raises(BadInput, match=r"RDF 1\.2"):
        export(view(tiny_dataset, vocab, [term]), path, format=format)
    assert not path.exists()
    export(view(tiny_dataset, vocab, [term]), path, format="nt12")
    assert "<<( <http://a.example/a>" in path.read_text(encoding="utf-8")
