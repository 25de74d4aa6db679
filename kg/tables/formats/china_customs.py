"""China's customs: CSV of its online query (GB18030, Chinese headers).

* Amounts stand in US dollars or renminbi, as the header says, with thousands commas; exports FOB,
  imports CIF. Goods have eight digits; six of them are HS, the last two China's own.
* Partners have codes of China's customs (``data/codes/china-customs.csv``). The partner of an
  import is the country of origin: China as its own partner means Chinese goods that come back.
* The file does not say whether it holds exports or imports (the person who asked chose it), so
  there are two formats with one header, and one of them must be named. A file with a column for it,
  as some make who put several together, is a third.
* A query by trade mode or by province gives parts of a flow; the scope note names the part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.tables.format import Code, Figure, Format, Head, Rule
from kg.tables.formats.reading import even_code, known, listed, no_figure, plain_code, rows
from kg.tables.sql import NUMBER, decimal, texts

if TYPE_CHECKING:
    import duckdb

_COLUMNS = {
    "month": ("数据年月",),
    "direction": ("进出口类型", "贸易类型", "进出口"),
    "goods_code": ("商品编码",),
    "goods_name": ("商品名称",),
    "partner_code": ("贸易伙伴编码",),
    "partner_name": ("贸易伙伴名称",),
    "mode": ("贸易方式名称",),
    "province": ("注册地名称",),
    "first": ("第一数量",),
    "first_unit": ("第一计量单位",),
    "second": ("第二数量",),
    "second_unit": ("第二计量单位",),
    "usd": ("美元", "美元值"),
    "cny": ("人民币", "人民币元", "人民币值"),
}
_CHINA = "142"
_HAS = {"usd": "has_usd", "cny": "has_cny"}
_QUANTITIES = ("first", "second")
_EXPORT, _IMPORT = "出口", "进口"
_YEAR, _MONTH = "[12][0-9]{3}", "(0[1-9]|1[0-2])"
_PARTNER = plain_code("partner_code")


def _is_chinese(head: Head) -> bool:
    needed = ("month", "goods_code", "partner_code")
    return all(_there(head, name) for name in needed) and any(_there(head, n) for n in _HAS)


def _there(head: Head, name: str) -> bool:
    return not head.names.isdisjoint(_COLUMNS[name])


def scan(con: duckdb.DuckDBPyConnection, head: Head) -> str:
    """SQL for the rows of a file, with whether it has a column in each currency.

    Args:
        con: The connection.
        head: The file's head.

    Returns:
        A SELECT of the columns under English names; numbers are without commas.
    """
    figures = ("first", "second", "usd", "cny")
    plain = ", ".join(f"nullif(replace({name}, ',', ''), '-') AS {name}" for name in figures)
    there = ", ".join(f"{_there(head, name)} AS {has}" for name, has in _HAS.items())
    return f"SELECT * REPLACE ({plain}), {there} FROM ({rows(con, head, _COLUMNS, padded=True)})"


def _unit(name: str, column: str) -> str:
    return listed("china-customs-units", f"{name}_unit", column)


def _quantity(*units: str) -> tuple[str, str]:
    """SQL of the first of the two quantities that is in one of these units, and of its unit."""
    wanted = texts(units)
    is_wanted = {
        name: f"coalesce({_unit(name, 'unit')} IN {wanted}, false)" for name in _QUANTITIES
    }
    values = " ".join(
        f"WHEN {test} THEN {known(name)} * CAST({_unit(name, 'factor')} AS DECIMAL(8, 3))"
        for name, test in is_wanted.items()
    )
    stated = " ".join(f"WHEN {test} THEN {_unit(name, 'unit')}" for name, test in is_wanted.items())
    return f"CAST(CASE {values} END AS {NUMBER})", f"CASE {stated} END"


def _kind(what: str, outward: str) -> str:
    return f"CASE WHEN {outward} THEN 'kg:Export{what}' ELSE 'kg:Import{what}' END"


def _amount(name: str, unit: str, outward: str) -> Figure:
    return Figure(
        kind=f"CASE WHEN {_HAS[name]} THEN {_kind('Value', outward)} END",
        value=decimal(name),
        unit=f"'{unit}'",
    )


def _figures(outward: str) -> tuple[Figure, ...]:
    mass, mass_unit = _quantity("unit:KiloGM", "unit:TONNE")
    count, count_unit = _quantity("unit:NUM")
    counted = f"({count_unit}) IS NOT NULL"
    return (
        _amount("usd", "unit:CCY_USD", outward),
        _amount("cny", "unit:CCY_CNY", outward),
        Figure(kind=_kind("Mass", outward), value=mass, unit=mass_unit),
        Figure(
            kind=f"CASE WHEN {counted} THEN {_kind('Count', outward)} END",
            value=count,
            unit="'unit:NUM'",
        ),
    )


def _format(direction: str, outward: str, *, column: bool = False) -> Format:
    """One of the three formats.

    Args:
        direction: "exports", "imports" or "exports and imports".
        outward: SQL that is true for exports.
        column: Whether the file has a column that says which.
    """
    own = f"{_PARTNER} = '{_CHINA}'"
    unclear = Rule(
        "the row is called neither export nor import",
        f"direction IS NULL OR direction NOT IN {texts([_EXPORT, _IMPORT])}",
    )
    return Format(
        name="china-customs" if column else f"china-customs-{direction}",
        title=f"China customs, {direction} (CSV)",
        publisher="agency:CHN-GACC",
        publisher_label="General Administration of Customs of China",
        licence="No open licence is stated; ask before passing data on "
        "(http://stats.customs.gov.cn, http://english.customs.gov.cn/Statics/"
        "dba6e250-199a-4f31-b4cf-5d1e1871ac9a.html)",
        tried="documentation only",
        recognises=lambda head: _is_chinese(head) and _there(head, "direction") is column,
        scan=scan,
        in_order=True,
        codes={
            "partner": Code("china-customs", _PARTNER, "partner_name"),
            "commodity": Code("chn-hs", even_code("goods_code"), "goods_name"),
        },
        rejects=(*_REJECTS, *([unclear] if column else [])),
        drops=(Rule("exports to China itself", f"{own} AND {outward}"),),
        slots={
            "claim_type": "'kg:Flow'",
            "subject": "'country:CHN'",
            "predicate": f"""CASE WHEN {outward} THEN 'kg:exportsTo'
                WHEN {own} THEN 'kg:reimportsFrom' ELSE 'kg:importsFrom' END""",
            "object": "partner",
            "product": "commodity",
            "period": _PERIOD,
            "scope_note": _PART,
        },
        figures=_figures(outward),
        origin="agency:CHN-GACC",
    )


_PERIOD = """CASE WHEN length(month) = 4 THEN month
    WHEN length(month) = 6 THEN substr(month, 1, 4) || '-' || substr(month, 5)
    ELSE substr(month, 1, 4) || '-' || substr(month, 5, 2) || '/'
        || substr(month, 8, 4) || '-' || substr(month, 12) END"""
_PART = """nullif(concat_ws('; ', 'trade mode: ' || mode, 'registered in: ' || province), '')"""
_REJECTS = (
    Rule(
        "there is no month, partner or good",
        "month IS NULL OR partner_code IS NULL OR goods_code IS NULL",
    ),
    Rule(
        "the month is none",
        f"NOT regexp_full_match(month, '{_YEAR}|{_YEAR}{_MONTH}|{_YEAR}{_MONTH}-{_YEAR}{_MONTH}')",
    ),
    Rule("the good is no code of the tariff", "NOT regexp_full_match(goods_code, '[0-9]{1,10}')"),
    *(
        Rule(f"the {what} is no number of 0 or more", no_figure(name))
        for name, what in {
            "usd": "value in US dollars",
            "cny": "value in renminbi",
            "first": "first quantity",
            "second": "second quantity",
        }.items()
    ),
)

FORMATS = (
    _format("exports", "true"),
    _format("imports", "false"),
    _format("exports and imports", f"(direction = '{_EXPORT}')", column=True),
)
