"""Measures our page and our engine beside pyvis and vis-network.

Run it from the repository's folder: ``python -m benchmarks.view``, or with ``--quick``. Results go
to the output, progress to the error output.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import kg
from kg.page.html import page
from kg.page.model import page_data

from .drive import Round, Spent, measure, size_of
from .pages import BLANK, CORE, ENGINE, OURS, PYVIS, VIS, Graph, Subject

Rounds = Mapping[str, list[Round]]

FIRST = "first picture"
PARTS: Mapping[str, Callable[[Round], Spent]] = {
    FIRST: lambda one: one.first,
    "pan, a step": lambda one: one.pan,
    "rest after it": lambda one: one.rest,
    "filter": lambda one: one.filter,
}
BARS = {FIRST: 8, "pan, a step": 5, "filter": 10}
"""So many times cheaper than the other engine it must be."""

PAN_MS = 40
BIG_BYTES, DEMO_BYTES = 3_000_000, 300_000


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.view", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small graphs, one round")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    nodes, few, many = (1000, 3000, 10_000) if asked.quick else (10_000, 30_000, 100_000)
    rounds = 1 if asked.quick else asked.rounds
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        compare(written(folder, nodes, few), rounds)
        big = written(folder, nodes, many)
        alone(big, rounds)
        sizes(folder, big)


def written(folder: Path, nodes: int, relations: int, *, quoted: bool = False) -> Graph:
    say(f"writing {nodes:,} entities, {relations:,} relations")
    graph = Graph.write(folder, nodes, relations, quoted=quoted)
    took = ", ".join(f"{step} {seconds:.1f} s" for step, seconds in graph.seconds.items())
    print(f"\n{nodes:,} entities, {relations:,} relations; Python's CPU time: {took}")
    return graph


def compare(graph: Graph, rounds: int) -> None:
    """Ours beside the others."""
    others = graph.others(size_of(graph.ours()))
    found = measured([graph.ours(), graph.core(), *others], rounds)
    table(found)
    print()
    for own, other in ((ENGINE, VIS), (OURS, VIS), (OURS, PYVIS), (CORE, PYVIS)):
        ratios(found, own, other)


def alone(graph: Graph, rounds: int) -> None:
    """Ours where the others are too slow to be asked."""
    found = measured([graph.ours(), graph.core()], rounds)
    table(found)
    cpu = median(found[OURS], "pan, a step")
    print(f"pan: {cpu:.0f} ms CPU a step, {PAN_MS} allowed: {verdict(cpu <= PAN_MS)}")


def sizes(folder: Path, big: Graph) -> None:
    """How big the files are."""
    nodes, relations = len(big.data.nodes), len(big.data.edges)
    quoted = written(folder, nodes, relations, quoted=True)
    demo = len(page(page_data(kg.build(check=False))).encode("utf-8"))
    print("\nfile                                   bytes   allowed")
    for name, size, most in (
        ("big page, claims from tables", big.file.stat().st_size, BIG_BYTES),
        ("big page, claims that quote", quoted.file.stat().st_size, BIG_BYTES),
        ("our data, as shipped", demo, DEMO_BYTES),
    ):
        print(f"{name:32} {size:11,} {most:9,}  {verdict(size <= most)}")


def measured(subjects: Iterable[Subject], rounds: int) -> Rounds:
    """Each page in turn, so that a machine whose speed drifts slows all of them alike."""
    subjects = list(subjects)
    found: dict[str, list[Round]] = {subject.name: [] for subject in subjects}
    for number in range(1, rounds + 1):
        for subject in subjects:
            say(f"round {number} of {rounds}: {subject.name}")
            found[subject.name].append(measure(subject))
    return found


def table(found: Rounds) -> None:
    heads = ("CPU ms", "min", "max", "main", "clock", "draws")
    print("\n" + " " * 31 + " ".join(f"{head:>7}" for head in heads))
    for part, of in PARTS.items():
        for name, rounds in found.items():
            spent = [of(one) for one in rounds]
            cpu = [one.cpu for one in spent]
            rest = zip(*((one.main, one.wall, one.draws) for one in spent), strict=True)
            values = [statistics.median(cpu), min(cpu), max(cpu), *map(statistics.median, rest)]
            print(f"{part:15}{name:16}" + " ".join(f"{value:7.0f}" for value in values))


def ratios(found: Rounds, own: str, other: str) -> None:
    """How many times cheaper ours is; a browser's own start, a blank page's, is not counted."""
    print(f"{own} of {other}:")
    for part, bar in BARS.items():
        start = median(found[BLANK], part) if part == FIRST else 0.0
        ratio = (median(found[other], part) - start) / max(1.0, median(found[own], part) - start)
        print(f"    {part:14} 1/{ratio:<6.1f} bar 1/{bar:<3} {verdict(ratio >= bar)}")


def median(rounds: list[Round], part: str) -> float:
    return statistics.median(PARTS[part](one).cpu for one in rounds)


def verdict(met: bool) -> str:
    return "met" if met else "MISSED"


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
