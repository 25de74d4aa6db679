"""RDF terms and parsing: the one place that turns pyoxigraph's parser errors into ours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.errors import BadInput
from kg.files import UNREADABLE, opened

__all__ = [
    "BlankNode",
    "DefaultGraph",
    "Literal",
    "NamedNode",
    "Quad",
    "Term",
    "Triple",
    "literal",
    "parse",
    "plain",
]

Term = NamedNode | BlankNode | Literal | Triple

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
OWL = "http://www.w3.org/2002/07/owl#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SCHEMA = "https://schema.org/"

RDF_TYPE = NamedNode(RDF + "type")
RDFS_LABEL = NamedNode(RDFS + "label")

_DATE = NamedNode(XSD + "date")
_DECIMAL = NamedNode(XSD + "decimal")
_BOOLEAN = NamedNode(XSD + "boolean")


def parse(path: Path) -> tuple[list[Quad], dict[str, str]]:
    """Read an RDF file; the format follows from its name.

    Args:
        path: Turtle, N-Triples, N-Quads, TriG, RDF/XML or JSON-LD, ``.gz`` allowed; ``.ttl12`` and
            ``.nt12`` are RDF 1.2.

    Returns:
        Its quads and the prefixes it declares.

    Raises:
        BadInput: It cannot be read, with line and column.

    Example:
        >>> from kg.files import bundled
        >>> quads, prefixes = parse(bundled("ontology") / "relations.ttl")
        >>> prefixes["skos"]
        'http://www.w3.org/2004/02/skos/core#'
    """
    name = path.name.removesuffix(".gz")
    format_ = ox.RdfFormat.from_extension(name.rpartition(".")[2].removesuffix("12"))
    if format_ is None:
        raise BadInput(f"{path}: no RDF format is known by this name; use .ttl, .nt, .nq, .trig …")
    with opened(path) as file:
        try:
            parser = ox.parse(file, format=format_)
            return list(parser), dict(parser.prefixes)
        except (SyntaxError, ValueError, *UNREADABLE) as error:
            raise BadInput(f"{path} is not well-formed {format_.name}: {error}") from error


def literal(value: str | bool | date | Decimal | int) -> Literal:
    """A typed literal in its canonical spelling.

    Args:
        value: A text, truth value, day or number.

    Returns:
        The literal: ``xsd:string``, ``xsd:boolean``, ``xsd:date`` or ``xsd:decimal``.

    Example:
        >>> str(literal(Decimal("18.70E+6")))
        '"18700000"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    if isinstance(value, bool):
        return Literal("true" if value else "false", datatype=_BOOLEAN)
    if isinstance(value, date):
        return Literal(value.isoformat(), datatype=_DATE)
    if isinstance(value, int | Decimal):
        return Literal(plain(Decimal(value)), datatype=_DECIMAL)
    return Literal(value)


def plain(number: Decimal) -> str:
    """A number without exponent and without zeros that say nothing.

    Args:
        number: Any finite number.

    Returns:
        Its shortest plain spelling.

    Example:
        >>> plain(Decimal("18.70E+6")), plain(Decimal("-0.50"))
        ('18700000', '-0.5')
    """
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if number else "0"


def by_subject(quads: list[Quad]) -> Iterator[tuple[str, dict[str, list[Term]]]]:
    """Group quads by their subject's IRI, in order of first appearance.

    Args:
        quads: Quads; those whose subject is a blank node are left out.

    Yields:
        The subject's IRI and its terms by predicate IRI.

    Example:
        >>> quad = Quad(NamedNode("http://a.example/s"), RDFS_LABEL, Literal("s"), DefaultGraph())
        >>> [subject for subject, _ in by_subject([quad])]
        ['http://a.example/s']
    """
    grouped: dict[str, dict[str, list[Term]]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            terms = grouped.setdefault(quad.subject.value, {})
            terms.setdefault(quad.predicate.value, []).append(quad.object)
    yield from grouped.items()
