"""All triples of a store to one file: ``python -m benchmarks.tables.ours.export STORE OUT``."""

from __future__ import annotations

import sys
from pathlib import Path

import kg
from kg.scale import claim_lines, direct_lines, refuse_unsound
from kg.scale.duck import DuckDB


def main() -> None:
    store, out = map(Path, sys.argv[1:])
    graph, engine = kg.open(store), DuckDB()
    out.mkdir(parents=True, exist_ok=True)
    graph.export(out / "graph.nq")
    table = graph.table(stated=False)
    refuse_unsound(engine, engine.claims(table, made=False), graph.vocab)
    claims = engine.claims(table)
    engine.write_file(claim_lines(claims, graph.vocab, end="\n"), out / "claims.nq")
    engine.write_file(
        direct_lines(claims, graph.vocab, view=graph.name, end="\n"), out / "direct.nq"
    )


main()
