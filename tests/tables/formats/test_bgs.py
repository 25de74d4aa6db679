"""BGS production: sub-commodities, notes, years that end elsewhere, nil and not available."""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from tests.tables.formats.reading import Outcome, read, written

COLUMNS = (
    "x,country_iso3_code,units,year,quantity,bgs_statistic_type_trans,bgs_commodity_trans,"
    "quantity_in_book_style,concat_table_notes_text,concat_figure_notes_text,country_trans,"
    "bgs_sub_commodity_trans"
)


def row(**cells: str) -> str:
    usual = {
        "iso": "MYS",
        "units": "tonnes (metric)",
        "year": "1976-01-01 00:00:00",
        "quantity": "1879",
        "kind": "Production",
        "commodity": "rare earth minerals",
        "book": "1879",
        "table": "",
        "notes": "",
        "name": "Malaysia",
        "sub": "Monazite",
    } | cells
    return (
        f"102.1,{usual['iso']},{usual['units']},{usual['year']},{usual['quantity']},{usual['kind']},"
        f"{usual['commodity']},{usual['book']},{usual['table']},{usual['notes']},{usual['name']},"
        f"{usual['sub']}"
    )


def outcome(folder: Path, *rows: str) -> Outcome:
    return read(written(folder, "production.csv", "\n".join([COLUMNS, *rows]) + "\n"))


def test_the_sub_commodities_of_a_country_and_year_are_goods_of_their_own(tmp_path: Path) -> None:
    found = outcome(
        tmp_path,
        row(),
        row(sub="Xenotime", quantity="79"),
        row(sub=""),
        row(commodity="rare earth oxides", sub=""),
    )
    assert [claim["object"] for claim in found.claims] == [
        "product:monazite",
        "product:xenotime",
        "product:rare-earth-minerals",
        "product:rare-earth-oxides",
    ]
    assert found.figures("predicate", "quantity_kind", "value", "unit", "period_text")[0] == (
        "kg:produces",
        "kg:ProductionMass",
        Decimal(1879),
        "unit:TONNE",
        "1976",
    )


def test_nil_is_zero_and_not_available_is_missing(tmp_path: Path) -> None:
    found = outcome(
        tmp_path,
        row(quantity="0", book="-----"),
        row(quantity="", book="..."),
        row(quantity="5", book="-----"),
        row(quantity="many"),
    )
    assert [claim["value"] for claim in found.claims] == [0]
    assert found.report.dropped == {"figure not available": 1}
    assert found.report.rejected == {
        "nil in the book, but another number than 0": 1,
        "a quantity that is no number": 1,
    }


@pytest.mark.parametrize(
    ("note", "first", "after"),
    [
        ("", date(1976, 1, 1), date(1977, 1, 1)),
        ("Years ended 31 March following that stated.", date(1976, 4, 1), date(1977, 4, 1)),
        ("Estimates.|Years ending 5 May of that stated.", date(1975, 5, 6), date(1976, 5, 6)),
        ("Years ending 30 June of that stated.", date(1975, 7, 1), date(1976, 7, 1)),
        ("Years ended 20 March following that stated.", date(1976, 3, 21), date(1977, 3, 21)),
    ],
)
def test_years_that_end_on_another_day_are_the_period(
    tmp_path: Path, note: str, first: date, after: date
) -> None:
    [claim] = outcome(tmp_path, row(notes=note)).claims
    assert (claim["start"], claim["end"]) == (first, after)


def test_a_year_that_ends_on_no_day_of_the_calendar_is_rejected(tmp_path: Path) -> None:
    found = outcome(tmp_path, row(notes="Years ended 31 June of that stated."))
    assert found.report.rejected == {"years that end on a day that is none": 1}


def test_what_the_notes_say_of_the_figure_stays_with_it(tmp_path: Path) -> None:
    note, table = "Estimates.|REO content.", "Gross tonnage of concentrates."
    [claim] = outcome(tmp_path, row(notes=note, table=table)).claims
    assert claim["scope_note"] == f"Monazite; Estimates. REO content.; of the table: {table}"


def test_states_that_are_no_more_have_codes_too(tmp_path: Path) -> None:
    found = outcome(tmp_path, row(iso="ZAR"), row(iso="SUN"), row(iso="QQQ"))
    assert [claim["subject"] for claim in found.claims] == ["country:COD", "aggregate:former-ussr"]
    assert found.report.rejected == {"unknown iso3-bgs code 'QQQ'": 1}


def test_units_are_read_and_what_is_no_mass_is_left_out(tmp_path: Path) -> None:
    found = outcome(
        tmp_path,
        row(units="kilograms"),
        row(units="thousand tonnes"),
        row(units="carats"),
        row(kind="Consumption"),
    )
    assert found.figures("value", "unit") == [
        (Decimal(1879), "unit:KiloGM"),
        (Decimal(1879000), "unit:TONNE"),
    ]
    assert found.report.dropped == {
        "no unit of ours: neither tonnes nor kilograms": 1,
        "neither production nor imports nor exports": 1,
    }


def test_trade_is_with_the_world(tmp_path: Path) -> None:
    found = outcome(tmp_path, row(kind="Imports"), row(kind="Exports"))
    assert found.figures("predicate", "object", "product", "quantity_kind") == [
        ("kg:importsFrom", "aggregate:world", "product:monazite", "kg:ImportMass"),
        ("kg:exportsTo", "aggregate:world", "product:monazite", "kg:ExportMass"),
    ]


def test_the_real_table_totals_what_pandas_counts(tmp_path: Path) -> None:
    folder = os.environ.get("KG_TEST_DOCUMENTS")
    if not folder:
        pytest.skip("KG_TEST_DOCUMENTS names no folder of documents")
    path = Path(folder) / "real" / "bgs_rare_earths_production.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    filled = table[table["quantity"] != ""]
    found = read(path, rejects=tmp_path / "rejects.csv")
    assert found.report.read == len(table)
    assert found.report.dropped == {"figure not available": len(table) - len(filled)}
    ours = pd.DataFrame(found.claims)
    theirs = filled["quantity"].map(Decimal)
    by_good = theirs.groupby([filled["bgs_commodity_trans"], filled["bgs_sub_commodity_trans"]])
    assert sorted(ours.groupby("object")["value"].sum()) == sorted(by_good.sum())
    by_country = theirs.groupby(filled["country_iso3_code"].replace("ZAR", "COD")).sum()
    assert sorted(ours.groupby("subject")["value"].sum()) == sorted(by_country)
    elsewhere = filled["concat_figure_notes_text"].str.contains("Years end")
    assert (ours["period_text"].str.len() > len("2000")).sum() == elsewhere.sum() > 0
