"""The Census API: arrays of arrays, own codes, two kinds of imports, totals among details."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from kg.errors import BadInput
from tests.tables.formats.reading import Outcome, read, written

IMPORTS = [
    *("CTY_CODE", "CTY_NAME", "I_COMMODITY", "I_COMMODITY_SDESC", "GEN_VAL_MO", "GEN_VAL_YR"),
    *("GEN_QY1_MO", "CON_VAL_MO", "CON_QY1_MO", "UNIT_QY1", "time", "COMM_LVL", "CTY_CODE"),
]
EXPORTS = [
    *("CTY_CODE", "CTY_NAME", "E_COMMODITY", "DF", "ALL_VAL_MO", "QTY_1_MO", "QTY_2_MO"),
    *("UNIT_QY1", "UNIT_QY2", "YEAR", "MONTH"),
]


def imported(**cells: str | None) -> list[str | None]:
    usual = {
        "CTY_CODE": "5700",
        "CTY_NAME": "CHINA",
        "I_COMMODITY": "2846908090",
        "I_COMMODITY_SDESC": "RARE-EARTH COMPOUNDS",
        "GEN_VAL_MO": "1000",
        "GEN_VAL_YR": "5000",
        "GEN_QY1_MO": "20",
        "CON_VAL_MO": "900",
        "CON_QY1_MO": "18",
        "UNIT_QY1": "KG",
        "time": "2023-05",
        "COMM_LVL": "HS10",
    }
    return [cells.get(name, usual[name]) for name in IMPORTS]


def exported(**cells: str | None) -> list[str | None]:
    usual = {
        "CTY_CODE": "4280",
        "CTY_NAME": "GERMANY",
        "E_COMMODITY": "0106901000",
        "DF": "1",
        "ALL_VAL_MO": "700",
        "QTY_1_MO": "3",
        "QTY_2_MO": "50",
        "UNIT_QY1": "NO",
        "UNIT_QY2": "KG",
        "YEAR": "2023",
        "MONTH": "5",
    }
    return [cells.get(name, usual[name]) for name in EXPORTS]


def outcome(folder: Path, *rows: list[str | None], header: list[str] = IMPORTS) -> Outcome:
    text = "[" + ",\n".join(json.dumps(row) for row in [header, *rows]) + "]"
    return read(written(folder, "answer.json", text))


def test_general_imports_and_imports_for_consumption_are_two_quantities(tmp_path: Path) -> None:
    found = outcome(tmp_path, imported())
    assert {claim["quantity_kind"]: (claim["value"], claim["unit"]) for claim in found.claims} == {
        "kg:ImportValue": (1000, "unit:CCY_USD"),
        "kg:ImportMass": (20, "unit:KiloGM"),
        "kg:ConsumptionImportValue": (900, "unit:CCY_USD"),
        "kg:ConsumptionImportMass": (18, "unit:KiloGM"),
    }
    assert found.figures("subject", "predicate", "object", "product", "period_text")[0] == (
        "country:USA",
        "kg:importsFrom",
        "country:CHN",
        "product:usa-hs10-2846908090",
        "2023-05",
    )
    notes = {c["quantity_kind"]: c["scope_note"] for c in found.claims}
    assert notes["kg:ImportValue"] == "general imports, customs value"


def test_zero_without_a_unit_is_not_reported_and_with_one_is_zero(tmp_path: Path) -> None:
    found = outcome(
        tmp_path,
        imported(GEN_QY1_MO="0", CON_QY1_MO="0", UNIT_QY1="-"),
        imported(GEN_QY1_MO="0", CON_QY1_MO=None, CTY_CODE="4280"),
    )
    masses = [c for c in found.claims if c["quantity_kind"] == "kg:ImportMass"]
    assert [(c["object"], c["value"]) for c in masses] == [("country:DEU", 0)]
    assert found.report.missing == {"import mass": 1, "mass of imports for consumption": 2}


def test_a_quantity_that_is_no_mass_stands_in_the_note_of_the_value(tmp_path: Path) -> None:
    found = outcome(tmp_path, imported(UNIT_QY1="NO", CON_VAL_MO=None, CON_QY1_MO=None))
    [claim] = found.claims
    assert claim["scope_note"] == "general imports, customs value; quantity 20 NO"


def test_totals_over_partners_and_groups_are_dropped(tmp_path: Path) -> None:
    found = outcome(
        tmp_path,
        imported(CTY_CODE="-", CTY_NAME="TOTAL FOR ALL COUNTRIES"),
        imported(CTY_CODE="0003", CTY_NAME="EUROPEAN UNION"),
        imported(CTY_CODE="1XXX", CTY_NAME="NORTH AMERICA"),
        imported(I_COMMODITY="-"),
        imported(CTY_CODE="9999"),
    )
    assert found.report.dropped == {
        "partner is the world": 1,
        "partner is a group of countries": 2,
        "all goods together": 1,
    }
    assert found.report.rejected == {"unknown census-country code '9999'": 1}


def test_a_total_is_dropped_only_where_the_same_file_has_it_in_finer_codes(tmp_path: Path) -> None:
    found = outcome(
        tmp_path,
        imported(),
        imported(I_COMMODITY="284690", COMM_LVL="HS6"),
        imported(I_COMMODITY="28", COMM_LVL="HS2"),
        imported(I_COMMODITY="284690", COMM_LVL="HS6", time="2023-06"),
        imported(I_COMMODITY="2846", COMM_LVL="HS4", CTY_CODE="4280"),
        imported(I_COMMODITY="85", COMM_LVL="HS2"),
    )
    assert found.report.dropped == {"a total of finer codes in the same file": 2}
    assert {claim["product"] for claim in found.claims} == {
        "product:usa-hs10-2846908090",
        "product:other-rare-earth-compounds",
        "product:rare-earth-compounds",
        "product:hs-85",
    }


def test_codes_keep_their_leading_zeros_and_exports_are_in_schedule_b(tmp_path: Path) -> None:
    found = outcome(tmp_path, exported(), header=EXPORTS)
    assert found.report.format == "census-exports"
    assert (
        found.figures("predicate", "object", "product", "period_text")
        == [("kg:exportsTo", "country:DEU", "product:sb-hs10-0106901000", "2023-05")] * 2
    )
    assert found.figures("quantity_kind", "value") == [
        ("kg:ExportMass", Decimal(50)),
        ("kg:ExportValue", Decimal(700)),
    ]
    assert "without re-exports" in found.claims[0]["scope_note"]


def test_foreign_exports_are_re_exports_and_are_not_added_to_their_total(tmp_path: Path) -> None:
    split = outcome(tmp_path, exported(), exported(DF="2"), exported(DF="-"), header=EXPORTS)
    assert {c["predicate"] for c in split.claims} == {"kg:exportsTo", "kg:reexportsTo"}
    reason = "domestic and foreign exports together, which the file has apart"
    assert split.report.dropped == {reason: 1}
    whole = outcome(tmp_path, exported(DF="-"), header=EXPORTS)
    assert {c["predicate"] for c in whole.claims} == {"kg:exportsTo"}


def test_a_row_of_one_district_is_not_the_country(tmp_path: Path) -> None:
    header = [*IMPORTS, "DISTRICT", "RP"]
    found = outcome(
        tmp_path,
        [*imported(), "10", "-"],
        [*imported(), "-", "61"],
        [*imported(), "-", "-"],
        header=header,
    )
    assert found.report.dropped == {
        "one district, port or state, not the country": 1,
        "one rate provision, not the whole flow": 1,
    }
    assert found.report.kept == 1


def test_rows_that_cannot_be_right_are_rejected(tmp_path: Path) -> None:
    found = outcome(
        tmp_path,
        imported(GEN_VAL_MO="many"),
        imported(time="2023"),
        imported(time="2023-13"),
        imported(CTY_CODE=""),
        imported()[:4],
    )
    assert found.report.read == sum(found.report.rejected.values()) == 5
    assert {
        "a figure that is no number",
        "no month",
        "no partner",
        "the row has another number of cells than the header (13)",
    } < set(found.report.rejected)


@pytest.mark.parametrize("text", ['{"a": 1}', '[["CTY_CODE", "I_COMMODITY"', "[1, 2]"])
def test_what_is_no_answer_is_told(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, "answer.json", text)
    with pytest.raises(BadInput):
        read(path, format="census-imports")
