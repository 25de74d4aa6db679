"""Where a query that does not parse went wrong, and what may be meant.

The engine says how far it looked, which can be many characters behind the place that is wrong:
it compares keywords of any length. So the query is laid out anew with its tokens so far apart
that no look ahead reaches the next one; then the place names the token.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.errors import QuerySyntax
from kg.query.tokens import Token, did_you_mean, syntax_error, tokens

_APART = " " * 24  # longer than any keyword
_PLACE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_SENTENCE = re.compile(r"\b[A-Z][A-Za-z]*(?: [A-Za-z]+){2,}")
_TOGETHER = frozenset({"^^", "||", "&&", "<=", ">=", "!=", "<<", ">>", "{|", "|}", "<(", ")>"})
_WORDS = """
    ASK BASE BIND CONSTRUCT DESCRIBE DISTINCT EXISTS FILTER FROM GRAPH GROUP HAVING LIMIT MINUS
    NAMED NOT OFFSET OPTIONAL ORDER PREFIX REDUCED SELECT UNDEF UNION VALUES WHERE DESC true false
"""


def layout(text: str, prefixes: Mapping[str, str]) -> str:
    """A query with its tokens far apart, for the engine to be asked a second time.

    Args:
        text: The query.
        prefixes: Prefixes it may use without declaring them.

    Returns:
        The same query in one line.

    Example:
        >>> layout("ASK  {}", {}).split()
        ['ASK', '{', '}']
    """
    return _spread(list(tokens(text, prefixes=prefixes)))[0]


def explained(message: str, complaint: str, text: str, prefixes: Mapping[str, str]) -> QuerySyntax:
    """An error that shows where a query went wrong.

    Args:
        message: What the engine says of the query.
        complaint: What it says of its :func:`layout`.
        text: The query.
        prefixes: Prefixes it may use without declaring them.

    Returns:
        The error.

    Example:
        >>> there = "error at 1:59: expected WHERE"
        >>> print(explained("error at 1:16: …", there, "SELECT ?x WHER { ?x a ?y }", {}))
        line 1, column 11: 'WHER' does not fit here; did you mean WHERE?
        SELECT ?x WHER { ?x a ?y }
                  ^
    """
    place = _PLACE.fullmatch(complaint)
    if not place:
        return QuerySyntax(message)
    found = list(tokens(text, prefixes=prefixes))
    if not found:
        return QuerySyntax("the query is empty")
    line, starts = _spread(found)
    column = int(place[2]) - 1
    wrong = found[max(i for i, start in enumerate(starts) if start <= max(column, 0))]
    sentence = _SENTENCE.search(place[3])
    if sentence:
        return syntax_error(text, wrong.start, sentence[0])
    if column >= len(line):
        return syntax_error(text, len(text.rstrip()), _too_early(found))
    may_be_keyword = wrong.kind == "word" and len(wrong.text) > 2
    hint = did_you_mean(wrong.text, _WORDS.split()) if may_be_keyword else ""
    return syntax_error(text, wrong.start, f"{wrong.text!r} does not fit here{hint}")


def _spread(found: Sequence[Token]) -> tuple[str, list[int]]:
    """One line with the tokens far apart, and where each begins in it."""
    line, starts = "", []
    before: Token | None = None
    for token in found:
        if before is not None and not _belong_together(before, token):
            line += _APART
        starts.append(len(line))
        line += token.text.replace("\n", " ").replace("\r", " ")
        before = token
    return line + _APART, starts


def _belong_together(one: Token, other: Token) -> bool:
    if one.start + len(one.text) != other.start:
        return False
    return one.text + other.text in _TOGETHER or (one.kind == "word" and other.text == "(")


def _too_early(found: Sequence[Token]) -> str:
    depth = {mark: sum(token.text == mark for token in found) for mark in "{}()[]"}
    for opening, closing in ("{}", "()", "[]"):
        if depth[opening] > depth[closing]:
            return f"the query ends too early; a {closing} is missing"
    return "the query ends too early, or uses a variable where it must not"
