"""The kinds of network there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx

from kg.errors import BadInput, UnknownName
from kg.project.claims import claims_network
from kg.project.relations import annotated_network, relations_network
from kg.project.trade import trade_network
from kg.project.view import View
from kg.vocab import Vocabulary

KINDS: Mapping[str, Callable[..., nx.MultiDiGraph]] = {
    "claims": claims_network,
    "relations": relations_network,
    "trade": trade_network,
}
"""What makes each kind; all other kinds are names in the ontology."""


def kinds(vocab: Vocabulary) -> tuple[str, ...]:
    """The kinds of network that an ontology allows.

    Args:
        vocab: The ontology.

    Returns:
        Their names, sorted.

    Example:
        >>> kinds(Vocabulary.load())
        ('claims', 'materials', 'policy', 'relations', 'trade', 'wholes')
    """
    named = {name for relation in vocab.relations.values() for name in relation.networks}
    return tuple(sorted(named | KINDS.keys()))


def network(view: View, kind: str, **options: Any) -> nx.MultiDiGraph:
    """A NetworkX graph of a view.

    Args:
        view: The view, such as an as-of.
        kind: ``claims``, ``relations``, ``trade``, or a name that relations carry in the ontology
            (``materials``, ``policy`` ...).
        **options: Of ``trade``: see :func:`kg.project.trade.trade_network`.

    Returns:
        The graph; the same nodes and edges in the same order for the same view.

    Raises:
        UnknownName: There is no such kind, or an option names what nobody knows.
        BadInput: An option is missing, or the kind takes none.

    Example:
        >>> from kg.asof import as_of
        >>> from kg.curated import read_data
        >>> from kg.store import Contents, MemoryStore
        >>> store = MemoryStore(Contents(Vocabulary.load(), {"data": read_data()}))
        >>> graph = network(as_of(store), "materials")
        >>> graph.has_node("element:Dy")
        True
    """
    if kind not in kinds(view.vocab):
        raise UnknownName("network", kind, kinds(view.vocab))
    if kind == "trade":
        return trade_network(view, **options)
    if options:
        raise BadInput(f"the network {kind!r} takes no options; {', '.join(options)} are for trade")
    make = KINDS.get(kind)
    return make(view) if make else annotated_network(view, kind)
