from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kg.errors import BadInput, UnknownName
from kg.scale import AGGREGATES, Choice
from tests.strategies import vocabulary

from .common import OnDuckDB
from .trade import CHOICE, trade

Y2022, Y2023, Y2024 = (date(year, 1, 1) for year in (2022, 2023, 2024))


def rows(name: str, choice: Choice = CHOICE, **options: object) -> list[dict[str, Any]]:
    held = OnDuckDB(trade())
    expression = AGGREGATES[name](held.claims, choice, vocabulary(), **options)
    found: list[dict[str, Any]] = held.engine.rows(expression).to_pylist()
    return found


def columns(found: list[dict[str, Any]], *names: str) -> list[tuple[object, ...]]:
    return [tuple(row[name] for name in names) for row in found]


def test_a_series_is_the_sum_of_each_period_in_order() -> None:
    assert columns(rows("series"), "period", "value", "cells") == [
        (Y2022, 100, 3),
        (Y2023, 120, 2),
        (Y2024, 0, 1),
    ]


def test_shares_are_parts_of_the_period_and_nothing_has_no_shares() -> None:
    assert columns(rows("shares"), "period", "partner", "value", "share") == [
        (Y2022, "country:CHN", Decimal("80.5"), pytest.approx(0.805, rel=1e-12)),
        (Y2022, "country:DEU", Decimal("19.5"), pytest.approx(0.195, rel=1e-12)),
        (Y2023, "country:CHN", 90, 0.75),
        (Y2023, "country:DEU", 30, 0.25),
        (Y2024, "country:CHN", 0, None),
    ]


def test_the_shares_of_one_countrys_suppliers_are_of_its_total() -> None:
    choice = replace(CHOICE, importer="country:USA", until=Y2022)
    assert columns(rows("shares", choice), "partner", "share") == [
        ("country:CHN", 0.5125),
        ("country:DEU", 0.4875),
    ]


def test_concentration_is_the_sum_of_squared_shares() -> None:
    expected = [pytest.approx(0.805**2 + 0.195**2, rel=1e-12), 0.625, None]
    assert columns(rows("hhi"), "hhi", "partners", "value") == list(
        zip(expected, [2, 2, 1], [100, 120, 0], strict=True)
    )
    assert [row["hhi"] for row in rows("hhi", of="importer")][1] == 1


def test_growth_is_against_the_year_before() -> None:
    assert columns(rows("yoy"), "period", "value", "before", "growth") == [
        (Y2022, 100, None, None),
        (Y2023, 120, 100, pytest.approx(0.2, rel=1e-12)),
        (Y2024, 0, 120, -1),
    ]


def test_the_top_partners_come_by_value_with_shares_of_the_whole() -> None:
    found = rows("top")
    assert columns(found, "partner", "value", "periods") == [
        ("country:JPN", 180, 2),
        ("country:USA", 40, 2),
    ]
    assert found[0]["share"] == pytest.approx(180 / 220, rel=1e-12)
    assert rows("top", limit=1) == found[:1]
    assert [row["partner"] for row in rows("top", of="exporter")] == ["country:CHN", "country:DEU"]


def test_a_unit_value_is_over_cells_that_state_value_and_mass() -> None:
    assert columns(rows("unit-values"), "period", "value", "mass", "unit_value", "cells") == [
        (Y2022, Decimal("79.5"), 2500, pytest.approx(0.0318, rel=1e-12), 2),
        (Y2023, 90, 0, None, 1),
    ]


def test_every_answer_says_whose_figures_it_rests_on() -> None:
    for name in AGGREGATES:
        assert {row["origin"] for row in rows(name)} == {"organisation:a-customs-office"}


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(UnknownName, match="unknown side 'both'"):
        rows("shares", of="both")
    with pytest.raises(BadInput, match="At least 1"):
        rows("top", limit=0)
    with pytest.raises(BadInput, match="has no mass beside it"):
        rows("unit-values", replace(CHOICE, quantity_kind="kg:Investment"))
