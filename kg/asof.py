"""What can be seen at a valid time, as far as was known on a day. Every read goes through here."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from kg.claim import Claim
from kg.dataset import Dataset
from kg.dates import Period, parse_day, parse_period
from kg.entity import Entity
from kg.rdf import Quad
from kg.sources import Source
from kg.store import Store
from kg.store.contents import view_name
from kg.vocab import Vocabulary


@dataclass(frozen=True)
class AsOf:
    """A view of a store.

    Attributes:
        store: The store.
        valid: Claims whose interval meets this period are seen; None for "ever".
        known: Claims published and not retracted by this day are seen; None for the day of the
            newest publication or retraction in the store.
    """

    store: Store
    valid: Period | None = None
    known: date | None = None

    @property
    def vocab(self) -> Vocabulary:
        """The ontology."""
        return self.store.vocab

    @property
    def is_default(self) -> bool:
        """Whether this is the view that the store keeps ready."""
        return self.valid is None and self.known is None

    @cached_property
    def dataset(self) -> Dataset:
        """The store's dataset, narrowed to this view."""
        whole = self.store.contents.dataset
        day = self.known or whole.newest
        known = whole.known_on(day) if day else whole
        if self.valid is None:
            return known
        claims = [claim for claim in known.claims if _meets(claim, self.valid)]
        return Dataset.of(
            entities=known.entities.values(),
            sources=known.sources.values(),
            claims=claims,
            retractions=known.retractions,
        )

    def claims(self) -> Iterator[Claim]:
        """The claims that are seen, by source and place in it."""
        return iter(self.dataset.claims)

    @property
    def entities(self) -> Mapping[str, Entity]:
        """The catalogue by id."""
        return self.dataset.entities

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources by id."""
        return self.dataset.sources

    def label(self, id_: str) -> str:
        """What people call an entity, a source or a term of the ontology.

        Args:
            id_: Its CURIE.

        Returns:
            Its label; the CURIE itself where there is none.
        """
        named = self.entities.get(id_) or self.sources.get(id_)
        return named.label if named else self.vocab.label(id_)

    @property
    def name(self) -> str:
        """The view's name, as it stands in the name of its graph of direct edges."""
        known = self.known or self.store.contents.dataset.newest
        return view_name(self.valid.text if self.valid else None, known)

    def describe(self) -> str:
        """The view in words.

        Returns:
            Such as "valid: ever; known: 2025-10-09".
        """
        known = self.known or self.store.contents.dataset.newest
        return f"valid: {self.valid.text if self.valid else 'ever'}; known: {known or 'nothing'}"

    def quads(self) -> Iterator[Quad]:
        """The RDF of this view, direct edges included."""
        return self.store.contents.quads(self.dataset, name=self.name)

    @cached_property
    def _snapshot(self) -> tempfile.TemporaryDirectory[str]:
        return tempfile.TemporaryDirectory(prefix="kg-")

    def rdf(self) -> Path:
        """Where a query worker finds the RDF of this view: a database or an N-Quads file."""
        if self.is_default:
            return self.store.rdf()
        path = Path(self._snapshot.name) / "view.nq"
        if not path.exists():
            ox.serialize(self.quads(), str(path), format=ox.RdfFormat.N_QUADS)
        return path


def as_of(store: Store, *, valid: str | None = None, known: str | date | None = None) -> AsOf:
    """A view of a store.

    Args:
        store: The store.
        valid: EDTF or as people write it: ``2025-05-01``, ``2025-Q2``; None for "ever".
        known: A day; None for the newest publication or retraction in the store.

    Returns:
        The view.

    Raises:
        BadDate: Either is none.
    """
    return AsOf(
        store,
        parse_period(valid) if valid else None,
        parse_day(known) if isinstance(known, str) else known,
    )


def _meets(claim: Claim, period: Period) -> bool:
    """Whether a claim's interval has a day in common with a period."""
    bounds = period.bounds("held", attested=claim.published)
    return claim.start < bounds.end and bounds.start < claim.end
