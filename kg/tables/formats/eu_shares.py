"""Supply shares of the EU's studies on critical raw materials.

Two tables with one header: who supplies the world, and who supplies the EU. They print a share in
per cent for a material, a stage (``E`` extraction, ``P`` processing) and a country, and no year.
The shares are averages over the reference period of the study they belong to; for the study of
2023, the first with neon, krypton, xenon and roundwood, that is 2016 to 2020. Since the tables do
not say so, the claims' dates count as inferred.

As only the name tells the two tables apart, a file is known by its header *and* by ``global`` or
``eu_supply`` in its name; any other name needs ``--as``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from kg.tables.cells import csv_rows
from kg.tables.format import Code, Figure, Format, Head, Rule
from kg.tables.sql import NUMBER

if TYPE_CHECKING:
    import duckdb

COLUMNS = ("material", "stage", "country", "share", "t")
REFERENCE_PERIOD = "2016/2020"
"""Study on the critical raw materials for the EU 2023, final report, https://doi.org/10.2873/725585."""

_SHARE = r"'<?\s*\d+(\.\d+)?\s*%'"
_NUMBER = r"regexp_extract(share, '\d+(\.\d+)?')"
_RULES = (
    Rule("no country", "trim(country) = ''"),
    Rule("a stage other than E and P", "upper(trim(stage)) NOT IN ('E', 'P')"),
    Rule(
        "a share without its per cent sign", r"regexp_full_match(trim(share), '<?\s*\d+(\.\d+)?')"
    ),
    Rule("a share that is no percentage", f"NOT regexp_full_match(trim(share), {_SHARE})"),
    Rule("a share above 100 %", f"TRY_CAST({_NUMBER} AS {NUMBER}) > 100"),
)
_SHARE_FIGURE = Figure(
    kind="'kg:SupplyShare'",
    value=f"TRY_CAST({_NUMBER} AS {NUMBER})",
    unit="'unit:PERCENT'",
    hedge="CASE WHEN starts_with(trim(share), '<') THEN 'under' END",
)
_STAGE = (
    "CASE upper(trim(stage)) WHEN 'E' THEN 'extraction stage' ELSE 'processing stage' END"
    " || '; average of a reference period that the table does not print'"
    " || CASE WHEN t <> '' THEN '; trade parameter t = ' || t ELSE '' END"
)
_CODES = {
    "supplier": Code("name-eu", "trim(country)", "trim(country)"),
    "good": Code("eu-crm-material", "lower(trim(material))", "trim(material)"),
}


def _scan(con: duckdb.DuckDBPyConnection, head: Head) -> str:
    return csv_rows(con, head, COLUMNS)


def _named(name: str) -> Callable[[Head], bool]:
    """Whether a file has the tables' header and a name that tells which of them it is."""

    def recognises(head: Head) -> bool:
        header = tuple(cell.lower() for cell in head.cells)
        return header == COLUMNS and re.search(name, head.path.name.lower()) is not None

    return recognises


def _format(name: str, title: str, known_by: str, slots: dict[str, str]) -> Format:
    return Format(
        name=name,
        title=title,
        publisher="agency:EU-commission",
        publisher_label="European Commission",
        licence="The Commission lets its documents be reused where the source is named (Decision "
        "2011/833/EU, https://eur-lex.europa.eu/eli/dec/2011/833/oj); parts that belong to others "
        "are left out of that.",
        tried="real files",
        recognises=_named(known_by),
        scan=_scan,
        in_order=True,
        codes=_CODES,
        rejects=_RULES,
        slots={
            "claim_type": "'kg:Share'",
            "subject": "supplier",
            "period": f"'{REFERENCE_PERIOD}'",
            "date_basis": "'inferred'",
            "comparator": "'level'",
            "scope_note": _STAGE,
        }
        | slots,
        figures=(_SHARE_FIGURE,),
        origin="agency:EU-commission",
    )


FORMATS = (
    _format(
        "eu-crm-global",
        "EU critical raw materials: shares of global supply",
        r"global",
        {
            "predicate": "CASE upper(trim(stage)) WHEN 'E' THEN 'kg:produces' "
            "ELSE 'kg:refines' END",
            "object": "good",
        },
    ),
    _format(
        "eu-crm-eu",
        "EU critical raw materials: shares of the EU's supply",
        r"eu[-_ ]?(supply|sourcing)",
        {"predicate": "'kg:suppliesTo'", "object": "'bloc:EU'", "product": "good"},
    ),
)
