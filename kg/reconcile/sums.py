"""Parts that are added up: what the rules on sums share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import reduce
from itertools import pairwise
from operator import add

from kg.interval import Interval
from kg.reconcile.arithmetic import Stated
from kg.reconcile.context import Context
from kg.reconcile.finding import Finding, Verdict, finding
from kg.reconcile.what import Period
from kg.reconcile.words import counted, numbers

NOUGHT = Interval.exactly(0)
_MONTHS = 12


def months(period: Period) -> list[Period]:
    """The calendar months that make up a period.

    Args:
        period: First day, and the day after the last.

    Returns:
        The months; none where the period does not consist of months, or of more than a year's.

    Example:
        >>> len(months((date(2025, 1, 1), date(2025, 6, 1))))
        5
    """
    start, end = period
    number = (end.year - start.year) * _MONTHS + end.month - start.month
    if start.day != 1 or end.day != 1 or not 1 <= number <= _MONTHS:
        return []
    firsts = [
        date(
            start.year + (start.month - 1 + step) // _MONTHS,
            (start.month - 1 + step) % _MONTHS + 1,
            1,
        )
        for step in range(number + 1)
    ]
    return list(pairwise(firsts))


def summed(
    rule: str,
    total: Stated,
    parts: Sequence[Stated],
    named: str,
    context: Context,
    *,
    complete: bool,
) -> Finding:
    """Parts that must be the total, or fit into it.

    Args:
        rule: The rule.
        total: The total.
        parts: Its parts, in its measure.
        named: The names of the parts.
        context: The labels.
        complete: Whether these are all its parts.

    Returns:
        Arithmetic holds if the parts can be the total, or leave something that is not negative.
    """
    words, unit = context.words, total.unit
    scale = Interval.exactly(total.factor)
    whole = total.band / scale
    band = reduce(add, (part.band for part in parts), NOUGHT) / scale
    computed = sum((part.value for part in parts), Decimal(0)) / total.factor
    rest = whole - band
    fits = rest.high is None or rest.high >= 0
    holds = whole.overlaps(band) if complete else fits
    claims = [one.claim for part in (total, *parts) for one in part.figures]
    first = total.figures[0]
    if complete:
        outcome = "they are the whole of it" if holds else "they do not add up to it"
    elif holds:
        outcome = f"which leaves {_left(rest, unit, context)} for the rest"
    else:
        outcome = "which is more than all of it"
    return finding(
        rule,
        Verdict.ARITHMETIC_HOLDS if holds else Verdict.ARITHMETIC_FAILS,
        (claim.id for claim in claims),
        f"{words.headed(first)}. Stated: "
        f"{words.amount(first.claim)} ({words.span(first.claim)}). The "
        f"{counted(len(parts), 'part')} named, {named}, come to {words.measured(computed, unit)} "
        f"({words.band(band, unit)}), {outcome}. Told by {words.tellers(claims)}."
        f"{words.keep_in_mind(claims)}",
        numbers=numbers(stated=total.value / total.factor, computed=computed)
        | numbers(stated=whole)
        | numbers(computed=band)
        | numbers(remainder=rest),
        settled_by="" if holds else "The figures as first published, with scope and revisions.",
    )


def _left(rest: Interval, unit: str | None, context: Context) -> str:
    """What remains, which is never less than nothing."""
    low = max(rest.low or Decimal(0), Decimal(0))
    return context.words.band(Interval(low, rest.high), unit)
