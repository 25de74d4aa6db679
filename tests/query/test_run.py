from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from datetime import date

import pytest

from kg.asof import AsOf, as_of
from kg.errors import BadInput, BadQuery, QueryRefused, QuerySyntax
from kg.query import Rows, query, resolve


def values(view: AsOf, text: str, **options: object) -> list[object]:
    """The only column of an answer."""
    answer = query(view, text, **options)  # type: ignore[arg-type]
    assert isinstance(answer, Rows)
    return [next(iter(row.values())) for row in answer]


def test_all_prefixes_are_known(small: AsOf) -> None:
    assert values(small, "SELECT ?x { ?x kg:negotiatesWith country:CHN }") == ["country:USA"]


def test_a_query_sees_all_graphs_together(small: AsOf) -> None:
    text = "SELECT ?l { ?c kg:source/rdfs:label ?l ; kg:value 5864.6 }"
    assert values(small, text) == ["A made-up note"]


def test_from_narrows_what_is_seen(small: AsOf) -> None:
    text = "SELECT DISTINCT ?s FROM {} {{ ?s a kg:Claim }}"
    assert len(values(small, text.format("graph:source-a"))) == 4
    assert len(values(small, text.format("graph:catalogue"))) == 0


def test_from_named_narrows_what_graph_sees(small: AsOf) -> None:
    text = "SELECT DISTINCT ?g FROM NAMED graph:catalogue { GRAPH ?g { ?s ?p ?o } }"
    assert values(small, text) == ["graph:catalogue"]


def test_a_view_that_is_not_the_default_is_asked(small: AsOf) -> None:
    before = as_of(small.store, known="2025-06-10")
    text = "SELECT ?x { country:CHN kg:restricts ?x }"
    assert values(before, text) == []
    assert values(small, text) == ["group:rare-earths"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [("text", "text"), (date(2025, 5, 1), date(2025, 5, 1)), (7, 7), (True, True), (1.5, 1.5)],
)
def test_a_variable_can_be_given_a_value(small: AsOf, value: object, expected: object) -> None:
    assert values(small, "SELECT ?x {}", parameters={"x": value}) == [expected]
    assert values(small, "SELECT ?x {}", parameters={"?x": value}) == [expected]


def test_a_variable_can_be_given_an_entity(small: AsOf) -> None:
    text = "SELECT ?x ?who { ?who kg:restricts ?x }"
    given = {"who": resolve(small, "China")}
    assert values(small, text, parameters=given) == ["group:rare-earths"]


def test_a_variable_that_is_not_selected_cannot_be_given_a_value(small: AsOf) -> None:
    with pytest.raises(BadQuery, match=r"\?who is given a value.*SELECT"):
        query(small, "SELECT ?x { ?who kg:restricts ?x }", parameters={"who": "China"})


def test_the_columns_of_parameters_are_not_shown_for_a_named_query(on_disk: AsOf) -> None:
    answer = query(on_disk, "exports", parameters={"exporter": "China"})
    assert isinstance(answer, Rows)
    assert not {"exporter", "to", "product"} & set(answer.variables)
    assert all(len(row) == len(answer.variables) for row in answer)


def test_a_syntax_error_is_told_with_its_place(small: AsOf) -> None:
    with pytest.raises(QuerySyntax) as caught:
        query(small, "SELECT ?x {\n  ?x kg:restricts }")
    assert str(caught.value).splitlines() == [
        "line 2, column 19: '}' does not fit here",
        "  ?x kg:restricts }",
        "                  ^",
    ]


def test_an_empty_query_is_told_so(small: AsOf) -> None:
    with pytest.raises(QuerySyntax, match="empty"):
        query(small, " # nothing\n")


def test_a_missing_parameter_is_told(small: AsOf) -> None:
    with pytest.raises(BadInput, match="--on"):
        query(small, "restrictions-in-force")


class _Endpoint(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        content = b'{"head":{"vars":["far"]},"results":{"bindings":[{"far":'
        content += b'{"type":"literal","value":"away"}}]}}'
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def endpoint() -> Iterator[str]:
    """A SPARQL endpoint on this machine."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Endpoint) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/sparql"
        server.shutdown()
        thread.join()


def test_an_endpoint_answers_only_if_it_is_allowed(small: AsOf, endpoint: str) -> None:
    text = f"SELECT ?far {{ SERVICE <{endpoint}> {{ ?s ?p ?far }} }}"
    with pytest.raises(QueryRefused):
        query(small, text)
    assert values(small, text, allow_service=[endpoint]) == ["away"]


def test_an_endpoint_that_does_not_answer_is_told(small: AsOf) -> None:
    nobody = "http://127.0.0.1:1/"
    text = f"SELECT ?far {{ SERVICE <{nobody}> {{ ?s ?p ?far }} }}"
    with pytest.raises(BadQuery, match="cannot be evaluated"):
        values(small, text, allow_service=[nobody])
