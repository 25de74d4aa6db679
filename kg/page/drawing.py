"""How big the nodes of a page are and where they lie, in every layout that makes sense for it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from kg.page import layout
from kg.page.model import PageData
from kg.page.places import geography

_SMALLEST = 11
_GROWTH = 3.2
_STAR = 1.35
"""A star has little ink within its radius."""


def radii(data: PageData) -> Mapping[str, float]:
    """The radius of every node: the more relations, the bigger; ``viz/scene.js`` has the same rule.

    Args:
        data: What the page shows.

    Returns:
        Radii in the page's units, by entity id.

    Example:
        >>> import kg
        >>> from kg.page.model import page_data
        >>> radii(page_data(kg.build(), about="country:CHN"))["country:CHN"] > 20
        True
    """
    degrees = Counter(end for edge in data.edges for end in {edge.subject, edge.object})
    found = {}
    for number, node in enumerate(data.nodes):
        star = _STAR if data.classes[node.kind].shape == "star" else 1
        found[node.entity.id] = round((_SMALLEST + _GROWTH * math.sqrt(degrees[number])) * star, 1)
    return found


def pairs(data: PageData) -> list[tuple[str, str]]:
    """The ids at the ends of every relation."""
    ids = [node.entity.id for node in data.nodes]
    return [(ids[edge.subject], ids[edge.object]) for edge in data.edges]


def layouts(data: PageData) -> dict[str, Any]:
    """Where the nodes lie, in the order of the data.

    Args:
        data: What the page shows.

    Returns:
        ``x`` and ``y`` by name of the layout: ``web`` always, ``ladder`` (with its ``stages``) and
        ``geography`` where enough nodes have a stage or a place.

    Example:
        >>> import kg
        >>> from kg.page.model import page_data
        >>> sorted(layouts(page_data(kg.build())))
        ['geography', 'ladder', 'web']
    """
    sizes, ends = radii(data), pairs(data)
    classes = {node.entity.id: node.entity.type for node in data.nodes}
    drawn = geography(data)
    points = drawn["points"] if drawn else {}
    found = {
        "web": layout.web(sizes, ends),
        "ladder": layout.ladder(sizes, ends, classes, data.vocab),
        "geography": layout.geography(sizes, ends, points),
    }
    return {name: _json(data, made) for name, made in found.items() if made}


def _json(data: PageData, made: layout.Layout) -> dict[str, Any]:
    places = [made.positions[node.entity.id] for node in data.nodes]
    stages = {"stages": [asdict(stage) for stage in made.stages]} if made.stages else {}
    return {"x": [x for x, _ in places], "y": [y for _, y in places], **stages}
