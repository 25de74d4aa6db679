"""A store on a SPARQL server.

What lies there::

    <graphs of the default view>   named as in every other store, so that a query finds the same
    …/store/state                  which generation is current, see :mod:`kg.store.remote.state`
    …/store/record/GENERATION      its files, see :mod:`kg.store.remote.record`
    …/store/staged/GENERATION/N    a changed graph on its way

A write puts the new record and the graphs that differ under names nobody reads, counts them there,
and then changes ``current`` in one update. From then on the new generation counts, whatever happens
next: the graphs of the view are replaced by the staged ones, and as long as that is not done, every
view is answered from the record. A writer that is killed before leaves the old store; one that is
killed after leaves the rest to the next writer.

What depends on the server: whether two writers in one instant can both be stopped (one always is;
see ``state``), and whether an answer that is being read while the view's graphs change is of one
piece. The latter is noticed at its end, and told.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from time import sleep

from kg.errors import StoreDamaged, StoreLocked, StoreMissing
from kg.files import temporary_folder
from kg.store.base import Progress, Writer, silent
from kg.store.contents import Contents
from kg.store.engine import snapshot
from kg.store.remote import state as states
from kg.store.remote.address import Address
from kg.store.remote.http import Http
from kg.store.remote.record import ROOT, Manifest, read_files
from kg.store.remote.results import Answered
from kg.store.remote.state import State
from kg.store.remote.writing import DEFAULT, counted, fetched, recovered, to_replace, write
from kg.vocab import Vocabulary

NO_GRAPH = ROOT + "none"
"""A graph that is never there: it stands where a query shall see none, since servers take an empty
list for all there are."""

_TRIES = 3


@dataclass(frozen=True)
class Served:
    """The default view as a server has it: what a query must be told to see.

    Attributes:
        generation: The generation it is of.
        graphs: The graphs whose union a query sees.
        named: Those that it can name.
    """

    generation: str
    graphs: tuple[str, ...]
    named: tuple[str, ...]


class RemoteStore:
    """One generation of a store on a server; follows the server when it is asked there.

    Args:
        address: Where the server listens.
        pause: Waits so many seconds, between two tries.

    Raises:
        StoreMissing: There is no store.
        ServerError: The server cannot be asked.
    """

    def __init__(self, address: Address | str, *, pause: Callable[[float], None] = sleep) -> None:
        given = Address.of(address) if isinstance(address, str) else address
        self._http = Http(given, pause=pause)
        self._pause = pause
        weakref.finalize(self, self._http.close)
        self._take(self._look())

    def _look(self) -> State:
        return states.look(self._http, pause=self._pause)

    def _take(self, state: State) -> None:
        """Read what is current from now on."""
        if state.current is None:
            raise StoreMissing(f"there is no store at {self.place}; make one with kg build")
        self.generation = state.current
        for name in ("_record", "vocab", "contents", "_snapshot"):
            self.__dict__.pop(name, None)

    @classmethod
    def create(
        cls, address: Address | str, contents: Contents, *, progress: Progress = silent
    ) -> RemoteStore:
        """Make a store, or put a new generation in the place of what is there.

        Args:
            address: Where the server listens.
            contents: What it shall hold.
            progress: Told about each stage.

        Returns:
            The store.

        Raises:
            StoreForeign: The server holds graphs of these names that are not a store's.
            StoreLocked: Somebody else wrote at the same time.
            ServerError: The server cannot be asked, or refuses.
        """
        given = Address.of(address) if isinstance(address, str) else address
        http = Http(given)
        try:
            before, old, ours = to_replace(http)
            write(http, before, old, contents, progress, ours=ours)
        finally:
            http.close()
        return cls(given)

    @property
    def place(self) -> str:
        """The server's address, without credentials."""
        return str(self._http)

    @cached_property
    def _record(self) -> tuple[Manifest, Path]:
        """The manifest, and a folder with the files of the record."""
        for _ in range(_TRIES):
            folder = temporary_folder(self)
            try:
                return fetched(self._http, self.generation, folder), folder
            except StoreDamaged:
                now = self._look()
                if now.current == self.generation:
                    raise
                self._take(now)  # somebody wrote, and cleared away what we were reading
        raise StoreLocked(f"{self.place} is being written to all the time; try again later")

    @cached_property
    def vocab(self) -> Vocabulary:
        """The ontology the store was built with."""
        manifest, folder = self._record
        return Vocabulary.load(folder / "ontology", base=manifest.base)

    @cached_property
    def contents(self) -> Contents:
        """Everything in it; what was tampered with is refused, not read."""
        manifest, folder = self._record
        return read_files(folder, manifest, self.vocab)

    @cached_property
    def _snapshot(self) -> Path:
        view, name = self.contents.default_view()
        return snapshot(self.contents.quads(view, name=name), temporary_folder(self))

    def rdf(self) -> Path:
        """The RDF of the default view, made here from the record."""
        return self._snapshot

    def served(self) -> Served | None:
        """What a query must be told to see, to be answered by the server.

        Returns:
            The graphs; None while they are being changed: then the record answers.
        """
        now = self._look()
        if now.current != self.generation:
            self._take(now)
        if not now.is_settled:
            return None
        graphs = tuple(self._record[0].graphs)
        return Served(self.generation, graphs, tuple(name for name in graphs if name != DEFAULT))

    def ask(
        self, text: str, *, default: Iterable[str], named: Iterable[str], seconds: float | None
    ) -> Answered:
        """Ask the server.

        Args:
            text: A SELECT or ASK without FROM, its prefixes declared.
            default: Graphs whose union it sees.
            named: Graphs that it can name.
            seconds: How long to wait for the next bytes; None for long.

        Returns:
            The answer, to be read by whoever called.

        Raises:
            ServerError: The server refuses or fails.
        """
        seen, nameable = list(default) or [NO_GRAPH], list(named) or [NO_GRAPH]
        return Answered(self._http, text, default=seen, named=nameable, seconds=seconds)

    def refuse_mixed(self, generation: str) -> None:
        """Raise if the view has changed since an answer was begun.

        Raises:
            StoreLocked: It may be of two pieces.
        """
        now = self._look()
        if not (now.is_settled and now.current == generation):
            raise StoreLocked(
                f"somebody wrote to {self.place} while the answer was read, so it may mix old and "
                "new; ask again"
            )

    @contextmanager
    def writer(self, *, progress: Progress = silent) -> Iterator[Writer]:
        """Change the store, all or nothing; afterwards this object reads the new generation."""
        before, old = recovered(self._http, self._look())
        if before.current != self.generation:
            self._take(before)
        writer = Writer(self.contents)
        yield writer
        write(self._http, before, old, writer.contents, progress)
        self._take(self._look())

    def problems(self) -> Iterator[str]:
        """What is wrong with what the server holds; nothing for a sound store.

        Yields:
            A sentence per problem.
        """
        try:
            manifest = fetched(self._http, self.generation, temporary_folder(self))
        except StoreDamaged as error:
            yield str(error)
            return
        now = self._look()
        if not now.is_settled:
            yield "a write was broken off; the record answers until kg doctor --repair ends it"
        found = counted(self._http, list(manifest.graphs))
        for graph, (_, count) in manifest.graphs.items():
            if found.get(graph, 0) != count:
                wrong = f"{graph} holds {found.get(graph, 0)} triples instead of {count}"
                yield f"{wrong}; kg doctor --repair remakes it"
        for name in now.pending:
            yield f"{name} is half written, or being written; the next write clears it away"

    def repair(self, *, progress: Progress = silent) -> None:
        """Put all graphs of the view anew, from the record."""
        before, old = recovered(self._http, self._look())
        if before.current != self.generation:
            self._take(before)
        write(self._http, before, old, self.contents, progress, anew=True)
        self._take(self._look())
