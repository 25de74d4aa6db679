"""World mineral statistics of the British Geological Survey, as its feature service gives them.

One row is one figure of the yearbook: a country, a year (as a timestamp), a commodity and often a
sub-commodity, so that a country has several rows in a year. A figure is as its notes say: in some
tables and years rare-earth *content*, in others gross tonnage of concentrates. ``-----`` in the
book's style is nil, ``...`` is not available; both have no other number than 0 or an empty cell.
Where a note says that years end on another day, the period is that year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.tables.cells import csv_rows
from kg.tables.format import Code, Figure, Format, Head, Rule
from kg.tables.sql import NUMBER, decimal

if TYPE_CHECKING:
    import duckdb

_KNOWN_BY = frozenset(
    {
        "country_iso3_code",
        "bgs_statistic_type_trans",
        "bgs_commodity_trans",
        "bgs_sub_commodity_trans",
        "quantity",
        "quantity_in_book_style",
        "units",
        "year",
    }
)
_WANTED = (
    *sorted(_KNOWN_BY),
    "country_trans",
    "concat_figure_notes_text",
    "concat_table_notes_text",
)
_TONNES = {
    "tonnes (metric)": 1,
    "tonnes": 1,
    "thousand tonnes": 1000,
    "thousand tonnes (metric)": 1000,
    "million tonnes": 1_000_000,
    "kilograms": 1,
}
"""By what a number in the book's unit is multiplied; kilograms stay kilograms."""

_UNIT = "lower(trim(units))"
_FACTOR = f"CASE {_UNIT} " + " ".join(f"WHEN '{u}' THEN {n}" for u, n in _TONNES.items()) + " END"
_QUANTITY = f"CAST({decimal('quantity')} * {_FACTOR} AS {NUMBER})"
_KIND = "lower(trim(bgs_statistic_type_trans))"
_YEAR = r"regexp_extract(year, '^(\d{4})-01-01', 1)"

# "Years ended 31 March following that stated.", "Years ending 30 June of that stated."
_ENDING = r"'years end(?:ed|ing) (\d{1,2} [a-z]+) (following|of) that'"
_LAST_DAY = (
    f"TRY_STRPTIME(regexp_extract(lower(concat_figure_notes_text), {_ENDING}, 1) || ' ' || "
    f"CAST(TRY_CAST({_YEAR} AS INTEGER) + CASE regexp_extract(lower(concat_figure_notes_text), "
    f"{_ENDING}, 2) WHEN 'following' THEN 1 ELSE 0 END AS VARCHAR), '%d %B %Y')"
)
_PERIOD = (
    f"CASE WHEN {_LAST_DAY} IS NULL THEN {_YEAR} ELSE "
    f"strftime({_LAST_DAY} - INTERVAL 1 YEAR + INTERVAL 1 DAY, '%Y-%m-%d') || '/' || "
    f"strftime({_LAST_DAY}, '%Y-%m-%d') END"
)
_NOTE = (
    "concat_ws('; ', nullif(trim(bgs_sub_commodity_trans), ''), "
    "nullif(replace(trim(concat_figure_notes_text), '|', ' '), ''), "
    "'of the table: ' || nullif(replace(trim(concat_table_notes_text), '|', ' '), ''))"
)


def _recognises(head: Head) -> bool:
    return head.names >= _KNOWN_BY


def _scan(con: duckdb.DuckDBPyConnection, head: Head) -> str:
    missing = [f"'' AS {name}" for name in _WANTED if name not in head.names]
    return f"SELECT *{''.join(', ' + sql for sql in missing)} FROM ({csv_rows(con, head)})"


FORMATS = (
    Format(
        name="bgs",
        title="BGS world mineral statistics",
        publisher="agency:GBR-bgs",
        publisher_label="British Geological Survey",
        licence="Copyright UKRI (British Geological Survey). What use is free and what is not is "
        "not said in the file: read the terms that come with the download, "
        "https://www.bgs.ac.uk/mineralsuk/statistics/world-mineral-statistics/.",
        tried="real files",
        recognises=_recognises,
        scan=_scan,
        in_order=True,
        codes={
            "country": Code("iso3-bgs", "nullif(trim(country_iso3_code), '')", "country_trans"),
            "good": Code(
                "bgs-commodity",
                "lower(concat_ws('/', trim(bgs_commodity_trans), "
                "nullif(trim(bgs_sub_commodity_trans), '')))",
                "bgs_commodity_trans",
            ),
        },
        rejects=(
            Rule("a year that is none", f"{_YEAR} = ''"),
            Rule("no country code", "trim(country_iso3_code) = ''"),
            Rule(
                "nil in the book, but another number than 0",
                f"regexp_full_match(quantity_in_book_style, '-+') AND {decimal('quantity')} <> 0",
            ),
            Rule(
                "a quantity that is no number",
                f"trim(quantity) <> '' AND {decimal('quantity')} IS NULL",
            ),
            Rule(
                "years that end on a day that is none",
                f"regexp_matches(lower(concat_figure_notes_text), {_ENDING}) "
                f"AND {_LAST_DAY} IS NULL",
            ),
        ),
        drops=(
            Rule("figure not available", "trim(quantity) = ''"),
            Rule("no unit of ours: neither tonnes nor kilograms", f"{_FACTOR} IS NULL"),
            Rule(
                "neither production nor imports nor exports",
                f"{_KIND} NOT IN ('production', 'imports', 'exports')",
            ),
        ),
        slots={
            "claim_type": "'kg:Flow'",
            "subject": "country",
            "predicate": f"CASE {_KIND} WHEN 'production' THEN 'kg:produces' "
            "WHEN 'imports' THEN 'kg:importsFrom' ELSE 'kg:exportsTo' END",
            "object": f"CASE {_KIND} WHEN 'production' THEN good ELSE 'aggregate:world' END",
            "product": f"CASE {_KIND} WHEN 'production' THEN NULL ELSE good END",
            "period": _PERIOD,
            "comparator": "'level'",
            "scope_note": _NOTE,
        },
        figures=(
            Figure(
                kind=f"CASE {_KIND} WHEN 'production' THEN 'kg:ProductionMass' "
                "WHEN 'imports' THEN 'kg:ImportMass' ELSE 'kg:ExportMass' END",
                value=_QUANTITY,
                unit=f"CASE {_UNIT} WHEN 'kilograms' THEN 'unit:KiloGM' ELSE 'unit:TONNE' END",
            ),
        ),
        origin="agency:GBR-bgs",
    ),
)
