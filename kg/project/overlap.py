"""Which flows hold others in them: a country lies in its bloc, everything in an aggregate."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from kg.project.relations import direct_edges
from kg.project.view import View

_AGGREGATE = "kg:Aggregate"
_WHOLES = "wholes"

Pair = tuple[str, str]
"""Exporter and importer."""


class Overlaps:
    """Tells which flows of one period overlap, by the view's claims of parts and wholes.

    Two flows overlap if their exporters are the same or one lies in the other, and their importers
    likewise. An aggregate, such as the world or "other countries", may hold anybody.
    """

    def __init__(self, view: View) -> None:
        self._view = view
        named = [id_ for id_, one in view.vocab.relations.items() if _WHOLES in one.networks]
        self._parts = nx.DiGraph((part, whole) for part, _, whole in direct_edges(view, named))

    def apart(self, pairs: Iterable[Pair], *, coarse: bool) -> list[Pair]:
        """The pairs that can be added up.

        Args:
            pairs: Exporters and importers, all of one period.
            coarse: Keep the wholes instead of their parts.

        Returns:
            Pairs of which no two overlap: the finest (or coarsest) first, then by id.
        """
        pairs = sorted(pairs)
        everybody = {id_ for pair in pairs for id_ in pair}
        related = {id_: self._related(id_, everybody) for id_ in everybody}
        size = {id_: self._size(id_) for id_ in everybody}
        pairs.sort(key=lambda pair: size[pair[0]] + size[pair[1]], reverse=coarse)
        kept: dict[str, set[str]] = {}
        result = []
        for exporter, importer in pairs:
            importers = related[importer]
            if all(kept.get(id_, set()).isdisjoint(importers) for id_ in related[exporter]):
                kept.setdefault(exporter, set()).add(importer)
                result.append((exporter, importer))
        return result

    def _is_aggregate(self, id_: str) -> bool:
        entity = self._view.entities.get(id_)
        return entity is not None and self._view.vocab.is_a(entity.type, {_AGGREGATE})

    def _related(self, id_: str, everybody: set[str]) -> set[str]:
        """Those that it may share goods with: itself, its parts and wholes, aggregates."""
        if self._is_aggregate(id_):
            return everybody
        related = {id_} | {other for other in everybody if self._is_aggregate(other)}
        if id_ in self._parts:
            related |= nx.descendants(self._parts, id_) | nx.ancestors(self._parts, id_)
        return related & everybody

    def _size(self, id_: str) -> int:
        """How much it may hold: its parts; an aggregate more than anything."""
        if self._is_aggregate(id_):
            return len(self._view.entities) + 1
        return len(nx.ancestors(self._parts, id_)) if id_ in self._parts else 0
