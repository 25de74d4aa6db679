"""What the rules of arithmetic share: levels by place, and the verdict on a computed figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.interval import Interval
from kg.reconcile.context import Context
from kg.reconcile.figures import LEVEL, Cell, Figure
from kg.reconcile.finding import Finding, Verdict, finding
from kg.reconcile.words import numbers

HUNDRED = Interval.exactly(100)

PARTS = {"kg:Country"}
"""Classes whose members can be added up: no two of them overlap."""


@dataclass(frozen=True)
class Stated:
    """One number, with everybody who states it.

    Attributes:
        figures: The figures, all of one cell, measure and value.
    """

    figures: tuple[Figure, ...]

    @property
    def value(self) -> Decimal:
        """The number, in the base unit."""
        return self.figures[0].value or Decimal(0)

    @property
    def band(self) -> Interval:
        """What it can mean to the one who is most precise."""
        bands = [one.band for one in self.figures if one.band is not None]
        return min(bands, key=_width)

    @property
    def unit(self) -> str | None:
        """The unit in which it is stated first."""
        return self.figures[0].claim.unit

    @property
    def factor(self) -> Decimal:
        """What turns that unit into the base unit."""
        return self.figures[0].factor


def levels(context: Context) -> Mapping[Cell, list[Stated]]:
    """The levels that are stated, by what, kind and period."""
    return {
        cell: found
        for cell, group in context.cells.items()
        if cell[2] == LEVEL and (found := list(stated(group)))
    }


def stated(group: Iterable[Figure]) -> Iterator[Stated]:
    """The distinct numbers of some figures, in their order.

    Args:
        group: Figures of one cell.

    Yields:
        Each number once, with those who state it.
    """
    by_value: dict[tuple[str | None, Decimal], list[Figure]] = {}
    for one in group:
        if one.value is not None:
            by_value.setdefault((one.measure, one.value), []).append(one)
    for ones in by_value.values():
        yield Stated(tuple(ones))


def checked(
    rule: str,
    parts: Sequence[Stated],
    context: Context,
    *,
    computed: Decimal,
    band: Interval,
    how: str,
) -> Finding:
    """The verdict on a stated figure that can be computed from others.

    Args:
        rule: The rule.
        parts: The figure checked, then those it is computed from.
        context: Their labels.
        computed: The figure as it follows from the others as stated, in the unit of the first.
        band: The same with the bands of rounding.
        how: How it is computed, as a sentence without its end.

    Returns:
        Arithmetic holds if the stated and the computed band have a number in common.
    """
    first, words = parts[0], context.words
    own = first.band / Interval.exactly(first.factor)
    holds = own.overlaps(band)
    figures = [one for part in parts for one in part.figures]
    claims = [one.claim for one in figures]
    stated_ = words.amount(first.figures[0].claim)
    inside = "consistent within rounding" if holds else "outside what rounding allows"
    return finding(
        rule,
        Verdict.ARITHMETIC_HOLDS if holds else Verdict.ARITHMETIC_FAILS,
        (claim.id for claim in claims),
        f"{words.headed(figures[0])}. Stated: "
        f"{stated_} ({words.span(first.figures[0].claim)}). {how}: "
        f"{words.measured(computed, first.unit)} ({words.band(band, first.unit)}); {inside}. "
        f"Told by {words.tellers(claims)}.{words.keep_in_mind(claims)}",
        numbers=numbers(stated=first.value / first.factor, computed=computed)
        | numbers(stated=own)
        | numbers(computed=band),
        settled_by="" if holds else "The figures as first published, with scope and revisions.",
    )


def _width(band: Interval) -> tuple[bool, Decimal]:
    if band.low is None or band.high is None:
        return True, Decimal(0)
    return False, band.high - band.low
