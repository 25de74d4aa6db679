"""USGS Mineral Commodity Summaries: words for figures, units that change, years across and down."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadInput
from kg.tables.formats.usgs import read_column
from tests.tables.formats.reading import Outcome, read, written

LONG = (
    "MCS chapter,Section,Commodity,Country,Statistics,Statistics_detail,Unit,Year,Value,Notes,"
    "Is critical mineral 2025,Other notes"
)
WORLD = """\
Source,Country,Type,Prod_t_2022,Prod_t_est_2023,Prod_notes,Reserves_t,Reserves_notes,Cap_t_2023
MCS2024,Congo (Kinshasa),Mine production,"144,000","170,000",,"6,000,000",,9
MCS2024,Côte d’Ivoire,Mine production,W,>50,see text,NA,,9
MCS2024,Türkiye,Mine production,—,2700,,Large,,9
MCS2024,Finland,Refinery production,"12,500",<1,,(4),,9
MCS2024,Other countries,Mine production,1,2,,3,,9
MCS2024,World total (rounded),Mine production,"197,000","230,000",,"11,000,000",,9
"""
SALIENT = """\
DataSource,Commodity,Year,USprod_Primary_kg,USprod_Secondary_kg,Imports_kg,Exports_kg,Price_dkg,NIR_pct
MCS2023,Germanium,2021,0,W,14000,5800,1200,>50
MCS2023,Germanium,2022e,—,W,14000,W,1300,E
"""


def row(**cells: str) -> str:
    usual = {
        "section": "World Mine Production and Reserves",
        "commodity": "Cobalt",
        "country": "Australia",
        "statistics": "Production",
        "detail": "Mine production",
        "unit": "metric tons",
        "year": "2024",
        "value": '"4,780"',
        "notes": "",
    } | cells
    keys = (
        "section",
        "commodity",
        "country",
        "statistics",
        "detail",
        "unit",
        "year",
        "value",
        "notes",
    )
    return ",".join(["CHAPTER", *(usual[key] for key in keys), "Yes", ""])  # fmt: skip


def outcome(folder: Path, *rows: str) -> Outcome:
    text = "\n".join([LONG, *rows]) + "\n"
    return read(written(folder, "MCS2026_Commodities_Data.csv", text, "cp1252"))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("usgs")
    return read(written(folder, "mcs2024-cobal_world.csv", WORLD, "cp1252"))


@pytest.fixture(scope="module")
def salient(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("usgs")
    return read(written(folder, "mcs2023-germa_salient.csv", SALIENT, "cp1252"))


def test_years_across_become_figures_of_their_years(world: Outcome) -> None:
    found = world.figures("subject", "predicate", "object", "period_text", "value", "unit")
    assert found[:3] == [
        ("country:COD", "kg:produces", "element:Co", "2022", Decimal(144000), "unit:TONNE"),
        ("country:COD", "kg:produces", "element:Co", "2023", Decimal(170000), "unit:TONNE"),
        ("country:COD", "kg:holdsReservesOf", "element:Co", "2023", Decimal(6000000), "unit:TONNE"),
    ]
    assert world.claims[2]["quantity_kind"] == "kg:ReserveMass"


def test_an_estimate_says_so_and_a_dash_is_zero(world: Outcome) -> None:
    notes = {
        (claim["subject"], claim["period_text"]): (claim["value"], claim["scope_note"])
        for claim in world.claims
        if claim["quantity_kind"] == "kg:ProductionMass"
    }
    assert notes["country:COD", "2022"] == (144000, "Mine production")
    assert notes["country:COD", "2023"] == (170000, "Mine production; estimated")
    value, note = notes["country:TUR", "2022"]
    assert value == 0
    assert "stands for zero" in note


def test_over_and_under_are_hedges(world: Outcome) -> None:
    hedged = {claim["hedge"]: claim for claim in world.claims if claim["hedge"]}
    assert (hedged["over"]["subject"], hedged["over"]["low"]) == ("country:CIV", 50)
    assert (hedged["under"]["subject"], hedged["under"]["high"]) == ("country:FIN", 1)


def test_refining_is_another_relation_than_mining(world: Outcome) -> None:
    of_finland = {c["predicate"] for c in world.claims if c["subject"] == "country:FIN"}
    assert of_finland == {"kg:refines"}


def test_words_totals_and_remainders_are_dropped_with_their_reasons(world: Outcome) -> None:
    assert world.report.dropped == {
        "withheld so as not to disclose a company's own": 1,
        "figure not available": 1,
        "a word or a footnote instead of a figure": 2,
        "a remainder of countries that are not named": 3,
        "a total of the other rows": 3,
        "a statistic without a quantity kind of ours": 6,
    }
    assert world.report.rejected == {}


def test_a_world_table_under_another_name_does_not_say_what_it_is_of(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="mcs2024-cobal_world"):
        read(written(tmp_path, "cobalt.csv", WORLD, "cp1252"))


def test_a_file_of_an_unknown_commodity_is_rejected(tmp_path: Path) -> None:
    found = read(written(tmp_path, "mcs2024-unobt_world.csv", WORLD, "cp1252"))
    assert set(found.report.rejected) == {"unknown usgs-commodity code 'unobt'"}


def test_reliance_on_imports_is_a_share_and_a_net_exporter_has_none(salient: Outcome) -> None:
    [claim] = [c for c in salient.claims if c["quantity_kind"] == "kg:NetImportReliance"]
    assert (claim["claim_type"], claim["subject"], claim["predicate"], claim["object"]) == (
        "kg:Share",
        "country:USA",
        "kg:dependsOn",
        "element:Ge",
    )
    assert (claim["hedge"], claim["low"], claim["unit"]) == ("over", 50, "unit:PERCENT")
    assert salient.report.dropped["net exporter: no reliance on imports"] == 1


def test_statistics_of_the_united_states_are_trade_with_the_world(salient: Outcome) -> None:
    trade = [c for c in salient.claims if c["object"] == "aggregate:world"]
    assert [
        (c["predicate"], c["product"], c["value"], c["unit"], c["period_text"]) for c in trade
    ] == [
        ("kg:exportsTo", "element:Ge", 5800, "unit:KiloGM", "2021"),
        ("kg:importsFrom", "element:Ge", 14000, "unit:KiloGM", "2021"),
        ("kg:importsFrom", "element:Ge", 14000, "unit:KiloGM", "2022"),
    ]
    assert trade[2]["scope_note"] == "estimated"


def test_a_kind_of_the_good_is_not_taken_for_the_good(salient: Outcome) -> None:
    assert salient.report.dropped["a kind of the good without an entity of ours"] == 2


def test_units_change_from_row_to_row(tmp_path: Path) -> None:
    found = outcome(
        tmp_path,
        row(),
        row(unit="thousand metric tons", value='"5,300"'),
        row(unit="million metric tons", value="1.5"),
        row(unit="kilograms"),
        row(unit="thousand carats"),
        row(unit="percent"),
    )
    assert found.figures("value", "unit") == [
        (Decimal(4780), "unit:TONNE"),
        (Decimal(5300000), "unit:TONNE"),
        (Decimal(1500000), "unit:TONNE"),
        (Decimal(4780), "unit:KiloGM"),
    ]
    assert found.report.dropped == {"no unit of ours": 2}


def test_the_long_table_has_production_reserves_trade_and_reliance(tmp_path: Path) -> None:
    us = {"section": "Salient Statistics—United States", "country": "United States"}
    reliance = "Net import reliance as a percentage of apparent consumption"
    found = outcome(
        tmp_path,
        row(year="2025_estimated"),
        row(statistics="Reserves", detail="Reserves", notes="See Appendix C."),
        row(**us, statistics="Imports", detail="Imports for consumption"),
        row(**us, statistics="Exports", detail="Exports"),
        row(**us, statistics="NIR", detail=reliance, unit="percent", value=">75"),
        row(**us, statistics="Production", detail="Production: Secondary"),
        row(**us, statistics="Price", detail="Price", unit="dollars per pound"),
    )
    assert found.figures("predicate", "quantity_kind") == [
        ("kg:produces", "kg:ProductionMass"),
        ("kg:holdsReservesOf", "kg:ReserveMass"),
        ("kg:importsFrom", "kg:ImportMass"),
        ("kg:exportsTo", "kg:ExportMass"),
        ("kg:dependsOn", "kg:NetImportReliance"),
    ]
    assert found.claims[0]["start"] == date(2025, 1, 1)
    assert found.claims[0]["scope_note"] == "Mine production; estimated"
    assert found.report.dropped == {"a statistic without a quantity kind of ours": 2}


def test_what_is_neither_a_figure_nor_a_word_is_rejected(tmp_path: Path) -> None:
    found = outcome(
        tmp_path, row(value="plenty"), row(value="E"), row(year="2021–24"), row(year=""),
        row(value="1 2"), row(value="e1200"), row(value="1200e"),
    )  # fmt: skip
    assert found.report.rejected == {
        "a figure that is neither a number nor a word of the USGS": 2,
        "a net exporter of something else than reliance": 1,
        "no year": 1,
    }
    assert found.report.dropped == {"a span of years": 1}
    assert found.figures("value", "scope_note") == [(1200, "Mine production; estimated")] * 2


@given(
    measure=st.sampled_from(["prod", "usprod", "imports", "exports", "reserves"]),
    unit=st.sampled_from(["t", "kt", "mmt", "kg"]),
    kind=st.sampled_from(["", "primary", "ore", "ilmenite_rutile"]),
)
def test_a_column_name_is_taken_apart(measure: str, unit: str, kind: str) -> None:
    column = read_column("_".join(part for part in (measure, kind, unit) if part))
    assert column is not None
    assert (column.unit, column.kind) == (unit, kind)
    assert column.measure == {"prod": "production", "usprod": "production"}.get(measure, measure)
