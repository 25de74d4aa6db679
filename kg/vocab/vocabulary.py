"""The whole ontology, keyed by CURIE."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kg.dates import TimeMeaning
from kg.errors import BadInput, UnknownName
from kg.files import bundled
from kg.rdf import RDFS_LABEL, Literal, NamedNode, Quad, parse
from kg.vocab.names import CURIE, DEFAULT_BASE, MINTED_BESIDE_ENTITIES
from kg.vocab.reader import TermReader
from kg.vocab.terms import ClaimType, Column, EntityClass, Named, QuantityKind, Relation, Unit


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
        if not _is_base(base):
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
        reader = TermReader(quads, prefixes)
        classes = reader.classes()
        minted = {type_.prefix for type_ in classes.values() if type_.prefix} | {
            *MINTED_BESIDE_ENTITIES
        }
        return cls(
            folder=folder,
            base=base,
            prefixes=reader.prefixes | {prefix: f"{base}{prefix}/" for prefix in sorted(minted)},
            classes=classes,
            claim_types=reader.claim_types(),
            relations=reader.relations(),
            columns=reader.columns(),
            units=reader.units(),
            quantity_kinds=reader.quantity_kinds(),
            quads=tuple(quads),
        )

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
        return named.label if named else self._labels.get(term, term)

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        """Labels of whatever else the ontology declares: verdicts, properties."""
        return {
            curie: quad.object.value
            for quad in self.quads
            if quad.predicate == RDFS_LABEL
            and isinstance(quad.subject, NamedNode)
            and isinstance(quad.object, Literal)
            and (curie := self.compact(quad.subject.value))
        }

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
        while named := self.classes.get(current or "") or self.claim_types.get(current or ""):
            chain.append(named.id)
            current = named.parent
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


def _is_base(iri: str) -> bool:
    if not re.fullmatch(r"https?://.+[/#]", iri):
        return False
    try:
        NamedNode(iri)
    except ValueError:
        return False
    return True
