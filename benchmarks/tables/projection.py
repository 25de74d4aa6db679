"""Flows of one product as a NetworkX graph: from columns, as SQL alone, and through SPARQL.

``python -m benchmarks.tables.projection STORE PRODUCT [OXIGRAPH]`` prints seconds, a line each.

Several rows may speak of one cell (exporter, importer, month). The graph counts each cell once; so
does the SQL beside it, in the words an analyst would use, and both come to the same. The plain sum
in SQL and in SPARQL counts such cells twice: less work, and another answer.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable
from statistics import median

import networkx as nx
import pyoxigraph as ox

import kg

_ROUNDS = 3
_ONCE = """
    SELECT subject, object, sum(value) AS weight, count(*) AS flows
    FROM (
      SELECT subject, object, value, row_number() OVER (
        PARTITION BY subject, object, start ORDER BY published DESC, source_id, locator
      ) AS place
      FROM claims
      WHERE predicate = 'kg:exportsTo' AND quantity_kind = 'kg:ExportValue'
        AND product = '{product}'
    )
    WHERE place = 1
    GROUP BY subject, object
"""
_PLAIN = """
    SELECT subject, object, sum(value) AS weight, count(*) AS flows
    FROM claims
    WHERE predicate = 'kg:exportsTo' AND quantity_kind = 'kg:ExportValue' AND product = '{product}'
    GROUP BY subject, object
"""
_SPARQL = """
    PREFIX kg: <https://supply-chain-kg.example/ontology#>
    PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
    SELECT ?subject ?object (SUM(?value) AS ?weight) (COUNT(*) AS ?flows) {{
      ?claim kg:product <{product}> ; rdf:predicate kg:exportsTo ;
             kg:quantityKind kg:ExportValue ;
             rdf:subject ?subject ; rdf:object ?object ; kg:value ?value .
    }} GROUP BY ?subject ?object
"""


def main() -> None:
    store, product, *database = sys.argv[1:]
    graph = kg.open(store)
    table = graph.table(stated=False)
    once, plain = (query.format(product=product) for query in (_ONCE, _PLAIN))

    def drawn() -> nx.MultiDiGraph:
        return graph.network(
            "trade",
            quantity_kind="kg:ExportValue",
            product=product,
            grain="month",
            periods="sum",
        )

    weights = {(one, other): weight for one, other, weight in drawn().edges(data="weight")}
    rows = table.sql(once).fetchall()
    assert weights.keys() == {row[:2] for row in rows}
    assert all(math.isclose(weights[row[:2]], row[2]) for row in rows)
    _tell("columns to NetworkX", drawn)
    _tell("SQL alone, each cell once", lambda: table.sql(once).fetchall())
    _tell("SQL alone, plain sum", lambda: table.sql(plain).fetchall())
    if database:
        loaded = ox.Store.read_only(database[0])
        asked = _SPARQL.format(product=graph.vocab.expand(product))
        _tell("through SPARQL", lambda: _drawn(loaded, asked), rounds=1)


def _drawn(store: ox.Store, query: str) -> nx.MultiDiGraph:
    found = store.query(query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    network = nx.MultiDiGraph()
    for row in found:
        subject, object_, weight = (
            str(row[name].value) for name in ("subject", "object", "weight")
        )
        network.add_edge(subject, object_, weight=float(weight))
    return network


def _tell(name: str, work: Callable[[], object], rounds: int = _ROUNDS) -> None:
    found = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        found.append(time.perf_counter() - begin)
    print(f"{name}\t{median(found):.4f}", flush=True)


if __name__ == "__main__":
    main()
