"""What is held, counted in the columns: claims by what they say, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kg.tables.editions import Edition
from kg.tables.held import Table

_BY = ("predicate", "quantity_kind", "origin", "year", "subject", "object", "product")
_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """Claims counted by what they say.

    Attributes:
        claims: How many there are.
        by: For each of predicate, quantity kind, origin, year, party and product how many claims
            there are by CURIE or year, the most frequent first; claims without one do not count.
    """

    claims: int
    by: Mapping[str, Mapping[str, int]]


def stats(table: Table) -> Stats:
    """Count the claims of a table, in one pass over it.

    Args:
        table: The claims.

    Returns:
        The counts.

    Example:
        >>> import kg
        >>> counted = stats(kg.build(check=False).table())
        >>> sum(counted.by["predicate"].values()) == counted.claims
        True
    """
    sets = ", ".join(f"({name})" for name in _BY)
    rows = table.sql(
        f"SELECT {', '.join(_BY)}, grouping_id({', '.join(_BY)}), count(*) FROM "
        "(SELECT *, CASE WHEN start > DATE '0001-01-01' THEN CAST(year(start) AS VARCHAR) END "
        f"AS year FROM claims) GROUP BY GROUPING SETS ({sets}, ())"
    ).fetchall()
    counted: dict[str, Counter[str]] = {name: Counter() for name in _BY}
    total = 0
    every = 2 ** len(_BY) - 1
    for *values, grouped, number in rows:
        if grouped == every:
            total = number
            continue
        # The one bit that is not set says by which column the row is grouped.
        at = len(_BY) - (every - grouped).bit_length()
        if values[at] is not None:
            counted[_BY[at]][values[at]] += number
    parties = counted.pop("subject") + counted.pop("object")
    found = {**counted, "party": parties}
    found["year"] = Counter(dict(sorted(counted["year"].items())))
    ordered = {
        name: dict(numbers.items() if name == "year" else _most_first(numbers))
        for name, numbers in found.items()
    }
    return Stats(claims=total, by=ordered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """Months or years of which a reporter says nothing, while others in the table do.

    Attributes:
        reporter: CURIE of the reporter.
        grain: month or year.
        spans: First and last missing month or year of each gap: ``("2024-02", "2024-03")``.
        missing: How many are missing.
    """

    reporter: str
    grain: str
    spans: tuple[tuple[str, str], ...]
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldTable:
    """A table that a store holds.

    Attributes:
        editions: Its editions, the earliest first.
        claims: How many of its claims are seen.
        start: The first day of any of them; None where there are none.
        end: The last day of any of them.
        holes: What is missing in the middle, by reporter.
    """

    editions: tuple[Edition, ...]
    claims: int
    start: date | None
    end: date | None
    holes: tuple[Hole, ...]

    @property
    def name(self) -> str:
        """What it is called."""
        return self.editions[-1].name

    @property
    def rows(self) -> int:
        """Rows of data in the file of the last edition."""
        return int(self.editions[-1].report.get("read", 0))

    @property
    def size(self) -> int:
        """Bytes of its files."""
        return sum(file.size for edition in self.editions for file in edition.files)


def held(table: Table, editions: Sequence[Edition]) -> HeldTable:
    """What is seen of one table of a store.

    Args:
        table: Its claims.
        editions: Its editions.

    Returns:
        Its counts, its span and its holes.
    """
    number, start, end = table.sql(
        "SELECT count(*), min(start) FILTER (start > DATE '0001-01-01'), "
        'max("end") FILTER ("end" < DATE \'9999-12-31\') FROM claims'
    ).fetchall()[0]
    return HeldTable(
        editions=tuple(editions),
        claims=number,
        start=start,
        end=end - timedelta(days=1) if end else None,
        holes=tuple(_holes(table)),
    )


def _holes(table: Table) -> Iterator[Hole]:
    """Periods between the first and the last of the whole table that a reporter leaves out."""
    rows = table.sql(
        "SELECT subject, grain, list(DISTINCT start ORDER BY start) FROM (SELECT subject, start, "
        "CASE \"end\" WHEN start + INTERVAL 1 MONTH THEN 'month' "
        "WHEN start + INTERVAL 1 YEAR THEN 'year' END AS grain FROM claims "
        'WHERE start = start_latest AND end_earliest = "end" AND day(start) = 1) '
        "WHERE grain IS NOT NULL GROUP BY subject, grain ORDER BY subject, grain"
    ).fetchall()
    span: dict[str, tuple[int, int]] = {}
    for _, grain, days in rows:
        first, last = span.get(grain, (_number(days[0], grain), _number(days[-1], grain)))
        span[grain] = min(first, _number(days[0], grain)), max(last, _number(days[-1], grain))
    for reporter, grain, days in rows:
        there = {_number(day, grain) for day in days}
        gone = [at for at in range(span[grain][0], span[grain][1] + 1) if at not in there]
        if gone:
            spans = tuple((_spelled(a, grain), _spelled(b, grain)) for a, b in _runs(gone))
            yield Hole(reporter=reporter, grain=grain, spans=spans, missing=len(gone))


def _number(day: date, grain: str) -> int:
    return day.year if grain == "year" else day.year * _MONTHS + day.month - 1


def _spelled(number: int, grain: str) -> str:
    if grain == "year":
        return f"{number:04}"
    return f"{number // _MONTHS:04}-{number % _MONTHS + 1:02}"


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of numbers that follow one another."""
    first = before = numbers[0]
    for number in numbers[1:]:
        if number != before + 1:
            yield first, before
            first = number
        before = number
    yield first, before


def _most_first(numbers: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
