"""What a page shows, taken from a view: nodes, relations between them, and the claims they carry.

References are numbers into the lists of the page, so that the text in it stays small and the
script never looks a name up. Nothing here knows HTML, layout or an engine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from kg import wording
from kg.claim import Claim
from kg.entity import Entity
from kg.errors import UnknownName
from kg.reconcile import Finding, Severity
from kg.sources import Source
from kg.vocab import Vocabulary

FORMAT = 1
"""Changes when the page's data change shape."""

_SHAPES = ("dot", "square", "triangle", "diamond", "hexagon", "triangleDown", "star")
_UNKNOWN_COLOUR = "#777777"
_ROOT = "kg:Entity"


class View(Protocol):
    """What a page needs of an as-of."""

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
        """The claims that can be seen, sorted."""

    def findings(self) -> Iterable[Finding]:
        """Where they agree or disagree."""

    def describe(self) -> str:
        """Which view it is, in words."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of entities or a relation, as filter box and legend show it.

    Attributes:
        id: Its CURIE.
        label: What people call it.
        inverse: How a relation reads from its object; empty for a class.
        colour: From the ontology.
        shape: Of a class's nodes; empty for a relation.
        symmetric: Whether a relation reads the same from both ends.
        definition: From the ontology.
    """

    id: str
    label: str
    colour: str
    definition: str
    inverse: str = ""
    shape: str = ""
    symmetric: bool = False


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
        claims: In the order of the view; references inside are CURIEs.
        contested: Why a claim is contested, by its id.
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
    vocab: Vocabulary
    entities: Mapping[str, Entity]
    contested: Mapping[str, str]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many nodes, relations, claims and sources the page holds."""
        return {
            "nodes": len(self.nodes),
            "relations": len(self.edges),
            "claims": len(self.claims),
            "sources": len(self.sources),
        }

    def to_json(self) -> dict[str, Any]:
        """The data as the page's script reads them.

        Returns:
            Lists, texts, numbers and None only.
        """
        numbers = _Numbers(self)
        return {
            "format": FORMAT,
            "title": self.title,
            "view": self.view,
            "about": self.about,
            "counts": dict(self.counts),
            "classes": [_kind_json(kind) for kind in self.classes],
            "relations": [_kind_json(kind) for kind in self.relations],
            "sources": [self._source_json(source) for source in self.sources],
            "nodes": [_node_json(node) for node in self.nodes],
            "edges": [
                [edge.subject, edge.relation, edge.object, list(edge.claims), int(edge.firm)]
                for edge in self.edges
            ],
            "claims": [self._claim_json(claim, numbers) for claim in self.claims],
        }

    def _source_json(self, source: Source) -> dict[str, Any]:
        publisher = self.entities.get(source.publisher or "")
        return {
            "id": source.id,
            "label": source.label,
            "publisher": publisher.label if publisher else source.publisher or "",
            "published": source.published.isoformat(),
            "basis": source.published_basis,
            "obtained": source.obtained,
        }

    def _claim_json(self, claim: Claim, numbers: _Numbers) -> dict[str, Any]:
        stated = {
            "id": claim.id,
            "type": self.vocab.label(claim.claim_type),
            "subject": numbers.node[claim.subject],
            "relation": numbers.relation[claim.predicate],
            "object": numbers.node[claim.object] if claim.object else None,
            "gist": claim.gist,
            "contested": self.contested.get(claim.id, ""),
            "period": wording.period(claim),
            "basis": claim.date_basis if claim.date_basis != "stated" else "",
            "announced": claim.announced.isoformat() if claim.announced else "",
            "quantity": wording.quantity(claim, self.vocab),
            "band": wording.band(claim, self.vocab),
            "scope": claim.scope_note or "",
            "modality": claim.modality,
            "negated": claim.negated,
            "source": numbers.source[claim.source_id],
            "locator": claim.locator,
            "published": claim.published.isoformat(),
            "confidence": str(claim.confidence) if claim.confidence != 1 else "",
            "formula": claim.formula or "",
            "premises": list(claim.premises),
        }
        named = {
            "product": claim.product,
            "instrument": claim.instrument,
            "said": claim.attributed_to,
            "origin": claim.origin,
        }
        return stated | {slot: numbers.named(id_) for slot, id_ in named.items()}


class _Numbers:
    """The number of every node, relation and source of a page."""

    def __init__(self, data: PageData) -> None:
        self.node = {node.entity.id: number for number, node in enumerate(data.nodes)}
        self.relation = {kind.id: number for number, kind in enumerate(data.relations)}
        self.source = {source.id: number for number, source in enumerate(data.sources)}
        self.entities = data.entities

    def named(self, id_: str | None) -> list[Any] | None:
        """An entity that may be no node of the page: its label and its number or None."""
        if id_ is None:
            return None
        return [_entity(self.entities, id_).label, self.node.get(id_)]


def page_data(view: View, *, about: str | None = None, title: str | None = None) -> PageData:
    """Take from a view what a page shows.

    Args:
        view: An as-of.
        about: The id of an entity, to show only its neighbourhood: what it stands beside in any
            claim, and the claims among those.
        title: The page's heading; made from ``about`` by default.

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
    claims = tuple(view.claims())
    if about is not None:
        claims = tuple(_neighbourhood(claims, about))
    ids = sorted(
        {id_ for claim in claims for id_ in claim.mentions} | ({about} if about else set())
    )
    entities = [_entity(view.entities, id_) for id_ in ids]
    classes = _classes(view.vocab, entities)
    relations = _relations(view.vocab, claims)
    class_numbers = {kind.id: number for number, kind in enumerate(classes)}
    return PageData(
        title=title or (f"Claims around {view.entities[about].label}" if about else _TITLE),
        view=view.describe(),
        about=ids.index(about) if about else None,
        classes=classes,
        relations=relations,
        sources=tuple(_source(view, id_) for id_ in sorted({claim.source_id for claim in claims})),
        nodes=tuple(Node(entity, class_numbers[entity.type]) for entity in entities),
        edges=tuple(_edges(claims, ids, relations)),
        claims=claims,
        vocab=view.vocab,
        entities=view.entities,
        contested=_contested(view),
    )


