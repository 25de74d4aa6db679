"""SPARQL cut into tokens: enough to tell code from strings, IRIs and comments.

The cut must agree with the engine's, or a word could hide from one and be seen by the other. The
engine's grammar knows where an expression may stand, and reads ``<`` there as "less than"; this
one does not. So what could be read either way, and then matters, is refused instead of guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kg.errors import QuerySyntax, nearest

# Names are wider than SPARQL's own: beyond ASCII and Latin-1's signs they take every character.
# What SPARQL forbids of these, the engine refuses. (Excluding is far faster to compile.)
_LETTER = r"[^\x00-@\[-`{-\xb6]"
_IN_VARIABLE = r"[^\x00-/:-@\[-^`{-\xb6]"
_IN_NAME = r"[^\x00-,./:-@\[-^`{-\xb6]"
_IN_LOCAL = r"(?:[^\x00-,./;-@\[-^`{-\xb6]|%[0-9A-Fa-f]{2})"
_ESCAPE = r"\\(?:[tbnrf\"'\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})"

_TOKEN = re.compile(
    rf"""
    (?P<space>   [ \t\r\n]+ )
  | (?P<comment> \#[^\r\n]* )
  | (?P<iri>     <[^<>"{{}}|^`\x00-\x20]*> )
  | (?P<string>  '''(?:'{{0,2}}(?:[^'\\]|{_ESCAPE}))*+'''
               | \"\"\"(?:"{{0,2}}(?:[^"\\]|{_ESCAPE}))*+\"\"\"
               | '(?!'')(?:[^'\\\n\r]|{_ESCAPE})*+'
               | "(?!"")(?:[^"\\\n\r]|{_ESCAPE})*+" )
  | (?P<variable>[?$]{_IN_VARIABLE}+ )
  | (?P<blank>   _:{_IN_NAME}+(?:\.+{_IN_NAME}+)* )
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)* )
  | (?P<name>    (?:{_LETTER}{_IN_NAME}{{0,99}}(?:\.+{_IN_NAME}{{1,99}}){{0,9}})?:
                 (?:(?!-){_IN_LOCAL}+(?:\.+{_IN_LOCAL}+)*)? )
  | (?P<number>  (?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)? )
  | (?P<word>    \w+ )
  | (?P<mark>    . )
    """,
    re.VERBOSE | re.DOTALL,
)
_SCHEME = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*):")
_CODEPOINT = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")
_SHOWN = 70  # characters of a line on either side of an error
_STEERING = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_AFTER_OPERAND = frozenset({"variable", "blank", "language", "name", "number", "string", "iri"})


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query.

    Attributes:
        kind: space, comment, iri, string, variable, blank, language, name, number, word or mark.
        text: Its characters.
        start: Where it begins.
    """

    kind: str
    text: str
    start: int


def tokens(text: str, *, prefixes: Collection[str] = ()) -> Iterator[Token]:
    """Cut a query into tokens, white space and comments left out.

    Args:
        text: SPARQL.
        prefixes: Prefixes in force before the query declares its own.

    Yields:
        Tokens, in order.

    Raises:
        QuerySyntax: A string does not end, or something could be read in two ways.

    Example:
        >>> [token.kind for token in tokens("ASK { ?x a 'SERVICE' } # SERVICE")]
        ['word', 'mark', 'variable', 'word', 'string', 'mark']
    """
    known = set(prefixes)
    before: Token | None = None
    for match in _TOKEN.finditer(text):
        token = Token(match.lastgroup or "", match.group(), match.start())
        if token.kind in ("space", "comment"):
            continue
        _check(text, token, before, known)
        if token.kind == "name" and before is not None and before.text.lower() == "prefix":
            known.add(token.text[:-1])
        yield token
        before = token


def _check(text: str, token: Token, before: Token | None, prefixes: set[str]) -> None:
    if token.text in ("'", '"'):
        raise syntax_error(text, token.start, "this string does not end, or holds a wrong escape")
    if token.kind == "string":
        _check_codepoints(text, token)
    elif "\\" in token.text:
        why = "a backslash stands only in strings; write the IRI in full and as it is"
        raise syntax_error(text, token.start + token.text.index("\\"), why)
    if token.kind == "iri" and _may_be_less_than(token, before, prefixes):
        why = "this could be an IRI or a comparison; put a blank after <, or write the IRI in full"
        raise syntax_error(text, token.start, why)


def _check_codepoints(text: str, token: Token) -> None:
    for match in _CODEPOINT.finditer(token.text.replace(r"\\", "--")):
        number = int(match[1] or match[2], 16)
        if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
            raise syntax_error(text, token.start + match.start(), "there is no such character")


def _may_be_less_than(token: Token, before: Token | None, prefixes: set[str]) -> bool:
    """Whether an engine may read ``<`` as an operator, and then see other strings or comments."""
    if not {"'", "#"} & set(token.text) or before is None:
        return False
    if before.kind not in _AFTER_OPERAND and before.text not in (")", "]", "true", "false"):
        return False
    scheme = _SCHEME.match(token.text)
    return scheme is None or scheme[1] in prefixes


def syntax_error(text: str, offset: int, why: str) -> QuerySyntax:
    """An error that shows its place in the query.

    Args:
        text: The query.
        offset: Where it is wrong.
        why: What is wrong.

    Returns:
        An error whose message holds line, column, the line itself and a caret below it.

    Example:
        >>> print(syntax_error("ASK {\\n  ?x ex:y 1 }", 11, "unknown prefix ex"))
        line 2, column 6: unknown prefix ex
          ?x ex:y 1 }
             ^
    """
    line = text.count("\n", 0, offset) + 1
    return syntax_error_at(text, line, offset - text.rfind("\n", 0, offset), why)


def syntax_error_at(text: str, line: int, column: int, why: str) -> QuerySyntax:
    """The same for a line and a column, both counted from 1."""
    lines = text.split("\n")
    whole = lines[line - 1].rstrip("\r") if line <= len(lines) else ""
    cut = max(0, column - _SHOWN)
    shown = whole[cut : column + _SHOWN]
    # Tabs stay tabs below, so that the caret stands where they put the text.
    indent = "".join("\t" if sign == "\t" else " " for sign in shown[: column - 1 - cut])
    return QuerySyntax(f"line {line}, column {column}: {why}\n{visible(shown)}\n{indent}^")


def visible(text: str) -> str:
    """A text for people: what would steer a terminal or reorder the line is spelled out.

    Args:
        text: Any text.

    Returns:
        The same with control and formatting characters as escapes; tabs stay.

    Example:
        >>> visible("a\\x1b[31mb")
        'a\\\\x1b[31mb'
    """
    if text.isprintable():
        return text
    return "".join(
        sign.encode("unicode_escape").decode("ascii")
        if unicodedata.category(sign) in _STEERING and sign != "\t"
        else sign
        for sign in text
    )


def did_you_mean(name: str, known: Collection[str]) -> str:
    """The nearest known names as the end of a sentence; empty where nothing is alike."""
    close = nearest(name, known)
    return f"; did you mean {' or '.join(close)}?" if close else ""
