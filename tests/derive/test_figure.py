from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.derive.figure import Figure
from kg.interval import Interval
from tests.derive.made import claim
from tests.strategies import readable_numbers, vocabulary


@given(st.lists(readable_numbers, min_size=3, max_size=3).map(sorted))
def test_rounding_never_narrows_a_band_and_keeps_the_value_in_it(numbers: list[Decimal]) -> None:
    low, value, high = numbers
    rounded = Figure(value, Interval(low, high), "unit:TONNE").rounded()
    assert rounded.band.contains(Interval(low, high))
    assert rounded.band.contains(rounded.value)


@given(readable_numbers, st.booleans())
def test_an_open_end_stays_open(value: Decimal, upper: bool) -> None:
    band = Interval(value, None) if upper else Interval(None, value)
    rounded = Figure(value, band, "unit:TONNE").rounded().band
    assert (rounded.high is None) == upper
    assert (rounded.low is None) != upper


@pytest.mark.parametrize(
    ("low", "value", "high", "rounded"),
    [
        ("3186.57", "3186.857", "3256.93", "3187"),
        ("761.43", "764.384", "767.36", "764.4"),
        ("352.3", "352.707", "353.1", "352.71"),
        ("36038647", "36170213", "36302033", "36170000"),
        ("5", "5", "5", "5"),
    ],
)
def test_a_figure_keeps_the_digits_its_band_warrants(
    low: str, value: str, high: str, rounded: str
) -> None:
    figure = Figure(Decimal(value), Interval(Decimal(low), Decimal(high)), "unit:TONNE")
    assert figure.rounded().value == Decimal(rounded)


def test_a_claim_without_a_band_gets_that_of_its_digits() -> None:
    bare = replace(claim("5864.6", "2025-05"), low=None, high=None)
    found = Figure.of(bare, vocabulary())
    assert found is not None
    assert found.band == Interval(Decimal("5864.55"), Decimal("5864.65"))


def test_a_claim_without_a_value_or_with_an_unknown_unit_has_no_figure() -> None:
    one = claim("1", "2025-05")
    assert Figure.of(replace(one, value=None, low=None, high=None), vocabulary()) is None
    assert Figure.of(replace(one, unit="unit:PARSEC"), vocabulary()) is None
    assert Figure.of(replace(one, unit=None), vocabulary()) is None
