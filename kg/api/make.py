"""Build a graph, or open one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.api.asking import StrPath
from kg.api.graph import Graph
from kg.errors import BadInput, CheckFailed, StoreMissing
from kg.store import Contents, DiskStore, MemoryStore
from kg.store.base import Progress, silent
from kg.store.remote.address import Address, is_address
from kg.vocab import DEFAULT_BASE, Vocabulary

if TYPE_CHECKING:
    from kg.store.remote.loaded import LoadedStore
    from kg.store.remote.store import RemoteStore


def build(
    data: StrPath | None = None,
    *,
    store: StrPath | None = None,
    ontology: StrPath | None = None,
    base: str | None = None,
    check: bool = True,
    reason: bool = True,
    anew: bool = False,
    progress: Progress = silent,
) -> Graph:
    """Build a graph from a data folder, all or nothing.

    Args:
        data: The folder; the shipped data by default.
        store: A directory to keep it in, or the address of a SPARQL server; in memory if None.
            What was added to a store that is there already is kept: a build replaces only what
            builds have made.
        ontology: A folder of Turtle files; the shipped ontology by default.
        base: The IRI under which entities are minted.
        check: Hold the data against the shapes, and refuse what violates them.
        reason: Show findings (where sources agree, repeat each other, disagree) and what can be
            derived.
        anew: Replace a store even if it is damaged or of another version; what was added is lost.
        progress: Told about each stage.

    Returns:
        The graph.

    Raises:
        BadInput: A row cannot be read.
        CheckFailed: Shapes are violated.
        StoreError: The directory cannot be used.

    Example:
        >>> import kg
        >>> kg.build(check=False).counts()["claims"] > 100
        True
    """
    from kg.curated import read_data

    progress("reading the data")
    folder = Path(ontology) if ontology else None
    vocab = Vocabulary.load(folder, base=base or DEFAULT_BASE)
    dataset = read_data(Path(data) if data else None, vocab=vocab)
    fresh = Contents(vocab, {"data": dataset}, reasoned=reason)
    if store is None:
        _refuse_violations(fresh, check=check, progress=progress)
        return Graph(MemoryStore(fresh))
    kind, place = _kind(os.fspath(store))
    try:
        if anew:
            raise StoreMissing
        kept = kind(place)
    except StoreMissing:
        _refuse_violations(fresh, check=check, progress=progress)
        return Graph(kind.create(place, fresh, progress=progress))
    with kept.writer(progress=progress) as writer:
        writer.use(vocab, reasoned=reason)
        writer.replace("data", dataset)
        _refuse_violations(writer.contents, check=check, progress=progress)
    return Graph(kept)


def open(store: StrPath | None = None, **server: str) -> Graph:
    """Open a store on disk, or on a SPARQL server.

    Args:
        store: Its directory, by default the one named by ``KG_STORE``, or the user's own; or the
            address of a server: ``http://localhost:7878``, or ``sparql+https://host/path`` for the
            very place that takes queries.
        **server: For a server: query, update, graph_store (where it takes queries, updates and
            graphs), user and password; see :class:`kg.store.remote.address.Address`.

    Returns:
        The graph.

    Raises:
        StoreMissing: There is none; ``kg build`` makes one.
        StoreError: It cannot be used.
    """
    return Graph(stored(store, **server))


def stored(store: StrPath | None = None, **server: str) -> DiskStore | RemoteStore | LoadedStore:
    """The store that :func:`open` opens; its arguments are those of :func:`open`."""
    named = os.fspath(store) if store else server.get("query") or os.environ.get("KG_STORE")
    kind, place = _kind(named or str(default_store()), **server)
    if isinstance(place, Address):
        from kg.store.remote.loaded import opened

        return opened(place)
    on_disk: DiskStore = kind(place)
    return on_disk


def _kind(store: str, **server: str) -> tuple[Any, Any]:
    """The class of a store, and what names it; both classes are made, and make, alike."""
    if is_address(store):
        from kg.store.remote.store import RemoteStore

        return RemoteStore, Address.of(store, **server)
    if server:
        raise BadInput(f"{store} is a directory; {', '.join(server)} go with a server's address")
    return DiskStore, Path(store)


def default_store() -> Path:
    """Where the store is kept unless somebody says otherwise.

    Returns:
        The directory named by the environment variable ``KG_STORE``, or one in the user's data
        directory.

    Example:
        >>> default_store().name
        'store'
    """
    named = os.environ.get("KG_STORE")
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_data_dir("supply-chain-kg", appauthor=False)) / "store"


def _refuse_violations(contents: Contents, *, check: bool, progress: Progress) -> None:
    if not check:
        return
    from kg.check import check_dataset

    progress("checking the shapes")
    report = check_dataset(contents.dataset, contents.vocab)
    if not report.conforms:
        message = "the data violate the shapes; mend them, or build with --no-check to look at them"
        raise CheckFailed(message, report.text())
