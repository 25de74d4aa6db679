"""A whole view as compressed N-Quads in several files, for the bulk loaders of SPARQL servers."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import BadInput
from kg.export import export
from kg.scale.engine import engine
from kg.scale.quads import claim_lines, direct_lines
from kg.scale.sound import refuse_unsound

if TYPE_CHECKING:
    from kg.asof import AsOf

_SMALL = "graph.nq.gz"


@dataclass(frozen=True, slots=True)
class Parts:
    """What was written.

    Attributes:
        folder: Where.
        files: The files, the small graph first.
        claims: How many claims of tables are in them.
    """

    folder: Path
    files: tuple[Path, ...]
    claims: int


def write_parts(
    view: AsOf,
    folder: Path,
    *,
    engine_name: str = "duckdb",
    master: str | None = None,
    remote: str | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Parts:
    """Write everything a view shows: ontology, catalogue, claims, direct edges, tables.

    All or nothing: it is written beside the folder first. Claims that were taken from a table into
    the graph stand in both parts; a server keeps a quad once.

    Args:
        view: The view.
        folder: A folder that does not exist yet, or is empty.
        engine_name: What writes the tables' claims: duckdb or spark.
        master: Where Spark runs.
        remote: The Spark Connect server.
        progress: Told about each stage.

    Returns:
        The files.

    Raises:
        BadInput: The folder holds something or cannot be written, a claim cannot become RDF, or the
            engine cannot start.

    Example:
        >>> import kg, tempfile
        >>> folder = Path(tempfile.mkdtemp()) / "parts"
        >>> [file.name for file in write_parts(kg.build(check=False), folder).files]
        ['graph.nq.gz']
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(f"{folder} exists; name a new or an empty folder")
    try:
        beside = Path(tempfile.mkdtemp(dir=folder.resolve().parent, prefix=f".{folder.name[:25]}."))
    except OSError as error:
        raise BadInput(f"cannot write {folder}: {error.strerror or error}") from error
    try:
        inside = beside / "parts"
        inside.mkdir()
        progress("writing the graph")
        export(view, inside / _SMALL)
        claims = _write_tables(view, inside, engine_name, master, remote, progress)
        if folder.exists():
            folder.rmdir()
        inside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    files = [folder / _SMALL, *sorted(set(folder.iterdir()) - {folder / _SMALL})]
    return Parts(folder, tuple(files), claims)


def _write_tables(
    view: AsOf,
    folder: Path,
    engine_name: str,
    master: str | None,
    remote: str | None,
    progress: Callable[[str], None],
) -> int:
    """Write the claims of tables and their direct edges; returns how many claims there are."""
    with engine(engine_name, master=master, remote=remote) as running:
        table = view.table(stated=False)
        if not len(table):
            return 0
        progress("checking the claims of tables")
        refuse_unsound(running, running.claims(table, made=False), view.vocab)
        claims = running.claims(table)
        for name, lines in (
            ("claims", claim_lines(claims, view.vocab)),
            ("direct", direct_lines(claims, view.vocab, view=view.name)),
        ):
            progress(f"writing the {'claims' if name == 'claims' else 'direct edges'} of tables")
            written = running.write_lines(lines, folder / name)
            for number, file in enumerate(written):
                file.rename(folder / f"{name}-{number:05}.nq.gz")
            shutil.rmtree(folder / name)
        return len(table)
