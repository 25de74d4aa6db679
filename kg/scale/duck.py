"""DuckDB, inside this process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import BadInput
from kg.files import written
from kg.tables.sql import identifier, literal

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

    from kg.tables.held import Table

_ROWS_AT_ONCE = 2048
_SEPARATOR = "E'\\x01'"  # stands in no line: quads hold no control characters but line breaks


class DuckDB:
    """Runs expressions on DuckDB, on all cores."""

    def __init__(self) -> None:
        self._connection: DuckDBPyConnection | None = None

    def claims(self, table: Table, *, made: bool = True) -> ir.Table:
        """The claims that a table holds; they are read where they lie.

        Args:
            table: Of :meth:`kg.asof.AsOf.table`; expressions over its claims run in its database.
            made: False for stand-ins where ids and gists would have to be made.

        Returns:
            A table of Ibis.
        """
        return self.over(table.connection, "claims" if made else table.unmade)

    def over(self, connection: DuckDBPyConnection, name: str = "claims") -> ir.Table:
        """Claims in a database of your own.

        Args:
            connection: The database.
            name: A table or view with the columns of :func:`kg.columns.claim_schema`.

        Returns:
            A table of Ibis.
        """
        import ibis

        self._connection = connection
        rows = connection.sql(f"SELECT * FROM {identifier(name)} LIMIT 0").to_arrow_table()
        claims: ir.Table = ibis.table(ibis.Schema.from_pyarrow(rows.schema), name=name)
        return claims

    def rows(self, expression: ir.Table) -> pa.Table:
        """What an expression over the claims gives.

        Args:
            expression: Of this package, over the table of :meth:`claims`.

        Returns:
            Its rows.

        Raises:
            BadInput: DuckDB cannot compute it.
        """
        with _told("compute this"):
            return self._open.sql(_compiled(expression)).to_arrow_table()

    def write_lines(self, lines: ir.Table, folder: Path) -> list[Path]:
        """Write a text column as compressed files, one for each thread.

        Args:
            lines: A table whose only column is a text.
            folder: A folder that does not exist yet.

        Returns:
            The files.

        Raises:
            BadInput: They cannot be written.
        """
        options = (
            f"FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER {_SEPARATOR}, "
            "COMPRESSION gzip, PER_THREAD_OUTPUT true, FILE_EXTENSION 'nq.gz'"
        )
        target = literal(str(folder))
        with _told(f"write {folder}"):
            self._open.execute("SET preserve_insertion_order = false")
            self._open.execute(f"COPY ({_compiled(lines)}) TO {target} ({options})")
        return sorted(folder.glob("*.nq.gz"))

    def write_file(self, lines: ir.Table, path: Path) -> None:
        """Write a text column as one file, all or nothing.

        DuckDB hands over columns in Arrow, whose texts lie one after the other in memory: as they
        lie there, they are the file.

        Args:
            lines: A table whose only column is a text, each with the line break that ends it.
            path: Where; compressed if it ends in ``.gz``.

        Raises:
            BadInput: It cannot be written.
        """
        with _told(f"write {path}"):
            self._open.execute("SET preserve_insertion_order = false")
            reader = self._open.sql(_compiled(lines)).to_arrow_reader(_ROWS_AT_ONCE)
            with written(path, lasting=False) as file:
                for batch in reader:
                    if batch.num_rows:
                        file.write(_bytes(batch.column(0)))

    @property
    def _open(self) -> DuckDBPyConnection:
        if self._connection is None:
            raise BadInput("which claims? Ask for claims() of a table first")
        return self._connection


@contextmanager
def _told(what: str) -> Iterator[None]:
    """DuckDB's errors as ours."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        raise BadInput(f"DuckDB cannot {what}: {error}") from error


def _compiled(expression: ir.Table) -> str:
    import ibis

    return str(ibis.to_sql(expression, dialect="duckdb"))


def _bytes(texts: Any) -> memoryview:
    """The texts of an Arrow array, one after the other."""
    _, offsets, data = texts.buffers()
    raw = memoryview(offsets).cast("B")
    ends = raw.cast("q") if str(texts.type) == "large_string" else raw.cast("i")
    return memoryview(data)[ends[texts.offset] : ends[texts.offset + len(texts)]]
