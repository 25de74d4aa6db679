import csv
import io
import json
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq

from kg.claim import Claim
from kg.dataset import Dataset
from kg.export import export
from kg.load import load
from kg.vocab import Vocabulary

from .common import view


def test_csv_comes_back_as_the_same_claims(
    tmp_path: Path, shipped: Dataset, vocab: Vocabulary
) -> None:
    path = tmp_path / "claims.csv.gz"
    export(view(shipped, vocab), path)
    assert load([path], vocab=vocab, known=replace(shipped, claims=())).dataset.claims == (
        shipped.claims
    )
    assert load([path], vocab=vocab, known=shipped).dataset == Dataset.of()


def test_no_cell_of_a_csv_runs_in_a_spreadsheet(tiny_dataset: Dataset, vocab: Vocabulary) -> None:
    first, *others = tiny_dataset.claims
    hostile = replace(first, gist='=cmd|"/c calc"!A1', scope_note="-48.3", value=Decimal("-48.3"))
    dataset = replace(tiny_dataset, claims=(hostile, *others))
    file = io.BytesIO()
    export(view(dataset, vocab), file, format="csv")
    row = next(csv.DictReader(io.StringIO(file.getvalue().decode("utf-8"), newline="")))
    assert row["gist"] == '\'=cmd|"/c calc"!A1'
    assert (row["scope_note"], row["value"]) == ("-48.3", "-48.3")


def test_each_line_of_json_lines_is_a_claim(shipped: Dataset, vocab: Vocabulary) -> None:
    file = io.BytesIO()
    export(view(shipped, vocab), file, format="jsonl")
    lines = file.getvalue().decode("utf-8").split("\n")
    assert lines.pop() == ""
    for line, claim in zip(lines, shipped.claims, strict=True):
        row = json.loads(line, parse_float=Decimal, parse_int=Decimal)
        assert row == {
            name: str(value) if isinstance(value, date) else value
            for name, value in asdict(claim).items()
            if value not in (None, ())
        }


def test_parquet_comes_back_as_the_same_claims(
    tmp_path: Path, shipped: Dataset, vocab: Vocabulary
) -> None:
    path = tmp_path / "claims.parquet"
    export(view(shipped, vocab), path)
    rows = pq.read_table(path).to_pylist()
    assert [Claim(**row | {"premises": tuple(row["premises"])}) for row in rows] == list(
        shipped.claims
    )


def test_an_empty_table_still_has_its_columns(tmp_path: Path, vocab: Vocabulary) -> None:
    export(view(Dataset.of(), vocab), tmp_path / "none.parquet")
    names = [column.name for column in vocab.columns]
    assert pq.read_schema(tmp_path / "none.parquet").names == names
