"""The nodes where they lie in the world; what has no place stands near what it has to do with."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from kg.page.layout.shared import ROOM, Arrays, Layout, arrays, hashed, rooms, whole
from kg.page.layout.spread import spread

_FEWEST_POINTS = 3
_PER_NODE = 2.5
"""How much more area the world has than its nodes need: most of it is sea."""

_SMALLEST_WORLD = 3200.0
_FLATTENED = math.cos(math.radians(35))
"""Degrees of longitude are as wide as at 35 degrees north or south, where much of trade is."""


def geography(
    radii: Mapping[str, float],
    edges: Iterable[tuple[str, str]],
    points: Mapping[str, tuple[float, float]],
) -> Layout | None:
    """The nodes on an equirectangular map, north at the top.

    Args:
        radii: The radius of every node by id.
        edges: Pairs of ids.
        points: Longitude and latitude in degrees of the nodes that have them.

    Returns:
        The layout: nodes with a point there, their neighbours at the mean of what they have to do
        with, all others in rows below; None where fewer than three nodes have a point.

    Example:
        >>> world = {"a": (104.0, 37.0), "b": (10.0, 51.0), "c": (-98.0, 39.0)}
        >>> found = geography(dict.fromkeys(world, 10.0), [], world)
        >>> found.positions["c"] < found.positions["b"] if found else None
        True
    """
    graph = arrays(radii, edges)
    located = np.array([id_ in points for id_ in graph.ids], dtype=bool)
    if located.sum() < _FEWEST_POINTS:
        return None
    degrees = np.array([points.get(id_, (0.0, 0.0)) for id_ in graph.ids], dtype=float)
    room = rooms((radii[id_] for id_ in graph.ids), labels=len(graph.ids) <= 400)
    width = max(_SMALLEST_WORLD, math.sqrt(2 * _PER_NODE * float(room.prod(axis=1).sum())))
    plane = degrees * np.array([_FLATTENED, -1.0]) * width / (360 * _FLATTENED)
    plane, near = _drawn_near(graph, plane, located)
    # What shares a place is told apart by its own points, the same in every picture.
    plane = plane + hashed(graph.ids) * np.where(located, 1.0, ROOM[1] / 2)[:, None]
    shown = located | near
    plane[shown] = spread(plane[shown], room[shown], pushes=80, still=located[shown])
    plane[~shown] = _below(plane[shown], room[~shown])
    middle = (plane.max(axis=0) + plane.min(axis=0)) / 2
    return Layout(whole(graph.ids, plane - middle, ~located))


def _drawn_near(graph: Arrays, plane: Any, located: Any) -> tuple[Any, Any]:
    """Nodes without a point at the mean of their neighbours that have one; who they are."""
    size = len(graph.ids)
    count = np.bincount(graph.first, located[graph.last], size) + np.bincount(
        graph.last, located[graph.first], size
    )
    near = (count > 0) & ~located
    found = plane.copy()
    for axis in (0, 1):
        known = np.where(located, plane[:, axis], 0.0)
        total = np.bincount(graph.first, known[graph.last], size) + np.bincount(
            graph.last, known[graph.first], size
        )
        found[near, axis] = total[near] / count[near]
    return found, near


def _below(shown: Any, room: Any) -> Any:
    """Rows below the map for what has to do with no place, in the order of the ids."""
    found = np.zeros_like(room)
    left, right = float(shown[:, 0].min()), float(shown[:, 0].max())
    x, top = left, float(shown[:, 1].max()) + 2 * ROOM[1]
    row = 0.0
    for number, (width, height) in enumerate(room.tolist()):
        if x > left and x + width > right:
            x, top, row = left, top + row, 0.0
        found[number] = x + width / 2, top + height / 2
        x, row = x + width, max(row, height)
    return found
