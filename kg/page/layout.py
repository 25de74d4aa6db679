"""Where the nodes lie: computed here, so that a page opens at once and always looks the same.

Every connected part is laid out by itself (Kamada-Kawai up to a few hundred nodes, ForceAtlas2
above), stretched until labels have room, and the parts are packed beside each other. The start
is a circle in the order of the ids and the seed is fixed: same input, same positions.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import networkx as nx
import numpy as np

SEED = 20250409
"""Any fixed number would do."""

ROOM = (118.0, 62.0)
"""Width and height that a node with its label needs, in the page's units."""

SHAPE = 1.15
"""Width by height that the picture aims at."""

_EXACT = 400
_PUSHES = 300
_FEW = 1e-9

Position = tuple[int, int]


def place(radii: Mapping[str, float], edges: Iterable[tuple[str, str]]) -> Mapping[str, Position]:
    """Give every node a place.

    Args:
        radii: The radius of every node by id.
        edges: Pairs of ids; direction and repetition play no role.

    Returns:
        Whole-numbered coordinates by id, around the origin.

    Example:
        >>> sorted(place({"a": 10, "b": 10}, [("a", "b")]))
        ['a', 'b']
    """
    graph: Any = nx.Graph()
    graph.add_nodes_from(sorted(radii))
    graph.add_edges_from(sorted({(min(pair), max(pair)) for pair in edges if pair[0] != pair[1]}))
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=_biggest_first)
    clouds = [_part(graph.subgraph(part), radii) for part in parts]
    placed: dict[str, Position] = {}
    for part, points in zip(parts, _packed(clouds), strict=True):
        rounded = np.rint(points).astype(int).tolist()
        placed.update({node: (x, y) for node, (x, y) in zip(part, rounded, strict=True)})
    return placed


def _biggest_first(part: Sequence[str]) -> tuple[int, str]:
    return -len(part), part[0]


def _part(graph: Any, radii: Mapping[str, float]) -> Any:
    """Positions of one connected part, in the sorted order of its nodes."""
    names = sorted(graph)
    if len(names) == 1:
        return np.zeros((1, 2))
    ordered: Any = nx.Graph()
    ordered.add_nodes_from(names)
    for first, last in sorted(graph.edges):
        ordered.add_edge(first, last, length=_length(graph.degree[first], graph.degree[last]))
    start = nx.circular_layout(ordered)
    if len(names) <= _EXACT:
        found = nx.kamada_kawai_layout(ordered, pos=start, weight="length")
    else:
        found = nx.forceatlas2_layout(ordered, pos=start, max_iter=200, seed=SEED)
    points = np.array([found[name] for name in names], dtype=float)
    room = np.array(ROOM) + 2 * np.maximum(np.array([[radii[name]] for name in names]) - 12, 0)
    return _spread(_stretched(_wide(points)), room)


def _length(first: int, last: int) -> float:
    """Relations between busy nodes are drawn longer, so that hubs do not cling together."""
    return 1 + 0.45 * math.log2(min(first, last))


def _wide(points: Any) -> Any:
    """Turn the cloud so that its longer side lies level: screens are wider than high."""
    centred = points - points.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes[:, ::-1]
    signs = np.where(axes[np.abs(axes).argmax(axis=0), [0, 1]] < 0, -1.0, 1.0)
    return centred @ (axes * signs)


def _stretched(points: Any) -> Any:
    """Scale the cloud so that its nodes have the room they need and it fills a screen's shape."""
    size = np.maximum(np.ptp(points, axis=0), _FEW)
    area = 1.5 * len(points) * ROOM[0] * ROOM[1]
    wanted = np.array([math.sqrt(area * SHAPE), math.sqrt(area / SHAPE)])
    scale = wanted / size
    even = float(np.sqrt(scale[0] * scale[1]))
    return points * np.clip(scale, min(even, scale[0]) / 1.5, 1.5 * min(even, float(scale.min())))


def _spread(points: Any, room: Any) -> Any:
    """Push apart, step by step, nodes that lie in each other's room."""
    rng = np.random.default_rng(SEED)
    points = points + rng.uniform(-0.5, 0.5, points.shape)
    needed = (room[:, None, :] + room[None, :, :]) / 2
    for _ in range(_PUSHES if len(points) <= _EXACT else 30):
        apart = points[:, None, :] - points[None, :, :]
        lacking = needed - np.abs(apart)
        close = (lacking > 0).all(axis=2)
        np.fill_diagonal(close, val=False)
        if not close.any():
            break
        along_x = (lacking[:, :, 0] / needed[:, :, 0]) < (lacking[:, :, 1] / needed[:, :, 1])
        push = np.where(apart >= 0, 1.0, -1.0) * lacking * 0.26
        push[:, :, 0] *= close & along_x
        push[:, :, 1] *= close & ~along_x
        points = points + push.sum(axis=1)
    return points - (points.max(axis=0) + points.min(axis=0)) / 2


def _packed(parts: Sequence[Any]) -> list[Any]:
    """The biggest part in the middle, the small ones in rows below it."""
    if not parts:
        return []
    placed = [parts[0]]
    width = max(float(np.ptp(parts[0][:, 0])), 7 * ROOM[0])
    left, right = -width / 2, width / 2
    top = float(parts[0][:, 1].max()) + 1.4 * ROOM[1]
    x, row = left, 0.0
    for part in parts[1:]:
        size = np.ptp(part, axis=0)
        if x > left and x + size[0] > right:
            x, top, row = left, top + row + ROOM[1], 0.0
        corner = np.array([x, top])
        placed.append(part - part.min(axis=0) + corner)
        x += float(size[0]) + 1.2 * ROOM[0]
        row = max(row, float(size[1]))
    low = min(float(p[:, 1].min()) for p in placed)
    high = max(float(p[:, 1].max()) for p in placed)
    return [p - np.array([0.0, (low + high) / 2]) for p in placed]
