"""The same claims to N-Triples with maplib: ``python maplib_quads.py TABLE PLAN OUT``.

maplib 0.20 writes no named graphs to a stream of ours, so its output lacks the graph of each line.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import polars as pl
from maplib import Model

_NAMES = "https://benchmark.example/"
_XSD = "http://www.w3.org/2001/XMLSchema#"


def main() -> None:
    table, plan_file, out = sys.argv[1:]
    plan = json.loads(Path(plan_file).read_text(encoding="utf-8"))
    columns = plan["columns"]
    rows = pl.read_parquet(table).drop("g")
    parameters = ["ottr:IRI ?id"]
    triples = [f"ottr:Triple(?id, rdf:type, <{iri}>)" for iri in plan["types"]]
    for column in columns:
        kind = f"<{column['datatype']}>" if column["datatype"] else "ottr:IRI"
        parameters.append(f"? {kind} ?{column['column']}")
        triples.append(f"ottr:Triple(?id, <{column['property']}>, ?{column['column']})")
    model = Model()
    model.add_template(
        "@prefix ottr: <http://ns.ottr.xyz/0.4/> .\n"
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
        f"<{_NAMES}Claim> [ {', '.join(parameters)} ] :: {{ {', '.join(triples)} }} ."
    )
    typed = [_typed(column["column"], column["datatype"]) for column in columns]
    model.map(f"{_NAMES}Claim", rows.select("id", *typed))
    model.write(out, format="ntriples")


def _typed(name: str, datatype: str | None) -> pl.Expr:
    """maplib wants columns of the datatype's own kind."""
    column = pl.col(name)
    if datatype == _XSD + "date":
        return column.str.to_date()
    if datatype == _XSD + "boolean":
        return column == "true"
    return column.cast(pl.Decimal(38, 12)) if datatype == _XSD + "decimal" else column


main()
