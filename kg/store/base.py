"""The contract of every store."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from tempfile import mkdtemp
from typing import Protocol

from kg.dataset import Dataset
from kg.rdf import Quad
from kg.store.contents import Contents
from kg.store.tables import SCRATCH
from kg.tables.editions import Tables
from kg.vocab import Vocabulary

Progress = Callable[[str], None]
"""Told what a writer does next, in a few words."""


def silent(_: str) -> None:
    """A progress that tells nobody."""


class Store(Protocol):
    """Where contents are kept."""

    @property
    def vocab(self) -> Vocabulary:
        """The ontology the store was built with."""

    @property
    def contents(self) -> Contents:
        """Everything in it, read when first asked for."""

    @property
    def place(self) -> str:
        """What people know it by: a path, or "memory"."""

    def rdf(self) -> Path:
        """Where a worker finds the RDF of the default view: a directory or a file of N-Quads."""

    def writer(self, *, progress: Progress = silent) -> AbstractContextManager[Writer]:
        """Change it, all or nothing: leaving the ``with`` block commits, an error drops all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """Triples that were made before it was sure that they are needed.

    Attributes:
        news: The entities and sources that they speak of.
        folder: A database of them and of all that the store held.
        quads: How many it holds.
    """

    news: Dataset
    folder: Path
    quads: int


class Writer:
    """Collects changes to a store's contents.

    Attributes:
        contents: What the store will hold.
        scratch: A folder, beside the tables, for files on their way into the store; it is gone
            after the ``with`` block.
        foreseen: What :meth:`foresee` made.
    """

    def __init__(
        self, contents: Contents, extend: Callable[[Path, Dataset], int] | None = None
    ) -> None:
        self.contents = contents
        self.foreseen: Foreseen | None = None
        self._extend = extend

    @cached_property
    def scratch(self) -> Path:
        """See above; made when first asked for."""
        folder = self.contents.tables.place
        folder.mkdir(parents=True, exist_ok=True)
        return Path(mkdtemp(prefix=SCRATCH, dir=folder))

    def foresee(self, news: Dataset) -> None:
        """Make triples while others work, in a store that can; nothing changes by that.

        Args:
            news: Entities and sources that will probably be appended.
        """
        if self._extend is not None:
            folder = self.scratch / "rdf"
            quads = self._extend(folder, news)
            self.foreseen = Foreseen(news=news, folder=folder, quads=quads)

    def replace(self, part: str, dataset: Dataset) -> None:
        """Put a dataset in the place of a part."""
        self.contents = self.contents.with_part(part, dataset)

    def append(self, part: str, dataset: Dataset) -> None:
        """Add a dataset to a part; what stands there already stays."""
        before = self.contents.parts.get(part, Dataset.of())
        self.contents = self.contents.with_part(part, before | dataset)

    def hold(self, tables: Tables) -> None:
        """Put other tables in the place of those that are held."""
        self.contents = replace(self.contents, tables=tables)

    def append_foreign(self, quads: list[Quad]) -> None:
        """Add quads that are not ours."""
        foreign = tuple(dict.fromkeys([*self.contents.foreign, *quads]))
        self.contents = replace(self.contents, foreign=foreign)

    def use(self, vocab: Vocabulary, *, reasoned: bool = True) -> None:
        """Change to another ontology or base IRI, and say whether the store reasons."""
        self.contents = replace(self.contents, vocab=vocab, reasoned=reasoned)
