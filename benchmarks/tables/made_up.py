"""Made-up trade flows, always the same for a size: a CSV file like those that analysts have.

Exporters, importers and goods are drawn from power laws, values from a log-normal law, months from
2010 to 2024; one row in twelve speaks of a cell that another row speaks of too, as publishers do.
One figure a row, so that a row is a claim.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc

from kg.countries import countries

SEED = 20_261_122
_PRODUCTS = 5000
_MONTHS = 180
_STEP = 1_000_000
_TWICE = 1 / 12


def write_csv(path: Path, rows: int, *, products: int = _PRODUCTS) -> None:
    """Write a table of flows.

    Args:
        path: Where.
        rows: How many rows.
        products: How many goods are traded.
    """
    lots = np.random.default_rng(SEED)
    iso = np.array([entity.id.partition(":")[2] for entity in countries()])
    lots.shuffle(iso)
    hs = np.sort(lots.choice(np.arange(10_100, 979_999), products, replace=False))
    lots.shuffle(hs)
    codes = np.array([f"{code:06d}" for code in hs])
    months = np.array([f"{2010 + month // 12}-{month % 12 + 1:02d}" for month in range(_MONTHS)])
    with pc.CSVWriter(path, _SCHEMA) as file:
        for begin in range(0, rows, _STEP):
            file.write(_batch(lots, min(_STEP, rows - begin), iso, codes, months))


_SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("month", "exporter", "importer", "hs6", "measure")]
    + [("amount", pa.int64())]
)


def _batch(
    lots: np.random.Generator, rows: int, iso: np.ndarray, codes: np.ndarray, months: np.ndarray
) -> pa.RecordBatch:
    fresh = rows - int(rows * _TWICE)
    exporter = _by_rank(lots, len(iso), 1.0, fresh)
    importer = (exporter + 1 + _by_rank(lots, len(iso) - 1, 0.8, fresh)) % len(iso)
    product = _by_rank(lots, len(codes), 0.8, fresh)
    month = lots.integers(0, len(months), fresh)
    again = lots.integers(0, fresh, rows - fresh)
    chosen = lots.permutation(np.concatenate([np.arange(fresh), again]))
    mass = lots.random(rows) < 0.5
    amount = np.maximum(1, np.exp(lots.normal(11, 2.5, rows))).astype(np.int64)
    columns = (
        months[month[chosen]],
        iso[exporter[chosen]],
        iso[importer[chosen]],
        codes[product[chosen]],
        np.where(mass, "kg", "usd"),
        amount,
    )
    return pa.record_batch([pa.array(column) for column in columns], schema=_SCHEMA)


def _by_rank(lots: np.random.Generator, size: int, power: float, number: int) -> np.ndarray:
    """Draws of ranks, the first most often: a power law."""
    weights = 1 / np.arange(1, size + 1) ** power
    return lots.choice(size, number, p=weights / weights.sum())
