"""China customs: encoding, thousands commas, codes of its own, China as partner, two currencies."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kg.errors import BadInput
from tests.tables.formats.reading import Outcome, read, written

FRONT = (
    "数据年月,商品编码,商品名称,贸易伙伴编码,贸易伙伴名称,"
    "第一数量,第一计量单位,第二数量,第二计量单位"
)
DOLLARS, RENMINBI = FRONT + ",美元,", FRONT + ",人民币,"
MAGNETS = '202305,85051110,稀土永磁铁,502,美国,"1,234,567",千克,0,-,"98,765,432",'


def outcome(folder: Path, *rows: str, header: str = DOLLARS, **options: Any) -> Outcome:
    text = "\r\n".join([header, *rows]) + "\r\n"
    path = written(folder, "downloadData.csv", text, encoding="gb18030")
    return read(path, **{"format": "china-customs-exports"} | options)


def row(code: str = "502", quantity: str = "5,千克,0,-", **cells: str) -> str:
    usual = {"month": "202305", "good": "28469010", "amount": '"1,000"'} | cells
    return f"{usual['month']},{usual['good']},品名,{code},伙伴,{quantity},{usual['amount']},"


def test_an_export_is_read_from_gb18030_with_commas_and_an_empty_last_column(
    tmp_path: Path,
) -> None:
    found = outcome(tmp_path, MAGNETS)
    assert found.figures("quantity_kind", "value", "unit") == [
        ("kg:ExportMass", Decimal(1234567), "unit:KiloGM"),
        ("kg:ExportValue", Decimal(98765432), "unit:CCY_USD"),
    ]
    assert found.figures("subject", "predicate", "object", "product", "period_text")[0] == (
        "country:CHN",
        "kg:exportsTo",
        "country:USA",
        "product:chn-hs8-85051110",
        "2023-05",
    )
    magnets = found.entities["product:chn-hs8-85051110"]
    assert magnets.aliases == ("稀土永磁铁",)
    assert magnets.codes == (("chn-hs8", "8505.11.10"),)
    assert dict(found.report.rejected) == {}


def test_the_empty_last_column_may_lack_its_name(tmp_path: Path) -> None:
    found = outcome(tmp_path, MAGNETS, row(), header=DOLLARS.rstrip(","))
    assert (found.report.kept, dict(found.report.rejected)) == (2, {})


def test_the_header_says_the_currency(tmp_path: Path) -> None:
    found = outcome(tmp_path, row(), header=RENMINBI)
    assert [claim["unit"] for claim in found.claims] == ["unit:KiloGM", "unit:CCY_CNY"]
    assert dict(found.report.missing) == {}


def test_both_currencies_in_one_file_are_two_figures(tmp_path: Path) -> None:
    found = outcome(tmp_path, row() + "7000", header=FRONT + ",美元,人民币")
    assert [
        claim["unit"] for claim in found.claims if claim["quantity_kind"] == "kg:ExportValue"
    ] in (
        ["unit:CCY_USD", "unit:CCY_CNY"],
        ["unit:CCY_CNY", "unit:CCY_USD"],
    )


def test_a_file_that_does_not_say_whether_it_exports_must_be_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="china-customs-exports and china-customs-imports"):
        outcome(tmp_path, row(), format=None)


def test_imports_have_their_own_relation_and_china_gets_goods_of_its_own_back(
    tmp_path: Path,
) -> None:
    found = outcome(tmp_path, row("116"), row("142"), format="china-customs-imports")
    assert found.figures("predicate", "object", "quantity_kind") == [
        ("kg:importsFrom", "country:JPN", "kg:ImportMass"),
        ("kg:importsFrom", "country:JPN", "kg:ImportValue"),
        ("kg:reimportsFrom", "country:CHN", "kg:ImportMass"),
        ("kg:reimportsFrom", "country:CHN", "kg:ImportValue"),
    ]


def test_china_is_no_destination_of_its_own_exports(tmp_path: Path) -> None:
    found = outcome(tmp_path, row("142"), row("116"))
    assert dict(found.report.dropped) == {"exports to China itself": 1}


def test_a_column_for_the_direction_is_read(tmp_path: Path) -> None:
    header = f"进出口类型,{DOLLARS}"
    rows = (f"出口,{row()}", f"进口,{row('142')}", f"进口,{row()}", f"其他,{row()}")
    found = outcome(tmp_path, *rows, header=header, format=None)
    assert found.report.format == "china-customs"
    assert [claim["predicate"] for claim in found.claims[::2]] == [
        "kg:exportsTo",
        "kg:reimportsFrom",
        "kg:importsFrom",
    ]
    assert dict(found.report.rejected) == {"the row is called neither export nor import": 1}


PARTNERS = {
    "110": "country:HKG",
    "116": "country:JPN",
    "133": "country:KOR",
    "143": "country:TWN",
    "303": "country:GBR",
    "344": "country:RUS",
    "601": "country:AUS",
    "701": "aggregate:unspecified-countries",
}


def test_partners_have_codes_of_chinas_customs(tmp_path: Path) -> None:
    found = outcome(tmp_path, *map(row, PARTNERS))
    assert [claim["object"] for claim in found.claims[::2]] == list(PARTNERS.values())


QUANTITIES = {
    '"1,500",克,0,-': ("kg:ExportMass", Decimal("1.5"), "unit:KiloGM"),
    "3,吨,0,-": ("kg:ExportMass", Decimal(3), "unit:TONNE"),
    "4,台,0,-": ("kg:ExportCount", Decimal(4), "unit:NUM"),
    "4,双,0,-": ("kg:ExportCount", Decimal(8), "unit:NUM"),
}


def test_quantities_keep_to_units_that_are_known(tmp_path: Path) -> None:
    found = outcome(tmp_path, *(row(quantity=quantity) for quantity in QUANTITIES))
    assert found.figures("quantity_kind", "value", "unit")[::2] == list(QUANTITIES.values())


def test_of_two_quantities_each_is_read_in_its_unit(tmp_path: Path) -> None:
    found = outcome(tmp_path, row(quantity='7,辆,"12,000",千克'))
    assert found.value("kg:ExportCount") == 7
    assert found.value("kg:ExportMass") == 12000


def test_other_units_and_unknown_weights_are_no_claim(tmp_path: Path) -> None:
    quantities = ("4,平方米,0,-", "0,千克,0,-", "-,-,-,-", ",,,")
    found = outcome(tmp_path, *(row(quantity=quantity) for quantity in quantities))
    assert [claim["quantity_kind"] for claim in found.claims] == ["kg:ExportValue"] * 4
    assert dict(found.report.missing) == {"export mass": 4}


PERIODS = {"202305": "2023-05", "2023": "2023", "202301-202312": "2023-01/2023-12"}


def test_months_years_and_spans_are_periods(tmp_path: Path) -> None:
    found = outcome(tmp_path, *(row(month=month) for month in PERIODS))
    assert [claim["period_text"] for claim in found.claims[::2]] == list(PERIODS.values())


def test_parts_by_trade_mode_say_so(tmp_path: Path) -> None:
    header = "数据年月,商品编码,商品名称,贸易伙伴编码,贸易伙伴名称,贸易方式编码,贸易方式名称,美元"
    cells = '202305,28469010,品名,116,日本,10,一般贸易,"2,000"'
    found = outcome(tmp_path, cells, header=header)
    assert found.figures("value", "scope_note") == [(Decimal(2000), "trade mode: 一般贸易")]


def test_goods_of_six_digits_are_those_of_the_hs_and_lost_zeros_are_put_back(
    tmp_path: Path,
) -> None:
    found = outcome(tmp_path, row(good="284690"), row(good="1012100"))
    assert {claim["product"] for claim in found.claims} == {
        "product:other-rare-earth-compounds",
        "product:chn-hs8-01012100",
    }


REASONS = {
    row(month="202313"): "the month is none",
    row(good="8505.11"): "the good is no code of the tariff",
    row(amount="x"): "the value in US dollars is no number of 0 or more",
    row(quantity="many,千克,0,-"): "the first quantity is no number of 0 or more",
    row(""): "there is no month, partner or good",
}


def test_rows_that_cannot_be_right_are_rejected(tmp_path: Path) -> None:
    found = outcome(tmp_path, row(), *REASONS)
    assert found.report.kept == 1
    assert dict(found.report.rejected) == dict.fromkeys(REASONS.values(), 1)
