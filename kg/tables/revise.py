"""A revised edition against what is held: which of its claims are new, and which held ones fall.

Two claims are the same statement if they agree in everything that is said: all columns but those
that tell where it stands and who read it. A statement may stand in several rows of a file; then so
many of them are compared. The work is done in the columns, spilling to disk, never row by row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kg.tables.parquet import NO_DAYS, Span, rows_of, span_of, write_rows
from kg.tables.sql import identifier, literal
from kg.tables.stored import claims_of

if TYPE_CHECKING:
    import duckdb

SAID = (
    "claim_type",
    "subject",
    "predicate",
    "object",
    "product",
    "instrument",
    "period_text",
    "announced",
    "quantity_kind",
    "value",
    "low",
    "high",
    "unit",
    "comparator",
    "trend",
    "hedge",
    "scope_note",
    "modality",
    "negated",
    "attributed_to",
    "origin",
)
"""The columns in which a statement is made; the others say where it stands and who read it."""


@dataclass(frozen=True, slots=True)
class Revision:
    """What a later edition changes.

    Attributes:
        added: Parquet file of the claims that are new, in the order of the edition; None if none.
        closed: Parquet file of retractions of claims that are no longer said; None if none.
        new: How many claims are new.
        gone: How many are closed.
        unchanged: How many of the edition are held already.
        span: The first day of any new claim and the day after the last, open ends left out.
    """

    added: Path | None
    closed: Path | None
    new: int
    gone: int
    unchanged: int
    span: Span = NO_DAYS


def revise(
    connection: duckdb.DuckDBPyConnection,
    edition: Path | None,
    *,
    held: Sequence[Path],
    closed: Sequence[Path],
    on: date,
    why: str,
    folder: Path,
) -> Revision:
    """Compare an edition with the claims of its table that stand.

    Args:
        connection: DuckDB, with its limits set.
        edition: Parquet file of all its claims; None if it makes none.
        held: Files of the claims of earlier editions; at least one.
        closed: Files of the retractions that earlier editions brought.
        on: The day of the retractions: when the edition was published.
        why: Their reason.
        folder: Where the new files are written.

    Returns:
        What is new, what is closed, and how many stay.
    """
    said = ", ".join(map(identifier, SAID))
    fallen = f"WHERE id NOT IN (SELECT claim FROM {rows_of(closed)})" if closed else ""
    after = f"SELECT * FROM {claims_of([edition or held[0]], numbered=True)}"
    after += "" if edition else " WHERE false"
    connection.execute(
        f"CREATE TEMP VIEW before AS SELECT * FROM {claims_of(held)} {fallen};"
        f"CREATE TEMP VIEW after AS {after};"
        # One pass over both: how often each statement was made, and how often it is made now.
        f"CREATE TEMP TABLE changed AS SELECT {said}, sum(old) AS was, sum(new) AS now FROM ("
        f"SELECT {said}, 1 AS old, 0 AS new FROM before UNION ALL "
        f"SELECT {said}, 0, 1 FROM after) GROUP BY {said} HAVING sum(old) <> sum(new)"
    )
    added, gone = folder / "added.parquet", folder / "gone.parquet"
    place = "file_row_number"
    arrived = _beyond("after", kept="was", order=place)
    fell = _beyond("before", kept="now", order="id")
    day, reason = literal(on.isoformat()), literal(why)
    ours = f"SELECT * EXCLUDE ({place}) FROM ({arrived}) ORDER BY {place}"
    theirs = f"SELECT id AS claim, DATE {day} AS date, {reason} AS why FROM ({fell}) ORDER BY id"
    new, lost = write_rows(connection, ours, added), write_rows(connection, theirs, gone)
    total = connection.execute("SELECT count(*) FROM after").fetchone() or (0,)
    connection.execute("DROP TABLE changed; DROP VIEW before; DROP VIEW after")
    return Revision(
        added=added if new else None,
        closed=gone if lost else None,
        new=new,
        gone=lost,
        unchanged=int(total[0]) - new,
        span=span_of(connection, added) if new else NO_DAYS,
    )


def _beyond(view: str, *, kept: str, order: str) -> str:
    """The rows of changed statements beyond as many as stay, the first ones staying."""
    same = " AND ".join(
        f"one.{identifier(column)} IS NOT DISTINCT FROM changed.{identifier(column)}"
        for column in SAID
    )
    return (
        f"SELECT one.* FROM {view} AS one JOIN changed ON {same} QUALIFY row_number() OVER "
        f"(PARTITION BY changed.rowid ORDER BY one.{order}) > changed.{kept}"
    )
