"""The network of trade from tables: flows chosen and added up in columns, then drawn as edges.

The rules are those of :mod:`kg.project.trade`, said in SQL: one quantity kind, one product, one
length of period, one claim for each exporter, importer and period. And one origin: figures that a
publisher balanced or took over are never added to what a customs office reported.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import networkx as nx

from kg.errors import BadInput, UnknownName
from kg.project.attributes import add_entities, empty
from kg.project.view import View
from kg.tables.sql import literal, texts
from kg.vocab import Vocabulary

if TYPE_CHECKING:
    from kg.tables.held import Table

PERIODS = ("each", "sum")
"""An edge for each period, or one for all periods of the view together."""

_NOT_CONVERTIBLE = "Currency"
_TRADE = "trade"
_FLOW = "kg:Flow"
_Counts = Mapping[tuple[str | None, str | None], int]
_TO_DATE = "ytd"
_STARTS = 'start = start_latest AND "end" = end_earliest AND day(start) = 1'
_GRAINS: Mapping[str, str] = {
    "month": f'{_STARTS} AND "end" = start + INTERVAL 1 MONTH',
    "year": f'{_STARTS} AND month(start) = 1 AND "end" = start + INTERVAL 1 YEAR',
    _TO_DATE: f'{_STARTS} AND month(start) = 1 AND day("end") = 1 AND "end" > start '
    'AND "end" <= start + INTERVAL 1 YEAR',
}
"""Which periods are of a length, as SQL; the same as :func:`kg.project.flows.has_grain`."""


@runtime_checkable
class InColumns(View, Protocol):
    """A view whose claims are to be had in columns."""

    def table(self, *, memory: str | None = None, stated: bool = True) -> Table:
        """Its claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which flows are wanted; see :func:`kg.project.trade.trade_network`."""

    quantity_kind: str
    product: str
    grain: str
    unit: str | None = None
    reporter: str = "exporter"
    origin: str | None = None
    periods: str = "each"


def bulk_network(view: InColumns, asked: Asked) -> nx.MultiDiGraph | None:
    """Flows of the tables of a view.

    Args:
        view: The view.
        asked: Which flows.

    Returns:
        The graph; None if the tables hold no flow of that kind, product and length of period.

    Raises:
        UnknownName: No flow is of the origin asked for.
    """
    table = view.table(stated=False)
    if not table.tables.editions:
        return None
    with _undisturbed():
        counted = _counted(table, asked, view.vocab)
        return _network(view, table, asked, counted) if counted else None


def _network(view: InColumns, table: Table, asked: Asked, counted: _Counts) -> nx.MultiDiGraph:
    origin = _origin(counted, asked)
    own = {unit: n for (one, unit), n in counted.items() if one == origin}
    unit, factors = _unit(own, asked, view.vocab)
    rows = table.sql(_Flows(asked, origin, factors, view.vocab).edges()).fetchall()
    fitting = sum(number for one, number in own.items() if one in factors)
    about: dict[str, str | int] = {
        "quantity_kind": asked.quantity_kind,
        "product": asked.product,
        "grain": asked.grain,
        "periods": asked.periods,
        "unit": unit,
        "origin": origin or "",
        "left_out_origins": sum(counted.values()) - sum(own.values()),
        "left_out_units": sum(own.values()) - fitting,
        "left_out_repeats": fitting - sum(row[-1] for row in rows),
    }
    graph = empty(view, "trade", **about)
    add_entities(graph, view, {id_ for row in rows for id_ in row[:2]})
    graph.add_edges_from(_edges(rows, asked, unit, view.vocab))
    return graph


@dataclass(frozen=True, slots=True)
class _Flows:
    """The flows of one origin, as SQL."""

    asked: Asked
    origin: str | None
    factors: Mapping[str, Decimal]
    vocab: Vocabulary

    def edges(self) -> str:
        """A row for each edge: exporter, importer, the attributes, how many claims make it up."""
        if self.asked.periods == "sum":
            return (
                'SELECT exporter, importer, sum(weight), min(start) AS since, max("end"), NULL, '
                f"any_value(predicate), NULL, count(*) FROM ({self._cells}) "
                "GROUP BY exporter, importer ORDER BY since, exporter, importer"
            )
        return (
            'SELECT exporter, importer, weight, start, "end", period_text, predicate, id, 1 '
            f"FROM ({self._cells}) ORDER BY start, exporter, importer"
        )

    @property
    def _cells(self) -> str:
        """The claim that counts for each exporter, importer and period.

        In the order of :mod:`kg.project.trade`; claims that are alike up to their ids weigh the
        same, and an id is dear to make.
        """
        side = "turned" if self.asked.reporter == "exporter" else "NOT turned"
        doubts = (side, "hedge IS NOT NULL", "scope_note IS NOT NULL")
        rank = " + ".join(f"{2**n} * CAST({doubt} AS INT)" for n, doubt in enumerate(doubts[::-1]))
        order = [rank, "confidence DESC", "published DESC", "source_id", "locator", "value", "unit"]
        if self.asked.grain == _TO_DATE:
            order.insert(0, "datediff('day', \"end\", start)")  # elsewhere all are of one length
        if self.asked.periods == "each":
            order.append("id")
        return (
            f"SELECT * FROM ({self._each}) QUALIFY row_number() OVER ("
            f"PARTITION BY exporter, importer, bucket ORDER BY {', '.join(order)}) = 1"
        )

    @property
    def _each(self) -> str:
        """The claims, as flows from an exporter to an importer."""
        backwards = texts(_relations(self.vocab, backwards=True))
        monthly = self.asked.grain == "month"
        origin = f"origin = {literal(self.origin)}" if self.origin else "origin IS NULL"
        cases = " ".join(f"WHEN {literal(unit)} THEN {one}" for unit, one in self.factors.items())
        factor = "" if set(self.factors.values()) == {1} else f" * CASE unit {cases} END"
        return (
            f"SELECT *, predicate IN {backwards} AS turned, "
            "CASE WHEN turned THEN object ELSE subject END AS exporter, "
            "CASE WHEN turned THEN subject ELSE object END AS importer, "
            f"CAST(value AS DOUBLE){factor} AS weight, "
            f"{'start' if monthly else 'year(start)'} AS bucket "
            f"FROM claims WHERE {_where(self.asked, self.vocab)} AND {origin} "
            f"AND unit IN {texts(self.factors)}"
        )


def _edges(
    rows: Sequence[tuple[Any, ...]], asked: Asked, unit: str, vocab: Vocabulary
) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Edges as NetworkX takes them: exporter, importer, key, attributes."""
    common = {}
    for id_, relation in vocab.relations.items():
        turned = relation.flows_backwards
        common[id_] = {
            "unit": unit,
            "relation": id_,
            "label": relation.inverse_label if turned else relation.label,
            "colour": relation.colour,
            "reversed": turned,
        }
    days: dict[Any, str] = {}
    for exporter, importer, weight, since, until, period, predicate, claim, number in rows:
        first = days.get(since) or days.setdefault(since, since.isoformat())
        after = days.get(until) or days.setdefault(until, until.isoformat())
        key = period or f"{first}/{after}"
        ids = {"claim_ids": [claim]} if claim else {}
        yield (
            exporter,
            importer,
            key,
            {
                "period": key,
                "weight": weight,
                **common[predicate],
                "since": first,
                "until": after,
                "claim_count": number,
                **ids,
            },
        )


