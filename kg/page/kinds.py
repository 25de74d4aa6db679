"""Classes and relations as the page's legend shows them, taken from the ontology."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.claim import Claim
from kg.entity import Entity
from kg.vocab import Vocabulary

SHAPES = ("dot", "square", "triangle", "diamond", "hexagon", "triangleDown", "star")
"""What the page can draw; ``viz/scene.js`` has the same list."""

ROOT = "kg:Entity"
"""The class of what the catalogue does not know."""

_UNKNOWN_COLOUR = "#777777"


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


def classes_of(vocab: Vocabulary, entities: Iterable[Entity]) -> tuple[Kind, ...]:
    """The classes of some entities, the most frequent first.

    Args:
        vocab: The ontology.
        entities: What the page shows.

    Returns:
        A kind for each class that occurs; branches of the ontology differ in shape.

    Example:
        >>> classes_of(Vocabulary.load(), [Entity(id="country:CHN", type="kg:Country", label="")])[
        ...     0
        ... ].label
        'Country'
    """
    counted = Counter(entity.type for entity in entities)
    shapes = _shapes(vocab, counted)
    kinds = []
    for id_ in _by_frequency(vocab, counted):
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


def relations_of(vocab: Vocabulary, claims: Iterable[Claim]) -> tuple[Kind, ...]:
    """The relations of some claims, the most frequent first.

    Args:
        vocab: The ontology.
        claims: What the page shows.

    Returns:
        A kind for each relation that occurs.

    Example:
        >>> relations_of(Vocabulary.load(), [])
        ()
    """
    counted = Counter(claim.predicate for claim in claims)
    kinds = []
    for id_ in _by_frequency(vocab, counted):
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


def _by_frequency(vocab: Vocabulary, counted: Mapping[str, int]) -> list[str]:
    """The most frequent first, equals by their labels."""
    return sorted(counted, key=lambda id_: (-counted[id_], vocab.label(id_)))


def _shapes(vocab: Vocabulary, counted: Mapping[str, int]) -> Mapping[str, str]:
    """A shape for each branch of classes, so that the most frequent ones on the page differ."""
    branches: Counter[str] = Counter()
    for id_, count in counted.items():
        branches[_branch(vocab, id_)] += count
    ordered = sorted(branches, key=lambda branch: (-branches[branch], branch))
    return {branch: SHAPES[number % len(SHAPES)] for number, branch in enumerate(ordered)}


def _branch(vocab: Vocabulary, id_: str) -> str:
    """The class right below the root to which a class belongs."""
    below = [class_ for class_ in vocab.ancestors(id_) if class_ != ROOT]
    return below[-1] if below else ROOT
