"""Stores on real servers: what writers do to each other, and what is left behind."""

from __future__ import annotations

import random
import threading
import time
from pathlib import Path

import pytest

import kg
from kg.api import Graph
from kg.dataset import Dataset
from kg.errors import (
    BadInput,
    ServerDenied,
    StoreDamaged,
    StoreForeign,
    StoreLocked,
    StoreMissing,
)
from kg.store import MemoryStore
from kg.store.remote.address import Address
from kg.store.remote.record import ROOT
from kg.store.remote.store import RemoteStore
from tests.servers import Server

from .helpers import FOREIGN, child, contents, made, quads_of, quads_on_server, saved, state

pytestmark = pytest.mark.full


def left_on(server: Server) -> set[str]:
    """The graphs in which a server keeps the store itself."""
    found = server.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    return {row["g"].removeprefix(ROOT) for row in found if row["g"].startswith(ROOT)}


def test_another_object_follows_what_one_writes(server: Server, tiny_dataset: Dataset) -> None:
    one = made(server, state(tiny_dataset, 1))
    other = Graph(RemoteStore(server.address))
    assert len(list(other.claims())) == 1
    with one.writer() as writer:
        writer.replace("data", state(tiny_dataset, 3))
    assert len(other.rows("SELECT ?c { ?c a rdf:Statement ; kg:source source:a }")) == 3
    assert len(list(other.claims())) == 3


def test_a_record_that_is_cleared_away_while_it_is_read_is_read_anew(
    server: Server, tiny_dataset: Dataset
) -> None:
    one = made(server, state(tiny_dataset, 1))
    late = RemoteStore(server.address)
    with one.writer() as writer:
        writer.replace("data", state(tiny_dataset, 2))
    assert late.contents.dataset == state(tiny_dataset, 2)


def test_only_what_differs_is_put_anew(server: Server, tiny_dataset: Dataset) -> None:
    store = made(server, tiny_dataset)
    with store.writer():
        pass
    assert list(store._record[0].staged) == []
    with store.writer() as writer:
        writer.append_foreign([FOREIGN])
    assert list(store._record[0].staged) == ["http://other.example/g"]


def test_nothing_is_left_but_the_current_generation(server: Server, tiny_dataset: Dataset) -> None:
    store = made(server, state(tiny_dataset, 1))
    for number in (2, 3):
        with store.writer() as writer:
            writer.replace("data", state(tiny_dataset, number))
    assert left_on(server) == {"state", f"record/{store.generation}"}
    assert list(store.problems()) == []


def test_graphs_of_others_are_not_touched(server: Server, tiny_dataset: Dataset) -> None:
    store = made(server, state(tiny_dataset, 1))
    server.update('INSERT DATA { GRAPH <http://other.example/g> { <urn:a> <urn:b> "mine" } }')
    try:
        with pytest.raises(StoreForeign, match=r"other\.example/g"), store.writer() as writer:
            writer.append_foreign([FOREIGN])
        assert store.contents.foreign == ()
    finally:
        server.update("CLEAR SILENT GRAPH <http://other.example/g>")


def test_of_two_writers_one_is_told(server: Server, tiny_dataset: Dataset) -> None:
    store, other = made(server, state(tiny_dataset, 1)), RemoteStore(server.address)
    with pytest.raises(StoreLocked, match="nothing changed, try again"), store.writer() as late:
        with other.writer() as writer:
            writer.replace("data", state(tiny_dataset, 2))
        late.replace("data", state(tiny_dataset, 3))
    assert RemoteStore(server.address).contents.dataset == state(tiny_dataset, 2)
    assert list(other.problems()) == []
    assert left_on(server) == {"state", f"record/{other.generation}"}


def test_a_graph_that_another_writer_has_just_made_is_not_taken_for_a_foreign_one(
    server: Server, tiny_dataset: Dataset
) -> None:
    store, other = made(server, state(tiny_dataset, 1)), RemoteStore(server.address)
    with pytest.raises(StoreLocked, match="nothing changed, try again"), store.writer() as late:
        with other.writer() as writer:
            writer.append_foreign([FOREIGN])
        late.append_foreign([FOREIGN])
    assert RemoteStore(server.address).contents.foreign == (FOREIGN,)


def test_writers_that_race_leave_a_sound_store(server: Server, tiny_dataset: Dataset) -> None:
    made(server, state(tiny_dataset, 1))
    won: list[int] = []
    lost: list[StoreLocked] = []

    def write(number: int) -> None:
        try:
            with RemoteStore(server.address).writer() as writer:
                writer.replace("data", state(tiny_dataset, number))
            won.append(number)
        except StoreLocked as error:
            lost.append(error)

    for _ in range(2):
        racing = [threading.Thread(target=write, args=(number,)) for number in (2, 3, 4, 5)]
        for thread in racing:
            thread.start()
        for thread in racing:
            thread.join()
    assert len(won) + len(lost) == 8
    store = RemoteStore(server.address)
    with store.writer():
        pass
    assert list(store.problems()) == []
    number = len(store.contents.dataset.claims)
    assert number in {1, *won}
    assert {claim.gist for claim in store.contents.dataset.claims} == {f"state {number}"}


WRITES_FOR_EVER = """
    from kg.store.remote.address import Address
    dataset = load(sys.argv[2])
    store = RemoteStore(Address.of(sys.argv[3], user="dba", password="dba"))
    print("ready", flush=True)
    for next_state in states(dataset):
        with store.writer() as writer:
            writer.replace("data", next_state)
"""


