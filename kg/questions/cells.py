"""Cells: what was measured of whom, with whom, of what and when; and what is said of it.

A cell is answered by the most precise figure that a source states, else by what follows from
stated figures, else only by a direction ("fell sharply").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.claim import Claim
from kg.dates import FIRST, LAST, Period, parse_period
from kg.derive.levels import EARLIER_BY
from kg.derive.months import Months
from kg.errors import BadInput
from kg.questions.amounts import LEVEL, Amount, derived, growth, stated
from kg.questions.context import Context, when

_MEASURED = "kg:Observation"
_YEAR_TO_DATE = "ytd_yoy"


@dataclass(frozen=True, slots=True)
class Cell:
    """What is measured. A slot that is None fits anything, but for the period's meaning see below.

    Attributes:
        subject: Who exports, imports, depends; what has a price.
        relation: CURIE of the relation.
        object: With whom.
        product: Of what.
        kind: CURIE of the quantity kind.
        period: Over which period; None for any, one that is not stated included.
        comparator: level, or against what a change stands; None for any change.
    """

    subject: str
    relation: str
    object: str | None = None
    product: str | None = None
    kind: str | None = None
    period: Period | None = None
    comparator: str | None = LEVEL

    def worded(self, context: Context) -> str:
        """The cell in words."""
        parts = [
            f"{context.label(self.subject)} {context.vocab.label(self.relation)}"
            f" {context.label(self.object)}".rstrip(),
            context.label(self.product),
            self.measure(context),
            when(self.period.text) if self.period else "",
        ]
        return ", ".join(filter(None, parts))

    def measure(self, context: Context) -> str:
        """What is measured, in words."""
        kind = context.vocab.label(self.kind) if self.kind else "any quantity"
        if self.comparator == LEVEL:
            return kind
        return f"change of {kind}{_AGAINST.get(self.comparator or '', '')}"


_AGAINST = {
    "yoy": " on the year",
    "mom": " on the month before",
    "ytd_yoy": " on the same months a year earlier",
    "wow": " within a week",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a cell.

    Attributes:
        cell: The cell.
        amount: The figure to prefer; None where there is none.
        claims: The stated claims behind it, those that agree with it included.
        others: Stated claims of the cell with another figure, or with a direction only.
    """

    cell: Cell
    amount: Amount | None
    claims: tuple[Claim, ...]
    others: tuple[Claim, ...]

    @property
    def trend(self) -> str | None:
        """The direction that is said, where it is one."""
        said = {claim.trend for claim in self.others if claim.trend and claim.value is None}
        return next(iter(said)) if len(said) == 1 else None


def look_up(context: Context, cell: Cell) -> Found:
    """What is known of a cell.

    Args:
        context: What is known.
        cell: The cell.

    Returns:
        The figure to prefer with what supports it and what else is said.
    """
    among = context.stated_of(cell.subject, cell.relation)
    claims = tuple(claim for claim in among if _fits(claim, cell))
    _unambiguous(context, cell, claims)
    cell = _narrowed(cell, claims)
    figures = [
        (amount, claim) for claim in claims if (amount := stated(claim, context.vocab)) is not None
    ]
    if figures:
        best = min((amount for amount, _ in figures), key=_precision)
        agreeing = tuple(
            claim
            for amount, claim in figures
            if amount.unit == best.unit and amount.band.overlaps(best.band)
        )
        others = tuple(claim for claim in claims if claim not in agreeing)
        return Found(cell, best, agreeing, others)
    amount = _derived(context, cell) or _grown(context, cell)
    return Found(cell, amount, amount.claims if amount else (), claims)


def _unambiguous(context: Context, cell: Cell, claims: Iterable[Claim]) -> None:
    """Refuse to mix what differs in a slot that was left out."""
    levels = [claim for claim in claims if cell.comparator == LEVEL]
    for slot, wanted in (("product", cell.product), ("object", cell.object)):
        named = sorted({getattr(claim, slot) or "none named" for claim in levels})
        if wanted is None and len(named) > 1:
            labels = ", ".join(map(context.label, named))
            name = "partner" if slot == "object" else slot
            raise BadInput(f"{cell.worded(context)} is known of several; name one {name}: {labels}")


def _narrowed(cell: Cell, claims: Iterable[Claim]) -> Cell:
    """The cell with the one product and partner that its claims have."""
    for slot in ("product", "object"):
        named = {getattr(claim, slot) for claim in claims}
        if getattr(cell, slot) is None and len(named) == 1:
            cell = replace(cell, **{slot: named.pop()})
    return cell


