"""Answers one SPARQL query in a process of its own, so that it can be stopped at any moment.

An engine that computes cannot be interrupted from inside its process. So :mod:`kg.query` starts
this file with a Python of its own for each query, writes one line of JSON to its standard input,
reads the answer from its standard output and kills it when time or rows run out. Nothing but the
standard library and pyoxigraph is imported; no code of the caller is.

The line holds ``path`` (an Oxigraph database or a file of N-Quads), ``query``, ``prefixes``,
``bindings`` (variable to N-Triples term), ``graphs`` (those that FROM names), and optionally
``layout`` (the query in other spacing, see :mod:`kg.query.explain`), ``search`` (where to find
pyoxigraph), ``seconds`` and ``memory`` (limits, where the system has them).

Out comes one line of JSON that names the kind of answer, then the answer itself: SPARQL results in
JSON for rows, N-Triples for triples. On failure the last line of standard error is JSON:
``{"error": kind, "message": text}``.

As long as standard input stays open, somebody waits for the answer; when it closes, this process
ends, so that none is left behind if its parent dies.
"""

from __future__ import annotations

import io
import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyoxigraph as ox

_FAILED = 1
_ABANDONED = 3


class _Failure(Exception):
    """An error that the parent can tell people about."""

    def __init__(self, kind: str, message: str, **more: object) -> None:
        super().__init__(message)
        self.told = {"error": kind, "message": message, **more}


def main() -> int:
    """Answer the query on standard input.

    Returns:
        0, or 1 after telling on standard error what went wrong.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    request: dict[str, Any] = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.path.extend(request.get("search", ()))
    _limit(seconds=request.get("seconds"), memory=request.get("memory"))
    try:
        with io.FileIO(1, "w", closefd=False) as out:
            _answer(request, out)
    except BrokenPipeError:
        return _ABANDONED
    except _Failure as failure:
        sys.stderr.write("\n" + json.dumps(failure.told) + "\n")
        return _FAILED
    return 0


def _answer(request: dict[str, Any], out: io.FileIO) -> None:
    import pyoxigraph as ox

    store = _opened(request["path"])
    _check_graphs(store, request["graphs"])
    with _failures_told(request):
        results = store.query(
            request["query"],
            prefixes=request["prefixes"],
            substitutions=_terms(request["bindings"]),
            # Oxigraph would overrule FROM with the union, so it is asked for only without FROM.
            use_default_graph_as_union=not request["graphs"],
        )
        if isinstance(results, ox.QueryBoolean):
            _write_line(out, {"kind": "boolean", "value": bool(results)})
        elif isinstance(results, ox.QuerySolutions):
            _write_line(out, {"kind": "rows"})
            results.serialize(out, format=ox.QueryResultsFormat.JSON)
        else:
            _write_line(out, {"kind": "triples"})
            results.serialize(out, format=ox.RdfFormat.N_TRIPLES)


def _opened(path: str) -> ox.Store:
    import pyoxigraph as ox

    try:
        if Path(path).is_dir():
            return ox.Store.read_only(path)
        store = ox.Store()
        store.bulk_load(path=path, format=ox.RdfFormat.N_QUADS)
    except (OSError, ValueError, SyntaxError) as error:
        raise _Failure("store", str(error)) from error
    return store


def _check_graphs(store: ox.Store, graphs: list[str]) -> None:
    """A graph that FROM names must be in the store: nothing is fetched for it."""
    known = {graph.value for graph in store.named_graphs()} if graphs else set()
    for graph in graphs:
        if graph not in known:
            raise _Failure("graph", graph, known=sorted(known))


def _terms(bindings: dict[str, str]) -> dict[ox.Variable, Any]:
    """Terms by variable, read from N-Triples."""
    import pyoxigraph as ox

    def term(text: str) -> object:
        triple = f"<urn:s> <urn:p> {text} ."
        return next(ox.parse(triple, format=ox.RdfFormat.N_TRIPLES)).object

    return {ox.Variable(name): term(text) for name, text in bindings.items()}


@contextmanager
def _failures_told(request: dict[str, Any]) -> Iterator[None]:
    """Turn the engine's errors into ones that the parent can tell people about."""
    try:
        yield
    except BrokenPipeError:
        raise
    except SyntaxError as error:
        raise _Failure("syntax", str(error), layout=_complaint(request)) from error
    except (OSError, ValueError, RuntimeError) as error:
        kind = "unbound" if "SELECT projection" in str(error) else "evaluation"
        raise _Failure(kind, str(error)) from error
    except MemoryError as error:
        raise _Failure("memory", str(error)) from error


def _complaint(request: dict[str, Any]) -> str:
    """What the engine says of the query laid out otherwise, from which its place follows."""
    import pyoxigraph as ox

    try:
        ox.Store().query(request.get("layout", ""), prefixes=request["prefixes"])
    except SyntaxError as error:
        return str(error)
    return ""


def _write_line(out: io.FileIO, value: dict[str, object]) -> None:
    out.write(json.dumps(value).encode("utf-8") + b"\n")


def _limit(*, seconds: float | None, memory: int | None) -> None:
    """Let the system stop this process as well, should the parent never read on."""
    with suppress(OSError):  # only Linux has this file: if memory runs out, end us first
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    with suppress(ImportError, ValueError, OSError):  # Windows has no such module
        import resource

        _lower(resource.RLIMIT_CORE, 0)  # a crash leaves no file behind
        if seconds is not None:
            _lower(resource.RLIMIT_CPU, int(seconds) + 2)
        if memory is not None:
            _lower(resource.RLIMIT_DATA, memory)


def _lower(what: int, limit: int) -> None:
    import resource

    _, hard = resource.getrlimit(what)
    if hard in (resource.RLIM_INFINITY, -1) or limit < hard:
        resource.setrlimit(what, (limit, limit))


def _end_with_parent() -> None:
    """Wait until nobody is interested any more, then end at once."""
    while os.read(0, 1024):
        pass
    os._exit(_ABANDONED)


if __name__ == "__main__":
    code = main()
    sys.stderr.flush()
    os._exit(code)  # without waiting for the thread or tearing the database down
