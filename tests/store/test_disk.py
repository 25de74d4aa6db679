from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from kg.dataset import Dataset
from kg.errors import (
    KgError,
    StoreDamaged,
    StoreError,
    StoreForeign,
    StoreLocked,
    StoreMissing,
    StoreVersion,
)
from kg.store import DiskStore
from kg.store.generations import Generations

from .helpers import FOREIGN, STAGES, contents, listing, only_current, quads_of, sound_state, state

NO_ROOM = partial(OSError, errno.ENOSPC, "No space left on device")


@pytest.fixture
def path(tmp_path: Path, tiny_dataset: Dataset) -> Path:
    """A store in its first state with a foreign quad, read by nobody."""
    first = replace(contents(state(tiny_dataset, 1)), foreign=(FOREIGN,))
    DiskStore.create(tmp_path / "store", first)
    return tmp_path / "store"


def rebuild(path: Path, dataset: Dataset) -> None:
    with DiskStore(path).writer() as writer:
        writer.replace("data", dataset)


def test_each_stage_of_a_build_is_told(path: Path, tiny_dataset: Dataset) -> None:
    told: list[str] = []
    with DiskStore(path).writer(progress=told.append) as writer:
        writer.replace("data", tiny_dataset)
    assert tuple(told) == STAGES


def test_a_build_leaves_one_generation(path: Path, tiny_dataset: Dataset) -> None:
    for number in (2, 3):
        rebuild(path, state(tiny_dataset, number))
        assert listing(path) == only_current(path)
        assert sound_state(path) == number


def test_a_reader_opened_before_still_answers_after_two_further_builds(
    path: Path, tiny_dataset: Dataset
) -> None:
    early, early_and_unread = DiskStore(path), DiskStore(path)
    before = quads_of(early)
    for number in (2, 3):
        rebuild(path, state(tiny_dataset, number))
    assert quads_of(early) == before
    assert early_and_unread.contents.dataset == state(tiny_dataset, 1)
    assert sound_state(path) == 3
    assert len(listing(path)) == 5, "what is read stays, what nobody reads goes"


def test_a_generation_goes_when_its_last_reader_has_gone(path: Path, tiny_dataset: Dataset) -> None:
    reader = DiskStore(path)
    rebuild(path, state(tiny_dataset, 2))
    assert len(listing(path)) == 5
    del reader
    rebuild(path, state(tiny_dataset, 3))
    assert listing(path) == only_current(path)


def test_a_writer_reads_what_was_written_since_it_was_opened(
    path: Path, tiny_dataset: Dataset
) -> None:
    old = DiskStore(path)
    with DiskStore(path).writer() as writer:
        writer.append("imported", state(tiny_dataset, 2))
    with old.writer() as writer:
        writer.replace("data", state(tiny_dataset, 3))
    assert old.contents.parts == {
        "data": state(tiny_dataset, 3),
        "imported": state(tiny_dataset, 2),
    }


def test_a_reader_never_takes_a_generation_that_is_about_to_be_removed(path: Path) -> None:
    store = DiskStore(path)
    (store.folder / "lock").write_text("", encoding="utf-8")
    with pytest.raises(StoreDamaged, match="is missing"):
        DiskStore(path)


