import networkx as nx
import pytest

from kg.errors import BadInput, UnknownName
from kg.project import ego


@pytest.fixture
def chain() -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph(kind="made")
    graph.add_node("z", label="alone")
    graph.add_edges_from([("a", "b"), ("b", "c"), ("c", "d"), ("b", "a"), ("a", "b")])
    return graph


@pytest.mark.parametrize(
    ("hops", "near"), [(0, ["b"]), (1, ["a", "b", "c"]), (2, ["a", "b", "c", "d"])]
)
def test_a_neighbourhood_goes_both_ways(chain: nx.MultiDiGraph, hops: int, near: list[str]) -> None:
    assert list(ego(chain, "b", hops=hops)) == near


def test_parallel_edges_and_attributes_survive(chain: nx.MultiDiGraph) -> None:
    near = ego(chain, "a")
    assert near.number_of_edges("a", "b") == 2
    assert near.graph == {"kind": "made"}
    near.add_edge("a", "x")
    assert "x" not in chain


def test_a_stranger_has_no_neighbourhood(chain: nx.MultiDiGraph) -> None:
    with pytest.raises(UnknownName, match="unknown node"):
        ego(chain, "y")
    with pytest.raises(BadInput, match="0 or more"):
        ego(chain, "a", hops=-1)
