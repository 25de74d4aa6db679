"""Where the nodes lie: computed here, so that a page opens at once and always looks the same.

Three layouts, each a :class:`Layout`: the free :func:`web`, the :func:`ladder` of materials in
columns, and :func:`geography`. The same input gives the same positions: every start comes from
hashes of the ids, nothing is drawn at random, and nothing that runs on several threads adds up.
"""

from kg.page.layout.geography import geography
from kg.page.layout.ladder import ladder
from kg.page.layout.shared import ROOM, SHAPE, Layout, Position, Stage
from kg.page.layout.web import place, web

__all__ = [
    "ROOM",
    "SHAPE",
    "Layout",
    "Position",
    "Stage",
    "geography",
    "ladder",
    "place",
    "web",
]
