"""Tables imported in bulk: files into a store, one after another, each all or nothing."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.dataset import Dataset
from kg.errors import BadInput
from kg.files import sha256
from kg.store import Store
from kg.store.base import Progress
from kg.store.importing import Arrival, land
from kg.tables.editions import Tables, name_of
from kg.tables.options import Options
from kg.tables.report import Report
from kg.tables.run import read_table
from kg.vocab import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What one file brought.

    Attributes:
        path: The file.
        source: The id of its source.
        name: What the table is called in the store.
        published: The day from which its claims are known.
        report: What became of its rows.
        new: How many claims are new.
        unchanged: How many the store held already.
        closed: How many claims of earlier editions are no longer said.
    """

    path: Path
    source: str
    name: str
    published: date
    report: Report
    new: int = 0
    unchanged: int = 0
    closed: int = 0


def import_table(store: Store, path: Path, options: Options, progress: Progress) -> Imported:
    """Import one file, all or nothing; a file that is held already is not read again.

    Args:
        store: The store.
        path: The file.
        options: How it is read.
        progress: Told about each stage.

    Returns:
        What it brought. With ``options.check`` nothing is written, and nothing counts as new.

    Raises:
        BadInput: It cannot be read, or cannot revise what is held.
    """
    if options.check:
        return check_table(path, options, progress, vocab=store.vocab, known=store.contents.dataset)
    held = _held(store.contents.tables, path, options)
    if held is not None:
        return held
    with store.writer(progress=progress) as writer:
        progress(f"reading {path.name}")
        read = read_table(
            path,
            vocab=writer.contents.vocab,
            known=lambda: writer.contents.dataset,
            options=options,
            folder=writer.scratch,
            progress=progress,
            foresee=writer.foresee,
        )
        _refuse_nothing(path, read.report)
        arrival = Arrival(
            source=read.source,
            entities=read.entities,
            claims=read.claims,
            report=read.report,
            span=read.span,
            selection=selection(options),
        )
        landed = land(writer, arrival, memory=options.memory)
    return Imported(
        path=path,
        source=read.source.id,
        name=landed.edition.name,
        published=landed.edition.published,
        report=read.report,
        new=landed.new,
        unchanged=landed.unchanged,
        closed=landed.closed,
    )


def _refuse_nothing(path: Path, report: Report) -> None:
    """A table of which no row can be read is no success."""
    if report.read == 0:
        raise BadInput(f"{path} holds no rows; nothing is imported")
    if not report.kept and report.rejected:
        raise BadInput(
            f"{path}: no row can be kept, so nothing is imported; is it {report.format}? Name "
            f"another format with --as\n{report.text()}"
        )


def selection(options: Options) -> str:
    """What a reading is narrowed to, as it would stand on the command line.

    Args:
        options: How a file is read.

    Returns:
        Such as ``--since 2020 --products 2846``; empty for the whole file.

    Example:
        >>> from datetime import date
        >>> selection(Options(recorded=date(2026, 1, 1), products=("2846", "2805"), since="2020"))
        '--since 2020 --products 2805,2846'
    """
    chosen = {
        "since": options.since or "",
        "until": options.until or "",
        "products": ",".join(sorted(options.products)),
        "countries": ",".join(sorted(options.countries)),
    }
    return " ".join(f"--{name} {value}" for name, value in chosen.items() if value)


def _held(tables: Tables, path: Path, options: Options) -> Imported | None:
    """What is known of a file without reading it, where it was read in the same way before.

    A mapping file may have changed since, so with one the file is read again and compared.
    """
    if not tables.editions or not path.is_file():
        return None
    edition = tables.same(sha256(path))
    if (
        edition is None
        or edition != tables.of(edition.name)[-1]
        or edition.selection != selection(options)
        or options.format not in (None, edition.format)
        or (options.published or edition.published) != edition.published
    ):
        return None
    report = Report(**edition.report)
    return Imported(
        path=path,
        source=edition.source_id,
        name=edition.name,
        published=edition.published,
        report=report,
        unchanged=report.claims,
    )


def check_table(
    path: Path, options: Options, progress: Progress, *, vocab: Vocabulary, known: Dataset
) -> Imported:
    """Read a file and count, without writing anything.

    Args:
        path: The file.
        options: How it is read.
        progress: Told about each stage.
        vocab: The ontology.
        known: What codes can mean.

    Returns:
        What it would bring; nothing counts as new.

    Raises:
        BadInput: It cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        read = read_table(
            path,
            vocab=vocab,
            known=lambda: known,
            options=options,
            folder=Path(folder),
            progress=progress,
        )
    return Imported(
        path=path,
        source=read.source.id,
        name=name_of(read.source),
        published=read.source.published,
        report=read.report,
    )
