"""The ontology as Python sees it: classes, relations, columns, units, labels, prefixes.

``ontology/`` is the only place that knows them; this module reads it. A relation that is added
there is known here without a change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from kg.dates import TimeMeaning
from kg.errors import BadInput, UnknownName
from kg.files import bundled
from kg.rdf import OWL, RDF_TYPE, RDFS, SCHEMA, SKOS, Literal, NamedNode, Quad, Term, by_subject, parse

KG = "https://supply-chain-kg.example/ontology#"
"""The namespace of the ontology's own terms. The ``.example`` domain never resolves."""

DEFAULT_BASE = "https://supply-chain-kg.example/"
"""Entities, claims and graphs are minted under this IRI unless a build names another."""

CURIE = re.compile(r"([a-z][a-z0-9]*):([A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?)", re.ASCII)
_MINTED_BESIDE_ENTITIES = ("claim", "code", "finding", "graph", "retraction")


@dataclass(frozen=True, slots=True)
class Named:
    """What every term of the ontology has."""

    id: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True)
class EntityClass(Named):
    """A class of entities; ``prefix`` opens the ids of its members."""

    parent: str | None
    prefix: str
    colour: str


@dataclass(frozen=True, slots=True)
class ClaimType(Named):
    """A type of claim; ``time_meaning`` is None for the abstract ``kg:Claim``."""

    parent: str | None
    time_meaning: TimeMeaning | None


@dataclass(frozen=True, slots=True)
class Relation(Named):
    """What a claim's predicate can be.

    Attributes:
        networks: The networks it belongs to, such as "materials".
        flows_backwards: Whether goods run from its object to its subject.
    """

    inverse_label: str
    domain: frozenset[str]
    range: frozenset[str]
    claim_types: frozenset[str]
    colour: str
    symmetric: bool
    quantified: bool
    event: bool
    object_optional: bool
    networks: frozenset[str] = frozenset()
    flows_backwards: bool = False


@dataclass(frozen=True, slots=True)
class Column(Named):
    """A column of the claims table and the property it becomes.

    Attributes:
        iri: The property, in full.
        kind: How a cell is read: entity, relation, class, term, claims, date, decimal, boolean,
            string or id.
        allowed: The only values there are; empty for "any".
    """

    name: str
    iri: str
    kind: str
    group: str
    required: bool
    allowed: tuple[str, ...]
    default: str | None


@dataclass(frozen=True, slots=True)
class Unit(Named):
    """A QUDT unit; ``dimension`` is what it can measure."""

    symbol: str
    dimension: str
    factor: str


@dataclass(frozen=True, slots=True)
class QuantityKind(Named):
    """What a value can measure; an exact kind (a count, a legal threshold) is never rounded."""

    dimension: str
    units: frozenset[str]
    exact: bool


