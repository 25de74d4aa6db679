"""What a page shows, taken from a view: nodes, relations between them, and the claims they carry.

References are numbers into the lists of the page, so that the script never looks a name up.
Nothing here knows HTML, JSON, layout or an engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kg.claim import Claim
from kg.dataset import Dataset
from kg.dates import Period
from kg.entity import Entity
from kg.errors import UnknownName
from kg.page.kinds import ROOT, Kind, classes_of, relations_of
from kg.reconcile import Finding
from kg.sources import Source
from kg.vocab import Vocabulary

_TITLE = "Supply-chain claims"


class View(Protocol):
    """What a page needs of an as-of."""

    @property
    def vocab(self) -> Vocabulary:
        """The ontology."""

    @property
    def valid(self) -> Period | None:
        """The valid period; None for ever."""

    @property
    def known_day(self) -> date | None:
        """The day up to which claims are known; None where there are none."""

    @property
    def entities(self) -> Mapping[str, Entity]:
        """The catalogue by id."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources by id."""

    def claims(self) -> Iterable[Claim]:
        """The claims that can be seen, sorted."""

    def withdrawn(self) -> Iterable[tuple[Claim, date]]:
        """Claims that had been seen earlier, each with the day of its retraction."""

    @property
    def derivations(self) -> Dataset:
        """Derived claims with their source and the partners made for them."""

    def findings(self) -> Iterable[Finding]:
        """Where they agree or disagree."""

    def describe(self) -> str:
        """Which view it is, in words."""


class Chosen(Protocol):
    """What a page is narrowed to."""

    @property
    def claims(self) -> frozenset[str]:
        """Ids of the claims to be shown."""

    @property
    def entities(self) -> frozenset[str]:
        """Ids of entities to be shown even where no claim names them."""

    @property
    def note(self) -> str:
        """Where the choice comes from, in words."""


@dataclass(frozen=True, slots=True)
class Node:
    """An entity that the page's claims are about; ``kind`` is a number into the classes."""

    entity: Entity
    kind: int


@dataclass(frozen=True, slots=True)
class Edge:
    """One relation between two nodes, with every claim that says so.

    Attributes:
        subject: Number of a node.
        relation: Number of a relation.
        object: Number of a node.
        claims: Numbers of its claims.
        firm: Whether at least one claim asserts it and does not negate it.
    """

    subject: int
    relation: int
    object: int
    claims: tuple[int, ...]
    firm: bool


