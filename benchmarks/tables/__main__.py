"""Measures trade tables: ours beside other tools, in one run, each command a process of its own.

Run it from the repository's folder: ``python -m benchmarks.tables [--rows 100000 1000000]
[--peers PYTHON]``. PYTHON is one that has maplib, morph-kgc, polars and rdflib; without it the
other mappers are left out. Results go to the output, progress to the error output.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from .made_up import write_csv
from .measure import Took, run, side_by_side, size
from .plan import write_plan

HERE = Path(__file__).parent
PYTHON = sys.executable
OURS = "ours"
MIB = 1 << 20
_Word = str | Path
_BYTES_A_CLAIM = 6000
_LINEAR = 12  # times as long for ten times the rows
_SLOW = 1_000_000
"""More rows than this are not given to tools that would take hours."""


@dataclass(frozen=True)
class Size:
    """What is made for one number of rows.

    Attributes:
        rows: How many.
        folder: Where its files lie.
        rounds: How often each command runs.
    """

    rows: int
    folder: Path
    rounds: int

    @property
    def csv(self) -> Path:
        """The made-up table."""
        return self.folder / "flows.csv"

    @property
    def store(self) -> Path:
        """The store after the last import."""
        return self.folder / "store"

    @property
    def claims(self) -> Path:
        """The claims of the last import."""
        return max((self.store / "tables").glob("*.parquet"), key=size)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tables", description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", help="a Python that has maplib, morph-kgc, polars and rdflib")
    parser.add_argument("--plot", type=Path, help="where to draw how times grow (needs matplotlib)")
    asked = parser.parse_args()
    grown: dict[str, dict[int, float]] = {}
    with TemporaryDirectory() as scratch:
        for rows in sorted(asked.rows):
            folder = Path(scratch) / str(rows)
            folder.mkdir()
            one = Size(rows, folder, asked.rounds)
            print(f"\n{rows:,} rows", flush=True)
            _made_up(one.csv, rows)
            for name, took in (
                ("import", imports(one)),
                ("rows to N-Quads", quads(one, asked.peers)),
                ("export of all triples", exports(one)),
            ):
                grown.setdefault(name, {})[rows] = took
            if rows <= _SLOW:
                projection(one)
            shutil.rmtree(folder)
    if asked.plot:
        from .plot import draw

        draw(grown, asked.plot)
    growth(grown)


def _made_up(path: Path, rows: int, **options: int) -> None:
    """Write flows in a process of its own: Linux counts this one's memory as its children's."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        process.submit(write_csv, path, rows, **options).result()


def imports(one: Size) -> float:
    """The CSV into columns that can be asked, beside DuckDB's own sorted table."""
    empty, database = one.folder / "empty", one.folder / "flows.duckdb"
    kg_command: list[_Word] = [PYTHON, "-m", "kg"]
    run([*kg_command, "build", "-q", "--store", empty])

    def clear(name: str) -> None:
        if name == OURS:
            shutil.rmtree(one.store, ignore_errors=True)
            shutil.copytree(empty, one.store)
        database.unlink(missing_ok=True)

    reading: list[_Word] = [
        "import",
        one.csv,
        "--as",
        HERE / "flows.toml",
        "--store",
        one.store,
        "-q",
    ]
    took = side_by_side(
        {
            OURS: [*kg_command, *reading, "--memory", "1750MB", "--published", "2025-01-01"],
            "DuckDB": [PYTHON, HERE / "peers/duckdb_table.py", one.csv, database],
        },
        one.rounds,
        before=clear,
    )
    _table("import", took)
    _bar("DuckDB's sorted table", took[OURS].seconds / took["DuckDB"].seconds, most=2)
    print(f"  peak memory {took[OURS].peak / MIB:,.0f} MiB (bar 2,048 at 10M)")
    print(f"  size on disk {size(one.claims) / MIB:,.1f} MiB")
    return took[OURS].seconds


