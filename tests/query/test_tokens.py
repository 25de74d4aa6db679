from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QuerySyntax
from kg.query.tokens import syntax_error, tokens, visible
from kg.rdf import Literal
from tests.strategies import texts


def cut(text: str, **options: object) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokens(text, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<http://a.example/#'x>", "iri"),
        ("''", "string"),
        ('"a\\"b"', "string"),
        ("'''a'b''c\n'''", "string"),
        ('"""SERVICE \\u00e9 """', "string"),
        ("?SERVICE", "variable"),
        ("$x1", "variable"),
        ("_:b.c", "blank"),
        ("@en-GB", "language"),
        ("kg:restricts", "name"),
        (":", "name"),
        ("a.b:c.d:e%20f", "name"),
        ("1.5e-3", "number"),
        ("SELECT", "word"),
    ],
)
def test_a_token_is_cut_whole(text: str, kind: str) -> None:
    assert cut(text) == [(kind, text)]


def test_white_space_and_comments_are_left_out() -> None:
    assert cut("ASK # SERVICE <http://a> {\n{}") == [("word", "ASK"), ("mark", "{"), ("mark", "}")]


def test_a_comment_ends_with_its_line_only() -> None:
    assert cut("#a\x0bb\x85c\u2028d\rASK") == [("word", "ASK")]


def test_less_than_is_no_iri() -> None:
    assert [kind for kind, _ in cut("?a < 5 && ?b > 3")].count("iri") == 0


@pytest.mark.parametrize("text", ["'abc", '"abc\n"', "'''abc''", "'a\\x'", '"'])
def test_a_string_without_end_or_with_a_wrong_escape_is_refused(text: str) -> None:
    with pytest.raises(QuerySyntax, match="does not end"):
        cut(text)


@pytest.mark.parametrize("text", ["'\\uD800'", '"""\\UFFFFFFFF"""'])
def test_an_escape_of_what_is_no_character_is_refused(text: str) -> None:
    with pytest.raises(QuerySyntax, match="no such character"):
        cut(text)


@pytest.mark.parametrize(
    "text", ["S\\u0045RVICE", "<http://a/\\u0027>", "kg:a\\'b", "<http://a#b\\u0041'>"]
)
def test_a_backslash_outside_a_string_is_refused(text: str) -> None:
    with pytest.raises(QuerySyntax, match="backslash"):
        cut(text)


@pytest.mark.parametrize(
    "text",
    [
        "ASK { FILTER(?a<'>') SERVICE <http://x> {} FILTER(?b = ')') }",
        "ASK { FILTER(?a<kg:b#>'''\n) SERVICE <http://x> {} #'''\n}",
        "PREFIX x: <http://x/> ASK { FILTER(?a<x:b#>'''\n) SERVICE <http://x> {} #'''\n}",
        "ASK { FILTER(STR(?a)<#>'''\n) SERVICE <http://x> {} #'''\n}",
    ],
)
def test_what_could_be_an_iri_or_a_comparison_and_hides_code_is_refused(text: str) -> None:
    with pytest.raises(QuerySyntax, match="IRI or a comparison"):
        cut(text, prefixes=["kg"])


def test_an_iri_with_a_fragment_is_no_comparison() -> None:
    assert ("iri", "<http://a.example/#b>") in cut("ASK { ?a <http://a.example/#b> ?c }")


@given(texts)
def test_any_text_written_as_a_literal_is_one_string(text: str) -> None:
    assert cut(str(Literal(text))) == [("string", str(Literal(text)))]


@given(st.text(alphabet="<>'\"#\\?:{}() \naSERVICE1.@_", max_size=40))
def test_tokens_lie_in_order_and_cover_all_that_is_code(text: str) -> None:
    try:
        found = list(tokens(text))
    except QuerySyntax:
        return
    end = 0
    for token in found:
        between = text[end : token.start]
        assert not between.strip() or "#" in between
        assert text[token.start :].startswith(token.text)
        end = token.start + len(token.text)


def test_an_error_shows_line_column_and_caret() -> None:
    error = syntax_error("ASK {\n\tkg:x", 7, "why")
    assert str(error).splitlines() == ["line 2, column 2: why", "\tkg:x", "\t^"]


def test_an_error_in_a_long_line_shows_its_surroundings_only() -> None:
    text = "a" * 5000 + "!" + "b" * 5000
    line, caret = str(syntax_error(text, 5000, "why")).splitlines()[1:]
    assert len(line) < 200
    assert line[caret.index("^")] == "!"


@given(texts)
def test_nothing_that_steers_a_terminal_stays(text: str) -> None:
    shown = visible(text)
    assert not {"\x1b", "\n", "\r", "\u202e", "\u200f", "\x07"} & set(shown)
