from __future__ import annotations

import gzip
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kg.scale import digest, digest_files

lines = st.lists(st.binary(max_size=5).filter(lambda line: b"\n" not in line), max_size=8)


@given(found=lines, data=st.data())
def test_the_order_of_lines_does_not_count(found: list[bytes], data: st.DataObject) -> None:
    assert digest(found) == digest(data.draw(st.permutations(found)))


@given(found=lines.filter(bool))
def test_a_line_more_or_less_or_twice_more_counts(found: list[bytes]) -> None:
    assert len({digest(found), digest(found[1:]), digest([*found, *found[:1] * 2])}) == 3


def test_how_lines_are_split_into_files_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "a.nq").write_bytes(b"one\ntwo\n")
    (tmp_path / "b.nq.gz").write_bytes(gzip.compress(b"three\n"))
    (tmp_path / "all.nq").write_bytes(b"three\none\ntwo\n")
    split = digest_files([tmp_path / "a.nq", tmp_path / "b.nq.gz"])
    assert split == digest_files([tmp_path / "all.nq"])
    assert str(split).startswith("3 lines, ")
