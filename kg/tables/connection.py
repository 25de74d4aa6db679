"""DuckDB, opened with as little power and memory as the work needs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import BadInput
from kg.tables.sql import literal

if TYPE_CHECKING:
    import duckdb

_BUGGY = "2.0.0"  # its statistics make a LEFT JOIN on a side known to be empty lose rows
_AS_WRITTEN = ("join_order", "build_side_probe_side")  # optimisers that turn joins around
_DEFAULT_PART = 0.8  # of the memory is DuckDB's own limit
_OUR_PART = 1 / 3
_AMOUNT = re.compile(r"\s*\d+(\.\d+)?\s*[KMGT]i?B\s*", re.ASCII | re.IGNORECASE)
_UNITS = {"KIB": 2**10, "MIB": 2**20, "GIB": 2**30, "TIB": 2**40, "BYTES": 1}


def connect(
    *,
    memory: str | None = None,
    folder: Path | None = None,
    reads: Iterable[Path] = (),
    joins_as_written: bool = False,
) -> duckdb.DuckDBPyConnection:
    """Open an empty database in memory that spills to a folder.

    It loads no extensions, sees no Python variables, and reaches no file beside those named.

    Args:
        memory: How much it may use, such as ``2GB``; a third of the machine's memory by default.
        folder: Where it may write and spill to; None keeps everything in memory.
        reads: Files and folders it may read.
        joins_as_written: Whether the left side of each join stays the one that streams, in its
            order, and the right side the one held in memory.

    Returns:
        The connection.

    Raises:
        BadInput: The memory is no amount.

    Example:
        >>> connect(memory="100MB").sql("SELECT 1 + 1").fetchall()
        [(2,)]
    """
    import duckdb

    check_memory(memory)
    database = duckdb.connect(
        config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    )
    reads = [path.resolve() for path in (*reads, *([folder] if folder else []))]
    folders = [str(path) for path in reads if path.is_dir()]
    files = [str(path) for path in reads if not path.is_dir()]
    settings = {
        "memory_limit": literal(memory or _third_of_memory(database)),
        "temp_directory": literal(str(folder.resolve() / "spilled") if folder else ""),
        "enable_progress_bar": "false",
        "python_enable_replacements": "false",
        "allowed_directories": _list(folders),
        "allowed_paths": _list(files),
        "enable_external_access": "false",
    }
    off = [*(_AS_WRITTEN if joins_as_written else ())]
    if duckdb.__version__ == _BUGGY:
        off.append("statistics_propagation")
    settings["disabled_optimizers"] = literal(",".join(off))
    for name, value in settings.items():
        try:
            database.execute(f"SET {name} = {value}")
        except duckdb.Error as error:
            if name != "memory_limit":
                raise
            raise _no_amount(memory) from error
    return database


def check_memory(memory: str | None) -> None:
    """Refuse what is no amount of memory, before anything is read.

    Args:
        memory: What a person wrote, such as ``2GB``; None is the default.

    Raises:
        BadInput: It is none.

    Example:
        >>> check_memory("2GB")
    """
    if memory is not None and not _AMOUNT.fullmatch(memory):
        raise _no_amount(memory)


def _no_amount(memory: str | None) -> BadInput:
    return BadInput(f"--memory {memory!r} is no amount; write 500MB or 4GB")


def _third_of_memory(database: duckdb.DuckDBPyConnection) -> str:
    """A third of the memory there is, as DuckDB has found it (it knows containers' limits)."""
    found = database.execute("SELECT current_setting('memory_limit')").fetchone()
    match = re.fullmatch(r"([\d.]+) (\w+)", str(found[0]) if found else "")
    if not match:
        return "2GB"
    size = float(match[1]) * _UNITS[match[2].upper()] / _DEFAULT_PART
    return f"{int(size * _OUR_PART / 2**20)}MiB"


def _list(values: list[str]) -> str:
    return f"[{', '.join(map(literal, values))}]"
