"""The folder of a store in which the columns of its tables lie."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from kg.tables.editions import OURS

SCRATCH = "import-"
"""How the names of folders for files on their way into a store begin."""


def clear(folder: Path, keep: Collection[str]) -> None:
    """Remove the files of tables that nobody reads, and what killed imports left.

    Args:
        folder: The folder; it need not exist.
        keep: Names of files that stay. What is not called as ours are stays too.
    """
    for path in sorted(folder.glob("*")):
        if path.is_dir() and path.name.startswith(SCRATCH):
            shutil.rmtree(path, ignore_errors=True)
        elif path.is_file() and OURS.fullmatch(path.name) and path.name not in keep:
            path.unlink(missing_ok=True)
