"""A store in memory, for tests and notebooks."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kg.store.base import Progress, Writer, silent
from kg.store.contents import Contents
from kg.vocab import Vocabulary


class MemoryStore:
    """Contents in memory; a query worker gets a snapshot of them as a temporary N-Quads file."""

    place = "memory"

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._snapshot: tempfile.TemporaryDirectory[str] | None = None

    @property
    def vocab(self) -> Vocabulary:
        """The ontology."""
        return self._contents.vocab

    @property
    def contents(self) -> Contents:
        """Everything in it."""
        return self._contents

    def rdf(self) -> Path:
        """The snapshot; made when first asked for after a change."""
        if self._snapshot is None:
            self._snapshot = tempfile.TemporaryDirectory(prefix="kg-")
            view, name = self._contents.default_view()
            snapshot_file = Path(self._snapshot.name) / "view.nq"
            ox.serialize(
                self._contents.quads(view, name=name),
                str(snapshot_file),
                format=ox.RdfFormat.N_QUADS,
            )
        return Path(self._snapshot.name) / "view.nq"

    @contextmanager
    def writer(self, *, progress: Progress = silent) -> Iterator[Writer]:
        """Change the contents, all or nothing."""
        writer = Writer(self._contents)
        yield writer
        progress("swapping it in")
        self._contents = writer.contents
        if self._snapshot is not None:
            self._snapshot.cleanup()
            self._snapshot = None
