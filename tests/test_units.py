from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadInput, UnknownName
from kg.interval import Interval
from kg.units import Units, said_of_terms
from kg.vocab import Vocabulary
from tests.strategies import vocabulary

UNITS = Units(vocabulary())
units = st.sampled_from(sorted(vocabulary().units))
numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=3)


@given(units, units, numbers)
def test_what_converts_converts_back(one: str, other: str, number: Decimal) -> None:
    if not UNITS.convertible(one, other):
        with pytest.raises(BadInput, match="does not convert"):
            UNITS.convert(number, one, other)
        return
    assert UNITS.convertible(other, one)
    assert UNITS.convert(UNITS.convert(number, one, other), other, one) == number
    there = UNITS.convert_band(Interval.exactly(number), one, other)
    assert there.contains(UNITS.convert(number, one, other))


@given(units)
def test_every_unit_converts_into_itself(unit: str) -> None:
    assert UNITS.convertible(unit, unit)
    assert UNITS.convert(Decimal("1.50"), unit, unit) == Decimal("1.50")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("unit:CCY_USD", "unit:CCY_EUR"),
        ("kg:CCY_USD-PER-KiloGM", "kg:CCY_EUR-PER-KiloGM"),
        ("unit:TONNE", "unit:CCY_USD"),
        ("unit:TONNE", "unit:PERCENT"),
    ],
)
def test_money_and_other_dimensions_do_not_convert(one: str, other: str) -> None:
    assert not UNITS.convertible(one, other)


@pytest.mark.parametrize("currency", ["USD", "EUR", "CNY"])
def test_each_currency_has_a_price_by_mass(currency: str) -> None:
    assert UNITS.quotient(f"unit:CCY_{currency}", "unit:TONNE") == f"kg:CCY_{currency}-PER-KiloGM"


def test_a_quotient_without_a_unit_has_none() -> None:
    assert UNITS.quotient("unit:TONNE", "unit:CCY_USD") is None


def test_only_a_quotient_has_parts() -> None:
    with pytest.raises(BadInput, match="no quotient"):
        UNITS.parts("unit:TONNE")


def test_an_unknown_unit_is_named() -> None:
    with pytest.raises(UnknownName, match="unit:TONN"):
        UNITS.convertible("unit:TONN", "unit:TONNE")


def test_the_units_of_every_quotient_kind_are_quotients_of_its_kinds_units(
    vocab: Vocabulary,
) -> None:
    above, below = said_of_terms(vocab, "numerator"), said_of_terms(vocab, "denominator")
    kinds = [kind for id_, kind in vocab.quantity_kinds.items() if id_ in above]
    assert kinds
    for kind in kinds:
        for unit in kind.units:
            numerator, denominator = UNITS.parts(unit)
            assert numerator in vocab.quantity_kinds[above[kind.id][0]].units
            assert denominator in vocab.quantity_kinds[below[kind.id][0]].units
