"""What a store holds: ontology, datasets by part, foreign triples; and the RDF of a view of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from kg.dataset import Dataset
from kg.mapping import RdfMapping
from kg.rdf import Quad
from kg.tables.editions import Tables
from kg.vocab import Vocabulary

if TYPE_CHECKING:
    from kg.reconcile import Finding

TAKEN = "taken"
"""The part with claims that stand in the tables as well."""

PARTS = ("data", "imported", TAKEN, "accepted", "retractions")
"""``data`` is what a build makes and replaces; the others are appended to and survive builds."""


@dataclass(frozen=True)
class Contents:
    """Everything in a store, frozen.

    Attributes:
        vocab: The ontology.
        parts: Datasets by the name of their part.
        foreign: Quads that are not ours, in graphs of their own.
        reasoned: Whether views show findings and derived claims.
        tables: What was imported in bulk. It is asked in columns: its claims are neither in the
            parts nor in the RDF, but for those that were taken.
    """

    vocab: Vocabulary
    parts: Mapping[str, Dataset] = field(default_factory=dict)
    foreign: tuple[Quad, ...] = ()
    reasoned: bool = True
    tables: Tables = field(default_factory=Tables)

    @cached_property
    def dataset(self) -> Dataset:
        """All parts together."""
        whole = Dataset.of()
        for part in PARTS:
            if part in self.parts:
                whole = whole | self.parts[part]
        return whole

    @property
    def newest(self) -> date | None:
        """Day of the newest publication or retraction, tables included; None where nothing is."""
        days = (self.dataset.newest, self.tables.newest)
        return max((day for day in days if day is not None), default=None)

    def with_part(self, part: str, dataset: Dataset) -> Contents:
        """The same with one part replaced."""
        if part not in PARTS:
            raise KeyError(part)
        return replace(self, parts={**self.parts, part: dataset})

    def additions(self, before: Contents) -> Dataset | None:
        """The entities and sources that came to other contents, if nothing in the RDF changed else.

        Args:
            before: The other contents.

        Returns:
            What is new; None if claims, retractions, foreign triples or the ontology changed, or
            an entity or source is not what it was.
        """
        old, new = before.dataset, self.dataset
        if (
            self.vocab is not before.vocab
            or (self.reasoned, self.foreign) != (before.reasoned, before.foreign)
            or (new.claims, new.retractions) != (old.claims, old.retractions)
            or any(new.entities.get(id_) != row for id_, row in old.entities.items())
            or any(new.sources.get(id_) != row for id_, row in old.sources.items())
        ):
            return None
        return Dataset.of(
            entities=(row for id_, row in new.entities.items() if id_ not in old.entities),
            sources=(row for id_, row in new.sources.items() if id_ not in old.sources),
        )

    def quads(self, view: Dataset, *, name: str, derived: Dataset | None = None) -> Iterator[Quad]:
        """The RDF of a view: ontology, rows, direct edges, what follows from them, foreign triples.

        Findings and derived claims are made from what the view shows and from nothing else, so
        that they are known from the latest of their claims on and fall with any of them.

        Args:
            view: The dataset narrowed to what the view shows.
            name: The view's name, which the graph of direct edges carries.
            derived: What follows in the view; worked out from its claims if not given.

        Yields:
            Quads; the same ones in the same order for the same contents.
        """
        from kg.reconcile import finding_quads

        mapping = RdfMapping(self.vocab)
        yield from mapping.ontology_quads()
        yield from mapping.dataset_quads(
            view | (self.derivations(view) if derived is None else derived)
        )
        yield from mapping.direct_quads(view.claims, view=name)
        for finding in self.findings(view):
            yield from finding_quads(finding, mapping)
        yield from self.foreign

    def derivations(self, view: Dataset) -> Dataset:
        """What follows from the claims of a view; empty if the store does not reason."""
        from kg.derive import derivations

        return derivations(view, self.vocab) if self.reasoned else Dataset.of()

    def findings(self, view: Dataset) -> tuple[Finding, ...]:
        """Where the claims of a view agree or disagree; empty if the store does not reason."""
        from kg.reconcile import reconcile

        return reconcile(view, self.vocab) if self.reasoned else ()

    def default_view(self) -> tuple[Dataset, str]:
        """What is seen unless somebody asks otherwise: valid ever, known on the newest day.

        Returns:
            The dataset without what was retracted, and the view's name.
        """
        newest = self.dataset.newest
        view = self.dataset.known_on(newest) if newest else self.dataset
        return view, view_name(None, newest)


def view_name(valid: str | None, known: date | None) -> str:
    """The name of a view, as it stands in the name of its graph of direct edges.

    Args:
        valid: EDTF of the valid time; None for "ever".
        known: The known day; None where the store holds no claims.

    Returns:
        A name made of letters, digits, dots and hyphens.

    Example:
        >>> view_name(None, date(2025, 6, 9))
        'valid-ever-known-2025-06-09'
    """
    spelled = (valid or "ever").replace("/", "--").strip("[]")
    return f"valid-{spelled}-known-{known or 'nothing'}"
