from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.page.layout import Layout, ladder
from tests.strategies import vocabulary

LADDER = ["kg:Ore", "kg:Oxide", "kg:Magnet"]
CLASSES = sorted(vocabulary().classes)


def _of(kinds: list[str], edges: list[tuple[str, str]]) -> Layout | None:
    classes = {f"n{number:03}": kind for number, kind in enumerate(kinds)}
    return ladder(dict.fromkeys(classes, 10.0), edges, classes, vocabulary())


def test_stages_are_those_of_the_ontology_in_its_order() -> None:
    ordered = sorted(
        (class_.stage, class_.label)
        for class_ in vocabulary().classes.values()
        if class_.stage is not None
    )
    assert [label for _, label in ordered] == [
        "Ore", "Concentrate", "Oxide", "Metal", "Alloy", "Magnet", "Component", "End good",
        "Sector",
    ]  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from(CLASSES), max_size=60),
    st.sets(st.tuples(st.integers(0, 62), st.integers(0, 62)), max_size=80),
)
def test_a_higher_stage_stands_farther_right_and_every_node_once(
    drawn: list[str], pairs: set[tuple[int, int]]
) -> None:
    kinds = [*LADDER, *drawn]
    edges = [(f"n{a:03}", f"n{b:03}") for a, b in sorted(pairs) if max(a, b) < len(kinds)]
    found = _of(kinds, edges)
    assert found is not None
    assert found == _of(kinds, edges[::-1])
    assert set(found.positions) == {f"n{number:03}" for number in range(len(kinds))}
    assert len(set(found.positions.values())) == len(kinds)
    on_ladder = sorted(
        (vocabulary().classes[kind].stage or 0, found.positions[f"n{number:03}"][0])
        for number, kind in enumerate(kinds)
        if vocabulary().classes[kind].stage is not None
    )
    for (low, left), (high, right) in pairwise(on_ladder):
        assert left < right if low < high else left <= right


def test_columns_have_their_captions_from_left_to_right() -> None:
    found = _of(["kg:Country", "kg:Company", "kg:ChemicalElement", "kg:Tariff", *LADDER], [])
    assert found is not None
    captions = ["Chemical element", "Ore", "Oxide", "Magnet", "Party", "Policy action"]
    assert [stage.label for stage in found.stages] == captions
    assert sorted(stage.x for stage in found.stages) == [stage.x for stage in found.stages]
    assert {x for x, _ in found.positions.values()} == {stage.x for stage in found.stages}


@pytest.mark.parametrize(
    "kinds", [[], ["kg:Ore"], ["kg:Country", "kg:Event", "kg:Ore", "kg:Oxide"]]
)
def test_there_is_no_ladder_without_three_stages(kinds: list[str]) -> None:
    assert _of(kinds, []) is None


def test_a_class_nobody_knows_stands_at_the_right_end() -> None:
    found = _of([*LADDER, "kg:Unheard"], [])
    assert found is not None
    assert found.stages[-1].label == "kg:Unheard"


def test_lines_between_two_columns_are_untangled() -> None:
    kinds = ["kg:Ore"] * 12 + ["kg:Oxide"] * 12 + ["kg:Magnet"]
    edges = [(f"n{number:03}", f"n{12 + (number * 5) % 12:03}") for number in range(12)]
    found = _of(kinds, edges)
    assert found is not None
    heights = [(found.positions[a][1], found.positions[b][1]) for a, b in edges]
    crossings = sum(
        (a - c) * (b - d) < 0 for n, (a, b) in enumerate(heights) for c, d in heights[:n]
    )
    assert crossings <= 12, "of 66 pairs"


def test_a_column_of_thousands_is_broken_so_that_it_fits_a_screen() -> None:
    found = _of([*LADDER, *["kg:Company"] * 4000], [])
    assert found is not None
    xs, ys = zip(*found.positions.values(), strict=True)
    assert 0.4 < (max(xs) - min(xs)) / (max(ys) - min(ys)) < 4