_TITLE = "Supply-chain claims"


def _contested(view: View) -> dict[str, str]:
    """Why claims are contested, by their ids."""
    reasons: dict[str, list[str]] = {}
    for finding in view.findings():
        if finding.severity is Severity.CONFLICT:
            for id_ in finding.members:
                reasons.setdefault(id_, []).append(finding.explanation)
    return {id_: " ".join(texts) for id_, texts in reasons.items()}


def _neighbourhood(claims: Iterable[Claim], about: str) -> Iterator[Claim]:
    """The claims that mention an entity, and those among what stands beside it."""
    claims = tuple(claims)
    near = {id_ for claim in claims if about in claim.mentions for id_ in claim.mentions}
    for claim in claims:
        among = claim.object is not None and {claim.subject, claim.object} <= near
        if among or about in claim.mentions:
            yield claim


def _entity(entities: Mapping[str, Entity], id_: str) -> Entity:
    """The catalogue's entity; one made of the bare id where the catalogue lacks it."""
    return entities.get(id_) or Entity(id=id_, type=_ROOT, label=id_)


def _source(view: View, id_: str) -> Source:
    if id_ in view.sources:
        return view.sources[id_]
    raise UnknownName("source", id_, view.sources)


def _classes(vocab: Vocabulary, entities: Iterable[Entity]) -> tuple[Kind, ...]:
    """The classes the page needs, the most frequent first."""
    counted = Counter(entity.type for entity in entities)
    shapes = _shapes(vocab, counted)
    kinds = []
    for id_ in sorted(counted, key=lambda id_: (-counted[id_], vocab.label(id_))):
        known = vocab.classes.get(id_)
        kinds.append(
            Kind(
                id=id_,
                label=vocab.label(id_),
                colour=known.colour if known else _UNKNOWN_COLOUR,
                definition=known.definition if known else "",
                shape=shapes[_branch(vocab, id_)],
            )
        )
    return tuple(kinds)


def _shapes(vocab: Vocabulary, counted: Mapping[str, int]) -> Mapping[str, str]:
    """A shape for each branch of classes, so that the most frequent ones on the page differ."""
    branches: Counter[str] = Counter()
    for id_, count in counted.items():
        branches[_branch(vocab, id_)] += count
    ordered = sorted(branches, key=lambda branch: (-branches[branch], branch))
    return {branch: _SHAPES[number % len(_SHAPES)] for number, branch in enumerate(ordered)}


def _branch(vocab: Vocabulary, id_: str) -> str:
    """The class right below the root to which a class belongs."""
    below = [class_ for class_ in vocab.ancestors(id_) if class_ != _ROOT]
    return below[-1] if below else _ROOT


def _relations(vocab: Vocabulary, claims: Iterable[Claim]) -> tuple[Kind, ...]:
    """The relations the page needs, the most frequent first."""
    counted = Counter(claim.predicate for claim in claims)
    kinds = []
    for id_ in sorted(counted, key=lambda id_: (-counted[id_], vocab.label(id_))):
        known = vocab.relations.get(id_)
        kinds.append(
            Kind(
                id=id_,
                label=vocab.label(id_),
                colour=known.colour if known else _UNKNOWN_COLOUR,
                definition=known.definition if known else "",
                inverse=known.inverse_label if known else vocab.label(id_),
                symmetric=known.symmetric if known else False,
            )
        )
    return tuple(kinds)


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


def _kind_json(kind: Kind) -> dict[str, Any]:
    return {
        "id": kind.id,
        "label": kind.label,
        "colour": kind.colour,
        "definition": kind.definition,
        "inverse": kind.inverse,
        "shape": kind.shape,
        "symmetric": kind.symmetric,
    }


def _node_json(node: Node) -> dict[str, Any]:
    entity = node.entity
    return {
        "id": entity.id,
        "label": entity.label,
        "class": node.kind,
        "aliases": list(entity.aliases),
        "codes": [list(code) for code in entity.codes],
        "note": entity.note,
    }
