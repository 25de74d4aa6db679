from __future__ import annotations

import math
import os
import random
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.page.layout import ROOM, Position, place, web

Edges = list[tuple[str, str]]

NAMES = [f"n{number:02}" for number in range(30)]


def _ring(names: list[str]) -> Edges:
    return list(zip(names, [*names[1:], names[0]], strict=True))


def _of(names: list[str], edges: Edges) -> dict[str, Position]:
    return dict(place(dict.fromkeys(names, 10.0), edges))


def _grown(count: int, seed: int = 1) -> tuple[list[str], Edges]:
    """A connected graph with hubs, as catalogues have them: about two relations for each node."""
    rng = random.Random(seed)
    names = [f"g{number:05}" for number in range(count)]
    busy, edges = [0], set()
    for number in range(1, count):
        for end in {rng.choice(busy), rng.randrange(number)}:
            edges.add((names[end], names[number]))
            busy += [end, number]
    return names, sorted(edges)


def _moved(before: dict[str, Position], after: dict[str, Position]) -> float:
    """By how much the nodes moved on average, as a share of the picture, turned to fit best."""
    both = sorted(before.keys() & after.keys())
    old, new = (np.array([where[name] for name in both], float) for where in (before, after))
    old, new = old - old.mean(axis=0), new - new.mean(axis=0)
    left, _, right = np.linalg.svd(new.T @ old)
    extent = float(np.hypot(*np.ptp(old, axis=0)))
    return float(np.hypot(*(new @ left @ right - old).T).mean()) / extent


def test_the_same_graph_lies_the_same_whatever_the_order_of_its_parts() -> None:
    edges = [*_ring(NAMES), ("n00", "n15"), ("n03", "n20")]
    turned = [(last, first) for first, last in reversed(edges)]
    assert _of(NAMES, edges) == _of(NAMES[::-1], turned)


def test_loops_and_repetition_change_nothing() -> None:
    edges = _ring(NAMES)
    assert _of(NAMES, edges) == _of(NAMES, [*edges, *edges, ("n00", "n00")])


@settings(max_examples=25, deadline=None)
@given(st.sets(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=60))
def test_every_node_gets_a_place_of_its_own(edges: set[tuple[str, str]]) -> None:
    placed = _of(NAMES, sorted(edges))
    assert set(placed) == set(NAMES)
    assert len(set(placed.values())) == len(NAMES)
    assert all(type(number) is int for position in placed.values() for number in position)


def test_no_two_nodes_lie_in_each_others_room() -> None:
    placed = list(_of(NAMES, _ring(NAMES)).values())
    for number, (x, y) in enumerate(placed):
        for other_x, other_y in placed[:number]:
            apart = abs(x - other_x) >= ROOM[0] * 0.9 or abs(y - other_y) >= ROOM[1] * 0.9
            assert apart


def test_parts_that_are_not_connected_do_not_overlap() -> None:
    first, last = NAMES[:20], NAMES[20:]
    placed = _of(NAMES, [*_ring(first), *_ring(last)])
    assert max(placed[name][1] for name in first) < min(placed[name][1] for name in last)


@pytest.mark.parametrize("names", [[], ["a"], ["a", "b"], ["a", "b", "c"]])
def test_tiny_graphs_have_a_layout(names: list[str]) -> None:
    assert set(_of(names, _ring(names) if len(names) > 1 else [])) == set(names)


def test_a_thousand_lonely_nodes_fill_a_screen_and_no_endless_row() -> None:
    placed = _of([f"s{number:04}" for number in range(1000)], [])
    wide, high = np.ptp(np.array(list(placed.values())), axis=0)
    assert 0.5 < wide / high < 2.5


def test_the_free_layout_has_no_stages() -> None:
    assert web({"a": 10.0}, []).stages == ()


@pytest.mark.parametrize("count", [60, 600])
def test_stars_rings_and_cliques_are_laid_out(count: int) -> None:
    names = [f"s{number:03}" for number in range(count)]
    star = [(names[0], name) for name in names[1:]]
    clique = [(first, last) for first in names[:60] for last in names[:60] if first < last]
    for edges in (star, _ring(names), [*clique, *star]):
        assert len(set(_of(names, edges).values())) == count


def test_nodes_of_a_big_graph_hardly_cover_each_other() -> None:
    names, edges = _grown(2000)
    points = np.array(list(_of(names, edges).values()), float)
    apart = np.abs(points[:, None] - points[None]).max(axis=2)
    np.fill_diagonal(apart, np.inf)
    assert (apart.min(axis=1) < 10).mean() < 0.02


def test_neighbours_lie_nearer_than_strangers() -> None:
    names, edges = _grown(1000)
    placed = _of(names, edges)
    rng = random.Random(3)

    def mean(pairs: Edges) -> float:
        return sum(math.dist(placed[a], placed[b]) for a, b in pairs) / len(pairs)

    assert mean(edges) < 0.7 * mean([(rng.choice(names), rng.choice(names)) for _ in range(2000)])


def _changes(names: list[str], edges: Edges) -> list[tuple[list[str], Edges]]:
    """One relation more, one less, and one node more."""
    rng = random.Random(7)
    hanging = {name for name in names if sum(name in pair for pair in edges) == 1}
    safe = [pair for pair in edges if not hanging & set(pair)]
    return [
        (names, [*edges, (names[3], names[-5])]),
        (names, [*edges, tuple(rng.sample(names, 2))]),  # type: ignore[list-item]
        (names, [pair for pair in edges if pair != safe[len(safe) // 2]]),
        ([*names, "a-new-one"], [*edges, ("a-new-one", rng.choice(names))]),
    ]


@pytest.mark.parametrize(
    "count", [100, *(pytest.param(n, marks=pytest.mark.full) for n in (300, 1500))]
)
def test_one_claim_more_or_less_moves_the_nodes_little(count: int) -> None:
    names, edges = _grown(count)
    before = _of(names, edges)
    moves = [_moved(before, _of(*changed)) for changed in _changes(names, edges)]
    assert max(moves) < 0.08, moves
    assert sum(moves) / len(moves) < 0.05, moves


@pytest.mark.full
@pytest.mark.parametrize("count", [300, 1500])
def test_positions_do_not_depend_on_how_many_threads_there_are(count: int) -> None:
    code = (
        "from tests.page.test_layout import _grown, _of\n"
        f"import hashlib; print(hashlib.sha256(repr(_of(*_grown({count}))).encode()).hexdigest())"
    )
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | dict.fromkeys(names, threads) | {"PYTHONHASHSEED": threads},
            capture_output=True,
            check=True,
        ).stdout
        for threads in ("1", "4")
    }
    assert len(printed) == 1
