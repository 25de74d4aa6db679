"""Queries that a store's own server answers.

A SELECT or ASK of the default view goes to the server. What stays on this machine, answered from
the record: other views, which the server does not hold; the queries that ship with the ontology
and those whose variables are given values, which no protocol can pass on as terms; CONSTRUCT and
DESCRIBE, since servers cut triples off without a word, and each describes as it likes.

A query is checked here as for every store, and parsed by the engine that answers elsewhere: so what
it may do, and what is wrong with it, does not depend on the server. The graphs it sees are named in
the request. Bugs remain the server's: Virtuoso counts what several paths of a ``*`` lead to several
times, and refuses ``+`` between two variables.
"""

from __future__ import annotations

import re
import threading
import weakref
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from kg.errors import KgError, QueryRefused, ServerError, UnknownName
from kg.files import temporary_folder
from kg.query.explain import layout
from kg.query.guard import Checked
from kg.query.process import Worker
from kg.query.stream import Batch, Stream
from kg.query.tokens import tokens

if TYPE_CHECKING:
    from kg.asof import AsOf

_INNARDS = re.compile(r"<(?:bif|sql):", re.IGNORECASE)
_GRACE = 5.0  # seconds after our limit until a silent connection is given up


class _Answered(Protocol):
    """Rows as a server sends them."""

    boolean: bool | None
    variables: list[str]

    def __iter__(self) -> Iterator[Any]: ...
    def on_wait(self, told: Any) -> None: ...
    def close(self) -> None: ...
    def abort(self) -> None: ...


class _Served(Protocol):
    """The graphs of the default view on a server."""

    @property
    def generation(self) -> str: ...
    @property
    def graphs(self) -> tuple[str, ...]: ...
    @property
    def named(self) -> tuple[str, ...]: ...


@runtime_checkable
class Server(Protocol):
    """A store that a server answers for."""

    def served(self) -> _Served | None:
        """The default view as the server holds it; None if it does not at the moment."""

    def ask(
        self, text: str, *, default: Iterable[str], named: Iterable[str], seconds: float | None
    ) -> _Answered:
        """Ask the server."""

    def refuse_mixed(self, generation: str) -> None:
        """Raise if the view has changed since."""


def asked_there(view: AsOf, checked: Checked, *, seconds: float | None) -> Stream | None:
    """The answer of the store's server.

    Args:
        view: What can be seen.
        checked: The query.
        seconds: The time limit; None for no limit.

    Returns:
        The answer; None if it has to be found on this machine.

    Raises:
        QuerySyntax: It does not parse.
        QueryRefused: It names a graph that is not in the store, or a function of a server's own.
        QueryLimit: It ran into the time limit.
        ServerError: The server refuses or fails.
    """
    store = view.store
    if not (view.is_default and isinstance(store, Server)):
        return None
    _refuse_innards(checked)
    kind = _kind(checked, seconds)
    served = store.served() if kind != "triples" else None
    if served is None:
        return None
    graphs, named = served.graphs, served.named
    if checked.clauses:
        for graph in checked.graphs:
            if graph not in served.named:
                unknown = UnknownName("graph", graph, served.named)
                raise QueryRefused(
                    f"{unknown}; only graphs in the store can be named, none is fetched"
                )
        graphs = tuple(clause.graph for clause in checked.clauses if not clause.named)
        named = tuple(clause.graph for clause in checked.clauses if clause.named)
    text = self_contained(checked)
    return RemoteAnswer(store, text, graphs, named, served.generation, seconds=seconds)


def _kind(checked: Checked, seconds: float | None) -> str:
    """What the query asks for, after our own engine has parsed it."""
    worker = Worker(
        {
            "path": str(_nothing()),
            "query": checked.text,
            "layout": layout(checked.text, checked.prefixes),
            "prefixes": dict(checked.prefixes),
            "bindings": {},
            "graphs": (),
        },
        seconds=seconds,
    )
    worker.close()
    return str(worker.header["kind"])


class _Owner:
    """What a file lives as long as."""


_OWNER = _Owner()


@cache
def _nothing() -> Path:
    """An empty file of N-Quads."""
    path = temporary_folder(_OWNER) / "nothing.nq"
    path.touch()
    return path


def _refuse_innards(checked: Checked) -> None:
    """Virtuoso runs its own functions by their IRI, some of which reach out."""
    for token in tokens(checked.text, prefixes=checked.prefixes):
        if token.kind == "iri" and _INNARDS.match(token.text):
            raise QueryRefused(f"{token.text} is a function of one server's own; use SPARQL's")


