"""The network of claims: a node per claim and per entity, an edge for each role an entity plays."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from kg.claim import Claim
from kg.project.attributes import (
    add_entities,
    claim_attributes,
    edge_attributes,
    empty,
    entity_attributes,
)
from kg.project.view import View
from kg.vocab import Column

_REFERENCES = ("entity", "claims")
_ON_EDGES = ("when", "how much")  # everything else stands on the claim's node


def claims_network(view: View) -> nx.MultiDiGraph:
    """Entities and claims as nodes.

    Args:
        view: The view.

    Returns:
        A graph whose edges run from a claim to what fills its columns; the key is the column. A
        claim's node has ``is_claim`` True, its gist as label and all its columns as attributes.
    """
    graph = empty(view, "claims")
    claims = list(view.claims())
    ids = {claim.id for claim in claims}
    referred = {end for claim in claims for _, end in _roles(view, claim)}
    add_entities(graph, view, referred - ids)
    for claim in claims:
        graph.add_node(claim.id, **_claim_node(view, claim))
    for claim in claims:
        for column, end in _roles(view, claim):
            graph.add_edge(
                claim.id,
                end,
                key=column.name,
                role=column.name,
                relation=claim.predicate,
                label=column.label,
                **edge_attributes([claim], view.vocab, groups=_ON_EDGES),
            )
    return graph


def _roles(view: View, claim: Claim) -> Iterator[tuple[Column, str]]:
    """The columns of a claim that refer to an entity, source or claim, and to which."""
    for column in view.vocab.columns:
        if column.kind in _REFERENCES:
            value = getattr(claim, column.name)
            for end in value if isinstance(value, tuple) else (value,):
                if end is not None:
                    yield column, end


def _claim_node(view: View, claim: Claim) -> dict[str, object]:
    relation = view.vocab.relations.get(claim.predicate)
    colour = relation.colour if relation else entity_attributes(view, claim.subject)["colour"]
    return {
        "label": claim.gist,
        "type_label": view.vocab.label(claim.claim_type),
        "colour": colour,
        "is_claim": True,
        **claim_attributes(claim, view.vocab),
    }
