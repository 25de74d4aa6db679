"""What a claim is about, apart from who says it, when, and how much."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kg.claim import Claim
from kg.dates import FIRST
from kg.vocab import Vocabulary

_OWN_MEASURE = ("Currency", "Dimensionless")  # rates of exchange are no constants; nor is "of what"


Period = tuple[date, date]
"""First day, and the day after the last."""


class What(NamedTuple):
    """The slots in which two claims must agree to be about the same thing."""

    subject: str
    predicate: str
    object: str | None
    product: str | None
    instrument: str | None


def what(claim: Claim, vocab: Vocabulary) -> What:
    """What a claim is about; the ends of a symmetric relation come in one order.

    Args:
        claim: Any claim.
        vocab: Knows which relations are symmetric.

    Returns:
        Its slots.
    """
    subject, object_ = claim.subject, claim.object
    relation = vocab.relations.get(claim.predicate)
    if relation is not None and relation.symmetric and object_ is not None and object_ < subject:
        subject, object_ = object_, subject
    return What(subject, claim.predicate, object_, claim.product, claim.instrument)


def measure(unit: str | None, vocab: Vocabulary) -> tuple[str | None, Decimal]:
    """What a number in a unit can be compared with, and the factor that makes it so.

    Args:
        unit: The unit's CURIE, or None.
        vocab: Knows its dimension and factor.

    Returns:
        A name of the measure and the factor. A currency and a percentage are measures of their
        own: neither is ever converted.

    Example:
        >>> measure("unit:TONNE", Vocabulary.load())
        ('Mass', Decimal('1000'))
        >>> measure("unit:CCY_EUR", Vocabulary.load())
        ('unit:CCY_EUR', Decimal('1'))
    """
    known = vocab.units.get(unit or "")
    if known is None or known.dimension in _OWN_MEASURE:
        return unit, Decimal(1)
    return known.dimension, Decimal(known.factor)


def comparator(claim: Claim) -> str | None:
    """Against what a claim's figure stands; a figure that is no change is a level.

    Args:
        claim: Any claim.

    Returns:
        Such as "yoy"; None where a change does not say.
    """
    if claim.comparator is None and claim.value is not None and claim.trend is None:
        return "level"
    return claim.comparator


def has_exact_period(claim: Claim) -> bool:
    """Whether it is known over which days a claim's figure was measured.

    Args:
        claim: A claim of something measured.

    Returns:
        False for a moment somewhere in a period and for a period with an open end.
    """
    return claim.start == claim.start_latest and claim.end_earliest == claim.end


def may_coincide(one: Claim, other: Claim) -> bool:
    """Whether two claims may hold at the same time.

    Args:
        one: A claim.
        other: Another.

    Returns:
        False only if the one was over before the other began.
    """
    return one.start < other.end and other.start < one.end


def surely_coincide(one: Claim, other: Claim) -> bool:
    """Whether two claims certainly hold at the same time.

    Args:
        one: A claim.
        other: Another.

    Returns:
        True if there is a day on which both do, or if they are dated alike.
    """
    if one.start != FIRST and _bounds(one) == _bounds(other):
        return True
    return max(one.start_latest, other.start_latest) < min(one.end_earliest, other.end_earliest)


def _bounds(claim: Claim) -> tuple[date, ...]:
    return claim.start, claim.start_latest, claim.end_earliest, claim.end
