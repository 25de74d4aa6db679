"""Where a SPARQL server listens: one URL per protocol, and who we say we are."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit, urlunsplit

from kg.errors import BadInput

_ADDRESS = re.compile(r"(?:sparql\+)?https?:", re.IGNORECASE)
_EXACT = "sparql+"

LAYOUTS: Mapping[str, tuple[str, str, str]] = {
    "Oxigraph": ("query", "update", "store"),
    "Virtuoso": ("sparql", "sparql-auth", "sparql-graph-crud-auth"),
}
"""Where servers listen for queries, updates and graphs, by what their answers' ``Server`` header
begins with. Where it says something else, the first is tried."""


@dataclass(frozen=True)
class Address:
    """Where a server listens.

    Attributes:
        root: The server's address, if its parts are still to be found out; without credentials.
        query: Where it takes queries.
        update: Where it takes updates; None if it cannot be written to.
        graph_store: Where it takes whole graphs; None if they must go as updates.
        user: Who we are; None for nobody.
        password: Never part of a message.
    """

    root: str | None
    query: str
    update: str | None = None
    graph_store: str | None = None
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @classmethod
    def of(
        cls,
        url: str,
        *,
        query: str | None = None,
        update: str | None = None,
        graph_store: str | None = None,
        user: str | None = None,
        password: str | None = None,
    ) -> Address:
        """Read an address.

        Args:
            url: ``http://host:7878``, a server whose layout is recognised by its answers; or
                ``sparql+https://host/path``, the very place that takes queries. ``user:password@``
                before the host is taken out of it.
            query: Where queries go, if not where the URL says.
            update: Where updates go. Default: ``KG_STORE_UPDATE``.
            graph_store: Where graphs go. Default: ``KG_STORE_GRAPHS``.
            user: Default: ``KG_STORE_USER``.
            password: Default: ``KG_STORE_PASSWORD``.

        Returns:
            The address.

        Raises:
            BadInput: It is none.

        Example:
            >>> Address.of("sparql+https://ann:secret@kg.example/sparql", user="ann").query
            'https://kg.example/sparql'
        """
        exact = url.lower().startswith(_EXACT)
        plain, named, told = _parts(url[len(_EXACT) :] if exact else url)
        query = query and _parts(query)[0]
        update = update or os.environ.get("KG_STORE_UPDATE")
        graph_store = graph_store or os.environ.get("KG_STORE_GRAPHS")
        root = None if exact or query else plain
        return cls(
            root=root,
            query=query or plain,
            update=update and _parts(update)[0],
            graph_store=graph_store and _parts(graph_store)[0],
            user=user or named or os.environ.get("KG_STORE_USER"),
            password=password or told or os.environ.get("KG_STORE_PASSWORD"),
        )

    def laid_out(self, server: str) -> Address:
        """The same with every part known.

        Args:
            server: What the server calls itself.

        Returns:
            The address; what was given stays as it is.

        Example:
            >>> Address.of("http://localhost:8890").laid_out("Virtuoso/07.20").query
            'http://localhost:8890/sparql'
        """
        if self.root is None:
            return self
        names = (name for name in LAYOUTS if server.startswith(name))
        query, update, graphs = LAYOUTS[next(names, next(iter(LAYOUTS)))]
        base = self.root.rstrip("/")
        return Address(
            root=None,
            query=f"{base}/{query}",
            update=self.update or f"{base}/{update}",
            graph_store=self.graph_store or f"{base}/{graphs}",
            user=self.user,
            password=self.password,
        )

    def __str__(self) -> str:
        """For people: no credentials, and nothing behind a question mark."""
        return urlunsplit((*urlsplit(self.root or self.query)[:3], "", ""))


def is_address(text: str) -> bool:
    """Whether a text names a server and not a directory.

    Args:
        text: What somebody gave for a store.

    Returns:
        True for a URL.

    Example:
        >>> is_address("sparql+http://localhost/sparql"), is_address("./store")
        (True, False)
    """
    return _ADDRESS.match(text) is not None


def _parts(url: str) -> tuple[str, str | None, str | None]:
    """A URL without credentials, and the credentials."""
    try:
        split = urlsplit(url)
        host, port = split.hostname, split.port
    except ValueError:
        host = port = split = None
    if split is None or split.scheme not in ("http", "https") or not host or split.fragment:
        raise BadInput(
            "this is no address of a server; write http://host:7878, or sparql+https://host/path "
            "for the very place that takes queries"
        )
    place = f"[{host}]" if ":" in host else host
    place = f"{place}:{port}" if port else place
    plain = urlunsplit((split.scheme, place, split.path, split.query, ""))
    user, password = split.username, split.password
    return plain, user and unquote(user), password and unquote(password)
