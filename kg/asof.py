"""What can be seen at a valid time, as far as was known on a day. Every read goes through here.

A view needs only to read the store's record: the rows that are visible are picked, what follows
from them is worked out, and the RDF of both is written to a file of its own that a query then
loads. So it works the same on stores that cannot be written to, wherever they are kept; only the
default view is answered from the database that the store keeps ready.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.claim import Claim
from kg.dataset import Dataset
from kg.dates import Period, parse_day, parse_period
from kg.entity import Entity
from kg.files import temporary_folder
from kg.rdf import Quad
from kg.sources import Source
from kg.store import Store
from kg.store.contents import TAKEN, Contents, view_name
from kg.store.engine import snapshot
from kg.vocab import Vocabulary

if TYPE_CHECKING:
    from kg.reconcile import Finding
    from kg.tables.held import Table


@dataclass
class _Seen:
    """What a view shows of contents, and its RDF once somebody asked for it."""

    contents: Contents
    dataset: Dataset
    derivations: Dataset | None = None
    findings: tuple[Finding, ...] | None = None
    rdf: Path | None = None


@dataclass(frozen=True)
class AsOf:
    """A view of a store.

    Attributes:
        store: The store.
        valid: Claims whose interval meets this period are seen; None for "ever".
        known: Claims published and not retracted by this day are seen; None for the day of the
            newest publication or retraction in the store.
        throughout: Claims are seen only if their interval covers all of the valid period.
    """

    store: Store
    valid: Period | None = None
    known: date | None = None
    throughout: bool = False
    _kept: list[_Seen] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def vocab(self) -> Vocabulary:
        """The ontology."""
        return self.store.vocab

    @property
    def is_default(self) -> bool:
        """Whether this is the view that the store keeps ready."""
        return self.valid is None and self.known is None

    @property
    def dataset(self) -> Dataset:
        """The store's dataset, narrowed to this view; follows what is written to the store."""
        return self._seen.dataset

    @property
    def _seen(self) -> _Seen:
        """What the store holds now, and what this view shows of it."""
        contents = self.store.contents
        if not self._kept or self._kept[0].contents is not contents:
            self._kept[:] = [_Seen(contents, self._narrow(contents.dataset))]
        return self._kept[0]

    def _narrow(self, whole: Dataset) -> Dataset:
        day = self.known or whole.newest
        known = whole.known_on(day) if day else whole
        if self.valid is None:
            return known
        claims = [claim for claim in known.claims if self._holds(claim)]
        return Dataset.of(
            entities=known.entities.values(),
            sources=known.sources.values(),
            claims=claims,
            retractions=known.retractions,
        )

    def _holds(self, claim: Claim) -> bool:
        """Whether a claim's interval meets, or covers, the valid period."""
        if self.valid is None:
            return True
        return (_covers if self.throughout else meets)(claim, self.valid)

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

    def withdrawn(self) -> Iterator[tuple[Claim, date]]:
        """What this view showed on an earlier known day and has been retracted since.

        Yields:
            Claims with the first day on which they are retracted: stated ones in the order of the
            store, then what followed from them.
        """
        gone: dict[str, date] = {}
        for row in self.dataset.retractions:
            gone.setdefault(row.claim, row.date)
        for claim in self.store.contents.dataset.claims:
            if claim.id in gone and claim.published < gone[claim.id] and self._holds(claim):
                yield claim, gone[claim.id]
        shown = {claim.id for claim in self.derived()}
        for day in sorted(set(gone.values()), reverse=True):
            before = AsOf(self.store, self.valid, day - timedelta(days=1), self.throughout)
            for claim in before.derived():
                if claim.id not in shown:
                    shown.add(claim.id)
                    yield claim, day

    @property
    def known_day(self) -> date | None:
        """The day up to which claims are known: the one asked for, or the store's newest."""
        return self.known or self.store.contents.dataset.newest

    @property
    def derivations(self) -> Dataset:
        """Derived claims with their source and the partners made for them.

        What follows is worked out from all that was known; a valid period leaves of it what rests
        on claims that are seen, so that a narrower view never shows more than a wider one.
        """
        seen = self._seen
        if seen.derivations is None:
            known = seen.contents.dataset
            known = known.known_on(self.known_day) if self.known_day else known
            found = seen.contents.derivations(known)
            seen.derivations = found.resting_on(seen.dataset.claims) if self.valid else found
        return seen.derivations

    def derived(self) -> Iterator[Claim]:
        """The claims that follow from those that are seen."""
        return iter(self.derivations.claims)

    def findings(self) -> tuple[Finding, ...]:
        """Where the claims that are seen agree, repeat each other or disagree."""
        seen = self._seen
        if seen.findings is None:
            seen.findings = seen.contents.findings(seen.dataset)
        return seen.findings

    def label(self, id_: str) -> str:
        """What people call an entity, a source or a term of the ontology.

        Args:
            id_: Its CURIE.

        Returns:
            Its label; the CURIE itself where there is none.
        """
        for named in (self.dataset, self.derivations):
            found = named.entities.get(id_) or named.sources.get(id_)
            if found:
                return found.label
        return self.vocab.label(id_)

    @property
    def name(self) -> str:
        """The view's name, as it stands in the name of its graph of direct edges."""
        spelled = (
            self.valid.text + ("-throughout" if self.throughout else "") if self.valid else None
        )
        return view_name(spelled, self.known_day)

    def describe(self) -> str:
        """The view in words.

        Returns:
            Such as "valid: ever; known: 2025-10-09".
        """
        valid = self.valid.text if self.valid else "ever"
        how = "all of " if self.throughout else ""
        days = [edition.published for edition in self.store.contents.tables.editions]
        known = self.known or max([*days, *filter(None, [self.known_day])], default=None)
        return f"valid: {how}{valid}; known: {known or 'nothing'}"

    def table(self, *, memory: str | None = None, stated: bool = True) -> Table:
        """The claims that are seen, in columns: those of imported tables and all others.

        Args:
            memory: How much DuckDB may use, such as ``2GB``; a third of the machine's by default.
            stated: False to leave out the claims that are in no table.

        Returns:
            A table to ask in SQL, or to hand on as Arrow or pandas.

        Example:
            >>> import kg
            >>> view = kg.build(check=False).as_of(known="2025-06-10")
            >>> len(view.table()) == len(list(view.claims()))
            True
        """
        from kg.columns import claim_table
        from kg.tables.held import Seen, Table

        contents, dataset = self.store.contents, self.dataset
        taken = contents.parts.get(TAKEN, Dataset.of()).claims
        copies = {claim.id for claim in taken}
        others = (claim for claim in dataset.claims if claim.id not in copies)
        return Table(
            vocab=self.vocab,
            tables=contents.tables,
            seen=Seen(known=self.known, valid=self.valid, throughout=self.throughout),
            stated=claim_table(others, self.vocab) if stated else None,
            withdrawn=tuple({row.claim for row in dataset.retractions}),
            memory=memory,
            keep=(self.store, getattr(self.store, "pin", None)),
        )

    def quads(self) -> Iterator[Quad]:
        """The RDF of this view, direct edges included."""
        seen = self._seen
        return seen.contents.quads(seen.dataset, name=self.name, derived=self.derivations)

    @cached_property
    def _folder(self) -> Path:
        return temporary_folder(self)

    def rdf(self) -> Path:
        """Where a query worker finds the RDF of this view: a database or an N-Quads file."""
        if self.is_default:
            return self.store.rdf()
        seen = self._seen
        if seen.rdf is None:
            seen.rdf = snapshot(self.quads(), self._folder)
        return seen.rdf


