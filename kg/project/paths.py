"""How two entities hang together: shortest ways over relations, as readable steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import networkx as nx

from kg.claim import Claim
from kg.errors import BadInput, UnknownName
from kg.project.relations import direct_edges
from kg.project.view import View

_STEP = 1000
_TIMELESS_STEP = 1001  # of two ways of equal length, take the one with fewer timeless steps


@dataclass(frozen=True, slots=True)
class Step:
    """One relation on the way from one entity to the next.

    Attributes:
        start: The entity from which the step leads.
        goal: The entity to which it leads.
        relation: The relation's CURIE.
        forward: Whether ``start`` is the relation's subject.
        text: The step in words, read from ``start`` to ``goal``.
        claims: The claims that say so.
    """

    start: str
    goal: str
    relation: str
    forward: bool
    text: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A way from one entity to another."""

    start: str
    goal: str
    steps: tuple[Step, ...]

    @property
    def text(self) -> str:
        """The whole way as a sentence."""
        return "; ".join(step.text for step in self.steps) + "." if self.steps else ""


def path(view: View, start: str, goal: str) -> Path:
    """A shortest way from one entity to another.

    Args:
        view: The view.
        start: An entity's id.
        goal: Another one.

    Returns:
        The way; of several, one with few timeless steps, the same each time.

    Raises:
        UnknownName: There is no such entity.
        BadInput: No way leads there.

    Example:
        >>> from kg.asof import as_of
        >>> from kg.curated import read_data
        >>> from kg.store import Contents, MemoryStore
        >>> from kg.vocab import Vocabulary
        >>> store = MemoryStore(Contents(Vocabulary.load(), {"data": read_data()}))
        >>> len(path(as_of(store), "country:CHN", "country:USA").steps)
        1
    """
    return paths(view, start, goal, most=1)[0]


def paths(view: View, start: str, goal: str, *, most: int = 3) -> tuple[Path, ...]:
    """Shortest ways from one entity to another, relations walked either way.

    Args:
        view: The view.
        start: An entity's id.
        goal: Another one.
        most: How many ways at most.

    Returns:
        One way or more, all of equal length.

    Raises:
        UnknownName: There is no such entity.
        BadInput: No way leads there.

    Example:
        >>> import kg
        >>> len(paths(kg.build(check=False), "country:CHN", "country:USA", most=1))
        1
    """
    for id_ in (start, goal):
        if id_ not in view.entities:
            raise UnknownName("entity", id_, view.entities)
    if start == goal:
        return (Path(start, goal, ()),)
    graph = _walkable(view)
    try:
        ways = nx.all_shortest_paths(graph, start, goal, weight="cost")
        found = list(islice(ways, most))
    except (nx.NetworkXNoPath, nx.NodeNotFound) as error:
        ends = f"{view.label(start)} and {view.label(goal)}"
        raise BadInput(f"no relations connect {ends} ({view.describe()})") from error
    return tuple(Path(start, goal, _steps(graph, way)) for way in found)


def _walkable(view: View) -> nx.Graph:
    """An undirected graph with the best step in either direction on each edge."""
    graph = nx.Graph()
    for (subject, relation, object_), claims in direct_edges(view, view.vocab.relations).items():
        timeless = all(view.vocab.time_meaning(one.claim_type) == "timeless" for one in claims)
        cost = _TIMELESS_STEP if timeless else _STEP
        rank = cost, -len(claims)
        best = graph.get_edge_data(subject, object_)
        if best is None or rank < best["rank"]:
            steps = {
                (subject, object_): _step(view, subject, relation, object_, claims, forward=True),
                (object_, subject): _step(view, object_, relation, subject, claims, forward=False),
            }
            graph.add_edge(subject, object_, cost=cost, rank=rank, steps=steps)
    return graph


def _step(
    view: View, start: str, relation: str, goal: str, claims: Sequence[Claim], *, forward: bool
) -> Step:
    known = view.vocab.relations[relation]
    words = known.label if forward else known.inverse_label
    text = f"{view.label(start)} {words} {view.label(goal)}"
    return Step(start, goal, relation, forward, text, tuple(claims))


def _steps(graph: nx.Graph, way: Sequence[str]) -> tuple[Step, ...]:
    return tuple(graph.edges[ends]["steps"][ends] for ends in pairwise(way))
