"""U.S. Census Bureau, international trade by Harmonized System: JSON of its API.

An answer is an array of arrays whose first one is the header. What must be right:

* A variable that was asked for and filtered by stands in it twice; the first counts.
* All cells are texts. A quantity ``0`` with the unit ``-`` is not reported, with a unit it is zero.
* Imports come as general imports (``GEN_…``: what arrives) and imports for consumption (``CON_…``:
  what enters the market); they are two counts of one flow with a quantity kind each. Values are US
  dollars: imports at customs value, without freight and insurance, exports free alongside ship.
* ``…_MO`` is the month, ``…_YR`` the year up to it: only months are read.
* Partners have codes of the Bureau's own (``data/codes/census-country.csv``); ``-`` is all of them,
  and codes such as ``0003`` or ``1XXX`` are groups that overlap.
* Without a filter an answer holds the totals by HS2, HS4 and HS6 beside HS10 (``COMM_LVL``): a row
  is dropped where the same answer has its month in finer codes. Ten digits are the tariff schedule
  on imports (``usa-hs10``) and Schedule B on exports (``sb-hs10``): equal digits may differ.
* ``DF`` splits exports into domestic (1) and foreign ones, which are re-exports (2); ``-`` is both.
* Rows of one district, port or state, or of one rate provision, are parts of another row.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.errors import BadInput
from kg.tables.format import NULL, Code, Figure, Format, Head, Rule
from kg.tables.formats.containers import json_elements
from kg.tables.sql import decimal, literal

if TYPE_CHECKING:
    import duckdb

_COLUMNS = {
    "good": ("i_commodity", "e_commodity"),
    "good_name": tuple(f"{side}_commodity_{length}desc" for side in "ie" for length in "ls"),
    "partner_code": ("cty_code",),
    "partner_name": ("cty_name",),
    "summary": ("summary_lvl",),
    "df": ("df",),
    "district": ("district", "dist"),
    "port": ("port",),
    "state": ("state",),
    "provision": ("rp",),
    "month": ("time",),
    "year": ("year",),
    "month_of_year": ("month",),
    "exports": ("all_val_mo",),
    "general": ("gen_val_mo",),
    "consumption": ("con_val_mo",),
    "export_1": ("qty_1_mo",),
    "export_2": ("qty_2_mo",),
    "general_1": ("gen_qy1_mo",),
    "general_2": ("gen_qy2_mo",),
    "consumption_1": ("con_qy1_mo",),
    "consumption_2": ("con_qy2_mo",),
    "unit_1": ("unit_qy1",),
    "unit_2": ("unit_qy2",),
}
_FIGURES = ("exports", "general", "consumption")
_QUANTITIES = {"exports": "export", "general": "general", "consumption": "consumption"}
_MASS_UNITS = {"KG": ("unit:KiloGM", "1"), "T": ("unit:TONNE", "1"), "G": ("unit:KiloGM", "0.001")}
_VALUES = {"all_val_mo", "gen_val_mo", "con_val_mo"}


def _header(head: Head) -> list[str]:
    """The names of the first array, in lower case; empty where the file begins with none."""
    text = head.text.lstrip()
    if not text.startswith("["):
        return []
    try:
        first, _ = json.JSONDecoder().raw_decode(text[1:].lstrip())
    except ValueError:
        return []
    is_header = isinstance(first, list) and all(isinstance(name, str) for name in first)
    return [name.lower() for name in first] if is_header else []


def _recognises(head: Head, commodity: str) -> bool:
    names = set(_header(head))
    return names.issuperset({"cty_code", commodity}) and not names.isdisjoint(_VALUES)


def scan(con: duckdb.DuckDBPyConnection, head: Head) -> str:
    """SQL for the rows of an answer.

    Args:
        con: The connection.
        head: The file's head.

    Returns:
        A SELECT of the variables under names of ours, ``finer`` (the answer has the row's month in
        finer codes) and ``split`` (it has exports split into domestic and foreign).

    Raises:
        BadInput: It is no array of arrays with a header.
    """
    header = _header(head)
    if not header:
        raise BadInput(f"{head.path} is no answer of the Census API: it begins with no header")
    cells = []
    for name, wanted in _COLUMNS.items():
        place = next((header.index(column) for column in wanted if column in header), None)
        cell = "NULL" if place is None else f"trim(element ->> '$[{place}]')"
        cells.append(f"CAST({cell} AS VARCHAR) AS {name}")
    elements = json_elements(con, head)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE census AS SELECT {', '.join(cells)}, "
        "number - 1 AS line, "
        f"CASE WHEN json_array_length(element) IS DISTINCT FROM {len(header)} THEN "
        f"'the row has another number of cells than the header ({len(header)})' END AS broken "
        f"FROM {elements} WHERE number > 1"
    )
    con.execute(f"DROP TABLE {elements}")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE census_coarse AS "
        f"SELECT DISTINCT {_PERIOD} AS period, partner_code AS partner, left(good, n) AS good FROM "
        "(SELECT * FROM census WHERE broken IS NULL AND regexp_full_match(good, '[0-9]+')), "
        "(VALUES (2), (4), (6)) lengths (n) WHERE length(good) > n"
    )
    return (
        "SELECT c.*, k.good IS NOT NULL AS finer, "
        "coalesce((SELECT bool_or(df IN ('1', '2')) FROM census), false) AS split "
        f"FROM census c LEFT JOIN census_coarse k ON k.period = {_PERIOD} "
        "AND k.partner = c.partner_code AND k.good = c.good"
    )


_PERIOD = "coalesce(month, year || '-' || lpad(month_of_year, 2, '0'))"
_ALL = "coalesce({0}, '') NOT IN ('', '-')"
_UNREADABLE = " OR ".join(
    f"(coalesce({name}, '') NOT IN ('', '-') AND {decimal(name)} IS NULL)"
    for name in (*_FIGURES, *(f"{q}_{n}" for q in _QUANTITIES.values() for n in (1, 2)))
)


def _mass(name: str, part: int) -> str:
    """SQL for the mass of a flow by the quantity, of the two, that is counted in a mass."""
    cases = " ".join(
        f"WHEN upper(unit_{number}) = {literal(unit)} THEN {found}"
        for number in (1, 2)
        for unit, ours in _MASS_UNITS.items()
        for found in [
            literal(ours[0])
            if part == 0
            else f"CAST({decimal(f'{name}_{number}')} * {ours[1]} AS DECIMAL(38,12))"
        ]
    )
    return f"CASE {cases} END"


_COUNTED = (
    "CASE WHEN coalesce(unit_1, '-') NOT IN ('', '-') AND upper(unit_1) NOT IN "
    f"({', '.join(map(literal, _MASS_UNITS))}) THEN 'quantity ' || {{0}}_1 || ' ' || unit_1 END"
)


def _pair(name: str, value: str, mass: str, basis: str) -> tuple[Figure, Figure]:
    """The value and the mass of a flow."""
    quantity = _QUANTITIES[name]
    return (
        Figure(
            kind=literal(value),
            value=decimal(name),
            unit="'unit:CCY_USD'",
            note=f"concat_ws('; ', {literal(basis)}, {_COUNTED.format(quantity)})",
        ),
        Figure(kind=literal(mass), value=_mass(quantity, 1), unit=_mass(quantity, 0)),
    )


_REJECTS = (
    Rule("no month", f"NOT coalesce(regexp_full_match({_PERIOD}, '\\d{{4}}-\\d{{2}}'), false)"),
    Rule("no partner", "coalesce(partner_code, '') = ''"),
    Rule("no good", "coalesce(good, '') = ''"),
    Rule("a figure that is no number", _UNREADABLE),
)
_DROPS = (
    Rule(
        "partner is the world",
        "partner_code IN ('-', '0000') OR starts_with(upper(partner_name), 'TOTAL FOR ALL')",
    ),
    Rule(
        "partner is a group of countries",
        "summary = 'CGP' OR starts_with(partner_code, '0') OR ends_with(partner_code, 'XX')",
    ),
    Rule("all goods together", "good IN ('-', 'TOTAL')"),
    Rule("a total of finer codes in the same file", "finer"),
    Rule(
        "one district, port or state, not the country",
        " OR ".join(_ALL.format(name) for name in ("district", "port", "state")),
    ),
    Rule("one rate provision, not the whole flow", _ALL.format("provision")),
    Rule("domestic and foreign exports together, which the file has apart", "df = '-' AND split"),
)


def _format(
    direction: str, schedule: str, predicate: str, note: str, figures: tuple[Figure, ...]
) -> Format:
    commodity = f"{direction[0]}_commodity"
    return Format(
        name=f"census-{direction}",
        title=f"U.S. Census Bureau, {direction} by HS (API)",
        publisher="agency:USA-census-bureau",
        publisher_label="U.S. Census Bureau",
        licence="A work of the US government, in the public domain in the United States; the terms "
        "of the API ask for a notice that the Bureau does not endorse what uses it: "
        "https://www.census.gov/data/developers/about/terms-of-service.html.",
        tried="documentation only",
        recognises=lambda head: _recognises(head, commodity),
        scan=scan,
        codes={
            "partner": Code("census-country", "partner_code", "partner_name"),
            "product": Code(schedule, "good", "good_name"),
        },
        rejects=_REJECTS,
        drops=_DROPS,
        slots={
            "claim_type": "'kg:Flow'",
            "subject": "'country:USA'",
            "predicate": predicate,
            "object": "partner",
            "product": "product",
            "period": _PERIOD,
            "comparator": "'level'",
            "scope_note": note,
        },
        figures=figures,
        origin="agency:USA-census-bureau",
    )


FORMATS = (
    _format(
        "imports",
        "usa-hs",
        "'kg:importsFrom'",
        NULL,
        (
            *_pair("general", "kg:ImportValue", "kg:ImportMass", "general imports, customs value"),
            *_pair(
                "consumption",
                "kg:ConsumptionImportValue",
                "kg:ConsumptionImportMass",
                "imports for consumption, customs value",
            ),
        ),
    ),
    _format(
        "exports",
        "sb-hs",
        "CASE df WHEN '2' THEN 'kg:reexportsTo' ELSE 'kg:exportsTo' END",
        "CASE df WHEN '1' THEN 'domestic exports, without re-exports' END",
        _pair("exports", "kg:ExportValue", "kg:ExportMass", "free alongside ship"),
    ),
)
