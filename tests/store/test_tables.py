"""Tables in stores: what every store promises, and what the disk keeps through anything."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.api import Graph
from kg.asof import as_of
from kg.dataset import Dataset
from kg.errors import StoreDamaged
from kg.store import Contents, DiskStore, MemoryStore
from kg.store.importing import land, remove
from tests.tables.bulk import SECOND_DAY, Row, arrival, imported, source

from .helpers import child, contents, finished, listing, only_current, quads_of, state

Make = Callable[[Contents], MemoryStore | DiskStore]
ROWS = [Row(), Row(object="country:KOR", value="5")]
REVISED = [Row(value="7"), Row(object="country:KOR", value="5")]


@pytest.fixture(params=["memory", "disk"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    """Makes a store of one kind or the other."""
    if request.param == "memory":
        return MemoryStore
    return lambda contents: DiskStore.create(tmp_path / "store", contents)


@pytest.fixture
def path(tmp_path: Path, tiny_dataset: Dataset) -> Path:
    """A store on disk that holds one table, read by nobody."""
    imported(DiskStore.create(tmp_path / "store", contents(tiny_dataset)), ROWS)
    return tmp_path / "store"


def values(store: MemoryStore | DiskStore) -> list[int]:
    found = as_of(store).table(stated=False).sql("SELECT CAST(value AS INT) FROM claims ORDER BY 1")
    return [value for (value,) in found.fetchall()]


def files_of(path: Path) -> set[str]:
    return {file.name for file in (path / "tables").iterdir()}


def assert_sound(store: MemoryStore | DiskStore) -> None:
    view, name = store.contents.default_view()
    assert quads_of(store) == sorted(map(str, store.contents.quads(view, name=name)))
    if isinstance(store, DiskStore):
        assert list(store.problems()) == []


def test_a_table_brings_its_source_and_its_entities_and_no_claims(
    make: Make, tiny_dataset: Dataset
) -> None:
    store = make(contents(tiny_dataset))
    imported(store, ROWS)
    assert store.contents.dataset.claims == tiny_dataset.claims
    assert source(ROWS).id in store.contents.dataset.sources
    assert "country:KOR" in store.contents.dataset.entities
    assert values(store) == [5, 100]
    assert_sound(store)


def test_the_triples_follow_whatever_is_imported_beside_them(
    make: Make, tiny_dataset: Dataset
) -> None:
    store = make(contents(tiny_dataset))
    imported(store, ROWS)
    imported(store, REVISED, published=SECOND_DAY)
    imported(store, [Row(object="country:FRA")], name="another")
    assert_sound(store)


@pytest.mark.parametrize("foreseen", ["all", "too much", "too little"])
def test_foreseen_triples_are_used_only_if_they_are_the_right_ones(
    path: Path, foreseen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = DiskStore(path)
    rows = [Row(object="country:AAA"), Row(object="country:AAB")]
    with store.writer() as writer:
        made = arrival(rows, writer.scratch, name="another")
        held = writer.contents.dataset.entities
        new = [entity for entity in made.entities if entity.id not in held]
        beside = {"all": new, "too much": [*new, replace(new[0], id="country:AAC")]}
        writer.foresee(Dataset.of(entities=beside.get(foreseen, new[:1]), sources=[made.source]))
        if foreseen == "all":
            monkeypatch.delattr("kg.store.disk.extend")  # nothing is made a second time
        land(writer, replace(made, entities=tuple(new)))
    assert_sound(store)
    assert len(store.contents.tables.names) == 2


def test_foreseeing_changes_nothing(path: Path) -> None:
    store = DiskStore(path)
    before = listing(path)
    with store.writer() as writer:
        writer.foresee(Dataset.of(sources=[source([Row()], "another", SECOND_DAY)]))
    assert listing(path) == before


def test_a_build_leaves_the_tables_alone(make: Make, tiny_dataset: Dataset) -> None:
    store = make(contents(tiny_dataset))
    imported(store, ROWS)
    with store.writer() as writer:
        writer.replace("data", state(tiny_dataset, 2))
    assert values(store) == [5, 100]
    assert_sound(store)


def test_an_import_that_fails_changes_nothing(make: Make, tiny_dataset: Dataset) -> None:
    store = make(contents(tiny_dataset))
    imported(store, ROWS)
    before, folder = store.contents.tables, store.contents.tables.place
    files = {file.name for file in folder.iterdir()}
    with pytest.raises(KeyboardInterrupt), store.writer() as writer:
        (writer.scratch / "half.parquet").write_bytes(b"half")
        raise KeyboardInterrupt
    assert store.contents.tables == before
    assert {file.name for file in folder.iterdir()} == files


def test_a_removed_table_is_gone_with_its_source_and_says_what_was_lost(
    make: Make, tiny_dataset: Dataset
) -> None:
    store = make(contents(tiny_dataset))
    imported(store, ROWS)
    imported(store, REVISED, published=SECOND_DAY)
    with store.writer() as writer:
        lost = remove(writer, "customs")
    assert (lost.editions, lost.claims, lost.kept) == (2, 3, 0)
    assert lost.size > 0
    assert values(store) == []
    assert source(ROWS).id not in store.contents.dataset.sources
    assert_sound(store)
    assert imported(store, ROWS).new == 2, "and can be imported again"


def test_tables_of_a_memory_store_go_along_to_disk(tmp_path: Path, tiny_dataset: Dataset) -> None:
    memory = MemoryStore(contents(tiny_dataset))
    imported(memory, ROWS)
    store = DiskStore.create(tmp_path / "store", memory.contents)
    del memory
    assert values(DiskStore(tmp_path / "store")) == [5, 100]
    assert_sound(store)


def test_files_of_tables_are_kept_as_long_as_somebody_reads_them(path: Path) -> None:
    reader = as_of(DiskStore(path)).table(stated=False)
    first = files_of(path)
    Graph(DiskStore(path)).remove_table("customs")
    assert files_of(path) == first
    assert len(reader) == 2
    del reader
    imported(DiskStore(path), [Row(value="1")])
    assert files_of(path).isdisjoint(first)


def test_a_table_outlives_what_its_own_store_writes(path: Path) -> None:
    store = DiskStore(path)
    before = as_of(store).table(stated=False)
    Graph(store).remove_table("customs")
    assert len(before) == 2
    assert values(store) == []


def test_files_of_others_beside_the_tables_stay(path: Path) -> None:
    mine = path / "tables" / "notes.txt"
    mine.write_text("mine", encoding="utf-8")
    Graph(DiskStore(path)).remove_table("customs")
    assert files_of(path) == {"notes.txt"}


@pytest.mark.parametrize("damage", ["removed", "cut off", "one bit"])
def test_a_damaged_table_is_named(path: Path, damage: str) -> None:
    store = DiskStore(path)
    [name] = store.contents.tables.files
    file = path / "tables" / name
    content = file.read_bytes()
    if damage == "removed":
        file.unlink()
    else:
        bit = bytes([content[9] ^ 1])
        file.write_bytes(content[:9] if damage == "cut off" else content[:9] + bit + content[10:])
    assert [problem for problem in DiskStore(path).problems() if name in problem]
    if damage != "one bit":
        with pytest.raises(StoreDamaged, match=name):
            DiskStore(path).contents  # noqa: B018


def test_a_damaged_list_of_tables_removes_none(path: Path, tiny_dataset: Dataset) -> None:
    (DiskStore(path).folder / "tables.json").write_text("[{}]", encoding="utf-8")
    files = files_of(path)
    with pytest.raises(StoreDamaged), DiskStore(path).writer() as writer:
        writer.replace("data", tiny_dataset)
    assert files_of(path) == files
    assert any("tables.json" in problem for problem in DiskStore(path).problems())


KILL_AT_STAGE = """
    from datetime import date
    from tests.tables.bulk import Row, arrival, land
    from kg.store.importing import remove

    kill = kill_at(sys.argv[2])
    with DiskStore(path).writer(progress=kill) as writer:
        rows = [Row(value="7"), Row(object="country:KOR", value="5")]
        made = arrival(rows, writer.scratch, published=date(2024, 2, 10))
        kill("read")
        land(writer, made)
        kill("landed")
    print("imported")
