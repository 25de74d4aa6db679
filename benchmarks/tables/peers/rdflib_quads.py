"""The same claims to N-Quads with rdflib: ``python rdflib_quads.py TABLE PLAN OUT [ROWS]``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pyarrow.parquet as pq
from rdflib import RDF, Dataset, Literal, URIRef


def main() -> None:
    table, plan_file, out, *most = sys.argv[1:]
    plan = json.loads(Path(plan_file).read_text(encoding="utf-8"))
    types = [URIRef(iri) for iri in plan["types"]]
    columns = [
        (column["column"], URIRef(column["property"]), column["datatype"])
        for column in plan["columns"]
    ]
    rows = pq.read_table(table)
    data = Dataset()
    for row in rows.slice(0, int(most[0]) if most else rows.num_rows).to_pylist():
        claim, graph = URIRef(row["id"]), data.graph(URIRef(row["g"]))
        for type_ in types:
            graph.add((claim, RDF.type, type_))
        for name, property_, datatype in columns:
            value = row[name]
            if value is not None:
                term = Literal(value, datatype=URIRef(datatype)) if datatype else URIRef(value)
                graph.add((claim, property_, term))
    data.serialize(out, format="nquads", encoding="utf-8")


main()
