from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.page.layout import Layout, geography

POINTS = {
    "country:CHN": (103.8, 36.6),
    "country:DEU": (10.4, 51.1),
    "country:USA": (-98.6, 39.8),
    "country:AUS": (134.5, -25.7),
}
OTHERS = [f"product:p{number}" for number in range(12)]
ALL = [*POINTS, *OTHERS]


def _of(ids: list[str], edges: list[tuple[str, str]]) -> Layout:
    found = geography(dict.fromkeys(ids, 10.0), edges, POINTS)
    assert found is not None
    return found


def test_north_is_up_and_east_is_right() -> None:
    at = _of(ALL, []).positions
    assert at["country:USA"][0] < at["country:DEU"][0] < at["country:CHN"][0]
    assert at["country:DEU"][1] < at["country:CHN"][1] < at["country:AUS"][1]


@settings(max_examples=30, deadline=None)
@given(st.sets(st.tuples(st.sampled_from(ALL), st.sampled_from(ALL)), max_size=40))
def test_every_node_gets_one_place_of_its_own(pairs: set[tuple[str, str]]) -> None:
    edges = sorted(pairs)
    found = _of(ALL, edges)
    assert set(found.positions) == set(ALL)
    assert len(set(found.positions.values())) == len(ALL)
    assert found == _of(ALL[::-1], [(last, first) for first, last in edges[::-1]])


def test_a_node_without_a_place_stands_among_its_neighbours() -> None:
    ends = [("country:DEU", "product:p0"), ("product:p0", "country:USA")]
    at = _of(["product:p0", *POINTS], ends).positions
    assert at["country:USA"][0] < at["product:p0"][0] < at["country:DEU"][0]


def test_what_has_to_do_with_no_place_stands_in_rows_below() -> None:
    at = _of(ALL, [("product:p0", "country:DEU")]).positions
    lowest = max(at[id_][1] for id_ in [*POINTS, "product:p0"])
    assert all(at[id_][1] > lowest for id_ in OTHERS[1:])


def test_places_keep_where_they_are_when_crowded() -> None:
    crowd = [f"company:c{number}" for number in range(80)]
    alone, crowded = (
        _of([*POINTS, *more], [("country:DEU", id_) for id_ in more]).positions
        for more in (crowd[:0], crowd)
    )

    def apart(at: dict[str, tuple[int, int]]) -> int:
        return at["country:CHN"][0] - at["country:USA"][0]

    assert apart(dict(crowded)) == pytest.approx(apart(dict(alone)), rel=0.05)


def test_places_on_one_spot_are_spread_apart() -> None:
    points = {f"place:p{number}": (8.0, 50.0) for number in range(40)}
    found = geography(dict.fromkeys(points, 10.0), [], points)
    assert found is not None
    assert len(set(found.positions.values())) == 40


@pytest.mark.parametrize("ids", [[], ["country:CHN", "country:DEU", *OTHERS]])
def test_there_is_no_map_of_less_than_three_places(ids: list[str]) -> None:
    assert geography(dict.fromkeys(ids, 10.0), [], POINTS) is None