def level(context: Context, cell: Cell) -> Amount | None:
    """The level of a cell, stated or derived."""
    return look_up(context, replace(cell, comparator=LEVEL)).amount


def earlier(cell: Cell) -> Cell | None:
    """The cell a change is measured against: the same one, a month or a year before."""
    months = months_of(cell.period)
    back = EARLIER_BY.get(cell.comparator or "")
    before = months.earlier(back) if months is not None and back else None
    if before is None:
        return None
    return replace(cell, period=parse_period(before.text), comparator=LEVEL)


def months_of(period: Period | None) -> Months | None:
    """The whole months of a period; None where it is none of whole months."""
    if period is None or period.first is None or period.last is None or period.one_of:
        return None
    first, last = period.first[0], period.last[1]
    months = Months(first.year * 12 + first.month - 1, last.year * 12 + last.month - 1)
    bounds = parse_period(months.text)
    if bounds.first is None or bounds.last is None:
        return None
    return months if (bounds.first[0], bounds.last[1]) == (first, last) else None


def default_comparator(period: Period | None, comparator: str) -> str:
    """On several months since January, "on the year" is the year to date's."""
    months = months_of(period)
    if comparator == "yoy" and months is not None and len(months) > 1 and months.since_january:
        return _YEAR_TO_DATE
    return comparator


def covers(claim: Claim, period: Period) -> bool:
    """Whether a claim's figure is of a period."""
    if claim.period_text == period.text:
        return True
    bounds = period.bounds("measured", attested=claim.published)
    ends = bounds.start, bounds.start_latest, bounds.end_earliest, bounds.end
    return ends == (claim.start, claim.start_latest, claim.end_earliest, claim.end)


def is_measured(context: Context, claim: Claim) -> bool:
    """Whether a claim is an asserted observation."""
    observed = context.vocab.is_a(claim.claim_type, {_MEASURED})
    return observed and claim.modality == "asserted" and not claim.negated


def has_period(claim: Claim) -> bool:
    """Whether a claim says when."""
    return (claim.start, claim.end) != (FIRST, LAST)


def _fits(claim: Claim, cell: Cell) -> bool:
    """Whether a stated claim speaks of a cell; one without a kind or base may fit any, by trend."""
    slots = (
        (claim.object, cell.object),
        (claim.product, cell.product),
    )
    if claim.modality != "asserted" or claim.negated:
        return False
    if any(wanted is not None and said != wanted for said, wanted in slots):
        return False
    if cell.kind not in (None, claim.quantity_kind) and not _is_vague(claim):
        return False
    if cell.period is not None and not covers(claim, cell.period):
        return False
    return _compares(claim, cell)


def _compares(claim: Claim, cell: Cell) -> bool:
    comparator = claim.comparator or (LEVEL if claim.value is not None else None)
    if cell.comparator is None:
        return comparator != LEVEL and (claim.value is not None or claim.trend is not None)
    if cell.comparator == LEVEL:
        return comparator == LEVEL and claim.value is not None
    return comparator == cell.comparator or _is_vague(claim)


def _is_vague(claim: Claim) -> bool:
    """Whether a claim tells a direction without saying of which quantity."""
    return claim.quantity_kind is None and claim.value is None and claim.trend is not None


def _derived(context: Context, cell: Cell) -> Amount | None:
    """The derived claim of a cell, the most precise of several."""
    found = [
        amount
        for claim in _derived_claims(context, cell)
        if (amount := derived(claim, context.rests_on([claim]), context.vocab)) is not None
    ]
    return min(found, key=_precision) if found else None


def _derived_claims(context: Context, cell: Cell) -> Iterator[Claim]:
    among = context.derived_of(cell.subject, cell.relation)
    return (claim for claim in among if _fits(claim, cell))


def _grown(context: Context, cell: Cell) -> Amount | None:
    """A change that follows from two levels, either of which may be derived."""
    before = earlier(cell)
    if before is None:
        return None
    then, now = level(context, before), level(context, cell)
    if now is None or then is None or cell.comparator is None:
        return None
    return growth(now, then, context.units, cell.comparator)


def _precision(amount: Amount) -> tuple[bool, Decimal, bool, Decimal, str, str]:
    """Sorts what to prefer first: a narrow band, no hedge, sure reading, early publication."""
    width = amount.figure.width
    first = amount.claims[0]
    return (
        width is None,
        width or Decimal(0),
        amount.hedge is not None,
        -first.confidence,
        first.published.isoformat(),
        first.id,
    )
