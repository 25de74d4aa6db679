"""The pages that are measured: ours, vis-network alone and pyvis, each of the same graph."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kg.files import bundled
from kg.page.bundle import bundle
from kg.page.html import page
from kg.page.model import PageData, page_data
from kg.page.pyvis import engine_script, network

from .made_up import made_up

_HERE = Path(__file__).parent

_NOTHING = """
const container = document.getElementById("graph");
container.style.height = "600px";
requestAnimationFrame(() => { container.dataset.drawn = "whole"; });
window.hideOwn = () => { container.dataset.drawn = "whole"; };
"""

HIDDEN = "kg:EndGood"
"""The class that the filter hides: one in twelve nodes."""

BEND = 0.14
"""How far vis-network bends the second of two lines between the same nodes; ours is as far."""

OURS, CORE, PYVIS = "our page", "our page, core", "pyvis page"
ENGINE, VIS, BLANK = "our engine", "vis-network", "blank page"


@dataclass(frozen=True)
class Subject:
    """A page to be measured.

    Attributes:
        name: What it is called in the table.
        address: Of its file, with the fragment that opens it.
        members: Nodes of the class that is hidden, by the page's own ids; ours asks its legend.
        hidden: That class, as the legend calls it.
    """

    name: str
    address: str
    members: list[str]
    hidden: str


@dataclass(frozen=True)
class Graph:
    """A made-up graph and our page of it.

    Attributes:
        data: What the page shows.
        file: Our page.
        seconds: That Python took for it, by step.
    """

    data: PageData
    file: Path
    seconds: Mapping[str, float]

    @classmethod
    def write(cls, folder: Path, nodes: int, relations: int, *, quoted: bool = False) -> Graph:
        view = made_up(nodes, relations, quoted=quoted)
        began = time.process_time()
        data = page_data(view)
        taken = time.process_time()
        text = page(data)
        done = time.process_time()
        file = folder / f"ours-{nodes}-{relations}{'-quoted' * quoted}.html"
        file.write_text(text, encoding="utf-8")
        return cls(data, file, {"data": taken - began, "page": done - taken})

    @property
    def hidden(self) -> str:
        return self.data.vocab.label(HIDDEN)

    def ours(self) -> Subject:
        return Subject(OURS, f"{self.file.as_uri()}#whole=1", [], self.hidden)

    def core(self) -> Subject:
        return Subject(CORE, self.file.as_uri(), [], self.hidden)

    def others(self, size: tuple[int, int]) -> list[Subject]:
        """The pages beside ours, with a canvas of the same size."""
        made = network(self.data, limit=len(self.data.edges))
        made.width, made.height = (f"{side}px" for side in size)
        members = [node.entity.id for node in self.data.nodes if node.entity.type == HIDDEN]
        plain = json.dumps({"size": size, "data": self._plain(made)}).replace("<", "\\u003c")
        pages = {
            PYVIS: made.generate_html(),
            VIS: _vis(plain),
            ENGINE: _engine(plain),
            BLANK: _page("graph", "0", f"<script>{_NOTHING}</script>"),
        }
        found = []
        for name, text in pages.items():
            file = self.file.with_name(f"{name.replace(' ', '-')}-{self.file.name}")
            file.write_text(text, encoding="utf-8")
            found.append(Subject(name, file.as_uri(), members, self.hidden))
        return found

    def _plain(self, made: Any) -> dict[str, Any]:
        """What pyvis would draw, with lines as straight as ours, and nothing that is not drawn."""
        seen: set[tuple[str, str]] = set()
        edges = []
        for edge in made.edges:
            first, last = sorted((edge["from"], edge["to"]))
            smooth = {"enabled": True, "type": "curvedCW", "roundness": BEND}
            edges.append(_drawn(edge) | {"smooth": smooth if (first, last) in seen else False})
            seen.add((first, last))
        return {"nodes": [_drawn(node) for node in made.nodes], "edges": edges}


def _drawn(item: Mapping[str, Any]) -> dict[str, Any]:
    """A node or a line without what neither engine draws here: texts to point at, and fonts."""
    return {name: value for name, value in item.items() if name not in ("title", "font")}


def _vis(drawing: str) -> str:
    script = (_HERE / "vis.js").read_text(encoding="utf-8")
    library = engine_script().replace("</script", "<\\/script")
    return _page("mynetwork", drawing, f"<script>{library}</script><script>{script}</script>")


def _engine(drawing: str) -> str:
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / "viz"
        shutil.copytree(bundled("viz"), folder)
        shutil.copy(_HERE / "engine.js", folder / "alone.js")
        script = bundle(folder, "alone.js")
        style = (folder / "style.css").read_text(encoding="utf-8")
    return _page("graph", drawing, f"<style>{style}</style><script>{script}</script>")


def _page(place: str, drawing: str, rest: str) -> str:
    return (
        f'<!doctype html><meta charset="utf-8"><title>One engine</title><div id="{place}"></div>'
        f'<script id="drawing" type="application/json">{drawing}</script>{rest}'
    )
