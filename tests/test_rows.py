from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadInput, BadRow
from kg.rows import header_of, read_rows, write_rows

KNOWN = ["id", "label", "note"]


def read(path: Path, content: str | bytes) -> list[tuple[int, dict[str, str]]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_rows(path, known=KNOWN, required=["id"]))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.csv"


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).map(str.strip)


@given(rows=st.lists(st.tuples(cells, cells, cells)))
def test_rows_written_and_read_are_the_same(
    rows: list[tuple[str, str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = io.StringIO(newline="")
    write_rows(text, KNOWN, rows)
    path = tmp_path_factory.getbasetemp() / "rows.csv"
    read_back = [tuple(row.values()) for _, row in read(path, text.getvalue())]
    assert read_back == [row for row in rows if any(row)]


def test_rows_are_written_as_they_come_and_not_gathered_first() -> None:
    text = io.StringIO()
    seen: list[int] = []

    def rows() -> object:
        for number in range(3):
            seen.append(len(text.getvalue()))
            yield [str(number)]

    write_rows(text, ["n"], rows())  # type: ignore[arg-type]
    assert seen == sorted(set(seen))


def test_the_line_of_a_row_is_the_one_it_begins_on(path: Path) -> None:
    content = '"id\n",label\nz,0\n\na,"two\nlines"\n , \nb,x\n'
    lines = [(line, row["id"]) for line, row in read(path, content)]
    assert lines == [(3, "z"), (5, "a"), (8, "b")]


@pytest.mark.parametrize(
    "content",
    [
        "id,label\na,b\n",
        "id,label\r\na,b\r\n",
        "id,label\ra,b\r",
        "\ufeffid,label\na,b",
        ' id , "label" \n a ,b \n'.replace(' "label" ', "label"),
    ],
    ids=["unix", "windows", "old mac", "byte order mark", "white space"],
)
def test_line_ends_marks_and_white_space_make_no_difference(path: Path, content: str) -> None:
    assert [row for _, row in read(path, content)] == [{"id": "a", "label": "b"}]
    assert header_of(path) == ["id", "label"]


@pytest.mark.parametrize("content", ["", "\n", "id\n", "id"])
def test_a_file_without_rows_gives_none_or_says_that_its_header_is_missing(
    path: Path, content: str
) -> None:
    if "id" in content:
        assert read(path, content) == []
    else:
        with pytest.raises(BadRow, match="line 1, column id: the column is missing"):
            read(path, content)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("id,lable\n", "line 1: unknown column 'lable'; did you mean label?"),
        ("id,zzz\n", "line 1: unknown column 'zzz'; known are id, label, note"),
        ("id,\n", "line 1: unknown column ''; known are id, label, note"),
        ("id,id\n", "line 1, column id: the column stands twice"),
        ("label\nx\n", "line 1, column id: the column is missing"),
        ("id,label\na\n", "line 2: the row has 1 cells, the header 2"),
        ("id,label\na,b\nc,d,e\n", "line 3: the row has 3 cells, the header 2; quote cells"),
        ('id,label\na,"b\n', "no well-formed CSV: unexpected end of data"),
        ('id,label\na,"b"c\n', "line 2: no well-formed CSV"),
        ("id,label\na,b\0c\n", "line 2, column label: 'b\\x00c': a NUL character is no text"),
        ("id\n" + "x" * 1_000_001 + "\n", "line 2: no well-formed CSV: field larger than"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_place(
    path: Path, content: str, message: str
) -> None:
    with pytest.raises(BadRow) as error:
        read(path, content)
    assert str(error.value).startswith(str(path))
    assert message in str(error.value)


def test_a_large_cell_within_the_limit_is_read(path: Path) -> None:
    assert len(read(path, "id\n" + "x" * 900_000)[0][1]["id"]) == 900_000


@pytest.mark.parametrize("content", ["x" * 1_100_000, 'id,"label'])
def test_a_header_that_is_no_csv_is_an_error_of_ours(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadRow, match="line 1: no well-formed CSV"):
        header_of(path)


def test_a_header_with_a_line_break_in_quotes_is_one_header(path: Path) -> None:
    path.write_text('"id\n",label\na,b\n', encoding="utf-8")
    assert header_of(path) == ["id", "label"]


def test_a_file_that_is_not_utf8_is_refused(path: Path) -> None:
    with pytest.raises(BadInput, match="line 2: not UTF-8"):
        read(path, b"id\n\xff\n")
