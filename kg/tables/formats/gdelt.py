"""GDELT 2.0 events: tab-separated files of 61 columns without a header, named ``….export.CSV``.

* A file is known by its first line: 61 cells, the number and the day of an event first, a time of
  14 digits before the address of the report at the end.
* Codes are texts: ``046`` is to negotiate and ``46`` is nothing. Only events whose CAMEO code is
  that of a relation of ours make claims (``data/codes/cameo-event.csv``); the rest are dropped.
* Actors' countries have three letters by CAMEO, nearly ISO's (``data/codes/iso3-cameo.csv``): both
  must be stated and differ. Places have FIPS 10-4 codes, in which CH is China, GM Germany, AU
  Austria and AS Australia: where something happened says nothing of who did it, so a place stands
  in the note only.
* A row is one event, however many mentions, sources and articles it counts; these numbers are not
  read. GDELT reads the news by machine, which the note says, with the address of the first report.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.tables.cells import csv_rows
from kg.tables.format import Code, Figure, Format, Head, Rule
from kg.tables.formats.reading import listed

if TYPE_CHECKING:
    import duckdb

_ACTOR = (
    "code",
    "name",
    "countrycode",
    "knowngroupcode",
    "ethniccode",
    "religion1code",
    "religion2code",
    "type1code",
    "type2code",
    "type3code",
)
_PLACE = ("type", "fullname", "countrycode", "adm1code", "adm2code", "lat", "long", "featureid")
COLUMNS = (
    *("globaleventid", "sqldate", "monthyear", "year", "fractiondate"),
    *(f"actor{number}{name}" for number in (1, 2) for name in _ACTOR),
    *("isrootevent", "eventcode", "eventbasecode", "eventrootcode", "quadclass", "goldsteinscale"),
    *("nummentions", "numsources", "numarticles", "avgtone"),
    *(f"{of}geo_{name}" for of in ("actor1", "actor2", "action") for name in _PLACE),
    *("dateadded", "sourceurl"),
)
"""The columns in their order, as the codebook names them (GDELT Event Codebook V2.0, 2015)."""

_RELATION = listed("cameo-event", "eventcode", "relation")
_LONGEST_URL = 500


def _recognises(head: Head) -> bool:
    line = head.text.partition("\n")[0].rstrip("\r").split("\t")
    if len(line) != len(COLUMNS):
        return False
    row = dict(zip(COLUMNS, line, strict=True))
    shapes = {
        "globaleventid": r"\d+",
        "sqldate": r"\d{8}",
        "eventcode": r"\d{2,4}|",
        "dateadded": r"\d{14}",
    }
    return all(re.fullmatch(shape, row[name], re.ASCII) for name, shape in shapes.items())


def _scan(con: duckdb.DuckDBPyConnection, head: Head) -> str:
    return csv_rows(con, head, COLUMNS, header=False, delimiter="\t", quote="")


FORMATS = (
    Format(
        name="gdelt",
        title="GDELT 2.0 events",
        publisher="organisation:gdelt",
        publisher_label="GDELT Project",
        licence="Free for any use, also commercial, where GDELT is named with a link: "
        "https://www.gdeltproject.org/about.html#termsofuse. The reports behind it have terms of "
        "their own.",
        tried="documentation only",
        recognises=_recognises,
        scan=_scan,
        in_order=True,
        codes={
            "actor": Code("iso3-cameo", "actor1countrycode"),
            "counterpart": Code("iso3-cameo", "actor2countrycode"),
        },
        rejects=(
            Rule("no day", r"NOT regexp_full_match(sqldate, '\d{8}')"),
            Rule("an event code that is none", r"NOT regexp_full_match(eventcode, '\d{2,4}')"),
        ),
        drops=(
            Rule("an event without a relation of ours", f"{_RELATION} IS NULL"),
            Rule("an actor without a country", "actor1countrycode = '' OR actor2countrycode = ''"),
            Rule("an event inside one country", "actor1countrycode = actor2countrycode"),
        ),
        slots={
            "claim_type": "'kg:Occurrence'",
            "subject": "actor",
            "predicate": _RELATION,
            "object": "counterpart",
            "period": "concat_ws('-', sqldate[1:4], sqldate[5:6], sqldate[7:8])",
            "modality": listed("cameo-event", "eventcode", "modality"),
            "scope_note": "concat_ws('; ', "
            f"'CAMEO ' || eventcode || ': ' || {listed('cameo-event', 'eventcode', 'label')}, "
            "'read from the news by machine', "
            f"'placed in ' || {listed('fips10-4', 'actiongeo_countrycode', 'label')}, "
            f"'first report: ' || left(nullif(sourceurl, ''), {_LONGEST_URL}))",
        },
        figures=(Figure(always=True),),
        origin="organisation:gdelt",
    ),
)
