"""JSON-LD with a context that reads like the tables: terms instead of IRIs, values typed by it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, groupby
from typing import Any, BinaryIO

from kg.errors import BadInput
from kg.export.extract import Extract
from kg.export.triples import rdf11
from kg.rdf import (
    OWL,
    RDF,
    RDF_TYPE,
    RDFS,
    SKOS,
    XSD,
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    Term,
)
from kg.vocab import CURIE, KG, Vocabulary

_STRING = XSD + "string"
_COERCED: Mapping[str, str] = {
    "entity": "@id",
    "claims": "@id",
    "relation": "@vocab",
    "term": "@vocab",
    "date": "xsd:date",
    "decimal": "xsd:decimal",
    "boolean": "xsd:boolean",
}
"""What the context says of a column's values, by the column's kind; nothing for texts."""
_CATALOGUE = {"label": "rdfs:label", "aliases": "skos:altLabel", "codes": "skos:notation"}
_STANDARD = {"rdf": RDF, "rdfs": RDFS, "skos": SKOS, "xsd": XSD, "owl": OWL}


def jsonld(what: Extract, file: BinaryIO) -> None:
    """Write JSON-LD: the context, then each named graph, a node per line.

    Args:
        what: What to write.
        file: Where.
    """
    names = _Names(what.vocab)
    file.write(b'{"@context": ' + _json(names.context) + b',\n"@graph": [')
    opener = b"\n"
    for graph, quads in groupby(rdf11(what.quads()), key=lambda quad: quad.graph_name):
        if isinstance(graph, DefaultGraph):
            head, tail = b"", b""
        else:
            head = b'{"@id": ' + _json(names.node(graph)) + b', "@graph": [\n'
            tail = b"\n]}"
        file.write(opener + head)
        between = b""
        for node in _nodes(quads, names):
            file.write(between + _json(node))
            between = b",\n"
        file.write(tail)
        opener = b",\n"
    file.write(b"\n]}\n")


def context(vocab: Vocabulary) -> dict[str, Any]:
    """The JSON-LD context of an ontology.

    Args:
        vocab: The ontology.

    Returns:
        Prefixes, and a term for each column, property, relation, class, unit and quantity kind. A
        term that would be a prefix at the same time ends in ``_id``.

    Example:
        >>> terms = context(Vocabulary.load())
        >>> terms["exportsTo"], terms["Flow"], terms["start"]["@type"]
        ({'@id': 'kg:exportsTo', '@type': '@id'}, 'kg:Flow', 'xsd:date')
    """
    return _Names(vocab).context


class _Names:
    """The names by which a document calls things."""

    def __init__(self, vocab: Vocabulary) -> None:
        self._vocab = vocab
        prefixes = {**_STANDARD, **vocab.prefixes}
        self._prefix_of = {namespace: prefix for prefix, namespace in prefixes.items()}
        self._of_property: dict[str, str] = {}
        self._coerced: dict[str, str | None] = {}
        self._of_class: dict[str, str] = {}
        self.context: dict[str, Any] = {"@version": 1.1, **dict(sorted(prefixes.items()))}
        for column in vocab.columns:
            if column.kind not in ("id", "class"):
                self._property(column.name, vocab.compact(column.iri), _COERCED.get(column.kind))
        for name, curie in _CATALOGUE.items():
            self._property(name, curie, None)
        for quad in vocab.quads:
            if (quad.predicate, quad.object) == (RDF_TYPE, NamedNode(RDF + "Property")):
                self._declared(quad.subject)
        for id_ in vocab.relations:
            self._property(id_.partition(":")[2], id_, "@id")
        for id_ in chain(vocab.classes, vocab.claim_types, vocab.quantity_kinds):
            name = id_.partition(":")[2]
            if name not in self.context:
                self.context[name] = id_
                self._of_class[id_] = name

    def _declared(self, subject: object) -> None:
        """A property that the ontology declares; its range says what its values are."""
        if not isinstance(subject, NamedNode) or not subject.value.startswith(KG):
            return
        ranges = [
            quad.object.value
            for quad in self._vocab.quads
            if quad.subject == subject
            and quad.predicate.value == RDFS + "range"
            and isinstance(quad.object, NamedNode)
        ]
        type_ = ranges[0] if len(ranges) == 1 else _STRING
        coerced = None if type_ == _STRING else self._short(type_) if XSD in type_ else "@id"
        self._property(subject.value.removeprefix(KG), self._vocab.compact(subject.value), coerced)

    def _property(self, name: str, curie: str | None, coerced: str | None) -> None:
        if curie is None or curie in self._of_property:
            return
        term = next((term for term in (name, f"{name}_id") if term not in self.context), None)
        if term is not None:
            self.context[term] = {"@id": curie, "@type": coerced} if coerced else curie
            self._of_property[curie] = term
            self._coerced[term] = coerced

    def _short(self, iri: str) -> str:
        """The prefixed name of an IRI, or the IRI."""
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        curie = f"{self._prefix_of.get(iri[:cut], '')}:{iri[cut:]}"
        if CURIE.fullmatch(curie):
            return curie
        scheme, _, rest = iri.partition(":")
        if scheme in self.context and not rest.startswith("//"):
            raise BadInput(f"JSON-LD cannot tell the IRI <{iri}> from a prefixed name; write .nq")
        return iri

    def node(self, term: object) -> str:
        """How a node is referred to."""
        assert isinstance(term, NamedNode | BlankNode)
        return self._short(term.value) if isinstance(term, NamedNode) else str(term)

    def key(self, predicate: NamedNode) -> str:
        """How a property is called."""
        short = self._short(predicate.value)
        return self._of_property.get(short, short)

    def type(self, term: object) -> str:
        """How a class or another term of the ontology is called."""
        short = self.node(term)
        return self._of_class.get(short) or self._of_property.get(short, short)

    def value(self, key: str, term: Term) -> Any:
        """An object, as short as the context allows."""
        coerced = self._coerced.get(key)
        if not isinstance(term, Literal):
            return _REFERENCES.get(coerced, _reference)(self, term)
        if term.language:
            return {"@value": term.value, "@language": term.language}
        datatype = None if term.datatype.value == _STRING else self._short(term.datatype.value)
        if datatype != coerced:
            return {"@value": term.value, **({"@type": datatype} if datatype else {})}
        return _NATIVE.get(term.value, term.value) if datatype == "xsd:boolean" else term.value


_NATIVE = {"true": True, "false": False}


def _reference(names: _Names, term: object) -> dict[str, str]:
    return {"@id": names.node(term)}


_REFERENCES: Mapping[str | None, Callable[[_Names, object], Any]] = {
    "@id": _Names.node,
    "@vocab": _Names.type,
}


def _nodes(quads: Iterable[Quad], names: _Names) -> Iterator[dict[str, Any]]:
    """A node for each run of quads with one subject."""
    for subject, run in groupby(quads, key=lambda quad: quad.subject):
        node: dict[str, Any] = {"@id": names.node(subject)}
        for quad in run:
            term = quad.object
            if quad.predicate == RDF_TYPE and not isinstance(term, Literal):
                _add(node, "@type", names.type(term))
            else:
                key = names.key(quad.predicate)
                _add(node, key, names.value(key, term))
        yield node


def _add(node: dict[str, Any], key: str, value: Any) -> None:
    """Put a value beside those that are there; a list only where there are several."""
    if key not in node:
        node[key] = value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8")
