import json
from io import BytesIO
from typing import Any

import pytest

from kg.dataset import Dataset
from kg.errors import BadInput
from kg.export import export
from kg.export.jsonld import context
from kg.rdf import DefaultGraph, Literal, NamedNode, Quad
from kg.vocab import Vocabulary

from .common import view


def document(dataset: Dataset, vocab: Vocabulary) -> Any:
    file = BytesIO()
    export(view(dataset, vocab), file, format="jsonld")
    return json.loads(file.getvalue())


def test_a_claim_reads_like_a_row(tiny_dataset: Dataset, vocab: Vocabulary) -> None:
    graphs = {graph["@id"]: graph["@graph"] for graph in document(tiny_dataset, vocab)["@graph"]}
    claim = next(claim for claim in tiny_dataset.claims if claim.unit == "unit:TONNE")
    node = next(node for node in graphs["graph:source-a"] if node["@id"] == claim.id)
    assert node["@type"] == ["rdf:Statement", "Flow", "Observation", "Claim"]
    assert node["subject"] == "country:CHN"
    assert node["predicate"] == "exportsTo"
    assert node["start"] == "2025-05-01"
    assert node["value"] == "5864.6"
    assert node["unit_id"] == "unit:TONNE"
    assert node["quantity_kind"] == "ExportMass"
    assert node["negated"] is False
    assert node["gist"] == claim.gist


def test_the_context_names_every_column_and_relation(vocab: Vocabulary) -> None:
    terms = context(vocab)
    for column in vocab.columns:
        if column.kind not in {"id", "class"}:
            term = column.name if column.name not in vocab.prefixes else f"{column.name}_id"
            found = terms[term]
            assert vocab.expand(found if isinstance(found, str) else found["@id"]) == column.iri
    for id_ in vocab.relations:
        assert terms[id_.partition(":")[2]] == {"@id": id_, "@type": "@id"}


def test_no_term_hides_a_prefix(vocab: Vocabulary) -> None:
    terms = context(vocab)
    assert {prefix: terms[prefix] for prefix in vocab.prefixes} == dict(vocab.prefixes)


def test_an_iri_that_reads_like_a_prefixed_name_is_refused(
    tiny_dataset: Dataset, vocab: Vocabulary
) -> None:
    name = NamedNode("country:x=y")
    quad = Quad(name, NamedNode("http://a.example/p"), Literal("x"), DefaultGraph())
    with pytest.raises(BadInput, match="JSON-LD cannot tell"):
        export(view(tiny_dataset, vocab, [quad]), BytesIO(), format="jsonld")
