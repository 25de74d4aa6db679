from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import columns
from kg.claim import Claim
from kg.columns import claim_schema, claim_table, read_dataset, write_dataset
from kg.dataset import Dataset
from kg.errors import BadInput, StoreDamaged
from kg.vocab import Vocabulary
from tests.strategies import claims, vocabulary

VOCAB = vocabulary()


@given(claim=claims())
def test_any_claim_is_read_from_columns_as_it_was_written(
    claim: Claim, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "columns"
    write_dataset(Dataset.of(claims=[claim]), folder, vocab=VOCAB)
    assert read_dataset(folder, vocab=VOCAB).claims == (claim,)


def test_the_shipped_data_is_read_as_it_was_written(shipped: Dataset, tmp_path: Path) -> None:
    write_dataset(shipped, tmp_path / "a", vocab=VOCAB)
    assert read_dataset(tmp_path / "a", vocab=VOCAB) == shipped


def test_the_same_claims_make_the_same_bytes(tiny_dataset: Dataset, tmp_path: Path) -> None:
    for name in "ab":
        write_dataset(tiny_dataset, tmp_path / name, vocab=VOCAB)
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()


def test_what_is_empty_makes_no_file_and_reads_as_empty(tmp_path: Path) -> None:
    write_dataset(Dataset.of(), tmp_path / "a", vocab=VOCAB)
    assert list((tmp_path / "a").iterdir()) == []
    assert read_dataset(tmp_path / "a", vocab=VOCAB) == Dataset.of()


def test_the_name_of_a_folder_never_becomes_a_column(tiny_dataset: Dataset, tmp_path: Path) -> None:
    folder = tmp_path / "year=2025" / "data"
    write_dataset(tiny_dataset, folder, vocab=VOCAB)
    assert read_dataset(folder, vocab=VOCAB) == tiny_dataset


def test_every_column_of_the_ontology_is_a_field_of_its_kind(vocab: Vocabulary) -> None:
    schema = claim_schema(vocab)
    assert schema.names == list(vocab.column)
    assert schema.field("start").type == pa.date32()
    assert schema.field("negated").type == pa.bool_()
    assert schema.field("premises").type == pa.list_(pa.string())
    assert schema.field("subject").type == pa.string()


@given(rows=st.lists(claims(), max_size=20))
def test_few_rows_make_the_columns_that_many_make(rows: list[Claim]) -> None:
    few = claim_table(rows, VOCAB)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "_FEW", -1)
        assert few.equals(claim_table(rows, VOCAB))
    few.validate(full=True)


def test_few_entities_and_sources_make_the_files_that_many_make(
    shipped: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, limit in (("few", 10**9), ("many", -1)):
        monkeypatch.setattr(columns, "_FEW", limit)
        write_dataset(shipped, tmp_path / name, vocab=VOCAB)
    for file in (tmp_path / "few").iterdir():
        assert (
            pq.ParquetFile(file).read().equals(pq.ParquetFile(tmp_path / "many" / file.name).read())
        )


def test_a_small_record_is_written_and_read_without_pandas(
    tiny_dataset: Dataset, tmp_path: Path
) -> None:
    write_dataset(tiny_dataset, tmp_path / "there", vocab=VOCAB)
    program = f"""
import sys
from pathlib import Path
from kg.columns import read_dataset, write_dataset
from kg.vocab import Vocabulary
folder, vocab = Path({str(tmp_path)!r}), Vocabulary.load()
write_dataset(read_dataset(folder / "there", vocab=vocab), folder / "copy", vocab=vocab)
assert "pandas" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)
    assert read_dataset(tmp_path / "copy", vocab=VOCAB) == tiny_dataset


def test_a_table_has_a_row_for_each_claim_in_their_order(tiny_dataset: Dataset) -> None:
    table = claim_table(tiny_dataset.claims, VOCAB)
    assert table.column("id").to_pylist() == [claim.id for claim in tiny_dataset.claims]


@pytest.mark.parametrize("value", ["1e30", "1e-13", "12345678901234567890123456.0000000000001"])
def test_a_number_that_the_columns_cannot_hold_is_refused_and_never_rounded(
    tiny_dataset: Dataset, tmp_path: Path, value: str
) -> None:
    claim = replace(tiny_dataset.claims[0], value=Decimal(value))
    with pytest.raises(BadInput, match="does not fit"):
        write_dataset(Dataset.of(claims=[claim]), tmp_path, vocab=VOCAB)


@pytest.mark.parametrize("name", ["claims", "entities", "sources"])
@pytest.mark.parametrize(
    "damage", ["emptied", "cut off", "overwritten", "other columns", "a folder"]
)
def test_a_damaged_file_is_an_error_of_ours(
    tiny_dataset: Dataset, tmp_path: Path, name: str, damage: str
) -> None:
    write_dataset(tiny_dataset, tmp_path, vocab=VOCAB)
    path = tmp_path / f"{name}.parquet"
    content = path.read_bytes()
    if damage == "other columns":
        pq.write_table(pa.table({"id": ["x"]}), path)
    elif damage == "a folder":
        path.unlink()
        path.mkdir()
    else:
        path.write_bytes(
            {"emptied": b"", "cut off": content[:-20], "overwritten": b"x" * len(content)}[damage]
        )
    with pytest.raises(StoreDamaged, match=f"{name}.parquet"):
        read_dataset(tmp_path, vocab=VOCAB)
