"""Eurostat COMEXT: periods, flows, codes of its own, confidential goods, old and new headers."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tests.tables.formats.reading import Outcome, read, written

NEW = (
    "REPORTER,PARTNER,TRADE_TYPE,PRODUCT_NC,PRODUCT_SITC,PRODUCT_CPA21,PRODUCT_CPA22,PRODUCT_BEC,"
    "PRODUCT_BEC5,PRODUCT_SECTION,FLOW,STAT_PROCEDURE,SUPPL_UNIT,PERIOD,VALUE_EUR,VALUE_NAC,"
    "QUANTITY_KG,QUANTITY_SUPPL_UNIT"
)
OLD = (
    "DECLARANT,DECLARANT_ISO,PARTNER,PARTNER_ISO,TRADE_TYPE,PRODUCT_NC,PRODUCT_SITC,PRODUCT_cpa2002,"
    "PRODUCT_cpa2008,PRODUCT_CPA2_1,PRODUCT_BEC,PRODUCT_SECTION,FLOW,STAT_REGIME,SUPP_UNIT,PERIOD,"
    "VALUE_IN_EUROS,QUANTITY_IN_KG,SUP_QUANTITY"
)


def row(partner: str = "CN", **cells: str) -> str:
    usual = {
        "reporter": "DE",
        "good": "28469090",
        "flow": "1",
        "procedure": "1",
        "period": "202305",
        "euro": "1500",
        "kilograms": "40",
    } | cells
    return (
        f"{usual['reporter']},{partner},E,{usual['good']},52595,2013,2013,220,211210,06,"
        f"{usual['flow']},{usual['procedure']},NO_SU,{usual['period']},{usual['euro']},"
        f"{usual['euro']},{usual['kilograms']},0"
    )


def outcome(folder: Path, *rows: str, header: str = NEW) -> Outcome:
    return read(written(folder, "full_202305.dat", "\n".join([header, *rows]) + "\n"))


def test_an_import_is_a_value_in_euro_and_a_mass_in_kilograms(tmp_path: Path) -> None:
    found = outcome(tmp_path, row())
    assert found.figures("quantity_kind", "value", "unit") == [
        ("kg:ImportMass", Decimal(40), "unit:KiloGM"),
        ("kg:ImportValue", Decimal(1500), "unit:CCY_EUR"),
    ]
    assert found.figures("subject", "predicate", "object", "product", "scope_note")[0] == (
        "country:DEU",
        "kg:importsFrom",
        "country:CHN",
        "product:eu-hs8-28469090",
        None,
    )
    assert found.entities["product:eu-hs8-28469090"].codes == (("eu-hs8", "2846.90.90"),)


def test_flow_2_is_exports(tmp_path: Path) -> None:
    found = outcome(tmp_path, row(flow="2"), row(flow="3"))
    assert found.figures("predicate", "quantity_kind") == [
        ("kg:exportsTo", "kg:ExportMass"),
        ("kg:exportsTo", "kg:ExportValue"),
    ]
    assert dict(found.report.rejected) == {"the flow is neither 1 (imports) nor 2 (exports)": 1}


def test_a_period_that_ends_in_52_is_the_year(tmp_path: Path) -> None:
    found = outcome(tmp_path, row(period="202352"), row(period="202312"), row(period="202313"))
    assert {claim["period_text"] for claim in found.claims} == {"2023", "2023-12"}
    assert dict(found.report.rejected) == {"the period is no month and no year (ending in 52)": 1}


def test_old_headers_are_read_by_their_iso_columns(tmp_path: Path) -> None:
    cells = "001,FR,0720,CN,E,28053010,52595,2413,2013,2013,220,06,1,4,A,200101,2580,600,0"
    found = outcome(tmp_path, cells, header=OLD)
    assert found.figures("subject", "object", "value", "period_text", "scope_note") == [
        ("country:FRA", "country:CHN", Decimal(600), "2001-01", None),
        ("country:FRA", "country:CHN", Decimal(2580), "2001-01", None),
    ]


PARTNERS = {
    "GR": "country:GRC",
    "EL": "country:GRC",
    "GB": "country:GBR",
    "XI": "aggregate:northern-ireland",
    "XU": "aggregate:united-kingdom-without-northern-ireland",
    "XK": "aggregate:kosovo",
    "XS": "country:SRB",
    "NA": "country:NAM",
    "QZ": "aggregate:secret-countries-extra-eu",
    "QQ": "aggregate:stores-and-provisions",
}


def test_codes_of_partners(tmp_path: Path) -> None:
    found = outcome(tmp_path, *map(row, PARTNERS))
    assert [claim["object"] for claim in found.claims[::2]] == list(PARTNERS.values())


def test_greece_reports(tmp_path: Path) -> None:
    found = outcome(tmp_path, row(reporter="GR"))
    assert {claim["subject"] for claim in found.claims} == {"country:GRC"}


def test_groups_of_countries_overlap_their_members_and_are_dropped(tmp_path: Path) -> None:
    found = outcome(
        tmp_path,
        row("WORLD"),
        row("EXT_EU27_2020"),
        row(reporter="EU27_2020"),
        row(reporter="EU"),
        row(),
    )
    assert found.report.kept == 1
    assert dict(found.report.dropped) == {
        "the partner is a group of countries": 2,
        "the reporter is a group of countries": 1,
        "the European Union, whose members stand beside it": 1,
    }


def test_a_partner_that_is_only_a_number_is_rejected(tmp_path: Path) -> None:
    found = outcome(tmp_path, row("0720"), row())
    assert (found.report.kept, sum(found.report.rejected.values())) == (1, 1)


def test_confidential_goods_are_dropped(tmp_path: Path) -> None:
    goods = ("39XXXXXX", "010121XX", "99SSS999", "99RRR100")
    found = outcome(tmp_path, *(row(good=good) for good in goods), row())
    assert dict(found.report.dropped) == {
        "the good is confidential or not told apart (a code with letters)": 4
    }


def test_the_sum_of_all_goods_is_dropped(tmp_path: Path) -> None:
    assert dict(outcome(tmp_path, row(good="TOTAL"), row()).report.dropped) == {
        "all goods together": 1
    }


def test_a_lost_zero_is_put_back(tmp_path: Path) -> None:
    found = outcome(tmp_path, row(good="1012100"))
    assert {claim["product"] for claim in found.claims} == {"product:eu-hs8-01012100"}


NOTES = {
    "1": None,
    "4": None,
    "2": "inward processing only",
    "3": "outward processing only",
    "9": "not recorded from customs declarations only",
}


def test_the_statistical_procedure_is_noted(tmp_path: Path) -> None:
    found = outcome(tmp_path, *(row(procedure=procedure) for procedure in NOTES))
    assert [claim["scope_note"] for claim in found.claims[::2]] == list(NOTES.values())


def test_a_quantity_that_is_zero_or_kept_back_is_no_claim(tmp_path: Path) -> None:
    found = outcome(tmp_path, *(row(kilograms=cell) for cell in ("0", "", ":")))
    assert [claim["quantity_kind"] for claim in found.claims] == ["kg:ImportValue"] * 3
    assert dict(found.report.missing) == {"import mass": 3}


def test_a_row_whose_figures_are_kept_back_makes_no_claim(tmp_path: Path) -> None:
    found = outcome(tmp_path, row(euro=":", kilograms=":"), row())
    assert (found.report.kept, dict(found.report.dropped)) == (1, {"no figure stated": 1})


def test_figures_that_are_none_are_rejected(tmp_path: Path) -> None:
    found = outcome(tmp_path, row(euro="x"), row(kilograms="-3"), row())
    assert dict(found.report.rejected) == {
        "the value is no number of 0 or more": 1,
        "the quantity is no number of 0 or more": 1,
    }
