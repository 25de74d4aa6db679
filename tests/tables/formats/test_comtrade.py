"""UN Comtrade's CSV: each of its traps, and the totals of a real file."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from kg.vocab import Vocabulary
from tests.tables.formats.reading import Outcome, read, written

HEADER = (
    "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,"
    "flowCode,flowDesc,partnerCode,partnerISO,partnerDesc,partner2Code,partner2ISO,partner2Desc,"
    "classificationCode,classificationSearchCode,isOriginalClassification,cmdCode,cmdDesc,"
    "aggrLevel,isLeaf,customsCode,customsDesc,mosCode,motCode,motDesc,qtyUnitCode,qtyUnitAbbr,qty,"
    "isQtyEstimated,altQtyUnitCode,altQtyUnitAbbr,altQty,isAltQtyEstimated,netWgt,"
    "isNetWgtEstimated,grossWgt,isGrossWgtEstimated,cifvalue,fobvalue,primaryValue,"
    "legacyEstimationFlag,isReported,isAggregate"
)
ROW = (
    "C,A,20220101,2022,52,2022,156,CHN,China,X,Export,392,JPN,Japan,0,W00,World,H5,HS,true,"
    "284690,Rare-earth compounds,6,true,C00,TOTAL CPC,0,0,TOTAL MOT,8,kg,1234,false,-1,N/A,,"
    "false,1234,false,0,false,,5678.5,5678.5,0,false,true"
)
COLUMNS = HEADER.split(",")
USUAL = dict(zip(COLUMNS, ROW.split(","), strict=True))


def line(**cells: str) -> str:
    return ",".join((USUAL | cells)[name] for name in COLUMNS)


def table(*rows: str, header: str = HEADER) -> str:
    return "\n".join([header, *rows]) + "\n"


def outcome(folder: Path, *rows: str, **options: object) -> Outcome:
    return read(written(folder, "TradeData.csv", table(*rows)), **options)


def test_there_are_47_columns() -> None:
    assert len(COLUMNS) == len(set(COLUMNS)) == 47


def test_a_row_becomes_a_value_in_dollars_and_a_mass_in_kilograms(tmp_path: Path) -> None:
    found = outcome(tmp_path, line())
    assert found.figures("quantity_kind", "value", "unit") == [
        ("kg:ExportMass", Decimal(1234), "unit:KiloGM"),
        ("kg:ExportValue", Decimal("5678.5"), "unit:CCY_USD"),
    ]
    expected = {
        "claim_type": "kg:Flow",
        "subject": "country:CHN",
        "predicate": "kg:exportsTo",
        "object": "country:JPN",
        "product": "product:other-rare-earth-compounds",
        "period_text": "2022",
        "scope_note": "HS 2017 (H5)",
        "locator": "row:1",
        "origin": "organisation:un-comtrade",
    }
    assert {name: found.claims[0][name] for name in expected} == expected


def test_casing_and_order_of_columns_may_change(tmp_path: Path) -> None:
    columns = sorted(COLUMNS)
    cells = ",".join(USUAL[name] for name in columns)
    plain = outcome(tmp_path, line())
    for spelled in (str.lower, str.upper):
        text = f"{','.join(map(spelled, columns))}\n{cells}\n"
        found = read(written(tmp_path, "other.csv", text))
        assert found.figures("subject", "value", "unit") == plain.figures(
            "subject", "value", "unit"
        )


def test_annual_rows_have_month_52_and_monthly_rows_six_digits(tmp_path: Path) -> None:
    found = outcome(
        tmp_path,
        line(refMonth="52", period="2022", netWgt=""),
        line(freqCode="M", refMonth="5", period="202205", netWgt=""),
    )
    assert found.figures("period_text") == [("2022",), ("2022-05",)]


def test_world_and_groups_overlap_their_members_and_are_dropped(tmp_path: Path) -> None:
    found = outcome(
        tmp_path,
        line(partnerCode="0", partnerISO="W00", partnerDesc="World"),
        line(partnerCode="97", partnerISO="R4", partnerDesc="European Union"),
        line(reporterCode="975", reporterISO="R1", reporterDesc="ASEAN"),
        line(),
    )
    assert found.report.kept == 1
    assert dict(found.report.dropped) == {
        "the partner is the world": 1,
        "the European Union, whose members stand beside it": 1,
        "ASEAN, whose members stand beside it": 1,
    }


def test_parts_and_other_things_are_dropped_with_their_reason(tmp_path: Path) -> None:
    part = "a part of imports or exports (domestic, processing, within a firm)"
    cells: list[tuple[dict[str, str], str]] = [
        ({"partner2Code": "276"}, "a part of the flow: one second partner"),
        ({"customsCode": "C04"}, "a part of the flow: one customs procedure"),
        ({"motCode": "2100"}, "a part of the flow: one mode of transport"),
        ({"mosCode": "1"}, "a part of the flow: one mode of supply"),
        ({"flowCode": "DX"}, part),
        ({"flowCode": "MIP"}, part),
        ({"cmdCode": "TOTAL"}, "all commodities together"),
        ({"cmdCode": "9999AA"}, "the commodity is not specified"),
        (
            {"classificationCode": "S3", "cmdCode": "52595"},
            "the commodities are not classified by the HS",
        ),
        ({"typeCode": "S", "cmdCode": "SDB"}, "services, not goods"),
        ({"partnerCode": "156"}, "exports to the reporter itself"),
    ]
    found = outcome(tmp_path, line(), *(line(**cell) for cell, _ in cells))
    assert found.report.kept == 1
    assert dict(found.report.dropped) == Counter(reason for _, reason in cells)


def test_rows_that_cannot_be_right_are_rejected_with_their_reason(tmp_path: Path) -> None:
    cells: list[tuple[dict[str, str], str]] = [
        ({"flowCode": "Q"}, "the flow is none of Comtrade's"),
        ({"flowCode": ""}, "there is no reporter, partner, flow, period or commodity"),
        ({"cmdCode": "28.46"}, "the commodity is no code of the HS"),
        ({"period": "202213"}, "the period is no year and no month"),
        ({"primaryValue": "n/a"}, "the value is no number of 0 or more"),
        ({"primaryValue": "-5"}, "the value is no number of 0 or more"),
        ({"netWgt": "1 234"}, "the net weight is no number of 0 or more"),
    ]
    found = outcome(tmp_path, line(), *(line(**cell) for cell, _ in cells))
    assert found.report.kept == 1
    assert dict(found.report.rejected) == Counter(reason for _, reason in cells)
    assert found.report.rejects is not None
    written_down = found.report.rejects.read_text(encoding="utf-8")
    assert all(reason in written_down for _, reason in cells)


def test_a_partner_nobody_knows_is_rejected(tmp_path: Path) -> None:
    found = outcome(tmp_path, line(partnerCode="996", partnerDesc="Atlantis"), line())
    assert found.report.kept == 1
    [reason] = found.report.rejected
    assert "996" in reason


def test_flows_have_relations_of_their_own(tmp_path: Path) -> None:
    found = outcome(
        tmp_path,
        *(line(flowCode=flow, netWgt="", cifvalue="5678.5") for flow in ("X", "M", "RX", "RM")),
        line(flowCode="M", partnerCode="156", netWgt="", cifvalue="5678.5"),
    )
    assert found.figures("predicate", "object", "quantity_kind") == [
        ("kg:exportsTo", "country:JPN", "kg:ExportValue"),
        ("kg:importsFrom", "country:JPN", "kg:ImportValue"),
        ("kg:reexportsTo", "country:JPN", "kg:ExportValue"),
        ("kg:reimportsFrom", "country:JPN", "kg:ImportValue"),
        ("kg:reimportsFrom", "country:CHN", "kg:ImportValue"),
    ]


def test_codes_are_not_iso(tmp_path: Path) -> None:
    codes = ("842", "251", "579", "757", "699", "490", "899")
    found = outcome(tmp_path, *(line(partnerCode=code, netWgt="") for code in codes))
    assert [claim["object"] for claim in found.claims] == [
        "country:USA",
        "country:FRA",
        "country:NOR",
        "country:CHE",
        "country:IND",
        "aggregate:other-asia-nes",
        "aggregate:areas-nes",
    ]
    assert found.entities["aggregate:other-asia-nes"].label == "Other Asia, not elsewhere specified"


def test_an_area_that_is_no_country_may_report(tmp_path: Path, vocab: Vocabulary) -> None:
    found = outcome(tmp_path, line(reporterCode="490"))
    assert {claim["subject"] for claim in found.claims} == {"aggregate:other-asia-nes"}
    for relation in ("exportsTo", "importsFrom", "reexportsTo", "reimportsFrom"):
        assert "kg:Aggregate" in vocab.relations[f"kg:{relation}"].domain


def test_a_weight_of_zero_is_not_known_and_no_claim(tmp_path: Path) -> None:
    found = outcome(tmp_path, *(line(netWgt=weight) for weight in ("0", "0.0", "", "5")))
    assert found.figures("locator", "quantity_kind") == [
        ("row:1", "kg:ExportValue"),
        ("row:2", "kg:ExportValue"),
        ("row:3", "kg:ExportValue"),
        ("row:4", "kg:ExportMass"),
        ("row:4", "kg:ExportValue"),
    ]
    assert dict(found.report.missing) == {"export mass": 3}


def test_a_quantity_in_kilograms_repeats_the_weight(tmp_path: Path) -> None:
    found = outcome(tmp_path, line(qty="999", netWgt="1234"))
    assert found.value("kg:ExportMass") == 1234
    assert len(found.claims) == 2


def test_items_are_counted(tmp_path: Path) -> None:
    units = (("5", "u"), ("6", "2u"), ("9", "1000u"), ("11", "12u"), ("5", ""))
    found = outcome(
        tmp_path,
        *(line(qtyUnitCode=code, qtyUnitAbbr=unit, qty="7", netWgt="") for code, unit in units),
    )
    counts = [claim for claim in found.claims if claim["quantity_kind"] == "kg:ExportCount"]
    assert [claim["value"] for claim in counts] == [7, 14, 7000, 84, 7]
    assert {claim["unit"] for claim in counts} == {"unit:NUM"}


def test_other_units_and_none_are_no_claim(tmp_path: Path) -> None:
    units = (("-1", "N/A"), ("13", "carat"), ("2", "m²"))
    found = outcome(
        tmp_path, *(line(qtyUnitCode=code, qtyUnitAbbr=unit, qty="7") for code, unit in units)
    )
    assert {claim["quantity_kind"] for claim in found.claims} == {"kg:ExportMass", "kg:ExportValue"}
    assert len(found.claims) == 6
    assert dict(found.report.missing) == {}


def test_estimates_are_noted_on_the_figure_they_concern(tmp_path: Path) -> None:
    found = outcome(
        tmp_path,
        line(isNetWgtEstimated="True"),
        line(legacyEstimationFlag="6", isNetWgtEstimated=""),
        line(qtyUnitAbbr="u", qtyUnitCode="5", isQtyEstimated="true"),
    )
    weight = "HS 2017 (H5); net weight estimated by the UN Statistics Division"
    number = "HS 2017 (H5); number estimated by the UN Statistics Division"
    assert found.figures("locator", "quantity_kind", "scope_note") == [
        ("row:1", "kg:ExportMass", weight),
        ("row:1", "kg:ExportValue", "HS 2017 (H5)"),
        ("row:2", "kg:ExportMass", weight),
        ("row:2", "kg:ExportValue", "HS 2017 (H5)"),
        ("row:3", "kg:ExportCount", number),
        ("row:3", "kg:ExportMass", "HS 2017 (H5)"),
        ("row:3", "kg:ExportValue", "HS 2017 (H5)"),
    ]


def test_imports_that_are_valued_fob_say_so(tmp_path: Path) -> None:
    values = (("", "90.0"), ("0", "90"), ("0.0", "90"), ("90", "80"), ("90", "90"))
    found = outcome(
        tmp_path,
        *(
            line(flowCode="M", netWgt="", primaryValue="90", cifvalue=cif, fobvalue=fob)
            for cif, fob in values
        ),
    )
    noted, plain = "HS 2017 (H5); imports valued FOB", "HS 2017 (H5)"
    assert [claim["scope_note"] for claim in found.claims] == [noted] * 3 + [plain] * 2


def test_leading_zeros_of_codes_are_kept_or_put_back(tmp_path: Path) -> None:
    codes = ("010121", "10121", "01", "1", "0101")
    found = outcome(tmp_path, *(line(cmdCode=code, netWgt="") for code in codes))
    assert [claim["product"] for claim in found.claims] == [
        "product:hs-010121",
        "product:hs-010121",
        "product:hs-01",
        "product:hs-01",
        "product:hs-0101",
    ]
    assert found.entities["product:hs-010121"].codes == (("hs", "0101.21"),)


def test_the_revision_of_the_hs_is_noted(tmp_path: Path) -> None:
    codes = ("H0", "H6", "HS")
    found = outcome(tmp_path, *(line(classificationCode=code, netWgt="") for code in codes))
    assert [claim["scope_note"] for claim in found.claims] == [
        "HS 1992 (H0)",
        "HS 2022 (H6)",
        "HS as reported",
    ]


def test_a_comma_at_the_end_of_each_row_moves_nothing(tmp_path: Path) -> None:
    plain = outcome(tmp_path, line(), line(partnerCode="276"))
    found = outcome(tmp_path, line() + ",", line(partnerCode="276") + ",")
    assert found.figures("object", "value") == plain.figures("object", "value")
    assert dict(found.report.rejected) == {}


def test_rows_that_are_off_by_one_are_found(tmp_path: Path) -> None:
    moved = line(cmdDesc="Compounds, inorganic")
    sound = outcome(tmp_path, line(), line() + ",", moved, line().rpartition(",")[0])
    assert (sound.report.kept, sum(sound.report.rejected.values())) == (1, 3)
    trailing = outcome(tmp_path, line() + ",", line(), moved, moved + ",")
    assert (trailing.report.kept, sum(trailing.report.rejected.values())) == (1, 3)


def test_a_description_with_a_comma_in_quotation_marks_is_one_cell(tmp_path: Path) -> None:
    found = outcome(tmp_path, line(cmdCode="284610", cmdDesc='"Cerium, ""and"" its compounds"'))
    assert {claim["product"] for claim in found.claims} == {"product:cerium-compounds"}


def test_files_in_western_european_encoding_are_read(tmp_path: Path) -> None:
    row = line(partnerCode="384", partnerDesc="Côte d'Ivoire", cmdCode="010121", cmdDesc="Café")
    found = read(written(tmp_path, "a.csv", table(row), encoding="cp1252"))
    assert {claim["object"] for claim in found.claims} == {"country:CIV"}
    assert found.entities["product:hs-010121"].aliases == ("Café",)


def test_tables_with_tabs_and_few_columns_are_read(tmp_path: Path) -> None:
    text = "period\treporterCode\tflowCode\tpartnerCode\tcmdCode\tprimaryValue\n"
    found = read(written(tmp_path, "bulk.txt", f"{text}2022\t008\tM\t4\t0101\t1.5E+3\n"))
    assert found.figures("subject", "object", "value", "scope_note") == [
        ("country:ALB", "country:AFG", Decimal(1500), None)
    ]


def test_figures_are_kept_to_the_last_digit(tmp_path: Path) -> None:
    found = outcome(tmp_path, line(primaryValue="419922543423.509", netWgt="0.001"))
    assert found.value("kg:ExportValue") == Decimal("419922543423.509")
    assert found.value("kg:ExportMass") == Decimal("0.001")


NO_COUNTRY = {
    "490": "aggregate:other-asia-nes",
    "530": "aggregate:former-netherlands-antilles",
    "736": "aggregate:former-sudan",
    "891": "aggregate:former-serbia-and-montenegro",
}
"""Reporters of the real file that ISO 3166-1 does not know, by Comtrade's code."""


