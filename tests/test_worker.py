from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg import worker

WORKER = [sys.executable, "-m", "kg.worker"]


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    """Three quads in a file."""
    path = tmp_path / "view.nq"
    path.write_text(
        '<http://x/s> <http://x/p> "1" <http://x/g> .\n'
        '<http://x/s> <http://x/p> "2" <http://x/h> .\n'
        '<http://x/s> <http://x/p> "3" .\n',
        encoding="utf-8",
    )
    return path


def ask(path: Path, query: str, **more: Any) -> tuple[int, list[str], dict[str, Any]]:
    """Exit code, lines of standard output, and the failure told on standard error."""
    request = {"path": str(path), "query": query, "prefixes": {}, "bindings": {}, "graphs": []}
    line = json.dumps(request | more).encode() + b"\n"
    process = subprocess.Popen(
        WORKER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    with process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(line)
        process.stdin.flush()
        out = process.stdout.read().decode()
        told = process.stderr.read().decode().strip()
    failure = json.loads(told.splitlines()[-1]) if told else {}
    return process.returncode, out.splitlines(), failure


def test_rows_come_as_sparql_results_in_json(snapshot: Path) -> None:
    code, lines, _ = ask(snapshot, "SELECT ?o { ?s ?p ?o } ORDER BY ?o")
    assert code == 0
    assert json.loads(lines[0]) == {"kind": "rows"}
    found = json.loads(lines[1])["results"]["bindings"]
    assert [row["o"]["value"] for row in found] == ["1", "2", "3"]


def test_a_yes_or_no_stands_in_the_first_line(snapshot: Path) -> None:
    assert ask(snapshot, "ASK { ?s ?p '3' }")[1] == ['{"kind": "boolean", "value": true}']


def test_triples_come_as_ntriples(snapshot: Path) -> None:
    _, lines, _ = ask(snapshot, "CONSTRUCT WHERE { ?s ?p ?o }")
    assert json.loads(lines[0]) == {"kind": "triples"}
    assert sorted(lines[1:])[0] == '<http://x/s> <http://x/p> "1" .'


def test_graphs_that_from_names_are_all_that_is_seen(snapshot: Path) -> None:
    _, lines, _ = ask(snapshot, "SELECT ?o FROM <http://x/g> { ?s ?p ?o }", graphs=["http://x/g"])
    assert [row["o"]["value"] for row in json.loads(lines[1])["results"]["bindings"]] == ["1"]


def test_a_graph_that_is_not_there_is_a_failure(snapshot: Path) -> None:
    code, _, failure = ask(snapshot, "ASK FROM <http://x/no> {}", graphs=["http://x/no"])
    assert (code, failure["error"], failure["known"]) == (1, "graph", ["http://x/g", "http://x/h"])


def test_values_are_bound_as_terms(snapshot: Path) -> None:
    _, lines, _ = ask(snapshot, "SELECT ?s ?o { ?s ?p ?o }", bindings={"o": '"2"'})
    assert len(json.loads(lines[1])["results"]["bindings"]) == 1


@pytest.mark.parametrize(
    ("query", "kind"),
    [("SELECT", "syntax"), ("SELECT ?s { ?s ?p ?o }", "unbound")],
)
def test_failures_are_told_by_kind(snapshot: Path, query: str, kind: str) -> None:
    code, _, failure = ask(snapshot, query, bindings={"o": '"2"'})
    assert (code, failure["error"]) == (1, kind)


@pytest.mark.parametrize("content", [None, b"no quads at all"])
def test_a_file_that_cannot_be_read_is_a_failure(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "view.nq"
    if content is not None:
        path.write_bytes(content)
    code, _, failure = ask(path, "ASK {}")
    assert (code, failure["error"]) == (1, "store")


def test_a_database_is_opened_for_reading_only(tmp_path: Path) -> None:
    path = tmp_path / "rdf"
    store = ox.Store(str(path))
    store.add(ox.Quad(ox.NamedNode("http://x/s"), ox.NamedNode("http://x/p"), ox.Literal("1")))
    store.flush()
    del store
    before = {file.name: file.stat().st_mtime_ns for file in path.glob("*.sst")}
    assert ask(path, "ASK { ?s ?p ?o }")[0] == 0
    assert {file.name: file.stat().st_mtime_ns for file in path.glob("*.sst")} == before


def test_it_imports_nothing_but_the_standard_library_and_pyoxigraph(snapshot: Path) -> None:
    search = str(Path(ox.__file__).parent.parent)
    code = (
        "import sys, runpy, json, atexit, os\n"
        f"sys.path.append({search!r})\n"
        "import pyoxigraph\n"
        "before = set(sys.modules)\n"
        f"module = runpy.run_path({worker.__file__!r}, run_name='worker')\n"
        "module['main']()\n"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "assert new <= set(sys.stdlib_module_names), new\n"
        "sys.stdout.flush()\n"
        "os._exit(0)\n"
    )
    request = {
        "path": str(snapshot),
        "query": "ASK {}",
        "prefixes": {},
        "bindings": {},
        "graphs": [],
    }
    with subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", code], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin and process.stderr
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="there are no such pipes")
def test_it_ends_when_nobody_waits_for_it_any_more(snapshot: Path) -> None:
    endless = (
        "SELECT (COUNT(*) AS ?n) {"
        + "".join(f" VALUES ?x{i} {{ {' '.join(map(str, range(60)))} }}" for i in range(8))
        + "}"
    )
    request = {
        "path": str(snapshot),
        "query": endless,
        "prefixes": {},
        "bindings": {},
        "graphs": [],
    }
    with subprocess.Popen(WORKER, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=1)
        process.stdin.close()
        assert process.wait(timeout=20) == 3
