"""CEPII BACI: ``BACI_HS17_Y2022_V202501.csv`` with the columns t, i, j, k, v, q.

* ``v`` is in thousands of US dollars, FOB; ``q`` in tonnes, a padded ``NA`` where it is missing.
* ``i`` (exporter) and ``j`` (importer) are Comtrade's codes, not ISO's: 842 the United States, 251
  France, 579 Norway, 757 Switzerland, 699 India, 490 other Asia (``data/codes/m49-trade.csv``).
* ``k`` is a code of the HS whose leading zeros are lost; its revision stands only in the file's
  name.
* The exporter's and the importer's reports are reconciled into one figure already, so it is never
  added to, nor compared with, figures of one side as if it were a witness of its own.

Names of goods come from ``product_codes_HS17_V202501.csv`` where it lies beside the file.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from kg.tables.format import Code, Figure, Format, Head, Rule
from kg.tables.formats.reading import known, listed, no_figure, plain_code, rows
from kg.tables.head import read_head
from kg.tables.sql import NUMBER, decimal, literal

if TYPE_CHECKING:
    import duckdb

_COLUMNS = {"year": ("t",), "exporter_code": ("i",), "importer_code": ("j",)} | {
    name: (name,) for name in ("k", "v", "q")
}
_HEADER = ("t", "i", "j", "k", "v", "q")
_NAMED = re.compile(r"BACI_(HS\d\d)_Y\d{4}_(V\w+?)\.", re.IGNORECASE)
_PRODUCTS = "product_codes_{revision}_{version}.csv"
_DIGITS = "lpad(k, 6, '0')"


def _is_baci(head: Head) -> bool:
    return tuple(cell.lower() for cell in head.cells) == _HEADER


def scan(con: duckdb.DuckDBPyConnection, head: Head) -> str:
    """SQL for the rows of a file, with the revision that its name says and the goods' names.

    Args:
        con: The connection.
        head: The file's head.

    Returns:
        A SELECT of the columns, ``revision`` and ``good``.
    """
    named = _NAMED.match(head.path.name)
    revision = literal(named[1].upper()) if named else "NULL"
    found = rows(con, head, _COLUMNS, padded=True)
    products = _products(head.path, named)
    if products is None:
        return f"SELECT *, {revision} AS revision, CAST(NULL AS VARCHAR) AS good FROM ({found})"
    names = rows(con, read_head(products), {"code": ("code",), "good": ("description",)})
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE baci_goods AS SELECT code, any_value(good) AS good "
        f"FROM ({names}) WHERE broken IS NULL GROUP BY code"
    )
    return (
        f"SELECT printed.*, {revision} AS revision, baci_goods.good FROM ({found}) AS printed "
        f"LEFT JOIN baci_goods ON lpad(baci_goods.code, 6, '0') = lpad(printed.k, 6, '0')"
    )


def _products(path: Path, named: re.Match[str] | None) -> Path | None:
    if named is None:
        return None
    beside = path.with_name(_PRODUCTS.format(revision=named[1], version=named[2]))
    return beside if beside.is_file() else None


FORMAT = Format(
    name="baci",
    title="CEPII BACI",
    publisher="organisation:cepii",
    publisher_label="CEPII",
    licence="Etalab Open Licence 2.0: free use, the source named "
    "(https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37)",
    tried="documentation only",
    recognises=_is_baci,
    scan=scan,
    codes={
        "exporter": Code("m49-trade", plain_code("exporter_code")),
        "importer": Code("m49-trade", plain_code("importer_code")),
        "commodity": Code("hs", _DIGITS, "good"),
    },
    rejects=(
        Rule(
            "there is no year, exporter, importer or good",
            "year IS NULL OR exporter_code IS NULL OR importer_code IS NULL OR k IS NULL",
        ),
        Rule("the year is none", "NOT regexp_full_match(year, '[12][0-9]{3}')"),
        Rule(
            "the good is no code of the HS",
            "NOT regexp_full_match(k, '[0-9]{5,6}|9999[A-Z]{2}')",
        ),
        Rule("the value is no number of 0 or more", no_figure("v")),
        Rule("the quantity is no number of 0 or more", f"q <> 'NA' AND {no_figure('q')}"),
    ),
    drops=(Rule("the commodity is not specified", "regexp_full_match(k, '9999[A-Z]{2}')"),),
    slots={
        "claim_type": "'kg:Flow'",
        "subject": "exporter",
        "predicate": "'kg:exportsTo'",
        "object": "importer",
        "product": "commodity",
        "period": "year",
        "scope_note": listed("hs-revisions", "revision", "label"),
    },
    figures=(
        Figure(
            kind="'kg:ExportValue'",
            value=f"CAST({decimal('v')} * 1000 AS {NUMBER})",
            unit="'unit:CCY_USD'",
        ),
        Figure(kind="'kg:ExportMass'", value=known("q"), unit="'unit:TONNE'"),
    ),
    reconciled=True,
    origin="organisation:cepii",
    companions=("product_codes_HS*_V*.csv",),
)

FORMATS = (FORMAT,)
