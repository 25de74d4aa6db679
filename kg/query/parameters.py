"""The parameters of named queries: what they are, and how a value becomes a term.

A value is bound to its variable as a term. It never becomes part of the query's text, so that
nothing in it can change what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from kg.dates import parse_day
from kg.entity import Entity
from kg.errors import BadInput, UnknownName, shown
from kg.query.resolve import resolve, resolve_source, resolve_term
from kg.query.terms import to_term
from kg.rdf import NamedNode, Term
from kg.sources import Source
from kg.vocab import CURIE

if TYPE_CHECKING:
    from kg.asof import AsOf

_DECLARED = re.compile(
    r"(?P<name>[a-z][A-Za-z0-9]*) +(?P<kind>[a-z]+) +"
    r"(?P<need>required|optional|default=(?P<default>\S+)) +(?:—|-+) +(?P<description>.+)"
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a named query that its caller gives a value.

    Attributes:
        name: The variable's name.
        kind: What it takes: text, date, integer, number, boolean, entity, source, relation, claim.
        required: Whether it must be given. One that is not, and is left out, stays unbound.
        default: What it is if left out; None for unbound.
        description: One line for people.
    """

    name: str
    kind: str
    required: bool
    default: str | None
    description: str

    @classmethod
    def read(cls, declaration: str) -> Parameter:
        """Read a declaration.

        Args:
            declaration: Such as ``on date required — The day asked about``; in place of
                ``required`` there can be ``optional`` or ``default=VALUE``.

        Returns:
            The parameter.

        Raises:
            BadInput: It is none.

        Example:
            >>> Parameter.read("about entity optional — What it is about").required
            False
        """
        match = _DECLARED.fullmatch(declaration.strip())
        if not match:
            why = "write NAME KIND required|optional|default=VALUE — DESCRIPTION"
            raise BadInput(f"{shown(declaration)} declares no parameter; {why}")
        if match["kind"] not in _TERMS:
            raise UnknownName("kind of parameter", match["kind"], _TERMS)
        return cls(
            name=match["name"],
            kind=match["kind"],
            required=match["need"] == "required",
            default=match["default"],
            description=match["description"],
        )

    def term(self, value: object, view: AsOf) -> Term:
        """The term to bind.

        Args:
            value: As people write it, or as Python has it: a date, a number, an entity.
            view: Where names are looked up.

        Returns:
            The term.

        Raises:
            BadInput: The value is not of this kind, or names nothing.
        """
        try:
            return _TERMS[self.kind](value, view)
        except BadInput as error:
            error.args = (f"parameter {self.name}: {error}",)
            raise


def _text(value: object, view: AsOf) -> Term:
    return to_term(str(value), view.vocab)


def _day(value: object, view: AsOf) -> Term:
    return to_term(value if isinstance(value, date) else parse_day(str(value)), view.vocab)


def _integer(value: object, view: AsOf) -> Term:
    try:
        return to_term(int(str(value)), view.vocab)
    except ValueError as error:
        raise BadInput(f"{shown(str(value))} is no whole number") from error


def _number(value: object, view: AsOf) -> Term:
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise BadInput(f"{shown(str(value))} is no number; write it like -48.3") from error
    if not number.is_finite():
        raise BadInput(f"{shown(str(value))} is no number; write it like -48.3")
    return to_term(number, view.vocab)


def _boolean(value: object, view: AsOf) -> Term:
    known = {"true": True, "yes": True, "false": False, "no": False}
    if str(value).casefold() not in known:
        raise BadInput(f"{shown(str(value))} is neither true nor false")
    return to_term(known[str(value).casefold()], view.vocab)


def _entity(value: object, view: AsOf) -> Term:
    entity = value if isinstance(value, Entity) else resolve(view, str(value))
    return to_term(entity, view.vocab)


def _source(value: object, view: AsOf) -> Term:
    source = value if isinstance(value, Source) else resolve_source(view, str(value))
    return to_term(source, view.vocab)


def _relation(value: object, view: AsOf) -> Term:
    relations = view.vocab.relations
    relation = resolve_term("relation", relations, str(value), view.vocab)
    return NamedNode(view.vocab.expand(relation.id))


def _claim(value: object, view: AsOf) -> Term:
    text = str(value)
    id_ = view.vocab.compact(text) or (text if ":" in text else f"claim:{text}")
    if not CURIE.fullmatch(id_) or not id_.startswith("claim:"):
        raise BadInput(f"{shown(text)} is no claim's id; they look like claim:c1-0123…")
    return NamedNode(view.vocab.expand(id_))


_TERMS: Mapping[str, Callable[[object, AsOf], Term]] = {
    "text": _text,
    "date": _day,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "entity": _entity,
    "source": _source,
    "relation": _relation,
    "claim": _claim,
}