def test_a_real_file_adds_up_as_pandas_says(documents: Path) -> None:
    import pandas as pd

    path = documents / "real" / "comtrade_nickel.csv"
    if not path.is_file():
        pytest.skip("needs real/comtrade_nickel.csv under KG_TEST_DOCUMENTS")
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    bilateral = frame[frame["partnerISO"] != "W00"]
    known = bilateral["netWgt"].map(lambda text: bool(text) and Decimal(text) > 0)
    expected: dict[tuple[str, ...], Decimal] = {}
    for column, what, rows in (
        ("primaryValue", "Value", bilateral),
        ("netWgt", "Mass", bilateral[known]),
    ):
        columns = ["reporterCode", "reporterISO", "flowCode", "period", column]
        for code, iso, flow, year, figure in rows[columns].itertuples(index=False):
            side = {"X": "Export", "M": "Import"}[flow]
            key = (NO_COUNTRY.get(code, f"country:{iso}"), f"kg:{side}{what}", year)
            expected[key] = expected.get(key, Decimal(0)) + Decimal(figure)
    found = read(path)
    totals: dict[tuple[str, ...], Decimal] = {}
    for claim in found.claims:
        key = (claim["subject"], claim["quantity_kind"], claim["period_text"])
        totals[key] = totals.get(key, Decimal(0)) + claim["value"]
    assert totals == expected
    assert found.report.read == len(frame)
    assert dict(found.report.dropped) == {"the partner is the world": len(frame) - len(bilateral)}
    assert dict(found.report.rejected) == {}
    assert sum(found.report.missing.values()) == len(bilateral) - int(known.sum())
