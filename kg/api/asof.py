"""Everything that reads: what answers, and what hands out networks, files and pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.api.asking import Asking, StrPath
from kg.api.pages import LIMIT, framed, paragraph, together, write_page

if TYPE_CHECKING:
    import networkx as nx
    import rdflib
    from pyvis.network import Network

    from kg.export import Selection
    from kg.tables.stats import Stats


class AsOf(Asking):
    """A view of a graph at a valid time, as known on a day."""

    def network(self, kind: str = "relations", **options: Any) -> nx.MultiDiGraph:
        """A NetworkX graph.

        Args:
            kind: claims, relations, trade, materials or policy.
            **options: For trade: quantity_kind, product, grain, unit, reporter, partners.

        Returns:
            A graph whose edges carry claim ids, dates, values and units.

        Example:
            >>> import kg
            >>> kg.build().network("materials").is_directed()
            True
        """
        from kg.project import network

        return network(self, kind, **options)

    @property
    def size(self) -> int:
        """How many bytes the store has on disk; 0 where it has none of its own."""
        return int(getattr(self.store, "size", 0))

    def stats(self) -> Stats:
        """How many claims there are, by what they say; those of tables and all others.

        Returns:
            Counts by predicate, quantity kind, origin, year, party and product.

        Example:
            >>> import kg
            >>> kg.build().stats().by["predicate"]["kg:restricts"] > 1
            True
        """
        from kg.tables.stats import stats

        return stats(self.table())

    def export(
        self, path: StrPath, *, format: str | None = None, select: Selection | None = None
    ) -> Path:
        """Write claims as RDF, tables or a network; the format follows from the file's name.

        Args:
            path: Where to write; ``.gz`` compresses.
            format: A format's name, where the file's name does not tell.
            select: Narrows what is written.

        Returns:
            The path.

        Raises:
            BadInput: The format is unknown or the file cannot be written.

        Example:
            >>> import kg, tempfile
            >>> target = Path(tempfile.mkdtemp()) / "claims.ttl"
            >>> kg.build().export(target) == target
            True
        """
        from kg.export import export

        export(self, Path(path), format=format, select=select)
        return Path(path)

    def view(
        self,
        path: StrPath = "kg.html",
        *,
        about: str | None = None,
        title: str | None = None,
        engine: str = "canvas",
        limit: int = LIMIT,
        lang_dir: StrPath | None = None,
    ) -> Path:
        """Write one self-contained interactive HTML page.

        Args:
            path: An ``.html`` file, or ``-`` for standard output.
            about: A label, alias, code or id: only its neighbourhood; None for everything.
            title: The page's title.
            engine: What draws the graph: canvas, or pyvis for small ones.
            limit: Above so many relations the page opens on an aggregate.
            lang_dir: A folder with a translation of the page's words (``page.json``).

        Returns:
            The path.

        Raises:
            UnknownName: Nothing is called so.
            BadInput: An argument cannot be used, or the file cannot be written.

        Example:
            >>> import kg, tempfile
            >>> target = Path(tempfile.mkdtemp()) / "page.html"
            >>> kg.build().view(target, about="China") == target
            True
        """
        return write_page(
            self,
            Path(path),
            about=self.find(about).id if about else None,
            title=title,
            engine=engine,
            limit=limit,
            lang_dir=Path(lang_dir) if lang_dir is not None else None,
        )

    def to_pyvis(self, *, about: str | None = None, limit: int = LIMIT) -> Network:
        """A ``pyvis.network.Network`` to style and show yourself.

        Args:
            about: A label, alias, code or id: only its neighbourhood; None for everything.
            limit: How many relations there may be; pyvis is slow with many.

        Returns:
            A directed network, parallel edges kept, in the ontology's colours.

        Raises:
            UnknownName: Nothing is called so.
            BadInput: There are more relations.

        Example:
            >>> import kg
            >>> kg.build().to_pyvis(about="China").directed
            True
        """
        from kg.page import to_pyvis

        return to_pyvis(self, about=self.find(about).id if about else None, limit=limit)

    def __repr__(self) -> str:
        """A line for people."""
        claims = f"{len(self.dataset.claims):,} claims"
        return f"<kg.AsOf of {self.store.place}: {claims}; {self.describe()}>"

    def _repr_html_(self) -> str:
        """The view in a notebook: a line, and its page in a frame."""
        return together(
            lambda: paragraph(repr(self)), lambda: framed(self, call="graph.view('page.html')")
        )

    def rdflib(self) -> rdflib.Dataset:
        """An rdflib ``Dataset`` over the same triples; its queries run outside our limits.

        Returns:
            A dataset whose default graph is the union of all graphs.

        Example:
            >>> import kg
            >>> len(kg.build().rdflib()) > 1000
            True
        """
        from kg.query import to_rdflib

        return to_rdflib(self)
