"""A server that its own bulk loader has filled with our graphs: it is read, and never written to.

``kg export --parts`` writes what one view shows, and a server's loader keeps the graphs, but there
is no record with it (see :mod:`kg.store.remote.record`). SELECT and ASK of the default view go to
the server, whatever its size. All else needs the rows themselves: they are read back from the
graphs, where there are few enough. Claims of tables then are claims like any other.

What the export did not show is not there: claims that were taken back before, quads of foreign
graphs. So an earlier ``known`` day shows what of the exported claims was known by then.
"""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from functools import cached_property
from itertools import groupby
from pathlib import Path
from time import sleep
from typing import NoReturn

import pyoxigraph as ox

from kg.dataset import Dataset
from kg.derive.levels import is_derived
from kg.errors import AnswerCut, BadInput, ServerError, StoreDamaged, StoreError, StoreMissing
from kg.files import temporary_folder
from kg.mapping import RdfMapping
from kg.rdf import BlankNode, NamedNode, Quad
from kg.store.base import Progress, Writer, silent
from kg.store.contents import Contents
from kg.store.engine import snapshot
from kg.store.remote.address import Address
from kg.store.remote.http import Http
from kg.store.remote.results import Answered
from kg.store.remote.store import NO_GRAPH, RemoteStore, Served
from kg.store.remote.writing import counted
from kg.vocab import KG, Vocabulary

MOST_READ_BACK = 20_000
"""So many claims are read back from a server at most."""

_FOLDER = "graph/"
_ONTOLOGY, _CATALOGUE, _DIRECT = (_FOLDER + name for name in ("ontology", "catalogue", "direct-"))
_PAGE = 9_000  # rows; below the 10,000 at which Virtuoso's packages cut answers off
_HOLDERS = f"SELECT DISTINCT ?g {{ GRAPH ?g {{ <{KG}Claim> ?p ?o }} }}"
_LISTS = (
    # The first reads a list of graphs, where a server keeps one; the second may read every quad.
    'SELECT ?g {{ GRAPH ?g {{}} FILTER (STRSTARTS(STR(?g), "{}")) }}',
    'SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (STRSTARTS(STR(?g), "{}")) }}',
)


def opened(address: Address | str) -> RemoteStore | LoadedStore:
    """The store on a server, whoever filled it.

    Args:
        address: Where the server listens.

    Returns:
        A store of ours if there is one; else one to be read only.

    Raises:
        StoreMissing: The server holds neither.
        StoreDamaged: Several exports were loaded over each other.
        ServerError: The server cannot be asked.
    """
    try:
        return RemoteStore(address)
    except StoreMissing:
        return LoadedStore(address)


