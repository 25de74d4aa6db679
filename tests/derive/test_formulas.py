"""Whatever the true figures within the premises' bands, the derived band holds what follows."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.derive import formulas
from kg.derive.figure import Figure
from kg.interval import Interval
from kg.units import PERCENT, Units
from tests.strategies import vocabulary

UNITS = Units(vocabulary())
amounts = st.decimals(min_value=0, max_value=10**9, places=2)
changes = st.decimals(min_value=-99, max_value=900, places=2)
widths = st.decimals(min_value=0, max_value=50, places=2)


@st.composite
def figures(
    draw: st.DrawFn, numbers: st.SearchStrategy[Decimal], unit: str
) -> tuple[Figure, Decimal]:
    """A figure whose ends may be open, and a true value within its band."""
    value, truth = draw(numbers), draw(numbers)
    low, high = sorted((value, truth))
    spread = draw(widths)
    ends: tuple[Decimal | None, Decimal | None] = low - spread, high + spread
    if unit != PERCENT:
        ends = max(low - spread, Decimal(0)), ends[1]
    if draw(st.integers(0, 9)) == 0:
        ends = ends[0], None
    return Figure(value, Interval(*ends), unit), truth


tonnes = figures(amounts, "unit:TONNE")
per_cents = figures(changes, PERCENT)


def holds(figure: Figure | None, truth: Callable[[], Decimal]) -> None:
    assume(figure is not None)
    assert figure is not None
    with localcontext(prec=40):
        true = truth()
    step = Decimal("1e-20") * (1 + abs(true))
    for band in (figure.band, figure.rounded().band):
        assert Interval(true - step, true + step).overlaps(band)
    assert figure.band.contains(figure.value)
    assert figure.rounded().band.contains(figure.band)
    assert figure.rounded().band.contains(figure.rounded().value)


@given(tonnes, per_cents)
def test_an_earlier_level_is_sound(
    level: tuple[Figure, Decimal], change: tuple[Figure, Decimal]
) -> None:
    found = formulas.earlier_level(level[0], change[0], UNITS)
    holds(found, lambda: level[1] / (1 + change[1] / 100))


@given(tonnes, tonnes)
def test_a_change_is_sound(before: tuple[Figure, Decimal], after: tuple[Figure, Decimal]) -> None:
    found = formulas.change(before[0], after[0], UNITS)
    holds(found, lambda: (after[1] / before[1] - 1) * 100)


@given(tonnes, st.lists(tonnes, min_size=1, max_size=4))
def test_a_remainder_is_sound(
    whole: tuple[Figure, Decimal], parts: list[tuple[Figure, Decimal]]
) -> None:
    true = whole[1] - sum(part[1] for part in parts)
    assume(true >= 0)
    found = formulas.remainder(whole[0], [part[0] for part in parts], UNITS)
    holds(found, lambda: true)


@given(st.lists(tonnes, min_size=1, max_size=4))
def test_a_total_is_sound(parts: list[tuple[Figure, Decimal]]) -> None:
    found = formulas.total([part[0] for part in parts], UNITS)
    holds(found, lambda: sum((part[1] for part in parts), Decimal(0)))


@given(st.tuples(tonnes, tonnes).map(lambda two: sorted(two, key=lambda one: one[1])))
def test_a_share_is_sound(two: list[tuple[Figure, Decimal]]) -> None:
    part, whole = two
    assume(whole[1] > 0)
    holds(formulas.share(part[0], whole[0], UNITS), lambda: part[1] / whole[1] * 100)


@given(figures(amounts, "unit:CCY_USD"), tonnes)
def test_a_unit_value_is_sound(value: tuple[Figure, Decimal], mass: tuple[Figure, Decimal]) -> None:
    found = formulas.unit_value(value[0], mass[0], UNITS)
    holds(found, lambda: value[1] / (mass[1] * 1000))


def figure(value: str, unit: str = "unit:TONNE") -> Figure:
    return Figure.exactly(Decimal(value), unit)


@pytest.mark.parametrize("fall", ["-100", "-101"])
def test_no_level_lies_before_a_fall_to_nought(fall: str) -> None:
    assert formulas.earlier_level(figure("5"), figure(fall, PERCENT), UNITS) is None


def test_a_change_in_tonnes_is_taken_off() -> None:
    found = formulas.earlier_level(figure("5"), figure("2000", "unit:KiloGM"), UNITS)
    assert found == figure("3")


def test_a_share_that_changed_by_per_cent_may_mean_points_and_is_left_alone() -> None:
    assert formulas.earlier_level(figure("50", PERCENT), figure("10", PERCENT), UNITS) is None


def test_parts_larger_than_their_whole_leave_no_rest_and_have_no_share() -> None:
    assert formulas.remainder(figure("5"), [figure("3"), figure("3")], UNITS) is None
    assert formulas.share(figure("6"), figure("5"), UNITS) is None


def test_currencies_are_not_mixed() -> None:
    dollars, euros = figure("5", "unit:CCY_USD"), figure("3", "unit:CCY_EUR")
    assert formulas.total([dollars, euros], UNITS) is None
    assert formulas.remainder(dollars, [euros], UNITS) is None
    assert formulas.change(dollars, euros, UNITS) is None
    assert formulas.share(euros, dollars, UNITS) is None


def test_nothing_is_divided_by_what_may_be_nought() -> None:
    maybe_nought = Figure(Decimal(1), Interval(Decimal(0), Decimal(2)), "unit:TONNE")
    assert formulas.change(maybe_nought, figure("5"), UNITS) is None
    assert formulas.share(figure("1"), maybe_nought, UNITS) is None
    assert formulas.unit_value(figure("1", "unit:CCY_USD"), maybe_nought, UNITS) is None


def test_tonnes_and_kilograms_add_up() -> None:
    found = formulas.total([figure("1"), figure("500", "unit:KiloGM")], UNITS)
    assert found == figure("1.5")


def test_mass_by_mass_is_no_unit_value() -> None:
    assert formulas.unit_value(figure("1"), figure("2"), UNITS) is None
