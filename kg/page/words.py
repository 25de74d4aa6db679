"""The page's own words, found in its modules.

A word of the page is a text in quotation marks that is given to ``t`` or ``counted`` of
``words.js``; from these alone translators get a complete list. So such a call with anything else,
or under another name, is an error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.errors import KgError

_TOKEN = re.compile(
    r"""
    (?P<space>   \s+ | //[^\n]* | /\*.*?\*/ )
  | (?P<string>  "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' )
  | (?P<regex>   /(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]* )
  | (?P<name>    [A-Za-z_$][\w$]* )
  | (?P<number>  \.?\d[\w.]* )
  | (?P<mark>    . )
    """,
    re.VERBOSE | re.DOTALL,
)
_DIVISION = re.compile(r"/=?")
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*", re.DOTALL)
_BEFORE_REGEX = frozenset({"return", "typeof", "case", "of", "in", "await", "yield", "void"})
_ARGUMENTS = {"t": (0,), "counted": (1, 2)}
"""Which arguments of each function are words."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int


def words_in(path: str, text: str) -> list[str]:
    """The words of the page that stand in one of its modules.

    Args:
        path: The module's path, for messages.
        text: Its source.

    Returns:
        The words in their order, with repetitions; none where it does not import ``words.js``.

    Raises:
        KgError: A word is no text in quotation marks, or the functions are called otherwise.

    Example:
        >>> words_in("a.js", 'import { t } from "./words.js";\\nt("Hide {name}", { name });')
        ['Hide {name}']
    """
    found = list(_tokens(text))
    called = frozenset(_imported(path, text, found))
    return list(_words(path, text, found, called))


def _tokens(text: str) -> Iterator[_Token]:
    """The tokens of JavaScript without blanks and comments; a template's code is cut up too."""
    place, before = 0, _Token("mark", ";", 0)
    depth: list[int] = []  # braces that are open inside each template
    while place < len(text):
        match = _TOKEN.match(text, place)
        assert match  # its last branch takes any character
        kind, token = match.lastgroup or "", match.group()
        if kind == "regex" and not _may_begin_regex(before):
            kind, token = "mark", "/"
        if token == "{" and depth:
            depth[-1] += 1
        elif token == "}" and depth:
            depth[-1] -= 1
        closes = token == "}" and bool(depth) and depth[-1] == 0
        if token == "`" or closes:
            if closes:
                depth.pop()
            piece = _TEMPLATE.match(text, place + 1)
            assert piece  # it also matches nothing
            kind, token = "template", text[place : piece.end() + 1]
            if text.startswith("${", piece.end()):
                token += "{"
                depth.append(1)
        if kind != "space":
            before = _Token(kind, token, place)
            yield before
        place += len(token)


def _may_begin_regex(before: _Token) -> bool:
    """Whether a slash after this token begins a regular expression and is no division."""
    if before.kind == "name":
        return before.text in _BEFORE_REGEX
    if before.kind == "template":
        return before.text.endswith("${")
    return before.kind == "mark" and before.text not in (")", "]", "}")


def _imported(path: str, text: str, found: Sequence[_Token]) -> Iterator[str]:
    """The functions that the module imports from ``words.js``."""
    names: list[str] = []
    for token, after in pairwise(found):
        if token.text == "import":
            names = []
        elif token.kind == "name":
            names.append(token.text)
            if token.text == "from" and after.kind == "string":
                if after.text.strip("\"'").rpartition("/")[2] == "words.js":
                    for name in _ARGUMENTS.keys() & set(names):
                        if _renamed(names, name):
                            raise _fault(path, text, token, f"{name} keeps its name on import")
                        yield name
                names = []


def _renamed(names: Sequence[str], name: str) -> bool:
    return (name, "as") in pairwise(names)


def _words(path: str, text: str, found: Sequence[_Token], called: frozenset[str]) -> Iterator[str]:
    before = _Token("mark", ";", 0)
    for index, token in enumerate(found):
        following = found[index + 1].text if index + 1 < len(found) else ""
        if token.kind == "name" and token.text in called and before.text not in (".", "function"):
            if following == "(":
                yield from _given(path, text, token, _arguments(found, index + 1))
            elif following != ":" and not (before.text in ("{", ",") and following in (",", "}")):
                raise _fault(path, text, token, f"{token.text} is called by its name, nothing else")
        before = token


def _arguments(found: Sequence[_Token], opening: int) -> list[list[_Token]]:
    """The tokens of each argument of a call."""
    arguments: list[list[_Token]] = [[]]
    depth = 0
    for token in found[opening:]:
        if token.text in ("(", "[", "{") or (token.text.endswith("${") and token.text[0] == "`"):
            depth += 1
        elif token.text in (")", "]", "}") or (token.text[0] == "}" and token.text[-1] == "`"):
            depth -= 1
        if depth == 0:
            break
        if depth == 1 and token.text == ",":
            arguments.append([])
        elif not (depth == 1 and token.text == "(" and token is found[opening]):
            arguments[-1].append(token)
    return arguments


def _given(
    path: str, text: str, call: _Token, arguments: Sequence[Sequence[_Token]]
) -> Iterator[str]:
    for place in _ARGUMENTS[call.text]:
        given = arguments[place] if place < len(arguments) else ()
        if len(given) != 1 or given[0].kind != "string" or given[0].text[0] != '"':
            shown = " ".join(token.text for token in given)
            why = f"{call.text}( takes a text in double quotation marks, not {shown or 'nothing'}"
            raise _fault(path, text, call, why)
        try:
            yield str(json.loads(given[0].text))
        except ValueError as error:
            raise _fault(path, text, call, f"cannot read {given[0].text}") from error


def _fault(path: str, text: str, token: _Token, why: str) -> KgError:
    line = text.count("\n", 0, token.start) + 1
    return KgError(f"{path}, line {line}: {why}")
