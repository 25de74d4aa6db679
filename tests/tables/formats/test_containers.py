"""Parquet, Excel and JSON arrays as rows of text."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadInput, UnknownName
from kg.tables.connection import connect
from kg.tables.formats.containers import json_elements, scan_excel, scan_parquet
from kg.tables.head import read_head

if TYPE_CHECKING:
    import duckdb


@pytest.fixture
def con(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    work = tmp_path / "work"
    work.mkdir()
    with connect(folder=work, reads=[tmp_path]) as connection:
        yield connection


def workbook(path: Path, rows: list[list[Any]], **more: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for name, others in more.items():
        added = book.create_sheet(name)
        for row in others:
            added.append(row)
    book.save(path)
    return path


def excel(con: duckdb.DuckDBPyConnection, path: Path, sheet: str | None = None) -> list[Any]:
    return con.sql(
        f"SELECT * FROM ({scan_excel(con, read_head(path), sheet)}) ORDER BY line"
    ).fetchall()


def test_parquet_cells_become_text_in_their_order(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    table = pa.table(
        {
            "HS": ["010121", None, ""],
            "Day": [date(2025, 5, 1), None, date(2025, 5, 2)],
            "Mass": pa.array([Decimal("1.50"), None, Decimal("2.00")]),
            "Share": [0.25, float("nan"), 1e21],
        }
    )
    path = tmp_path / "a.parquet"
    pq.write_table(table, path)
    found = con.sql(scan_parquet(con, read_head(path)))
    assert found.columns == ["hs", "day", "mass", "share", "line", "broken"]
    assert found.fetchall() == [
        ("010121", "2025-05-01", "1.50", "0.25", 1, None),
        ("", "", "", "", 2, None),
        ("", "2025-05-02", "2.00", "1e+21", 3, None),
    ]


def test_rows_of_a_large_parquet_file_keep_their_numbers(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"n": range(300_000)}), path, row_group_size=1000)
    scan = scan_parquet(con, read_head(path))
    asked = f"SELECT count(*) FROM ({scan}) WHERE line <> CAST(n AS BIGINT) + 1"
    assert con.execute(asked).fetchone() == (0,)


def test_a_parquet_file_may_have_a_pattern_in_its_name(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = tmp_path / "a[1]*.parquet"
    pq.write_table(pa.table({"n": [7]}), path)
    assert con.sql(scan_parquet(con, read_head(path))).fetchall() == [("7", 1, None)]


def test_a_damaged_parquet_file_is_told(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1 and nothing more")
    with pytest.raises(BadInput, match=r"a\.parquet"):
        scan_parquet(con, read_head(path))


def test_excel_cells_become_text(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        [
            [],
            ["HS code", "Day", "Mass", None, "Mass", "ok"],
            ["010121", datetime(2025, 5, 1), 1234, None, 0.1, True],
            [],
            [284690, datetime(2025, 5, 1, 12, 30), 'a,"b"\nc', "x", None, False],
            [],
        ],
    )
    first, empty, second = excel(con, path)
    assert first == ("010121", "2025-05-01", "1234", "", "0.1", "true", 1, None)
    assert empty == ("", "", "", "", "", "", 2, None)
    assert second == ("284690", "2025-05-01 12:30:00", 'a,"b"\nc', "x", "", "false", 3, None)


def test_a_sheet_is_the_first_one_or_the_one_that_is_named(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", [["n"], [1]], Data=[["n"], [2]])
    assert excel(con, path) == [("1", 1, None)]
    assert excel(con, path, "Data") == [("2", 1, None)]
    with pytest.raises(UnknownName, match="Data"):
        excel(con, path, "data")


def test_a_row_wider_than_the_header_is_broken(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", [["a", "b"], [1, 2], [1, 2, 3], [1]])
    sound, wide, narrow = excel(con, path)
    assert sound[-1] is None
    assert "more cells" in wide[-1]
    assert narrow == ("1", "", 3, None)


def test_an_empty_or_damaged_workbook_is_told(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match="empty"):
        excel(con, workbook(tmp_path / "a.xlsx", []))
    path = workbook(tmp_path / "b.xlsx", [["a"], [1]])
    head = read_head(path)
    path.write_bytes(path.read_bytes()[:500])
    with pytest.raises(BadInput, match=r"b\.xlsx"):
        scan_excel(con, head)


@pytest.mark.full
@given(
    rows=st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20),
            min_size=3,
            max_size=3,
        ),
        max_size=8,
    )
)
def test_any_text_comes_out_of_a_workbook_as_it_went_in(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("excel")
    path = workbook(folder / "a.xlsx", [["a", "b", "c"], *([*row, "end"][:3] for row in rows)])
    # What begins with = is written as a formula, which has no text before a program computes it.
    told = [tuple("" if re.match("=.", cell, re.S) else cell for cell in row) for row in rows]
    while told and not any(told[-1]):
        told.pop()
    with connect(folder=folder) as con:
        found = [row[:3] for row in excel(con, path)]
    assert found == told


@pytest.mark.parametrize("packed", [False, True])
def test_the_elements_of_an_array_keep_their_order(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, packed: bool
) -> None:
    text = json.dumps([{"n": number, "text": "ü\u2028"} for number in range(20_000)])
    path = tmp_path / "a.json"
    path.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
    name = json_elements(con, read_head(path))
    asked = f"SELECT count(*), bool_and((element ->> '$.n')::BIGINT = number - 1) FROM {name}"
    assert con.execute(asked).fetchone() == (20_000, True)


def test_a_byte_order_mark_is_no_part_of_the_array(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"\xef\xbb\xbf[1, 2]")
    assert con.sql(f"SELECT element FROM {json_elements(con, read_head(path))}").fetchall() == [
        ("1",),
        ("2",),
    ]


@pytest.mark.parametrize("text", ["[1, 2", "{", "<html>Invalid key</html>"])
def test_what_is_no_array_is_told(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=r"a\.json"):
        json_elements(con, read_head(path))
