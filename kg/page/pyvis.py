"""The seam to pyvis: a ``Network`` in our colours, and the vis-network script it ships with.

Nobody else imports pyvis. Its own HTML is not used for the page (it loads from a CDN and leaves
some text unescaped); its network data and the script from the installed package are.
"""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import BadInput, KgError
from kg.files import read_text
from kg.page.choice import Choice
from kg.page.drawing import pairs, radii
from kg.page.layout import place
from kg.page.model import Edge, Node, PageData, View, page_data

if TYPE_CHECKING:
    from pyvis.network import Network

MOST = 2_000
"""So many relations pyvis draws in good time."""

_JOINER = "\u2060"
"""Invisible; keeps pyvis from taking a hover text that holds "href" for HTML."""

_LINE = "\n"
_FONT = {"face": "system-ui, sans-serif", "size": 15, "strokeWidth": 4, "strokeColor": "#ffffff"}


def to_pyvis(view: View, *, about: str | None = None, limit: int = MOST) -> Network:
    """A view as a pyvis network, to be styled and shown by its own means.

    Directed, with every relation as an edge of its own, placed, and with physics off
    (``network.toggle_physics(True)`` turns it on).

    Args:
        view: An as-of.
        about: The id of an entity, to show only its neighbourhood.
        limit: How many relations there may be.

    Returns:
        A ``pyvis.network.Network``.

    Raises:
        UnknownName: No entity has the id ``about``.
        BadInput: There are more relations.

    Example:
        >>> import kg
        >>> to_pyvis(kg.build(), about="country:CHN").save_graph("china.html")
    """
    seen = (claim.id for claim in (*view.claims(), *view.derivations.claims))
    data = page_data(view, about=about, choice=Choice(frozenset(seen), frozenset(), ""))
    return network(data, limit=limit)


def network(data: PageData, *, limit: int = MOST) -> Network:
    """A page's data as a pyvis network.

    Args:
        data: What the page shows.
        limit: How many relations there may be.

    Returns:
        The network; its node ids are the entities' ids.

    Raises:
        BadInput: There are more relations.

    Example:
        >>> import kg
        >>> network(page_data(kg.build(), about="country:CHN")).directed
        True
    """
    from pyvis.network import Network

    if len(data.edges) > limit:
        raise BadInput(
            f"{len(data.edges):,} relations are too many for pyvis, which draws {limit:,} in good "
            "time: narrow them with --about (about=), draw them with --engine canvas "
            "(graph.view), or ask to_pyvis for more with limit="
        )
    made = Network(height="800px", width="100%", directed=True, cdn_resources="in_line")
    ids = [node.entity.id for node in data.nodes]
    sizes = radii(data)
    positions = place(sizes, pairs(data))
    for node in data.nodes:
        x, y = positions[node.entity.id]
        made.add_node(
            node.entity.id, size=sizes[node.entity.id], x=x, y=y, **_node_style(data, node)
        )
    for edge in data.edges:
        made.add_edge(ids[edge.subject], ids[edge.object], **_edge_style(data, edge))
    made.toggle_physics(False)
    return made


def engine_script() -> str:
    """The vis-network script of the installed pyvis.

    Returns:
        The newest one it holds, with its licence text at the top.

    Raises:
        KgError: The installed pyvis holds none.

    Example:
        >>> "vis-network" in engine_script()
        True
    """
    import pyvis

    folder = Path(pyvis.__file__).resolve().parent
    found = sorted(folder.glob("**/vis-network.min.js"), key=_version)
    if not found:
        raise KgError(f"{folder} holds no vis-network.min.js; install pyvis 0.3.2 or later anew")
    return read_text(found[-1])


def _version(path: Path) -> tuple[list[int], str]:
    return [int(number) for number in re.findall(r"\d+", path.parent.name)], str(path)


def _node_style(data: PageData, node: Node) -> dict[str, Any]:
    entity, kind = node.entity, data.classes[node.kind]
    return {
        "label": entity.label or entity.id,
        "title": _plain(f"{entity.label}\n{kind.label}"),
        "shape": kind.shape,
        "color": kind.colour,
        "font": _FONT,
    }


def _edge_style(data: PageData, edge: Edge) -> dict[str, Any]:
    relation = data.relations[edge.relation]
    gists = [data.claims[number].gist for number in edge.claims]
    return {
        "title": _plain(_LINE.join([relation.label, *gists])),
        "color": relation.colour,
        "dashes": not edge.firm,
        "width": round(1.4 + 0.7 * math.log2(len(edge.claims)), 2),
        "arrows": "" if relation.symmetric else "to",
    }


def _plain(text: str) -> str:
    """Text that pyvis keeps as text: it takes any title that holds "href" for HTML."""
    return text.replace("href", f"h{_JOINER}ref")
