from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.dates import ALWAYS, FIRST, LAST, Bounds, TimeMeaning, parse_day, parse_period
from kg.errors import BadDate

ONE_DAY = timedelta(days=1)
DAY_BEFORE_LAST = LAST - ONE_DAY

days = st.dates(FIRST, date(9998, 12, 31))
parts = st.one_of(
    days.map(date.isoformat),
    days.map(lambda day: f"{day.year:04}"),
    days.map(lambda day: f"{day.year:04}-{day.month:02}"),
    days.map(lambda day: f"{day.year:04}-{33 + (day.month - 1) // 3}"),
)
attested = st.dates()
meanings: st.SearchStrategy[TimeMeaning] = st.sampled_from(["measured", "held", "timeless"])


def ordered(first: str, last: str) -> tuple[str, str]:
    return (first, last) if first[:4] <= last[:4] else (last, first)


@st.composite
def periods(draw: st.DrawFn) -> str:
    """Any period that can be read."""
    first, last = ordered(draw(parts), draw(parts))
    shape = draw(
        st.sampled_from(
            ["{0}", "{0}/{1}", "{0}/..", "../{0}", "../..", "[{0}..{1}]", "[..{0}]", "[{0}..]"]
        )
    )
    text = shape.format(first, last)
    try:
        parse_period(text)
    except BadDate:
        assume(False)
    return text


@given(text=periods())
def test_a_period_is_printed_as_it_was_read_and_read_again_as_printed(text: str) -> None:
    period = parse_period(text)
    assert period.text == text
    assert parse_period(period.text) == period


@given(year=st.integers(1, 9998), quarter=st.integers(1, 4))
def test_a_quarter_has_one_spelling(year: int, quarter: int) -> None:
    period = parse_period(f"{year:04}-Q{quarter}")
    assert period == parse_period(f"{year:04}-{32 + quarter}")
    bounds = period.bounds("measured", attested=FIRST)
    assert bounds.start == date(year, 3 * quarter - 2, 1)
    assert (bounds.end - ONE_DAY).month == 3 * quarter


@given(text=periods(), meaning=meanings, attested=attested)
def test_bounds_are_in_order(text: str, meaning: TimeMeaning, attested: date) -> None:
    bounds = parse_period(text).bounds(meaning, attested=attested)
    assert bounds.start <= bounds.start_latest <= LAST
    assert bounds.end_earliest <= bounds.end <= LAST
    assert bounds.start < bounds.end
    assert bounds.start < bounds.end_earliest
    assert bounds.start_latest < bounds.end or bounds.end == LAST


@given(first=parts, last=parts)
def test_what_was_measured_begins_on_its_first_day_and_is_over_the_day_after_its_last(
    first: str, last: str
) -> None:
    first, last = ordered(first, last)
    try:
        bounds = parse_period(f"{first}/{last}").bounds("measured", attested=FIRST)
    except BadDate:
        assume(False)
    start = parse_period(first).bounds("measured", attested=FIRST)
    end = parse_period(last).bounds("measured", attested=FIRST)
    assert bounds == Bounds(start.start, start.start, end.end, end.end)


@given(day=days)
def test_a_day_is_one_day_long_whatever_it_means(day: date) -> None:
    expected = Bounds(day, day, day + ONE_DAY, day + ONE_DAY)
    period = parse_period(day.isoformat())
    assert period.bounds("held", attested=FIRST) == expected
    assert period.bounds("measured", attested=LAST) == expected


def reference(text: str) -> tuple[date, date]:
    """First and last day of a period according to another implementation."""
    parsed = parse_edtf(text)
    lower, upper = parsed.lower_strict(), parsed.upper_strict()
    return date(*lower[:3]), date(*upper[:3])


@given(text=parts)
def test_first_and_last_day_agree_with_another_implementation(text: str) -> None:
    period = parse_period(text)
    assert period.first == period.last == reference(text)


@given(first=parts, last=parts)
def test_intervals_agree_with_another_implementation(first: str, last: str) -> None:
    assume("-3" not in first[4:6] + last[4:6])  # it reads no quarters in intervals
    text = "/".join(ordered(first, last))
    try:
        bounds = parse_period(text).bounds("measured", attested=FIRST)
    except BadDate:
        assume(False)
    assert (bounds.start, bounds.end - ONE_DAY) == reference(text)


@pytest.mark.parametrize("year", [4, 1900, 2000, 2023, 2024, 2100, 9996])
def test_february_has_the_days_of_its_year(year: int) -> None:
    last = 29 if calendar.isleap(year) else 28
    bounds = parse_period(f"{year:04}-02").bounds("measured", attested=FIRST)
    assert bounds.end - ONE_DAY == date(year, 2, last)
    if last == 28:
        with pytest.raises(BadDate, match="not in the calendar"):
            parse_period(f"{year:04}-02-29")
        with pytest.raises(BadDate, match="no day of the calendar"):
            parse_day(f"{year:04}-02-29")


@pytest.mark.parametrize("text", ["2025", "2025-12", "2025-Q4", "2025-12-31"])
def test_a_period_at_the_end_of_a_year_is_over_on_new_years_day(text: str) -> None:
    assert parse_period(text).bounds("measured", attested=FIRST).end == date(2026, 1, 1)


@pytest.mark.parametrize("year", ["0000", "9999", "-001", "10000", "1e3", "٢٠٢٥"])
@pytest.mark.parametrize("rest", ["", "-01", "-12-31", "-Q4", "-36", "/..", "/9998"])
def test_years_out_of_range_are_rejected_and_never_wrapped(year: str, rest: str) -> None:
    with pytest.raises(BadDate):
        parse_period(year + rest)


