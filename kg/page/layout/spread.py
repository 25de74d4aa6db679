"""Pushes apart nodes that lie in each other's room, in time that grows with the nodes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

_STEP = 0.52
"""The share of a lack of room that one push makes up for, both sides together."""


def spread(points: Any, room: Any, *, pushes: int, still: Any = None) -> Any:
    """Push apart, step by step, nodes that lie in each other's room.

    Args:
        points: The coordinates, no two of them the same.
        room: Width and height that each node needs around it.
        pushes: The most steps to take.
        still: True for nodes that yield only to each other, not to the rest; none by default.

    Returns:
        The coordinates afterwards.
    """
    weight = np.ones(len(points)) if still is None else np.where(still, 0.02, 1.0)
    for _ in range(pushes):
        first, last = _close(points, room)
        if not len(first):
            break
        points = points + _push(points, room, weight, first, last)
    return points


def _push(points: Any, room: Any, weight: Any, first: Any, last: Any) -> Any:
    """By how much every node moves: along the axis on which its pair lacks less."""
    apart = points[first] - points[last]
    needed = (room[first] + room[last]) / 2
    lacking = needed - np.abs(apart)
    along = (lacking / needed).argmin(axis=1)
    rows = np.arange(len(first))
    push = np.where(apart[rows, along] >= 0, _STEP, -_STEP) * lacking[rows, along]
    share = weight[first] / (weight[first] + weight[last])
    moved = np.zeros_like(points)
    for axis in (0, 1):
        here = np.where(along == axis, push, 0.0)
        moved[:, axis] = np.bincount(first, here * share, len(points)) - np.bincount(
            last, here * (1 - share), len(points)
        )
    # A node in a crowd is pushed from all sides at once: no step may be wilder than its room.
    return np.clip(moved, -room, room)


def _close(points: Any, room: Any) -> tuple[Any, Any]:
    """All pairs that lie in each other's room."""
    found = [np.empty((2, 0), dtype=np.int64), *_candidates(points, room)]
    first, last = np.concatenate(found, axis=1)
    needed = (room[first] + room[last]) / 2
    close = (needed - np.abs(points[first] - points[last]) > 1e-6).all(axis=1)
    return first[close], last[close]


def _candidates(points: Any, room: Any) -> Iterator[Any]:
    """Pairs that may be close.

    Nodes are taken in classes of size, each against all that are not bigger, so that a few big
    ones do not make everybody look far.
    """
    from scipy.spatial import cKDTree

    unit = room.min(axis=0)
    scaled = points / unit
    size = (room / unit).max(axis=1)
    octave = np.floor(np.log2(size)).astype(int)
    for level in np.unique(octave).tolist():
        own = np.flatnonzero(octave == level)
        below = np.flatnonzero(octave <= level)
        pairs = cKDTree(scaled[own]).sparse_distance_matrix(
            cKDTree(scaled[below]), float(size[own].max()), p=np.inf, output_type="ndarray"
        )
        first, last = own[pairs["i"]], below[pairs["j"]]
        once = (octave[last] < level) | (first < last)
        yield np.stack([first[once], last[once]])
