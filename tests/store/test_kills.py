"""Builds that are killed, interrupted, starved of room or watched: with real processes."""

from __future__ import annotations

import random
import signal
import sys
import time
from pathlib import Path

import pytest

from kg.dataset import Dataset
from kg.errors import StoreLocked, StoreMissing
from kg.store import DiskStore

from .helpers import (
    STAGES,
    child,
    contents,
    finished,
    listing,
    only_current,
    running,
    saved,
    sound_state,
    state,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")

KILL_MYSELF = """
    kill = kill_at(sys.argv[3])
    dataset = load(sys.argv[2])
    if path.exists():
        with DiskStore(path).writer(progress=kill) as writer:
            writer.replace("data", state(dataset, 2))
    else:
        DiskStore.create(path, contents(state(dataset, 2)), progress=kill)
    print("built")
"""

KILL_MYSELF_AT = """
    import kg.store.generations as generations

    where, name = sys.argv[3].split(":")
    kill_after(getattr(generations, where), name)
    with DiskStore(path).writer() as writer:
        writer.replace("data", state(load(sys.argv[2]), 2))
    print("built")
"""

BUILD_FOR_EVER = """
    store = DiskStore(path)
    for dataset in states(load(sys.argv[2])):
        with store.writer() as writer:
            writer.replace("data", dataset)
        print("built", flush=True)
"""

BUILD_WITH_LITTLE_ROOM = """
    import resource
    from kg.errors import StoreError

    dataset = state(load(sys.argv[2]), 2)
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    for room in map(int, sys.argv[3:]):
        store = DiskStore(path)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, most))
        try:
            with store.writer() as writer:
                writer.replace("data", dataset)
        except StoreError as error:
            outcome = f"{type(error).__name__}: {error}"
        else:
            outcome = "built"
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        print(room, sound_state(path), listing(path) == only_current(path), outcome, flush=True)
"""

HOLD_THE_LOCK = """
    with DiskStore(path).writer() as writer:
        print("writing", flush=True)
        import time
        time.sleep(60)
"""


ENDS = {signal.SIGKILL: 3, signal.SIGINT: 2, signal.SIGTERM: 1}
"""How a build is ended from outside, and how many times."""


@pytest.fixture
def path(tmp_path: Path, tiny_dataset: Dataset) -> Path:
    """A store in its first state, read by nobody."""
    DiskStore.create(tmp_path / "store", contents(state(tiny_dataset, 1)))
    return tmp_path / "store"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, tiny_dataset: Dataset) -> Path:
    """The small dataset where a child finds it."""
    return saved(tiny_dataset, tmp_path_factory.mktemp("data"))


def rebuild_and_look(path: Path, dataset: Dataset) -> None:
    """The next build succeeds and leaves nothing behind."""
    with DiskStore(path).writer() as writer:
        writer.replace("data", state(dataset, 3))
    assert sound_state(path) == 3
    assert listing(path) == only_current(path)


@pytest.mark.parametrize("stage", STAGES)
def test_a_build_killed_at_any_stage_leaves_the_old_store(
    path: Path, data: Path, tiny_dataset: Dataset, stage: str
) -> None:
    code, output = finished(child(KILL_MYSELF, path, data, stage))
    assert code == -signal.SIGKILL, output
    assert sound_state(path) == 1
    rebuild_and_look(path, tiny_dataset)


def test_the_child_of_these_tests_does_build_unless_it_is_killed(path: Path, data: Path) -> None:
    assert finished(child(KILL_MYSELF, path, data, "never")) == (0, "built\n")
    assert sound_state(path) == 2


@pytest.mark.full
@pytest.mark.parametrize("stage", STAGES)
def test_a_first_build_killed_at_any_stage_leaves_no_store(
    tmp_path: Path, data: Path, tiny_dataset: Dataset, stage: str
) -> None:
    path = tmp_path / "store"
    code, output = finished(child(KILL_MYSELF, path, data, stage))
    assert code == -signal.SIGKILL, output
    with pytest.raises(StoreMissing):
        DiskStore(path)
    DiskStore.create(path, contents(state(tiny_dataset, 2)))
    rebuild_and_look(path, tiny_dataset)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [("Path:mkdir", 1), ("Path:rename", 1), ("shutil:rmtree", 2), ("json:dumps", 1)],
)
def test_a_build_killed_between_two_steps_of_the_swap_leaves_one_store_or_the_other(
    path: Path, data: Path, tiny_dataset: Dataset, moment: str, expected: int
) -> None:
    code, output = finished(child(KILL_MYSELF_AT, path, data, moment))
    assert code == -signal.SIGKILL, output
    assert sound_state(path) == expected
    rebuild_and_look(path, tiny_dataset)


@pytest.mark.full
@pytest.mark.parametrize(
    ("how", "seed"),
    [(how, seed) for how, times in ENDS.items() for seed in range(times)],
)
def test_a_build_ended_from_outside_at_any_moment_leaves_a_sound_store(
    path: Path, data: Path, tiny_dataset: Dataset, how: signal.Signals, seed: int
) -> None:
    with running(BUILD_FOR_EVER, path, data) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "built\n"
        time.sleep(random.Random(f"{how}{seed}").uniform(0, 0.3))
        process.send_signal(how)
        process.communicate(timeout=60)
    assert process.returncode != 0
    assert sound_state(path) in range(1, 10)
    rebuild_and_look(path, tiny_dataset)


def test_a_disk_without_room_is_an_error_of_ours_and_harms_nothing(
    path: Path, data: Path, tiny_dataset: Dataset
) -> None:
    rooms = [0, 1, 300, 2_000, 10_000, 20_000, 40_000, 80_000, 120_000]
    code, output = finished(child(BUILD_WITH_LITTLE_ROOM, path, data, *rooms))
    assert code == 0, output
    lines = [line.split(" ", 3) for line in output.splitlines()]
    assert [int(line[0]) for line in lines] == rooms
    failed = [line for line in lines if line[3] != "built"]
    assert len(failed) >= 5
    for _, number, nothing_left, message in failed:
        assert (number, nothing_left) == ("1", "True"), message
        assert "could not be written" in message or "cannot write" in message
        assert "File too large" in message
        assert len(message) < 500
    rebuild_and_look(path, tiny_dataset)


def test_a_writer_in_another_process_keeps_writers_out_and_readers_in(
    path: Path, tiny_dataset: Dataset
) -> None:
    with running(HOLD_THE_LOCK, path) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        with pytest.raises(StoreLocked), DiskStore(path).writer():
            pytest.fail("two writers at once")
        assert sound_state(path) == 1
    rebuild_and_look(path, tiny_dataset)


@pytest.mark.full
def test_reading_goes_on_while_another_process_builds_again_and_again(
    path: Path, data: Path, tiny_dataset: Dataset
) -> None:
    seen: set[int] = set()
    with running(BUILD_FOR_EVER, path, data) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "built\n"
        until = time.monotonic() + 3
        while time.monotonic() < until:
            seen.add(sound_state(path))
            for _ in range(20):
                DiskStore(path)  # opened at every moment of a swap
        assert process.poll() is None, "the builder works on, undisturbed by readers"
    assert len(seen) > 1
    rebuild_and_look(path, tiny_dataset)