def test_a_writer_that_is_killed_leaves_a_whole_state(
    server: Server, tiny_dataset: Dataset, tmp_path: Path
) -> None:
    made(server, state(tiny_dataset, 1))
    folder = saved(tiny_dataset, tmp_path / "dataset")
    chance = random.Random(7)
    for _ in range(4):
        with child(WRITES_FOR_EVER, tmp_path, folder, server.root) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0.1, 1.5))
            process.kill()
        store = RemoteStore(server.address)
        claims = store.contents.dataset.claims
        assert {claim.gist for claim in claims} == {f"state {len(claims)}"}
        asked = f"SELECT DISTINCT ?c {{ ?c ?p ?g FILTER (STR(?g) = 'state {len(claims)}') }}"
        assert len(Graph(store).rows(asked)) == len(claims)
        with store.writer() as writer:
            writer.replace("data", state(tiny_dataset, 1))
        assert list(store.problems()) == []
        assert left_on(server) == {"state", f"record/{store.generation}"}


def test_a_write_broken_off_after_its_commit_is_answered_from_the_record_and_then_ended(
    server: Server, tiny_dataset: Dataset
) -> None:
    store = made(server, state(tiny_dataset, 1))
    server.update(
        f"DELETE WHERE {{ GRAPH <{ROOT}state> {{ <{ROOT}> <{ROOT}shown> ?any }} }} ; "
        "CLEAR SILENT GRAPH <https://supply-chain-kg.example/graph/source-a>"
    )
    late = RemoteStore(server.address)
    asking = "SELECT ?c { ?c kg:source source:a }"
    assert len(Graph(late).rows(asking)) == 1
    assert any("broken off" in problem for problem in late.problems())
    late.repair()
    assert list(late.problems()) == []
    assert len(list(quads_on_server(late))) == len(quads_of(MemoryStore(store.contents)))


def test_the_record_before_one_whose_writer_was_killed_is_cleared_away(
    server: Server, tiny_dataset: Dataset
) -> None:
    store = made(server, tiny_dataset)
    left = f"{ROOT}record/g000001-{'0' * 16}"
    server.update(f"INSERT DATA {{ GRAPH <{left}> {{ <{left}/a> <{ROOT}piece> 'MA==' }} }}")
    with store.writer():
        pass
    assert left_on(server) == {"state", f"record/{store.generation}"}


def test_what_was_tampered_with_is_told_and_mended(server: Server, tiny_dataset: Dataset) -> None:
    store = made(server, tiny_dataset)
    server.update("CLEAR SILENT GRAPH <https://supply-chain-kg.example/graph/catalogue>")
    assert any("graph/catalogue holds 0 triples" in problem for problem in store.problems())
    store.repair()
    assert list(store.problems()) == []
    server.update(f"CLEAR SILENT GRAPH <{ROOT}record/{store.generation}>")
    late = RemoteStore(server.address)
    with pytest.raises(StoreDamaged, match=r"manifest\.json .* build the store anew"):
        _ = late.contents
    assert made(server, tiny_dataset).contents.dataset == tiny_dataset


def test_a_server_without_a_store_says_so(server: Server, tiny_dataset: Dataset) -> None:
    made(server, tiny_dataset)
    server.update(f"CLEAR SILENT GRAPH <{ROOT}state>")
    with pytest.raises(StoreMissing, match="kg build"):
        RemoteStore(server.address)
    with pytest.raises(StoreForeign, match="no store of ours"):
        made(server, tiny_dataset)
    for row in server.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"):
        if row["g"].startswith("https://supply-chain-kg.example/"):
            server.update(f"CLEAR SILENT GRAPH <{row['g']}>")
    assert made(server, tiny_dataset).contents.dataset == tiny_dataset


def test_updates_do_where_there_is_no_place_for_graphs(
    server: Server, tiny_dataset: Dataset
) -> None:
    whole = server.address
    some = Address(None, whole.query, whole.update, None, whole.user, whole.password)
    store = RemoteStore.create(some, contents(tiny_dataset))
    assert store.contents.dataset == tiny_dataset
    assert len(list(quads_on_server(store))) == len(quads_of(MemoryStore(contents(tiny_dataset))))


def test_without_a_place_for_updates_it_is_read_only(server: Server, tiny_dataset: Dataset) -> None:
    made(server, tiny_dataset)
    store = RemoteStore(Address.of(f"sparql+{server.address.query}"))
    assert store.contents.dataset == tiny_dataset
    with pytest.raises(ServerDenied, match="reading only"), store.writer() as writer:
        writer.append_foreign([FOREIGN])


def test_a_wrong_password_is_told(servers: dict[str, Server], tiny_dataset: Dataset) -> None:
    server = servers["virtuoso"]
    with pytest.raises(ServerDenied, match=r"does not let us \(401\)") as caught:
        RemoteStore.create(
            Address.of(server.root, user="dba", password="wr0ng"), contents(tiny_dataset)
        )
    assert "wr0ng" not in str(caught.value)


def test_kg_opens_and_builds_a_server(server: Server, tiny: Path) -> None:
    url = server.root.replace("http://", "http://dba:dba@")
    built = kg.build(tiny, store=url, check=False)
    assert built.store.place == server.root
    opened = kg.open(server.root, user="dba", password="dba")
    assert opened.counts() == built.counts()
    assert opened.query("ASK { country:CHN kg:restricts ?x }")
    claim = next(opened.claims())
    opened.retract(claim.id, on="2025-12-01", why="misread")
    again = kg.build(tiny, store=url, check=False)
    assert claim.id not in {row.id for row in again.claims()}, "a retraction survives builds"
    with pytest.raises(BadInput, match="is a directory"):
        kg.open("somewhere", user="ann")
