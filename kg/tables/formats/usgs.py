"""Mineral Commodity Summaries of the U.S. Geological Survey, in the shapes it has published.

* From 2026 on one long table of all commodities (``MCS2026_Commodities_Data.csv``): a row a figure.
* Before, two wide tables a commodity: ``mcs2024-cobal_world.csv``, countries down and years across,
  and ``mcs2024-cobal_salient.csv``, years down and statistics of the United States across. The
  world table does not say which commodity it is of: only its name as published does.

Files are Windows-1252. Figures are words as often as numbers: ``W`` withheld so as not to disclose
a company's own, ``—`` zero, ``NA`` not available, ``XX`` not applicable, ``E`` net exporter,
``>50`` over, ``<1`` under, ``e`` estimated. Units change from row to row and column to column; a
thousand or a million tonnes is counted in tonnes, and what is no mass is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import BadInput
from kg.tables.cells import csv_rows, own_names
from kg.tables.format import NULL, Code, Figure, Format, Head, Rule
from kg.tables.sql import NUMBER, identifier, literal, texts

if TYPE_CHECKING:
    import duckdb

_LONG = (
    *("section", "commodity", "country", "statistics", "statistics_detail"),
    *("unit", "year", "value", "notes"),
)
_WORLD = ("source", "country", "type")
_SALIENT = ("datasource", "commodity", "year")
_UNITED_STATES = "United States"
_NAME = re.compile(r"mcs(\d{4})-([a-z]+(?:-[a-z]+)?)_")
_UNITS = {
    "t": ("unit:TONNE", 1),
    "kt": ("unit:TONNE", 1000),
    "mmt": ("unit:TONNE", 1_000_000),
    "kg": ("unit:KiloGM", 1),
    "pct": ("unit:PERCENT", 1),
    "metric tons": ("unit:TONNE", 1),
    "thousand metric tons": ("unit:TONNE", 1000),
    "million metric tons": ("unit:TONNE", 1_000_000),
    "kilograms": ("unit:KiloGM", 1),
    "percent": ("unit:PERCENT", 1),
}
"""Units of column names and of cells: ours, and by what a number in them is multiplied."""

_MASS = "t|kt|mmt|kg"
_OF = rf"(?:_(?P<kind>[a-z0-9_]+?))?_(?P<unit>{_MASS})"
_COLUMNS = (
    ("production", re.compile(rf"(?:us)?prod{_OF}(?P<est>_est)?(?:_(?P<year>\d{{4}}))?")),
    ("reserves", re.compile(rf"reserves{_OF}")),
    ("imports", re.compile(rf"imports?{_OF}")),
    ("exports", re.compile(rf"exports?{_OF}")),
    ("reliance", re.compile(r"nir_(?P<unit>pct)")),
)
_KINDS = ("", "mine", "primary", "total", "refinery", "smelter")
"""Kinds of a statistic that need no good of their own: the others (of metal, of oxide) do."""


@dataclass(frozen=True, slots=True)
class Column:
    """What the name of a column of a wide table says of its figures."""

    measure: str
    kind: str = ""
    unit: str = ""
    year: str | None = None
    estimated: bool = False


def read_column(name: str) -> Column | None:
    """Read the name of a column of figures.

    Args:
        name: Such as ``prod_t_est_2023`` or ``imports_metal_kg``, in lower case.

    Returns:
        What it says; None for a column of notes; ``other`` for what is no measure of ours.

    Example:
        >>> read_column("prod_t_est_2023")
        Column(measure='production', kind='', unit='t', year='2023', estimated=True)
    """
    if "notes" in name:
        return None
    for measure, pattern in _COLUMNS:
        if match := pattern.fullmatch(name):
            said = match.groupdict()
            kind, unit = said.get("kind") or "", said["unit"]
            return Column(measure, kind, unit, said.get("year"), bool(said.get("est")))
    return Column("other", kind=name)


def _figures(columns: Mapping[str, Column], year: str) -> str:
    """SQL for a list of the row's figures; ``year`` is SQL for those whose column says none."""
    structs = (
        f"{{'measure': {literal(column.measure)}, 'kind': {literal(column.kind)}, "
        f"'unit': {literal(column.unit)}, 'year': {literal(column.year) if column.year else year}, "
        f"'estimated': {'true' if column.estimated else 'false'}, 'value': {identifier(name)}}}"
        for name, column in columns.items()
    )
    return f"unnest([{', '.join(structs)}])"


