"""Answers that know the view they come from, and so can be drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kg.asof
from kg.api.pages import LIMIT, framed, paragraph, together, write_page
from kg.errors import BadInput
from kg.query import Answer, Boolean, Rows, Triples
from kg.query.results import Streamed

if TYPE_CHECKING:
    import os

    from kg.page.choice import Choice

_MOST_READ = 5_000
"""So many rows or triples a notebook reads to draw them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer belongs to: the view that was asked, and a title for its page."""

    view: kg.asof.AsOf
    title: str


class Drawable(Answer):
    """An answer of a graph: as :mod:`kg.query` has it, and it can be made a page."""

    asked: Asked

    def choice(self) -> Choice:
        """The claims and entities the answer speaks of; reads it to its end.

        Returns:
            What its page shows.

        Raises:
            BadInput: It speaks of none.
            QueryLimit: The query ran into a limit.
        """
        from kg.page.choice import chosen

        return chosen(self.asked.view, self)

    def view(
        self,
        path: str | os.PathLike[str] = "kg.html",
        *,
        title: str | None = None,
        engine: str = "canvas",
        limit: int = LIMIT,
        lang_dir: str | os.PathLike[str] | None = None,
    ) -> Path:
        """Write what the answer speaks of as one self-contained interactive HTML page.

        It shows the claims that were selected, or those that connect two entities of one row.

        Args:
            path: An ``.html`` file, or ``-`` for standard output.
            title: The page's title; the query's own by default.
            engine: canvas or pyvis.
            limit: Above so many relations the page opens on an aggregate.
            lang_dir: A folder with a translation of the page's words.

        Returns:
            The path.

        Raises:
            BadInput: The answer speaks of no claim and no entity, or an argument is wrong.
            QueryLimit: The query ran into a limit.

        Example:
            >>> import kg, tempfile
            >>> target = Path(tempfile.mkdtemp()) / "talks.html"
            >>> kg.build().query("who-negotiates").view(target) == target
            True
        """
        return write_page(
            self.asked.view,
            Path(path),
            title=title or self.asked.title,
            engine=engine,
            limit=limit,
            lang_dir=Path(lang_dir) if lang_dir is not None else None,
            choice=self.choice,
        )

    def _drawn(self, read: int) -> str:
        """The page in a frame, if the answer holds claims that connect something."""
        how = "result.view('page.html')"
        if read > _MOST_READ:
            return paragraph(f"So much is not drawn here; {how} draws it.")
        try:
            choice = self.choice()
        except BadInput:
            return ""  # a table of figures is no graph, and that is no error
        if not choice.claims:
            return ""
        return framed(self.asked.view, title=self.asked.title, choice=choice, call=how)


class _DrawableStream(Drawable, Streamed[Any]):
    """Rows or triples: a notebook shows them, and the page if they hold what can be drawn."""

    def __init__(self, asked: Asked, *made_of: Any, **options: Any) -> None:
        super().__init__(*made_of, **options)
        self.asked = asked

    def _with_page(self, table: Callable[[], str]) -> str:
        return together(table, lambda: self._drawn(self._read()))

    def _read(self) -> int:
        return sum(1 for _ in islice(self._each(), _MOST_READ + 1))


class DrawableRows(_DrawableStream, Rows):
    """The rows of a SELECT."""

    def _repr_html_(self) -> str:
        return self._with_page(super()._repr_html_)


class DrawableTriples(_DrawableStream, Triples):
    """The triples of a CONSTRUCT or DESCRIBE."""

    def _repr_html_(self) -> str:
        return self._with_page(super()._repr_html_)


class DrawableBoolean(Drawable, Boolean):
    """The yes or no of an ASK: there is nothing to draw, and it says so."""

    def __init__(self, asked: Asked, value: bool) -> None:
        super().__init__(value)
        self.asked = asked


def makers(asked: Asked) -> Mapping[str, Callable[..., Answer]]:
    """What makes the answers of a graph.

    Args:
        asked: The view that is asked.

    Returns:
        A maker for each kind of answer.
    """
    kinds = {"boolean": DrawableBoolean, "rows": DrawableRows, "triples": DrawableTriples}
    return {kind: partial(made, asked) for kind, made in kinds.items()}
