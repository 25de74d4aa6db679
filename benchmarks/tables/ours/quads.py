"""Claims to one file of N-Quads: ``python -m benchmarks.tables.ours.quads CLAIMS OUT``."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

from kg.scale import claim_lines, refuse_unsound
from kg.scale.duck import DuckDB
from kg.vocab import Vocabulary


def main() -> None:
    source, out = map(Path, sys.argv[1:])
    connection, vocab, engine = duckdb.connect(), Vocabulary.load(), DuckDB()
    connection.execute(f"CREATE VIEW claims AS FROM read_parquet('{source}')")
    claims = engine.over(connection)
    refuse_unsound(engine, claims, vocab)
    engine.write_file(claim_lines(claims, vocab), out)


main()
