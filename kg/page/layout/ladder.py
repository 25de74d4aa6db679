"""The ladder of materials: columns from ore to end good, with what acts on them beside it.

Which class stands in which column is data: ``kg:stage`` for the steps of the ladder, ``kg:beside``
for the rest, both in the ontology.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from kg.page.layout.shared import ROOM, SHAPE, Arrays, Layout, Stage, arrays, hashed, whole
from kg.vocab import Vocabulary

_FEWEST_STAGES = 3
_PASSES = 12
_COLUMN = 2.6 * ROOM[0]
"""From one column to the next: two labels and room for the lines between them."""

Step = tuple[int, int]
"""Where a column stands: before, on or after the ladder, and at which place there."""


def ladder(
    radii: Mapping[str, float],
    edges: Iterable[tuple[str, str]],
    classes: Mapping[str, str],
    vocab: Vocabulary,
) -> Layout | None:
    """The nodes in the columns of the ladder of materials.

    Args:
        radii: The radius of every node by id.
        edges: Pairs of ids.
        classes: The class of every node by id.
        vocab: The ontology, which knows the stages.

    Returns:
        The layout, with its columns as stages; None where fewer than three stages have nodes.

    Example:
        >>> kinds = {"a": "kg:Ore", "b": "kg:Metal", "c": "kg:Magnet"}
        >>> found = ladder(dict.fromkeys(kinds, 10.0), [("a", "b")], kinds, Vocabulary.load())
        >>> [stage.label for stage in found.stages] if found else None
        ['Ore', 'Metal', 'Magnet']
    """
    graph = arrays(radii, edges)
    if not graph.ids:
        return None
    steps = [_step(vocab, classes.get(id_, "")) for id_ in graph.ids]
    columns = sorted(set(steps))
    if sum(side == 0 for side, _ in columns) < _FEWEST_STAGES:
        return None
    number = {step: place for place, step in enumerate(columns)}
    column = np.array([number[step] for step in steps])
    room = max(ROOM[1], float(np.median(list(radii.values()))) * 2 + 6)
    order = _ordered(graph, column)
    points, middles = _stood(column, order, room)
    stages = tuple(
        Stage(_caption(vocab, [classes.get(graph.ids[node], "") for node in own]), round(middle))
        for own, middle in zip(_members(column), middles, strict=True)
    )
    return Layout(whole(graph.ids, points, hashed(graph.ids)[:, 0]), stages)


def _step(vocab: Vocabulary, class_: str) -> Step:
    """The column of a class; what the ontology does not place stands last."""
    known = vocab.classes.get(class_)
    if known is None:
        return 2, 0
    if known.stage is not None:
        return 0, known.stage
    if known.beside is None:
        return 2, 0
    return (-1 if known.beside < 0 else 1), known.beside


def _caption(vocab: Vocabulary, classes: Iterable[str]) -> str:
    """The class of the column, the most frequent ones first where it holds several."""
    counted = Counter(_named_after(vocab, class_) for class_ in classes)
    ordered = sorted(counted, key=lambda label: (-counted[label], label))
    return ", ".join(ordered[:2]) + (" …" if len(ordered) > 2 else "")


def _named_after(vocab: Vocabulary, class_: str) -> str:
    """The highest class above a class that stands in the same column, below the root."""
    same = [
        above
        for above in vocab.ancestors(class_)
        if vocab.classes[above].parent and _step(vocab, above) == _step(vocab, class_)
    ]
    return vocab.label(same[-1] if same else class_)


def _members(column: Any) -> list[Any]:
    """The nodes of each column."""
    return [np.flatnonzero(column == number) for number in range(int(column.max()) + 1)]


def _ordered(graph: Arrays, column: Any) -> Any:
    """A height between 0 and 1 for every node, so that few lines cross.

    Again and again, every node goes to the mean height of its neighbours in other columns, and
    each column is evened out. The first order comes from the hashes of the ids.
    """
    height = hashed(graph.ids)[:, 0] / 2 + 0.5
    members = _members(column)
    outside = column[graph.first] != column[graph.last]
    # A far column pulls less than the next one: the lines there are long anyway.
    weight = outside / np.maximum(np.abs(column[graph.first] - column[graph.last]), 1)
    size = len(graph.ids)
    total = np.bincount(graph.first, weight, size) + np.bincount(graph.last, weight, size)
    for _ in range(_PASSES):
        pulled = np.bincount(graph.first, weight * height[graph.last], size)
        pulled += np.bincount(graph.last, weight * height[graph.first], size)
        wanted = np.where(total > 0, pulled / np.maximum(total, 1e-9), height)
        wanted = 0.8 * wanted + 0.2 * height
        for own in members:
            order = own[np.argsort(wanted[own], kind="stable")]
            height[order] = (np.arange(len(own)) + 0.5) / len(own)
    return height


def _stood(column: Any, height: Any, room: float) -> tuple[Any, list[float]]:
    """Coordinates, and the middle of every column; a long column is broken into several."""
    members = _members(column)
    rows = max(8, _rows([len(own) for own in members], room))
    points = np.zeros((len(column), 2))
    middles: list[float] = []
    left = 0.0
    for own in members:
        wide = math.ceil(len(own) / rows)
        order = own[np.argsort(height[own], kind="stable")]
        place = np.arange(len(own))
        deep = math.ceil(len(own) / wide)
        lower = place // wide
        points[order, 0] = left + place % wide * ROOM[0]
        # Neighbours in a broken column stand at slightly different heights, so do their labels.
        points[order, 1] = (lower - (deep - 1) / 2 + (place % wide % 2) * 0.5) * room * 1.15
        middles.append(left + (wide - 1) * ROOM[0] / 2)
        left += (wide - 1) * ROOM[0] + _COLUMN
    centre = (float(points[:, 0].min()) + float(points[:, 0].max())) / 2
    points[:, 0] -= centre
    return points, [middle - centre for middle in middles]


def _rows(counts: list[int], room: float) -> int:
    """How many nodes may stand below each other, so that the picture gets a screen's shape."""
    rows = 1
    while rows < max(counts):
        wide = sum((math.ceil(count / rows) - 1) * ROOM[0] + _COLUMN for count in counts)
        if rows * room * 1.15 * SHAPE * 1.4 >= wide:
            break
        rows += 1
    return rows
