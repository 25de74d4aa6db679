"""Long statements: how far they are is told, and Ctrl-C stops them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

_TICK = 0.5  # seconds between two looks at how far it is


def execute(
    con: duckdb.DuckDBPyConnection,
    sql: str,
    told: Callable[[str], None],
    stage: str,
    *,
    meanwhile: Iterable[Callable[[], object]] = (),
) -> list[tuple[Any, ...]]:
    """Run a statement.

    Args:
        con: The connection.
        sql: The statement.
        told: Is told the stage, and how much of it is done.
        stage: What the statement does, for people.
        meanwhile: Work of this thread while the statement runs.

    Returns:
        Its rows.

    Raises:
        KeyboardInterrupt: The user pressed Ctrl-C; the statement is stopped.

    Example:
        >>> from kg.tables.connection import connect
        >>> execute(connect(), "SELECT 1", print, "counting")
        counting
        [(1,)]
    """
    told(stage)
    with ThreadPoolExecutor(1) as thread:
        rows = thread.submit(lambda: con.execute(sql).fetchall())
        shown = 0
        try:
            for work in meanwhile:
                work()
            while True:
                try:
                    return rows.result(_TICK)
                except NotYet:
                    if rows.done():  # the statement itself ran into a time limit
                        raise
                    done = int(con.query_progress())
                    if done > shown:
                        told(f"{stage}, {done}%")
                        shown = done
        except BaseException:
            con.interrupt()
            raise
