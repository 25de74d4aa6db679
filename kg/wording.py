"""A claim in words: its period and its quantity as people write them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from kg.claim import Claim
from kg.dates import FIRST, LAST
from kg.rdf import plain
from kg.vocab import Vocabulary

MINUS = "−"
"""The sign people read as minus; a hyphen would be lost before a figure."""

_COMPARATORS = {
    "yoy": "against the same period a year earlier",
    "mom": "against the month before",
    "ytd_yoy": "since January, against the same months a year earlier",
    "wow": "against the week before",
    "since": "since the start of the period",
}
_HEDGES = {"at_least": "at least", "up_to": "up to"}
_PART = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_FIRST_QUARTER = 33
_MILLION = Decimal(1_000_000)
_MONTHS = ["January", "February", "March", "April", "May", "June", "July"]
_MONTHS += ["August", "September", "October", "November", "December"]
_QUARTERS = ("1st", "2nd", "3rd", "4th")


def period(claim: Claim) -> str:
    """When a claim holds, as people write it.

    Args:
        claim: Any claim.

    Returns:
        Such as "May 2025" or "4 April 2025, no end stated"; empty for what has no time.

    Example:
        >>> edtf("2025-04-04/..")
        'from 4 April 2025, no end stated'
    """
    if claim.period_text:
        return edtf(claim.period_text)
    start, end = claim.start, claim.end
    if start == FIRST:
        return "" if end == LAST else f"until {_day(end)}"
    return f"from {_day(start)}, no end stated" if end == LAST else f"{_day(start)} to {_day(end)}"


def edtf(text: str) -> str:
    """A period of the Extended Date/Time Format in words.

    Args:
        text: Such as ``2025-05``, ``2025-34`` or ``2025-04-04/..``.

    Returns:
        The same in words; the text itself where it is no period of ours.

    Example:
        >>> edtf("2025-34"), edtf("2025-01/2025-05")
        ('2nd quarter 2025', 'January 2025 to May 2025')
    """
    if text.startswith("["):
        return _one_of(*text.strip("[]").split("..", 1))
    first, slash, last = text.partition("/")
    if not slash:
        return _part(first)
    if first == last:
        return "no dates stated"
    if last == "..":
        return f"from {_part(first)}, no end stated"
    if first == "..":
        return f"until {_part(last)}"
    return f"{_part(first)} to {_part(last)}"


def quantity(claim: Claim, vocab: Vocabulary) -> str:
    """How much a claim says, with its hedge, unit and what it is compared with.

    Args:
        claim: Any claim.
        vocab: Knows units and quantity kinds.

    Returns:
        Such as "export mass: about 5,864.6 t"; empty where there is none.

    Example:
        >>> number(Decimal("-48.3"))
        '−48.3'
    """
    said = [_HEDGES.get(claim.hedge, claim.hedge)] if claim.hedge else []
    if claim.value is not None:
        said.append(measured(claim.value, claim.unit, vocab))
    elif claim.trend:
        said.append(claim.trend)
    if not said and not claim.quantity_kind:
        return ""
    if claim.comparator in _COMPARATORS:
        said.append(_COMPARATORS[claim.comparator])
    kind = vocab.label(claim.quantity_kind) if claim.quantity_kind else ""
    return ": ".join(filter(None, (kind, " ".join(said))))


def band(claim: Claim, vocab: Vocabulary) -> str:
    """The band that rounding or a hedge leaves.

    Args:
        claim: Any claim.
        vocab: Knows units.

    Returns:
        Such as "5,864.55 to 5,864.65 t"; empty where the value is exact or absent.

    Example:
        >>> number(Decimal("5864.55"))
        '5,864.55'
    """
    low, high = claim.low, claim.high
    if (low is None and high is None) or low == high:
        return ""
    if high is None:
        assert low is not None
        return f"{measured(low, claim.unit, vocab)} or more"
    if low is None:
        return f"{measured(high, claim.unit, vocab)} or less"
    if _unit(claim.unit, vocab)[0]:
        return f"{measured(low, claim.unit, vocab)} to {measured(high, claim.unit, vocab)}"
    return f"{number(low)} to {measured(high, claim.unit, vocab)}"


def measured(value: Decimal, unit: str | None, vocab: Vocabulary) -> str:
    """A number with its unit.

    Args:
        value: The number.
        unit: The unit's CURIE, or None.
        vocab: Knows the unit's symbol.

    Returns:
        Such as "US$ 18.7 million" or "48.3 %".

    Example:
        >>> measured(Decimal("48.3"), "unit:PERCENT", Vocabulary.load())
        '48.3\\xa0%'
    """
    before, after = _unit(unit, vocab)
    if before and abs(value) >= _MILLION:
        return f"{before}{number(value / _MILLION)}\u00a0million{after}"
    return before + number(value) + after


def number(value: Decimal) -> str:
    """A number with its digits as stated, in groups of three.

    Args:
        value: The number.

    Returns:
        Its text.

    Example:
        >>> number(Decimal("24827"))
        '24,827'
    """
    return f"{Decimal(plain(value)):,f}".replace("-", MINUS)


def _unit(unit: str | None, vocab: Vocabulary) -> tuple[str, str]:
    """What stands before and after a number: currencies before it, everything else after it."""
    if unit is None:
        return "", ""
    known = vocab.units.get(unit)
    if known is None:
        return "", f"\u00a0{unit}"
    if not known.symbol:
        return "", ""
    if known.dimension == "Currency":
        return f"{known.symbol}\u00a0", ""
    return "", f"\u00a0{known.symbol}"


def _one_of(first: str, last: str) -> str:
    """A moment between two parts, either of which may be open."""
    if first and last:
        return f"some time between {_part(first)} and {_part(last)}"
    return f"some time until {_part(last)}" if last else f"some time from {_part(first)} on"


def _part(text: str) -> str:
    match = _PART.fullmatch(text)
    if not match:
        return text
    year, month, day = match.groups()
    if month is None:
        return year
    number_ = int(month)
    if _FIRST_QUARTER <= number_ < _FIRST_QUARTER + 4:
        return f"{_QUARTERS[number_ - _FIRST_QUARTER]} quarter {year}"
    if not 1 <= number_ <= 12:
        return text
    name = _MONTHS[number_ - 1]
    return f"{int(day)} {name} {year}" if day else f"{name} {year}"


def _day(day: date) -> str:
    return _part(day.isoformat())
