"""What rules work on: levels and changes of one flow, by partner, quantity kind and months."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kg.claim import Claim
from kg.derive.figure import Figure
from kg.derive.months import Months, months_of
from kg.entity import Entity
from kg.units import Units, said_of_terms
from kg.vocab import Vocabulary
from kg.wording import measured

LEVEL = "level"
EARLIER_BY: Mapping[str, int] = {"yoy": 12, "ytd_yoy": 12, "mom": 1}
"""By how many months the period lies earlier that a change is measured against."""

DERIVED = "derived"
"""The extractor of derived claims, which are never premises."""

_OBSERVATION = "kg:Observation"


class Cell(NamedTuple):
    """What a figure measures within one flow.

    Attributes:
        object: The partner.
        kind: CURIE of the quantity kind.
        months: The period.
        comparator: level, or against what a change stands.
        by: For a share: of which quantity kind.
    """

    object: str | None
    kind: str
    months: Months
    comparator: str = LEVEL
    by: str | None = None


class Flow(NamedTuple):
    """What all figures of one table have in common."""

    subject: str
    predicate: str
    product: str | None
    instrument: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """A figure to reckon with: stated by a claim, or derived from claims that state theirs.

    Attributes:
        flow: The flow.
        cell: What it measures.
        figure: How much.
        premises: The claims it rests on; all of them stated.
        term: How it is written in a formula: "619 t" or "619 t / (1 + 75.5 %)".
    """

    flow: Flow
    cell: Cell
    figure: Figure
    premises: tuple[Claim, ...]
    term: str

    @property
    def published(self) -> date:
        """Since when it is known: the newest of its premises."""
        return max(claim.published for claim in self.premises)


@dataclass(frozen=True)
class Ontology:
    """What the ontology says that derivations need, looked up once."""

    vocab: Vocabulary
    units: Units
    share_of: Mapping[str, tuple[str, ...]]
    numerator: Mapping[str, tuple[str, ...]]
    denominator: Mapping[str, tuple[str, ...]]
    whole_object: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, vocab: Vocabulary) -> Ontology:
        """Look up what derivations need."""
        kinds = vocab.quantity_kinds
        above, below, shares = (
            {kind: said for kind, said in said_of_terms(vocab, name).items() if kind in kinds}
            for name in ("numerator", "denominator", "shareOf")
        )
        whole = said_of_terms(vocab, "wholeObject")
        return cls(vocab, Units(vocab), shares, above, below, whole)


@dataclass(frozen=True)
class Table:
    """The figures of one flow from which rules derive, one for each cell.

    Attributes:
        flow: What they have in common.
        cells: The figures.
        ontology: What the ontology says of their kinds and units.
        entities: The catalogue.
        day: The day whose news are looked for: what follows from older figures alone is known.
    """

    flow: Flow
    cells: Mapping[Cell, Known]
    ontology: Ontology
    entities: Mapping[str, Entity]
    day: date

    def levels(self) -> Iterator[Known]:
        """The levels, by cell."""
        return (known for cell, known in self.cells.items() if cell.comparator == LEVEL)

    def label(self, id_: str | None) -> str:
        """What people call an entity."""
        entity = self.entities.get(id_ or "")
        return entity.label if entity else id_ or ""

    def with_(self, more: Iterable[Known]) -> Table:
        """The same table, gaps filled by other figures."""
        cells = {known.cell: known for known in more} | dict(self.cells)
        return replace(self, cells=_sorted(cells))

    def is_news(self, *figures: Known) -> bool:
        """Whether one of some figures became known on the table's day."""
        return any(known.published == self.day for known in figures)


def stated(claims: Iterable[Claim], ontology: Ontology) -> Iterator[Known]:
    """The claims that can be premises.

    Args:
        claims: Claims that are not retracted.
        ontology: What the ontology says.

    Yields:
        What each states: asserted and not negated, measured over whole months, with value and
        unit, and not itself derived. A level is not negative.
    """
    vocab = ontology.vocab
    for claim in claims:
        if not vocab.is_a(claim.claim_type, {_OBSERVATION}) or claim.quantity_kind is None:
            continue
        if claim.modality != "asserted" or claim.negated or is_derived(claim):
            continue
        months, figure = months_of(claim), Figure.of(claim, vocab)
        comparator = claim.comparator or LEVEL
        if months is None or figure is None:
            continue
        if comparator == LEVEL:
            if figure.value < 0:
                continue
            figure = figure.within(Decimal(0))
        yield Known(
            Flow(claim.subject, claim.predicate, claim.product, claim.instrument),
            Cell(claim.object, claim.quantity_kind, months, comparator),
            figure,
            (claim,),
            worded(figure, vocab, hedge=claim.hedge),
        )


def is_derived(claim: Claim) -> bool:
    """Whether a claim is a conclusion of ours and so never a premise."""
    return claim.extractor == DERIVED or bool(claim.premises)


def table_of(known: Iterable[Known], empty: Table, *, day: date) -> Table:
    """The table of one flow: for each cell the figure to prefer.

    Args:
        known: Stated figures of the flow.
        empty: A table of the flow.
        day: The day whose news are looked for.

    Returns:
        The table. Of several claims for a cell it holds the most precise, then the surest, then
        the earliest.
    """
    cells: dict[Cell, Known] = {}
    for one in sorted(known, key=precision):
        cells.setdefault(one.cell, one)
    return replace(empty, cells=_sorted(cells), day=day)


def precision(known: Known) -> tuple[bool, Decimal, Decimal, date, tuple[str, ...]]:
    """Sorts what to prefer first: a narrow closed band, sure reading, early publication."""
    width = known.figure.width
    sure = min(claim.confidence for claim in known.premises)
    ids = tuple(claim.id for claim in known.premises)
    return width is None, width or Decimal(0), -sure, known.published, ids


def worded(figure: Figure, vocab: Vocabulary, *, hedge: str | None = None) -> str:
    """A figure as it is written in a formula, with its hedge and plain spaces."""
    text = measured(figure.value, figure.unit, vocab).replace("\u00a0", " ")
    return f"{hedge.replace('_', ' ')} {text}" if hedge else text


def _sorted(cells: Mapping[Cell, Known]) -> dict[Cell, Known]:
    return dict(sorted(cells.items(), key=lambda item: _order(item[0])))


def _order(cell: Cell) -> tuple[str, str, Months, str]:
    return cell.object or "", cell.kind, cell.months, cell.comparator
