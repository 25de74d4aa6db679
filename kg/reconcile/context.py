"""What every rule is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from kg.claim import Claim
from kg.dataset import Dataset
from kg.rdf import Literal, NamedNode
from kg.reconcile.figures import Cell, Figure, by_cell, figures
from kg.reconcile.origins import Origins
from kg.reconcile.words import Words
from kg.vocab import KG, Vocabulary

_BACKGROUND = "reference"


class Context:
    """The claims to compare, with what rules ask about them.

    Args:
        dataset: What is known; derived claims and retracted ones are not compared.
        vocab: The ontology.
    """

    def __init__(self, dataset: Dataset, vocab: Vocabulary) -> None:
        gone = {retraction.claim for retraction in dataset.retractions}
        self.dataset = dataset
        self.vocab = vocab
        self.claims = tuple(
            claim for claim in dataset.claims if not claim.premises and claim.id not in gone
        )
        self.origins = Origins(dataset)
        self.words = Words(dataset, vocab, self.origins)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """What was measured over a known period; see :func:`kg.reconcile.figures.figures`."""
        return tuple(figures(self.claims, self.vocab))

    @cached_property
    def cells(self) -> Mapping[Cell, list[Figure]]:
        """The same by cell."""
        return by_cell(self.figures)

    @cached_property
    def happens_once(self) -> frozenset[str]:
        """Entities of a class whose members happen once, such as a policy action or an act."""
        once = {id_ for id_, value in self._annotated("happensOnce") if value == "true"}
        return frozenset(
            entity.id
            for entity in self.dataset.entities.values()
            if self.vocab.is_a(entity.type, once)
        )

    @cached_property
    def wholes(self) -> frozenset[str]:
        """Entities that hold everybody, such as the world."""
        names = set(self._annotated("nameOfWhole"))
        return frozenset(
            entity.id
            for entity in self.dataset.entities.values()
            if any((entity.type, name) in names for name in (entity.label, *entity.aliases))
        )

    def is_background(self, claim: Claim) -> bool:
        """Whether it is from a work of reference, which is no witness to anything."""
        source = self.dataset.sources.get(claim.source_id)
        return source is not None and source.kind == _BACKGROUND

    def is_a(self, entity: str | None, classes: Iterable[str]) -> bool:
        """Whether an entity is catalogued under one of some classes."""
        known = self.dataset.entities.get(entity or "")
        return known is not None and self.vocab.is_a(known.type, classes)

    def _annotated(self, property_: str) -> Iterator[tuple[str, str]]:
        """The terms of the ontology that carry an annotation, and what it says."""
        for quad in self.vocab.quads:
            if quad.predicate.value == KG + property_ and isinstance(quad.subject, NamedNode):
                id_ = self.vocab.compact(quad.subject.value)
                if id_ is not None and isinstance(quad.object, Literal):
                    yield id_, quad.object.value
                elif id_ is not None and isinstance(quad.object, NamedNode):
                    yield id_, self.vocab.compact(quad.object.value) or quad.object.value

    def annotation(self, property_: str) -> Mapping[str, str]:
        """What the ontology says of terms by an annotation that each carries once.

        Args:
            property_: Its local name, such as "mirroredBy".

        Returns:
            Texts and CURIEs by term.
        """
        return dict(self._annotated(property_))
