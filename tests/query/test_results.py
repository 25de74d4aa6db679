from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
from decimal import Decimal

import pyoxigraph as ox
import pytest

from kg.asof import AsOf
from kg.errors import BadQuery, KgError, QueryLimit, UnknownName
from kg.query import TRIPLE_FORMATS, Boolean, Rows, Triples, query

NAMES = "SELECT ?x ?label { ?x a kg:ElementGroup ; rdfs:label ?label } ORDER BY ?x"
FIGURE = "SELECT ?claim ?value ?start { ?claim a kg:Flow ; kg:value ?value ; kg:start ?start }"
TRIPLES = "CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s a kg:ElementGroup ; rdfs:label ?o }"


def rows(view: AsOf, text: str, **options: int) -> Rows:
    answer = query(view, text, **options)  # type: ignore[arg-type]
    assert isinstance(answer, Rows)
    return answer


def triples(view: AsOf, text: str = TRIPLES) -> Triples:
    answer = query(view, text)
    assert isinstance(answer, Triples)
    return answer


def test_rows_are_dicts_of_python_values(small: AsOf) -> None:
    (row,) = rows(small, FIGURE)
    assert row["value"] == Decimal("5864.6")
    assert str(row["start"]) == "2025-05-01"
    assert str(row["claim"]).startswith("claim:c1-")


def test_an_unbound_variable_is_none(small: AsOf) -> None:
    assert list(rows(small, "SELECT ?x ?y { VALUES ?x { 1 } }")) == [{"x": 1, "y": None}]


def test_columns_are_named_in_the_order_of_select(small: AsOf) -> None:
    answer = rows(small, "SELECT ?b ?a { VALUES (?a ?b) { (1 2) } }")
    assert answer.variables == ("b", "a")
    assert list(answer) == [{"b": 2, "a": 1}]


def test_no_rows_are_an_answer_too(small: AsOf) -> None:
    answer = rows(small, "SELECT ?x { ?x a kg:Deal }")
    assert list(answer) == []
    assert list(answer.to_pandas().columns) == ["x"]


def test_rows_can_be_read_again_and_looked_at_first(small: AsOf) -> None:
    answer = rows(small, NAMES)
    assert "rare earths" in answer._repr_html_()
    assert list(answer) == list(answer) == [{"x": "group:rare-earths", "label": "rare earths"}]
    assert len(answer.to_pandas()) == 1


def test_terms_keep_datatypes(small: AsOf) -> None:
    (row,) = rows(small, FIGURE).terms()
    assert isinstance(row["value"], ox.Literal)
    assert row["value"].datatype.value.endswith("#decimal")


def test_rows_become_a_data_frame(small: AsOf) -> None:
    frame = rows(small, FIGURE).to_pandas()
    assert list(frame["value"]) == [Decimal("5864.6")]


def test_a_limit_reached_is_raised_again_after_the_rows_that_were_read(small: AsOf) -> None:
    answer = rows(small, "SELECT ?s { ?s ?p ?o }", limit=3)
    for _ in range(2):
        seen: list[object] = []
        with pytest.raises(QueryLimit):
            seen.extend(answer)
    with pytest.raises(QueryLimit):
        answer.to_pandas()


def test_rows_before_a_limit_are_written(small: AsOf) -> None:
    file = io.BytesIO()
    with pytest.raises(QueryLimit):
        rows(small, "SELECT ?s { ?s ?p ?o }", limit=3).write(file, "csv")
    assert len(file.getvalue().splitlines()) == 4


def test_rows_that_were_written_out_are_not_silently_empty(small: AsOf) -> None:
    answer = rows(small, "SELECT ?s { ?s ?p ?o } LIMIT 3")
    answer.write(io.BytesIO(), "csv")
    with pytest.raises(KgError, match="written out"):
        list(answer)