@pytest.mark.parametrize("year", ["0001", "9998"])
@pytest.mark.parametrize("rest", ["", "-01", "-12-31", "-Q4", "/.."])
def test_the_first_and_the_last_year_are_read(year: str, rest: str) -> None:
    bounds = parse_period(year + rest).bounds("held", attested=date(2025, 1, 1))
    assert bounds.start.year == int(year)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "/",
        "2025/",
        "/2025",
        "[..]",
        "[2025]",
        "[]",
        "2025-5",
        "2025-13",
        "2025-00",
        "2025-32",
        "2025-37",
        "2025-Q0",
        "2025-Q5",
        "2025-33-01",
        "2025-02-30",
        "2025-04-31",
        "25",
        "May 2025",
        "2025-05-01T00:00:00",
        "2025-05-01Z",
        "2025/2026/2027",
        "[2025..2026..2027]",
        "2025..2026",
        "[2025/2026]",
        "2025~",
        "2025-05-01\n2025",
        "20२5",
    ],
)
def test_what_is_no_period_is_refused_with_what_was_written(text: str) -> None:
    with pytest.raises(BadDate) as error:
        parse_period(text)
    assert repr(text) in str(error.value)


@pytest.mark.parametrize("text", ["2025-06/2025-05", "2025/2024", "[2025-06-02..2025-06-01]"])
def test_a_period_that_ends_before_it_begins_is_refused(text: str) -> None:
    with pytest.raises(BadDate, match="ends before it begins"):
        parse_period(text)


def test_white_space_around_a_period_does_not_count() -> None:
    assert parse_period(" 2025-05 \n") == parse_period("2025-05")


ATTESTED = date(2025, 6, 9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-04", ("2025-04-01", "2025-04-30", "2025-04-02", "2025-05-01")),
        ("2025-04-04/..", ("2025-04-04", "2025-04-04", "2025-06-10", "9999-12-31")),
        ("2025-04/..", ("2025-04-01", "2025-04-30", "2025-06-10", "9999-12-31")),
        ("2026/..", ("2026-01-01", "2026-12-31", "2026-01-02", "9999-12-31")),
        ("../2025-05", ("0001-01-01", "2025-05-01", "2025-05-02", "2025-06-01")),
        ("../2026", ("0001-01-01", "2025-06-09", "2026-01-02", "2027-01-01")),
        ("../..", ("0001-01-01", "2025-06-09", "2025-06-10", "9999-12-31")),
        ("2025-01/2025-05", ("2025-01-01", "2025-01-31", "2025-05-02", "2025-06-01")),
        ("2025/2025-05", ("2025-01-01", "2025-05-31", "2025-05-02", "2025-06-01")),
        ("2025-02/2025", ("2025-02-01", "2025-02-28", "2025-02-02", "2026-01-01")),
        ("[2025-04..2025-07]", ("2025-04-01", "2025-07-31", "2025-04-02", "2025-08-01")),
        ("[2025-04..]", ("2025-04-01", "2025-06-09", "2025-04-02", "2025-06-10")),
        ("[2026..]", ("2026-01-01", "9999-12-31", "2026-01-02", "9999-12-31")),
        ("[..2025-04]", ("0001-01-01", "2025-04-30", "0001-01-02", "2025-05-01")),
    ],
)
def test_what_holds_has_an_earliest_and_a_latest_day_at_each_border(
    text: str, expected: tuple[str, str, str, str]
) -> None:
    bounds = parse_period(text).bounds("held", attested=ATTESTED)
    assert bounds == Bounds(*map(date.fromisoformat, expected))


@given(text=periods(), attested=attested)
def test_what_is_timeless_is_always(text: str, attested: date) -> None:
    always = Bounds(FIRST, FIRST, LAST, LAST)
    assert parse_period(text).bounds("timeless", attested=attested) == always
    assert ALWAYS.bounds("timeless", attested=attested) == always


@given(text=periods(), meaning=meanings)
def test_a_source_from_the_end_of_time_does_not_overflow(text: str, meaning: TimeMeaning) -> None:
    for day in (DAY_BEFORE_LAST, LAST):
        parse_period(text).bounds(meaning, attested=day)


@given(first=days, last=days, attested=attested)
def test_a_stated_interval_holds_certainly_on_each_of_its_days(
    first: date, last: date, attested: date
) -> None:
    first, last = sorted((first, last))
    bounds = parse_period(f"{first}/{last}").bounds("held", attested=attested)
    assert bounds.start == bounds.start_latest == first
    assert bounds.end == bounds.end_earliest == last + ONE_DAY


@given(day=st.dates())
def test_a_day_is_printed_and_read_again(day: date) -> None:
    assert parse_day(f" {day.isoformat()} ") == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025",
        "2025-5-1",
        "20250501",
        "2025-05-01T00:00",
        "1.5.2025",
        "2025-W01-1",
        "२०२५-05-01",
    ],
)
def test_what_is_no_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadDate, match="is no day; write YYYY-MM-DD, such as 2025-05-01"):
        parse_day(text)


@pytest.mark.parametrize("text", ["2025-02-29", "2025-13-01", "2025-00-10", "0000-01-01"])
def test_a_day_that_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(BadDate, match="is no day of the calendar"):
        parse_day(text)
