"""What the tests of exports share."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pyoxigraph as ox
import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.asof import AsOf, as_of
from kg.dataset import Dataset
from kg.rdf import BlankNode, DefaultGraph, Literal, NamedNode, Quad
from kg.store import Contents, MemoryStore
from kg.vocab import Vocabulary

_EX = "http://elsewhere.example/"
ELSEWHERE = NamedNode(_EX + "graph")
_NODE = BlankNode("b0")

FOREIGN = (
    Quad(NamedNode(_EX + "s"), NamedNode(_EX + "p"), Literal("Ö", language="de"), ELSEWHERE),
    Quad(NamedNode(_EX + "s"), NamedNode(_EX + "p"), _NODE, ELSEWHERE),
    Quad(_NODE, NamedNode(_EX + "p"), Literal("5", datatype=NamedNode(_EX + "t")), ELSEWHERE),
    Quad(_NODE, NamedNode(_EX + "q"), BlankNode("b1"), ELSEWHERE),
)
"""Triples of somebody else: a language, a datatype, blank nodes."""


def view(dataset: Dataset, vocab: Vocabulary, foreign: Iterable[Quad] = ()) -> AsOf:
    """A view of a dataset."""
    return as_of(MemoryStore(Contents(vocab, {"data": dataset}, tuple(foreign))))


def bare(vocab: Vocabulary) -> Vocabulary:
    """An ontology whose own triples are not exported, so that property tests are quick."""
    return replace(vocab, quads=())


def canonical(quads: Iterable[Quad]) -> ox.Dataset:
    """Quads that compare equal if they are isomorphic."""
    made = ox.Dataset(quads)
    made.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return made


def merged(quads: Iterable[Quad]) -> set[Quad]:
    """The union of all graphs."""
    return {Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in quads}


def read_by_rdflib(path: Path, format: str) -> list[Quad]:
    """The quads that rdflib reads from a file."""
    dataset = rdflib.Dataset()
    with (
        patch.object(rdflib, "NORMALIZE_LITERALS", False),
        warnings.catch_warnings(action="ignore", category=DeprecationWarning),  # its own
    ):
        if format in {"nquads", "trig", "json-ld", "jelly"}:
            dataset.parse(data=path.read_bytes(), format=format)
        else:
            dataset.default_graph.parse(data=path.read_bytes(), format=format)
        return [_quad(*terms) for terms in dataset.quads()]


def _quad(*terms: object) -> Quad:
    subject, predicate, object_, graph = map(_term, terms)
    return Quad(subject, predicate, object_, graph)


def _term(theirs: object) -> Any:
    if isinstance(theirs, rdflib.Graph):
        return _term(theirs.identifier)
    if theirs is None or theirs == DATASET_DEFAULT_GRAPH_ID:
        return DefaultGraph()
    if isinstance(theirs, rdflib.Literal):
        if theirs.language:
            return Literal(str(theirs), language=theirs.language)
        datatype = NamedNode(str(theirs.datatype or rdflib.XSD.string))
        return Literal(str(theirs), datatype=datatype)
    return (BlankNode if isinstance(theirs, rdflib.BNode) else NamedNode)(str(theirs))
