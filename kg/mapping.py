"""Rows to RDF and back, by reading the ontology.

A claim becomes an ordinary node with one triple per filled column; an entity and a source become
SKOS-flavoured nodes. Named graphs: one per source for its claims, one each for the catalogue, the
ontology, retractions, foreign triples and direct edges. No triple stands in two of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from typing import Any

from kg.claim import Claim
from kg.dataset import Dataset
from kg.dates import parse_day
from kg.entity import Entity
from kg.errors import BadInput
from kg.rdf import (
    RDF,
    RDF_TYPE,
    RDFS_LABEL,
    SKOS,
    Literal,
    NamedNode,
    Quad,
    Term,
    by_subject,
    literal,
)
from kg.sources import Retraction, Source
from kg.vocab import KG, Column, Vocabulary

_STATEMENT = NamedNode(RDF + "Statement")
_ALT_LABEL = NamedNode(SKOS + "altLabel")
_NOTATION = NamedNode(SKOS + "notation")
_NOTE = NamedNode(KG + "note")
_SOURCE_CLASS = NamedNode(KG + "Source")
_RETRACTION_CLASS = NamedNode(KG + "Retraction")
_RETRACTS = NamedNode(KG + "retracts")
_RETRACTED_ON = NamedNode(KG + "retractedOn")
_RETRACTION_REASON = NamedNode(KG + "retractionReason")

_SOURCE_PROPERTIES = {
    "kind": "kind",
    "publisher": "publisher",
    "published": "published",
    "published_basis": "publishedBasis",
    "language": "language",
    "sha256": "sha256",
    "length": "length",
    "obtained": "obtained",
    "relies_on": "reliesOn",
    "licence": "licence",
    "recorded": "recorded",
}
_MOST_DIGITS = 12
_SOURCE_ENTITIES = ("publisher", "relies_on")


class RdfMapping:
    """Maps rows to quads and back for one ontology and base IRI."""

    def __init__(self, vocab: Vocabulary) -> None:
        self.vocab = vocab
        self.node = lru_cache(maxsize=None)(self._node)
        self._columns = [
            (column.name, column, NamedNode(column.iri))
            for column in vocab.columns
            if column.kind not in ("id", "class")
        ]
        self._readers = {column.iri: column for column in vocab.columns if column.kind != "id"}

    def _node(self, curie: str) -> NamedNode:
        return NamedNode(self.vocab.expand(curie))

    def graph_of(self, source_id: str) -> NamedNode:
        """The named graph that holds the claims of a source."""
        return self.node("graph:source-" + source_id.partition(":")[2])

    def dataset_quads(self, dataset: Dataset) -> Iterator[Quad]:
        """Everything in a dataset, but neither the ontology nor direct edges.

        Args:
            dataset: Claims, entities, sources, retractions.

        Yields:
            Quads, in the order of the dataset.
        """
        for entity in dataset.entities.values():
            yield from self.entity_quads(entity)
        for source in dataset.sources.values():
            yield from self.source_quads(source)
        for claim in dataset.claims:
            yield from self.claim_quads(claim)
        for retraction in dataset.retractions:
            yield from self.retraction_quads(retraction)

    def ontology_quads(self) -> Iterator[Quad]:
        """The ontology, in a graph of its own."""
        graph = self.node("graph:ontology")
        for quad in self.vocab.quads:
            yield Quad(quad.subject, quad.predicate, quad.object, graph)

    def claim_quads(self, claim: Claim) -> Iterator[Quad]:
        """One node per claim, one triple per filled column."""
        node, graph = self.node(claim.id), self.graph_of(claim.source_id)
        yield Quad(node, RDF_TYPE, _STATEMENT, graph)
        for type_ in self.vocab.ancestors(claim.claim_type):
            yield Quad(node, RDF_TYPE, self.node(type_), graph)
        for name, column, property_ in self._columns:
            value = getattr(claim, name)
            if value is None:
                continue
            for part in value if column.kind == "claims" else (value,):
                term = self.node(part) if _is_reference(column) else literal(part)
                yield Quad(node, property_, term, graph)

    def entity_quads(self, entity: Entity) -> Iterator[Quad]:
        """Type, label, aliases and codes of an entity."""
        node, graph = self.node(entity.id), self.node("graph:catalogue")
        for type_ in self.vocab.ancestors(entity.type):
            yield Quad(node, RDF_TYPE, self.node(type_), graph)
        yield Quad(node, RDFS_LABEL, literal(entity.label), graph)
        for alias in entity.aliases:
            yield Quad(node, _ALT_LABEL, literal(alias), graph)
        for scheme, code in entity.codes:
            datatype = self.node(f"code:{scheme}")
            yield Quad(node, _NOTATION, Literal(code, datatype=datatype), graph)
        if entity.note:
            yield Quad(node, _NOTE, literal(entity.note), graph)

    def source_quads(self, source: Source) -> Iterator[Quad]:
        """The bibliographic row of a source."""
        node, graph = self.node(source.id), self.node("graph:catalogue")
        yield Quad(node, RDF_TYPE, _SOURCE_CLASS, graph)
        yield Quad(node, RDFS_LABEL, literal(source.label), graph)
        for name, local in _SOURCE_PROPERTIES.items():
            value = getattr(source, name)
            for part in value if isinstance(value, tuple) else (value,):
                if part not in (None, ""):
                    term = self.node(part) if name in _SOURCE_ENTITIES else literal(part)
                    yield Quad(node, NamedNode(KG + local), term, graph)

    def retraction_quads(self, retraction: Retraction) -> Iterator[Quad]:
        """A node per retraction."""
        text = f"{retraction.claim}|{retraction.date}|{retraction.why}"
        node = self.node("retraction:r1-" + sha256(text.encode()).hexdigest()[:20])
        graph = self.node("graph:retractions")
        yield Quad(node, RDF_TYPE, _RETRACTION_CLASS, graph)
        yield Quad(node, _RETRACTS, self.node(retraction.claim), graph)
        yield Quad(node, _RETRACTED_ON, literal(retraction.date), graph)
        yield Quad(node, _RETRACTION_REASON, literal(retraction.why), graph)

    def direct_quads(self, claims: Iterable[Claim], *, view: str) -> Iterator[Quad]:
        """The direct edges of claims: plain triples between entities, each once.

        Args:
            claims: Claims that are visible in the view.
            view: The view's name, which the graph's name carries.

        Yields:
            A quad per asserted, not negated relation; two for a symmetric one.
        """
        graph = self.node(f"graph:direct-{view}")
        edges: dict[tuple[str, str, str], None] = {}
        for claim in claims:
            if claim.is_direct and claim.object is not None:
                edges[claim.subject, claim.predicate, claim.object] = None
                if self.vocab.relations[claim.predicate].symmetric:
                    edges[claim.object, claim.predicate, claim.subject] = None
        for subject, predicate, object_ in edges:
            yield Quad(self.node(subject), self.node(predicate), self.node(object_), graph)

    def read(self, quads: Iterable[Quad]) -> Dataset:
        """The rows that quads of ours stand for; foreign ones are passed over.

        Args:
            quads: Such as an export of a graph.

        Returns:
            Claims, entities, sources and retractions.

        Raises:
            BadInput: A claim node lacks a column or holds a value of the wrong kind.
        """
        claims: list[Claim] = []
        entities: list[Entity] = []
        sources: list[Source] = []
        retractions: list[Retraction] = []
        for iri, terms in by_subject(list(dict.fromkeys(quads))):
            id_ = self.vocab.compact(iri)
            types = {self.vocab.compact(term.value) or "" for term in _nodes(terms, RDF_TYPE)}
            if id_ is None:
                continue
            if types & self.vocab.claim_types.keys():
                claims.append(self._claim(id_, types, terms))
            elif "kg:Source" in types and KG + "published" in terms:
                sources.append(self._source(id_, terms))
            elif "kg:Retraction" in types:
                retractions.append(self._retraction(id_, terms))
            elif types & self.vocab.classes.keys() and RDFS_LABEL.value in terms:
                entities.append(self._entity(id_, types, terms))
        return Dataset.of(
            entities=entities, sources=sources, claims=claims, retractions=retractions
        )

    def _claim(self, id_: str, types: set[str], terms: Mapping[str, list[Term]]) -> Claim:
        slots: dict[str, Any] = {"id": id_, "claim_type": self._most_specific(types)}
        for iri, found in terms.items():
            column = self._readers.get(iri)
            if column is None or column.kind == "class":
                continue
            if column.kind == "claims":
                slots[column.name] = tuple(sorted(self._reference(id_, term) for term in found))
            elif len(found) > 1:
                raise BadInput(f"{id_} has {len(found)} values of {column.name}; a claim has one")
            else:
                slots[column.name] = self._value(id_, column, found[0])
        try:
            return Claim(**slots)
        except TypeError as error:
            needed = {field.name for field in fields(Claim)} - slots.keys()
            columns = ", ".join(sorted(needed & set(_ALWAYS_THERE)))
            raise BadInput(f"{id_} lacks {columns or error}") from error

    def _entity(self, id_: str, types: set[str], terms: Mapping[str, list[Term]]) -> Entity:
        codes = (
            (self.vocab.compact(term.datatype.value), term.value)
            for term in terms.get(_NOTATION.value, ())
            if isinstance(term, Literal)
        )
        return Entity(
            id=id_,
            type=self._most_specific(types),
            label=_first(terms, RDFS_LABEL),
            aliases=tuple(term.value for term in _literals(terms, _ALT_LABEL)),
            codes=tuple(
                sorted((scheme.partition(":")[2], code) for scheme, code in codes if scheme)
            ),
            note=_first(terms, _NOTE),
        )

    def _source(self, id_: str, terms: Mapping[str, list[Term]]) -> Source:
        def text(name: str) -> str:
            return _first(terms, NamedNode(KG + _SOURCE_PROPERTIES[name]))

        def references(name: str) -> tuple[str, ...]:
            found = terms.get(KG + _SOURCE_PROPERTIES[name], ())
            return tuple(self._reference(id_, term) for term in found)

        return Source(
            id=id_,
            label=_first(terms, RDFS_LABEL),
            kind=text("kind"),
            publisher=next(iter(references("publisher")), None),
            published=_day(id_, "published", text("published")),
            published_basis=text("published_basis"),
            language=text("language"),
            sha256=text("sha256") or None,
            length=_length(id_, text("length")),
            obtained=text("obtained"),
            relies_on=references("relies_on"),
            licence=text("licence"),
            recorded=_day(id_, "recorded", text("recorded")),
        )

    def _retraction(self, id_: str, terms: Mapping[str, list[Term]]) -> Retraction:
        retracted = terms.get(_RETRACTS.value, ())
        if len(retracted) != 1:
            raise BadInput(f"{id_} retracts {len(retracted)} claims; a retraction takes back one")
        return Retraction(
            claim=self._reference(id_, retracted[0]),
            date=_day(id_, "date", _first(terms, _RETRACTED_ON)),
            why=_first(terms, _RETRACTION_REASON),
        )

    def _most_specific(self, types: set[str]) -> str:
        known = sorted(types & {*self.vocab.classes, *self.vocab.claim_types})
        return max(known, key=lambda type_: len(self.vocab.ancestors(type_)))

    def _reference(self, id_: str, term: Term) -> str:
        curie = self.vocab.compact(term.value) if isinstance(term, NamedNode) else None
        if curie is None:
            raise BadInput(f"{id_} refers to {term}, which no known prefix covers")
        return curie

    def _value(self, id_: str, column: Column, term: Term) -> object:
        if _is_reference(column):
            return self._reference(id_, term)
        if not isinstance(term, Literal):
            raise BadInput(f"{id_}: {column.name} is {term}, not a literal")
        try:
            return _FROM_TEXT.get(column.kind, str)(term.value)
        except (ValueError, ArithmeticError, KeyError) as error:
            raise BadInput(f"{id_}: {column.name} {term.value!r} is no {column.kind}") from error


_FROM_TEXT: Mapping[str, Any] = {
    "date": date.fromisoformat,
    "decimal": Decimal,
    "boolean": {"true": True, "false": False, "1": True, "0": False}.__getitem__,
}
_ALWAYS_THERE = (
    "subject",
    "predicate",
    "start",
    "start_latest",
    "end_earliest",
    "end",
    "source_id",
    "locator",
    "published",
    "recorded",
    "gist",
)


def _is_reference(column: Column) -> bool:
    return column.kind in ("entity", "relation", "term", "claims")


def _nodes(terms: Mapping[str, list[Term]], predicate: NamedNode) -> Iterator[NamedNode]:
    return (term for term in terms.get(predicate.value, ()) if isinstance(term, NamedNode))


def _literals(terms: Mapping[str, list[Term]], predicate: NamedNode) -> Iterator[Literal]:
    return (term for term in terms.get(predicate.value, ()) if isinstance(term, Literal))


def _day(id_: str, name: str, text: str) -> date:
    try:
        return parse_day(text)
    except BadInput as error:
        raise BadInput(f"{id_}: {name}: {error}") from error


def _length(id_: str, text: str) -> int | None:
    if text and not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        raise BadInput(f"{id_}: length {text!r} is no number of characters")
    return int(text) if text else None


def _first(terms: Mapping[str, list[Term]], predicate: NamedNode) -> str:
    return next((term.value for term in _literals(terms, predicate)), "")
