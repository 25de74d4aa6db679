"""Views to ask."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from kg.asof import AsOf, as_of
from kg.dataset import Dataset
from kg.query.process import Worker
from kg.store import Contents, DiskStore, MemoryStore
from kg.vocab import Vocabulary


@pytest.fixture(scope="session")
def on_disk(tmp_path_factory: pytest.TempPathFactory, vocab: Vocabulary, shipped: Dataset) -> AsOf:
    """The shipped claims in a store on disk."""
    folder = tmp_path_factory.mktemp("shipped") / "store"
    return as_of(DiskStore.create(folder, Contents(vocab, {"data": shipped})))


@pytest.fixture(scope="session")
def small(vocab: Vocabulary, tiny_dataset: Dataset) -> AsOf:
    """Nine claims in memory."""
    return as_of(MemoryStore(Contents(vocab, {"data": tiny_dataset})))


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The process ids of the workers that a test starts; afterwards each must be gone."""
    from kg.query import process

    started: list[int] = []
    start = process._started

    def noting(errors: object) -> object:
        worker = start(errors)  # type: ignore[arg-type]
        started.append(worker.pid)
        return worker

    monkeypatch.setattr(process, "_started", noting)
    yield started
    assert started
    for pid in started:
        assert not is_alive(pid)


def is_alive(pid: int) -> bool:
    """Whether a process runs, or is a zombie that nobody has waited for."""
    if os.name == "nt":
        return False  # there is no cheap way to know
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def worker_of(answer: object) -> Worker:
    """The worker behind an answer."""
    found = answer._worker  # type: ignore[attr-defined]
    assert isinstance(found, Worker)
    return found