def _counted(table: Table, asked: Asked, vocab: Vocabulary) -> _Counts:
    """How many claims there are of each origin and unit."""
    rows = table.sql(
        f"SELECT origin, unit, count(*) FROM claims WHERE {_where(asked, vocab)} GROUP BY ALL"
    ).fetchall()
    return {(origin, unit): number for origin, unit, number in rows}


def _where(asked: Asked, vocab: Vocabulary) -> str:
    """Which claims are levels of trade as asked for; the rule of :func:`kg.project.flows.flows`."""
    types = [type_ for type_ in vocab.claim_types if vocab.is_a(type_, {_FLOW})]
    return (
        f"quantity_kind = {literal(asked.quantity_kind)} AND product = {literal(asked.product)} "
        f"AND predicate IN {texts(_relations(vocab))} AND claim_type IN {texts(types)} "
        "AND modality = 'asserted' AND NOT negated AND object IS NOT NULL AND value IS NOT NULL "
        f"AND (comparator IS NULL OR comparator = 'level') AND {_GRAINS[asked.grain]}"
    )


def _relations(vocab: Vocabulary, *, backwards: bool | None = None) -> list[str]:
    """The relations of trade; only those that run one way if asked."""
    return [
        id_
        for id_, relation in vocab.relations.items()
        if _TRADE in relation.networks and backwards in (None, relation.flows_backwards)
    ]


def _origin(counted: _Counts, asked: Asked) -> str | None:
    """The origin asked for, or that of most flows."""
    total: dict[str | None, int] = {}
    for (origin, _), number in counted.items():
        total[origin] = total.get(origin, 0) + number
    if asked.origin is None:
        return min(total, key=lambda origin: (-total[origin], origin or ""))
    if asked.origin not in total:
        raise UnknownName("origin", asked.origin, [origin for origin in total if origin])
    return asked.origin


def _unit(
    counted: Mapping[str | None, int], asked: Asked, vocab: Vocabulary
) -> tuple[str, Mapping[str, Decimal]]:
    """The unit of the weights, and what turns each unit that can be converted into it."""
    unit = asked.unit or min(counted, key=lambda one: (-counted[one], one or "")) or ""
    if unit not in vocab.units:
        raise BadInput(f"{unit!r} is no unit that flows can be added up in")
    base = vocab.units[unit]
    there = {id_: vocab.units[id_] for id_ in sorted(filter(None, counted)) if id_ in vocab.units}
    return unit, {
        id_: Decimal(one.factor) / Decimal(base.factor)
        for id_, one in there.items()
        if id_ == unit or (one.dimension == base.dimension and one.dimension != _NOT_CONVERTIBLE)
    }


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold back the collector of cycles, which would go through all new edges again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
