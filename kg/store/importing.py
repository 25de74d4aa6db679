"""What was read from a table, put into a store; and taken out again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.dataset import Dataset
from kg.entity import Entity
from kg.errors import BadInput
from kg.sources import Retraction, Source
from kg.store.base import Writer
from kg.store.contents import TAKEN
from kg.tables.connection import connect
from kg.tables.editions import Edition, name_of, stored
from kg.tables.parquet import NO_DAYS, Span, rows_of
from kg.tables.report import Report
from kg.tables.revise import Revision, revise
from kg.tables.stored import claims_of

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What was read from one file.

    Attributes:
        source: The file as a source.
        entities: Entities that its claims name and the store does not know.
        claims: Parquet file of its claims, on the file system of the store; it is moved. None
            where there are none.
        report: What became of its rows.
        span: The first day of any claim and the day after the last, open ends left out.
        selection: What the reading was narrowed to; empty for the whole file.
    """

    source: Source
    entities: tuple[Entity, ...] = ()
    claims: Path | None
    report: Report
    span: Span = NO_DAYS
    selection: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Landed:
    """What an arrival changed.

    Attributes:
        edition: What the store holds of it.
        new: How many claims are new.
        unchanged: How many it holds already.
        closed: How many claims of earlier editions are no longer said.
    """

    edition: Edition
    new: int
    unchanged: int
    closed: int


def land(writer: Writer, arrival: Arrival, *, memory: str | None = None) -> Landed:
    """Put what was read from a file into a store.

    A file of a name that is held revises it: what it says as before stays as it is, what it says
    no longer is closed on the day it was published.

    Args:
        writer: Of the store.
        arrival: What was read.
        memory: How much DuckDB may use, such as ``2GB``.

    Returns:
        What changed.

    Raises:
        BadInput: It cannot revise what is held.
    """
    tables = writer.contents.tables
    source, number = arrival.source, arrival.report.claims
    earlier = tables.earlier(source, arrival.selection)
    found = _compared(writer, arrival, earlier, memory)
    same = tables.same(source.digest)
    if same is not None and not (found.new or found.gone):
        return Landed(edition=same, new=0, unchanged=number, closed=0)
    name = earlier[0].name if earlier else name_of(source)
    edition = Edition(
        name=name,
        source_id=source.id,
        sha256=source.digest,
        format=arrival.report.format,
        published=source.published,
        selection=arrival.selection,
        report={**arrival.report.as_dict(), "rejects": None},
        unchanged=found.unchanged,
    )
    if found.added is not None:
        file = stored(found.added, tables, name=name, kind="claims", rows=found.new)
        start, end = found.span
        edition = replace(edition, claims=file, start=start, end=end)
    if found.closed is not None:
        file = stored(found.closed, tables, name=name, kind="closed", rows=found.gone)
        edition = replace(edition, closed=file)
    writer.append("imported", Dataset.of(entities=arrival.entities, sources=[source]))
    writer.hold(tables.added(edition))
    _close_taken(writer, edition)
    return Landed(edition=edition, new=found.new, unchanged=found.unchanged, closed=found.gone)


def _compared(
    writer: Writer, arrival: Arrival, earlier: tuple[Edition, ...], memory: str | None
) -> Revision:
    """What an arrival adds to earlier editions of its table, and closes of them."""
    tables = writer.contents.tables
    held = tables.claims(earlier)
    if not held:
        return Revision(arrival.claims, None, arrival.report.claims, 0, 0, arrival.span)
    with connect(memory=memory, folder=writer.scratch, reads=[tables.place]) as connection:
        found = revise(
            connection,
            arrival.claims,
            held=held,
            closed=tables.closed(earlier),
            on=arrival.source.published,
            why=f"revised by {arrival.source.id}",
            folder=writer.scratch,
        )
        _refuse_return(connection, found, tables.closed(earlier), earlier[0].name)
    return found


def _refuse_return(
    connection: duckdb.DuckDBPyConnection, found: Revision, closed: tuple[Path, ...], name: str
) -> None:
    """A claim that was taken back stays so: an edition that makes it once more cannot be held."""
    if found.added is None or not closed:
        return
    back = connection.execute(
        f"SELECT count(*) FROM {claims_of([found.added])} "
        f"WHERE id IN (SELECT claim FROM {rows_of(closed)})"
    ).fetchone()
    if back and back[0]:
        raise BadInput(
            f"{back[0]:,} claims of this file were taken back by a later edition of the table "
            f"{name}, and a claim that was taken back stays so. To go back to this file: "
            f"kg tables --remove {name}, then import it again"
        )


def _close_taken(writer: Writer, edition: Edition) -> None:
    """Claims that were taken fall with those that they are copies of."""
    tables, taken = writer.contents.tables, writer.contents.parts.get(TAKEN, Dataset.of())
    closed = tables.closed([edition])
    if not closed or not taken.claims:
        return
    ids = [claim.id for claim in taken.claims]
    with connect(reads=closed) as connection:
        found = connection.execute(
            f"SELECT claim, date, why FROM {rows_of(closed)} WHERE claim IN (SELECT unnest(?))",
            [ids],
        ).fetchall()
    retractions = [Retraction(claim=claim, date=day, why=why) for claim, day, why in found]
    if retractions:
        writer.append("retractions", Dataset.of(retractions=retractions))


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What a store lost with a table.

    Attributes:
        name: The table's.
        editions: How many editions it had.
        claims: How many claims they held, those included that had been closed.
        size: Bytes of their files.
        kept: How many of its claims stay, since they had been taken.
    """

    name: str
    editions: int
    claims: int
    size: int
    kept: int


def remove(writer: Writer, name: str) -> Removed:
    """Take a table out of a store, with all its editions and their history.

    Claims that were taken stay, as claims of their own; so do entities, which others may name.

    Args:
        writer: Of the store.
        name: What the table is called.

    Returns:
        What is lost.

    Raises:
        UnknownName: There is no table of that name.
    """
    tables = writer.contents.tables
    left, gone = tables.without(name), tables.of(name)
    sources = {edition.source_id for edition in gone}
    taken = writer.contents.parts.get(TAKEN, Dataset.of())
    kept = [claim for claim in taken.claims if claim.source_id in sources]
    used = {claim.source_id for claim in writer.contents.dataset.claims}
    imported = writer.contents.parts.get("imported", Dataset.of())
    writer.hold(left)
    writer.replace(
        TAKEN,
        replace(
            taken, claims=tuple(claim for claim in taken.claims if claim.source_id not in sources)
        ),
    )
    rows = {id_: row for id_, row in imported.sources.items() if id_ not in sources - used}
    writer.replace("imported", replace(imported, sources=rows) | Dataset.of(claims=kept))
    files = [file for edition in gone for file in edition.files]
    return Removed(
        name=name,
        editions=len(gone),
        claims=sum(edition.claims.rows for edition in gone if edition.claims),
        size=sum(file.size for file in files),
        kept=len(kept),
    )
