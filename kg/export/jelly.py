"""Jelly, a compact binary form of RDF: the one place that knows pyjelly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from kg.errors import BadInput
from kg.export.extract import Extract
from kg.export.triples import rdf11
from kg.files import opened
from kg.rdf import XSD, BlankNode, DefaultGraph, Literal, NamedNode, Quad

_STRING = XSD + "string"


def jelly(what: Extract, file: BinaryIO) -> None:
    """Write Jelly, named graphs kept.

    Args:
        what: What to write.
        file: Where.
    """
    from pyjelly import jelly as proto
    from pyjelly.integrations.generic import generic_sink as sink
    from pyjelly.integrations.generic.serialize import flat_stream_to_file
    from pyjelly.options import StreamParameters
    from pyjelly.serialize.streams import SerializerOptions

    def term(ours: object) -> Any:
        if isinstance(ours, NamedNode):
            return sink.IRI(ours.value)
        if isinstance(ours, BlankNode):
            return sink.BlankNode(ours.value)
        if isinstance(ours, Literal):
            datatype = ours.datatype.value
            plain = ours.language or datatype == _STRING
            return sink.Literal(ours.value, ours.language, None if plain else datatype)
        return sink.DefaultGraph

    quads = (sink.Quad(*map(term, quad)) for quad in rdf11(what.quads()))
    flat, plain_rdf = proto.LOGICAL_STREAM_TYPE_FLAT_QUADS, StreamParameters()
    flat_stream_to_file(quads, file, SerializerOptions(logical_type=flat, params=plain_rdf))


def parse_jelly(path: Path) -> list[Quad]:
    """Read a Jelly file.

    Args:
        path: The file, ``.gz`` allowed.

    Returns:
        Its quads; triples stand in the default graph.

    Raises:
        BadInput: It cannot be read.
    """
    with opened(path) as file:
        try:
            return list(_parsed(file))
        except MemoryError:
            raise
        except Exception as error:  # a broken file makes pyjelly raise anything
            raise BadInput(f"{path} is not well-formed Jelly: {error}") from error


def _parsed(file: BinaryIO) -> Iterator[Quad]:
    from pyjelly.integrations.generic import generic_sink as sink
    from pyjelly.integrations.generic.parse import parse_jelly_flat

    def term(theirs: Any) -> Any:
        if isinstance(theirs, sink.IRI):
            return NamedNode(theirs._iri)
        if isinstance(theirs, sink.BlankNode):
            return BlankNode(theirs._identifier)
        if isinstance(theirs, sink.Literal):
            if theirs._langtag:
                return Literal(theirs._lex, language=theirs._langtag)
            return Literal(theirs._lex, datatype=NamedNode(theirs._datatype or _STRING))
        if theirs is sink.DefaultGraph:
            return DefaultGraph()
        raise BadInput("it holds triple terms or other things that RDF 1.1 has not")

    for statement in parse_jelly_flat(file):
        if not isinstance(statement, sink.Prefix):
            terms = [term(part) for part in statement]
            yield Quad(*terms)
