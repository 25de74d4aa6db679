"""What is written: a view, or what a selection leaves of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kg.asof import AsOf, meets
from kg.claim import Claim
from kg.dataset import Dataset
from kg.dates import FIRST, parse_period
from kg.entity import Entity
from kg.errors import UnknownName
from kg.export.blank import relabelled
from kg.rdf import Quad
from kg.sources import Source
from kg.store.contents import Contents
from kg.vocab import Vocabulary


@dataclass(frozen=True)
class Selection:
    """Which claims are wanted; what is empty does not narrow.

    Attributes:
        relations: Claims with one of these relations.
        entities: Claims that mention one of these entities.
        sources: Claims of one of these sources.
        period: Claims whose interval has a day in common with this period, such as ``2025-05``;
            those without a stated beginning are left out.
    """

    relations: Collection[str] = ()
    entities: Collection[str] = ()
    sources: Collection[str] = ()
    period: str | None = None

    def __bool__(self) -> bool:
        return bool(self.relations or self.entities or self.sources or self.period)

    def claims(self, view: AsOf) -> Iterator[Claim]:
        """The claims that it leaves of a view.

        Args:
            view: The view.

        Yields:
            Claims, in the view's order.

        Raises:
            UnknownName: It names what nobody knows.
            BadDate: The period is none.
        """
        for kind, names, known in (
            ("relation", self.relations, view.vocab.relations),
            ("entity", self.entities, view.entities),
            ("source", self.sources, view.sources),
        ):
            for name in names:
                if name not in known:
                    raise UnknownName(kind, name, known)
        period = parse_period(self.period) if self.period else None
        for claim in view.claims():
            if (
                (not self.relations or claim.predicate in self.relations)
                and (not self.entities or not set(self.entities).isdisjoint(claim.mentions))
                and (not self.sources or claim.source_id in self.sources)
                and (period is None or (claim.start != FIRST and meets(claim, period)))
            ):
                yield claim


@dataclass(frozen=True)
class Extract:
    """A dataset to be written, with what it needs to become RDF or a network.

    Attributes:
        contents: The ontology and the foreign triples.
        dataset: The claims and what they refer to.
        derived: What follows from them.
        name: The name of the view, which the graph of direct edges carries.
        description: The view in words.
    """

    contents: Contents
    dataset: Dataset
    derived: Dataset
    name: str
    description: str

    @property
    def vocab(self) -> Vocabulary:
        """The ontology."""
        return self.contents.vocab

    @property
    def entities(self) -> Mapping[str, Entity]:
        """The catalogue by id."""
        return self.dataset.entities

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources by id."""
        return self.dataset.sources

    def claims(self) -> Iterator[Claim]:
        """The claims, in a fixed order."""
        return iter(self.dataset.claims)

    def label(self, id_: str) -> str:
        """What people call an entity, a source or a term of the ontology."""
        named = self.entities.get(id_) or self.sources.get(id_)
        return named.label if named else self.vocab.label(id_)

    def describe(self) -> str:
        """The view in words."""
        return self.description

    @cached_property
    def _steady(self) -> Contents:
        """The contents with the same blank nodes and the same order each time."""
        ontology = tuple(relabelled(self.vocab.quads, "b"))
        foreign = tuple(sorted(relabelled(self.contents.foreign, "f"), key=_by_graph))
        return Contents(replace(self.vocab, quads=ontology), foreign=foreign)

    def quads(self) -> Iterator[Quad]:
        """The RDF, the same quads in the same order for the same contents."""
        return self._steady.quads(self.dataset, name=self.name, derived=self.derived)


def extract(view: AsOf, select: Selection | None = None) -> Extract:
    """What a selection leaves of a view.

    Args:
        view: The view.
        select: The selection; None or an empty one for everything.

    Returns:
        The claims selected, the entities and sources they refer to, and their retractions. Foreign
        triples are only part of everything.
    """
    contents = view.store.contents
    if not select:
        return Extract(contents, view.dataset, view.derivations, view.name, view.describe())
    narrowed = _with_what_it_needs(list(select.claims(view)), view.dataset, contents.vocab)
    derived = view.derivations.resting_on(narrowed.claims)
    return Extract(Contents(contents.vocab), narrowed, derived, view.name, view.describe())


def _with_what_it_needs(claims: list[Claim], whole: Dataset, vocab: Vocabulary) -> Dataset:
    columns = [column.name for column in vocab.columns if column.kind == "entity"]
    ids = {getattr(claim, name) for claim in claims for name in columns} - {None}
    sources = [source for id_, source in whole.sources.items() if id_ in ids]
    ids |= {id_ for source in sources for id_ in (source.publisher, *source.relies_on)}
    kept = {claim.id for claim in claims}
    return Dataset.of(
        entities=(entity for id_, entity in whole.entities.items() if id_ in ids),
        sources=sources,
        claims=claims,
        retractions=(row for row in whole.retractions if row.claim in kept),
    )


def _by_graph(quad: Quad) -> tuple[str, str]:
    return str(quad.graph_name), str(quad)
