from __future__ import annotations

from collections import Counter
from dataclasses import replace
from io import BytesIO

import ibis
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.claim import Claim
from kg.columns import claim_schema
from kg.dataset import Dataset
from kg.mapping import RdfMapping
from kg.scale import claim_lines, claim_quads, direct_lines
from kg.vocab import Vocabulary
from tests.strategies import claims, vocabulary

from .common import MAPPING, OnDuckDB, awkward, by_row, nquads, numbered


@pytest.mark.full
@settings(max_examples=15)
@given(found=st.lists(claims(), min_size=1, max_size=20, unique_by=lambda claim: claim.id))
def test_any_claims_make_the_quads_of_the_mapping_and_come_back_unchanged(
    found: list[Claim],
) -> None:
    held = OnDuckDB(found)
    lines = held.lines(claim_lines(held.claims, vocabulary()))
    assert lines == by_row(found)
    text = "\n".join(lines).encode()
    assert MAPPING.read(ox.parse(text, format=ox.RdfFormat.N_QUADS)) == Dataset.of(claims=found)


def test_awkward_claims_make_the_quads_of_the_mapping(shipped: Dataset) -> None:
    found = numbered([*awkward(shipped.claims[0]), *shipped.claims])
    held = OnDuckDB(found)
    assert held.lines(claim_lines(held.claims, vocabulary())) == by_row(found)


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib's parser's own use
def test_rdflib_reads_the_same_terms(shipped: Dataset) -> None:
    found = numbered(awkward(shipped.claims[0]))
    held = OnDuckDB(found)
    lines = "\n".join(held.lines(claim_lines(held.claims, vocabulary())))
    read = rdflib.Dataset()
    read.parse(BytesIO(f"{lines}\n".encode()), format="nquads")
    texts = Counter(
        str(term)
        for _, predicate, term, _ in read.quads()
        if str(predicate) == vocabulary().column["gist"].iri
    )
    # rdflib keeps a triple once for each claim, and each claim has one gist.
    assert texts == Counter(claim.gist for claim in found)


def test_each_line_is_a_row_of_its_own_where_asked_for(tiny_dataset: Dataset) -> None:
    held = OnDuckDB(tiny_dataset.claims)
    rows = held.engine.rows(claim_quads(held.claims, vocabulary()))["quad"].to_pylist()
    assert sorted(rows) == held.lines(claim_lines(held.claims, vocabulary()))


def test_direct_edges_are_those_of_the_mapping(shipped: Dataset) -> None:
    denied = replace(shipped.claims[0], id="claim:c1-denied", negated=True)
    found = [*shipped.claims, denied]
    expected = nquads(MAPPING.direct_quads(found, view="v"))
    held = OnDuckDB(found)
    assert held.lines(direct_lines(held.claims, vocabulary(), view="v")) == expected


def test_another_base_gives_other_iris(tiny_dataset: Dataset) -> None:
    vocab = Vocabulary.load(base="https://data.example/graph#")
    held = OnDuckDB(tiny_dataset.claims)
    text = "\n".join(held.lines(claim_lines(held.claims, vocab))).encode()
    quads = list(ox.parse(text, format=ox.RdfFormat.N_QUADS))
    assert Counter(quads) == Counter(
        quad for claim in tiny_dataset.claims for quad in RdfMapping(vocab).claim_quads(claim)
    )


@pytest.mark.parametrize("dialect", ["trino", "bigquery", "pyspark"])
def test_the_same_expression_compiles_for_engines_that_are_not_run_here(dialect: str) -> None:
    schema = ibis.Schema.from_pyarrow(claim_schema(vocabulary()))
    table = ibis.table(schema, name="claims")
    query = str(ibis.to_sql(claim_lines(table, vocabulary()), dialect=dialect))
    assert "FROM" in query
    assert all(column.iri in query for column in vocabulary().columns if column.kind == "date")
    assert not any(sign in query for sign in map(chr, range(1, 9))), "no bare control characters"
