from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from kg.asof import AsOf
from kg.errors import KgError, QueryLimit, QueryRefused, StoreDamaged
from kg.query import Rows, query
from tests.query.conftest import is_alive, worker_of

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ENDLESS_PATH = "SELECT (COUNT(*) AS ?n) { ?a (!<x:x> | ^!<x:x>)* ?b . ?c (!<x:x> | ^!<x:x>)* ?d }"
PRODUCT = "SELECT ?a ?c ?d ?f { ?a ?b ?c . ?d ?e ?f }"
GENEROUS = 10.0  # seconds; how late a busy machine may be


@pytest.mark.parametrize("text", [ENDLESS, ENDLESS_PATH])
def test_the_time_limit_stops_what_would_never_end(
    on_disk: AsOf, workers: list[int], text: str
) -> None:
    begun = time.monotonic()
    with pytest.raises(QueryLimit, match="longer than 1 s"):
        list(query(on_disk, text, timeout=1.0, limit=None))
    assert 1.0 <= time.monotonic() - begun < 1.0 + GENEROUS


def test_the_row_limit_stops_after_the_last_row_allowed(on_disk: AsOf, workers: list[int]) -> None:
    rows = query(on_disk, PRODUCT, limit=1000)
    assert isinstance(rows, Rows)
    seen: list[object] = []
    with pytest.raises(QueryLimit, match="more than 1,000 rows"):
        seen.extend(row for row in rows)
    assert len(list(rows._kept)) == 1000


def test_as_many_rows_as_are_allowed_are_no_error(on_disk: AsOf, workers: list[int]) -> None:
    answer = query(on_disk, PRODUCT + " LIMIT 1000", limit=1000)
    assert isinstance(answer, Rows)
    assert len(list(answer)) == 1000


def test_first_rows_are_there_before_the_query_ends(on_disk: AsOf, workers: list[int]) -> None:
    rows = query(on_disk, PRODUCT, timeout=60, limit=None)
    assert isinstance(rows, Rows)
    assert len([row for row, _ in zip(rows, range(10), strict=False)]) == 10
    rows.close()


def test_many_rows_arrive_whole(on_disk: AsOf, workers: list[int]) -> None:
    answer = query(on_disk, PRODUCT + " LIMIT 50000")
    assert isinstance(answer, Rows)
    assert sum(1 for _ in answer.terms()) == 50_000


def test_an_abandoned_answer_leaves_no_process_behind(on_disk: AsOf, workers: list[int]) -> None:
    rows = iter(query(on_disk, PRODUCT, limit=None))
    next(rows)
    assert is_alive(workers[0]) or os.name == "nt"
    del rows
    gc.collect()


def test_an_answer_that_was_never_read_leaves_no_process_behind(
    on_disk: AsOf, workers: list[int]
) -> None:
    query(on_disk, PRODUCT, limit=None)


def test_a_closed_answer_leaves_no_process_behind(on_disk: AsOf, workers: list[int]) -> None:
    rows = query(on_disk, PRODUCT, limit=None)
    assert isinstance(rows, Rows)
    with rows:
        next(iter(rows))
    assert not is_alive(workers[0])
    with pytest.raises(KgError, match="stopped before its end"):
        list(rows)