@dataclass(frozen=True)
class PageData:
    """All a page shows.

    Attributes:
        title: The page's heading.
        view: Which view of the store it is.
        about: Number of the node whose neighbourhood it is, or None for the whole.
        claims: Stated ones in the order of the view, then retracted ones, then derived ones;
            references inside are CURIEs.
        retracted: The day of retraction by the id of a retracted claim. The page shows such a
            claim only as of an earlier known day.
        findings: Those whose claims are all on the page.
        known: The day up to which the page knows.
        valid: The valid period of the view.
    """

    title: str
    view: str
    about: int | None
    classes: tuple[Kind, ...]
    relations: tuple[Kind, ...]
    sources: tuple[Source, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    claims: tuple[Claim, ...]
    retracted: Mapping[str, date]
    findings: tuple[Finding, ...]
    known: date | None
    valid: Period | None
    vocab: Vocabulary
    entities: Mapping[str, Entity]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many nodes, relations, stated and derived claims and sources are seen at first."""
        seen = [claim for claim in self.claims if claim.id not in self.retracted]
        derived = sum(1 for claim in seen if claim.premises)
        mentioned = {id_ for claim in seen for id_ in claim.mentions}
        ever = {id_ for claim in self.claims for id_ in claim.mentions}
        alone = [node for node in self.nodes if node.entity.id not in ever]
        edges = [
            edge
            for edge in self.edges
            if any(self.claims[number].id not in self.retracted for number in edge.claims)
        ]
        return {
            "nodes": len(mentioned) + len(alone),
            "relations": len(edges),
            "claims": len(seen) - derived,
            "derived": derived,
            "sources": len({claim.source_id for claim in seen if not claim.premises}),
        }


def page_data(
    view: View,
    *,
    about: str | None = None,
    title: str | None = None,
    choice: Chosen | None = None,
) -> PageData:
    """Take from a view what a page shows.

    Args:
        view: An as-of.
        about: The id of an entity, to show only its neighbourhood: what it stands beside in any
            claim, and the claims among those.
        title: The page's heading; made from ``about`` by default.
        choice: Narrows the page to some claims and entities, such as those of a query's answer.

    Returns:
        The page's data, in a fixed order.

    Raises:
        UnknownName: No entity has the id ``about``.

    Example:
        >>> import kg
        >>> page_data(kg.build()).counts["claims"] > 0
        True
    """
    if about is not None and about not in view.entities:
        raise UnknownName("entity", about, view.entities)
    retracted = {claim.id: day for claim, day in view.withdrawn()}
    everything = (
        *view.claims(),
        *(claim for claim, _ in view.withdrawn()),
        *view.derivations.claims,
    )
    claims = everything
    if about is not None:
        claims = _with_premises(_neighbourhood(claims, about), everything)
    if choice is not None:
        chosen = (claim for claim in claims if claim.id in choice.claims)
        claims = _with_premises(chosen, everything)
    catalogue = {**view.derivations.entities, **view.entities}
    ids = sorted(
        {id_ for claim in claims for id_ in claim.mentions}
        | ({about} if about else set())
        | (choice.entities if choice else frozenset())
    )
    entities = [_entity(catalogue, id_) for id_ in ids]
    classes = classes_of(view.vocab, entities)
    relations = relations_of(view.vocab, claims)
    class_numbers = {kind.id: number for number, kind in enumerate(classes)}
    there = {claim.id for claim in claims}
    return PageData(
        title=title or (f"Claims around {view.entities[about].label}" if about else _TITLE),
        view="; ".join(filter(None, (view.describe(), choice.note if choice else ""))),
        about=ids.index(about) if about else None,
        classes=classes,
        relations=relations,
        sources=tuple(_source(view, id_) for id_ in sorted({claim.source_id for claim in claims})),
        nodes=tuple(Node(entity, class_numbers[entity.type]) for entity in entities),
        edges=tuple(_edges(claims, ids, relations)),
        claims=claims,
        retracted={id_: day for id_, day in retracted.items() if id_ in there},
        findings=tuple(finding for finding in view.findings() if there.issuperset(finding.members)),
        known=view.known_day,
        valid=view.valid,
        vocab=view.vocab,
        entities=catalogue,
    )


def _neighbourhood(claims: Iterable[Claim], about: str) -> Iterator[Claim]:
    """The claims that mention an entity, and those among what stands beside it."""
    claims = tuple(claims)
    near = {id_ for claim in claims if about in claim.mentions for id_ in claim.mentions}
    for claim in claims:
        among = claim.object is not None and {claim.subject, claim.object} <= near
        if among or about in claim.mentions:
            yield claim


def _with_premises(claims: Iterable[Claim], everything: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Claims and what they rest on, in the order of everything."""
    by_id = {claim.id: claim for claim in everything}
    wanted: set[str] = set()
    waiting = [claim.id for claim in claims]
    while waiting:
        id_ = waiting.pop()
        if id_ in by_id and id_ not in wanted:
            wanted.add(id_)
            waiting.extend(by_id[id_].premises)
    return tuple(claim for claim in everything if claim.id in wanted)


def _entity(entities: Mapping[str, Entity], id_: str) -> Entity:
    """The catalogue's entity; one made of the bare id where the catalogue lacks it."""
    return entities.get(id_) or Entity(id=id_, type=ROOT, label=id_)


def _source(view: View, id_: str) -> Source:
    for sources in (view.sources, view.derivations.sources):
        if id_ in sources:
            return sources[id_]
    raise UnknownName("source", id_, view.sources)


def _edges(claims: Iterable[Claim], ids: list[str], relations: tuple[Kind, ...]) -> Iterator[Edge]:
    """One edge per subject, relation and object; a symmetric relation has one for both ways."""
    node = {id_: number for number, id_ in enumerate(ids)}
    relation = {kind.id: number for number, kind in enumerate(relations)}
    carried: dict[tuple[int, int, int], list[int]] = {}
    firm: set[tuple[int, int, int]] = set()
    for number, claim in enumerate(claims):
        if claim.object is None:
            continue
        ends = node[claim.subject], node[claim.object]
        named = relation[claim.predicate]
        first, last = sorted(ends) if relations[named].symmetric else ends
        carried.setdefault((first, named, last), []).append(number)
        if claim.is_direct:
            firm.add((first, named, last))
    for key in sorted(carried):
        yield Edge(*key, claims=tuple(carried[key]), firm=key in firm)
