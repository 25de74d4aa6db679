from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadInput
from kg.query.terms import Value, ntriples, to_term, to_text, to_value
from kg.rdf import XSD, BlankNode, Literal, NamedNode, Triple
from kg.vocab import Vocabulary
from tests.strategies import texts, vocabulary


def typed(value: str, datatype: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + datatype))


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (None, None),
        (NamedNode("https://supply-chain-kg.example/country/CHN"), "country:CHN"),
        (NamedNode("http://elsewhere.example/a b".replace(" ", "")), "http://elsewhere.example/ab"),
        (typed("5864.60", "decimal"), Decimal("5864.60")),
        (typed("7", "integer"), 7),
        (typed("1", "unsignedByte"), 1),
        (typed("1.5", "double"), 1.5),
        (typed("2025-05-01", "date"), date(2025, 5, 1)),
        (typed("2025-05-01T10:00:00", "dateTime"), datetime(2025, 5, 1, 10)),
        (typed("1", "boolean"), True),
        (typed("false", "boolean"), False),
        (Literal("Erden", language="de"), "Erden"),
        (typed("-0044-03-15", "date"), "-0044-03-15"),
        (typed("yes", "boolean"), "yes"),
        (typed("many", "decimal"), "many"),
        (BlankNode("b"), "_:b"),
    ],
)
def test_a_term_becomes_the_value_python_has_for_it(
    vocab: Vocabulary, term: Literal, value: Value
) -> None:
    found = to_value(term, vocab)
    assert found == value
    assert type(found) is type(value)


@given(
    texts
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False, places=6)
    | st.floats(allow_nan=False)
    | st.dates()
)
def test_a_value_survives_its_term(value: Value) -> None:
    assert to_value(to_term(value, vocabulary()), vocabulary()) == value


@given(texts)
def test_a_term_survives_ntriples(text: str) -> None:
    term = Literal(text)
    line = f"<http://s> <http://p> {ntriples(term)} ."
    assert next(ox.parse(line, format=ox.RdfFormat.N_TRIPLES)).object == term


def test_a_triple_term_survives_ntriples() -> None:
    term = Triple(NamedNode("http://a"), NamedNode("http://b"), Literal("c"))
    line = f"<http://s> <http://p> {ntriples(term)} ."
    assert next(ox.parse(line, format=ox.RdfFormat.N_TRIPLES)).object == term


def test_a_text_that_looks_like_a_name_stays_a_text(vocab: Vocabulary) -> None:
    assert to_term("country:CHN", vocab) == Literal("country:CHN")


@pytest.mark.parametrize("value", [None, object(), BlankNode("b"), ["a"]])
def test_what_no_term_stands_for_is_refused(vocab: Vocabulary, value: object) -> None:
    with pytest.raises(BadInput, match="no RDF term"):
        to_term(value, vocab)


@given(texts)
def test_text_for_people_is_one_line_that_steers_nothing(text: str) -> None:
    shown = to_text(Literal(text), vocabulary())
    assert len(shown.splitlines()) <= 1
    assert "\x1b" not in shown
