"""Labels for blank nodes that depend on what is said of them, not on who parsed it.

Parsers give blank nodes labels at random. For the same contents to give the same bytes, and for an
export to be recognised when it comes back, each group of blank nodes that hang together gets labels
from a hash of the group. Within a group, nodes are told apart by what lies around them; such as
cannot be told apart keep the order in which they were read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from kg.rdf import BlankNode, NamedNode, Quad, Term, Triple

_Ranks = Mapping[BlankNode, str]


def relabelled(quads: Iterable[Quad], prefix: str) -> Iterator[Quad]:
    """The same quads with steady labels for blank nodes.

    Args:
        quads: Quads.
        prefix: Opens every label, a letter.

    Yields:
        Quads, in their order.

    Example:
        >>> from kg.rdf import DefaultGraph, RDFS_LABEL, literal
        >>> quads = [Quad(BlankNode(), RDFS_LABEL, literal("x"), DefaultGraph()) for _ in range(2)]
        >>> first, second = (list(relabelled([quad], "b")) for quad in quads)
        >>> first == second
        True
    """
    quads = list(quads)
    labels: dict[BlankNode, BlankNode] = {}
    seen: Counter[str] = Counter()
    for group in _groups(quads):
        order = _order(group)
        ranks = {node: str(rank) for rank, node in enumerate(order)}
        digest = _digest(sorted(_spelled(quad, ranks) for quad in group))
        seen[digest] += 1
        for node, rank in ranks.items():
            labels[node] = BlankNode(f"{prefix}{digest}n{rank}x{seen[digest]}")
    for quad in quads:
        yield _renamed(quad, labels) if labels else quad


def _nodes(term: object) -> Iterator[BlankNode]:
    """The blank nodes of a quad, triple or term."""
    if isinstance(term, BlankNode):
        yield term
    elif isinstance(term, Quad | Triple):
        for part in term:
            yield from _nodes(part)


def _groups(quads: Sequence[Quad]) -> list[list[Quad]]:
    """The quads with blank nodes, together if they share one directly or over others."""
    parent: dict[BlankNode, BlankNode] = {}

    def root(node: BlankNode) -> BlankNode:
        while (above := parent.setdefault(node, node)) != node:
            parent[node] = parent[above]
            node = above
        return node

    for quad in quads:
        first, *others = *_nodes(quad), None
        for node in others:
            if first is not None and node is not None:
                parent[root(node)] = root(first)
    groups: dict[BlankNode, list[Quad]] = {}
    for quad in quads:
        node = next(_nodes(quad), None)
        if node is not None:
            groups.setdefault(root(node), []).append(quad)
    return list(groups.values())


def _order(group: Sequence[Quad]) -> list[BlankNode]:
    """The blank nodes of a group, told apart by what lies around them, ever further out."""
    nodes = list(dict.fromkeys(node for quad in group for node in _nodes(quad)))
    colours: dict[BlankNode, str] = dict.fromkeys(nodes, "")
    for _ in nodes:
        around: dict[BlankNode, list[str]] = {node: [] for node in nodes}
        for quad in group:
            for node in set(_nodes(quad)):
                around[node].append(_spelled(quad, colours, this=node))
        before = len(set(colours.values()))
        colours = {node: _digest([colours[node], *sorted(around[node])]) for node in nodes}
        if len(set(colours.values())) in (before, len(nodes)):
            break
    return sorted(nodes, key=colours.__getitem__)


def _spelled(term: object, ranks: _Ranks, *, this: BlankNode | None = None) -> str:
    if isinstance(term, BlankNode):
        return "_:" if term == this else f"_:{ranks[term]}"
    if isinstance(term, Quad | Triple):
        return " ".join(_spelled(part, ranks, this=this) for part in term)
    return str(term)


def _digest(lines: Iterable[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()[:16]


def _renamed(quad: Quad, labels: Mapping[BlankNode, BlankNode]) -> Quad:
    subject, graph = quad.subject, quad.graph_name
    return Quad(
        labels[subject] if isinstance(subject, BlankNode) else subject,
        quad.predicate,
        _renamed_term(quad.object, labels),
        labels[graph] if isinstance(graph, BlankNode) else graph,
    )


def _renamed_term(term: Term, labels: Mapping[BlankNode, BlankNode]) -> Term:
    if isinstance(term, BlankNode):
        return labels[term]
    if isinstance(term, Triple):
        subject = term.subject
        if isinstance(subject, BlankNode):
            subject = labels[subject]
        assert isinstance(subject, NamedNode | BlankNode)  # RDF 1.2 has no other subjects
        return Triple(subject, term.predicate, _renamed_term(term.object, labels))
    return term
