"""Turtle, N-Triples, N-Quads, TriG, RDF/XML, and the RDF 1.2 spellings with reifiers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import BinaryIO, cast

import pyoxigraph as ox
from pyoxigraph import RdfFormat

from kg.errors import BadInput
from kg.export.extract import Extract
from kg.rdf import RDF, Literal, NamedNode, Quad, Triple

Write = Callable[[Extract, BinaryIO], None]

_REIFIES = NamedNode(RDF + "reifies")
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOCAL_NAME = re.compile(r"[^\W\d][\w.-]*$")


def dataset(format_: RdfFormat) -> Write:
    """Makes a writer that keeps named graphs.

    Args:
        format_: N-Quads or TriG.

    Returns:
        The writer.
    """

    def write(what: Extract, file: BinaryIO) -> None:
        ox.serialize(rdf11(what.quads()), file, format=format_, prefixes=_prefixes(what))

    return write


def union(format_: RdfFormat) -> Write:
    """Makes a writer of all triples, whatever graph they stand in.

    Args:
        format_: Turtle or N-Triples.

    Returns:
        The writer.
    """

    def write(what: Extract, file: BinaryIO) -> None:
        triples = _triples(rdf11(what.quads()))
        ox.serialize(triples, file, format=format_, prefixes=_prefixes(what))

    return write


def reified(format_: RdfFormat) -> Write:
    """Makes a writer of all triples and of RDF 1.2 reifiers: each claim reifies what it claims.

    Args:
        format_: Turtle or N-Triples.

    Returns:
        The writer.
    """

    def write(what: Extract, file: BinaryIO) -> None:
        triples = chain(_triples(what.quads()), reifiers(what))
        ox.serialize(triples, file, format=format_, prefixes=_prefixes(what))

    return write


def rdf_xml(what: Extract, file: BinaryIO) -> None:
    """Write RDF/XML.

    Args:
        what: What to write.
        file: Where.

    Raises:
        BadInput: A text holds a character, or a foreign property has a name, that XML cannot hold.
    """
    triples = map(_fit_for_xml, _triples(rdf11(what.quads())))
    kept = cast(BinaryIO, _KeepsCarriageReturns(file))
    ox.serialize(triples, kept, format=RdfFormat.RDF_XML, prefixes=_prefixes(what))


def rdf11(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads, as long as RDF 1.1 has words for them.

    Args:
        quads: Quads.

    Yields:
        The same quads.

    Raises:
        BadInput: One holds a triple term or a text with a direction.
    """
    for quad in quads:
        term = quad.object
        if isinstance(term, Triple) or (isinstance(term, Literal) and term.direction):
            raise BadInput(
                f"the foreign triple {quad} is RDF 1.2; write .ttl12 or .nt12, which can hold it"
            )
        yield quad


def _triples(quads: Iterable[Quad]) -> Iterator[Triple]:
    return (quad.triple for quad in quads)


def _prefixes(what: Extract) -> dict[str, str]:
    return dict(sorted(what.vocab.prefixes.items()))


def reifiers(what: Extract) -> Iterator[Triple]:
    """RDF 1.2's words for who claims what.

    Args:
        what: What is written.

    Yields:
        A triple for each claim that has an object: the claim reifies a triple term.
    """
    for claim in what.claims():
        if claim.object is not None:
            ends = (claim.subject, claim.predicate, claim.object)
            subject, predicate, object_ = (NamedNode(what.vocab.expand(end)) for end in ends)
            claimed = Triple(subject, predicate, object_)
            yield Triple(NamedNode(what.vocab.expand(claim.id)), _REIFIES, claimed)


def _fit_for_xml(triple: Triple) -> Triple:
    term = triple.object
    if isinstance(term, Literal) and (found := _FORBIDDEN.search(term.value)):
        character = f"U+{ord(found[0]):04X}"
        raise BadInput(
            f"{triple.subject} has the character {character} in a text, which XML cannot hold; "
            "write another format, such as .ttl"
        )
    if not _LOCAL_NAME.search(triple.predicate.value):
        raise BadInput(f"{triple.predicate} makes no XML name; write another format, such as .ttl")
    return triple


class _KeepsCarriageReturns:
    """A file for XML: readers of XML turn a bare carriage return into a line feed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        self._file.write(data.replace(b"\r", b"&#13;"))
        return len(data)

    def flush(self) -> None:
        self._file.flush()
