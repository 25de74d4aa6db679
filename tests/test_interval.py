from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.interval import Interval

numbers = st.decimals(
    min_value=Decimal("-1e12"), max_value=Decimal("1e12"), allow_nan=False, places=6
)


@st.composite
def _with_member(draw: st.DrawFn) -> tuple[Interval, Decimal]:
    """An interval and a number in it."""
    ends = sorted(draw(st.tuples(numbers, numbers, numbers)))
    low = draw(st.sampled_from([ends[0], None]))
    high = draw(st.sampled_from([ends[2], None]))
    return Interval(low, high), ends[1]


members = _with_member()


def _holds(interval: Interval, number: Fraction) -> bool:
    low, high = interval.low, interval.high
    return (low is None or Fraction(low) <= number) and (high is None or number <= Fraction(high))


@given(members, members)
def test_what_is_computed_from_members_lies_in_what_is_computed_from_the_intervals(
    a: tuple[Interval, Decimal], b: tuple[Interval, Decimal]
) -> None:
    x, y = Fraction(a[1]), Fraction(b[1])
    assert _holds(a[0] + b[0], x + y)
    assert _holds(a[0] - b[0], x - y)
    assert _holds(a[0] * b[0], x * y)
    assert _holds(-a[0], -x)
    if not b[0].contains(Decimal(0)):
        assert _holds(a[0] / b[0], x / y)


@given(members, members)
def test_two_intervals_overlap_whichever_is_asked(
    a: tuple[Interval, Decimal], b: tuple[Interval, Decimal]
) -> None:
    assert a[0].overlaps(b[0]) == b[0].overlaps(a[0])
    if a[0].contains(b[1]):
        assert a[0].overlaps(b[0])
    if a[0].contains(b[0]):
        assert a[0].overlaps(b[0])
        assert a[0].contains(b[1])


@given(numbers, numbers)
def test_exact_numbers_of_few_digits_stay_exact(a: Decimal, b: Decimal) -> None:
    one, other = Interval.exactly(a), Interval.exactly(b)
    assert one + other == Interval.exactly(a + b)
    assert one - other == Interval.exactly(a - b)
    product = one * other
    assert product.low == product.high
    assert _holds(product, Fraction(a) * Fraction(b))
    turned = -one
    assert -turned == one


@given(members, members)
def test_a_sum_taken_apart_again_holds_what_it_was_made_of(
    a: tuple[Interval, Decimal], b: tuple[Interval, Decimal]
) -> None:
    assert (a[0] + b[0] - b[0]).contains(a[1])


def test_a_quotient_that_never_ends_is_rounded_outwards() -> None:
    third = Interval.exactly(1) / Interval.exactly(3)
    assert third.low is not None
    assert third.high is not None
    assert Fraction(third.low) < Fraction(1, 3) < Fraction(third.high)
    assert Interval.exactly(6) / Interval.exactly(3) == Interval.exactly(2)


def test_the_change_between_two_rounded_levels_is_a_range() -> None:
    was = Interval(Decimal("21.65"), Decimal("21.75"))
    now = Interval(Decimal("18.65"), Decimal("18.75"))
    change = (now / was - Interval.exactly(1)) * Interval.exactly(100)
    assert change.low is not None
    assert change.high is not None
    assert (round(change.low, 2), round(change.high, 2)) == (Decimal("-14.25"), Decimal("-13.39"))


@pytest.mark.parametrize(
    "divisor",
    [
        Interval(Decimal(-1), Decimal(1)),
        Interval(Decimal(0), Decimal(1)),
        Interval(Decimal(-1), Decimal(0)),
        Interval(None, Decimal(1)),
        Interval(),
    ],
)
def test_nothing_is_divided_by_what_may_be_nought(divisor: Interval) -> None:
    with pytest.raises(ZeroDivisionError, match="may be nought"):
        Interval.exactly(1) / divisor


def test_open_ends_stay_open() -> None:
    over = Interval(Decimal(35), None)
    assert over + Interval.exactly(1) == Interval(Decimal(36), None)
    assert over - over == Interval()
    assert -over == Interval(None, Decimal(-35))
    assert over * Interval.exactly(0) == Interval.exactly(0)
    assert over / over == Interval(Decimal(0), None)
    assert Interval() * Interval() == Interval()
    assert Interval.exactly(1) / Interval(Decimal(4), None) == Interval(Decimal(0), Decimal("0.25"))


@pytest.mark.parametrize(
    ("low", "high"),
    [
        (Decimal(2), Decimal(1)),
        (Decimal("NaN"), Decimal(1)),
        (None, Decimal("Infinity")),
        (Decimal("-Infinity"), None),
    ],
)
def test_ends_are_numbers_in_their_order(low: Decimal | None, high: Decimal | None) -> None:
    with pytest.raises(ValueError, match="end"):
        Interval(low, high)


def test_numbers_beyond_what_decimals_hold_become_open_ends() -> None:
    huge = Interval.exactly(Decimal("9e999999"))
    assert (huge * huge).high is None
    assert (-huge * huge).low is None