def as_of(
    store: Store,
    *,
    valid: str | None = None,
    known: str | date | None = None,
    throughout: bool = False,
) -> AsOf:
    """A view of a store.

    Args:
        store: The store.
        valid: EDTF or as people write it: ``2025-05-01``, ``2025-Q2``; None for "ever".
        known: A day; None for the newest publication or retraction in the store.
        throughout: Only what covers all of the valid period.

    Returns:
        The view.

    Raises:
        BadDate: Either is none.

    Example:
        >>> from kg.store import MemoryStore
        >>> store = MemoryStore(Contents(Vocabulary.load()))
        >>> as_of(store, valid="2025-Q2", known="2025-06-10").describe()
        'valid: 2025-34; known: 2025-06-10'
    """
    return AsOf(
        store,
        None if valid is None else parse_period(valid),
        parse_day(known) if isinstance(known, str) else known,
        throughout,
    )


def meets(claim: Claim, period: Period) -> bool:
    """Whether a claim's interval has a day in common with a period.

    Args:
        claim: The claim.
        period: The period.

    Returns:
        True if it has.

    Example:
        >>> import kg
        >>> meets(next(kg.build(check=False).claims()), parse_period("../.."))
        True
    """
    bounds = period.bounds("held", attested=claim.published)
    return claim.start < bounds.end and bounds.start < claim.end


def _covers(claim: Claim, period: Period) -> bool:
    """Whether a claim's interval covers every day of a period."""
    bounds = period.bounds("held", attested=claim.published)
    return claim.start <= bounds.start and bounds.end <= claim.end
