"""What a store is made of: claims, the entities and sources they name, retractions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from kg.claim import Claim
from kg.entity import Entity
from kg.sources import Retraction, Source

_Row = TypeVar("_Row")
_MOST_DIGITS = 18  # of a place in a document; what is longer is no place


@dataclass(frozen=True)
class Dataset:
    """Claims with everything they refer to, in a fixed order.

    Attributes:
        entities: By id, sorted.
        sources: By id, sorted.
        claims: Sorted by source, then place in it, then id; each id once.
        retractions: Sorted by claim and date.
    """

    entities: Mapping[str, Entity] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    retractions: tuple[Retraction, ...] = ()

    @classmethod
    def of(
        cls,
        *,
        entities: Iterable[Entity] = (),
        sources: Iterable[Source] = (),
        claims: Iterable[Claim] = (),
        retractions: Iterable[Retraction] = (),
    ) -> Dataset:
        """Sort what was read; a later row with the same id takes the place of an earlier one.

        Args:
            entities: Entities.
            sources: Sources.
            claims: Claims.
            retractions: Retractions.

        Returns:
            The dataset, the same whatever the order of the input.

        Example:
            >>> Dataset.of().claims
            ()
        """
        by_id = {claim.id: claim for claim in claims}
        return cls(
            entities=MappingProxyType(_sorted({entity.id: entity for entity in entities})),
            sources=MappingProxyType(_sorted({source.id: source for source in sources})),
            claims=tuple(sorted(by_id.values(), key=_place)),
            retractions=tuple(
                sorted(set(retractions), key=lambda row: (row.claim, row.date, row.why))
            ),
        )

    @property
    def newest(self) -> date | None:
        """Day of the newest publication or retraction; None where there is neither."""
        days = [claim.published for claim in self.claims]
        return max([*days, *(row.date for row in self.retractions)], default=None)

    def known_on(self, day: date) -> Dataset:
        """What was known on a day: published by then and not retracted by then.

        Args:
            day: The known day.

        Returns:
            The same catalogue with the claims and retractions known on that day.
        """
        retractions = [row for row in self.retractions if row.date <= day]
        gone = {row.claim for row in retractions}
        return Dataset(
            entities=self.entities,
            sources=self.sources,
            claims=tuple(
                claim for claim in self.claims if claim.published <= day and claim.id not in gone
            ),
            retractions=tuple(retractions),
        )

    def resting_on(self, claims: Iterable[Claim]) -> Dataset:
        """Of derived claims those whose premises are all at hand, with what they refer to.

        Args:
            claims: What is at hand.

        Returns:
            The derived claims that stand; empty where none does.

        Example:
            >>> Dataset().resting_on([]).claims
            ()
        """
        there = {claim.id for claim in claims}
        kept = [claim for claim in self.claims if there.issuperset(claim.premises)]
        named = {id_ for claim in kept for id_ in claim.mentions}
        sources = {claim.source_id for claim in kept}
        return Dataset.of(
            entities=(entity for id_, entity in self.entities.items() if id_ in named),
            sources=(source for id_, source in self.sources.items() if id_ in sources),
            claims=kept,
        )

    def __or__(self, other: Dataset) -> Dataset:
        """Both together; where both have an entity or a source, the other one's row counts."""
        return Dataset.of(
            entities=[*self.entities.values(), *other.entities.values()],
            sources=[*self.sources.values(), *other.sources.values()],
            claims=[*self.claims, *other.claims],
            retractions=[*self.retractions, *other.retractions],
        )


def _sorted(rows: dict[str, _Row]) -> dict[str, _Row]:
    return dict(sorted(rows.items()))


def _place(claim: Claim) -> tuple[str, int, str]:
    """Order of reading: the source, then where in it the claim begins, then its id."""
    first = claim.locator.removeprefix("row:").split("-")[0].split(";")[0]
    position = int(first) if first.isdecimal() and len(first) <= _MOST_DIGITS else 0
    return claim.source_id, position, claim.id
