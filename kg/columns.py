"""The record in columns: datasets as Parquet files, with a schema made from the ontology."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate, chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kg.claim import Claim
from kg.dataset import Dataset
from kg.entity import Entity
from kg.errors import BadInput, StoreDamaged
from kg.rdf import plain
from kg.sources import Retraction, Source
from kg.vocab import Vocabulary

NUMBER = pa.decimal128(38, 12)
_EPOCH = date(1970, 1, 1)
_FEW = 10_000  # as many claims take as long by way of their texts as to import pandas
_TEXTS = pa.list_(pa.string())
_ARROW_TYPES: Mapping[str, pa.DataType] = {
    "date": pa.date32(),
    "decimal": NUMBER,
    "boolean": pa.bool_(),
    "claims": _TEXTS,
}
_ENTITY_SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("type", pa.string()),
        ("label", pa.string()),
        ("aliases", _TEXTS),
        ("codes", pa.map_(pa.string(), pa.string())),
        ("note", pa.string()),
    ]
)
_SOURCE_SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("label", pa.string()),
        ("kind", pa.string()),
        ("publisher", pa.string()),
        ("published", pa.date32()),
        ("published_basis", pa.string()),
        ("language", pa.string()),
        ("sha256", pa.string()),
        ("length", pa.int64()),
        ("obtained", pa.string()),
        ("relies_on", _TEXTS),
        ("licence", pa.string()),
        ("recorded", pa.date32()),
    ]
)
_RETRACTION_SCHEMA = pa.schema(
    [("claim", pa.string()), ("date", pa.date32()), ("why", pa.string())]
)


def claim_schema(vocab: Vocabulary) -> pa.Schema:
    """The Arrow schema of claims: one field per column of the ontology.

    Args:
        vocab: The ontology.

    Returns:
        The schema.

    Example:
        >>> str(claim_schema(Vocabulary.load()).field("value").type)
        'decimal128(38, 12)'
    """
    return pa.schema(
        [(column.name, _ARROW_TYPES.get(column.kind, pa.string())) for column in vocab.columns]
    )


def claim_table(claims: Iterable[Claim], vocab: Vocabulary) -> pa.Table:
    """Claims as an Arrow table.

    Args:
        claims: The claims.
        vocab: The ontology.

    Returns:
        A table with one row per claim.

    Example:
        >>> claim_table([], Vocabulary.load()).num_rows
        0
    """
    return _table(claims, claim_schema(vocab))


def read_claims(table: pa.Table) -> list[Claim]:
    """Claims from columns.

    Args:
        table: A table with the columns of claims.

    Returns:
        A claim for each row.

    Example:
        >>> read_claims(claim_table([], Vocabulary.load()))
        []
    """
    return [_claim(row) for row in table.to_pylist()]


def write_dataset(dataset: Dataset, folder: Path, *, vocab: Vocabulary) -> None:
    """Write a dataset as Parquet files; what is empty makes no file.

    Args:
        dataset: What to write.
        folder: Where; it is made.
        vocab: The ontology.

    Raises:
        BadInput: A number is larger or finer than the columns can hold.

    Example:
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> write_dataset(Dataset.of(), folder, vocab=Vocabulary.load())
        >>> list(folder.iterdir())
        []
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows, schema in (
        ("claims", dataset.claims, claim_schema(vocab)),
        ("entities", dataset.entities.values(), _ENTITY_SCHEMA),
        ("sources", dataset.sources.values(), _SOURCE_SCHEMA),
        ("retractions", dataset.retractions, _RETRACTION_SCHEMA),
    ):
        if rows:
            pq.write_table(_table(rows, schema), folder / f"{name}.parquet", compression="zstd")


