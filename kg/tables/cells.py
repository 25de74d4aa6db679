"""Text files as rows of cells, every row accounted for.

DuckDB reads the file once, strictly, into a temporary table that spills to disk: that proves that
its quotation marks and line ends are in order, and a row's place in the table is its number. Where
the file is not in order it is written anew first (:mod:`kg.tables.mend`), and lines that are no
rows are marked as broken. A head that is to be streamed gives rows straight from the file instead,
which is faster and fails where the file is not in order.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import BadInput
from kg.files import UNREADABLE
from kg.tables.format import Head
from kg.tables.head import guessed_encoding, opened, packing
from kg.tables.mend import TORN, mend
from kg.tables.sql import identifier, literal
from kg.tables.working import execute

if TYPE_CHECKING:
    import duckdb

_NO_NULL = "\x01\x02"  # in no table: with it an empty cell stays a text, and NULL means "no cell"
_BEYOND = "kg beyond"
_CHUNK = 1 << 20
_REPLACED = "\ufffd"
_GLOB = set("*?[]{}")
_NUMBERS = count(1)  # of the tables that rows are read into


def csv_rows(
    con: duckdb.DuckDBPyConnection,
    head: Head,
    names: Sequence[str] | None = None,
    *,
    header: bool = True,
    delimiter: str | None = None,
    quote: str = '"',
) -> str:
    """SQL for the rows of a text file.

    Args:
        con: The connection; what must be written anew goes to the folder it spills to.
        head: The file's head.
        names: The columns' names in the order of the file; by default the header's own in lower
            case, a second one of a name called ``name_2``.
        header: Whether the first line is a header.
        delimiter: What separates cells; by default what the head says.
        quote: What cells are quoted with; empty for nothing.

    Returns:
        A SELECT of the columns as text (an empty cell is ``''``), ``line`` and ``broken``.

    Raises:
        BadInput: The file cannot be read as a table, or has another number of columns than names.

    Example:
        >>> import tempfile
        >>> from kg.tables.connection import connect
        >>> from kg.tables.head import read_head
        >>> folder = Path(tempfile.mkdtemp())
        >>> path = folder / "a.csv"
        >>> _ = path.write_text("a,b\\n1,\\n2\\n", encoding="utf-8")
        >>> con = connect(folder=folder)
        >>> con.sql(csv_rows(con, read_head(path))).fetchall()
        [('1', '', 1, None), ('2', None, 2, 'the row has fewer cells than the header (2)')]
    """
    names = list(own_names(head.cells) if names is None else names)
    if header and len(names) != len(head.cells):
        raise BadInput(f"{head.path} has {len(head.cells)} columns instead of {len(names)}")
    path, replaced = _plain(con, head)
    options = {
        "header": str(header).lower(),
        "delim": literal(delimiter or head.delimiter),
        "quote": literal(quote),
        "escape": literal(quote),
        "compression": literal("gzip" if path == head.path and packing(path) == "gzip" else "none"),
        "nullstr": literal(_NO_NULL),
        "null_padding": "true",
        "auto_detect": "false",
        "columns": "{"
        + ", ".join(f"{literal(name)}: 'VARCHAR'" for name in [*names, _BEYOND])
        + "}",
    }
    if head.streamed:
        rows, line = _read_csv(path, options), "row_number() OVER ()"
    else:
        rows, line = _table(con, head, path, names, options, delimiter, quote), "rowid + 1"
    broken = _broken(names, replaced=replaced)
    listed = ", ".join(map(identifier, names))
    return f"SELECT {listed}, {line} AS line, CASE {broken} END AS broken FROM {rows}"


def _broken(names: Sequence[str], *, replaced: bool) -> str:
    """Why a row is none, as the cases of a CASE."""
    reasons = [
        (
            f"{identifier(_BEYOND)} = {literal(TORN)}",
            "the line is no row; is a quotation mark missing or too many?",
        ),
        (
            f"{identifier(names[-1])} IS NULL",
            f"the row has fewer cells than the header ({len(names)})",
        ),
        (
            f"{identifier(_BEYOND)} IS NOT NULL",
            f"the row has more cells than the header ({len(names)})",
        ),
    ]
    if replaced:
        why = "bytes that are no text in the file's encoding"
        reasons += ((f"contains({identifier(name)}, {literal(_REPLACED)})", why) for name in names)
    return " ".join(f"WHEN {test} THEN {literal(why)}" for test, why in reasons)


def own_names(cells: Sequence[str]) -> list[str]:
    """A header's names in lower case, each once.

    Args:
        cells: The header's cells.

    Returns:
        The names; one without text is called by its place, a second one of a name ``name_2``.

    Example:
        >>> own_names(["Year", "", "year"])
        ['year', 'column_2', 'year_2']
    """
    names: list[str] = []
    taken = {"line", "broken"}
    for place, cell in enumerate(cells, start=1):
        name = wanted = cell.strip().lower().replace("\0", "") or f"column_{place}"
        number = 1
        while name in taken:
            number += 1
            name = f"{wanted}_{number}"
        taken.add(name)
        names.append(name)
    return names


def _table(
    con: duckdb.DuckDBPyConnection,
    head: Head,
    path: Path,
    names: Sequence[str],
    options: dict[str, str],
    delimiter: str | None,
    quote: str,
) -> str:
    """Read a file into a table, as it is or else mended; how SQL calls the table."""
    name, named = f"kg rows {next(_NUMBERS)}", head.path
    if _refusal(con, name, path, options) is None:
        return identifier(name)
    one_thread = {"parallel": "false"}
    # In one thread DuckDB takes cells over several lines, but for a quotation mark that nobody
    # closes it leaves out the rest of the file without a word; all it shows is a short row.
    refusal = _refusal(con, name, path, options | one_thread)
    if refusal is None and not _has_short_row(con, name, names):
        return identifier(name)
    mended = _scratch(con) / "mended.csv"
    separator = delimiter or head.delimiter
    try:
        with opened(path) as file:
            mend(file, mended, width=len(names), delimiter=separator, quote=quote)
    except UNREADABLE as error:
        raise BadInput(f"cannot read {named}: {error}") from error
    plain = {"delim": "','", "quote": "'\"'", "escape": "'\"'", "compression": "'none'"}
    why = _refusal(con, name, mended, options | plain | one_thread)
    if why is not None:
        raise BadInput(f"{named} cannot be read as a table: {why}")
    return identifier(name)


def _refusal(
    con: duckdb.DuckDBPyConnection, name: str, path: Path, options: dict[str, str]
) -> str | None:
    """Read a file into a table: why that cannot be done, None where it is done."""
    import duckdb

    table = f"CREATE OR REPLACE TEMP TABLE {identifier(name)} AS FROM {_read_csv(path, options)}"
    try:
        execute(con, table, lambda _: None, path.name)
    except (duckdb.OutOfMemoryException, duckdb.InterruptException):
        raise
    except duckdb.Error as error:
        return next(iter(str(error).splitlines()), "")
    return None


def _has_short_row(con: duckdb.DuckDBPyConnection, name: str, names: Sequence[str]) -> bool:
    short = f"SELECT 1 FROM {identifier(name)} WHERE {identifier(names[-1])} IS NULL LIMIT 1"
    return bool(con.execute(short).fetchall())


def _read_csv(path: Path, options: dict[str, str]) -> str:
    """The rows of a file, as SQL to stand after FROM."""
    listed = ", ".join(f"{option} = {value}" for option, value in options.items())
    return f"read_csv({literal(str(path))}, strict_mode = true, {listed})"


def _scratch(con: duckdb.DuckDBPyConnection) -> Path:
    """The folder beside what the connection spills."""
    found = con.execute("SELECT current_setting('temp_directory')").fetchone()
    return Path(str(found[0] if found else "")).parent


def _plain(con: duckdb.DuckDBPyConnection, head: Head) -> tuple[Path, bool]:
    """The file as UTF-8 that DuckDB can read, and whether bytes were lost."""
    encoding = head.encoding
    if encoding == "utf-8" and not (head.streamed or is_utf8(head)):
        # Its beginning is plain ASCII or UTF-8, and something else follows further down.
        encoding = "utf-8" if not head.text.isascii() else _encoding_below(head.path)
    elif encoding == "utf-8" and packing(head.path) != "zip" and not _GLOB & set(str(head.path)):
        return head.path, False
    return _rewritten(con, head.path, encoding)


def is_utf8(head: Head) -> bool:
    """Whether a file is UTF-8 from end to end, which its beginning does not tell.

    Args:
        head: Its beginning.

    Returns:
        True if it is.

    Raises:
        BadInput: It cannot be read.

    Example:
        >>> from kg.files import bundled
        >>> from kg.tables.head import read_head
        >>> is_utf8(read_head(bundled("data") / "sources.csv"))
        True
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with opened(head.path) as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    except UNREADABLE as error:
        raise BadInput(f"cannot read {head.path}: {error}") from error
    return True


def _encoding_below(path: Path) -> str:
    """The encoding by the first stretch of the file that is not UTF-8."""
    with opened(path) as file:
        while chunk := file.read(_CHUNK):
            if not chunk.isascii():
                found = guessed_encoding(chunk)
                if found != "utf-8":
                    return found
    return "utf-8"


def _rewritten(con: duckdb.DuckDBPyConnection, path: Path, encoding: str) -> tuple[Path, bool]:
    """A copy in UTF-8 beside what the connection spills, and whether bytes were lost."""
    copy, replaced = _scratch(con) / "rewritten.csv", False
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    try:
        with opened(path) as file, copy.open("wb") as target:
            while chunk := file.read(_CHUNK):
                text = decoder.decode(chunk)
                replaced = replaced or _REPLACED in text
                target.write(text.encode())
            text = decoder.decode(b"", final=True)
            target.write(text.encode())
    except UNREADABLE as error:
        raise BadInput(f"cannot read {path}: {error}") from error
    return copy, replaced or _REPLACED in text
