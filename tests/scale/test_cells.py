from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kg.errors import BadInput, UnknownName
from kg.scale import Choice, cells, left_out
from tests.strategies import vocabulary
from tests.tables.bulk import ORIGIN

from .common import OnDuckDB
from .trade import CHOICE, COUNTED, MASS, trade

Cell = tuple[str, str, int, Decimal]


def found(choice: Choice) -> list[Cell]:
    held = OnDuckDB(trade())
    rows = held.engine.rows(cells(held.claims, choice, vocabulary())).to_pylist()
    return sorted(
        (row["exporter"][8:], row["importer"][-3:], row["period"].year, row["value"])
        for row in rows
    )


def test_only_what_may_be_summed_is_left_and_each_cell_once() -> None:
    assert found(CHOICE) == sorted(
        (row.subject[8:], row.object[8:], int(row.period), Decimal(row.value)) for row in COUNTED
    )


def test_what_is_left_out_for_being_no_single_country_is_told_with_its_size() -> None:
    held = OnDuckDB(trade())

    def apart(choice: Choice) -> list[tuple[str, Decimal, int]]:
        rows = held.engine.rows(left_out(held.claims, choice, vocabulary())).to_pylist()
        return [(row["party"], row["value"], row["cells"]) for row in rows]

    world, union = ("aggregate:world", Decimal(66), 1), ("bloc:EU", Decimal(67), 1)
    assert apart(CHOICE) == [union, world]
    assert apart(replace(CHOICE, partners=("aggregate:world",))) == [union]
    assert apart(replace(CHOICE, importer="aggregate:world")) == []


def test_masses_are_converted_exactly() -> None:
    kilograms = replace(CHOICE, quantity_kind=MASS, unit="unit:KiloGM")
    tonnes = replace(kilograms, unit="unit:TONNE")
    assert [cell[-1] for cell in found(kilograms)] == [2000, 0, 500]
    assert [cell[-1] for cell in found(tonnes)] == [2, 0, Decimal("0.5")]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"origins": ("organisation:zz-balanced",)}, [("CHN", "JPN", 2022, 61)]),
        (
            {"origins": ("organisation:none", ORIGIN), "since": date(2024, 1, 1)},
            [("CHN", "USA", 2024, 0)],
        ),
        ({"grain": "month"}, [("CHN", "JPN", 2022, 7)]),
        ({"products": ("product:motors",)}, [("CHN", "KOR", 2022, 62)]),
        ({"unit": "unit:CCY_EUR"}, [("CHN", "KOR", 2022, 63)]),
        ({"reporter": "importer"}, [("CHN", "KOR", 2022, 65)]),
        ({"quantity_kind": "kg:ImportValue"}, [("CHN", "KOR", 2022, 64)]),
        ({"importer": "aggregate:world"}, [("CHN", "rld", 2022, 66)]),
        (
            {"exporter": "country:DEU", "until": date(2022, 1, 1)},
            [("DEU", "USA", 2022, Decimal("19.5"))],
        ),
        (
            {"partners": ("bloc:EU",), "exporter": "country:CHN", "until": date(2022, 1, 1)},
            [
                ("CHN", ":EU", 2022, 67),
                ("CHN", "JPN", 2022, 60),
                ("CHN", "USA", 2022, Decimal("20.5")),
            ],
        ),
    ],
)
def test_a_choice_narrows_what_is_summed(changes: dict[str, object], expected: list[Cell]) -> None:
    assert found(replace(CHOICE, **changes)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"quantity_kind": "kg:ExportValues"}, "unknown quantity kind .* did you mean"),
        ({"unit": "unit:POUND"}, "unknown unit"),
        ({"unit": "unit:TONNE"}, "is not measured in unit:TONNE; use unit:CCY_CNY"),
        ({"grain": "week"}, "unknown grain 'week'; there are month, year"),
        ({"reporter": "both"}, "unknown reporter"),
        ({"products": ()}, "which product"),
        ({"products": ("product:hs-284690", "product:hs-2846")}, "is a part of product:hs-2846"),
    ],
)
def test_a_choice_that_makes_no_sense_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises((BadInput, UnknownName), match=message):
        replace(CHOICE, **changes).checked(vocabulary())  # type: ignore[arg-type]
