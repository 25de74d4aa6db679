"""The attributes of nodes and edges.

Those taken from a claim's columns are prefixed ``claim_``: bare ``source``, ``target``, ``type``,
``id`` or ``key`` mean something else to the formats that networks are written in, and are lost.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import networkx as nx

from kg.claim import Claim
from kg.dates import FIRST, LAST
from kg.project.view import View
from kg.vocab import Vocabulary

PREFIX = "claim_"
_ROOT = "kg:Entity"
_SOURCE = "kg:Source"


def empty(view: View, kind: str, **about: str | int) -> nx.MultiDiGraph:
    """A graph without nodes that says what it is.

    Args:
        view: The view it is made from.
        kind: Its kind.
        **about: What else shall stand in ``graph.graph``.

    Returns:
        The graph.
    """
    return nx.MultiDiGraph(kind=kind, view=view.describe(), **about)


def add_entities(graph: nx.MultiDiGraph, view: View, ids: Iterable[str]) -> None:
    """Add entities and sources as nodes, sorted by id."""
    for id_ in sorted(set(ids)):
        graph.add_node(id_, **entity_attributes(view, id_))


def entity_attributes(view: View, id_: str) -> dict[str, str]:
    """Label, type and colour of an entity or source.

    Args:
        view: The view.
        id_: Its CURIE.

    Returns:
        The attributes; what the catalogue lacks is a bare entity.
    """
    entity = view.entities.get(id_)
    type_ = entity.type if entity else _SOURCE if id_ in view.sources else _ROOT
    known = view.vocab.classes.get(type_) or view.vocab.classes[_ROOT]
    return {
        "label": view.label(id_),
        "entity_type": type_,
        "type_label": view.vocab.label(type_),
        "colour": known.colour,
    }


def claim_attributes(claim: Claim, vocab: Vocabulary) -> dict[str, Any]:
    """The filled columns of one claim, but its id.

    Args:
        claim: The claim.
        vocab: The ontology.

    Returns:
        Values by ``claim_<column>``.
    """
    values = {column.name: getattr(claim, column.name) for column in vocab.columns}
    return {
        PREFIX + name: _plain(value)
        for name, value in values.items()
        if value not in (None, ()) and name != "id"
    }


def edge_attributes(
    claims: Sequence[Claim], vocab: Vocabulary, *, groups: Collection[str] = ()
) -> dict[str, Any]:
    """What an edge carries of its claims.

    Args:
        claims: The claims, in the order of the view.
        vocab: The ontology.
        groups: The groups of columns wanted, such as "when"; all by default.

    Returns:
        ``claim_ids``; a list of the same length for every column that any claim fills; ``since``
        and ``until``, the first day that any of them can mean and the first after all of them,
        where there is one.
    """
    each = [claim_attributes(claim, vocab) for claim in claims]
    names = [
        PREFIX + column.name for column in vocab.columns if not groups or column.group in groups
    ]
    columns = {
        name: [attributes.get(name) for attributes in each]
        for name in names
        if any(name in attributes for attributes in each)
    }
    start, end = min(claim.start for claim in claims), max(claim.end for claim in claims)
    since = {"since": start.isoformat()} if start > FIRST else {}
    until = {"until": end.isoformat()} if end < LAST else {}
    ids = [claim.id for claim in claims]
    return {"claim_ids": ids, "claim_count": len(ids), **since, **until, **columns}


def _plain(value: Any) -> Any:
    """A value that every network format can write: text, float, truth value or a list of them."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return list(value) if isinstance(value, tuple) else value
