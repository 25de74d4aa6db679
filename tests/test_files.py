from __future__ import annotations

import gzip
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg import files
from kg.errors import BadInput
from kg.files import bundled, opened, read_text, sha256, temporary_folder, written

CONTENT = "Größe \U0001f600\n".encode() * 50


def names(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir()]


@pytest.mark.parametrize("name", ["ontology", "data", "viz"])
def test_the_shipped_folders_are_found(name: str) -> None:
    assert any(bundled(name).iterdir())


def test_a_folder_that_the_installation_lacks_is_named() -> None:
    with pytest.raises(BadInput, match="lacks its folder 'nothing'"):
        bundled("nothing")


def test_a_folder_inside_the_package_goes_before_one_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kg" / "bundled" / "data").mkdir(parents=True)
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(files, "_PACKAGE", tmp_path / "kg")
    assert bundled("data") == tmp_path / "kg" / "bundled" / "data"


@pytest.mark.parametrize("name", ["a.txt", "a.txt.gz", "ü" * 60 + ".txt", "a b.ttl"])
def test_what_is_written_is_read_back(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with written(path) as file:
        file.write(CONTENT)
    with opened(path) as file:
        assert file.read() == CONTENT
    assert names(tmp_path) == [name]


def test_a_compressed_file_has_the_same_bytes_whenever_and_wherever_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / "a.gz", tmp_path / "another.gz"]
    for path, now in zip(paths, (1.0, 2e9), strict=True):
        monkeypatch.setattr("time.time", lambda now=now: now)
        with written(path) as file:
            file.write(CONTENT)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert gzip.decompress(paths[0].read_bytes()) == CONTENT


@pytest.mark.parametrize("name", ["a.txt", "a.txt.gz"])
@pytest.mark.parametrize(
    "error", [OSError("disk"), KeyboardInterrupt(), SystemExit(), ValueError()]
)
def test_an_error_while_writing_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, name: str, error: BaseException
) -> None:
    path = tmp_path / name
    path.write_bytes(b"old")
    with pytest.raises(type(error)), written(path) as file:
        file.write(CONTENT)
        raise error
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == [name]


def test_nothing_stands_under_the_name_before_everything_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with written(path) as file:
        file.write(CONTENT)
        file.flush()
        assert not path.exists()
    assert path.read_bytes() == CONTENT


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no umask")
def test_a_written_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    with written(tmp_path / "ours") as file:
        file.write(b"")
    (tmp_path / "usual").touch()
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_missing_folder_is_reported_as_such(tmp_path: Path) -> None:
    with (
        pytest.raises(BadInput, match=r"cannot write .*No such file"),
        written(tmp_path / "x" / "y"),
    ):
        pytest.fail("nobody may write")


def test_a_directory_in_the_place_of_a_file_is_refused_before_anything_is_written(
    tmp_path: Path,
) -> None:
    with pytest.raises(BadInput, match="is a directory"), written(tmp_path):
        pytest.fail("nobody may write")
    assert names(tmp_path) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_or_device_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    code = f"import pathlib; print(pathlib.Path({str(pipe)!r}).read_text(), end='')"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as reader:
        with written(pipe) as file:
            file.write(b"through the pipe")
        assert reader.communicate()[0] == b"through the pipe"
    assert pipe.is_fifo()


def test_a_file_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"cannot read .*missing.csv: No such file"):
        read_text(tmp_path / "missing.csv")


def test_a_byte_order_mark_is_dropped_and_line_ends_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbfa\r\nb\n")
    assert read_text(path) == "a\r\nb\n"


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"a\nb\xff\n", 2), ("a\nGröße".encode("latin-1"), 2), ("id\n".encode("utf-16"), 1)],
)
def test_text_that_is_not_utf8_is_refused_with_its_line(
    tmp_path: Path, content: bytes, line: int
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=f"a.csv, line {line}: not UTF-8; save the file as UTF-8"):
        read_text(path)


@pytest.mark.parametrize("damage", ["cut off", "changed", "not packed", "checksum"])
def test_a_damaged_compressed_file_is_refused(tmp_path: Path, damage: str) -> None:
    packed = gzip.compress(os.urandom(2000), mtime=0)
    content = {
        "cut off": packed[:1000],
        "changed": packed[:12] + b"\xff" * 50 + packed[62:],
        "not packed": b"id,label\n",
        "checksum": packed[:-8] + b"\0" * 8,
    }[damage]
    path = tmp_path / "a.csv.gz"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=r"cannot read|not UTF-8"):
        read_text(path)


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(CONTENT)
    assert sha256(path) == hashlib.sha256(CONTENT).hexdigest()


def test_a_temporary_folder_goes_with_its_owner_and_all_that_is_in_it() -> None:
    class Owner:
        pass

    owner = Owner()
    folder = temporary_folder(owner)
    (folder / "inside").write_text("x", encoding="utf-8")
    del owner
    assert not folder.exists()
