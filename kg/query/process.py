"""The worker process as its parent sees it: started, read from, stopped.

A thread of its own reads and parses what the worker writes, for two reasons: waiting with a time
limit needs one on every system, and pyoxigraph's parsers must stay in the thread that made them,
while an answer may be read in any.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any, cast

import pyoxigraph as ox

from kg import worker
from kg.errors import BadQuery, KgError, QueryLimit, QueryRefused, StoreDamaged, UnknownName
from kg.query.explain import explained
from kg.query.stream import Batch, Stream

_CHUNK = 1 << 16
_MEMORY = 8 << 30  # bytes that a query may take
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)

Request = Mapping[str, Any]
"""What the worker is asked, see :mod:`kg.worker`."""


class Worker(Stream):
    """A query that runs in a process of its own.

    A worker that nobody reads from waits itself, and the system bounds its processor time.

    Args:
        request: What it is asked.
        seconds: The time limit; None for no limit.
        needs: Kept alive as long as the worker: it may read files that go with their owner.
    """

    def __init__(self, request: Request, *, seconds: float | None, needs: object = None) -> None:
        super().__init__(seconds)
        self._request, self._needs = request, needs
        errors = tempfile.TemporaryFile()  # noqa: SIM115 -- _stop closes it
        try:
            process = _started(errors)
        except OSError as error:
            errors.close()
            raise KgError(f"the query worker cannot be started: {error}") from error
        self._process, self._errors = process, errors
        self._stop = weakref.finalize(self, _stop, process, self._wanted, errors)
        threading.Thread(
            target=_pump,
            args=(process.stdout, self._wanted, self._batches),
            name="kg-query",
            daemon=True,
        ).start()
        _send(process, {**request, "seconds": seconds, "memory": _MEMORY, "search": _search()})
        self.header: dict[str, Any] = next(self)

    def _end(self) -> None:
        """Raise the error that the worker ended with, if it did."""
        if not self._stop.alive:
            raise KgError("the query was stopped before its end; ask again")
        code = self._process.wait()
        self._errors.seek(0)
        told = self._errors.read().decode("utf-8", "replace").strip()
        self.close()
        if code != 0:
            raise _error(code, told, self._request)

    def close(self) -> None:
        """Stop the worker, if it still runs."""
        self._stop()


def _started(errors: IO[bytes]) -> subprocess.Popen[bytes]:
    if not sys.executable:
        raise KgError("queries need a Python interpreter to start, and sys.executable names none")
    return subprocess.Popen(
        # By its path and isolated (-I), so that neither the current folder nor the environment
        # decides what is imported; without site (-S), which is slow where much is installed.
        [sys.executable, "-I", "-S", "-X", "utf8", worker.__file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        bufsize=0,
        creationflags=_NO_WINDOW,
    )


def _send(process: subprocess.Popen[bytes], request: Request) -> None:
    assert process.stdin is not None  # _started asks for it
    with suppress(BrokenPipeError):  # it ended at once; its exit code and last words say why
        process.stdin.write(json.dumps(request).encode("ascii") + b"\n")


def _search() -> list[str]:
    """Where the worker finds pyoxigraph."""
    found = find_spec("pyoxigraph")
    if found is None or found.origin is None:
        raise KgError("pyoxigraph is missing; install supply-chain-kg anew")
    folder = Path(found.origin).parent
    return [str(folder.parent if found.submodule_search_locations else folder)]


def _pump(pipe: IO[bytes], wanted: SimpleQueue[bool], batches: SimpleQueue[Batch]) -> None:
    """Pass an answer on, batch by batch as wanted, until it ends or nobody wants more."""
    with pipe:
        source = _Source(pipe, wanted, batches)
        # A worker that ends within a line is no error here: its exit code and last words say why.
        with suppress(SyntaxError, ValueError):
            header = json.loads(source.readline())
            source.parsed.append(header)
            for item in _PARSERS[header["kind"]](source):
                source.parsed.append(item)
        batches.put(source.parsed)
        batches.put(None)


class _Source:
    """A pipe as the parsers read it; before it waits for more, it passes on what is parsed."""

    def __init__(
        self, pipe: IO[bytes], wanted: SimpleQueue[bool], batches: SimpleQueue[Batch]
    ) -> None:
        self.parsed: list[Any] = []
        self._pipe, self._wanted, self._batches = pipe, wanted, batches
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """Some bytes; none at the end."""
        if not self._rest:
            if self.parsed:
                self._batches.put(self.parsed)
                self.parsed = []
                if not self._wanted.get():
                    return b""
            self._rest = self._pipe.read(_CHUNK)
        cut = len(self._rest) if size < 0 else size
        some, self._rest = self._rest[:cut], self._rest[cut:]
        return some

    def readline(self) -> bytes:
        """The first line."""
        line = b""
        while not line.endswith(b"\n") and (sign := self.read(1)):
            line += sign
        return line


def _rows(source: _Source) -> Iterator[Any]:
    file = cast(IO[bytes], source)
    solutions = ox.parse_query_results(file, format=ox.QueryResultsFormat.JSON)
    assert isinstance(solutions, ox.QuerySolutions)  # the header said so
    yield [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield tuple(solution)


def _triples(source: _Source) -> Iterator[Any]:
    for quad in ox.parse(cast(IO[bytes], source), format=ox.RdfFormat.N_TRIPLES):
        yield quad.triple


_PARSERS: Mapping[str, Callable[[_Source], Iterator[Any]]] = {
    "boolean": lambda _: iter(()),
    "rows": _rows,
    "triples": _triples,
}


def _stop(process: subprocess.Popen[bytes], wanted: SimpleQueue[bool], errors: IO[bytes]) -> None:
    """End a worker; may run at any moment, in any thread, so it takes no lock of ours."""
    process.kill()
    wanted.put(False)
    process.wait()
    assert process.stdin is not None  # _started asks for it
    process.stdin.close()
    errors.close()


def _error(code: int, told: str, request: Request) -> KgError:
    """The error that a worker's last words stand for."""
    last = told.rpartition("\n")[2]
    try:
        failure: dict[str, Any] = json.loads(last)
        kind, message = str(failure["error"]), str(failure["message"])
    except (ValueError, KeyError, TypeError):
        if "memory" in told.lower() or code == -9:
            kind, message = "memory", ""
        elif code == -24:  # SIGXCPU
            kind, message = "time", ""
        else:
            why = last or "no word of it; perhaps the query is nested too deeply"
            return KgError(f"the query worker ended unexpectedly ({code}): {why}")
        failure = {}
    if kind == "syntax":
        complaint = str(failure.get("layout", ""))
        return explained(message, complaint, request["query"], request["prefixes"])
    if kind == "graph":
        unknown = UnknownName("graph", message, failure.get("known", ()))
        return QueryRefused(f"{unknown}; only graphs in the store can be named, none is fetched")
    if kind == "store":
        return StoreDamaged(f"{request['path']} cannot be read: {message}; try kg doctor")
    return _SIMPLE[kind](message)


def _unbound(message: str) -> BadQuery:
    name = message.partition("?")[2].split(" ")[0]
    return BadQuery(f"?{name} is given a value, so it must stand among the variables of SELECT")


_SIMPLE: Mapping[str, Callable[[str], KgError]] = {
    "unbound": _unbound,
    "evaluation": lambda message: BadQuery(f"the query cannot be evaluated: {message}"),
    "memory": lambda _: QueryLimit("the query ran out of memory; narrow it down"),
    "time": lambda _: QueryLimit("the query ran out of processor time; narrow it down"),
}
