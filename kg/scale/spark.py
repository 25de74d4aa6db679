"""Spark: the same expressions on many machines. Needs the extra ``supply-chain-kg[spark]``."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kg.errors import BadInput
from kg.scale.held import bulk_claims

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

    from kg.tables.held import Table

_SETTINGS = {
    # Casts of decimals to text must never use exponents, and days mean days everywhere.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parser.escapedStringLiterals": "false",
}
_OLDEST_JAVA = 17
_DONE = "_SUCCESS"
_INSTALL = "pip install 'supply-chain-kg[spark]'"
_CONNECT_PORT = 15002
_PATIENCE = 10  # seconds


class Spark:
    """Runs expressions in a Spark session."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._views = 0

    def claims(self, table: Table, *, made: bool = True) -> ir.Table:
        """The claims that a table holds.

        The workers read the store's Parquet files, so they must see its folder under the same path;
        the claims that are in no table go to them from this process.

        Args:
            table: Of :meth:`kg.asof.AsOf.table`.
            made: False for stand-ins where ids and gists would have to be made.

        Returns:
            A table of Ibis.
        """
        return bulk_claims(table, read=self._asked, lift=self._lift, made=made)

    def read_parquet(self, path: Path) -> ir.Table:
        """Claims in a Parquet file or a folder of them, where the workers see it."""
        with _told():
            return self._table(self._session.read.parquet(path.resolve().as_uri()))

    def rows(self, expression: ir.Table) -> pa.Table:
        """What an expression over the claims gives; all of it comes to this process.

        Args:
            expression: Of this package, over the table of :meth:`claims`.

        Returns:
            Its rows.

        Raises:
            BadInput: Spark cannot compute it.
        """
        with _told():
            return self._session.sql(_compiled(expression)).toArrow()

    def write_lines(self, lines: ir.Table, folder: Path) -> list[Path]:
        """Write a text column as compressed files, one for each partition.

        Args:
            lines: A table whose only column is a text.
            folder: A folder that does not exist yet, which workers and this process both see.

        Returns:
            The files.

        Raises:
            BadInput: The files are not where this process can see them.
        """
        with _told():
            frame = self._session.sql(_compiled(lines))
            frame.write.option("lineSep", "\n").text(folder.as_uri(), compression="gzip")
        if not (folder / _DONE).exists():
            raise BadInput(
                f"Spark wrote {folder} on machines of its own; name a folder that they share with "
                "this one, or run this command where they are"
            )
        parts = sorted(folder.glob("part-*.gz"))
        return [part.rename(folder / f"{part.name.split('-')[1]}.nq.gz") for part in parts]

    def _asked(self, path: Path, query: str) -> ir.Table:
        """What a query of DuckDB's gives over the rows of a Parquet file."""
        import sqlglot

        rows = self.read_parquet(path).get_name()
        (said,) = sqlglot.transpile(query, read="duckdb", write="spark")
        with _told():
            return self._table(self._session.sql(f"WITH rows AS (SELECT * FROM {rows}) {said}"))

    def _lift(self, rows: pa.Table) -> ir.Table:
        with _told():
            return self._table(self._session.createDataFrame(rows))

    def _table(self, frame: Any) -> ir.Table:
        """A table of Ibis that stands for a view of this session."""
        import ibis
        from ibis.backends.pyspark.datatypes import PySparkType

        self._views += 1
        name = f"kg_{id(self):x}_{self._views}"
        frame.createOrReplaceTempView(name)
        types = {one.name: PySparkType.to_ibis(one.dataType) for one in frame.schema.fields}
        table: ir.Table = ibis.table(types, name=name)
        return table


def _compiled(expression: ir.Table) -> str:
    import ibis

    # Its backend, unlike ibis.to_sql, sets the options that its own compiler asks for.
    return str(ibis.pyspark.compile(expression))


@contextmanager
def spark(*, master: str | None = None, remote: str | None = None) -> Iterator[Spark]:
    """A Spark session, stopped afterwards if it was started here.

    Args:
        master: ``local[2]``, ``local-cluster[2,1,1024]``, ``spark://host:7077`` …; by default
            all cores of this machine, or what ``spark-submit`` says.
        remote: A Spark Connect server: ``sc://host:15002``.

    Yields:
        The engine.

    Raises:
        BadInput: pyspark or Java is missing, nobody answers, the session cannot start, or both
            were named.
    """
    if master and remote:
        raise BadInput(
            "--master starts Spark here, --remote reaches a Spark Connect server; name one of them"
        )
    if remote:
        _needs_answer(remote)
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise BadInput(f"Spark is not installed ({error}): {_INSTALL}") from error
    active = SparkSession.getActiveSession()
    builder = SparkSession.builder.appName("supply-chain-kg")
    if remote:
        builder = builder.remote(remote)
    else:
        _needs_java()
        builder = builder.config("spark.ui.enabled", "false")
        builder = builder.master(master) if master else builder
    with _told():
        session = builder.getOrCreate()
        for name, value in _SETTINGS.items():
            session.conf.set(name, value)
    try:
        yield Spark(session)
    finally:
        if session is not active:
            session.stop()


def _needs_answer(remote: str) -> None:
    """Spark would try again for minutes without a word."""
    address = urlsplit(remote)
    try:
        place = (address.hostname or "", address.port or _CONNECT_PORT)
        if address.scheme != "sc" or not address.hostname:
            raise ValueError("an address looks like sc://host:15002")
        socket.create_connection(place, timeout=_PATIENCE).close()
    except (OSError, ValueError) as error:
        raise BadInput(f"no Spark Connect server answers at {remote}: {error}") from error


def _needs_java() -> None:
    """Spark would only say that its gateway went away."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    hint = (
        f"Spark needs Java {_OLDEST_JAVA} or newer: apt install openjdk-17-jre-headless, "
        "or name another one in JAVA_HOME"
    )
    try:
        if java is None:
            raise BadInput(f"there is no Java here. {hint}")
        told = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr
    except (OSError, subprocess.CalledProcessError) as error:
        raise BadInput(f"{java} does not run: {error}. {hint}") from error
    version = told.partition('"')[2].partition('"')[0]
    if not version.split(".")[0].isdigit() or int(version.split(".")[0]) < _OLDEST_JAVA:
        raise BadInput(f"{java} is Java {version or 'of an unknown version'}. {hint}")


@contextmanager
def _told() -> Iterator[None]:
    """Spark's errors as ours: the first line says what is wrong, the rest is its own inside."""
    from pyspark.errors import PySparkException

    try:
        with warnings.catch_warnings():
            # No data frame of pandas is involved, whatever version of it is installed.
            warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")
            # A setting of ours, there so that nobody's own changes how texts are read.
            warnings.filterwarnings("ignore", "The SQL config 'spark.sql.parser.escaped")
            yield
    except (PySparkException, OSError) as error:
        lines = str(error).strip().splitlines()
        hint = "; pip install 'pyspark[connect]'" if "PACKAGE_NOT_INSTALLED" in str(error) else ""
        raise BadInput(f"Spark: {lines[0] if lines else type(error).__name__}{hint}") from error
