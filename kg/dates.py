"""Dates as people write them, kept as EDTF and read as half-open bounds.

A *period* is a text of the Extended Date/Time Format (ISO 8601-2:2019, levels 0 to 2 in part):
``2025``, ``2025-05``, ``2025-05-01``, ``2025-34`` (a quarter: 33 to 36), and two of them joined
by ``/``, where ``..`` is an open end; ``[2025-04..2025-07]`` is one moment somewhere in between.
People may write ``2025-Q2`` for a quarter.

What a period *means* depends on the type of claim:

* **measured** over it (trade in May): from its first day to its last;
* **held** or happened in it (a rule from April on): it began some day within the first part and
  ended some day within the last, so that each border has an earliest and a latest day;
* **timeless**: always.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kg.errors import BadDate

FIRST = date(1, 1, 1)
"""Stands for "no beginning stated"."""

LAST = date(9999, 12, 31)
"""Stands for "no end stated"."""

TimeMeaning = Literal["measured", "held", "timeless"]

_ONE_DAY = timedelta(days=1)
_PART = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?", re.ASCII)
_FIRST_QUARTER = 33


@dataclass(frozen=True, slots=True)
class Bounds:
    """Half-open bounds: it holds certainly iff ``start_latest <= d < end_earliest``.

    Attributes:
        start: First day on which it can have begun.
        start_latest: Day on which it had begun at the latest.
        end_earliest: First day on which it can have been over.
        end: First day on which it was over at the latest.
    """

    start: date
    start_latest: date
    end_earliest: date
    end: date


@dataclass(frozen=True, slots=True)
class Period:
    """A period as stated.

    Attributes:
        text: Its EDTF, in one spelling.
        first: First and last day of the part in which it begins; None if open.
        last: First and last day of the part in which it ends; None if open.
        one_of: True for a moment somewhere between the two, not an interval from one to the other.
    """

    text: str
    first: tuple[date, date] | None
    last: tuple[date, date] | None
    one_of: bool = False

    def bounds(self, meaning: TimeMeaning, *, attested: date) -> Bounds:
        """The days this period bounds.

        Args:
            meaning: What the period is to the claim, see the module's text.
            attested: The day on which a source says so: an open border is certain up to it.

        Returns:
            The four bounds. What was measured over an open period has the bounds of what holds:
            over which days is not known.

        Example:
            >>> parse_period("2025-04/..").bounds("held", attested=date(2025, 6, 9)).start_latest
            datetime.date(2025, 4, 30)
        """
        if meaning == "timeless":
            return Bounds(FIRST, FIRST, LAST, LAST)
        if meaning == "measured" and self.first and self.last and not self.one_of:
            end = _after(self.last[1])
            return Bounds(self.first[0], self.first[0], end, end)
        start, start_latest = self.first or (FIRST, attested)
        if self.one_of:
            by_now = attested if attested >= start else LAST
            latest = self.last[1] if self.last else by_now
            return Bounds(start, latest, _after(start), _after(latest))
        if self.last is None:
            return Bounds(start, start_latest, _after(max(attested, start)), LAST)
        end_earliest, end = (_after(max(day, start)) for day in self.last)
        start_latest = min(start_latest, self.last[0] if self.first is None else self.last[1])
        return Bounds(start, start_latest, end_earliest, end)


ALWAYS = Period("", None, None)
"""The period of what has no time."""


def parse_period(text: str) -> Period:
    """Read a period.

    Args:
        text: Such as ``2025-05``, ``2025-Q2``, ``2025-01/2025-05``, ``2025-04-04/..``.

    Returns:
        The period, its text in EDTF.

    Raises:
        BadDate: It is no period, or its end lies before its beginning.

    Example:
        >>> parse_period("2025-Q2").text
        '2025-34'
    """
    text = text.strip()
    one_of = text.startswith("[") and text.endswith("]") and ".." in text
    if one_of:
        head, tail = (side or ".." for side in text[1:-1].split("..", 1))
    else:
        head, slash, tail = text.partition("/")
        tail = tail if slash else head
    first, last = _part(head, text), _part(tail, text)
    if first is None and last is None and (one_of or "/" not in text):
        raise BadDate(f"{text!r}: '..' stands only beside '/', as in 2025-04/..")
    if first and last and last[2] < first[1]:
        raise BadDate(f"{text!r} ends before it begins; write the earlier part first")
    if one_of:
        spelled = f"[{first[0] if first else ''}..{last[0] if last else ''}]"
    elif "/" in text:
        spelled = f"{first[0] if first else '..'}/{last[0] if last else '..'}"
    else:
        spelled = first[0] if first else ".."
    return Period(spelled, first and first[1:], last and last[1:], one_of)


def parse_day(text: str) -> date:
    """Read one day.

    Args:
        text: ``YYYY-MM-DD``.

    Returns:
        The day.

    Raises:
        BadDate: It is none.

    Example:
        >>> parse_day("2024-02-29")
        datetime.date(2024, 2, 29)
    """
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text.strip(), re.ASCII)
    if not match:
        raise BadDate(f"{text!r} is no day; write YYYY-MM-DD, such as 2025-05-01")
    try:
        return date(*map(int, match.groups()))
    except ValueError as error:
        raise BadDate(f"{text!r} is no day of the calendar: {error}") from error


def _part(text: str, whole: str) -> tuple[str, date, date] | None:
    """One side of a period: its spelling, first day and last day; None for an open one."""
    if text == "..":
        return None
    match = _PART.fullmatch(text)
    if not match:
        raise BadDate(
            f"{whole!r} is no period; write 2025, 2025-05, 2025-Q2, 2025-05-01 "
            "or two of them as 2025-01/2025-05, with .. for an open end"
        )
    year, quarter, month, day = (int(group) if group else None for group in match.groups())
    assert year is not None  # the pattern has no match without a year
    if not 1 <= year < LAST.year:
        raise BadDate(f"{whole!r}: years run from 0001 to {LAST.year - 1}")
    if month is not None and month >= _FIRST_QUARTER and day is None:
        quarter, month = month - _FIRST_QUARTER + 1, None
        if quarter > 4:
            raise BadDate(f"{whole!r}: quarters run from {_FIRST_QUARTER} to {_FIRST_QUARTER + 3}")
    try:
        if quarter:
            first, after = date(year, 3 * quarter - 2, 1), _month_after(year, 3 * quarter)
            return f"{year:04}-{_FIRST_QUARTER + quarter - 1}", first, after - _ONE_DAY
        if month is None:
            return f"{year:04}", date(year, 1, 1), date(year, 12, 31)
        if day is None:
            last = _month_after(year, month) - _ONE_DAY
            return f"{year:04}-{month:02}", date(year, month, 1), last
        return f"{year:04}-{month:02}-{day:02}", date(year, month, day), date(year, month, day)
    except ValueError as error:
        raise BadDate(f"{whole!r} is not in the calendar: {error}") from error


def _after(day: date) -> date:
    """The day after; the end of time has none."""
    return day + _ONE_DAY if day < LAST else LAST


def _month_after(year: int, month: int) -> date:
    """First day of the month after this one."""
    return date(year + month // 12, month % 12 + 1, 1)