def _scan_world(con: duckdb.DuckDBPyConnection, head: Head) -> str:
    name = _NAME.match(head.path.name.lower())
    if not name:
        raise BadInput(
            f"{head.path}: a world table of the USGS does not say which commodity it is of; give "
            "it back the name it was published under, such as mcs2024-cobal_world.csv"
        )
    names = own_names(head.cells)
    read = {cell: read_column(cell) for cell in names if cell not in _WORLD}
    columns = {cell: column for cell, column in read.items() if column}
    last = max((column.year for column in columns.values() if column.year), default=None)
    notes = [cell for cell in names if "notes" in cell]
    note = f"concat_ws(' ', {', '.join(map(identifier, notes))})" if notes else "''"
    return (
        f"SELECT line, broken, country, type AS detail, {literal(name[2])} AS commodity, "
        f"trim({note}) AS notes, f.* FROM (SELECT *, "
        f"{_figures(columns, literal(last) if last else NULL)} AS f FROM ({csv_rows(con, head)}))"
    )


def _scan_salient(con: duckdb.DuckDBPyConnection, head: Head) -> str:
    read = {cell: read_column(cell) for cell in own_names(head.cells) if cell not in _SALIENT}
    columns = {cell: column for cell, column in read.items() if column}
    return (
        f"SELECT line, broken, {literal(_UNITED_STATES)} AS country, '' AS detail, "
        f"lower(trim(commodity)) AS commodity, '' AS notes, f.* FROM (SELECT *, "
        f"{_figures(columns, 'year')} AS f FROM ({csv_rows(con, head)}))"
    )


def _scan_long(con: duckdb.DuckDBPyConnection, head: Head) -> str:
    world = "starts_with(lower(section), 'world')"
    measure = (
        f"CASE WHEN contains(lower(statistics_detail), 'net import reliance') THEN 'reliance' "
        f"WHEN {world} AND lower(statistics) = 'production' THEN 'production' "
        f"WHEN {world} AND lower(statistics) = 'reserves' THEN 'reserves' "
        "WHEN regexp_full_match(lower(trim(statistics_detail)), 'imports( for consumption)?') "
        "THEN 'imports' WHEN lower(trim(statistics_detail)) = 'exports' THEN 'exports' "
        "ELSE 'other' END"
    )
    return (
        f"SELECT line, broken, country, statistics_detail AS detail, "
        f"lower(trim(commodity)) AS commodity, notes, {measure} AS measure, '' AS kind, "
        "lower(trim(unit)) AS unit, year, value, "
        f"contains(lower(year || notes), 'estimated') AS estimated FROM ({csv_rows(con, head)})"
    )


_VALUE = "regexp_replace(replace(trim(value), ',', ''), '^e\\s*(\\d.*)$|^(.*\\d)\\s*e$', '\\1\\2')"
_NUMBER = f"regexp_extract({_VALUE}, '^[<>]?\\s*(\\d+(?:\\.\\d+)?)$', 1)"
_DASH = r"regexp_full_match(trim(value), '[—–-]+')"
_UNIT = "lower(trim(unit))"
_YEAR = r"regexp_extract(year, '^(\d{4})(?:e|_?estimated)?$', 1)"
_ESTIMATED = (
    "(estimated OR regexp_matches(lower(year), 'e$|estimated') "
    r"OR regexp_matches(trim(value), '^e\s*\d|\d\s*e$'))"
)


def _by_unit(place: int) -> str:
    cases = " ".join(
        f"WHEN {literal(name)} THEN {literal(str(unit[place]))}" for name, unit in _UNITS.items()
    )
    return f"CASE {_UNIT} {cases} END"


def _by_measure(**words: str) -> str:
    cases = " ".join(f"WHEN {literal(name)} THEN {sql}" for name, sql in words.items())
    return f"CASE measure {cases} END"


