"""The page itself: template, data, script and style in one file that reaches nowhere.

Data stand in a JSON block that no browser runs; the program stands compressed beside them, and a
few lines unpack it. A Content-Security-Policy lets in exactly those lines, that program and the
style, by their hashes, and no connection at all.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any

from kg.errors import BadInput
from kg.files import bundled, read_text
from kg.page.bundle import bundle
from kg.page.drawing import layouts
from kg.page.encode import Numbers, encoded, json_block, packed
from kg.page.model import Chosen, PageData, View, page_data
from kg.page.places import geography
from kg.page.pyvis import MOST, engine_script
from kg.page.translation import Translation

LIMIT = 2000
"""Above so many relations a page opens on its core."""

ENGINES = {"canvas": "canvas-page.js", "pyvis": "vis-page.js"}
"""What can draw the graph, and the module that starts a page with it."""


def render(
    view: View,
    *,
    about: str | None = None,
    title: str | None = None,
    engine: str = "canvas",
    limit: int = LIMIT,
    translation: Translation | None = None,
    choice: Chosen | None = None,
) -> str:
    """A view as one self-contained interactive HTML page.

    Args:
        view: An as-of.
        about: The id of an entity, to show only its neighbourhood.
        title: The page's heading.
        engine: What draws the graph: ``canvas`` is our own; ``pyvis`` is the vis-network that
            pyvis ships, for small graphs.
        limit: Above so many relations the page opens on its core and says so.
        translation: The page's own words in another language.
        choice: Narrows the page to some claims and entities.

    Returns:
        The whole HTML text, to be written as UTF-8. Same view, same bytes.

    Raises:
        UnknownName: No entity has the id ``about``.
        BadInput: No engine has that name, or there is too much for it.

    Example:
        >>> import kg
        >>> render(kg.build(), about="country:CHN").startswith("<!doctype html>")
        True
    """
    data = page_data(view, about=about, title=title, choice=choice)
    return page(data, engine=engine, limit=limit, translation=translation)


def page(
    data: PageData,
    *,
    engine: str = "canvas",
    limit: int = LIMIT,
    translation: Translation | None = None,
) -> str:
    """What a page shows, as its HTML text.

    Args:
        data: What it shows.
        engine: As for :func:`render`.
        limit: As for :func:`render`.
        translation: As for :func:`render`.

    Returns:
        The whole HTML text, to be written as UTF-8.

    Raises:
        BadInput: No engine has that name, or there is too much for it.

    Example:
        >>> import kg
        >>> page(page_data(kg.build(), about="country:CHN"), limit=10)[-8:]
        '</html>\\n'
    """
    if limit < 1:
        raise BadInput(f"a limit of {limit} relations draws nothing; give 1 or more")
    translation = translation or Translation()
    folder = bundled("viz")
    program = bundle(folder, _entry(engine, data))
    scripts = [bundle(folder, "boot.js")]
    if engine == "pyvis":
        scripts.insert(0, _safe_script(engine_script()))
    style = "\n".join(map(_text, (folder / "style.css", *sorted(folder.glob("style/*.css")))))
    block = encoded(data) | {
        "limit": limit,
        "layouts": _columns(layouts(data)),
        "geography": geography(data),
        "speech": translation.to_json(),
    }
    return Template(_text(folder / "page.html")).substitute(
        lang=html.escape(translation.lang),
        dir=html.escape(translation.dir),
        policy=policy([*scripts, program], [style]),
        title=html.escape(data.title),
        style=style,
        data=json_block(block),
        program=packed(program),
        scripts="\n".join(f"<script>{script}</script>" for script in scripts),
    )


def _columns(layouts: Mapping[str, Any]) -> dict[str, Any]:
    """Layouts with their places as columns; places are whole numbers."""
    axes = ("x", "y")
    return {
        name: made | {axis: Numbers(made[axis]) for axis in axes} for name, made in layouts.items()
    }


def _entry(engine: str, data: PageData) -> str:
    """The module that starts the page."""
    if engine not in ENGINES:
        raise BadInput(f"no engine is called {engine!r}; there are {' and '.join(ENGINES)}")
    if engine == "pyvis" and len(data.edges) > MOST:
        raise BadInput(
            f"vis-network draws up to {MOST:,} relations and these are {len(data.edges):,}; "
            "leave out --engine, or narrow the page: --about ENTITY (about=…)"
        )
    return ENGINES[engine]


def _text(path: Path) -> str:
    return read_text(path).replace("\r\n", "\n")


def policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """The page's Content-Security-Policy.

    Args:
        scripts: The text of every inline script.
        styles: The text of every inline style.

    Returns:
        The policy, for a meta element.

    Example:
        >>> policy(["1"], ["a{}"]).startswith("default-src 'none'; script-src 'sha256-")
        True
    """
    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(map(_hash, scripts)),
            "style-src " + " ".join(map(_hash, styles)),
            "img-src data: blob:",
            "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _safe_script(text: str) -> str:
    """A foreign script with one kind of line end and nothing that ends its element."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--")