def test_two_threads_may_ask_at_once(on_disk: AsOf, small: AsOf, workers: list[int]) -> None:
    found: list[int] = []

    def ask(view: AsOf) -> None:
        answer = query(view, "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 700")
        assert isinstance(answer, Rows)
        found.append(len(list(answer)))

    threads = [threading.Thread(target=ask, args=(view,)) for view in (on_disk, small) * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [700] * 8


def test_an_answer_may_be_read_in_another_thread(on_disk: AsOf, workers: list[int]) -> None:
    answer = query(on_disk, PRODUCT + " LIMIT 5000")
    assert isinstance(answer, Rows)
    rows = iter(answer)
    next(rows)
    counts: list[int] = []
    thread = threading.Thread(target=lambda: counts.append(len(list(rows))))
    thread.start()
    thread.join()
    assert counts == [4999]


@pytest.mark.full
def test_a_slow_reader_is_not_punished(on_disk: AsOf, workers: list[int]) -> None:
    answer = query(on_disk, PRODUCT + " LIMIT 20000")
    assert isinstance(answer, Rows)
    rows = iter(answer)
    next(rows)
    worker_of(answer)._left = 4.0
    time.sleep(4.5)
    assert sum(1 for _ in rows) == 19_999


def test_a_worker_that_dies_is_told(on_disk: AsOf, workers: list[int]) -> None:
    answer = query(on_disk, PRODUCT, limit=None)
    os.kill(workers[0], signal.SIGTERM)
    with pytest.raises(KgError, match="ended unexpectedly"):
        list(answer)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems bound memory otherwise")
def test_a_query_that_needs_too_much_memory_is_stopped(
    on_disk: AsOf, workers: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.query import process

    monkeypatch.setattr(process, "_MEMORY", 200 << 20)
    with pytest.raises(QueryLimit, match="memory"):
        query(on_disk, PRODUCT.replace("?f }", "?f } ORDER BY ?a ?d ?c ?f"))


@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit of the system")
def test_what_nobody_reads_is_stopped_by_the_system(on_disk: AsOf, workers: list[int]) -> None:
    from kg.query.process import Worker

    worker = worker_of(query(on_disk, PRODUCT, limit=None))
    assert isinstance(worker, Worker)
    limits = Path(f"/proc/{workers[0]}/limits").read_text(encoding="utf-8")
    (line,) = [line for line in limits.splitlines() if "cpu time" in line]
    assert line.split()[3] == "62"
    worker.close()


def test_a_query_that_is_nested_too_deeply_ends_its_worker_only(
    on_disk: AsOf, workers: list[int]
) -> None:
    deep = 200_000
    with pytest.raises(KgError):
        query(on_disk, f"ASK {'{' * deep} ?s ?p ?o {'}' * deep}", timeout=20)


def test_a_graph_that_is_not_in_the_store_is_refused(on_disk: AsOf, workers: list[int]) -> None:
    with pytest.raises(QueryRefused, match=r"did you mean .*graph/catalogue"):
        query(on_disk, "SELECT * FROM graph:catalog { ?s ?p ?o }")


def test_a_damaged_database_is_told(
    small: AsOf, workers: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(small), "rdf", lambda _: tmp_path / "nothing.nq")
    with pytest.raises(StoreDamaged, match="doctor"):
        query(small, "ASK {}")


def test_neither_folder_nor_environment_decide_what_is_imported(
    on_disk: AsOf, workers: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json", "pyoxigraph", "threading", "sitecustomize", "kg"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('run')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "kg.py"))
    assert bool(query(on_disk, "ASK { ?s ?p ?o }"))


SCRIPT = """
from pathlib import Path
from kg.asof import as_of
from kg.query import query
from kg.store import DiskStore

view = as_of(DiskStore(Path({store!r})))
print(len(list(query(view, "SELECT ?s {{ ?s ?p ?o }} LIMIT 3"))), flush=True)
{then}
"""


@pytest.mark.parametrize(
    "then",
    ["", f"rows = query(view, {PRODUCT!r})", f"rows = iter(query(view, {PRODUCT!r})); next(rows)"],
)
def test_a_script_needs_no_main_guard_and_may_end_at_any_moment(
    on_disk: AsOf, tmp_path: Path, then: str
) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(store=on_disk.store.place, then=then), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", str(script)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "3\n", "")


@pytest.mark.skipif(os.name == "nt", reason="signals differ on Windows")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_no_worker_outlives_its_parent(on_disk: AsOf, tmp_path: Path, how: signal.Signals) -> None:
    note = tmp_path / "pid"
    then = (
        "from kg.query import process\n"
        "start = process._started\n"
        "def noting(errors):\n"
        "    worker = start(errors)\n"
        f"    Path({str(note)!r}).write_text(str(worker.pid))\n"
        "    return worker\n"
        "process._started = noting\n"
        f"list(query(view, {ENDLESS!r}))\n"
    )
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(store=on_disk.store.place, then=then), encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as parent:
        _until(lambda: note.exists() and note.read_text(encoding="utf-8") != "")
        time.sleep(0.5)
        parent.send_signal(how)
        parent.wait(timeout=20)
    pid = int(note.read_text(encoding="utf-8"))
    _until(lambda: not is_alive(pid))


def _until(true: object, *, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.05)
