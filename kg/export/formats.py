"""The formats: a format is a line or two in a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from pyoxigraph import RdfFormat

from kg.errors import BadInput, UnknownName
from kg.export import tables, triples
from kg.export.extract import Extract
from kg.export.jelly import jelly
from kg.export.jsonld import jsonld

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write claims.

    Attributes:
        title: What people call it.
        suffix: How names of its files end.
        write: Writes an extract to a file.
    """

    title: str
    suffix: str
    write: Callable[[Extract, BinaryIO], None]


@dataclass(frozen=True, slots=True)
class NetworkFormat:
    """A way to write a network; ``writer`` is a function of :mod:`kg.export.networks`."""

    title: str
    suffix: str
    writer: str

    def write(self, graph: nx.MultiDiGraph, file: BinaryIO) -> None:
        """Write a network to a file."""
        from kg.export import networks

        getattr(networks, self.writer)(graph, file)


WRITERS: Mapping[str, Format] = {
    "turtle": Format("Turtle", ".ttl", triples.union(RdfFormat.TURTLE)),
    "ntriples": Format("N-Triples", ".nt", triples.union(RdfFormat.N_TRIPLES)),
    "nquads": Format("N-Quads", ".nq", triples.dataset(RdfFormat.N_QUADS)),
    "trig": Format("TriG", ".trig", triples.dataset(RdfFormat.TRIG)),
    "jsonld": Format("JSON-LD", ".jsonld", jsonld),
    "rdfxml": Format("RDF/XML", ".rdf", triples.rdf_xml),
    "jelly": Format("Jelly", ".jelly", jelly),
    "turtle12": Format("RDF 1.2 Turtle", ".ttl12", triples.reified(RdfFormat.TURTLE)),
    "ntriples12": Format("RDF 1.2 N-Triples", ".nt12", triples.reified(RdfFormat.N_TRIPLES)),
    "csv": Format("CSV of claims", ".csv", tables.csv),
    "jsonl": Format("JSON Lines of claims", ".jsonl", tables.jsonl),
    "parquet": Format("Parquet of claims", ".parquet", tables.parquet),
}
"""What claims can be written as. N-Quads, TriG, JSON-LD and Jelly keep the named graphs."""

NETWORK_WRITERS: Mapping[str, NetworkFormat] = {
    "graphml": NetworkFormat("GraphML", ".graphml", "graphml"),
    "gexf": NetworkFormat("GEXF", ".gexf", "gexf"),
    "nodelink": NetworkFormat("node-link JSON", ".json", "node_link"),
    "cytoscape": NetworkFormat("Cytoscape JSON", ".cyjs", "cytoscape"),
}
"""What networks can be written as."""


def format_name(
    file_name: str, format_: str | None, known: Mapping[str, Format | NetworkFormat]
) -> str:
    """The format that is meant.

    Args:
        file_name: The name of the file; ``.gz`` at its end does not count.
        format_: A format's name or suffix, or None to go by the file's name.
        known: The formats.

    Returns:
        The format's name.

    Raises:
        UnknownName: There is no such format.
        BadInput: The name does not tell.

    Example:
        >>> format_name("claims.nq.gz", None, WRITERS)
        'nquads'
    """
    by_suffix = {one.suffix: name for name, one in known.items()}
    if format_ is not None:
        wanted = format_.lower()
        if wanted in known:
            return wanted
        if (suffix := f".{wanted.removeprefix('.')}") in by_suffix:
            return by_suffix[suffix]
        raise UnknownName("format", format_, known)
    stem, dot, last = file_name.lower().removesuffix(".gz").rpartition(".")
    if stem and dot + last in by_suffix:
        return by_suffix[dot + last]
    raise BadInput(
        f"which format is {file_name!r}? Name one, or end the file's name in one of "
        f"{', '.join(by_suffix)}"
    )
