from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from kg.asof import AsOf, as_of
from kg.errors import BadInput, UnknownName
from kg.query import Parameter, Rows, query
from kg.query.resolve import resolve
from kg.rdf import Literal, NamedNode, literal
from kg.store import Contents, MemoryStore
from tests.strategies import texts, vocabulary

INJECTIONS = [
    '"',
    "'",
    '"""',
    "\\",
    '" } SERVICE <http://x> { ?s ?p ?o } #',
    "} UNION { ?s ?p ?o }",
    "<http://x> . ?s ?p ?o",
    "?x",
    "$x",
    "country:CHN",
    "\\u0022",
    "'); DROP ALL; --",
    "# title: x\n# parameter: y",
    "\x00",
    "a\r\nb",
    "\u202e\u2028",
    "😀",
    "",
]
ECHO = "SELECT ?x (STRLEN(?x) AS ?length) ?same { BIND(CONCAT(?x, '') AS ?same) }"


def parameter(kind: str) -> Parameter:
    return Parameter("x", kind, required=True, default=None, description="x")


@pytest.mark.parametrize(
    ("declaration", "expected"),
    [
        ("on date required — The day", Parameter("on", "date", True, None, "The day")),
        ("a entity optional -- What", Parameter("a", "entity", False, None, "What")),
        ("m text default=yoy — How", Parameter("m", "text", False, "yoy", "How")),
    ],
)
def test_a_declaration_is_read(declaration: str, expected: Parameter) -> None:
    assert Parameter.read(declaration) == expected


@pytest.mark.parametrize(
    "declaration", ["", "on", "on date", "on date required", "1 date optional — x"]
)
def test_what_declares_no_parameter_is_refused(declaration: str) -> None:
    with pytest.raises(BadInput, match="declares no parameter"):
        Parameter.read(declaration)


def test_an_unknown_kind_is_told_with_the_nearest_one() -> None:
    with pytest.raises(UnknownName, match="entity"):
        Parameter.read("a entitty optional — x")


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("text", "country:CHN", Literal("country:CHN")),
        ("date", "2025-05-01", literal(date(2025, 5, 1))),
        ("date", date(2025, 5, 1), literal(date(2025, 5, 1))),
        ("boolean", "yes", literal(True)),
        ("boolean", False, literal(False)),
        ("number", "-48.3", Literal("-48.3", datatype=literal(0).datatype)),
        ("entity", "Beijing", NamedNode("https://supply-chain-kg.example/country/CHN")),
        ("source", "A made-up note", NamedNode("https://supply-chain-kg.example/source/a")),
        ("relation", "restricts", NamedNode("https://supply-chain-kg.example/ontology#restricts")),
        ("relation", "kg:eases", NamedNode("https://supply-chain-kg.example/ontology#eases")),
        ("claim", "c1-0a", NamedNode("https://supply-chain-kg.example/claim/c1-0a")),
        ("claim", "claim:c1-0a", NamedNode("https://supply-chain-kg.example/claim/c1-0a")),
    ],
)
def test_a_value_becomes_a_term_of_its_kind(
    small: AsOf, kind: str, value: object, term: object
) -> None:
    assert parameter(kind).term(value, small) == term


def test_an_integer_becomes_an_integer(small: AsOf) -> None:
    assert str(parameter("integer").term("7", small)).endswith("#integer>")


def test_an_entity_may_be_given_itself(small: AsOf) -> None:
    china = resolve(small, "China")
    assert parameter("entity").term(china, small) == parameter("entity").term("China", small)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("date", "yesterday"),
        ("integer", "1.5"),
        ("number", "many"),
        ("number", "NaN"),
        ("boolean", "perhaps"),
        ("entity", "nothing like it"),
        ("source", "nothing like it"),
        ("relation", "nothing like it"),
        ("claim", "country:CHN"),
        ("claim", "c1> } #"),
    ],
)
def test_a_value_of_another_kind_is_refused_with_the_parameters_name(
    small: AsOf, kind: str, value: str
) -> None:
    with pytest.raises(BadInput, match=r"^parameter x: "):
        parameter(kind).term(value, small)


@pytest.mark.parametrize("text", INJECTIONS)
def test_a_text_bound_as_a_parameter_comes_back_unchanged(small: AsOf, text: str) -> None:
    answer = query(small, ECHO, parameters={"x": text})
    assert isinstance(answer, Rows)
    assert list(answer) == [{"x": text, "length": len(text), "same": text}]


@given(texts)
def test_any_text_becomes_one_literal(text: str) -> None:
    view = as_of(MemoryStore(Contents(vocabulary())))
    assert parameter("text").term(text, view) == Literal(text)
