"""Reads the terms of an ontology from its quads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast, get_args

from kg.dates import TimeMeaning
from kg.errors import BadInput
from kg.rdf import OWL, RDF_TYPE, RDFS, SCHEMA, SKOS, Literal, NamedNode, Quad, Term, by_subject
from kg.vocab.names import KG
from kg.vocab.terms import ClaimType, Column, EntityClass, QuantityKind, Relation, Unit


class TermReader:
    """Reads terms by the annotations of the ontology, each kind in the order of its declarations.

    Args:
        quads: The ontology.
        prefixes: The prefixes its files declare.
    """

    def __init__(self, quads: list[Quad], prefixes: Mapping[str, str]) -> None:
        self.quads = quads
        self.prefixes = {**prefixes, "kg": KG}
        self.by_iri = {iri: prefix for prefix, iri in self.prefixes.items()}
        self.things = dict(by_subject(quads))

    def classes(self) -> dict[str, EntityClass]:
        """The classes of entities."""
        return dict(map(self._entity_class, self._below(KG + "Entity")))

    def claim_types(self) -> dict[str, ClaimType]:
        """The types of claims."""
        return dict(map(self._claim_type, self._below(KG + "Claim")))

    def relations(self) -> dict[str, Relation]:
        """The relations."""
        return dict(map(self._relation, self._subjects(KG + "Relation")))

    def units(self) -> dict[str, Unit]:
        """The units."""
        return dict(map(self._unit, self._subjects(KG + "Unit")))

    def quantity_kinds(self) -> dict[str, QuantityKind]:
        """The quantity kinds."""
        return dict(map(self._quantity_kind, self._subjects(KG + "QuantityKind")))

    def _chain(self, iri: str) -> list[str]:
        """A class and those above it, nearest first."""
        chain = [iri]
        while above := self.things.get(chain[-1], {}).get(RDFS + "subClassOf"):
            parent = cast(NamedNode, above[0]).value
            if parent in chain:
                raise BadInput(f"ontology: {self._curie(iri)} is a subclass of itself")
            chain.append(parent)
        return chain

    def _below(self, top: str) -> list[str]:
        return [iri for iri in self._subjects(OWL + "Class") if top in self._chain(iri)]

    def _subjects(self, type_iri: str) -> list[str]:
        """What is declared to be of a type, in the order of the declarations."""
        type_ = NamedNode(type_iri)
        return [
            quad.subject.value
            for quad in self.quads
            if quad.object == type_ and quad.predicate == RDF_TYPE
            if isinstance(quad.subject, NamedNode)
        ]

    def _curie(self, term: Term | str) -> str:
        iri = term if isinstance(term, str) else cast(NamedNode, term).value
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self.by_iri.get(iri[:cut])
        return f"{prefix}:{iri[cut:]}" if prefix else iri

    def _texts(self, iri: str, predicate: str) -> list[str]:
        return [
            term.value for term in self.things[iri].get(predicate, ()) if isinstance(term, Literal)
        ]

    def _text(self, iri: str, predicate: str, default: str | None = None) -> str:
        texts = self._texts(iri, predicate)
        if texts:
            return texts[0]
        if default is None:
            raise BadInput(f"ontology: {self._curie(iri)} lacks {self._curie(predicate)}")
        return default

    def _curies(self, iri: str, predicate: str) -> frozenset[str]:
        return frozenset(map(self._curie, self.things[iri].get(predicate, ())))

    def _flag(self, iri: str, name: str) -> bool:
        return self._text(iri, KG + name, "false") == "true"

    def _named(self, iri: str) -> dict[str, Any]:
        return {
            "id": self._curie(iri),
            "label": self._text(iri, RDFS + "label"),
            "definition": self._text(iri, SKOS + "definition", ""),
        }

    def _parent(self, iri: str) -> str | None:
        chain = self._chain(iri)
        return self._curie(chain[1]) if len(chain) > 1 else None

    def _inherited(self, iri: str, predicate: str) -> str:
        for above in self._chain(iri):
            if above in self.things and (texts := self._texts(above, predicate)):
                return texts[0]
        return ""

    def _entity_class(self, iri: str) -> tuple[str, EntityClass]:
        named = self._named(iri)
        return named["id"], EntityClass(
            **named,
            parent=self._parent(iri),
            prefix=self._inherited(iri, KG + "idPrefix"),
            colour=self._inherited(iri, KG + "colour"),
            stage=self._number(iri, "stage"),
            beside=self._number(iri, "beside"),
        )

    def _number(self, iri: str, name: str) -> int | None:
        """A whole number that a class has of its own or from those above it."""
        text = self._inherited(iri, KG + name)
        if not text:
            return None
        try:
            return int(text)
        except ValueError as error:
            where = f"ontology: {self._curie(iri)} has the {name} {text!r}"
            raise BadInput(f"{where}, which is no whole number") from error

    def _claim_type(self, iri: str) -> tuple[str, ClaimType]:
        named = self._named(iri)
        meaning = self._inherited(iri, KG + "timeMeaning") or None
        if meaning not in (None, *get_args(TimeMeaning)):
            raise BadInput(
                f"ontology: {named['id']} has the time meaning {meaning!r}; "
                "write measured, held or timeless"
            )
        return named["id"], ClaimType(
            **named,
            parent=self._parent(iri),
            time_meaning=cast("TimeMeaning | None", meaning),
        )

    def _relation(self, iri: str) -> tuple[str, Relation]:
        named = self._named(iri)
        return named["id"], Relation(
            **named,
            inverse_label=self._text(iri, KG + "inverseLabel"),
            domain=self._curies(iri, SCHEMA + "domainIncludes"),
            range=self._curies(iri, SCHEMA + "rangeIncludes"),
            claim_types=self._curies(iri, KG + "claimType"),
            colour=self._text(iri, KG + "colour"),
            symmetric=self._flag(iri, "symmetric"),
            quantified=self._flag(iri, "quantified"),
            event=self._flag(iri, "event"),
            object_optional=self._flag(iri, "objectOptional"),
            networks=frozenset(self._texts(iri, KG + "network")),
            flows_backwards=self._flag(iri, "flowsBackwards"),
        )

    def columns(self) -> tuple[Column, ...]:
        """The columns of a claim, in their order."""
        ordered = sorted(
            self._subjects(KG + "Column"),
            key=self._column_order,
        )
        return tuple(
            Column(
                **self._named(iri),
                name=self._text(iri, KG + "columnName"),
                iri=iri,
                kind=self._text(iri, KG + "columnKind"),
                group=self._text(iri, KG + "columnGroup"),
                required=self._flag(iri, "required"),
                allowed=tuple(self._texts(iri, KG + "allowed")),
                default=self._text(iri, KG + "default", "") or None,
            )
            for iri in ordered
        )

    def _column_order(self, iri: str) -> int:
        text = self._text(iri, KG + "columnOrder")
        if not (text.isascii() and text.isdecimal()):
            where = f"ontology: {self._curie(iri)} has the column order {text!r}"
            raise BadInput(f"{where}, which is no number")
        return int(text)

    def _unit(self, iri: str) -> tuple[str, Unit]:
        named = self._named(iri)
        return named["id"], Unit(
            **named,
            symbol=self._text(iri, KG + "symbol"),
            dimension=self._text(iri, KG + "dimension"),
            factor=self._text(iri, KG + "factor"),
        )

    def _quantity_kind(self, iri: str) -> tuple[str, QuantityKind]:
        named = self._named(iri)
        return named["id"], QuantityKind(
            **named,
            dimension=self._text(iri, KG + "dimension"),
            units=self._curies(iri, KG + "unitAllowed"),
            exact=self._flag(iri, "exact"),
        )