_TRADED = "measure IN ('imports', 'exports')"
_REFINED = "regexp_matches(lower(detail || ' ' || kind), 'refin|smelt')"
_RULES = (
    Rule("no year", "coalesce(trim(year), '') = ''"),
    Rule(
        "a figure that is neither a number nor a word of the USGS",
        rf"{_NUMBER} = '' AND NOT {_DASH} AND NOT regexp_full_match(lower(trim(value)), "
        r"'|w|na|n/a|n\.a\.|xx|e|large|moderate|small|very small|categorized as .*|\(\d+\)')",
    ),
    Rule(
        "a net exporter of something else than reliance",
        "trim(value) = 'E' AND measure <> 'reliance'",
    ),
)
_DROPS = (
    Rule("a statistic without a quantity kind of ours", "measure = 'other'"),
    Rule("a kind of the good without an entity of ours", f"lower(kind) NOT IN {texts(_KINDS)}"),
    Rule("a span of years", f"{_YEAR} = ''"),
    Rule("withheld so as not to disclose a company's own", "trim(value) = 'W'"),
    Rule("figure not available", "upper(trim(value)) IN ('', 'NA', 'N/A', 'N.A.', 'XX')"),
    Rule("net exporter: no reliance on imports", "trim(value) = 'E'"),
    Rule("a word or a footnote instead of a figure", f"{_NUMBER} = '' AND NOT {_DASH}"),
    Rule(
        "no unit of ours",
        f"{_UNIT} NOT IN {texts(_UNITS)} "
        f"OR ({_UNIT} IN ('pct', 'percent')) <> (measure = 'reliance')",
    ),
)


def _format(
    name: str,
    title: str,
    recognises: Callable[[Head], bool],
    scan: Callable[[duckdb.DuckDBPyConnection, Head], str],
) -> Format:
    return Format(
        name=name,
        title=title,
        publisher="agency:USA-usgs",
        publisher_label="U.S. Geological Survey",
        licence="A work of the US government, in the public domain in the United States; the "
        "survey asks to be named: https://www.usgs.gov/information-policies-and-instructions/"
        "copyrights-and-credits.",
        tried="documentation only",
        recognises=recognises,
        scan=scan,
        codes={
            "area": Code("name-usgs", "nullif(trim(country), '')", "trim(country)"),
            "good": Code("usgs-commodity", "lower(trim(commodity))", "commodity"),
        },
        rejects=_RULES,
        drops=_DROPS,
        slots={
            "claim_type": _by_measure(reserves="'kg:Observation'", reliance="'kg:Share'").replace(
                " END", " ELSE 'kg:Flow' END"
            ),
            "subject": "area",
            "predicate": _by_measure(
                production=f"CASE WHEN {_REFINED} THEN 'kg:refines' ELSE 'kg:produces' END",
                reserves="'kg:holdsReservesOf'",
                imports="'kg:importsFrom'",
                exports="'kg:exportsTo'",
                reliance="'kg:dependsOn'",
            ),
            "object": f"CASE WHEN {_TRADED} THEN 'aggregate:world' ELSE good END",
            "product": f"CASE WHEN {_TRADED} THEN good END",
            "period": f"nullif({_YEAR}, '')",
            "comparator": "'level'",
            "scope_note": "nullif(concat_ws('; ', nullif(trim(detail), ''), nullif(kind, ''), "
            f"CASE WHEN {_ESTIMATED} THEN 'estimated' END, CASE WHEN {_DASH} THEN "
            "'printed as a dash, which stands for zero' END, nullif(trim(notes), '')), '')",
        },
        figures=(
            Figure(
                kind=_by_measure(
                    production="'kg:ProductionMass'",
                    reserves="'kg:ReserveMass'",
                    imports="'kg:ImportMass'",
                    exports="'kg:ExportMass'",
                    reliance="'kg:NetImportReliance'",
                ),
                value=f"CASE WHEN {_DASH} THEN 0 ELSE CAST(TRY_CAST({_NUMBER} AS {NUMBER}) * "
                f"CAST({_by_unit(1)} AS INTEGER) AS {NUMBER}) END",
                unit=_by_unit(0),
                hedge="CASE left(trim(value), 1) WHEN '>' THEN 'over' WHEN '<' THEN 'under' END",
            ),
        ),
        origin="agency:USA-usgs",
    )


def _is_long(head: Head) -> bool:
    return head.names.issuperset(_LONG)


def _is_salient(head: Head) -> bool:
    measured = re.compile("usprod|nir_pct")
    return head.names.issuperset(_SALIENT) and any(map(measured.match, head.names))


def _is_world(head: Head) -> bool:
    return head.names.issuperset(_WORLD) and any(
        (column := read_column(name)) and column.measure == "production" for name in head.names
    )


FORMATS = (
    _format(
        "usgs-mcs",
        "USGS Mineral Commodity Summaries, all commodities",
        _is_long,
        _scan_long,
    ),
    _format(
        "usgs-mcs-world",
        "USGS Mineral Commodity Summaries, world production of a commodity",
        _is_world,
        _scan_world,
    ),
    _format(
        "usgs-mcs-salient",
        "USGS Mineral Commodity Summaries, United States statistics of a commodity",
        _is_salient,
        _scan_salient,
    ),
)
