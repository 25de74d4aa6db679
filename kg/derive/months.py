"""Periods of whole months, which is how trade is counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.claim import Claim
from kg.dates import Bounds, parse_period

_YEAR = 12
_QUARTER = 3
_FIRST_QUARTER = 33


@dataclass(frozen=True, slots=True, order=True)
class Months:
    """Whole months, from the first to the last, each counted from January of the year 0.

    Attributes:
        first: The first month.
        last: The last month.
    """

    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first + 1

    @property
    def since_january(self) -> bool:
        """Whether it begins in January and stays within the year."""
        return self.first % _YEAR == 0 and len(self) <= _YEAR

    @property
    def is_named(self) -> bool:
        """Whether people speak of it: a month, quarter or half-year, or from January on."""
        aligned = len(self) in (1, _QUARTER, 2 * _QUARTER) and self.first % len(self) == 0
        return aligned or self.since_january

    @property
    def text(self) -> str:
        """Its EDTF.

        Example:
            >>> Months(2025 * 12, 2025 * 12 + 4).text
            '2025-01/2025-05'
        """
        year, month = divmod(self.first, _YEAR)
        if len(self) == _YEAR and month == 0:
            return f"{year:04}"
        if len(self) == _QUARTER and month % _QUARTER == 0:
            return f"{year:04}-{_FIRST_QUARTER + month // _QUARTER}"
        first, last = _month(self.first), _month(self.last)
        return first if first == last else f"{first}/{last}"

    @property
    def bounds(self) -> Bounds:
        """The days of what was measured over it."""
        return parse_period(self.text).bounds("measured", attested=date.min)

    def earlier(self, months: int) -> Months | None:
        """As many months, so much earlier.

        Args:
            months: By how many months.

        Returns:
            The earlier period; None where the calendar does not reach back so far.

        Example:
            >>> Months(2025 * 12 + 4, 2025 * 12 + 4).earlier(12).text
            '2024-05'
        """
        first = self.first - months
        return Months(first, self.last - months) if first >= _YEAR else None

    def without(self, part: Months) -> Months | None:
        """What is left when months at one of its ends are taken off.

        Args:
            part: The months taken off.

        Returns:
            The rest; None where the part lies in the middle, outside, or is all of it.

        Example:
            >>> Months(2025 * 12, 2025 * 12 + 4).without(Months(2025 * 12 + 4, 2025 * 12 + 4)).text
            '2025-01/2025-04'
        """
        if part == self or part.first < self.first or part.last > self.last:
            return None
        if part.last == self.last:
            return Months(self.first, part.first - 1)
        return Months(part.last + 1, self.last) if part.first == self.first else None

    def overlaps(self, other: Months) -> bool:
        """Whether the two share a month."""
        return self.first <= other.last and other.first <= self.last


def months_of(claim: Claim) -> Months | None:
    """The whole months a claim measures.

    Args:
        claim: A claim of something measured.

    Returns:
        Its months; None where its bounds are loose or are not those of months.

    Example:
        >>> from kg.curated import read_data
        >>> flow = next(claim for claim in read_data().claims if claim.period_text == "2025-05")
        >>> months_of(flow).text
        '2025-05'
    """
    start, end = claim.start, claim.end
    if start != claim.start_latest or end != claim.end_earliest or start >= end:
        return None
    if start.day != 1 or end.day != 1:
        return None
    first = start.year * _YEAR + start.month - 1
    return Months(first, end.year * _YEAR + end.month - 2)


def _month(number: int) -> str:
    year, month = divmod(number, _YEAR)
    return f"{year:04}-{month + 1:02}"
