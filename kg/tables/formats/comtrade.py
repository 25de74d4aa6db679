"""UN Comtrade, version 1: CSV as its site and API hand it out (47 columns, or fewer).

* A row is one reporter's own report. Value: US dollars, exports valued FOB, imports CIF; imports
  that a country values FOB (Australia, Canada) say so in the scope note.
* ``netWgt`` is in kilograms and 0 where it is not known: no claim, counted as missing. ``qty`` in
  kilograms repeats it and is not read; counts of items become claims, other units do not.
* Rows for parts of a flow (one customs procedure, one mode of transport, one second partner,
  domestic exports) overlap the others and are dropped; so are the world and groups of countries,
  which ``data/codes/m49-trade.csv`` knows as no party.
* Re-exports are a part of exports, and imports from oneself are re-imports: relations of their own.
* A heading holds its subheadings. Both are kept, each as a product of its own, never added.

Column names change their casing between downloads, so all are read in lower case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.tables.format import Code, Figure, Format, Head, Rule
from kg.tables.formats.reading import even_code, known, listed, no_figure, plain_code, rows
from kg.tables.sql import decimal, texts

if TYPE_CHECKING:
    import duckdb

NEEDED = frozenset({"reportercode", "partnercode", "flowcode", "cmdcode", "primaryvalue"})
"""The columns without which a file is not of this format."""

COLUMNS = {
    name: (name,)
    for name in (
        *("typecode", "freqcode", "refyear", "period", "reportercode", "reporterdesc"),
        *("flowcode", "partnercode", "partnerdesc", "partner2code"),
        *("classificationcode", "cmdcode", "cmddesc", "customscode", "moscode", "motcode"),
        *("qtyunitcode", "qtyunitabbr", "qty", "isqtyestimated", "netwgt", "isnetwgtestimated"),
        *("cifvalue", "fobvalue", "primaryvalue", "legacyestimationflag"),
    )
}

_FLOWS = texts(["X", "M", "RX", "RM"])
_PARTS = texts(["DX", "FM", "MIP", "XIP", "MOP", "XOP", "MIF", "XIF"])
_REPORTER, _PARTNER = plain_code("reportercode"), plain_code("partnercode")
_OWN = "reportercode = partnercode"
_OUTWARD = "flowcode IN ('X', 'RX')"
_REVISION = listed("hs-revisions", "upper(classificationcode)", "label")
_IS_HS = f"(classificationcode IS NULL OR {_REVISION} IS NOT NULL)"
_GOODS = f"(coalesce(upper(typecode), 'C') = 'C' AND {_IS_HS})"
_PRINTED_PERIOD = "regexp_replace(coalesce(period, refyear), '[.]0+$', '')"
_ITEMS = f"""coalesce({listed("comtrade-units", "qtyunitabbr", "items", key="abbreviation")},
    {listed("comtrade-units", plain_code("qtyunitcode"), "items")})"""


def _is_comtrade(head: Head) -> bool:
    return head.names >= NEEDED and bool({"period", "refyear"} & head.names)


def scan(con: duckdb.DuckDBPyConnection, head: Head) -> str:
    """SQL for the rows of a file."""
    return upper_flow(rows(con, head, COLUMNS))


def upper_flow(sql: str) -> str:
    """SQL for the same rows with flows in capitals, as rules and slots expect them."""
    return f"SELECT * REPLACE (upper(flowcode) AS flowcode) FROM ({sql})"


def _detail(column: str, whole: str) -> str:
    return f"({column} IS NOT NULL AND {plain_code(column)} <> '{whole}')"


def _kind(what: str) -> str:
    return f"CASE WHEN {_OUTWARD} THEN 'kg:Export{what}' ELSE 'kg:Import{what}' END"


def _flag(column: str, *legacy: str) -> str:
    """Whether a figure is estimated: by its own flag, or by the flag of the older interface."""
    flagged = f"{plain_code('legacyestimationflag')} IN {texts(legacy)}"
    return f"coalesce(lower({column}) IN ('true', '1'), {flagged})"


FORMAT = Format(
    name="comtrade",
    title="UN Comtrade (CSV)",
    publisher="organisation:un-comtrade",
    publisher_label="UN Comtrade (United Nations Statistics Division)",
    licence="Copyright of the United Nations: for use inside one's organisation; passing data on "
    "needs their written permission (https://wits.worldbank.org/WITS/wits/registration/"
    "TermsAndCondtions.aspx, https://unstats.un.org/wiki/display/comtrade/Royalty+Fees)",
    tried="real files",
    recognises=_is_comtrade,
    scan=scan,
    in_order=True,
    codes={
        "reporter": Code("m49-trade", _REPORTER, "reporterdesc"),
        "partner": Code("m49-trade", _PARTNER, "partnerdesc"),
        "commodity": Code("hs", even_code("cmdcode"), "cmddesc"),
    },
    rejects=(
        Rule(
            "there is no reporter, partner, flow, period or commodity",
            "reportercode IS NULL OR partnercode IS NULL OR flowcode IS NULL OR cmdcode IS NULL"
            " OR coalesce(period, refyear) IS NULL",
        ),
        Rule(
            "the flow is none of Comtrade's",
            f"flowcode NOT IN {_FLOWS} AND flowcode NOT IN {_PARTS}",
        ),
        Rule(
            "the period is no year and no month",
            f"NOT regexp_full_match({_PRINTED_PERIOD}, '[12][0-9]{{3}}(0[1-9]|1[0-2])?')",
        ),
        Rule(
            "the commodity is no code of the HS",
            f"{_GOODS} AND NOT regexp_full_match(cmdcode, '[0-9]{{1,6}}|TOTAL|9999[A-Z]{{2}}')",
        ),
        Rule("the value is no number of 0 or more", no_figure("primaryvalue")),
        Rule("the net weight is no number of 0 or more", no_figure("netwgt")),
        Rule(
            "cells have moved: customs procedure or mode of transport is no code",
            "NOT regexp_full_match(customscode, '[A-Z][0-9]{2}')"
            " OR NOT regexp_full_match(motcode, '[0-9]+([.]0)?')",
        ),
    ),
    drops=(
        Rule("services, not goods", "upper(typecode) = 'S'"),
        Rule("the commodities are not classified by the HS", f"NOT {_IS_HS}"),
        Rule("a part of the flow: one second partner", _detail("partner2code", "0")),
        Rule("a part of the flow: one customs procedure", _detail("upper(customscode)", "C00")),
        Rule("a part of the flow: one mode of transport", _detail("motcode", "0")),
        Rule("a part of the flow: one mode of supply", _detail("moscode", "0")),
        Rule(
            "a part of imports or exports (domestic, processing, within a firm)",
            f"flowcode IN {_PARTS}",
        ),
        Rule("all commodities together", "cmdcode = 'TOTAL'"),
        Rule("the commodity is not specified", "regexp_full_match(cmdcode, '9999[A-Z]{2}')"),
        Rule("exports to the reporter itself", f"{_OWN} AND {_OUTWARD}"),
    ),
    slots={
        "claim_type": "'kg:Flow'",
        "subject": "reporter",
        "predicate": f"""CASE flowcode WHEN 'X' THEN 'kg:exportsTo' WHEN 'RX' THEN 'kg:reexportsTo'
            WHEN 'RM' THEN 'kg:reimportsFrom'
            ELSE CASE WHEN {_OWN} THEN 'kg:reimportsFrom' ELSE 'kg:importsFrom' END END""",
        "object": "partner",
        "product": "commodity",
        "period": f"""CASE WHEN length({_PRINTED_PERIOD}) = 4 THEN {_PRINTED_PERIOD}
            ELSE substr({_PRINTED_PERIOD}, 1, 4) || '-' || substr({_PRINTED_PERIOD}, 5) END""",
        "scope_note": _REVISION,
    },
    figures=(
        Figure(
            kind=_kind("Value"),
            value=decimal("primaryvalue"),
            unit="'unit:CCY_USD'",
            note=f"""CASE WHEN NOT {_OUTWARD} AND coalesce({decimal("cifvalue")}, 0) = 0
                AND {decimal("fobvalue")} = {decimal("primaryvalue")} AND {decimal("fobvalue")} > 0
                THEN 'imports valued FOB' END""",
        ),
        Figure(
            kind=_kind("Mass"),
            value=known("netwgt"),
            unit="'unit:KiloGM'",
            note=f"""CASE WHEN {_flag("isnetwgtestimated", "4", "6")}
                THEN 'net weight estimated by the UN Statistics Division' END""",
        ),
        Figure(
            kind=f"CASE WHEN {_ITEMS} IS NOT NULL THEN {_kind('Count')} END",
            value=f"{known('qty')} * CAST({_ITEMS} AS INTEGER)",
            unit="'unit:NUM'",
            note=f"""CASE WHEN {_flag("isqtyestimated", "2", "6")}
                THEN 'number estimated by the UN Statistics Division' END""",
        ),
    ),
    origin="organisation:un-comtrade",
)

FORMATS = (FORMAT,)
