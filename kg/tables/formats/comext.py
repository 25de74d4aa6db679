"""Eurostat COMEXT: full files of its bulk download (``full_v2_202305.dat``), new and old headers.

* A row is one member state's own report: euro, exports FOB, imports CIF, at its border.
  ``FLOW`` 1 is imports, 2 exports; ``PERIOD`` 202305 is a month, 202352 the whole year.
* Countries are two letters with some of Eurostat's own (``data/codes/iso2-comext.csv``): GR or EL,
  XI and XU for the parts of the United Kingdom, XK, XS, and Q… for partners not told, such as
  secret ones. Longer codes are groups such as WORLD or EXT_EU27_2020, which overlap the others.
  ``NA`` is Namibia.
* Goods have eight digits of the Combined Nomenclature. Codes with letters stand for trade that is
  confidential or not told apart (39XXXXXX, 99SSS999) or for sums (TOTAL): dropped.
* Values come by statistical procedure. The normal one (1) and the sum of all (4, in old files) have
  no scope note; inward and outward processing and the rest say so in theirs, and come on top of 1.
* Quantities in kilograms are whole numbers; 0 with a value means little or not known: no claim.
  Supplementary quantities are not read: their unit goes by the good and the year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.tables.format import Code, Figure, Format, Head, Rule
from kg.tables.formats.reading import even_code, known, listed, no_figure, rows
from kg.tables.sql import decimal

if TYPE_CHECKING:
    import duckdb

_COLUMNS = {
    "reporter_code": ("declarant_iso", "reporter", "declarant"),
    "partner_code": ("partner_iso", "partner"),
    "good": ("product_nc", "product"),
    "direction": ("flow",),
    "procedure": ("stat_procedure", "stat_regime"),
    "month": ("period",),
    "euro": ("value_eur", "value_in_euros"),
    "kilograms": ("quantity_kg", "quantity_in_kg"),
}
_OPTIONAL = {"procedure", "kilograms"}
_CONFIDENTIAL = "':'"
_EXPORTS = "direction = '2'"
_GROUPED = "length({code}) > 2 AND NOT regexp_full_match({code}, '[0-9]+')"


def _is_comext(head: Head) -> bool:
    needed = (names for name, names in _COLUMNS.items() if name not in _OPTIONAL)
    return all(not head.names.isdisjoint(names) for names in needed)


def scan(con: duckdb.DuckDBPyConnection, head: Head) -> str:
    """SQL for the rows of a file; a figure kept back (``:``) is a missing one.

    Args:
        con: The connection.
        head: The file's head.

    Returns:
        A SELECT of the columns under names of ours.
    """
    figures = ", ".join(
        f"nullif({name}, {_CONFIDENTIAL}) AS {name}" for name in ("euro", "kilograms")
    )
    codes = ", ".join(
        f"upper({name}) AS {name}" for name in ("reporter_code", "partner_code", "good")
    )
    return f"SELECT * REPLACE ({figures}, {codes}) FROM ({rows(con, head, _COLUMNS)})"


def _kind(what: str) -> str:
    return f"CASE WHEN {_EXPORTS} THEN 'kg:Export{what}' ELSE 'kg:Import{what}' END"


FORMAT = Format(
    name="comext",
    title="Eurostat COMEXT (full files)",
    publisher="organisation:eurostat",
    publisher_label="Eurostat",
    licence="CC BY 4.0: free use, the source named and changes told "
    "(https://commission.europa.eu/legal-notice, Commission Decision 2011/833/EU)",
    tried="documentation only",
    recognises=_is_comext,
    scan=scan,
    in_order=True,
    codes={
        "reporter": Code("iso2-comext", "reporter_code"),
        "partner": Code("iso2-comext", "partner_code"),
        "commodity": Code("eu-hs", even_code("good")),
    },
    rejects=(
        Rule(
            "there is no reporter, partner, good, flow or period",
            "reporter_code IS NULL OR partner_code IS NULL OR good IS NULL"
            " OR direction IS NULL OR month IS NULL",
        ),
        Rule("the flow is neither 1 (imports) nor 2 (exports)", "direction NOT IN ('1', '2')"),
        Rule(
            "the period is no month and no year (ending in 52)",
            "NOT regexp_full_match(month, '[12][0-9]{3}(0[1-9]|1[0-2]|52)')",
        ),
        Rule("the value is no number of 0 or more", no_figure("euro")),
        Rule("the quantity is no number of 0 or more", no_figure("kilograms")),
    ),
    drops=(
        Rule("the reporter is a group of countries", _GROUPED.format(code="reporter_code")),
        Rule("the partner is a group of countries", _GROUPED.format(code="partner_code")),
        Rule("all goods together", "good = 'TOTAL'"),
        Rule(
            "the good is confidential or not told apart (a code with letters)",
            "NOT regexp_full_match(good, '[0-9]+')",
        ),
    ),
    slots={
        "claim_type": "'kg:Flow'",
        "subject": "reporter",
        "predicate": f"CASE WHEN {_EXPORTS} THEN 'kg:exportsTo' ELSE 'kg:importsFrom' END",
        "object": "partner",
        "product": "commodity",
        "period": """CASE WHEN ends_with(month, '52') THEN substr(month, 1, 4)
            ELSE substr(month, 1, 4) || '-' || substr(month, 5) END""",
        "scope_note": listed("comext-procedures", "procedure", "label"),
    },
    figures=(
        Figure(kind=_kind("Value"), value=decimal("euro"), unit="'unit:CCY_EUR'"),
        Figure(kind=_kind("Mass"), value=known("kilograms"), unit="'unit:KiloGM'"),
    ),
    origin="organisation:eurostat",
)

FORMATS = (FORMAT,)
