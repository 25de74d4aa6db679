"""Write a view or a network to a file or a stream."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg.asof import AsOf
from kg.export.extract import Selection, extract
from kg.export.formats import NETWORK_WRITERS, WRITERS, format_name
from kg.files import written

if TYPE_CHECKING:
    import networkx as nx

Target = Path | str | BinaryIO
"""A path, ``-`` for standard output, or a binary file."""


def export(
    view: AsOf,
    target: Target,
    *,
    format: str | None = None,
    select: Selection | None = None,
    network: str = "claims",
) -> None:
    """Write a view.

    Args:
        view: The view.
        target: A path, written all or nothing and compressed if it ends in ``.gz``; ``-`` for
            standard output; or a binary file.
        format: A format's name or suffix; by default the path tells.
        select: Narrows the claims, and the catalogue to what they refer to.
        network: The kind of network, for a format that holds networks.

    Raises:
        BadInput: The format or the selection is not known, the file cannot be written, or the
            format cannot hold what is there.

    Example:
        >>> import io
        >>> from kg.asof import as_of
        >>> from kg.store import Contents, MemoryStore
        >>> from kg.vocab import Vocabulary
        >>> file = io.BytesIO()
        >>> export(as_of(MemoryStore(Contents(Vocabulary.load()))), file, format="csv")
        >>> file.getvalue()[:22]
        b'id,claim_type,subject,'
    """
    chosen = format_name(_name(target), format, {**WRITERS, **NETWORK_WRITERS})
    what = extract(view, select)
    if chosen in WRITERS:
        with _opened(target) as file:
            WRITERS[chosen].write(what, file)
    else:
        from kg.project import network as project

        write_network(project(what, network), target, format=chosen)


def write_network(graph: nx.MultiDiGraph, target: Target, *, format: str | None = None) -> None:
    """Write a network.

    Args:
        graph: A network of :func:`kg.project.network`.
        target: A path, ``-`` for standard output, or a binary file.
        format: graphml, gexf, nodelink or cytoscape; by default the path tells.

    Raises:
        BadInput: The format is not known, or the file cannot be written.

    Example:
        >>> import io
        >>> import networkx as nx
        >>> file = io.BytesIO()
        >>> write_network(nx.MultiDiGraph([("a", "b")]), file, format="nodelink")
        >>> b'"multigraph": true' in file.getvalue()
        True
    """
    chosen = format_name(_name(target), format, NETWORK_WRITERS)
    with _opened(target) as file:
        NETWORK_WRITERS[chosen].write(graph, file)


def _name(target: Target) -> str:
    return Path(target).name if isinstance(target, Path | str) else "a stream"


@contextmanager
def _opened(target: Target) -> Iterator[BinaryIO]:
    if not isinstance(target, Path | str):
        yield target
    elif str(target) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    else:
        with written(Path(target)) as file:
            yield file
