"""What other tools are asked to map: the same columns to the same terms, with IRIs spelled out.

They get the claims in an easier form than ours has to take: CURIEs are IRIs already, and every
value is text as it shall stand in the triple. So their time is mapping and writing alone.
"""

from __future__ import annotations

import json
from pathlib import Path

import kg
from kg.rdf import RDF

_XSD = "http://www.w3.org/2001/XMLSchema#"
_IRIS = ("entity", "relation", "term", "class")
_DATATYPES = {"date": "date", "decimal": "decimal", "boolean": "boolean"}


def write_plan(store: Path, folder: Path) -> tuple[Path, Path]:
    """Write what the peers read.

    Args:
        store: A store whose tables hold claims of one claim type.
        folder: Where.

    Returns:
        A Parquet file of texts, and the plan as JSON: the types every claim has, and for each
        filled column its property and whether it is an IRI or a literal of some datatype.
    """
    table, plan = folder / "plain.parquet", folder / "plan.json"
    graph = kg.open(store)
    vocab, held = graph.vocab, graph.table(stated=False)
    con, source = held.connection, "claims"
    counted = ", ".join(f'count("{column.name}")' for column in vocab.columns)
    counts = con.execute(f"SELECT {counted} FROM {source}")
    filled = counts.fetchone() or ()
    columns = [
        column
        for column, number in zip(vocab.columns, filled, strict=True)
        if number and column.kind not in ("claims", "class", "id")
    ]
    starts = {f"{prefix}:": iri for prefix, iri in vocab.prefixes.items()}
    cases = " ".join(f"WHEN '{start}' THEN '{iri}'" for start, iri in starts.items())

    def spelled(name: str) -> str:
        prefix = f"regexp_extract({name}, '^[^:]*:')"
        return f"(CASE {prefix} {cases} END) || substr({name}, length({prefix}) + 1)"

    chosen = [f"{spelled('id')} AS id", f"{spelled(_GRAPH)} AS g"]
    for number, column in enumerate(columns):
        name = f'"{column.name}"'
        text = f"CAST({name} AS VARCHAR)"
        if column.kind == "decimal":
            text = f"rtrim(rtrim({text}, '0'), '.')"
        elif column.kind in _IRIS:
            text = spelled(name)
        chosen.append(f"{text} AS c{number}")
    con.execute(f"COPY (SELECT {', '.join(chosen)} FROM {source}) TO '{table}' (FORMAT parquet)")
    (kind,) = con.execute(f"SELECT DISTINCT claim_type FROM {source}").fetchall()
    types = [RDF + "Statement", *map(vocab.expand, vocab.ancestors(kind[0]))]
    terms = [
        {
            "column": f"c{number}",
            "property": column.iri,
            "datatype": None
            if column.kind in _IRIS
            else _XSD + _DATATYPES.get(column.kind, "string"),
        }
        for number, column in enumerate(columns)
    ]
    plan.write_text(json.dumps({"types": types, "columns": terms}, indent=1), encoding="utf-8")
    return table, plan


_GRAPH = "'graph:source-' || substr(source_id, 8)"
