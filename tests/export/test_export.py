import gzip
import io
import sys
from pathlib import Path

import pytest

from kg.dataset import Dataset
from kg.errors import BadInput, UnknownName
from kg.export import NETWORK_WRITERS, WRITERS, Selection, export, write_network
from kg.vocab import Vocabulary

from .common import FOREIGN, view

ALL = {name: one.suffix for name, one in WRITERS.items()}
ALL |= {name: one.suffix for name, one in NETWORK_WRITERS.items()}


@pytest.mark.parametrize("format", ALL)
def test_the_same_contents_give_the_same_bytes(
    tmp_path: Path, tiny_dataset: Dataset, format: str
) -> None:
    made = []
    for number in range(2):
        path = tmp_path / f"{number}{ALL[format]}.gz"
        export(view(tiny_dataset, Vocabulary.load(), FOREIGN), path)
        made.append(path.read_bytes())
    assert made[0] == made[1]


def test_a_name_that_ends_in_gz_is_packed(
    tmp_path: Path, tiny_dataset: Dataset, vocab: Vocabulary
) -> None:
    seen = view(tiny_dataset, vocab)
    export(seen, tmp_path / "claims.nq")
    export(seen, str(tmp_path / "claims.nq.gz"))
    packed = gzip.decompress((tmp_path / "claims.nq.gz").read_bytes())
    assert packed == (tmp_path / "claims.nq").read_bytes()


@pytest.mark.parametrize("format", ALL)
def test_a_dash_is_standard_output(
    monkeypatch: pytest.MonkeyPatch, tiny_dataset: Dataset, vocab: Vocabulary, format: str
) -> None:
    raw, file = io.BytesIO(), io.BytesIO()
    out = io.TextIOWrapper(raw)
    monkeypatch.setattr(sys, "stdout", out)
    export(view(tiny_dataset, vocab), Path("-"), format=format)
    monkeypatch.undo()
    export(view(tiny_dataset, vocab), file, format=format)
    assert raw.getvalue() == file.getvalue()
    assert not out.closed


def test_a_format_goes_by_name_or_suffix(tiny_dataset: Dataset, vocab: Vocabulary) -> None:
    one, other = io.BytesIO(), io.BytesIO()
    export(view(tiny_dataset, vocab), one, format="nquads")
    export(view(tiny_dataset, vocab), other, format="NQ")
    assert one.getvalue() == other.getvalue()


def test_an_unknown_format_is_refused_before_anything_is_written(
    tmp_path: Path, tiny_dataset: Dataset, vocab: Vocabulary
) -> None:
    seen = view(tiny_dataset, vocab)
    with pytest.raises(BadInput, match=r"\.ttl, \.nt, \.nq"):
        export(seen, tmp_path / "claims.docx")
    with pytest.raises(UnknownName, match="did you mean turtle"):
        export(seen, tmp_path / "claims", format="turtel")
    with pytest.raises(BadInput, match="which format"):
        write_network(None, tmp_path / "claims.ttl")
    with pytest.raises(BadInput, match="cannot write"):
        export(seen, tmp_path / "missing" / "claims.ttl")
    assert list(tmp_path.iterdir()) == []


def test_prefixes_are_declared(tiny_dataset: Dataset, vocab: Vocabulary) -> None:
    file = io.BytesIO()
    export(view(tiny_dataset, vocab), file, format="turtle")
    text = file.getvalue().decode("utf-8")
    assert "@prefix country: <https://supply-chain-kg.example/country/> ." in text
    assert "country:CHN kg:restricts group:rare-earths" in text


def test_a_network_of_any_kind_can_be_exported(tiny_dataset: Dataset, vocab: Vocabulary) -> None:
    file = io.BytesIO()
    select = Selection(relations=["kg:contains"])
    export(view(tiny_dataset, vocab), file, format="graphml", select=select, network="materials")
    assert file.getvalue().count(b"<edge ") == 1


def test_a_closed_pipe_reaches_the_caller(tiny_dataset: Dataset, vocab: Vocabulary) -> None:
    class Closed(io.BytesIO):
        def write(self, _: object) -> int:
            raise BrokenPipeError

    for name in WRITERS:
        with pytest.raises(BrokenPipeError):
            export(view(tiny_dataset, vocab), Closed(), format=name)
