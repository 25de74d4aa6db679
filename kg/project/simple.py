"""The simple graph that most algorithms want."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import networkx as nx

from kg.errors import BadInput, UnknownName

AGGREGATES: Mapping[str, Callable[[Sequence[float]], float]] = {
    "sum": sum,
    "max": max,
    "min": min,
    "mean": lambda numbers: sum(numbers) / len(numbers),
    "count": len,
}
"""How the weights of parallel edges become one."""


def simple(
    graph: nx.MultiDiGraph,
    *,
    weight: str | None = None,
    aggregate: str = "sum",
    directed: bool = True,
) -> nx.DiGraph | nx.Graph:
    """Put parallel edges together.

    Args:
        graph: A network.
        weight: The edge attribute that weighs, such as ``weight`` of trade or ``claim_count``; by
            default every edge weighs one. Edges without it are left out.
        aggregate: sum, max, min, mean or count.
        directed: False to put both directions together as well.

    Returns:
        A graph with the same nodes; its edges carry ``weight``, ``claim_ids`` and ``labels``.

    Raises:
        UnknownName: There is no such aggregate.
        BadInput: The attribute is no number, no edge has it, or units differ.

    Example:
        >>> graph = nx.MultiDiGraph()
        >>> _ = graph.add_edge("a", "b", tonnes=2.0), graph.add_edge("a", "b", tonnes=3.0)
        >>> simple(graph, weight="tonnes")["a"]["b"]["weight"]
        5.0
    """
    if aggregate not in AGGREGATES:
        raise UnknownName("aggregate", aggregate, AGGREGATES)
    result = nx.DiGraph(**graph.graph) if directed else nx.Graph(**graph.graph)
    result.add_nodes_from(graph.nodes(data=True))
    parallel: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for subject, object_, data in graph.edges(data=True):
        if weight is None or weight in data:
            ends = (subject, object_)
            ends = ends if directed or (object_, subject) not in parallel else (object_, subject)
            parallel.setdefault(ends, []).append(data)
    if weight is not None and graph.number_of_edges() and not parallel:
        raise BadInput(f"no edge has {weight!r}; edges have {', '.join(_names(graph))}")
    for ends, edges in parallel.items():
        result.add_edge(*ends, weight=_weight(edges, weight, aggregate), **_merged(edges))
    return result


def _weight(edges: Sequence[Mapping[str, Any]], weight: str | None, aggregate: str) -> float:
    numbers = [1 if weight is None else edge[weight] for edge in edges]
    if not all(isinstance(number, int | float) for number in numbers):
        raise BadInput(
            f"{weight!r} is no number that can be put together: the claims of an edge may overlap; "
            "network('trade') chooses those that do not"
        )
    units = sorted({edge["unit"] for edge in edges if "unit" in edge})
    if len(units) > 1 and weight is not None and aggregate != "count":
        raise BadInput(f"units differ: {', '.join(units)}")
    return AGGREGATES[aggregate](numbers)


def _merged(edges: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    ids = [id_ for edge in edges for id_ in edge.get("claim_ids", ())]
    labels = [edge["label"] for edge in edges if "label" in edge]
    return {"claim_ids": list(dict.fromkeys(ids)), "labels": list(dict.fromkeys(labels))}


def _names(graph: nx.MultiDiGraph) -> list[str]:
    return sorted({name for _, _, data in graph.edges(data=True) for name in data})