def self_contained(checked: Checked) -> str:
    """A query with its prefixes declared, and without its FROM clauses, for any server.

    Args:
        checked: The query.

    Returns:
        Its text. The graphs go beside it.

    Example:
        >>> from kg.query.guard import check
        >>> from kg.vocab import Vocabulary
        >>> checked = check("ASK FROM graph:catalogue { ?x rdfs:label 'x' }", Vocabulary.load())
        >>> self_contained(checked).splitlines()[1].split()
        ['ASK', '{', '?x', 'rdfs:label', "'x'", '}']
    """
    text = checked.text
    for clause in checked.clauses:
        blank = " " * (clause.end - clause.start)
        text = text[: clause.start] + blank + text[clause.end :]
    found = list(tokens(text, prefixes=checked.prefixes))
    pairs = pairwise(found)
    declared = {name.text for word, name in pairs if word.text.lower() == "prefix"}
    used = {token.text.partition(":")[0] + ":" for token in found if token.kind == "name"}
    needed = sorted(name for name in used - declared)
    lines = [f"PREFIX {name} <{checked.prefixes[name[:-1]]}>" for name in needed]
    return " ".join(lines) + "\n" + text


class RemoteAnswer(Stream):
    """An answer of a server, read by a thread of its own.

    Args:
        store: Where it is asked.
        text: The query.
        default: Graphs whose union it sees.
        named: Graphs that it can name.
        generation: What the store holds; at the end it must still be that.
        seconds: The time limit; None for no limit.
    """

    def __init__(
        self,
        store: Server,
        text: str,
        default: Sequence[str],
        named: Sequence[str],
        generation: str,
        *,
        seconds: float | None,
    ) -> None:
        super().__init__(seconds)
        self._job = _Job(self._wanted, self._batches)
        self._stop = weakref.finalize(self, self._job.stop)

        def ask() -> _Answered:
            patience = None if seconds is None else seconds + _GRACE
            return store.ask(text, default=default, named=named, seconds=patience)

        threading.Thread(
            target=self._job.run,
            args=(ask, lambda: store.refuse_mixed(generation)),
            name="kg-remote-query",
            daemon=True,
        ).start()
        self.header = next(self)

    def _end(self) -> None:
        if not self._stop.alive:
            raise KgError("the query was stopped before its end; ask again")
        self.close()

    def _whose(self) -> str:
        return " (our limit; the server may be computing still)"

    def close(self) -> None:
        """Stop listening; the server notices when it writes."""
        self._stop()


class _Job:
    """What the thread does; it must not know its answer, which would then never be let go."""

    def __init__(self, wanted: SimpleQueue[bool], batches: SimpleQueue[Batch]) -> None:
        self._wanted, self._batches = wanted, batches
        self._stopped = threading.Event()
        self._answered: _Answered | None = None
        self._read: list[Any] = []

    def run(self, ask: Any, at_end: Any) -> None:
        """Pass an answer on, batch by batch as wanted, until it ends or nobody wants more."""
        end: Batch = None
        try:
            self._run(ask)
            at_end()
        except _Stopped:
            self._read = []
        except KgError as error:
            end = _without_frames(error)
        except Exception as error:  # noqa: BLE001 -- whoever reads must hear of it
            end = ServerError(f"the answer cannot be read: {error!r}")
        self._batches.put(self._read)
        self._batches.put(end)
        self._batches.put(None)

    def _run(self, ask: Any) -> None:
        answered = self._answered = ask()
        try:
            answered.on_wait(self._pass_on)
            if answered.boolean is not None:
                self._read.append({"kind": "boolean", "value": answered.boolean})
            else:
                self._read += [{"kind": "rows"}, answered.variables]
            for row in answered:
                self._read.append(row)
        finally:
            answered.close()
            self._answered = None

    def _pass_on(self) -> None:
        """Before it waits for more, hand out what there is, and see whether anybody wants more."""
        if self._stopped.is_set():
            raise _Stopped
        if self._read:
            self._batches.put(self._read)
            self._read = []
            if not self._wanted.get():
                raise _Stopped

    def stop(self) -> None:
        """End it; may run at any moment, in any thread."""
        self._stopped.set()
        self._wanted.put(False)
        answered = self._answered
        if answered is not None:
            answered.abort()


def _without_frames(error: KgError) -> KgError:
    """An error without this thread's frames: the parsers in them must end in their thread."""
    link: BaseException | None = error
    while link is not None:
        link.__traceback__ = None
        link = link.__cause__ or link.__context__
    return error


class _Stopped(Exception):
    """Nobody wants more."""
