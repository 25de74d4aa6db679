"""Claims of flows, and the cells they fill: who ships to whom in which period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kg.claim import Claim
from kg.project.view import View

GRAINS = ("month", "year", "ytd")
"""A month; a calendar year; from January to the end of some month."""

_FLOW = "kg:Flow"
_TRADE = "trade"
_JANUARY, _DECEMBER = 1, 12


@dataclass(frozen=True, slots=True)
class Flow:
    """A claim read as goods that move.

    Attributes:
        exporter: Whence.
        importer: Where to.
        by_exporter: Whether it is the exporter's side that reports.
        value: How much.
        claim: The claim.
    """

    exporter: str
    importer: str
    by_exporter: bool
    value: Decimal
    claim: Claim


def flows(view: View) -> Iterator[Flow]:
    """The levels of trade that a view's claims assert.

    Args:
        view: The view.

    Yields:
        A flow for each claim that is asserted, not negated, a level, and has value and unit.
    """
    for claim in view.claims():
        relation = view.vocab.relations.get(claim.predicate)
        if (
            claim.is_direct
            and claim.object is not None
            and claim.value is not None
            and claim.unit in view.vocab.units
            and claim.comparator in (None, "level")
            and relation is not None
            and _TRADE in relation.networks
            and view.vocab.is_a(claim.claim_type, {_FLOW})
        ):
            ends = claim.subject, claim.object
            if relation.flows_backwards:
                ends = claim.object, claim.subject
            yield Flow(*ends, not relation.flows_backwards, claim.value, claim)


def has_grain(claim: Claim, grain: str) -> bool:
    """Whether a claim's period has a length that can be lined up with others of its kind.

    Args:
        claim: A claim of something measured.
        grain: month, year or ytd.

    Returns:
        True if its bounds are exact and it is that long.
    """
    start, end = claim.start, claim.end
    if start != claim.start_latest or end != claim.end_earliest or start.day != 1 or end.day != 1:
        return False
    months = (end.year - start.year) * _DECEMBER + end.month - start.month
    if grain == "month":
        return months == 1
    within_a_year = start.month == _JANUARY and 1 <= months <= _DECEMBER
    return within_a_year and (grain == "ytd" or months == _DECEMBER)


def bucket(claim: Claim, grain: str) -> date:
    """What two flows share that could be counted twice: the month, or the year.

    Args:
        claim: A claim of that grain.
        grain: month, year or ytd.

    Returns:
        The first day of the month or year.
    """
    return claim.start if grain == "month" else claim.start.replace(month=1)
