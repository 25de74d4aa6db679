"""A store in memory, for tests and notebooks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from kg.files import temporary_folder
from kg.store.base import Progress, Writer, silent
from kg.store.contents import Contents
from kg.store.engine import snapshot
from kg.store.tables import clear
from kg.vocab import Vocabulary


class MemoryStore:
    """Contents in memory; a query worker gets a snapshot of them as a temporary N-Quads file."""

    place = "memory"

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._snapshot: Path | None = None
        self._kept: frozenset[str] = frozenset()  # files of tables that somebody may still read

    @property
    def vocab(self) -> Vocabulary:
        """The ontology."""
        return self._contents.vocab

    @property
    def contents(self) -> Contents:
        """Everything in it."""
        return self._contents

    @property
    def size(self) -> int:
        """How many bytes its tables have on disk."""
        return sum(file.size for one in self._contents.tables.editions for file in one.files)

    @cached_property
    def _folder(self) -> Path:
        return temporary_folder(self)

    def rdf(self) -> Path:
        """The snapshot; made when first asked for after a change."""
        if self._snapshot is None:
            view, name = self._contents.default_view()
            self._snapshot = snapshot(self._contents.quads(view, name=name), self._folder)
        return self._snapshot

    @contextmanager
    def writer(self, *, progress: Progress = silent) -> Iterator[Writer]:
        """Change the contents, all or nothing."""
        folder = self._folder / "tables"
        writer = Writer(replace(self._contents, tables=self._contents.tables.copied(folder)))
        try:
            yield writer
            progress("swapping it in")
            self._contents = writer.contents
        finally:
            self._kept |= self._contents.tables.files
            clear(folder, self._kept)
        self._snapshot = None
