from __future__ import annotations

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.tables.connection import connect
from kg.tables.sql import trimmed

SPACES = " \u00a0\u1680\u2003\u202f\u205f\u3000"


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    return connect()


@given(text=st.one_of(st.text(st.sampled_from(SPACES + "\ta中é")), st.text()))
@example(text="\u3000稀土\u3000")
@example(text="CHN\u00a0")
def test_trimming_takes_away_what_duckdb_would(
    text: str, connection: duckdb.DuckDBPyConnection
) -> None:
    row = connection.execute(f"SELECT {trimmed('x')} = trim(x) FROM (SELECT ? AS x)", [text])
    assert row.fetchone() == (True,)


def test_spaces_of_any_width_around_a_text_are_trimmed(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    found = connection.execute(
        f"SELECT {trimmed('x')} FROM (SELECT ? AS x)", [SPACES + "a b" + SPACES]
    )
    assert found.fetchone() == ("a b",)


def test_what_is_missing_stays_so(connection: duckdb.DuckDBPyConnection) -> None:
    assert connection.execute(f"SELECT {trimmed('x')} FROM (SELECT NULL AS x)").fetchone() == (
        None,
    )
