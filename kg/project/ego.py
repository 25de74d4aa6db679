"""The neighbourhood of an entity."""

from __future__ import annotations

import networkx as nx

from kg.errors import BadInput, UnknownName


def ego(graph: nx.MultiDiGraph, entity: str, *, hops: int = 1) -> nx.MultiDiGraph:
    """What lies around an entity, whichever way the edges run.

    Args:
        graph: A network.
        entity: The id of a node.
        hops: How far.

    Returns:
        A copy of the graph with the nodes that near and all edges among them, in their order.

    Raises:
        UnknownName: The graph has no such node.
        BadInput: A negative number of hops.

    Example:
        >>> graph = nx.MultiDiGraph([("a", "b"), ("b", "c"), ("c", "d")])
        >>> list(ego(graph, "c"))
        ['b', 'c', 'd']
    """
    if entity not in graph:
        raise UnknownName("node", entity, graph)
    if hops < 0:
        raise BadInput(f"{hops} hops: a neighbourhood needs 0 or more")
    near = frontier = {entity}
    for _ in range(hops):
        reached = {other for id_ in frontier for other in nx.all_neighbors(graph, id_)}
        frontier = reached - near
        near = near | frontier
    result = graph.__class__(**graph.graph)
    result.add_nodes_from((id_, data) for id_, data in graph.nodes(data=True) if id_ in near)
    result.add_edges_from(
        (subject, object_, key, data)
        for subject, object_, key, data in graph.edges(keys=True, data=True)
        if subject in near and object_ in near
    )
    return result
