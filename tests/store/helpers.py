"""Contents of stores, and processes that build, read and get killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.dataset import Dataset
from kg.rdf import BlankNode, DefaultGraph, Literal, NamedNode, Quad, parse
from kg.store import Contents, DiskStore, Store
from kg.store.engine import open_read_only
from kg.store.remote.results import unskolemised
from kg.store.remote.store import RemoteStore
from kg.store.remote.writing import DEFAULT
from kg.vocab import Vocabulary
from tests.servers import Server

vocabulary = cache(Vocabulary.load)

STAGES = (
    "writing the ontology",
    "writing the record",
    "writing the triples",
    "swapping it in",
)
FILES_OF_A_STORE = {"generations", "kg.lock", "manifest.json"}
FOREIGN = Quad(
    NamedNode("http://other.example/s"),
    NamedNode("http://other.example/p"),
    Literal("ours no more \U0001f600\n"),
    NamedNode("http://other.example/g"),
)


def state(dataset: Dataset, number: int) -> Dataset:
    """The dataset with as many claims as a number says, all of them told apart by it."""
    claims = [
        replace(claim, id=f"claim:c1-{number}-{index}", gist=f"state {number}")
        for index, claim in enumerate(dataset.claims[:number])
    ]
    return replace(dataset, claims=tuple(claims), retractions=())


def contents(dataset: Dataset) -> Contents:
    return Contents(vocabulary(), {"data": dataset})


def made(server: Server, dataset: Dataset) -> RemoteStore:
    """A store with a dataset on a server, in the place of what is there."""
    return RemoteStore.create(server.address, contents(dataset))


def quads_of(store: Store) -> list[str]:
    """What a query sees, sorted; asked of the server where there is one."""
    if isinstance(store, RemoteStore):
        return sorted(map(str, quads_on_server(store)))
    path = store.rdf()
    quads = list(open_read_only(path)) if path.is_dir() else parse(path)[0]
    return sorted(map(str, quads))


def quads_on_server(store: RemoteStore) -> Iterator[Quad]:
    """The default view as the server itself has it."""
    served = store.served()
    assert served is not None
    for graph in served.graphs:
        text = "SELECT ?s ?p ?o { ?s ?p ?o }"
        name = DefaultGraph() if graph == DEFAULT else unskolemised(NamedNode(graph))
        for subject, predicate, object_ in store.ask(text, default=[graph], named=[], seconds=60):
            assert isinstance(subject, NamedNode | BlankNode)
            assert isinstance(predicate, NamedNode)
            assert object_ is not None
            yield Quad(subject, predicate, object_, name)


def sound_state(path: Path) -> int:
    """Which state a store on disk is in, after looking at all of it."""
    store = DiskStore(path)
    assert list(store.problems()) == []
    claims = store.contents.dataset.claims
    number = len(claims)
    assert {claim.gist for claim in claims} <= {f"state {number}"}
    view, name = store.contents.default_view()
    assert quads_of(store) == sorted(map(str, store.contents.quads(view, name=name)))
    return number


def rows(path: Path, ask: str) -> list[ox.QuerySolution]:
    """Rows of a query over all graphs of a store on disk."""
    found = open_read_only(DiskStore(path).rdf()).query(ask, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return list(found)


def listing(path: Path) -> set[str]:
    """Every name in a store's directory and in its generations, but not inside them."""
    return {entry.name for entry in path.iterdir()} | {
        f"generations/{entry.name}" for entry in (path / "generations").iterdir()
    }


def only_current(path: Path) -> set[str]:
    """The listing of a store that holds its current generation and nothing else."""
    generation = DiskStore(path).manifest.generation
    return FILES_OF_A_STORE | {f"generations/{generation}"}


def kill_after(owner: object, name: str) -> None:
    """Have this process die as soon as a function of a module or class has done its work."""
    function = getattr(owner, name)

    def killed(*arguments: object, **options: object) -> object:
        result = function(*arguments, **options)
        os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, killed)


def kill_at(stage: str) -> Callable[[str], None]:
    """A progress that has this process die when it is told of a stage."""

    def kill(told: str) -> None:
        if told == stage:
            os.kill(os.getpid(), signal.SIGKILL)

    return kill


def child(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Another Python that runs some code with the names of this module at hand."""
    preamble = """
        import os, signal, sys
        from pathlib import Path
        sys.path.insert(0, {root!r})
        from tests.store.helpers import *
        path = Path(sys.argv[1])
    """
    text = textwrap.dedent(preamble).format(root=str(Path(__file__).resolve().parents[2]))
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(
        [sys.executable, "-c", text + textwrap.dedent(code), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment,
    )


@contextmanager
def running(code: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A child that does not outlive the block."""
    with child(code, *arguments) as process:
        try:
            yield process
        finally:
            process.kill()


def finished(process: subprocess.Popen[str]) -> tuple[int, str]:
    """How a child ended and what it printed; what it complained of where it failed."""
    with process:
        output, complaint = process.communicate(timeout=60)
    return process.returncode, output or complaint


def saved(dataset: Dataset, folder: Path) -> Path:
    """A dataset where a child finds it."""
    from kg.columns import write_dataset

    write_dataset(dataset, folder, vocab=vocabulary())
    return folder


def load(folder: str) -> Dataset:
    """What :func:`saved` put there."""
    from kg.columns import read_dataset

    return read_dataset(Path(folder), vocab=vocabulary())


def states(dataset: Dataset) -> Iterator[Dataset]:
    """State after state, for ever."""
    number = 1
    while True:
        yield state(dataset, number)
        number = number % len(dataset.claims) + 1
