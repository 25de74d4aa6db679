"""What a file is packed in, how it is encoded, what its first line says."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from kg.errors import BadInput
from kg.tables.head import packing, read_head

TEXT = "Año;Größe\n2023;1\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("cp1252"), "cp1252"),
        ("年份;商品名称\n2023;稀土\n".encode("gb18030"), "gb18030"),
    ],
)
def test_the_encoding_is_known_by_the_bytes(tmp_path: Path, content: bytes, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    head = read_head(path)
    assert head.encoding == encoding
    assert head.delimiter == ";"
    assert not head.text.startswith("\ufeff")
    assert len(head.cells) == 2
    assert head.cells[0] in ("Año", "年份")


def test_a_character_cut_off_at_the_end_of_the_head_is_no_reason_to_doubt_utf8(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n" + b"x" * (64 * 1024 - 5) + "é".encode() * 10)
    assert read_head(path).encoding == "utf-8"


@pytest.mark.parametrize(
    ("text", "delimiter"), [("a\tb,c\td", "\t"), ('"a,b";c;d', ";"), ("a|b", "|")]
)
def test_the_delimiter_is_what_stands_most_outside_quotation_marks(
    tmp_path: Path, text: str, delimiter: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    assert read_head(path).delimiter == delimiter


def test_archives_are_known_by_content_not_by_name(tmp_path: Path) -> None:
    packed = tmp_path / "a.csv"
    packed.write_bytes(gzip.compress(TEXT.encode()))
    assert packing(packed) == "gzip"
    assert read_head(packed).cells == ("Año", "Größe")
    archive = tmp_path / "b.csv"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("inner.csv", TEXT)
    assert read_head(archive).cells == ("Año", "Größe")


def test_an_archive_of_several_files_is_refused_with_their_names(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("one.csv", TEXT)
        file.writestr("two.csv", TEXT)
    with pytest.raises(BadInput, match=r"2 files \(one.csv, two.csv\)"):
        read_head(path)


@pytest.mark.parametrize("content", [b"", b" \n\n"])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(BadInput, match="is empty"):
        read_head(path)


def test_damaged_archives_and_missing_files_are_errors_in_a_line(tmp_path: Path) -> None:
    cut = tmp_path / "a.gz"
    cut.write_bytes(gzip.compress(TEXT.encode())[:-12])
    with pytest.raises(BadInput, match="cannot read"):
        read_head(cut)
    with pytest.raises(BadInput, match="cannot read"):
        read_head(tmp_path / "none.csv")
