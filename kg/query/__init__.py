"""Questions in SPARQL: checked, run in a process that can be stopped, answered as a stream."""

from kg.query.as_rdflib import to_rdflib
from kg.query.named import NamedQuery, named_queries, named_query
from kg.query.parameters import Parameter
from kg.query.resolve import resolve
from kg.query.results import TRIPLE_FORMATS, Answer, Boolean, Rows, Triples
from kg.query.run import query
from kg.query.writers import ROW_WRITERS

__all__ = [
    "ROW_WRITERS",
    "TRIPLE_FORMATS",
    "Answer",
    "Boolean",
    "NamedQuery",
    "Parameter",
    "Rows",
    "Triples",
    "named_queries",
    "named_query",
    "query",
    "resolve",
    "to_rdflib",
]
