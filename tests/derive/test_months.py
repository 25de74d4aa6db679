from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.dates import parse_period
from kg.derive.months import Months, months_of
from tests.derive.made import claim

JANUARY = 2025 * 12

periods = st.builds(
    lambda first, length: Months(first, first + length),
    st.integers(12, 9990 * 12),
    st.integers(0, 30),
)


@given(periods)
def test_the_spelling_of_months_reads_back_as_the_same_months(months: Months) -> None:
    one = claim("1", months.text)
    assert months_of(one) == months
    assert parse_period(months.text).text == months.text
    assert months.bounds.start == one.start


@given(periods, st.integers(0, 30), st.integers(0, 30))
def test_a_rest_and_its_part_make_up_the_whole(whole: Months, skip: int, length: int) -> None:
    part = Months(whole.first + skip, whole.first + skip + length)
    rest = whole.without(part)
    if rest is None:
        assert (
            part == whole
            or (part.first != whole.first and part.last != whole.last)
            or (part.first < whole.first or part.last > whole.last)
        )
    else:
        assert len(rest) + len(part) == len(whole)
        assert not rest.overlaps(part)


@pytest.mark.parametrize(
    ("months", "text"),
    [
        (Months(JANUARY, JANUARY + 11), "2025"),
        (Months(JANUARY + 3, JANUARY + 5), "2025-34"),
        (Months(JANUARY + 4, JANUARY + 4), "2025-05"),
        (Months(JANUARY, JANUARY + 4), "2025-01/2025-05"),
        (Months(JANUARY + 6, JANUARY + 11), "2025-07/2025-12"),
    ],
)
def test_months_are_spelled_as_people_name_them(months: Months, text: str) -> None:
    assert months.text == text
    assert months.is_named


def test_months_that_nobody_names_are_not_named() -> None:
    assert not Months(JANUARY + 1, JANUARY + 4).is_named
    assert not Months(JANUARY + 1, JANUARY + 3).is_named


@pytest.mark.parametrize("period", ["2025-05-01", "2025-05-01/2025-06-15", "[2025-01..2025-06]"])
def test_what_is_not_measured_in_whole_months_has_none(period: str) -> None:
    assert months_of(claim("1", period)) is None


def test_the_calendar_begins_with_the_year_one() -> None:
    assert Months(20, 20).earlier(12) is None
    assert Months(24, 24).earlier(12) == Months(12, 12)
    assert Months(12, 12).bounds.start == date(1, 1, 1)
