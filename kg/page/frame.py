"""A page inside another one, such as a notebook: it runs, and reaches nothing around it."""

from __future__ import annotations

import html
import re

HEIGHT = 620
"""Of the frame, in pixels: the graph has room, and the cell around it stays in sight."""

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def frame(page_html: str) -> str:
    """A page as an element that notebooks can show.

    The page is the frame's own text, so that nothing is written and nothing is loaded. It may run
    its scripts and offer files to save; it has no origin, so that it can read neither the
    notebook nor what the notebook keeps.

    Args:
        page_html: The whole HTML text of a page.

    Returns:
        One ``iframe`` element, named after the page.

    Example:
        >>> frame("<!doctype html><title>A &amp; B</title>")[:25]
        '<iframe title="A &amp; B"'
    """
    found = _TITLE.search(page_html)
    title = html.unescape(found[1]).strip() if found else ""
    return (
        f'<iframe title="{html.escape(title or "Graph")}" sandbox="allow-scripts allow-downloads" '
        f'width="100%" height="{HEIGHT}" style="width: 100%; height: {HEIGHT}px; border: 0" '
        f'srcdoc="{html.escape(page_html)}"></iframe>'
    )
