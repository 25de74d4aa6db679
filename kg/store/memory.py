"""A store in memory, for tests and notebooks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.files import temporary_folder
from kg.store.base import Progress, Writer, silent
from kg.store.contents import Contents
from kg.store.engine import snapshot
from kg.vocab import Vocabulary


class MemoryStore:
    """Contents in memory; a query worker gets a snapshot of them as a temporary N-Quads file."""

    place = "memory"

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._folder: Path | None = None
        self._snapshot: Path | None = None

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
            self._folder = self._folder or temporary_folder(self)
            view, name = self._contents.default_view()
            self._snapshot = snapshot(self._contents.quads(view, name=name), self._folder)
        return self._snapshot

    @contextmanager
    def writer(self, *, progress: Progress = silent) -> Iterator[Writer]:
        """Change the contents, all or nothing."""
        writer = Writer(self._contents)
        yield writer
        progress("swapping it in")
        self._contents = writer.contents
        self._snapshot = None
