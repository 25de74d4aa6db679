"""The page itself: template, data, script and style in one file that reaches nowhere.

Data stand in a JSON block that no browser runs; a Content-Security-Policy lets in exactly the
scripts and the style that were put there, by their hashes, and no connection at all.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Sequence
from string import Template
from typing import Any

from kg.files import bundled, read_text
from kg.page.bundle import bundle
from kg.page.model import View, page_data
from kg.page.pyvis import drawing, engine_script

_JSON_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def render(view: View, *, about: str | None = None, title: str | None = None) -> str:
    """A view as one self-contained interactive HTML page.

    Args:
        view: An as-of.
        about: The id of an entity, to show only its neighbourhood.
        title: The page's heading.

    Returns:
        The whole HTML text, to be written as UTF-8. Same view, same bytes.

    Raises:
        UnknownName: No entity has the id ``about``.

    Example:
        >>> import kg
        >>> render(kg.build(), about="country:CHN").startswith("<!doctype html>")
        True
    """
    data = page_data(view, about=about, title=title)
    folder = bundled("viz")
    scripts = [_safe_script(engine_script()), bundle(folder)]
    style = read_text(folder / "style.css").replace("\r\n", "\n")
    return Template(read_text(folder / "page.html").replace("\r\n", "\n")).substitute(
        policy=policy(scripts, [style]),
        title=html.escape(data.title),
        style=style,
        data=json_block(data.to_json() | {"drawing": drawing(data)}),
        engine=scripts[0],
        script=scripts[1],
    )


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
            "img-src data:",
            "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def json_block(data: Any) -> str:
    """JSON that can stand inside a script element: ASCII only, without ``<``, ``>`` and ``&``.

    Args:
        data: What JSON can hold.

    Returns:
        Its text.

    Example:
        >>> json_block(["</script>"])
        '["\\\\u003c/script\\\\u003e"]'
    """
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return text.translate(_JSON_ESCAPES)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _safe_script(text: str) -> str:
    """A foreign script with one kind of line end and nothing that ends its element."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--")
