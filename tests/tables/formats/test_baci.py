"""CEPII BACI: units, padded NA, lost zeros, codes that are not ISO, figures that are reconciled."""

from __future__ import annotations

import gzip
from decimal import Decimal
from pathlib import Path

from kg.tables.formats.baci import FORMAT
from tests.tables.formats.reading import Outcome, read, written

HEADER = "t,i,j,k,v,q\n"
NAME = "BACI_HS17_Y2022_V202501.csv"


def outcome(folder: Path, *rows: str, name: str = NAME) -> Outcome:
    return read(written(folder, name, HEADER + "\n".join(rows) + "\n"))


def test_values_are_thousands_of_dollars_and_quantities_tonnes(tmp_path: Path) -> None:
    found = outcome(tmp_path, "2022,156,392,284690,12.345,0.067")
    assert found.figures("quantity_kind", "value", "unit") == [
        ("kg:ExportMass", Decimal("0.067"), "unit:TONNE"),
        ("kg:ExportValue", Decimal(12345), "unit:CCY_USD"),
    ]
    assert found.figures("subject", "predicate", "object", "period_text")[0] == (
        "country:CHN",
        "kg:exportsTo",
        "country:JPN",
        "2022",
    )


def test_spaces_around_figures_do_not_matter(tmp_path: Path) -> None:
    found = outcome(tmp_path, "2022,156,392,284690,      12.345,       0.067")
    assert found.value("kg:ExportValue") == 12345


def test_a_missing_quantity_is_no_claim(tmp_path: Path) -> None:
    cells = ("           NA", "NA", "", "0", "1")
    found = outcome(tmp_path, *(f"2022,156,392,284690,1.5,{cell}" for cell in cells))
    masses = [claim for claim in found.claims if claim["quantity_kind"] == "kg:ExportMass"]
    assert [claim["locator"] for claim in masses] == ["row:5"]
    assert len(found.claims) == 6
    assert dict(found.report.missing) == {"export mass": 4}


def test_lost_zeros_of_goods_are_put_back(tmp_path: Path) -> None:
    found = outcome(tmp_path, "2022,4,8,10121,1,NA", "2022,4,8,010129,1,NA")
    assert [claim["product"] for claim in found.claims] == [
        "product:hs-010121",
        "product:hs-010129",
    ]


ENTITIES = {
    "842": "country:USA",
    "251": "country:FRA",
    "579": "country:NOR",
    "757": "country:CHE",
    "699": "country:IND",
    "490": "aggregate:other-asia-nes",
    "58": "aggregate:belgium-luxembourg",
    "711": "aggregate:southern-african-customs-union",
    "4": "country:AFG",
    "56": "country:BEL",
}


def test_codes_are_those_of_comtrade(tmp_path: Path) -> None:
    rows = [f"2022,{code},392,284690,1,NA" for code in ENTITIES]
    rows += [f"2022,392,{code},284690,1,NA" for code in ENTITIES]
    found = outcome(tmp_path, *rows)
    assert [claim["subject"] for claim in found.claims] == [
        *ENTITIES.values(),
        *["country:JPN"] * 10,
    ]
    assert [claim["object"] for claim in found.claims] == [
        *["country:JPN"] * 10,
        *ENTITIES.values(),
    ]


def test_the_revision_comes_from_the_name_and_is_only_a_note(tmp_path: Path) -> None:
    row = "2022,156,392,284690,1,NA"
    assert outcome(tmp_path, row).figures("scope_note") == [("HS 2017",)]
    renamed = outcome(tmp_path, row, name="download.csv")
    assert renamed.figures("scope_note") == [(None,)]
    assert renamed.report.format == "baci"


def test_names_of_goods_come_from_the_list_beside_the_file(tmp_path: Path) -> None:
    goods = 'code,description\n010121,"Horses: pure-bred, live"\n284690,Compounds\n'
    written(tmp_path, "product_codes_HS17_V202501.csv", goods)
    found = outcome(tmp_path, "2022,4,8,10121,1,NA", "2022,4,8,10129,1,NA")
    assert found.entities["product:hs-010121"].aliases == ("Horses: pure-bred, live",)
    assert found.entities["product:hs-010129"].aliases == ()
    assert found.report.kept == 2


def test_figures_are_reconciled_and_have_an_origin_of_their_own(tmp_path: Path) -> None:
    found = outcome(tmp_path, "2022,156,392,284690,1,NA")
    assert FORMAT.reconciled
    assert found.figures("origin") == [("organisation:cepii",)]


REASONS = {
    "22,156,392,284690,1,1": "the year is none",
    "2022,156,392,2846x0,1,1": "the good is no code of the HS",
    "2022,156,392,284690,one,1": "the value is no number of 0 or more",
    "2022,156,392,284690,1,N.A.": "the quantity is no number of 0 or more",
    "2022,,392,284690,1,1": "there is no year, exporter, importer or good",
    "2022,156,392,284690,1": "the row has fewer cells than the header (6)",
    "2022,156,392,284690,1,2,3": "the row has more cells than the header (6)",
}


def test_rows_that_cannot_be_right_are_rejected(tmp_path: Path) -> None:
    found = outcome(tmp_path, "2022,156,392,284690,1,1", *REASONS)
    assert found.report.kept == 1
    assert dict(found.report.rejected) == dict.fromkeys(REASONS.values(), 1)


def test_goods_not_specified_are_dropped(tmp_path: Path) -> None:
    found = outcome(tmp_path, "2022,4,8,9999AA,4,NA", "2022,4,8,10121,4,NA")
    assert dict(found.report.dropped) == {"the commodity is not specified": 1}


def test_a_compressed_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / f"{NAME}.gz"
    path.write_bytes(gzip.compress(f"{HEADER}2022,156,392,284690,1,NA\n".encode()))
    found = read(path)
    assert found.figures("value", "scope_note") == [(Decimal(1000), "HS 2017")]