def test_a_generation_is_marked_before_it_is_removed(
    path: Path, tiny_dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    removed: list[str] = []

    def look_first(folder: Path, ignore_errors: bool = False) -> None:
        assert (folder / "lock").read_text(encoding="utf-8") == ""
        removed.append(folder.name)
        rmtree(folder, ignore_errors=ignore_errors)

    rmtree = shutil.rmtree
    monkeypatch.setattr(shutil, "rmtree", look_first)
    rebuild(path, tiny_dataset)
    assert removed == ["g000001"]


def test_what_a_killed_build_left_is_removed_before_the_next_one_needs_the_room(
    path: Path, tiny_dataset: Dataset
) -> None:
    leftover = path / "generations" / "g000002.partial"
    (leftover / "rdf").mkdir(parents=True)
    with DiskStore(path).writer() as writer:
        assert not leftover.exists()
        writer.replace("data", tiny_dataset)
    assert listing(path) == only_current(path)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize(
    ("error", "expected"),
    [(NO_ROOM, StoreError), (MemoryError, MemoryError), (KeyboardInterrupt, KeyboardInterrupt)],
)
def test_an_error_at_any_stage_leaves_the_old_store_and_nothing_else(
    path: Path,
    tiny_dataset: Dataset,
    stage: str,
    error: Callable[[], BaseException],
    expected: type[BaseException],
) -> None:
    def fail(told: str) -> None:
        if told == stage:
            raise error()

    with pytest.raises(expected), DiskStore(path).writer(progress=fail) as writer:
        writer.replace("data", state(tiny_dataset, 2))
    assert sound_state(path) == 1
    assert listing(path) == only_current(path)
    rebuild(path, state(tiny_dataset, 3))
    assert sound_state(path) == 3
    assert listing(path) == only_current(path)


@pytest.mark.parametrize("stage", STAGES)
def test_an_error_in_the_first_build_leaves_no_store_and_the_next_one_succeeds(
    tmp_path: Path, tiny_dataset: Dataset, stage: str
) -> None:
    def fail(told: str) -> None:
        if told == stage:
            raise NO_ROOM()

    path = tmp_path / "store"
    with pytest.raises(StoreError, match=r"could not be written: .*No space left"):
        DiskStore.create(path, contents(tiny_dataset), progress=fail)
    with pytest.raises(StoreMissing):
        DiskStore(path)
    assert listing(path) == {"generations", "kg.lock"}
    DiskStore.create(path, contents(state(tiny_dataset, 2)))
    assert sound_state(path) == 2
    assert listing(path) == only_current(path)


def test_a_reader_of_progress_who_hangs_up_is_not_taken_for_a_full_disk(
    path: Path, tiny_dataset: Dataset
) -> None:
    def hang_up(_: str) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError), DiskStore(path).writer(progress=hang_up) as writer:
        writer.replace("data", tiny_dataset)
    assert sound_state(path) == 1


def test_foreign_files_are_never_removed(path: Path, tiny_dataset: Dataset) -> None:
    foreign = [
        path / "notes.txt",
        path / ".hidden",
        path / "generations" / "notes.txt",
        path / "generations" / "g000009",
        path / "generations" / "g1.partial",
        path / "generations" / "backup" / "g000001",
        path / "generations" / "good" / "notes.txt",
    ]
    for file in foreign:
        file.parent.mkdir(exist_ok=True)
        file.write_text("mine", encoding="utf-8")
    for number in (2, 3):
        rebuild(path, state(tiny_dataset, number))
    assert all(file.read_text(encoding="utf-8") == "mine" for file in foreign)
    assert sound_state(path) == 3


def test_a_second_writer_is_told_that_somebody_writes(path: Path, tiny_dataset: Dataset) -> None:
    with DiskStore(path).writer() as writer:
        for write in (
            lambda: rebuild(path, tiny_dataset),
            lambda: DiskStore.create(path, contents(tiny_dataset)),
            DiskStore(path).repair,
        ):
            with pytest.raises(StoreLocked, match=r"somebody else is writing to .*; try again"):
                write()
        writer.replace("data", state(tiny_dataset, 2))
    assert sound_state(path) == 2


def test_there_is_no_store_where_there_is_nothing(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "missing", tmp_path / "missing" / "below"):
        with pytest.raises(StoreMissing, match=r"there is no store at .*; make one with kg build"):
            DiskStore(place)
    assert list(tmp_path.iterdir()) == [], "looking makes nothing"


