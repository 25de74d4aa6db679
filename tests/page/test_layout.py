import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.page.layout import ROOM, Position, place

NAMES = [f"n{number:02}" for number in range(30)]


def _ring(names: list[str]) -> list[tuple[str, str]]:
    return list(zip(names, [*names[1:], names[0]], strict=True))


def _of(names: list[str], edges: list[tuple[str, str]]) -> dict[str, Position]:
    return dict(place(dict.fromkeys(names, 10.0), edges))


def test_the_same_graph_lies_the_same_whatever_the_order_of_its_parts() -> None:
    edges = [*_ring(NAMES), ("n00", "n15"), ("n03", "n20")]
    turned = [(last, first) for first, last in reversed(edges)]
    assert _of(NAMES, edges) == _of(NAMES[::-1], turned)


@settings(max_examples=25, deadline=None)
@given(st.sets(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=60))
def test_every_node_gets_a_place_of_its_own(edges: set[tuple[str, str]]) -> None:
    placed = _of(NAMES, sorted(edges))
    assert set(placed) == set(NAMES)
    assert len(set(placed.values())) == len(NAMES)


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


@pytest.mark.parametrize("names", [[], ["a"], ["a", "b"]])
def test_tiny_graphs_have_a_layout(names: list[str]) -> None:
    assert set(_of(names, [("a", "b")] if len(names) == 2 else [])) == set(names)


def test_a_star_of_six_hundred_is_laid_out_too() -> None:
    names = [f"s{number:03}" for number in range(600)]
    assert len(_of(names, [("s000", name) for name in names[1:]])) == 600
