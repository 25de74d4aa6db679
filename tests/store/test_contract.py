"""What every store promises, whatever it is kept in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kg.dataset import Dataset
from kg.sources import Retraction
from kg.store import PARTS, Contents, DiskStore, MemoryStore, Store
from kg.store.remote.store import RemoteStore
from kg.vocab import Vocabulary
from tests.servers import STARTERS

from .conftest import Servers
from .helpers import FOREIGN, contents, quads_of, state, vocabulary

Make = Callable[[Contents], Store]
REMOTE = [pytest.param(name, marks=pytest.mark.full) for name in STARTERS]


@pytest.fixture(params=["memory", "disk", *REMOTE])
def make(request: pytest.FixtureRequest, tmp_path: Path, servers: Servers) -> Make:
    """Makes a store of one kind or another."""
    if request.param == "memory":
        return MemoryStore
    if request.param == "disk":
        return lambda contents: DiskStore.create(tmp_path / "store", contents)
    server = servers[request.param]
    return lambda contents: RemoteStore.create(server.address, contents)


def parts(store: Store) -> dict[str, Dataset]:
    return {name: part for name, part in store.contents.parts.items() if part != Dataset.of()}


def test_a_store_holds_what_was_put_into_it(make: Make, tiny_dataset: Dataset) -> None:
    store = make(contents(tiny_dataset))
    assert store.contents.dataset == tiny_dataset
    assert store.vocab.relations == vocabulary().relations
    assert store.contents.foreign == ()


def test_an_empty_store_is_a_store(make: Make) -> None:
    store = make(contents(Dataset.of()))
    assert store.contents.dataset == Dataset.of()
    assert len(quads_of(store)) == len(set(vocabulary().quads))


def test_its_rdf_is_that_of_the_default_view(make: Make, tiny_dataset: Dataset) -> None:
    retraction = Retraction(claim=tiny_dataset.claims[0].id, date=date(2025, 7, 1), why="wrong")
    store = make(contents(tiny_dataset | Dataset.of(retractions=[retraction])))
    view, name = store.contents.default_view()
    assert len(view.claims) == 8
    assert quads_of(store) == sorted(map(str, store.contents.quads(view, name=name)))


def test_replacing_a_part_leaves_the_others(make: Make, tiny_dataset: Dataset) -> None:
    one, two, three = (state(tiny_dataset, number) for number in (1, 2, 3))
    store = make(Contents(vocabulary(), {"data": one, "imported": two}))
    with store.writer() as writer:
        writer.replace("data", three)
    assert parts(store) == {"data": three, "imported": two}
    assert len(store.contents.dataset.claims) == 5


def test_appending_keeps_what_is_there(make: Make, tiny_dataset: Dataset) -> None:
    one, two = state(tiny_dataset, 1), state(tiny_dataset, 2)
    store = make(contents(one))
    for _ in range(2):
        with store.writer() as writer:
            writer.append("imported", two)
    with store.writer() as writer:
        writer.append("imported", one)
    assert parts(store) == {"data": one, "imported": one | two}


def test_a_part_nobody_knows_is_refused(make: Make, tiny_dataset: Dataset) -> None:
    store = make(contents(tiny_dataset))
    with pytest.raises(KeyError, match="other"), store.writer() as writer:
        writer.replace("other", tiny_dataset)
    assert set(parts(store)) == {"data"}
    assert "data" in PARTS


def test_foreign_quads_are_kept_as_they_are_and_once(make: Make, tiny_dataset: Dataset) -> None:
    store = make(contents(tiny_dataset))
    for _ in range(2):
        with store.writer() as writer:
            writer.append_foreign([FOREIGN, FOREIGN])
    assert store.contents.foreign == (FOREIGN,)
    assert str(FOREIGN) in quads_of(store)
    with store.writer() as writer:
        writer.replace("data", Dataset.of())
    assert store.contents.foreign == (FOREIGN,)


@pytest.mark.parametrize("error", [ValueError("no"), KeyboardInterrupt(), SystemExit(1)])
def test_a_write_that_fails_changes_nothing(
    make: Make, tiny_dataset: Dataset, error: BaseException
) -> None:
    store = make(contents(state(tiny_dataset, 1)))
    before = quads_of(store)
    with pytest.raises(type(error)), store.writer() as writer:
        writer.replace("data", state(tiny_dataset, 2))
        writer.append_foreign([FOREIGN])
        raise error
    assert store.contents.dataset == state(tiny_dataset, 1)
    assert quads_of(store) == before
    with store.writer() as writer:
        writer.replace("data", state(tiny_dataset, 3))
    assert store.contents.dataset == state(tiny_dataset, 3)


def test_a_write_that_fails_at_the_last_stage_changes_nothing(
    make: Make, tiny_dataset: Dataset
) -> None:
    def fail(stage: str) -> None:
        if stage == "swapping it in":
            raise RuntimeError(stage)

    store = make(contents(state(tiny_dataset, 1)))
    with pytest.raises(RuntimeError), store.writer(progress=fail) as writer:
        writer.replace("data", state(tiny_dataset, 2))
    assert store.contents.dataset == state(tiny_dataset, 1)
    assert any("state 1" in quad for quad in quads_of(store))


def test_what_was_read_before_stays_as_it_was(make: Make, tiny_dataset: Dataset) -> None:
    store = make(contents(state(tiny_dataset, 1)))
    before = store.contents
    with store.writer() as writer:
        writer.replace("data", state(tiny_dataset, 2))
    assert before.dataset == state(tiny_dataset, 1)


def test_another_base_changes_iris_and_no_claim_ids(make: Make, tiny_dataset: Dataset) -> None:
    store = make(contents(tiny_dataset))
    with store.writer() as writer:
        writer.use(Vocabulary.load(base="https://data.example/"))
    assert store.contents.dataset == tiny_dataset
    assert store.vocab.base == "https://data.example/"
    claim = tiny_dataset.claims[0].id.partition(":")[2]
    assert any(f"<https://data.example/claim/{claim}>" in quad for quad in quads_of(store))
    assert not any("<https://supply-chain-kg.example/claim/" in quad for quad in quads_of(store))


def test_the_same_input_makes_the_same_triples_in_every_store(
    make: Make, tiny_dataset: Dataset
) -> None:
    store = make(contents(tiny_dataset))
    assert quads_of(store) == quads_of(MemoryStore(contents(tiny_dataset)))
    first = quads_of(store)
    with store.writer() as writer:
        writer.replace("data", Dataset.of())
    with store.writer() as writer:
        writer.replace("data", tiny_dataset)
    assert quads_of(store) == first


def test_the_shipped_data_survives_every_store(make: Make, shipped: Dataset) -> None:
    assert make(contents(shipped)).contents.dataset == shipped