def test_a_directory_of_somebody_else_is_neither_read_nor_written(
    tmp_path: Path, tiny_dataset: Dataset
) -> None:
    (tmp_path / "thesis.tex").write_text("mine", encoding="utf-8")
    uses: list[Callable[[], object]] = [
        lambda: DiskStore(tmp_path),
        lambda: DiskStore.create(tmp_path, contents(tiny_dataset)),
    ]
    for use in uses:
        with pytest.raises(StoreForeign, match="holds files that are not a store; choose an empty"):
            use()
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.tex"]


@pytest.mark.parametrize("below", [".", "below"])
def test_a_file_in_the_place_of_the_directory_is_left_alone(
    tmp_path: Path, tiny_dataset: Dataset, below: str
) -> None:
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    uses: list[Callable[[], object]] = [
        lambda: DiskStore(file / below),
        lambda: DiskStore.create(file / below, contents(tiny_dataset)),
    ]
    for use in uses:
        with pytest.raises(StoreError):
            use()
    assert file.read_text(encoding="utf-8") == "mine"


def test_a_manifest_of_somebody_else_is_not_ours(tmp_path: Path, tiny_dataset: Dataset) -> None:
    (tmp_path / "manifest.json").write_text('{"name": "an app"}', encoding="utf-8")
    with pytest.raises(StoreForeign, match=r"holds a manifest.json that is not ours"):
        DiskStore(tmp_path)
    with pytest.raises(StoreForeign):
        DiskStore.create(tmp_path, contents(tiny_dataset))


def changed(manifest: str, **fields: object) -> str:
    return json.dumps({**json.loads(manifest), **fields})


