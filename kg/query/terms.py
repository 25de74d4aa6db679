"""RDF terms as Python values, as text for people, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kg.entity import Entity
from kg.errors import BadInput
from kg.query.tokens import visible
from kg.rdf import XSD, Literal, NamedNode, Term, Triple, literal
from kg.sources import Source
from kg.vocab import Vocabulary

Value = str | bool | int | float | Decimal | date | datetime | None
"""What a cell of an answer holds; None where a variable is unbound."""

_INTEGERS = """
    integer int long short byte nonNegativeInteger positiveInteger nonPositiveInteger
    negativeInteger unsignedInt unsignedLong unsignedShort unsignedByte
"""
_READERS: Mapping[str, Callable[[str], Value]] = {
    XSD + "decimal": Decimal,
    XSD + "double": float,
    XSD + "float": float,
    XSD + "date": date.fromisoformat,
    XSD + "dateTime": datetime.fromisoformat,
    XSD + "boolean": {"true": True, "1": True, "false": False, "0": False}.__getitem__,
    **{XSD + name: int for name in _INTEGERS.split()},
}
_SPELLED: Mapping[type, tuple[str, Callable[[Any], str]]] = {
    datetime: ("dateTime", datetime.isoformat),
    int: ("integer", str),
    float: ("double", repr),
}


def to_value(term: Term | None, vocab: Vocabulary) -> Value:
    """A term as Python has it.

    Args:
        term: A term; None where a variable is unbound.
        vocab: The ontology, whose prefixes shorten IRIs.

    Returns:
        A CURIE (the whole IRI where no prefix fits), a number, day, truth value or text. A literal
        that Python cannot hold, such as a year before 1, stays text.

    Example:
        >>> to_value(literal(Decimal("5864.6")), Vocabulary.load())
        Decimal('5864.6')
    """
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return vocab.compact(term.value) or term.value
    if not isinstance(term, Literal):
        return str(term)
    reader = _READERS.get(term.datatype.value)
    if reader is None:
        return term.value
    try:
        return reader(term.value)
    except (ValueError, ArithmeticError, KeyError):
        return term.value


def to_text(term: Term | None, vocab: Vocabulary) -> str:
    """A term as people read it: CURIEs, plain values, nothing that steers a terminal.

    Args:
        term: A term; None where a variable is unbound.
        vocab: The ontology.

    Returns:
        One line of text, empty for None.

    Example:
        >>> to_text(literal("a\\nb"), Vocabulary.load())
        'a\\\\nb'
    """
    if isinstance(term, Literal):
        return visible(term.value).replace("\t", "\\t")
    return visible(str(to_value(term, vocab))) if term is not None else ""


def ntriples(term: Term) -> str:
    """A term in N-Triples.

    Args:
        term: Any term.

    Returns:
        Its one spelling, every character that needs it escaped.

    Example:
        >>> ntriples(literal('say "yes"'))
        '"say \\\\"yes\\\\""'
    """
    return f"<<( {term} )>>" if isinstance(term, Triple) else str(term)


def to_term(value: object, vocab: Vocabulary) -> Term:
    """The term that a Python value stands for.

    Args:
        value: A term, an entity, a source, a truth value, number, day or text. A text stays a
            text, whatever it looks like.
        vocab: The ontology.

    Returns:
        The term.

    Raises:
        BadInput: There is no term for it.

    Example:
        >>> to_term("country:CHN", Vocabulary.load())
        <Literal value=country:CHN datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#string>>
    """
    if isinstance(value, NamedNode | Literal | Triple):
        return value
    if isinstance(value, Entity | Source):
        return NamedNode(vocab.expand(value.id))
    if isinstance(value, bool):
        return literal(value)
    for kind, (datatype, spelled) in _SPELLED.items():
        if isinstance(value, kind):
            return Literal(spelled(value), datatype=NamedNode(XSD + datatype))
    if isinstance(value, str | date | Decimal):
        return literal(value)
    raise BadInput(f"no RDF term stands for {value!r}, a {type(value).__name__}")
