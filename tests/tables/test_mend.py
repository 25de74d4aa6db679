"""Files whose quotation marks are out of order: no line takes another one with it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.tables.mend import TORN, mend

CELLS = st.text(
    st.one_of(st.sampled_from('",;\t\n\r x'), st.characters(exclude_categories=["Cs"])), max_size=9
)


def mended(text: str, folder: Path, *, width: int = 2, quote: str = '"') -> list[list[str]]:
    target = folder / "mended.csv"
    mend(io.BytesIO(text.encode()), target, width=width, delimiter=",", quote=quote)
    with target.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


@given(rows=st.lists(st.lists(CELLS, min_size=2, max_size=3), min_size=1, max_size=5))
def test_rows_that_are_in_order_stay_as_they_are(
    rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    assert mended(text.getvalue(), tmp_path_factory.getbasetemp()) == rows


@pytest.mark.parametrize("torn", ['1,"x" y', '1,"x"y', '1,"x', '"1,x', '1,"x""'])
def test_a_line_that_is_no_row_stands_apart_and_its_neighbours_are_rows(
    torn: str, tmp_path: Path
) -> None:
    for text in (f"a,b\n{torn}\n2,z\n", f"a,b\n2,z\n{torn}", f'{torn}\r\n"a\n",b\r\n'):
        found = mended(text, tmp_path)
        assert [torn, "", TORN] in found
        assert len(found) == text.count("\n") + (not text.endswith("\n")) - text.count('"a\n"')


def test_cells_over_several_lines_are_one_row(tmp_path: Path) -> None:
    assert mended('1,"x\ny"\n\n2,"a" b\n', tmp_path) == [["1", "x\ny"], ['2,"a" b', "", TORN]]


def test_of_more_cells_than_there_are_columns_one_is_kept(tmp_path: Path) -> None:
    assert mended("1,2,3,4,5\n", tmp_path) == [["1", "2", "3"]]


def test_where_nothing_is_quoted_a_quotation_mark_is_a_character(tmp_path: Path) -> None:
    assert mended('1,"x\n2,y\n', tmp_path, quote="") == [["1", '"x'], ["2", "y"]]
