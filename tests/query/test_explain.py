from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QuerySyntax
from kg.query.explain import explained, layout

PREFIXES = {"kg": "http://kg.example/", "xsd": "http://www.w3.org/2001/XMLSchema#"}


def why(text: str) -> list[str]:
    message, complaint = complaints(text)
    assert message
    return str(explained(message, complaint, text, PREFIXES)).splitlines()


def complaints(text: str) -> list[str]:
    """What the engine says of a query and of its layout."""
    found = []
    for asked in (text, layout(text, PREFIXES)):
        try:
            ox.Store().query(asked, prefixes=PREFIXES)
            found.append("")
        except SyntaxError as error:
            found.append(str(error))
    return found


@pytest.mark.parametrize(
    ("text", "line", "column", "word"),
    [
        ("SELECT ?x WHER { ?x a ?y }", 1, 12 - 1, "WHERE"),
        ("SELECT * {\n ?s ?p \n}", 3, 1, "'}'"),
        ("SELECT ?x { ?x kg:a }", 1, 21, "'}'"),
        ("SELECT ?x { ?x a ?y } LIMIT ten", 1, 29, "'ten'"),
        ("SELECT ?x {\n  ?x a ?y .\n  OPTIONL { ?x a ?z }\n}", 3, 3, "OPTIONAL"),
        ("SELECT ?x { ?x a ?y FILTER(?x = ) }", 1, 33, "')'"),
        ("SELECT ?x, ?y { ?x ?y ?z }", 1, 10, "','"),
        ("SELECT ?x { ?x a ?y }}", 1, 22, "'}'"),
        ("SELECT ?x { ?x foo ?y }", 1, 16, "'foo'"),
        ("hello", 1, 1, "'hello'"),
        ("SELECT ?x { ?x a 'a'^^xsd:string ?z }", 1, 34, "'?z'"),
    ],
)
def test_the_caret_stands_below_the_word_that_does_not_fit(
    text: str, line: int, column: int, word: str
) -> None:
    told, _, caret = why(text)
    assert told.startswith(f"line {line}, column {column}: ")
    assert word in told
    assert caret.index("^") == column - 1


@pytest.mark.parametrize(
    ("text", "missing"),
    [("SELECT ?x { ?x a ?y", "}"), ("ASK { FILTER(1 = 1 }", None), ("ASK {", "}")],
)
def test_a_query_that_ends_too_early_is_told_so(text: str, missing: str | None) -> None:
    told = why(text)[0]
    assert (f"a {missing} is missing" in told) if missing else ("does not fit" in told)


def test_what_is_wrong_with_its_meaning_is_told_in_the_engines_words() -> None:
    assert "unbound" in why("SELECT ?x ?y { ?x a ?z } GROUP BY ?x")[0]


def test_an_engine_that_speaks_otherwise_is_passed_on() -> None:
    assert str(explained("something new", "otherwise", "", {})) == "something new"


@given(st.text(alphabet="SELECT ASK {}()<>?x.;,a:'\"\n1", max_size=60))
def test_every_query_that_does_not_parse_gets_an_explanation(text: str) -> None:
    try:
        message, complaint = complaints(text)
    except QuerySyntax:
        return
    assert bool(message) == bool(complaint)
    if message:
        assert str(explained(message, complaint, text, PREFIXES))
