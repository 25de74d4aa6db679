"""What the readers of text tables share: columns under names of ours, lists from ``data/codes``."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from kg.files import bundled
from kg.tables.cells import csv_rows, own_names
from kg.tables.format import NULL, Head
from kg.tables.sql import decimal, identifier, literal, trimmed

if TYPE_CHECKING:
    import duckdb

_TRAILING = "kg trailing"


def rows(
    con: duckdb.DuckDBPyConnection,
    head: Head,
    columns: Mapping[str, Sequence[str]],
    *,
    padded: bool = False,
) -> str:
    """SQL for the rows of a text file under names of ours, whatever the order of its columns.

    Some publishers end each row of data, but not the header, with a comma. Where the first row does
    so, every row must: a row that is off by one is broken, as its cells may have moved.

    Args:
        con: The connection.
        head: The file's head.
        columns: For each of our names the names it has had, in lower case; the first that the file
            has is read, and a column it lacks is NULL.
        padded: Whether cells have white space around them, which is then taken off.

    Returns:
        A SELECT of the columns as text (an empty cell is NULL), ``line`` and ``broken``.

    Raises:
        BadInput: The file cannot be read as a table.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from kg.tables.connection import connect
        >>> from kg.tables.head import read_head
        >>> folder = Path(tempfile.mkdtemp())
        >>> _ = (folder / "a.csv").write_text("Year,Value\\n2022,5,\\n", encoding="utf-8")
        >>> con = connect(folder=folder)
        >>> wanted = {"value": ("value", "val"), "note": ("note",)}
        >>> con.sql(rows(con, read_head(folder / "a.csv"), wanted)).fetchall()
        [('5', None, 1, None)]
    """
    trailing = ends_in_comma(head)
    if trailing:
        head = replace(head, cells=(*head.cells, _TRAILING))
    there = own_names(head.cells)
    shown = []
    for name, wanted in columns.items():
        found = next((column for column in wanted if column in there), None)
        cell = identifier(found) if found else "CAST(NULL AS VARCHAR)"
        filled = f"nullif({trimmed(cell) if padded else cell}, '')" if found else cell
        shown.append(f"{filled} AS {identifier(name)}")
    broken = "broken"
    if trailing:
        more = literal(f"the row has more cells than the header ({len(there) - 1})")
        broken = f"coalesce(broken, CASE WHEN {identifier(_TRAILING)} <> '' THEN {more} END)"
    return f"SELECT {', '.join(shown)}, line, {broken} AS broken FROM ({csv_rows(con, head)})"


def ends_in_comma(head: Head) -> bool:
    """Whether the rows of data end with a separator that the header lacks.

    Args:
        head: The file's head.

    Returns:
        True if the first row of data has one cell more than the header, and it is empty.

    Example:
        >>> from pathlib import Path
        >>> ends_in_comma(Head(path=Path("a.csv"), text="a,b\\n1,2,\\n", cells=("a", "b")))
        True
    """
    reader = csv.reader(io.StringIO(head.text, newline=""), delimiter=head.delimiter)
    filled = (cells for cells in reader if cells)
    first = list(islice(filled, 1, 2))
    return bool(first) and len(first[0]) == len(head.cells) + 1 and first[0][-1] == ""


def plain_code(text: str) -> str:
    """SQL for a numeric code without the ``.0`` that a spreadsheet has put behind it.

    Args:
        text: SQL of the code as printed.

    Returns:
        SQL of the code.

    Example:
        >>> plain_code("i")
        "replace(i, '.0', '')"
    """
    return f"replace({text}, '.0', '')"


def even_code(text: str) -> str:
    """SQL for a commodity code with its leading zero: all codes of the HS have an even length.

    Args:
        text: SQL of the code as printed, in which a spreadsheet may have lost the zero.

    Returns:
        SQL of the code.

    Example:
        >>> even_code("k")
        "CASE WHEN length(k) % 2 = 1 THEN '0' || k ELSE k END"
    """
    return f"CASE WHEN length({text}) % 2 = 1 THEN '0' || {text} ELSE {text} END"


def known(text: str) -> str:
    """SQL for a figure in which 0 stands for "not known", as it does for weights and counts.

    Args:
        text: SQL of the figure as printed.

    Returns:
        SQL of a number; NULL for 0 and for what is no number.

    Example:
        >>> import duckdb
        >>> cells = duckdb.sql("SELECT unnest(['0.0', 'NA', '25']) AS q")
        >>> cells.project(known("q") + " = 25").fetchall()
        [(None,), (None,), (True,)]
    """
    return f"nullif({decimal(text)}, 0)"


def no_figure(text: str) -> str:
    """SQL that is true for a cell that is filled, but not with a number of 0 or more.

    Args:
        text: SQL of the figure as printed.

    Returns:
        SQL of a condition.

    Example:
        >>> import duckdb
        >>> cells = duckdb.sql("SELECT unnest(['-1', 'x', '0', NULL]) AS v")
        >>> cells.project(no_figure("v")).fetchall()
        [(True,), (True,), (False,), (False,)]
    """
    return f"({text} IS NOT NULL AND coalesce({decimal(text)}, -1) < 0)"


def listed(name: str, of: str, column: str, *, key: str = "code") -> str:
    """SQL that looks a code up in a list of ``data/codes``.

    Args:
        name: The list: ``hs-revisions``.
        of: SQL of the code.
        column: The column whose text is the answer.
        key: The column in which the code stands.

    Returns:
        A CASE expression; NULL for codes that the list lacks or has no answer for.

    Example:
        >>> import duckdb
        >>> duckdb.sql("SELECT " + listed("hs-revisions", "'H5'", "label")).fetchall()
        [('HS 2017 (H5)',)]
    """
    with (bundled("data") / "codes" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        pairs = {row[key]: row[column] for row in csv.DictReader(file) if row[column]}
    cases = " ".join(f"WHEN {literal(code)} THEN {literal(text)}" for code, text in pairs.items())
    return f"CASE {of} {cases} END" if cases else NULL