@dataclass(frozen=True)
class Vocabulary:
    """Everything the ontology says, keyed by CURIE, in the order of its files.

    Attributes:
        folder: The directory it was read from.
        base: The IRI under which entities, claims and graphs are minted.
        quads: The ontology itself, to be loaded beside the claims.
    """

    folder: Path
    base: str
    prefixes: Mapping[str, str]
    classes: Mapping[str, EntityClass]
    claim_types: Mapping[str, ClaimType]
    relations: Mapping[str, Relation]
    columns: tuple[Column, ...]
    units: Mapping[str, Unit]
    quantity_kinds: Mapping[str, QuantityKind]
    quads: tuple[Quad, ...]

    @classmethod
    def load(cls, folder: Path | None = None, *, base: str = DEFAULT_BASE) -> Vocabulary:
        """Read an ontology.

        Args:
            folder: A directory of Turtle files; the shipped one by default.
            base: The IRI under which entities are minted; ends in ``/`` or ``#``.

        Returns:
            The vocabulary.

        Raises:
            BadInput: A file cannot be read, or a term lacks what it needs.

        Example:
            >>> Vocabulary.load().relations["kg:restricts"].label
            'restricts'
        """
        folder = folder or bundled("ontology")
        if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+[/#]", base):
            raise BadInput(f"base IRI {base!r}: write an http(s) IRI that ends in / or #")
        files = sorted(folder.glob("*.ttl"))
        if not files:
            raise BadInput(f"{folder} holds no ontology (*.ttl)")
        quads: list[Quad] = []
        prefixes: dict[str, str] = {}
        for file in files:
            found, declared = parse(file)
            quads += found
            prefixes |= declared
        return _Reader(quads, prefixes).vocabulary(folder, base)

    def expand(self, curie: str) -> str:
        """The IRI a CURIE stands for.

        Args:
            curie: Such as ``country:CHN``.

        Returns:
            The IRI.

        Raises:
            UnknownName: Nobody knows its prefix.

        Example:
            >>> Vocabulary.load().expand("country:CHN")
            'https://supply-chain-kg.example/country/CHN'
        """
        prefix, _, local = curie.partition(":")
        if prefix not in self.prefixes:
            raise UnknownName("prefix", prefix, self.prefixes)
        return self.prefixes[prefix] + local

    def compact(self, iri: str) -> str | None:
        """The CURIE of an IRI.

        Args:
            iri: Any IRI.

        Returns:
            Its CURIE, or None where no prefix fits.

        Example:
            >>> Vocabulary.load().compact("https://supply-chain-kg.example/country/CHN")
            'country:CHN'
        """
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefix_of_iri.get(iri[:cut])
        if prefix is None:
            return None
        curie = f"{prefix}:{iri[cut:]}"
        return curie if CURIE.fullmatch(curie) else None

    @cached_property
    def _prefix_of_iri(self) -> Mapping[str, str]:
        return {iri: prefix for prefix, iri in self.prefixes.items()}

    @cached_property
    def column(self) -> Mapping[str, Column]:
        """The columns by name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def terms(self) -> Mapping[str, Named]:
        """Every term by CURIE: classes, claim types, relations, units, quantity kinds."""
        return {
            **self.classes,
            **self.claim_types,
            **self.relations,
            **self.units,
            **self.quantity_kinds,
        }

    def label(self, term: str) -> str:
        """What people call a term of the ontology.

        Args:
            term: Its CURIE.

        Returns:
            Its label; the CURIE itself where there is none.

        Example:
            >>> Vocabulary.load().label("kg:exportsTo")
            'exports to'
        """
        named = self.terms.get(term)
        return named.label if named else term

    def ancestors(self, term: str) -> tuple[str, ...]:
        """A class or claim type and everything above it, nearest first.

        Args:
            term: The CURIE of a class or claim type.

        Returns:
            The chain that begins with the term itself.

        Example:
            >>> Vocabulary.load().ancestors("kg:Flow")
            ('kg:Flow', 'kg:Observation', 'kg:Claim')
        """
        chain: list[str] = []
        current: str | None = term
        while current and current not in chain:
            chain.append(current)
            named = self.classes.get(current) or self.claim_types.get(current)
            current = named.parent if named else None
        return tuple(chain)

    def is_a(self, term: str, any_of: Iterable[str]) -> bool:
        """Whether a class or claim type is one of some others or below one of them.

        Args:
            term: The CURIE asked about.
            any_of: The CURIEs it may belong to.

        Returns:
            True if it does.

        Example:
            >>> Vocabulary.load().is_a("kg:Magnet", {"kg:Product"})
            True
        """
        return not set(any_of).isdisjoint(self.ancestors(term))

    def time_meaning(self, claim_type: str) -> TimeMeaning:
        """What the interval of a claim of this type means.

        Args:
            claim_type: The CURIE of a claim type.

        Returns:
            measured, held or timeless.

        Raises:
            UnknownName: There is no such claim type, or it is abstract.

        Example:
            >>> Vocabulary.load().time_meaning("kg:Flow")
            'measured'
        """
        meaning = (
            self.claim_types[claim_type].time_meaning if claim_type in self.claim_types else None
        )
        if meaning is None:
            concrete = [name for name, type_ in self.claim_types.items() if type_.time_meaning]
            raise UnknownName("claim type", claim_type, concrete)
        return meaning


class _Reader:
    """Turns the quads of an ontology into a vocabulary."""

    def __init__(self, quads: list[Quad], prefixes: Mapping[str, str]) -> None:
        self.quads = quads
        self.prefixes = {**prefixes, "kg": KG}
        self.by_iri = {iri: prefix for prefix, iri in self.prefixes.items()}
        self.things = dict(by_subject(quads))

    def vocabulary(self, folder: Path, base: str) -> Vocabulary:
        classes = dict(map(self._entity_class, self._below(KG + "Entity")))
        minted = {cls.prefix for cls in classes.values() if cls.prefix} | {*_MINTED_BESIDE_ENTITIES}
        return Vocabulary(
            folder=folder,
            base=base,
            prefixes=self.prefixes | {prefix: f"{base}{prefix}/" for prefix in sorted(minted)},
            classes=classes,
            claim_types=dict(map(self._claim_type, self._below(KG + "Claim"))),
            relations=dict(map(self._relation, self._subjects(KG + "Relation"))),
            columns=self._columns(),
            units=dict(map(self._unit, self._subjects(KG + "Unit"))),
            quantity_kinds=dict(map(self._quantity_kind, self._subjects(KG + "QuantityKind"))),
            quads=tuple(self.quads),
        )

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
        )

    def _claim_type(self, iri: str) -> tuple[str, ClaimType]:
        named = self._named(iri)
        meaning = self._inherited(iri, KG + "timeMeaning") or None
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

    def _columns(self) -> tuple[Column, ...]:
        ordered = sorted(
            self._subjects(KG + "Column"),
            key=lambda iri: int(self._text(iri, KG + "columnOrder")),
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
