"""The engines that run what this package says in Ibis, and what they have in common."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kg.errors import BadInput, UnknownName

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

    from kg.tables.held import Table

ENGINES = ("duckdb", "spark")


class Engine(Protocol):
    """Runs expressions over claims."""

    def claims(self, table: Table, *, made: bool = True) -> ir.Table:
        """The claims that a table holds, ready for expressions.

        With ``made`` false they have stand-ins where ids and gists would have to be made.
        """

    def rows(self, expression: ir.Table) -> pa.Table:
        """What an expression over the claims gives."""

    def write_lines(self, lines: ir.Table, folder: Path) -> list[Path]:
        """Write a table's only column, a text, as compressed files into a new folder."""


@contextmanager
def engine(
    name: str = "duckdb", *, master: str | None = None, remote: str | None = None
) -> Iterator[Engine]:
    """An engine, for as long as it is needed.

    Args:
        name: ``duckdb``: inside this process; or ``spark``.
        master: For Spark: ``local[2]``, ``local-cluster[2,1,1024]``, ``spark://host:7077`` …
        remote: For Spark Connect: ``sc://host:15002``.

    Yields:
        The engine.

    Raises:
        UnknownName: There is no such engine.
        BadInput: Spark is not installed or cannot start, or is addressed in two ways.

    Example:
        >>> with engine() as duckdb:
        ...     type(duckdb).__name__
        'DuckDB'
    """
    if name not in ENGINES:
        raise UnknownName("engine", name, ENGINES)
    if name == "duckdb":
        if master or remote:
            raise BadInput("--master and --remote say where Spark runs; add --engine spark")
        from kg.scale.duck import DuckDB

        yield DuckDB()
        return
    from kg.scale.spark import spark

    with spark(master=master, remote=remote) as running:
        yield running
