"""Lays out one connected part.

Small parts: the stress of Kamada-Kawai, from a start made of the graph's distances. Big ones: the
same start from the distances to a few pivots (PivotMDS), then springs between neighbours against
a repulsion between all, which is read off a grid by Fourier transform: its time hardly grows with
the nodes.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from kg.page.layout.shared import Arrays, hashed

EXACT = 400
"""Up to so many nodes a part is laid out by the distances between all of them."""

_MAJORISED = 200
_RESTING = 2e-3
_PIVOTS = 60
_ROUNDS = 15
_GRID = 128
_STEPS = 120
_HOT = 0.12
"""By what share of the picture's radius a node may move in the first step."""

_FEW = 1e-9


def laid_out(part: Arrays) -> Any:
    """Coordinates of one connected part, in no particular scale or direction.

    Args:
        part: A connected graph.

    Returns:
        A point for each of its nodes.
    """
    if len(part.ids) < 3:
        return np.array([[0.0, 0.0], [1.0, 0.0]])[: len(part.ids)]
    return _by_distances(part) if len(part.ids) <= EXACT else _by_forces(part)


def _by_distances(part: Arrays) -> Any:
    """Kamada-Kawai's picture, found by majorising its stress step by step.

    Relations between busy nodes are drawn longer, so that hubs do not cling together.
    """
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    size = len(part.ids)
    degrees = part.degrees
    lengths = 1 + 0.45 * np.log2(np.minimum(degrees[part.first], degrees[part.last]))
    matrix = csr_matrix((lengths, (part.first, part.last)), shape=(size, size))
    wanted = dijkstra(matrix, directed=False)
    points = _scaling(wanted, hashed(part.ids)) * math.sqrt(size) * float(wanted.mean())
    across, down = (points + hashed(part.ids) / 10).T
    weight = 1 / np.square(wanted + np.eye(size)) - np.eye(size)
    solved = np.linalg.inv(np.diag(weight.sum(axis=1)) - weight + 1 / size)
    ideal = weight * wanted
    for _ in range(_MAJORISED):
        apart = np.square(across[:, None] - across) + np.square(down[:, None] - down)
        pull = ideal / np.sqrt(apart + _FEW)
        both = np.stack([across, down])
        moved = pull.sum(axis=1) * both - np.einsum("ij,dj->di", pull, both)
        across, down = np.einsum("ij,dj->di", solved, moved)
        if float(np.abs(both - [across, down]).max()) < _RESTING:
            break
    return np.stack([across, down], axis=1)


def _by_forces(part: Arrays) -> Any:
    """Springs against a repulsion by degree; steps get shorter, so that it comes to rest."""
    size = len(part.ids)
    degrees = part.degrees.astype(float)
    mass = degrees + 1
    # A relation between two hubs pulls less than one of a node that has few others.
    strength = 1 / np.sqrt(np.minimum(degrees[part.first], degrees[part.last]))
    points = _start(part)
    repulsion = _repulsion(_GRID)
    for step in range(_STEPS):
        pull = _pull(points, part, strength)
        push = repulsion(points, mass) * mass[:, None]
        # Both in balance: the picture neither grows nor shrinks as a whole.
        balance = -(pull * points).sum() / max(float((push * points).sum()), _FEW)
        force = (pull + balance * push) / mass[:, None]
        norm = np.sqrt((force * force).sum(axis=1)) + _FEW
        reach = math.sqrt(float((points * points).sum()) / size) * _HOT * (1 - step / _STEPS)
        points = points + force * (reach * np.tanh(norm / np.median(norm)) / norm)[:, None]
        points = points - points.mean(axis=0)
    return points


def _start(part: Arrays) -> Any:
    """PivotMDS; pivots are chosen by hash, so that one more node hardly changes them."""
    from scipy.sparse.csgraph import dijkstra

    own = hashed(part.ids)
    pivots = np.argsort((own * own).sum(axis=1), kind="stable")[:_PIVOTS]
    points = _scaling(dijkstra(part.matrix, indices=pivots, unweighted=True), own)
    radius = math.sqrt(len(part.ids))
    points = points * (radius / 2 / float(np.abs(points).max())) + own * radius * 0.03
    return points - points.mean(axis=0)


def _scaling(distances: Any, own: Any) -> Any:
    """Classical scaling by power iteration from the nodes' own points.

    Few rounds from a start that belongs to the ids, instead of eigenvectors to the last digit:
    where the graph is symmetric (a star, a ring) these would turn at the slightest change.
    ``einsum`` adds up on one thread, in one order; a matrix product would not.
    """
    squares = distances * distances
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean()
    points = own - own.mean(axis=0)
    for _ in range(_ROUNDS):
        points = np.einsum("kn,kd->nd", centred, np.einsum("kn,nd->kd", centred, points))
        points[:, 0] /= max(math.sqrt(float((points[:, 0] ** 2).sum())), _FEW)
        points[:, 1] -= points[:, 0] * float((points[:, 0] * points[:, 1]).sum())
        points[:, 1] /= max(math.sqrt(float((points[:, 1] ** 2).sum())), _FEW)
    return points - points.mean(axis=0)


def _pull(points: Any, part: Arrays, strength: Any) -> Any:
    """The pull of neighbours, growing with the square root of the distance."""
    plane = points[:, 0] + 1j * points[:, 1]
    apart = plane[part.first] - plane[part.last]
    square = np.square(apart.real) + np.square(apart.imag) + _FEW
    pull = apart * (strength / np.sqrt(np.sqrt(square)))
    size = len(points)
    axes = (pull.real, pull.imag)
    sums = [
        np.bincount(part.last, axis, size) - np.bincount(part.first, axis, size) for axis in axes
    ]
    return np.stack(sums, axis=1)


def _repulsion(cells: int) -> Callable[[Any, Any], Any]:
    """The push of all masses on a point, each with one over its distance.

    The masses are shared out to the corners of a grid, the grid is folded with the law of the
    push, and every point reads its push off its corners.
    """
    from scipy.fft import irfft2, rfft2

    size = 2 * cells
    steps = np.concatenate([np.arange(cells), np.arange(-cells, 0)])
    square = steps[None, :] ** 2 + steps[:, None] ** 2 + 0.5
    laws = [rfft2(steps[None, :] / square), rfft2(steps[:, None] / square)]

    def push(points: Any, mass: Any) -> Any:
        low = points.min(axis=0)
        width = max(float(np.ptp(points, axis=0).max()), _FEW) / (cells - 1.001)
        scaled = (points - low) / width
        cell = scaled.astype(int)
        right, down = (scaled - cell).T
        share = np.stack(
            [(1 - right) * (1 - down), right * (1 - down), (1 - right) * down, right * down]
        )
        corner = cell[:, 1] * size + cell[:, 0] + np.array([[0], [1], [size], [size + 1]])
        density = np.bincount(corner.ravel(), (share * mass).ravel(), size * size)
        spectrum = rfft2(density.reshape(size, size))
        fields = (irfft2(spectrum * law, s=(size, size)).ravel() for law in laws)
        return np.stack([(field[corner] * share).sum(axis=0) for field in fields], axis=1)

    return push
