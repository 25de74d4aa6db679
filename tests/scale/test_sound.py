from __future__ import annotations

import pyarrow as pa
import pytest

from kg.columns import claim_table
from kg.dataset import Dataset
from kg.errors import BadInput
from kg.scale import refuse_unsound, unsound_cells
from tests.strategies import vocabulary

from .common import OnDuckDB, awkward, numbered


def changed(dataset: Dataset, column: str, cell: object) -> OnDuckDB:
    """The claims with one cell of the first changed to something a claim could not hold."""
    table = claim_table(dataset.claims, vocabulary())
    field = table.schema.field(column)
    cells = pa.array([cell, *table[column].to_pylist()[1:]], type=field.type)
    return OnDuckDB(table.set_column(table.schema.get_field_index(column), field, cells))


def test_sound_claims_are_let_through(shipped: Dataset) -> None:
    found = numbered([*awkward(shipped.claims[0]), *shipped.claims])
    held = OnDuckDB(found)
    refuse_unsound(held.engine, held.claims, vocabulary())
    assert held.engine.rows(unsound_cells(held.claims, vocabulary())).num_rows == 0


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("subject", "country:a b"),
        ("subject", "country:CHN\n"),
        ("subject", "country:> <x"),
        ("subject", "land:CHN"),
        ("subject", ""),
        ("subject", None),
        ("object", "country:É"),
        ("predicate", "unknown:exports"),
        ("claim_type", "kg:Nothing"),
        ("claim_type", None),
        ("id", None),
        ("source_id", "country:CHN"),
        ("modality", "shouted"),
        ("premises", ["claim:a", "claim:b c"]),
        ("gist", None),
        ("published", None),
    ],
)
def test_a_cell_that_rdf_has_no_words_for_is_refused_with_its_column(
    tiny_dataset: Dataset, column: str, cell: object
) -> None:
    held = changed(tiny_dataset, column, cell)
    with pytest.raises(BadInput, match=f"no words for: {column} .*Nothing was written"):
        refuse_unsound(held.engine, held.claims, vocabulary())
