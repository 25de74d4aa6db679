"""Figures and trends as the rules compare them: same thing, same kind, same period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kg.claim import Claim
from kg.interval import Interval
from kg.reconcile.what import Period, What, comparator, has_exact_period, measure, what
from kg.vocab import Vocabulary

PERCENT = "unit:PERCENT"
LEVEL = "level"
STEADY = Decimal(5)
"""Up to how many per cent either way a source may call a quantity stable."""

_TRENDS = {"rose": 1, "fell": -1, "stable": 0}
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Figure:
    """A claim of how much, or which way, read for comparison.

    Attributes:
        claim: The claim.
        what: What it is about.
        kind: The quantity kind; None where the source does not say.
        comparator: "level", or against what a change stands; None where it is not said.
        period: First day, and the day after the last.
        measure: What its band can be compared with; None where there is no number.
        band: What the number can mean, in the measure's base unit; None where there is none.
        value: The number itself in the same unit.
        factor: What turns the claim's own unit into the base unit.
        direction: 1 for a rise, -1 for a fall, 0 for stable; None for a level.
    """

    claim: Claim
    what: What
    kind: str | None
    comparator: str | None
    period: Period
    measure: str | None
    band: Interval | None
    value: Decimal | None
    factor: Decimal
    direction: int | None

    @property
    def cell(self) -> Cell:
        """Where it belongs: claims of one cell speak of the same number."""
        return self.what, self.kind, self.comparator, self.period

    @property
    def is_steady(self) -> bool:
        """Whether a source may call its number stable."""
        allowed = Interval(-STEADY, STEADY) if self.measure == PERCENT else Interval.exactly(0)
        return self.band is not None and allowed.overlaps(self.band)


Cell = tuple[What, str | None, str | None, Period]


def figures(claims: Iterable[Claim], vocab: Vocabulary) -> Iterator[Figure]:
    """The asserted figures and trends that were measured over a known period.

    Args:
        claims: Claims.
        vocab: The ontology.

    Yields:
        A figure for each claim with a number or a trend; opinions, forecasts, what is denied and
        what was measured over an unknown period are left out.
    """
    for claim in claims:
        type_ = vocab.claim_types.get(claim.claim_type)
        if type_ is None or type_.time_meaning != "measured" or not has_exact_period(claim):
            continue
        if is_plain(claim) and (claim.value is not None or claim.trend is not None):
            yield figure(claim, vocab)


def is_plain(claim: Claim) -> bool:
    """Whether a claim says that something is so: neither denied nor planned nor an opinion.

    Args:
        claim: Any claim.

    Returns:
        True if so.
    """
    return claim.modality == "asserted" and not claim.negated


def figure(claim: Claim, vocab: Vocabulary) -> Figure:
    """A claim read for comparison.

    Args:
        claim: A claim with a number or a trend.
        vocab: The ontology.

    Returns:
        The figure.
    """
    measure_, factor = measure(claim.unit, vocab)
    band = _band(claim)
    against = comparator(claim)
    return Figure(
        claim=claim,
        what=what(claim, vocab),
        kind=claim.quantity_kind,
        comparator=against,
        period=(claim.start, claim.end),
        measure=measure_ if claim.value is not None else None,
        band=None if band is None else band * Interval.exactly(factor),
        value=None if claim.value is None else claim.value * factor,
        factor=factor,
        direction=None if against == LEVEL else _direction(claim, band),
    )


def by_cell(found: Iterable[Figure]) -> Mapping[Cell, list[Figure]]:
    """Figures by cell, in the order of their first member.

    Args:
        found: Figures.

    Returns:
        Lists of those that speak of the same number.
    """
    cells: dict[Cell, list[Figure]] = {}
    for one in found:
        cells.setdefault(one.cell, []).append(one)
    return cells


def opposed(one: Figure, other: Figure) -> bool:
    """Whether two changes go different ways: up and down, or well away from stable and stable.

    Args:
        one: A change.
        other: Another.

    Returns:
        True if a reader who took them for the same would see a conflict.
    """
    if one.direction is None or other.direction is None:
        return False
    calm = any(figure.band is None and figure.direction == 0 for figure in (one, other))
    return _ways(one, calm=calm).isdisjoint(_ways(other, calm=calm))


def _ways(figure: Figure, *, calm: bool) -> set[int | None]:
    """The ways it can have gone; a small movement is none where somebody speaks of stability."""
    if figure.band is None:
        return {figure.direction}
    low, high = figure.band.low, figure.band.high
    ways: set[int | None] = set()
    if high is None or high > 0:
        ways.add(1)
    if low is None or low < 0:
        ways.add(-1)
    if figure.is_steady if calm else figure.band.contains(Decimal(0)):
        ways.add(0)
    return ways


def base_period(one: Figure) -> Period | None:
    """The period that a change stands against.

    Args:
        one: A change.

    Returns:
        The period; None where it is not stated or does not fit the comparator.

    Example:
        >>> from kg.reconcile.figures import a_year_earlier
        >>> a_year_earlier(date(2024, 2, 29))
        datetime.date(2023, 2, 28)
    """
    start, end = one.period
    if one.comparator in ("yoy", "ytd_yoy") and start.year > 1:
        return a_year_earlier(start), a_year_earlier(end)
    if one.comparator == "mom" and is_month(one.period) and start > date.min:
        return (start - timedelta(days=1)).replace(day=1), start
    if one.comparator == "wow" and end - start == _WEEK and start - date.min >= _WEEK:
        return start - _WEEK, start
    return None


def is_month(period: Period) -> bool:
    """Whether a period is one calendar month.

    Args:
        period: First day, and the day after the last.

    Returns:
        True if so.

    Example:
        >>> is_month((date(2025, 5, 1), date(2025, 6, 1)))
        True
    """
    start, end = period
    return start.day == end.day == 1 and 28 <= (end - start).days <= 31


def a_year_earlier(day: date) -> date:
    """The same day of the year before; 28 February for the 29th.

    Args:
        day: A day.

    Returns:
        The day a year earlier.

    Example:
        >>> a_year_earlier(date(2025, 6, 1))
        datetime.date(2024, 6, 1)
    """
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year - 1, day=last)


def _band(claim: Claim) -> Interval | None:
    """What the number can mean; the number alone where its band is missing or upside down."""
    if claim.value is None:
        return None
    low, high = claim.low, claim.high
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        return Interval.exactly(claim.value)
    return Interval(low, high)


def _direction(claim: Claim, band: Interval | None) -> int | None:
    """Which way it moved: by its number, else by the word."""
    if band is None:
        return _TRENDS.get(claim.trend or "")
    low, high = band.low, band.high
    if low is not None and low >= 0 and high != 0:
        return 1
    return -1 if high is not None and high <= 0 and low != 0 else 0