def quads(one: Size, peers: str | None) -> float:
    """Claims to a file of N-Quads, beside copying it and beside other mappers."""
    out, copy = one.folder / "claims.nq", one.folder / "copy.nq"
    ours: list[_Word] = [PYTHON, "-m", "benchmarks.tables.ours.quads", one.store, out]
    took = side_by_side({OURS: ours, **_copied(one, out, copy)}, one.rounds)
    copy.unlink(missing_ok=True)
    if peers and one.rows <= _SLOW:
        table, plan = write_plan(one.store, one.folder)
        for name in ("maplib", "morph", "rdflib"):
            rows = min(one.rows, _SLOW // 10) if name == "rdflib" else one.rows
            program: list[_Word] = [peers, HERE / f"peers/{name}_quads.py", table, plan, copy]
            found = run([*program, *([str(rows)] if name == "rdflib" else [])])
            scale = one.rows / rows
            shown = name if scale == 1 else f"{name} ({rows:,} rows, times {scale:.0f})"
            took[shown] = Took(found.seconds * scale, found.cpu * scale, found.peak)
            copy.unlink()
    _table("rows to N-Quads", took)
    print(f"  {size(out) / MIB:,.0f} MiB")
    out.unlink()
    if "cp" in took:
        _bar("copying it", took[OURS].seconds / took["cp"].seconds, most=3)
    for name, times in (("maplib", 10), ("morph", 5), ("rdflib", 40)):
        for shown, other in took.items():
            if shown.startswith(name):
                _bar(shown, other.seconds / took[OURS].seconds, least=times)
    return took[OURS].seconds


def exports(one: Size) -> float:
    """All triples of the store, beside copying them."""
    out, copy = one.folder / "all", one.folder / "copy"
    ours: list[_Word] = [PYTHON, "-m", "benchmarks.tables.ours.export", one.store, out]
    took = side_by_side(
        {OURS: ours, **_copied(one, out, copy)},
        one.rounds,
        before=lambda name: shutil.rmtree(out if name == OURS else copy, ignore_errors=True),
    )
    _table("export of all triples", took)
    if "cp" in took:
        _bar("copying them", took[OURS].seconds / took["cp"].seconds, most=4)
    shutil.rmtree(out)
    shutil.rmtree(copy, ignore_errors=True)
    return took[OURS].seconds


def _copied(one: Size, out: Path, copy: Path) -> dict[str, list[_Word]]:
    """The command that copies what is written; none where the disk cannot hold it twice."""
    if shutil.disk_usage(one.folder).free < 2 * one.rows * _BYTES_A_CLAIM:
        print("not copied: the disk cannot hold it twice", file=sys.stderr)
        return {}
    return {"cp": ["cp", "-r", out, copy]}


def projection(one: Size) -> None:
    """Flows of one product as a graph; and what Oxigraph needs on disk for the same claims."""
    narrow = Size(one.rows, one.folder / "narrow", 1)
    narrow.folder.mkdir()
    _made_up(narrow.csv, one.rows, products=1)
    with narrow.csv.open(encoding="utf-8") as file:
        next(file)
        product = "product:hs-" + next(file).split(",")[3].strip('"')
    program: list[_Word] = [PYTHON, "-m", "kg"]
    run([*program, "build", "-q", "--store", narrow.store])
    reading: list[_Word] = [
        "import",
        narrow.csv,
        "--as",
        HERE / "flows.toml",
        "--store",
        narrow.store,
        "-q",
    ]
    run([*program, *reading])
    lines, database = narrow.folder / "claims.nq", narrow.folder / "oxigraph"
    run([PYTHON, "-m", "benchmarks.tables.ours.quads", narrow.store, lines])
    run([PYTHON, HERE / "peers/oxigraph_disk.py", lines, database])
    asked = [PYTHON, "-m", "benchmarks.tables.projection", narrow.store, product, database]
    done = subprocess.run(list(map(str, asked)), capture_output=True, text=True, check=True)
    seconds = {name: float(text) for name, text in _pairs(done.stdout)}
    print("projection to NetworkX")
    for name, found in seconds.items():
        print(f"  {name:<34}{found:>9.3f} s")
    graph = seconds["columns to NetworkX"]
    _bar("the SQL alone", graph / seconds["SQL alone, each cell once"], most=2.5)
    _bar("through SPARQL", seconds["through SPARQL"] / graph, least=20)
    ours, theirs = size(narrow.claims), size(database)
    print("size on disk")
    print(f"  ours {ours / MIB:,.1f} MiB, Oxigraph {theirs / MIB:,.1f} MiB")
    _bar("Oxigraph on disk", theirs / ours, least=20)


def growth(grown: dict[str, dict[int, float]]) -> None:
    """How much longer ten times the rows take."""
    for name, times in grown.items():
        for rows, seconds in times.items():
            if rows * 10 in times:
                factor = times[rows * 10] / seconds
                print(f"{name}: {rows:,} to {rows * 10:,} rows takes {factor:.1f} times as long")
                if rows >= _SLOW:
                    _bar("a tenth of the rows", factor, most=_LINEAR)


def _pairs(text: str) -> list[Sequence[str]]:
    return [line.split("\t") for line in text.splitlines()]


def _table(title: str, took: dict[str, Took]) -> None:
    print(f"{title:<36}{'seconds':>9}{'CPU s':>9}{'MiB':>8}")
    for name, one in took.items():
        print(f"  {name:<34}{one.seconds:>9.2f}{one.cpu:>9.2f}{one.peak / MIB:>8,.0f}", flush=True)


def _bar(
    beside: str, ratio: float, *, most: float | None = None, least: float | None = None
) -> None:
    met = ratio <= most if most is not None else ratio >= (least or 0)
    wanted = f"at most {most:g}" if most is not None else f"at least {least:g}"
    verdict = "met" if met else "MISSED"
    print(f"  {ratio:.1f} times, beside {beside} (bar {wanted}): {verdict}", flush=True)


if __name__ == "__main__":
    main()
