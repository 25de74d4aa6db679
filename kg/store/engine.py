"""Oxigraph: the one place that opens its databases."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreDamaged
from kg.files import link
from kg.rdf import Quad


def load(path: Path, quads: Iterable[Quad]) -> int:
    """Make a database on disk.

    Args:
        path: A directory that does not exist yet.
        quads: What it shall hold.

    Returns:
        How many quads it holds.

    Raises:
        OSError: The disk refused.
    """
    store = ox.Store(str(path))
    store.bulk_extend(quads)
    store.flush()
    return len(store)


def extend(before: Path, path: Path, quads: Iterable[Quad]) -> int:
    """Make a database from another one and some quads more; the other one stays as it is.

    Args:
        before: A directory made by :func:`load`.
        path: A directory that does not exist yet.
        quads: What it shall hold besides.

    Returns:
        How many quads it holds.

    Raises:
        OSError: The disk refused.
        StoreDamaged: The other database cannot be opened.
    """
    path.mkdir()
    for file in before.iterdir():
        # Sorted tables are written once, so both may have the same; all else is a small log.
        (link if file.suffix == ".sst" else shutil.copyfile)(file, path / file.name)
    try:
        store = ox.Store(str(path))
    except (RuntimeError, SyntaxError, ValueError) as error:
        raise StoreDamaged(
            f"{before} cannot be read: {error}; kg doctor --repair remakes it"
        ) from error
    store.bulk_extend(quads)
    store.flush()
    return len(store)


def snapshot(quads: Iterable[Quad], folder: Path) -> Path:
    """Write quads to a new file, so that nobody ever reads one that is half written.

    Args:
        quads: What it shall hold.
        folder: Where.

    Returns:
        The file, N-Quads.

    Example:
        >>> import tempfile
        >>> snapshot([], Path(tempfile.mkdtemp())).read_bytes()
        b''
    """
    handle, name = tempfile.mkstemp(dir=folder, suffix=".nq")
    with os.fdopen(handle, "wb") as file:
        ox.serialize(quads, file, format=ox.RdfFormat.N_QUADS)
    return Path(name)


def open_read_only(path: Path) -> ox.Store:
    """Open a database, or load an N-Quads file into memory.

    Args:
        path: A directory made by :func:`load`, or a file of N-Quads.

    Returns:
        A pyoxigraph store.

    Raises:
        StoreDamaged: It cannot be read.
    """
    try:
        if path.is_dir():
            return ox.Store.read_only(str(path))
        store = ox.Store()
        store.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)
        return store
    except (OSError, RuntimeError, SyntaxError, ValueError) as error:
        raise StoreDamaged(
            f"{path} cannot be read: {error}; kg doctor --repair remakes it"
        ) from error
