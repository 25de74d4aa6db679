"""A table of one's own described in TOML."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kg.errors import BadInput, KgError
from kg.tables.known import template
from kg.tables.mapping_file import read_mapping

from .reading import claims, read, read_file

START = """
publisher = "organisation:mine"
missing = ["", "n/a"]
[claim]
type = "kg:Flow"
subject = "country:CHN"
predicate = "kg:exportsTo"
object = { column = "Partner", scheme = "name" }
period = { column = "When", format = "%d.%m.%Y", as = "month" }
[[figure]]
kind = "kg:ExportMass"
column = "Mass"
unit = "unit:KiloGM"
multiply = 1000
decimal = ","
thousands = "."
"""
TABLE = "When;Partner;Mass\n31.05.2023;Japan;1.234,5\n01.06.2023;Brazil;n/a\n32.06.2023;Brazil;1\n"


def mapping(tmp_path: Path, text: str = START) -> str:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_mapping_says_columns_dates_separators_and_units(tmp_path: Path) -> None:
    found = read(tmp_path, TABLE, format=mapping(tmp_path))
    (row,) = claims(found).rows
    assert (row["object"], row["period_text"], row["value"]) == (
        "country:JPN",
        "2023-05",
        Decimal(1234500),
    )
    assert found.report.dropped == {"no figure stated": 1}
    assert found.report.rejected == {"When is no date of the form %d.%m.%Y": 1}
    assert {entity.id for entity in found.entities} == {"organisation:mine"}


def test_figures_that_are_all_hedged_alike_have_their_band(tmp_path: Path) -> None:
    text = START.replace('unit = "unit:KiloGM"', 'unit = "unit:KiloGM"\nhedge = "over"')
    (row,) = claims(read(tmp_path, TABLE, format=mapping(tmp_path, text))).rows
    assert (row["hedge"], row["low"], row["high"]) == ("over", Decimal(1234500), None)


def test_a_band_beyond_the_largest_number_is_told(tmp_path: Path) -> None:
    text = START.replace('unit = "unit:KiloGM"', 'unit = "unit:KiloGM"\nhedge = "about"')
    table = TABLE.replace("1.234,5", "9" * 23)
    with pytest.raises(BadInput, match=r"about 9+000 reaches beyond 1e\+26"):
        read(tmp_path, table, format=mapping(tmp_path, text))


@pytest.mark.parametrize(
    ("filter_", "kept"),
    [
        ('column = "Partner"\nin = ["Japan"]', 0),
        ('column = "Partner"\nnot_in = ["Japan"]', 1),
        ('column = "Partner"\nmatches = "^J"', 0),
        ('column = "Mass"\nempty = false', 0),
        ('column = "Mass"\nempty = true', 1),
    ],
)
def test_filters_drop_rows_with_a_reason(tmp_path: Path, filter_: str, kept: int) -> None:
    text = START + f'[[drop]]\n{filter_}\nreason = "not for us"\n'
    found = read(tmp_path, TABLE, format=mapping(tmp_path, text))
    assert found.report.kept == kept
    assert "not for us" in found.report.dropped


@pytest.mark.parametrize(
    ("granularity", "period"),
    [("day", "2023-05-31"), ("month", "2023-05"), ("quarter", "2023-34"), ("year", "2023")],
)
def test_a_date_stands_for_its_day_month_quarter_or_year(
    tmp_path: Path, granularity: str, period: str
) -> None:
    text = START.replace('as = "month"', f'as = "{granularity}"')
    assert claims(read(tmp_path, TABLE, format=mapping(tmp_path, text))).column("period_text") == [
        period
    ]


def test_year_and_month_may_stand_in_two_columns(tmp_path: Path) -> None:
    text = START.replace(
        '{ column = "When", format = "%d.%m.%Y", as = "month" }', '{ columns = ["Y", "M"] }'
    )
    table = "Y;M;Partner;Mass\n2023;5;Japan;1\n"
    assert claims(read(tmp_path, table, format=mapping(tmp_path, text))).column("period_text") == [
        "2023-05"
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("missing =", "mising =", "did you mean missing"),
        ('column = "Mass"', 'colum = "Mass"', "did you mean column"),
        ("kg:exportsTo", "kg:exportTo", "exportTo"),
        ("kg:ExportMass", "kg:ExportWeight", "ExportWeight"),
        ("unit:KiloGM", "unit:CCY_USD", "is measured in"),
        ('scheme = "name"', 'scheme = "name", labels = "x"', "did you mean label"),
        ('column = "Mass"', 'column = "Masse"', "no column 'masse'.*did you mean mass"),
        ("%d.%m.%Y", "%d.%q", "format"),
        ('as = "month"', 'as = "fortnight"', "unknown granularity"),
        ("multiply = 1000", "multiply = 0.5", "whole number"),
        ('decimal = ","', 'decimal = "."', "two different characters"),
        ('publisher = "organisation:mine"', 'publisher = "me"', "no id"),
        ('subject = "country:CHN"', "", "lacks 'subject'"),
        ('subject = "country:CHN"', 'subject = "country:XXX"', "XXX"),
        ("[[figure]]", "[figure]", r"\[\[figure\]\]"),
        ("type = ", "type ", "no TOML"),
        ('missing = ["", "n/a"]', "missing = 3", "list of texts"),
    ],
)
def test_a_mistake_in_a_mapping_is_an_error_that_says_where(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in START
    with pytest.raises(KgError, match=f"(?s){message}"):
        read(tmp_path, TABLE, format=mapping(tmp_path, START.replace(old, new)))


def test_a_regular_expression_that_is_none_is_an_error(tmp_path: Path) -> None:
    text = START + '[[drop]]\ncolumn = "Partner"\nmatches = "("\n'
    with pytest.raises(BadInput, match="no regular expression"):
        read_mapping(Path(mapping(tmp_path, text)))


def test_text_of_a_mapping_never_becomes_sql(tmp_path: Path) -> None:
    hostile = "x') OR true; DROP TABLE y; --"
    text = START + f'[[drop]]\ncolumn = "Partner"\nin = ["{hostile}"]\nreason = "{hostile}"\n'
    table = TABLE.replace("Brazil;n/a", f'"{hostile}";1')
    found = read(tmp_path, table, format=mapping(tmp_path, text))
    assert found.report.dropped == {hostile: 1}
    assert found.report.kept == 1


def test_a_column_that_stands_twice_is_refused_where_it_is_named(tmp_path: Path) -> None:
    table = "When;Partner;Mass;mass\n31.05.2023;Japan;1;2\n"
    with pytest.raises(BadInput, match="2 columns 'mass'"):
        read(tmp_path, table, format=mapping(tmp_path))
    other = "When;Partner;Mass;x;x\n31.05.2023;Japan;1;2;3\n"
    assert read(tmp_path, other, format=mapping(tmp_path)).report.kept == 1


def test_the_template_is_a_mapping_that_works(tmp_path: Path) -> None:
    path = mapping(tmp_path, template())
    row = "2023,CHN,JPN,M,2604,5,6\n"
    header = "period,reporter,partner,flow,hs,value_usd,quantity_kg\n"
    assert read(tmp_path, header + row, format=path).report.claims == 2


def test_the_real_exports_total_what_pandas_computes_by_itself(
    tmp_path: Path, documents: Path
) -> None:
    import pandas as pd

    path = documents / "real" / "china_exports_hs6_monthly.csv"
    found = read_file(path, tmp_path)
    table = pd.read_csv(path, dtype=str)
    assert found.report.read == found.report.kept == len(table)
    rows = pd.DataFrame(claims(found).rows)
    totals = rows.groupby("quantity_kind")["value"].sum()
    assert totals["kg:ExportValue"] == sum(map(Decimal, table["val"]))
    assert totals["kg:ExportMass"] == sum(map(Decimal, table["qty"]))
    by_month = rows[rows["quantity_kind"] == "kg:ExportValue"].groupby("period_text")["value"].sum()
    months = table.assign(month=table["period_dt"].str[:7], val=table["val"].map(Decimal))
    assert by_month.to_dict() == months.groupby("month")["val"].sum().to_dict()
    eight = rows["product"].str.startswith("product:chn-hs8-").sum()
    assert (
        eight
        == 2 * (table["hs6"].str.len() == 8).sum()
        - ((table["hs6"].str.len() == 8) & (table["qty"].astype(float) == 0)).sum()
    )
