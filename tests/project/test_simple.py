import networkx as nx
import pytest

from kg.errors import BadInput, UnknownName
from kg.project import simple


@pytest.fixture
def graph() -> nx.MultiDiGraph:
    made = nx.MultiDiGraph(kind="made")
    made.add_node("c", label="C")
    made.add_edge("a", "b", key="1", t=2.0, label="x", claim_ids=["claim:1", "claim:2"])
    made.add_edge("a", "b", key="2", t=3.0, label="y", claim_ids=["claim:2"])
    made.add_edge("b", "a", key="1", t=5.0, label="x", claim_ids=["claim:3"])
    return made


@pytest.mark.parametrize(
    ("aggregate", "weight"), [("sum", 5), ("max", 3), ("min", 2), ("mean", 2.5), ("count", 2)]
)
def test_parallel_edges_become_one(graph: nx.MultiDiGraph, aggregate: str, weight: float) -> None:
    made = simple(graph, weight="t", aggregate=aggregate)
    assert made["a"]["b"]["weight"] == weight
    assert made["a"]["b"]["claim_ids"] == ["claim:1", "claim:2"]
    assert made["a"]["b"]["labels"] == ["x", "y"]


def test_without_a_weight_every_edge_weighs_one(graph: nx.MultiDiGraph) -> None:
    assert simple(graph)["a"]["b"]["weight"] == 2


def test_undirected_puts_both_directions_together(graph: nx.MultiDiGraph) -> None:
    made = simple(graph, weight="t", directed=False)
    assert not made.is_directed()
    assert made["b"]["a"]["weight"] == 10
    assert next(iter(made.nodes(data=True))) == ("c", {"label": "C"})


def test_units_are_not_mixed(graph: nx.MultiDiGraph) -> None:
    graph["a"]["b"]["1"]["unit"], graph["a"]["b"]["2"]["unit"] = "unit:TONNE", "unit:KiloGM"
    with pytest.raises(BadInput, match="units differ"):
        simple(graph, weight="t")


def test_what_is_no_number_is_refused(graph: nx.MultiDiGraph) -> None:
    with pytest.raises(BadInput, match="no number"):
        simple(graph, weight="claim_ids")
    with pytest.raises(BadInput, match="edges have claim_ids, label, t"):
        simple(graph, weight="tonnes")
    with pytest.raises(UnknownName, match="did you mean sum"):
        simple(graph, aggregate="summ")
