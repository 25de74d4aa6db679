"""The claims of a view in columns: as a DuckDB relation, as Arrow, as pandas, or asked in SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.dates import Period
from kg.files import temporary_folder
from kg.tables.connection import connect
from kg.tables.editions import Edition, Tables
from kg.tables.parquet import rows_of
from kg.tables.sql import identifier, literal, sql_type
from kg.tables.stored import claims_of
from kg.vocab import Vocabulary

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    from duckdb import DuckDBPyConnection, DuckDBPyRelation


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a view shows of the tables.

    Attributes:
        known: The day up to which claims and retractions are known; None for all.
        valid: Only claims whose interval meets this period; None for ever.
        throughout: Only claims whose interval covers all of it.
    """

    known: date | None = None
    valid: Period | None = None
    throughout: bool = False

    def knows(self, edition: Edition) -> bool:
        """Whether an edition was published by the known day."""
        return self.known is None or edition.published <= self.known

    def holds(self, attested: date) -> str:
        """Whether a claim holds in the valid period, as SQL over its columns.

        Args:
            attested: The day on which the claims were published.

        Returns:
            A condition.

        Example:
            >>> from kg.dates import parse_period
            >>> Seen(valid=parse_period("2023")).holds(date(2024, 1, 1))
            '"start" < DATE \\'2024-01-01\\' AND "end" > DATE \\'2023-01-01\\''
        """
        if self.valid is None:
            return "true"
        bounds = self.valid.bounds("held", attested=attested)
        first, after = (f"DATE {literal(day.isoformat())}" for day in (bounds.start, bounds.end))
        if self.throughout:
            return f'"start" <= {first} AND "end" >= {after}'
        return f'"start" < {after} AND "end" > {first}'


@dataclass(frozen=True, eq=False)
class Table:
    """The claims that a view shows, in columns: those of tables and all others together.

    The columns of tables are read where they lie, each time they are asked; nothing is copied
    before. Keep the table as long as a relation of it is used.

    Attributes:
        vocab: The ontology: it names the columns.
        tables: What was imported in bulk.
        seen: What the view shows of it.
        stated: The other claims that the view shows, as an Arrow table; None to leave them out.
        withdrawn: Ids of claims that were taken back one by one by the known day.
        memory: How much DuckDB may use, such as ``2GB``; a third of the machine's by default.
        keep: What must live as long as the table, so that nobody removes its files.
    """

    vocab: Vocabulary
    tables: Tables
    seen: Seen = field(default_factory=Seen)
    stated: pa.Table | None = None
    withdrawn: Sequence[str] = ()
    memory: str | None = None
    keep: object = field(default=None, repr=False)

    def duckdb(self) -> DuckDBPyRelation:
        """A relation over the claims; it reads when it is asked for rows."""
        return self.connection.view("claims")

    def sql(self, query: str) -> DuckDBPyRelation:
        """Ask in SQL.

        Args:
            query: One statement; the claims are called ``claims``.

        Returns:
            Its rows.
        """
        return self.connection.sql(query)

    def arrow(self) -> pa.Table:
        """The claims as an Arrow table, in the columns' own types."""
        from kg.columns import claim_schema

        return self.duckdb().to_arrow_table().cast(claim_schema(self.vocab))

    def batches(self) -> pa.RecordBatchReader:
        """The claims as Arrow batches, one after another, so that they need not fit into memory."""
        return self.duckdb().to_arrow_reader()

    def pandas(self) -> pd.DataFrame:
        """The claims as a pandas data frame; numbers become floats there."""
        frame: pd.DataFrame = self.duckdb().df()
        return frame

    def __len__(self) -> int:
        """How many claims there are."""
        return int(self.sql("SELECT count(*) FROM claims").fetchall()[0][0])

    def __repr__(self) -> str:
        """A line for people."""
        return f"<kg.Table: {len(self):,} claims; claims({', '.join(self._types)})>"

    @cached_property
    def connection(self) -> DuckDBPyConnection:
        """The database in memory whose view ``claims`` this is; yours to use, and to read with."""
        folder = temporary_folder(self)
        # It is the caller's own session: what they may read, such as files to join, it may too.
        connection = connect(memory=self.memory, folder=folder, reads=[Path(folder.anchor)])
        if self.stated is not None:
            connection.register("stated", self.stated)
        connection.execute("CREATE TEMP TABLE withdrawn (claim VARCHAR)")
        if self.withdrawn:
            connection.execute("INSERT INTO withdrawn SELECT unnest(?)", [list(self.withdrawn)])
        connection.execute(f"CREATE VIEW claims AS {self._claims(connection)}")
        return connection

    @cached_property
    def unmade(self) -> str:
        """A view of the claims with stand-ins for ids and gists that would have to be made.

        It is for looking at all other cells; where claims are taken back, ids are needed for that.
        """
        rows = self._claims(self.connection, made=False)
        self.connection.execute(f"CREATE VIEW unmade AS {rows}")
        return "unmade"

    @property
    def _types(self) -> Mapping[str, str]:
        return {column.name: sql_type(column.kind) for column in self.vocab.columns}

    def _claims(self, connection: DuckDBPyConnection, *, made: bool = True) -> str:
        """The claims as SQL."""
        known = [edition for edition in self.tables.editions if self.seen.knows(edition)]
        together: dict[str, list[Edition]] = {}
        for edition in known:
            if edition.claims:
                together.setdefault(self.seen.holds(edition.published), []).append(edition)
        gone = ["SELECT claim FROM withdrawn"] if self.withdrawn else []
        if closed := self.tables.closed(known):
            gone.append(f"SELECT claim FROM {rows_of(closed)}")
        stays = f" AND id NOT IN ({' UNION ALL '.join(gone)})" if gone else ""
        read = {
            holds: claims_of(self.tables.claims(editions), made=made or bool(gone))
            for holds, editions in together.items()
        }
        rows = [
            f"SELECT {self._columns(connection, found)} FROM {found} WHERE {holds}{stays}"
            for holds, found in read.items()
        ]
        if self.stated is not None or not rows:
            rows.append(self._stated())
        return " UNION ALL ".join(rows)

    def _columns(self, connection: DuckDBPyConnection, rows: str) -> str:
        """The columns of the ontology; one that a file was written without is empty."""
        there = {row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {rows}").fetchall()}
        return ", ".join(
            identifier(name) if name in there else f"CAST(NULL AS {type_}) AS {identifier(name)}"
            for name, type_ in self._types.items()
        )

    def _stated(self) -> str:
        """The claims that are in no table; where they are left out, none."""
        columns = ", ".join(
            f"CAST({'NULL' if self.stated is None else identifier(name)} AS {type_}) "
            f"AS {identifier(name)}"
            for name, type_ in self._types.items()
        )
        return f"SELECT {columns} " + ("WHERE false" if self.stated is None else "FROM stated")
