"""Networks of direct edges: what asserted, not negated claims say, each relation once."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import networkx as nx

from kg.claim import Claim
from kg.project.attributes import add_entities, edge_attributes, empty
from kg.project.view import View

Ends = tuple[str, str, str]
"""Subject, relation and object."""


def relations_network(view: View) -> nx.MultiDiGraph:
    """All direct edges.

    Args:
        view: The view.

    Returns:
        A graph with one edge per subject, relation and object; the key is the relation. A symmetric
        relation makes one edge, from the id that sorts first.
    """
    graph = empty(view, "relations")
    _add(graph, view, direct_edges(view, view.vocab.relations), downstream=False)
    return graph


def annotated_network(view: View, kind: str) -> nx.MultiDiGraph:
    """The direct edges of the relations that carry a network's name in the ontology.

    Args:
        view: The view.
        kind: The name, such as "materials".

    Returns:
        A graph whose edges run the way goods do: a relation that flows backwards, such as
        "contains", is turned round, reads by its inverse label and has ``reversed`` True.
    """
    named = [id_ for id_, one in view.vocab.relations.items() if kind in one.networks]
    graph = empty(view, kind)
    _add(graph, view, direct_edges(view, named), downstream=True)
    return graph


def direct_edges(view: View, relations: Collection[str]) -> Mapping[Ends, list[Claim]]:
    """The claims behind each direct edge.

    Args:
        view: The view.
        relations: The relations wanted, by CURIE.

    Returns:
        Claims by subject, relation and object, sorted; the ends of a symmetric relation sorted.
    """
    edges: dict[Ends, list[Claim]] = {}
    for claim in view.claims():
        if claim.is_direct and claim.object is not None and claim.predicate in relations:
            ends = claim.subject, claim.object
            if view.vocab.relations[claim.predicate].symmetric:
                ends = min(ends), max(ends)
            edges.setdefault((ends[0], claim.predicate, ends[1]), []).append(claim)
    return dict(sorted(edges.items()))


def _add(
    graph: nx.MultiDiGraph, view: View, edges: Mapping[Ends, list[Claim]], *, downstream: bool
) -> None:
    add_entities(graph, view, (id_ for subject, _, object_ in edges for id_ in (subject, object_)))
    for (subject, predicate, object_), claims in edges.items():
        relation = view.vocab.relations[predicate]
        turned = downstream and relation.flows_backwards
        ends = (object_, subject) if turned else (subject, object_)
        graph.add_edge(
            *ends,
            key=predicate,
            relation=predicate,
            label=relation.inverse_label if turned else relation.label,
            colour=relation.colour,
            symmetric=relation.symmetric,
            reversed=turned,
            **edge_attributes(claims, view.vocab),
        )