class LoadedStore:
    """What a server's own loader has put there, to be read only.

    The graphs are listed once, when it is opened.

    Args:
        address: Where the server listens.
        pause: Waits so many seconds, between two tries.

    Raises:
        StoreMissing: There is no ontology of ours, or no catalogue with it.
        StoreDamaged: Several exports were loaded over each other.
        ServerError: The server cannot be asked.
    """

    def __init__(self, address: Address | str, *, pause: Callable[[float], None] = sleep) -> None:
        given = Address.of(address) if isinstance(address, str) else address
        self._http = Http(given, pause=pause)
        weakref.finalize(self, self._http.close)
        bases = [
            graph.removesuffix(_ONTOLOGY)
            for graph in _names(self._http, _HOLDERS)
            if graph.endswith(_ONTOLOGY)
        ]
        if not bases:
            raise StoreMissing(
                f"there is no store at {self.place}; make one with kg build, or load what "
                "kg export --parts writes"
            )
        if len(bases) > 1:
            self._refuse_several("exports under", bases)
        self._base = bases[0]
        self._graphs = tuple(_listed(self._http, self._base + _FOLDER))
        if self._base + _CATALOGUE not in self._graphs:
            raise StoreMissing(
                f"{self.place} holds an ontology and no catalogue; load all files that "
                "kg export --parts has written, graph.nq.gz among them"
            )
        direct = [graph for graph in self._graphs if graph.startswith(self._base + _DIRECT)]
        if len(direct) > 1:
            self._refuse_several("direct edges of", direct)

    def _refuse_several(self, what: str, names: list[str]) -> NoReturn:
        raise StoreDamaged(
            f"{self.place} holds {what} {' and '.join(sorted(names))}: several exports were loaded "
            "over each other; empty it and load one"
        )

    @property
    def place(self) -> str:
        """The server's address, without credentials."""
        return str(self._http)

    @cached_property
    def vocab(self) -> Vocabulary:
        """The shipped ontology if the server holds that; else the one it holds."""
        shipped = Vocabulary.load(base=self._base)
        found = {quad.triple for quad in _quads(self._http, self._base + _ONTOLOGY)}
        if found == {quad.triple for quad in shipped.quads}:
            return shipped
        folder = temporary_folder(self)
        for name in ("queries", "shapes"):
            shutil.copytree(shipped.folder / name, folder / name, copy_function=shutil.copyfile)
        ox.serialize(
            sorted(found, key=str),
            str(folder / "ontology.ttl"),
            format=ox.RdfFormat.TURTLE,
            prefixes=dict(shipped.prefixes),
        )
        try:
            return Vocabulary.load(folder, base=self._base)
        except BadInput as error:
            raise self._unreadable(error) from error

    def _unreadable(self, error: BadInput) -> StoreDamaged:
        return StoreDamaged(f"{self.place}: {error}; empty it and load the parts anew")

    def _read_back(self) -> Iterator[Quad]:
        """All our graphs, one after the other."""
        text = f"SELECT (COUNT(*) AS ?n) {{ ?claim a <{KG}Claim> }}"
        rows = list(self.ask(text, default=self._graphs, named=(), seconds=None))
        number = int(getattr(rows[0][0], "value", 0))
        if number > MOST_READ_BACK:
            raise StoreError(
                f"{self.place} holds {number:,} claims and no record of them; what is asked here "
                f"needs them on this machine, {MOST_READ_BACK:,} at most. The server answers "
                "SELECT and ASK of the default view; for all else use the store it was exported "
                "from"
            )
        for graph in self._graphs:
            yield from _quads(self._http, graph)

    @cached_property
    def _snapshot(self) -> Path:
        return snapshot(self._read_back(), temporary_folder(self))

    def rdf(self) -> Path:
        """The RDF of the default view as the server holds it.

        Raises:
            StoreError: There are too many claims.
        """
        return self._snapshot

    @cached_property
    def contents(self) -> Contents:
        """The rows that the graphs stand for, read back from the server.

        Raises:
            StoreError: There are too many claims.
            StoreDamaged: They are not what an export writes.
        """
        mapping, parts = RdfMapping(self.vocab), []
        quads = ox.parse(path=str(self.rdf()), format=ox.RdfFormat.N_QUADS)
        try:
            for _, of_graph in groupby(quads, key=lambda quad: quad.graph_name):
                parts.append(mapping.read(of_graph))
        except BadInput as error:
            raise self._unreadable(error) from error
        claims = [claim for part in parts for claim in part.claims]
        derived = {claim.source_id for claim in claims if is_derived(claim)}
        sources = (source for part in parts for source in part.sources.values())
        dataset = Dataset.of(
            entities=(entity for part in parts for entity in part.entities.values()),
            sources=(source for source in sources if source.id not in derived),
            # What was derived is derived anew: it is never a premise.
            claims=(claim for claim in claims if not is_derived(claim)),
            retractions=(row for part in parts for row in part.retractions),
        )
        reasoned = bool(derived) or self._base + _FOLDER + "findings" in self._graphs
        return Contents(self.vocab, {"data": dataset}, reasoned=reasoned)

    def served(self) -> Served:
        """What a query must be told to see: all graphs of ours, and no others."""
        return Served("loaded", self._graphs, self._graphs)

    def ask(
        self, text: str, *, default: Iterable[str], named: Iterable[str], seconds: float | None
    ) -> Answered:
        """Ask the server; see :meth:`kg.store.remote.store.RemoteStore.ask`."""
        seen, nameable = list(default) or [NO_GRAPH], list(named) or [NO_GRAPH]
        return Answered(self._http, text, default=seen, named=nameable, seconds=seconds)

    def refuse_mixed(self, generation: str) -> None:
        """Nothing: what a loader does while an answer is read leaves no sign."""

    def writer(self, *, progress: Progress = silent) -> AbstractContextManager[Writer]:
        """Refused.

        Raises:
            StoreError: Always.
        """
        self._refuse_writes()

    def repair(self, *, progress: Progress = silent) -> None:
        """Refused.

        Raises:
            StoreError: Always.
        """
        self._refuse_writes()

    def _refuse_writes(self) -> NoReturn:
        raise StoreError(
            f"{self.place} can only be read: its own loader filled it, so the record that a change "
            "starts from is not there; change the store it was exported from, and load a new "
            "export into an empty server"
        )

    def problems(self) -> Iterator[str]:
        """That nobody can tell.

        Yields:
            A sentence.
        """
        yield (
            "its own loader filled it, so there is no record to hold it against; compare its "
            "number of claims with that of the store it was exported from"
        )


def _names(http: Http, text: str) -> list[str]:
    """The IRIs in the only column of an answer; all graphs can be named."""
    rows = Answered(http, text, default=[], named=[])
    return sorted({row[0].value for row in rows if isinstance(row[0], NamedNode)})


def _listed(http: Http, opening: str) -> list[str]:
    """The graphs whose names begin so."""
    quick, slow = (text.format(opening) for text in _LISTS)
    try:
        found = _names(http, quick)
    except ServerError:
        found = []  # the other one is understood everywhere
    return found or _names(http, slow)


def _quads(http: Http, graph: str) -> Iterator[Quad]:
    """A graph of a server: at once, or in pages where the server cuts that off.

    Raises:
        StoreError: It changes while it is read.
    """
    text, name = "SELECT ?s ?p ?o { ?s ?p ?o }", NamedNode(graph)
    number = counted(http, [graph]).get(graph, 0)
    try:
        rows = dict.fromkeys(Answered(http, text, default=[graph], named=[graph]))
    except AnswerCut:
        rows = {}
        for start in range(0, number, _PAGE):
            page = f"{text} LIMIT {_PAGE} OFFSET {start}"
            rows |= dict.fromkeys(Answered(http, page, default=[graph], named=[graph]))
    if len(rows) != number:
        raise StoreError(
            f"{http} holds {number:,} triples in {graph} and sent {len(rows):,} of them; is "
            "something being loaded? Try again later"
        )
    for subject, predicate, object_ in rows:
        assert isinstance(subject, NamedNode | BlankNode)
        assert isinstance(predicate, NamedNode)
        assert object_ is not None
        yield Quad(subject, predicate, object_, name)
