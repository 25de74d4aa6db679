"""A number with the band that rounding or a hedge leaves around it, and its unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal

from kg.claim import Claim
from kg.interval import Interval
from kg.quantity import band as band_of
from kg.units import Units
from kg.vocab import Vocabulary

_DIGITS = 60
_FINEST = -12
_FOUR_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """How much.

    Attributes:
        value: The number itself.
        band: What it can stand for.
        unit: CURIE of its unit.
    """

    value: Decimal
    band: Interval
    unit: str

    @classmethod
    def of(cls, claim: Claim, vocab: Vocabulary) -> Figure | None:
        """The figure a claim states.

        Args:
            claim: Any claim.
            vocab: Knows which kinds are exact.

        Returns:
            The figure; None where the claim has no value or no unit. A claim without a band gets
            the one that its digits leave.

        Example:
            >>> from kg.curated import read_data
            >>> claims = read_data().claims
            >>> flow = next(claim for claim in claims if claim.claim_type == "kg:Flow")
            >>> Figure.of(flow, Vocabulary.load()).band.contains(flow.value)
            True
        """
        if claim.value is None or claim.unit is None or claim.unit not in vocab.units:
            return None
        low, high = claim.low, claim.high
        if low is None and high is None:
            kind = vocab.quantity_kinds.get(claim.quantity_kind or "")
            exact = kind is not None and kind.exact
            low, high = band_of(claim.value, hedge=claim.hedge, exact=exact)
        return cls(claim.value, Interval(low, high), claim.unit)

    @classmethod
    def exactly(cls, value: Decimal | int, unit: str) -> Figure:
        """A figure that nobody rounded."""
        return cls(Decimal(value), Interval.exactly(value), unit)

    def within(self, low: Decimal | None, high: Decimal | None = None) -> Figure:
        """The same, its band cut off where it cannot go: a level is not negative."""
        ends = self.band.low, self.band.high
        bottom = low if ends[0] is None or (low is not None and ends[0] < low) else ends[0]
        top = high if ends[1] is None or (high is not None and ends[1] > high) else ends[1]
        return Figure(self.value, Interval(bottom, top), self.unit)

    def into(self, unit: str, units: Units) -> Figure:
        """The same in another unit; raises BadInput where the units do not convert."""
        value = units.convert(self.value, self.unit, unit)
        return Figure(value, units.convert_band(self.band, self.unit, unit), unit)

    def rounded(self) -> Figure:
        """With no more digits than its band warrants, the band rounded outwards.

        The last digit kept is one below the first digit of the band's width: a band 70 wide leaves
        whole numbers, one of 0.7 hundredths.

        Returns:
            The rounded figure; its band holds all of the band before.

        Example:
            >>> band = Interval(Decimal("761.43"), Decimal("767.36"))
            >>> Figure(Decimal("764.384"), band, "unit:TONNE").rounded().value
            Decimal('764.4')
        """
        place = max(self._last_place(), _FINEST)
        band = Interval(
            _at(self.band.low, place, ROUND_FLOOR), _at(self.band.high, place, ROUND_CEILING)
        )
        value = _at(self.value, place, ROUND_HALF_EVEN)
        assert value is not None
        return Figure(value, band, self.unit)

    @property
    def width(self) -> Decimal | None:
        """How wide its band is against its value; None where that has no end."""
        if self.band.low is None or self.band.high is None or not self.value:
            return None
        return (self.band.high - self.band.low) / abs(self.value)

    def _last_place(self) -> int:
        """The power of ten of the last digit worth keeping."""
        low, high = self.band.low, self.band.high
        if low is not None and high is not None:
            return (high - low).adjusted() - 1 if high != low else _FINEST
        return self.value.adjusted() - _FOUR_DIGITS if self.value else _FINEST


def _at(number: Decimal | None, place: int, rounding: str) -> Decimal | None:
    """A number rounded to a power of ten, spelled without an exponent."""
    if number is None:
        return None
    context = Context(prec=_DIGITS, rounding=rounding)
    rounded = number.quantize(Decimal(1).scaleb(place), context=context)
    return rounded.quantize(Decimal(1), context=context) if place > 0 else rounded