@pytest.mark.parametrize(
    ("damage", "error", "message"),
    [
        (lambda text: text[: len(text) // 2], StoreDamaged, "cannot be read"),
        (lambda text: "", StoreDamaged, "cannot be read"),
        (lambda text: "\0" * len(text), StoreDamaged, "cannot be read"),
        (lambda text: "[" * 100_000, StoreDamaged, "cannot be read"),
        (lambda text: "[]", StoreForeign, "not ours"),
        (lambda text: "null", StoreForeign, "not ours"),
        (lambda text: "{}", StoreForeign, "not ours"),
        (
            lambda text: changed(text, schema_version=99),
            StoreVersion,
            "has schema version 99, this is 1",
        ),
        (lambda text: changed(text, schema_version=None), StoreVersion, "schema version None"),
        (lambda text: changed(text, more=1), StoreDamaged, "has other fields than it should"),
        (lambda text: changed(text, generation="g000077"), StoreDamaged, "g000077 is missing"),
        (lambda text: changed(text, generation="../.."), StoreDamaged, "values of a wrong kind"),
        (lambda text: changed(text, generation=1), StoreDamaged, "values of a wrong kind"),
        (lambda text: changed(text, base=None), StoreDamaged, "values of a wrong kind"),
        (lambda text: changed(text, files=[1]), StoreDamaged, "values of a wrong kind"),
        (
            lambda text: changed(text, counts={"quads": "many"}),
            StoreDamaged,
            "values of a wrong kind",
        ),
    ],
)
def test_a_damaged_manifest_is_named_and_nothing_is_removed(
    path: Path, damage: Callable[[str], str], error: type[KgError], message: str
) -> None:
    manifest = path / "manifest.json"
    manifest.write_text(damage(manifest.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(error, match=message) as raised:
        DiskStore(path)
    assert str(path) in str(raised.value)
    assert (path / "generations" / "g000001" / "data" / "claims.parquet").exists()


def test_clearing_leaves_alone_what_it_cannot_read(path: Path) -> None:
    manifest = path / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    for broken in (text[:20], changed(text, schema_version=99)):
        manifest.write_text(broken, encoding="utf-8")
        with Generations(path).writing():
            pass
        assert (path / "generations" / "g000001").is_dir()


def test_a_base_that_is_none_is_damage(path: Path) -> None:
    manifest = path / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(changed(text, base="nowhere"), encoding="utf-8")
    with pytest.raises(StoreDamaged, match="base IRI 'nowhere'"):
        DiskStore(path).vocab  # noqa: B018


FILES = [
    "data/claims.parquet",
    "data/entities.parquet",
    "data/sources.parquet",
    "foreign.nq",
    "ontology/relations.ttl",
]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", ["removed", "emptied", "cut off", "overwritten", "one bit"])
def test_a_damaged_record_is_refused_and_never_written_on(
    path: Path, tiny_dataset: Dataset, name: str, damage: str
) -> None:
    file = DiskStore(path).folder / name
    content = file.read_bytes()
    middle = len(content) // 2
    if damage == "removed":
        file.unlink()
    else:
        file.write_bytes(
            {
                "emptied": b"",
                "cut off": content[:middle],
                "overwritten": b"x" * (len(content) + 1),
                "one bit": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
            }[damage]
        )
    store = DiskStore(path)
    assert [problem for problem in store.problems() if problem.startswith(name)]
    with pytest.raises(StoreDamaged):
        store.contents  # noqa: B018
    with pytest.raises(StoreDamaged):
        rebuild(path, tiny_dataset)
    assert DiskStore(path).manifest.generation == "g000001", "nothing was written on it"


def test_missing_triples_are_remade_from_the_record(path: Path) -> None:
    before = quads_of(DiskStore(path))
    shutil.rmtree(DiskStore(path).folder / "rdf")
    with pytest.raises(StoreDamaged, match="rdf is missing; kg doctor --repair remakes it"):
        DiskStore(path).rdf()
    assert len(list(DiskStore(path).problems())) == 1
    DiskStore(path).repair()
    assert sound_state(path) == 1
    assert quads_of(DiskStore(path)) == before


def test_any_damage_to_the_triples_is_an_error_of_ours_or_does_no_harm(
    path: Path, tmp_path: Path
) -> None:
    good = quads_of(DiskStore(path))
    files = sorted((DiskStore(path).folder / "rdf").iterdir(), key=lambda file: file.stat().st_size)
    one_of_each_kind = {file.name.split("-")[0].lstrip("0123456789"): file.name for file in files}
    found = 0
    for number, name in enumerate(one_of_each_kind.values()):
        copy = shutil.copytree(path, tmp_path / f"copy{number}")
        (DiskStore(copy).folder / "rdf" / name).write_bytes(b"")
        try:
            assert quads_of(DiskStore(copy)) == good
        except StoreDamaged:
            found += 1
            assert list(DiskStore(copy).problems())
        DiskStore(copy).repair()
        assert quads_of(DiskStore(copy)) == good
    assert found >= 2


def test_triples_that_are_fewer_than_they_should_be_are_noticed(path: Path) -> None:
    manifest = path / "manifest.json"
    counts = json.loads(manifest.read_text(encoding="utf-8"))["counts"]
    more = {**counts, "quads": counts["quads"] + 1}
    manifest.write_text(
        changed(manifest.read_text(encoding="utf-8"), counts=more), encoding="utf-8"
    )
    problem = f"rdf/ holds {counts['quads']} quads instead of {counts['quads'] + 1}"
    assert [text for text in DiskStore(path).problems() if text.startswith(problem)]


def test_the_manifest_counts_what_the_store_holds(path: Path, tiny_dataset: Dataset) -> None:
    rebuild(path, tiny_dataset)
    store = DiskStore(path)
    assert store.manifest.counts == {
        "claims": 9,
        "entities": len(tiny_dataset.entities),
        "sources": 2,
        "retractions": 0,
        "quads": len(quads_of(store)),
    }


def test_a_store_can_be_moved(path: Path, tmp_path: Path) -> None:
    moved = path.rename(tmp_path / "a=b ü")
    assert sound_state(moved) == 1


def test_a_store_that_was_made_anew_holds_the_new_contents(
    path: Path, tiny_dataset: Dataset
) -> None:
    store = DiskStore.create(path, contents(state(tiny_dataset, 4)))
    assert store.contents.dataset == state(tiny_dataset, 4)
    assert listing(path) == only_current(path)
    assert store.place == str(path)
