"""Writing a generation to a server, and ending what a killed writer began."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.errors import (
    ServerError,
    StoreDamaged,
    StoreError,
    StoreForeign,
    StoreLocked,
    StoreVersion,
)
from kg.rdf import DefaultGraph, NamedNode, Quad, Triple
from kg.store.base import Progress
from kg.store.contents import Contents
from kg.store.remote import state as states
from kg.store.remote.http import Http
from kg.store.remote.record import (
    RECORDS_QUERY,
    ROOT,
    Manifest,
    digests,
    name_of,
    pieces,
    pieces_query,
    record_graph,
    staged_graph,
    unpacked,
    written_files,
)
from kg.store.remote.results import Answered, skolemised
from kg.store.remote.state import State, number_of

DEFAULT = ROOT + "default"
"""The graph for triples that are in none: a query sees them, GRAPH does not."""

_POSTED = 1 << 20  # bytes
_INSERTED = 1 << 16  # bytes of an update; Virtuoso compiles it as a program
_GRAPHS_AT_ONCE = 50


def fetched(http: Http, generation: str, folder: Path) -> Manifest:
    """The files of a generation, put into a folder."""
    graph = record_graph(generation)
    rows = Answered(http, pieces_query(generation), default=[graph], named=[graph])
    return unpacked(rows, generation, folder, str(http))


def recovered(http: Http, state: State) -> tuple[State, Manifest | None]:
    """What is there, after ending what a killed writer had begun to show."""
    if state.current is None:
        return state, None
    with TemporaryDirectory(prefix="kg-") as folder:
        try:
            manifest = fetched(http, state.current, Path(folder))
        except StoreDamaged as error:
            if states.look(http).current != state.current:
                raise states.overtaken(http) from error  # who has cleared this record away
            raise
    if not state.is_settled:
        _show(http, state.current, manifest)
        _clear(http, state.current)
        state = states.look(http)
    return state, manifest


def to_replace(http: Http) -> tuple[State, Manifest | None, bool]:
    """What is there, damaged or not, and whether it was a store of ours."""
    states.begin(http)
    try:
        before, old = recovered(http, states.look(http))
    except (StoreDamaged, StoreVersion):
        states.forget(http)
        return states.look(http), None, True
    return before, old, False


def write(
    http: Http,
    before: State,
    old: Manifest | None,
    contents: Contents,
    progress: Progress,
    *,
    anew: bool = False,
    ours: bool = False,
) -> None:
    """Put contents on a server as its next generation.

    Args:
        http: The server.
        before: Its state.
        old: The manifest of what is current; None where there is nothing, or nobody can read it.
        contents: What it shall hold.
        progress: Told about each stage.
        anew: Put all graphs, not only those that differ.
        ours: Graphs that are there already, and in no manifest, are ours to replace.
    """
    if contents.tables.editions:
        raise StoreError(
            f"{http} can hold no tables; load them there in bulk with the server's own loader "
            "(kg export --parts), or import them into a store on disk"
        )
    progress("writing the record")
    with TemporaryDirectory(prefix="kg-") as folder:
        files = written_files(contents, Path(folder))
    graphs = _view(contents)
    known = dict(old.graphs) if old else {}
    if not ours:
        _refuse_foreign(http, before, [name for name in graphs if name not in known])
    told = {name: (_digest(lines), len(lines)) for name, lines in graphs.items()}
    manifest = Manifest(
        base=contents.vocab.base,
        reasoned=contents.reasoned,
        files=digests(files),
        graphs=told,
        staged=tuple(name for name in told if anew or known.get(name) != told[name]),
        gone=tuple(name for name in known if name not in told),
    )
    text = manifest.text()
    generation = name_of(before.number + 1, text)
    staged = {staged_graph(generation, n): graphs[g] for n, g in enumerate(manifest.staged)}
    record = [_line(triple) for triple in pieces(generation, text, files)]
    committing = False
    try:
        states.announce(http, generation, len(staged))
        _put(http, before, {record_graph(generation): record})
        progress("writing the triples")
        _put(http, before, staged)
        progress("swapping it in")
        committing = True
        states.commit(http, before, generation)
    except BaseException as error:
        # Where nobody knows whether the commit arrived, nothing may be cleared away.
        if not committing or isinstance(error, StoreLocked):
            with suppress(ServerError):
                _drop(http, generation, len(staged))
        raise
    _show(http, generation, manifest)
    _clear(http, generation)


def _view(contents: Contents) -> dict[str, list[str]]:
    """The graphs of the default view: sorted lines of N-Triples by name."""
    view, name = contents.default_view()
    graphs: dict[str, set[str]] = {}
    for quad in contents.quads(view, name=name):
        graph = _graph_name(quad, contents.vocab.base)
        if graph.startswith(ROOT) and graph != DEFAULT:
            raise StoreForeign(f"{graph} is where a server keeps the store itself; rename it")
        graphs.setdefault(graph, set()).add(_line(_skolemised(quad, contents.vocab.base)))
    return {graph: sorted(lines) for graph, lines in graphs.items()}


def _graph_name(quad: Quad, base: str) -> str:
    if isinstance(quad.graph_name, DefaultGraph):
        return DEFAULT
    name = skolemised(quad.graph_name, base)
    assert isinstance(name, NamedNode)  # a graph's name is an IRI or a blank node
    return name.value


def _skolemised(quad: Quad, base: str) -> Triple:
    triple = skolemised(quad.triple, base)
    assert isinstance(triple, Triple)
    return triple


def _line(triple: Triple) -> str:
    return f"{triple} ."


def _digest(lines: Iterable[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()


def _refuse_foreign(http: Http, before: State, graphs: Iterable[str]) -> None:
    """Graphs that our store has not made must not be there."""
    for graph in graphs:
        text = f"ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        if Answered(http, text, default=[graph], named=[graph]).boolean:
            if states.look(http).current != before.current:
                raise states.overtaken(http)  # and the graph may be theirs
            raise StoreForeign(
                f"{http} holds triples in {graph} that no store of ours has put there; remove "
                "them, or choose another server or dataset"
            )


def _put(http: Http, before: State, graphs: Mapping[str, list[str]]) -> None:
    """Fill new graphs, and see that all arrived."""
    for graph, lines in graphs.items():
        if http.address.graph_store is not None:
            for batch in _batches(lines, _POSTED):
                http.post(graph, batch.encode())
        else:
            for batch in _batches(lines, _INSERTED):
                http.update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{batch}}} }}")
    found = counted(http, list(graphs))
    for graph, lines in graphs.items():
        if found.get(graph, 0) != len(lines):
            if states.look(http).current != before.current:
                raise states.overtaken(http)  # and the one who won has cleared this away
            raise StoreError(
                f"{http} took {found.get(graph, 0)} of {len(lines)} triples and reported no "
                "error; the store is as it was before"
            )


def _batches(lines: Iterable[str], most: int) -> Iterator[str]:
    batch: list[str] = []
    size = 0
    for line in lines:
        if batch and size + len(line) > most:
            yield "\n".join(batch) + "\n"
            batch, size = [], 0
        batch.append(line)
        size += len(line.encode()) + 1
    if batch:
        yield "\n".join(batch) + "\n"


def counted(http: Http, graphs: list[str]) -> dict[str, int]:
    """How many triples graphs hold, those that hold any."""
    found = {}
    for graph in graphs:
        text = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        for row in Answered(http, text, default=[graph], named=[graph]):
            found[graph] = int(getattr(row[0], "value", 0))
    return found


def _show(http: Http, generation: str, manifest: Manifest) -> None:
    """Replace the graphs of the view; may be done again, and does nothing once it is outdated."""
    guard = states.guarded(generation)
    steps = [_emptied(graph, guard) for graph in manifest.gone]
    for number, graph in enumerate(manifest.staged):
        waiting = staged_graph(generation, number)
        steps.append(_emptied(graph, guard))
        steps.append(
            f"INSERT {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} "
            f"WHERE {{ {guard} GRAPH <{waiting}> {{ ?s ?p ?o }} }}"
        )
    steps.append(states.showing(generation))
    for start in range(0, len(steps), _GRAPHS_AT_ONCE):
        http.update(" ;\n".join(steps[start : start + _GRAPHS_AT_ONCE]))


def _emptied(graph: str, guard: str) -> str:
    triples = f"GRAPH <{graph}> {{ ?s ?p ?o }}"
    return f"DELETE {{ {triples} }} WHERE {{ {guard} {triples} }}"


def _clear(http: Http, current: str) -> None:
    """Remove what is not current: records before, and what writers left that came too late."""
    for generation, staged in states.look(http).pending.items():
        if generation == current:
            _drop(http, generation, staged, record=False)
        elif number_of(generation) <= number_of(current):
            _drop(http, generation, staged)
    # Records are looked for, not remembered: the one before may be that of a killed writer, and a
    # server may go on with a request whose sender is dead.
    for generation in _records(http):
        if generation != current and number_of(generation) <= number_of(current):
            http.update(f"CLEAR SILENT GRAPH <{record_graph(generation)}>")


def _records(http: Http) -> list[str]:
    """The generations whose records, or parts of them, are there."""
    rows = Answered(http, RECORDS_QUERY, default=[], named=[])
    graphs = [getattr(row[0], "value", "") for row in rows]
    opening = record_graph("")
    return [graph.removeprefix(opening) for graph in graphs if graph.startswith(opening)]


def _drop(http: Http, generation: str, staged: int, *, record: bool = True) -> None:
    graphs = [staged_graph(generation, number) for number in range(staged)]
    if record:
        graphs.append(record_graph(generation))
    if graphs:
        http.update(" ;\n".join(f"CLEAR SILENT GRAPH <{graph}>" for graph in graphs))
    states.withdraw(http, generation, staged)