def test_rows_that_were_read_first_can_be_written_and_read_again(small: AsOf) -> None:
    answer = rows(small, NAMES)
    before = list(answer)
    file = io.BytesIO()
    answer.write(file, "json")
    assert len(json.loads(file.getvalue())["results"]["bindings"]) == len(before)
    assert list(answer) == before


def test_a_notebook_gets_text_whatever_a_cell_holds(small: AsOf) -> None:
    hostile = "<img src=x onerror=alert(1)></script>"
    html = rows(small, f'SELECT ?x {{ VALUES ?x {{ "{hostile}" }} }}')._repr_html_()
    assert "<img" not in html
    assert "&lt;img" in html


def test_a_notebook_shows_the_first_rows_and_says_so(small: AsOf) -> None:
    html = rows(small, "SELECT ?s { ?s ?p ?o }")._repr_html_()
    assert html.count("<tr>") == 51
    assert "The first 50 rows" in html


def test_a_yes_or_no_is_true_or_false(small: AsOf) -> None:
    yes = query(small, "ASK { country:CHN kg:restricts ?x }")
    assert isinstance(yes, Boolean)
    assert yes
    assert yes.value is True
    assert not query(small, "ASK { country:CHN kg:causes ?x }")
    assert repr(yes) == "Boolean(True)"
    assert "yes" in yes._repr_html_()


@pytest.mark.parametrize(("format", "parsed"), [("json", True), ("xml", True)])
def test_a_yes_or_no_is_written_as_the_w3c_has_it(format: str, parsed: bool) -> None:
    file = io.BytesIO()
    Boolean(True).write(file, format)
    known = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML}
    found = ox.parse_query_results(file.getvalue(), format=known[format])
    assert isinstance(found, ox.QueryBoolean)
    assert bool(found) is parsed


def test_what_an_answer_lacks_is_told_with_the_query_that_gives_it(small: AsOf) -> None:
    with pytest.raises(BadQuery, match="SELECT"):
        list(Boolean(True))
    with pytest.raises(BadQuery, match="SELECT"):
        triples(small).to_pandas()
    with pytest.raises(BadQuery, match="CONSTRUCT"):
        rows(small, NAMES).to_graph()
    with query(small, "ASK {}") as answer:
        assert answer


def test_a_yes_or_no_has_no_csv() -> None:
    with pytest.raises(UnknownName):
        Boolean(True).write(io.BytesIO(), "csv")


def test_triples_become_an_rdflib_graph_with_literals_as_they_are(small: AsOf) -> None:
    import rdflib

    graph = triples(small).to_graph()
    assert [str(label) for label in graph.objects()] == ["rare earths"]
    spelled = 'CONSTRUCT { kg:value kg:value "007"^^xsd:integer, "a"@en, [] } WHERE {}'
    objects = set(triples(small, spelled).to_graph().objects())
    assert rdflib.Literal("a", lang="en") in objects
    assert "007" in {str(literal) for literal in objects}


@pytest.mark.parametrize("format", TRIPLE_FORMATS)
def test_triples_are_written_in_every_format(small: AsOf, format: str) -> None:
    file = io.BytesIO()
    triples(small).write(file, format)
    found = {quad.triple for quad in ox.parse(file.getvalue(), format=TRIPLE_FORMATS[format])}
    assert found == set(triples(small))


def test_a_table_of_triples_is_turtle(small: AsOf) -> None:
    file = io.BytesIO()
    triples(small).write(file, "table")
    assert b"rdfs:label" in file.getvalue()


def test_triples_cannot_be_written_as_csv(small: AsOf) -> None:
    with pytest.raises(UnknownName, match="format for triples"):
        triples(small).write(io.BytesIO(), "csv")


def test_triples_in_a_notebook_are_text(small: AsOf) -> None:
    html = triples(small)._repr_html_()
    ET.fromstring(html)
    assert "rare earths" in html


def test_describe_gives_triples(small: AsOf) -> None:
    assert len(list(triples(small, "DESCRIBE group:rare-earths"))) > 3
