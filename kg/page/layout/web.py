"""The free layout: neighbours near each other, hubs spread, separate parts beside each other.

Every connected part is laid out by itself, turned into a direction that belongs to its ids,
stretched until labels have room, and the parts are packed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from kg.page.layout.forces import EXACT, laid_out
from kg.page.layout.shared import (
    ROOM,
    SHAPE,
    Arrays,
    Layout,
    Position,
    arrays,
    hashed,
    rooms,
    whole,
)
from kg.page.layout.spread import spread

_FEW = 1e-9


def web(radii: Mapping[str, float], edges: Iterable[tuple[str, str]]) -> Layout:
    """Neighbours near each other.

    Args:
        radii: The radius of every node by id.
        edges: Pairs of ids; direction, repetition and loops play no role.

    Returns:
        The layout, without stages.

    Example:
        >>> sorted(web({"a": 10, "b": 10}, [("a", "b")]).positions)
        ['a', 'b']
    """
    graph = arrays(radii, edges)
    parts = list(_parts(graph))
    clouds = [_cloud(part, [radii[id_] for id_ in part.ids]) for part in parts]
    ids = [id_ for part in parts for id_ in part.ids]
    points = np.concatenate([np.empty((0, 2)), *_packed(clouds)])
    return Layout(whole(ids, points, hashed(ids)[:, 0]))


def place(radii: Mapping[str, float], edges: Iterable[tuple[str, str]]) -> Mapping[str, Position]:
    """Give every node a place in the free layout.

    Args:
        radii: The radius of every node by id.
        edges: Pairs of ids; direction, repetition and loops play no role.

    Returns:
        Whole-numbered coordinates by id, around the origin.

    Example:
        >>> sorted(place({"a": 10, "b": 10}, [("a", "b")]))
        ['a', 'b']
    """
    return web(radii, edges).positions


def _parts(graph: Arrays) -> Iterator[Arrays]:
    """The connected parts, the biggest first."""
    from scipy.sparse.csgraph import connected_components

    if not graph.ids:
        return
    _, label = connected_components(graph.matrix, directed=False)
    nodes = np.split(np.argsort(label, kind="stable"), np.cumsum(np.bincount(label))[:-1])
    order = np.argsort(label[graph.first], kind="stable")
    counts = np.bincount(label[graph.first], minlength=len(nodes))
    edges = np.split(order, np.cumsum(counts)[:-1])
    number = np.empty(len(graph.ids), dtype=np.int64)
    for own in nodes:
        number[own] = np.arange(len(own))
    for part in sorted(range(len(nodes)), key=lambda part: (-len(nodes[part]), nodes[part][0])):
        yield Arrays(
            tuple(graph.ids[node] for node in nodes[part].tolist()),
            number[graph.first[edges[part]]],
            number[graph.last[edges[part]]],
        )


def _cloud(part: Arrays, radii: Sequence[float]) -> Any:
    """One connected part in the page's units, around the origin."""
    size = len(part.ids)
    if size == 1:
        return np.zeros((1, 2))
    small = size <= EXACT
    own = hashed(part.ids)
    # What lies on one spot is told apart by its own points.
    points = _stretched(_turned(laid_out(part), own)) + own / 2
    points = spread(points, rooms(radii, labels=small), pushes=300 if small else 30)
    return points - (points.max(axis=0) + points.min(axis=0)) / 2


def _turned(points: Any, own: Any) -> Any:
    """Turn and mirror a cloud: its longer side level, for screens are wider than high.

    Of the ways that leave, and where it has no longer side, that one is taken in which the nodes
    lie most like their own points: it hardly changes when a node comes or goes.
    """
    centred = points - points.mean(axis=0)
    radius = math.sqrt(float((centred * centred).sum())) + _FEW
    plane = (centred[:, 0] + 1j * centred[:, 1]) / radius
    longer = complex((plane * plane).sum())
    target = own[:, 0] + 1j * own[:, 1]
    target = target / math.sqrt(float((target * target.conj()).real.sum()) + _FEW)
    angles = np.exp(1j * np.linspace(0, 2 * np.pi, 720, endpoint=False))
    best = []
    for cloud, stretch in ((plane, longer), (plane.conj(), longer.conjugate())):
        likeness = complex((cloud * target.conj()).sum())
        score = (stretch * angles**2).real + 0.5 * (likeness * angles).real
        best.append((float(score.max()), cloud * angles[score.argmax()]))
    turned = max(best, key=lambda found: found[0])[1] * radius
    return np.stack([turned.real, turned.imag], axis=1)


def _stretched(points: Any) -> Any:
    """Scale the cloud so that its nodes have the room they need and it fills a screen's shape."""
    size = np.maximum(np.ptp(points, axis=0), _FEW)
    area = 1.5 * len(points) * ROOM[0] * ROOM[1]
    wanted = np.array([math.sqrt(area * SHAPE), math.sqrt(area / SHAPE)])
    scale = wanted / size
    even = float(np.sqrt(scale[0] * scale[1]))
    return points * np.clip(scale, min(even, scale[0]) / 1.5, 1.5 * min(even, float(scale.min())))


def _packed(parts: Sequence[Any]) -> list[Any]:
    """The biggest part in the middle, the small ones in rows below it."""
    if not parts:
        return []
    placed = [parts[0]]
    width = max(float(np.ptp(parts[0][:, 0])), 7 * ROOM[0], _row_width(parts))
    left, right = -width / 2, width / 2
    top = float(parts[0][:, 1].max()) + 1.4 * ROOM[1]
    x, row = left, 0.0
    for part in parts[1:]:
        size = np.ptp(part, axis=0)
        if x > left and x + size[0] > right:
            x, top, row = left, top + row + ROOM[1], 0.0
        placed.append(part - part.min(axis=0) + np.array([x, top]))
        x += float(size[0]) + 1.2 * ROOM[0]
        row = max(row, float(size[1]))
    low = min(float(part[:, 1].min()) for part in placed)
    high = max(float(part[:, 1].max()) for part in placed)
    return [part - np.array([0.0, (low + high) / 2]) for part in placed]


def _row_width(parts: Sequence[Any]) -> float:
    """How wide rows must be for the small parts alone to fill a screen's shape."""
    sizes = (np.ptp(part, axis=0) + np.array([1.2 * ROOM[0], ROOM[1]]) for part in parts[1:])
    return math.sqrt(SHAPE * sum(float(size[0] * size[1]) for size in sizes))
