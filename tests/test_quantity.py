from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.quantity import band
from kg.vocab import Vocabulary

HEDGES = ["about", "nearly", "over", "at_least", "under", "up_to"]
values = st.integers(-(10**25), 10**25).flatmap(
    lambda digits: st.integers(-10, 6).map(lambda places: Decimal(digits).scaleb(places))
)
small = st.decimals(-1000, 1000, places=2) | st.integers(-100, 100).map(Decimal)
hedges = st.sampled_from([None, *HEDGES])


@given(value=values | small, hedge=hedges, exact=st.booleans())
def test_a_band_contains_its_value_and_has_its_ends_in_order(
    value: Decimal, hedge: str | None, exact: bool
) -> None:
    low, high = band(value, hedge=hedge, exact=exact)
    assert low is None or low <= value
    assert high is None or value <= high


@given(value=values | small)
def test_what_rounds_to_a_number_lies_in_its_band(value: Decimal) -> None:
    low, high = band(value)
    assert low is not None
    assert high is not None
    half_of_last_place = Decimal(5).scaleb(int(value.as_tuple().exponent) - 1)
    with localcontext(prec=100):
        assert (value - low, high - value) == (half_of_last_place, half_of_last_place)


@given(value=small)
def test_a_more_precise_number_has_a_narrower_band_inside(value: Decimal) -> None:
    with localcontext(prec=100):
        finer = value.quantize(Decimal(1).scaleb(int(value.as_tuple().exponent) - 1))
    low, high = band(value)
    inner_low, inner_high = band(finer)
    assert low is not None and high is not None
    assert inner_low is not None and inner_high is not None
    assert low < inner_low <= value <= inner_high < high


@given(value=values | small, hedge=hedges, exact=st.booleans())
def test_a_fall_has_the_mirrored_band_of_a_rise(
    value: Decimal, hedge: str | None, exact: bool
) -> None:
    if not value:
        return
    low, high = band(value, hedge=hedge, exact=exact)
    mirrored = band(value.copy_negate(), hedge=hedge, exact=exact)
    assert mirrored == (
        None if high is None else high.copy_negate(),
        None if low is None else low.copy_negate(),
    )


@given(value=(values | small).map(Decimal.copy_abs))
def test_every_hedge_points_its_way(value: Decimal) -> None:
    about, nearly = band(value, hedge="about"), band(value, hedge="nearly")
    assert about[0] is not None
    assert about[1] is not None
    with localcontext(prec=100):
        assert value - about[0] == about[1] - value
    assert nearly == (about[0], value)
    assert band(value, hedge="over") == band(value, hedge="at_least") == (value, None)
    assert band(value, hedge="under") == band(value, hedge="up_to") == (Decimal(0), value)


@given(value=values | small)
def test_about_is_never_tighter_than_plain_rounding(value: Decimal) -> None:
    plain, about = band(value), band(value, hedge="about")
    assert about[0] is not None and plain[0] is not None
    assert about[1] is not None and plain[1] is not None
    assert about[0] <= plain[0]
    assert plain[1] <= about[1]


@given(value=values | small)
def test_a_count_or_threshold_is_not_rounded(value: Decimal) -> None:
    assert band(value, exact=True) == (value, value)


@pytest.mark.parametrize(
    ("value", "hedge", "expected"),
    [
        ("18.7e6", None, ("18650000", "18750000")),
        ("50", "about", ("45", "55")),
        ("-50", "about", ("-55", "-45")),
        ("7", "about", ("6.5", "7.5")),
        ("100", "nearly", ("50", "100")),
        ("48.3", "about", ("48.2", "48.4")),
        ("-40", "over", (None, "-40")),
        ("0.1", "under", ("0", "0.1")),
        ("-3", "up_to", ("-3", "0")),
        ("0", None, ("-0.5", "0.5")),
    ],
)
def test_known_numbers_have_known_bands(
    value: str, hedge: str | None, expected: tuple[str | None, str | None]
) -> None:
    found = band(Decimal(value), hedge=hedge)
    assert found == tuple(end if end is None else Decimal(end) for end in expected)


def test_a_band_does_not_depend_on_the_precision_somebody_set() -> None:
    value = Decimal("123456789.12345")
    usual = band(value, hedge="about")
    with localcontext(prec=3):
        assert band(value, hedge="about") == usual


def test_every_hedge_of_the_ontology_has_a_band(vocab: Vocabulary) -> None:
    assert set(vocab.column["hedge"].allowed) == set(HEDGES)


def test_an_unknown_hedge_is_not_guessed() -> None:
    with pytest.raises(KeyError):
        band(Decimal(1), hedge="roughly")
