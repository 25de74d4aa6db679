"""Figures to reckon with: each knows the stated claims it rests on and how it was worked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Context, Decimal

from kg.claim import Claim
from kg.derive import Figure
from kg.interval import Interval
from kg.questions.answer import Quantity
from kg.units import PERCENT, Units
from kg.vocab import Vocabulary
from kg.wording import measured

LEVEL = "level"
_DIGITS = Context(prec=50, rounding=ROUND_HALF_EVEN)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure with what it rests on.

    Attributes:
        figure: How much.
        claims: The stated claims it rests on.
        term: How it is written in a formula.
        steps: How many operations lie between the claims and it: 0 for a stated one.
        comparator: level, or against what a change stands.
        hedge: How a source hedges it.
        notes: What to keep in mind.
    """

    figure: Figure
    claims: tuple[Claim, ...]
    term: str
    steps: int = 0
    comparator: str = LEVEL
    hedge: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def value(self) -> Decimal:
        """The number."""
        return self.figure.value

    @property
    def band(self) -> Interval:
        """What the number can be."""
        return self.figure.band

    @property
    def unit(self) -> str:
        """CURIE of its unit."""
        return self.figure.unit

    @property
    def is_stated(self) -> bool:
        """Whether a source states it."""
        return self.steps == 0

    def as_quantity(self, name: str, vocab: Vocabulary, *, per: str = "") -> Quantity:
        """The figure of an answer: what was worked out has no more digits than its band warrants.

        Args:
            name: What it measures, in words.
            vocab: Knows how units are written.
            per: The span of time that one such amount takes.

        Returns:
            The figure.
        """
        figure = self.figure if self.is_stated else self.figure.rounded()
        return Quantity(
            name=name,
            value=figure.value,
            unit=figure.unit,
            per=per,
            low=figure.band.low,
            high=figure.band.high,
            comparator=self.comparator,
            hedge=self.hedge,
            basis="reported" if self.is_stated else "derived",
            formula="" if self.is_stated else f"{self.term} = {written(figure, vocab)}",
            premises=() if self.is_stated else tuple(claim.id for claim in self.claims),
        )


def stated(claim: Claim, vocab: Vocabulary) -> Amount | None:
    """What a claim of a source states; None where it states no figure."""
    figure = Figure.of(claim, vocab)
    if figure is None:
        return None
    return Amount(
        figure,
        (claim,),
        _hedged(claim.hedge, written(figure, vocab)),
        comparator=claim.comparator or LEVEL,
        hedge=claim.hedge,
        notes=notes_of(claim),
    )


def derived(claim: Claim, premises: tuple[Claim, ...], vocab: Vocabulary) -> Amount | None:
    """What a derived claim says."""
    figure = Figure.of(claim, vocab)
    if figure is None:
        return None
    term = (claim.formula or "").partition(": ")[2].rpartition(" = ")[0]
    comparator = claim.comparator or LEVEL
    return Amount(figure, premises, term or claim.gist, 1, comparator, None, notes_of(claim))


def notes_of(claim: Claim) -> tuple[str, ...]:
    """A claim's scope note."""
    return (claim.scope_note,) if claim.scope_note else ()


def written(figure: Figure, vocab: Vocabulary) -> str:
    """A figure as it is written in a formula."""
    return measured(figure.value, figure.unit, vocab).replace("\u00a0", " ")


def total(parts: Sequence[Amount], units: Units) -> Amount:
    """The sum of some amounts, in the unit of the first; one alone stays as it is."""
    first, *others = parts
    figure = first.figure
    for part in others:
        other = part.figure.into(figure.unit, units)
        figure = Figure(
            _DIGITS.add(figure.value, other.value), figure.band + other.band, first.unit
        )
    return _worked(parts, figure, " + ".join(map(_bracketed, parts))) if others else first


def difference(one: Amount, other: Amount, units: Units) -> Amount:
    """By how much one amount exceeds another."""
    taken = other.figure.into(one.unit, units)
    figure = Figure(_DIGITS.subtract(one.value, taken.value), one.band - taken.band, one.unit)
    found = _worked([one, other], figure, f"{_bracketed(one)} − {_bracketed(other)}")
    return replace(found, comparator=one.comparator)


def ratio(part: Amount, whole: Amount, units: Units) -> Amount | None:
    """One amount by another: in per cent where their units convert, else in a quotient's unit."""
    term = f"{_bracketed(part)} / {_bracketed(whole)}"
    if units.convertible(part.unit, whole.unit):
        below = whole.figure.into(part.unit, units)
        if below.band.contains(Decimal(0)):
            return None
        figure = _percent(part.figure, below)
        return _worked([part, whole], figure, term)
    unit = units.quotient(part.unit, whole.unit)
    if unit is None:
        return None
    above, under = units.parts(unit)
    one, other = part.figure.into(above, units), whole.figure.into(under, units)
    if other.band.contains(Decimal(0)):
        return None
    value = _DIGITS.divide(one.value, other.value)
    return _worked([part, whole], Figure(value, one.band / other.band, unit), term)


def growth(now: Amount, before: Amount, units: Units, comparator: str) -> Amount | None:
    """By how many per cent an amount lies above an earlier one."""
    earlier = before.figure.into(now.unit, units)
    if earlier.band.contains(Decimal(0)):
        return None
    share = _percent(now.figure, earlier)
    one = Interval.exactly(_HUNDRED)
    figure = Figure(_DIGITS.subtract(share.value, _HUNDRED), share.band - one, PERCENT)
    term = f"{_bracketed(now)} / {_bracketed(before)} − 1"
    return replace(_worked([now, before], figure, term), comparator=comparator)


def by(amount: Amount, number: int) -> Amount:
    """An amount divided by a whole number."""
    if number == 1:
        return amount
    divisor = Decimal(number)
    value = _DIGITS.divide(amount.value, divisor)
    figure = Figure(value, amount.band / Interval.exactly(divisor), amount.unit)
    return _worked([amount], figure, f"{_bracketed(amount)} / {number}")


def _percent(part: Figure, whole: Figure) -> Figure:
    hundred = Interval.exactly(_HUNDRED)
    value = _DIGITS.multiply(_DIGITS.divide(part.value, whole.value), _HUNDRED)
    return Figure(value, part.band * hundred / whole.band, PERCENT)


def _worked(amounts: Sequence[Amount], figure: Figure, term: str) -> Amount:
    claims = {claim.id: claim for amount in amounts for claim in amount.claims}
    notes = tuple(dict.fromkeys(note for amount in amounts for note in amount.notes))
    steps = 1 + max(amount.steps for amount in amounts)
    return Amount(figure, tuple(claims.values()), term, steps, notes=notes)


def _bracketed(amount: Amount) -> str:
    return amount.term if amount.is_stated else f"({amount.term})"


def _hedged(hedge: str | None, text: str) -> str:
    return f"{hedge.replace('_', ' ')} {text}" if hedge else text