"""

KILL_AT_CALL = """
    from datetime import date
    import kg.store.importing, kg.store.disk, kg.store.engine, kg.store.generations
    import kg.tables.editions, kg.tables.revise, kg.tables.parquet
    from importlib import import_module
    from tests.tables.bulk import Row, imported

    module, name = sys.argv[2].split(":")
    kill_after(import_module(module), name)
    rows = [Row(value="7"), Row(object="country:KOR", value="5")]
    imported(DiskStore(path), rows, published=date(2024, 2, 10))
    print("imported")
"""

needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")


def imports_again(path: Path) -> None:
    """The next import succeeds and leaves nothing behind."""
    store = DiskStore(path)
    imported(store, REVISED, published=SECOND_DAY)
    assert values(store) == [5, 7]
    assert_sound(store)
    assert files_of(path) == store.contents.tables.files
    assert listing(path) == only_current(path) | {"tables"}


@needs_signals
@pytest.mark.parametrize(
    "stage",
    [
        "read",
        "landed",
        "swapping it in",
        pytest.param("writing the ontology", marks=pytest.mark.full),
        pytest.param("writing the record", marks=pytest.mark.full),
        pytest.param("writing the triples", marks=pytest.mark.full),
    ],
)
def test_an_import_killed_at_any_stage_leaves_the_old_tables(path: Path, stage: str) -> None:
    code, output = finished(child(KILL_AT_STAGE, path, stage))
    assert code == -signal.SIGKILL, output
    assert values(DiskStore(path)) == [5, 100]
    assert_sound(DiskStore(path))
    imports_again(path)


@pytest.mark.full
@needs_signals
@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("kg.tables.revise:write_rows", [5, 100]),
        ("kg.store.importing:revise", [5, 100]),
        ("kg.store.importing:stored", [5, 100]),
        ("kg.store.disk:extend", [5, 100]),
        ("kg.store.engine:link", [5, 100]),
        ("kg.store.generations:clear", [5, 100]),
    ],
)
def test_an_import_killed_between_two_steps_leaves_one_state_or_the_other(
    path: Path, call: str, expected: list[int]
) -> None:
    code, output = finished(child(KILL_AT_CALL, path, call))
    assert code == -signal.SIGKILL, output
    assert values(DiskStore(path)) == expected
    assert_sound(DiskStore(path))
    imports_again(path)


@needs_signals
def test_the_child_of_these_tests_does_import_unless_it_is_killed(path: Path) -> None:
    assert finished(child(KILL_AT_STAGE, path, "never")) == (0, "imported\n")
    assert values(DiskStore(path)) == [5, 7]