def read_dataset(folder: Path, *, vocab: Vocabulary) -> Dataset:
    """Read what :func:`write_dataset` wrote.

    Args:
        folder: The folder.
        vocab: The ontology.

    Returns:
        The dataset.

    Raises:
        StoreDamaged: A file cannot be read or has other columns.

    Example:
        >>> import tempfile
        >>> read_dataset(Path(tempfile.mkdtemp()), vocab=Vocabulary.load()).claims
        ()
    """
    entities = [
        Entity(
            **{**row, "aliases": tuple(row["aliases"]), "codes": tuple(map(tuple, row["codes"]))}
        )
        for row in _read(folder / "entities.parquet", _ENTITY_SCHEMA)
    ]
    sources = [
        Source(**{**row, "relies_on": tuple(row["relies_on"])})
        for row in _read(folder / "sources.parquet", _SOURCE_SCHEMA)
    ]
    claims = map(_claim, _read(folder / "claims.parquet", claim_schema(vocab)))
    rows = _read(folder / "retractions.parquet", _RETRACTION_SCHEMA)
    return Dataset.of(
        entities=entities,
        sources=sources,
        claims=claims,
        retractions=[Retraction(**row) for row in rows],
    )


def _table(rows: Iterable[Any], schema: pa.Schema) -> pa.Table:
    rows = list(rows)
    try:
        columns = [_array([getattr(row, one.name) for row in rows], one.type) for one in schema]
    except pa.ArrowException as error:
        raise BadInput(f"a value does not fit its column: {error}") from error
    return pa.Table.from_arrays(columns, schema=schema)


def _array(values: Sequence[Any], type_: pa.DataType) -> pa.Array:
    """Python values as a column; a few of them in a way that spares pyarrow importing pandas."""
    if len(values) > _FEW:
        return pa.array(values, type_)
    if pa.types.is_nested(type_):
        offsets = _numbers([0, *accumulate(map(len, values))], pa.int32())
        parts = list(chain.from_iterable(values))
        if not pa.types.is_map(type_):
            return pa.ListArray.from_arrays(offsets, _array(parts, type_.value_type))
        keys = _array([key for key, _ in parts], type_.key_type)
        items = _array([item for _, item in parts], type_.item_type)
        return pa.MapArray.from_arrays(offsets, keys, items)
    if pa.types.is_date32(type_):
        return _numbers([day and (day - _EPOCH).days for day in values], type_)
    if pa.types.is_integer(type_):
        return _numbers(values, type_)
    builder = pa.lib.StringBuilder()
    builder.append_values(None if value is None else str(value) for value in values)
    texts = builder.finish()
    return texts if type_ == texts.type else texts.cast(type_)


def _numbers(values: Sequence[int | None], type_: pa.DataType) -> pa.Array:
    """Whole numbers as a column of 32 or 64 bits."""
    bits = "".join("0" if value is None else "1" for value in reversed(values))
    stated = int(bits or "0", 2).to_bytes(len(values) // 8 + 1, "little")
    numbers = array("i" if type_.bit_width == 32 else "q", [value or 0 for value in values])
    buffers = [pa.py_buffer(stated), pa.py_buffer(numbers)]
    return pa.Array.from_buffers(type_, len(values), buffers)


def _claim(row: dict[str, Any]) -> Claim:
    return Claim(**{**row, **_unpadded(row), "premises": tuple(row["premises"])})


def _unpadded(row: dict[str, Any]) -> dict[str, Decimal]:
    """A row's numbers without the zeros that the columns' fixed scale appends."""
    return {
        name: Decimal(plain(value)) for name, value in row.items() if isinstance(value, Decimal)
    }


def _read(path: Path, schema: pa.Schema) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    try:
        table = pq.ParquetFile(path).read()  # the usual read_table would import pandas
    except (OSError, pa.ArrowException, UnicodeDecodeError) as error:
        raise StoreDamaged(f"{path} cannot be read: {error}; build the store anew") from error
    if not table.schema.equals(schema):
        raise StoreDamaged(f"{path} has other columns than its ontology; build the store anew")
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows
