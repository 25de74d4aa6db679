"""A store on disk: the embedded default."""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import IO, Any

import pyoxigraph as ox

from kg.dataset import Dataset
from kg.errors import BadInput, StoreDamaged
from kg.files import sha256
from kg.mapping import RdfMapping
from kg.rdf import parse
from kg.store.base import Foreseen, Progress, Writer, silent
from kg.store.contents import PARTS, Contents
from kg.store.engine import extend, load, open_read_only
from kg.store.generations import Generations
from kg.tables.editions import Tables
from kg.vocab import Vocabulary

_RDF = "rdf"


class DiskStore:
    """One generation of a store on disk, kept from removal while this object lives.

    Args:
        path: The store's directory.

    Raises:
        StoreMissing: There is no store.
        StoreError: It is foreign, damaged or of another version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._generations = Generations(path)
        self._take()

    def _take(self) -> None:
        self.manifest, file = self._generations.current()
        self.pin = Pin(file)
        self.folder = self._generations.folder(self.manifest.generation)

    @classmethod
    def create(cls, path: Path, contents: Contents, *, progress: Progress = silent) -> DiskStore:
        """Make a store, or put a new generation in the place of what is there.

        Args:
            path: The store's directory; an empty or new one, or a store.
            contents: What it shall hold.
            progress: Told about each stage.

        Returns:
            The store.
        """
        generations = Generations(path)
        with generations.writing():
            _write(generations, contents, progress)
            return cls(path)

    @property
    def place(self) -> str:
        """The store's path."""
        return str(self.path)

    @property
    def size(self) -> int:
        """How many bytes it has on disk, earlier generations that are still read included."""
        return sum(file.stat().st_size for file in self.path.rglob("*") if file.is_file())

    @cached_property
    def vocab(self) -> Vocabulary:
        """The ontology the store was built with."""
        with _as_damage():
            return Vocabulary.load(self.folder / "ontology", base=self.manifest.base)

    @cached_property
    def contents(self) -> Contents:
        """Everything in it; what was tampered with is refused, not read."""
        self._refuse_damage()
        with _as_damage():
            foreign, _ = parse(self.folder / "foreign.nq")
            parts = _Parts(self.folder, self.vocab)
            return Contents(self.vocab, parts, tuple(foreign), self.manifest.reasoned, self.tables)

    def rdf(self) -> Path:
        """The Oxigraph database of the default view."""
        folder = self.folder / _RDF
        if not folder.is_dir():
            raise StoreDamaged(
                f"{folder} is missing; kg doctor --repair remakes it from the record"
            )
        return folder

    @contextmanager
    def writer(self, *, progress: Progress = silent) -> Iterator[Writer]:
        """Change the store, all or nothing; afterwards this object reads the new generation."""
        with self._generations.writing():
            self._renew()
            before = _Before(self.contents, self.folder)
            writer = Writer(self.contents, before.extended if before.is_whole else None)
            yield writer
            if writer.contents is before.contents:
                return  # nothing was changed
            _write(self._generations, writer.contents, progress, before, writer.foreseen)
            vocab, same = self.vocab, writer.contents.vocab is self.vocab
            self._renew()
            if same:  # read again it would be the same
                self.__dict__["vocab"] = replace(vocab, folder=self.folder / "ontology")

    def _renew(self) -> None:
        """Read what is current now, not what was when this object was made."""
        before = self.folder
        self._take()
        if self.folder == before:
            self._refuse_damage()
            return
        for name in ("vocab", "contents"):
            self.__dict__.pop(name, None)

    def _refuse_damage(self) -> None:
        for problem in chain(self._record_problems(), self.tables.missing()):
            raise StoreDamaged(f"{self.folder}: {problem}; put it back from a copy, or build anew")

    def problems(self) -> Iterator[str]:
        """What is wrong with the files; nothing for a sound store.

        Yields:
            A sentence per problem.
        """
        yield from self._record_problems()
        expected = self.manifest.counts.get("quads")
        try:
            yield from self.tables.problems()
            found = len(open_read_only(self.rdf()))
        except StoreDamaged as error:
            yield str(error)
        else:
            if found != expected:
                wrong = f"rdf/ holds {found} quads instead of {expected}"
                yield f"{wrong}; kg doctor --repair remakes it"

    @property
    def tables(self) -> Tables:
        """What was imported in bulk, known without reading the rest of the record."""
        return Tables.read(self.folder, self._generations.tables)

    def _record_problems(self) -> Iterator[str]:
        """What is wrong with the files that cannot be made anew."""
        for name, digest in self.manifest.files.items():
            path = self.folder / name
            if not path.is_file():
                yield f"{name} is missing"
            elif sha256(path) != digest:
                yield f"{name} is not what was written (its SHA-256 differs)"

    def repair(self, *, progress: Progress = silent) -> None:
        """Make the RDF anew from the record."""
        with self._generations.writing():
            self._renew()
            _write(self._generations, self.contents, progress)
            self._renew()


@contextmanager
def _as_damage() -> Iterator[None]:
    """What would be a person's mistake in a file of theirs is damage in a file of ours."""
    try:
        yield
    except BadInput as error:
        raise StoreDamaged(f"{error}; build the store anew") from error


class Pin:
    """Keeps a generation and its tables from being removed while anybody holds it."""

    def __init__(self, file: IO[Any]) -> None:
        weakref.finalize(self, file.close)


@dataclass(frozen=True, slots=True)
class _Before:
    """What a new generation is made from: the contents of another, and its folder."""

    contents: Contents
    folder: Path

    def has(self, part: str, contents: Contents) -> bool:
        """Whether a part of other contents stands in its folder just so."""
        same = self.contents.parts.get(part) is contents.parts[part]
        return same and self.contents.vocab is contents.vocab  # which says what columns there are

    @property
    def is_whole(self) -> bool:
        """Whether its database is there, and need not be made anew."""
        return (self.folder / _RDF).is_dir()

    def extended(self, rdf: Path, news: Dataset) -> int:
        """Make a database of its triples and those of some rows. How many quads it holds."""
        return extend(self.folder / _RDF, rdf, RdfMapping(self.contents.vocab).dataset_quads(news))


def _write(
    generations: Generations,
    contents: Contents,
    progress: Progress,
    before: _Before | None = None,
    foreseen: Foreseen | None = None,
) -> None:
    from kg.columns import write_dataset

    base, reasoned = contents.vocab.base, contents.reasoned
    with generations.making(base, reasoned=reasoned) as (folder, counts):
        progress("writing the ontology")
        _copy(contents.vocab.folder, folder / "ontology")
        progress("writing the record")
        for part, dataset in contents.parts.items():
            if before is not None and before.has(part, contents):
                _copy(before.folder / part, folder / part)
            else:
                write_dataset(dataset, folder / part, vocab=contents.vocab)
        ox.serialize(contents.foreign, str(folder / "foreign.nq"), format=ox.RdfFormat.N_QUADS)
        contents.tables.copied(generations.tables).write(folder)
        progress("writing the triples")
        counts["quads"] = _write_triples(contents, folder / _RDF, before, foreseen)
        dataset = contents.dataset
        counts["claims"] = len(dataset.claims)
        counts["entities"] = len(dataset.entities)
        counts["sources"] = len(dataset.sources)
        counts["retractions"] = len(dataset.retractions)
        progress("swapping it in")


def _write_triples(
    contents: Contents, rdf: Path, before: _Before | None, foreseen: Foreseen | None
) -> int:
    """Make the database; where only tables came, from the one before. How many quads it holds."""
    if before is not None and contents.tables != before.contents.tables:
        news = contents.additions(before.contents)
        if foreseen is not None and foreseen.news == news:
            foreseen.folder.rename(rdf)
            return foreseen.quads
        if news is not None and before.is_whole:
            return before.extended(rdf, news)
    view, name = contents.default_view()
    return load(rdf, contents.quads(view, name=name))


def _copy(folder: Path, target: Path) -> None:
    """Copy the files of a folder, not its permissions: what is ours must stay removable."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            copy = target / file.relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)


class _Parts(Mapping[str, Dataset]):
    """The datasets of a generation, each read when it is first asked for."""

    def __init__(self, folder: Path, vocab: Vocabulary) -> None:
        self._folder, self._vocab = folder, vocab
        self._names = tuple(part for part in PARTS if (folder / part).is_dir())
        self._read: dict[str, Dataset] = {}

    def __getitem__(self, part: str) -> Dataset:
        from kg.columns import read_dataset

        if part not in self._names:
            raise KeyError(part)
        if part not in self._read:
            with _as_damage():
                self._read[part] = read_dataset(self._folder / part, vocab=self._vocab)
        return self._read[part]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
