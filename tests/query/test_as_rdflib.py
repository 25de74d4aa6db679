from __future__ import annotations

from kg.asof import AsOf
from kg.query import Rows, query, to_rdflib

LABELS = "SELECT ?x ?l { ?x a kg:ElementGroup ; rdfs:label ?l }"


def test_rdflib_gives_the_same_rows(small: AsOf) -> None:
    answer = query(small, LABELS)
    assert isinstance(answer, Rows)
    theirs = {str(row[1]) for row in to_rdflib(small).query(LABELS)}  # type: ignore[index]
    assert theirs == {str(row["l"]) for row in answer}


def test_rdflib_sees_the_named_graphs(small: AsOf) -> None:
    names = {str(graph.identifier) for graph in to_rdflib(small).graphs()}
    assert small.vocab.expand("graph:catalogue") in names


def test_rdflib_reads_a_store_on_disk(on_disk: AsOf) -> None:
    assert len(to_rdflib(on_disk)) > 1000
