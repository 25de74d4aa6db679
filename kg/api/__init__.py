"""The face of the package: :func:`build` or :func:`open` a graph, then ask it.

::

    graph = kg.build("data")                                  # or kg.open("path/to/store")
    graph.query("SELECT ?x { country:CHN kg:restricts ?x }")  # rows; .to_pandas()
    graph.as_of(known="2025-06-10").network("relations")      # a networkx graph
    graph.export("claims.ttl")
    graph.view("page.html")
"""

from kg.api.asof import AsOf
from kg.api.graph import Added, Graph
from kg.api.make import build, default_store, open

__all__ = ["Added", "AsOf", "Graph", "build", "default_store", "open"]
