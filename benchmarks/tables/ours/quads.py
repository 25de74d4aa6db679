"""Claims of tables to one file of N-Quads: ``python -m benchmarks.tables.ours.quads STORE OUT``."""

from __future__ import annotations

import sys
from pathlib import Path

import kg
from kg.scale import claim_lines, refuse_unsound
from kg.scale.duck import DuckDB


def main() -> None:
    store, out = map(Path, sys.argv[1:])
    graph, engine = kg.open(store), DuckDB()
    table = graph.table(stated=False)
    refuse_unsound(engine, engine.claims(table, made=False), graph.vocab)
    claims = engine.claims(table)
    engine.write_file(claim_lines(claims, graph.vocab, end="\n"), out)


main()
