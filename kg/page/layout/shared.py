"""What the layouts share: their result, the graph as arrays, and places from hashes of ids."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ROOM = (118.0, 62.0)
"""Width and height that a node with its label needs, in the page's units."""

SHAPE = 1.15
"""Width by height that a picture aims at."""

Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stage:
    """A column of a layout: its caption, and where it stands."""

    label: str
    x: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything lies.

    Attributes:
        positions: Whole-numbered coordinates by id, around the origin; y grows downwards.
        stages: The columns from left to right, where the layout has columns.
    """

    positions: Mapping[str, Position]
    stages: tuple[Stage, ...] = ()


@dataclass(frozen=True)
class Arrays:
    """A graph as arrays: the ids in order, and each pair of neighbours once, by their numbers.

    Attributes:
        ids: The nodes, sorted.
        first: The smaller number of each pair.
        last: The bigger one.
    """

    ids: tuple[str, ...]
    first: Any
    last: Any

    @property
    def degrees(self) -> Any:
        """How many neighbours each node has."""
        import numpy as np

        return np.bincount(self.first, minlength=len(self.ids)) + np.bincount(
            self.last, minlength=len(self.ids)
        )

    @property
    def matrix(self) -> Any:
        """The symmetric adjacency matrix, sparse."""
        import numpy as np
        from scipy.sparse import csr_matrix

        rows = np.concatenate([self.first, self.last])
        columns = np.concatenate([self.last, self.first])
        size = len(self.ids)
        return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(size, size))


def arrays(ids: Iterable[str], edges: Iterable[tuple[str, str]]) -> Arrays:
    """A graph as arrays; direction, repetition and loops are dropped."""
    import numpy as np

    ordered = tuple(sorted(ids))
    number = {id_: place for place, id_ in enumerate(ordered)}
    pairs = {(number[min(pair)], number[max(pair)]) for pair in edges if pair[0] != pair[1]}
    both = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    return Arrays(ordered, both[:, 0], both[:, 1])


def hashed(ids: Sequence[str]) -> Any:
    """A point between -1 and 1 for every id, the same wherever and beside whatever it stands."""
    import numpy as np

    digests = (hashlib.blake2b(id_.encode(), digest_size=16).digest() for id_ in ids)
    return np.frombuffer(b"".join(digests), dtype="<u8").reshape(-1, 2) / 2.0**63 - 1


def rooms(radii: Iterable[float], *, labels: bool) -> Any:
    """Width and height each node needs: with its label, or for its mark alone."""
    import numpy as np

    sizes = np.array(list(radii), dtype=float).reshape(-1, 1)
    if labels:
        return np.array(ROOM) + 2 * np.maximum(sizes - 12, 0)
    return np.repeat(2 * sizes + 6, 2, axis=1)


def whole(ids: Sequence[str], points: Any, rank: Any) -> dict[str, Position]:
    """Whole-numbered places by id; where rounding puts two on one spot, the later one moves on.

    Args:
        ids: The nodes.
        points: Their coordinates.
        rank: Who comes first where two share a spot: the smaller number stays.

    Returns:
        The places, none of them twice.
    """
    import numpy as np

    rounded = np.rint(points).astype(int).tolist()
    taken: set[Position] = set()
    placed: dict[str, Position] = {}
    for number in np.argsort(rank, kind="stable").tolist():
        x, y = rounded[number]
        while (x, y) in taken:
            y += 1
        taken.add((x, y))
        placed[ids[number]] = (x, y)
    return {id_: placed[id_] for id_ in ids}
