"""Pages as files, and as what a notebook shows."""

from __future__ import annotations

import html
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import kg.asof
from kg.errors import BadInput, shown
from kg.files import written

if TYPE_CHECKING:
    from kg.page.choice import Choice

ENGINES = ("canvas", "pyvis")
"""What can draw a page's graph."""

LIMIT = 2_000
"""Above so many relations a page opens on an aggregate, and a notebook shows none."""

_SUFFIXES = (".html", ".htm")


def write_page(
    view: kg.asof.AsOf,
    path: Path,
    *,
    about: str | None = None,
    title: str | None = None,
    engine: str = "canvas",
    limit: int = LIMIT,
    lang_dir: Path | None = None,
    choice: Callable[[], Choice] | None = None,
) -> Path:
    """Write a view as a page.

    Args:
        view: The view.
        path: An ``.html`` file, or ``-`` for standard output.
        about: The id of an entity: only its neighbourhood.
        title: The page's title.
        engine: canvas or pyvis.
        limit: Above so many relations the page opens on an aggregate.
        lang_dir: A folder with a translation of the page's words.
        choice: Makes what the page is narrowed to; called when all else is known to be right.

    Returns:
        The path.

    Raises:
        BadInput: An argument cannot be used, or the file cannot be written.
    """
    from kg.page import render
    from kg.page.translation import load

    _refuse_other_files(path)
    if limit < 1:
        raise BadInput(f"a limit of {limit} relations draws nothing; give 1 or more")
    translation = load(lang_dir) if lang_dir is not None else None
    page = render(
        view,
        about=about,
        title=title,
        engine=engine,
        limit=limit,
        translation=translation,
        choice=choice() if choice else None,
    ).encode("utf-8")
    if str(path) == "-":
        sys.stdout.buffer.write(page)
        sys.stdout.buffer.flush()
        return path
    with written(path) as file:
        file.write(page)
    return path


def _refuse_other_files(path: Path) -> None:
    """Only what a browser takes for a page, standard output, and devices such as /dev/null."""
    device = path.exists() and not path.is_file() and not path.is_dir()
    if str(path) == "-" or device or path.suffix.lower() in _SUFFIXES:
        return
    instead = path.with_suffix(".html") if path.name else "page.html"
    what = f"ends in {shown(path.suffix)}" if path.suffix else "has no ending"
    raise BadInput(
        f"a page is an .html file, and {path} {what}; write {instead}, or - for standard output "
        "(networks and tables are written by kg network and kg export)"
    )


def counts(
    view: kg.asof.AsOf, *, about: str | None = None, choice: Choice | None = None
) -> dict[str, int]:
    """How much a page of a view shows.

    Args:
        view: The view.
        about: The id of an entity: only its neighbourhood.
        choice: What the page is narrowed to.

    Returns:
        Numbers of nodes, relations, claims, derived claims and sources.
    """
    from kg.page.model import page_data

    return dict(page_data(view, about=about, choice=choice).counts)


def framed(
    view: kg.asof.AsOf, *, title: str | None = None, choice: Choice | None = None, call: str
) -> str:
    """A view for a notebook: a page in a frame, or a line where there is too much for one.

    Args:
        view: The view.
        title: The page's title.
        choice: What the page is narrowed to.
        call: How to make a page of it, for that line.

    Returns:
        HTML.
    """
    from kg.page import render
    from kg.page.frame import frame

    relations = counts(view, choice=choice)["relations"]
    if relations > LIMIT:
        return paragraph(f"{relations:,} relations are too many to draw here; {call} draws them.")
    return frame(render(view, title=title, choice=choice))


def paragraph(text: str) -> str:
    """A text as an HTML paragraph."""
    return f"<p>{html.escape(text)}</p>"


def together(*parts: Callable[[], str]) -> str:
    """Parts of what a notebook shows; for one that cannot be made stands why.

    A display that raises would hide the parts that can be shown.

    Args:
        *parts: Each makes some HTML.

    Returns:
        All of it.
    """
    made = []
    for part in parts:
        try:
            made.append(part())
        except Exception as error:  # noqa: BLE001 -- told in its place
            made.append(paragraph(f"This cannot be shown: {type(error).__name__}: {error}"))
    return "".join(made)
