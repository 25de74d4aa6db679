"""What a network needs of a view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from kg.claim import Claim
from kg.entity import Entity
from kg.sources import Source
from kg.vocab import Vocabulary


class View(Protocol):
    """A view, such as an as-of."""

    @property
    def vocab(self) -> Vocabulary:
        """The ontology."""

    @property
    def entities(self) -> Mapping[str, Entity]:
        """The catalogue by id."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources by id."""

    def claims(self) -> Iterable[Claim]:
        """The claims that are seen, in a fixed order."""

    def label(self, id_: str) -> str:
        """What people call an entity, a source or a term of the ontology."""

    def describe(self) -> str:
        """Which view it is, in words."""
