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
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

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
_BITS = 126  # of a HUGEINT, its sign left alone
_FLOW = "kg:Flow"
_STARTS = 'start = start_latest AND "end" = end_earliest AND day(start) = 1'
_GRAINS: Mapping[str, str] = {
    "month": f'{_STARTS} AND "end" = start + INTERVAL 1 MONTH',
    "year": f'{_STARTS} AND month(start) = 1 AND "end" = start + INTERVAL 1 YEAR',
    "ytd": f'{_STARTS} AND month(start) = 1 AND day("end") = 1 AND "end" > start '
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
        totals = _totals(table, asked, view.vocab)
        return _network(view, table, asked, totals) if totals else None


def _network(
    view: InColumns, table: Table, asked: Asked, totals: Sequence[_Total]
) -> nx.MultiDiGraph:
    counted: dict[tuple[str | None, str | None], int] = {}
    for one in totals:
        counted[one.origin, one.unit] = counted.get((one.origin, one.unit), 0) + one.claims
    origin = _origin(counted, asked)
    unit, factors = _unit(
        {unit: n for (one, unit), n in counted.items() if one == origin}, asked, view.vocab
    )
    flows = _Flows(asked, origin, factors, view.vocab)
    rows = _pairs(totals, flows) if asked.periods == "sum" else None
    if rows is None:
        rows = _rows(table, flows)
    rows.sort(key=lambda row: (row[3], row[0], row[1]))
    about: dict[str, str | int] = {
        "quantity_kind": asked.quantity_kind,
        "product": asked.product,
        "grain": asked.grain,
        "periods": asked.periods,
        "unit": unit,
        "origin": origin or "",
        "left_out_origins": sum(n for (one, _), n in counted.items() if one != origin),
        "left_out_units": sum(
            n for (one, other), n in counted.items() if one == origin and other not in factors
        ),
        "left_out_repeats": int(sum(row[-1] - row[-2] for row in rows)),
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

    def cells(self, *, first: str) -> str:
        """A row for each exporter, importer and period.

        Args:
            first: The aggregate that picks of several claims; it is given a column.
        """
        picked = ", ".join(
            f"{first.format(column)} AS {name}"
            for name, column in (
                ("weight", "weight"),
                ("since", "start"),
                ("until", '"end"'),
                ("period", "period_text"),
                ("predicate", "predicate"),
                ("claim", "id"),
            )
        )
        return (
            f"SELECT exporter, importer, {picked}, count(*) AS claims FROM ({self._each}) "
            "GROUP BY exporter, importer, bucket"
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

    @property
    def preference(self) -> str:
        """What is least for the claim to pick, in the order of :mod:`kg.project.trade`."""
        side = "" if self.asked.reporter == "exporter" else "NOT "
        return (
            f"row(datediff('day', \"end\", start), {side}turned, "
            "hedge IS NOT NULL, scope_note IS NOT NULL, -confidence, "
            "datediff('day', published, DATE '1970-01-01'), id)"
        )


def _rows(table: Table, flows: _Flows) -> list[tuple[Any, ...]]:
    """The edges, in columns first and in Python last.

    Nearly always each cell has one claim, and any will do; only where one has several are they
    all looked at again to pick the one that is preferred.
    """
    preferred = flows.cells(first=f"arg_min({{0}}, {flows.preference})")
    if flows.asked.periods == "sum":
        return table.sql(
            "SELECT exporter, importer, sum(weight), min(since), max(until), NULL, "
            "any_value(predicate), NULL, count(*), sum(claims) "
            f"FROM ({preferred}) GROUP BY exporter, importer"
        ).fetchall()
    columns = "exporter, importer, weight, since, until, period, predicate, claim, 1, claims"
    any_ = flows.cells(first="any_value({0})")
    rows = table.sql(f"SELECT {columns} FROM ({any_})").fetchall()
    if all(row[-1] == 1 for row in rows):
        return rows
    return table.sql(f"SELECT {columns} FROM ({preferred})").fetchall()


def _pairs(totals: Sequence[_Total], flows: _Flows) -> list[tuple[Any, ...]] | None:
    """An edge for each exporter and importer; None where two claims may fill one cell."""
    found: dict[tuple[str, str], tuple[Any, ...]] = {}
    seen: dict[tuple[str, str], int] = {}
    factors: dict[str | None, float] = {unit: float(one) for unit, one in flows.factors.items()}
    for one in totals:
        factor = factors.get(one.unit)
        if one.origin != flows.origin or factor is None:
            continue
        turned = flows.vocab.relations[one.predicate].flows_backwards
        ends = (one.object, one.subject) if turned else (one.subject, one.object)
        if one.periods.bit_count() != one.claims or one.periods & seen.get(ends, 0):
            return None
        seen[ends] = seen.get(ends, 0) | one.periods
        row = (one.value * factor, one.since, one.until, one.claims)
        if ends in found:
            _, _, weight, since, until, _, _, _, claims, _ = found[ends]
            since, until = min(since, one.since), max(until, one.until)
            row = (weight + one.value * factor, since, until, claims + one.claims)
        found[ends] = (*ends, *row[:3], None, one.predicate, None, row[3], row[3])
    return list(found.values())


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
    for exporter, importer, weight, since, until, period, predicate, claim, number, _ in rows:
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


class _Total(NamedTuple):
    """What the claims of one relation, origin and unit between two parties come to.

    With one edge a period nothing is added up yet: they are counted by origin and unit only.
    """

    subject: str
    object: str
    predicate: str
    origin: str | None
    unit: str | None
    value: float
    since: date
    until: date
    periods: int  # a bit for each, so that claims that fill one cell are noticed
    claims: int


def _totals(table: Table, asked: Asked, vocab: Vocabulary) -> list[_Total]:
    """The claims added up, in one pass.

    The bits of periods go round after 126 of them: two periods that are so far apart look like
    one, and are then told apart in the slower way.
    """
    together = ", ".join(_Total._fields[:5])
    numbered = "year(start) * 12 + month(start)" if asked.grain == "month" else "year(start)"
    periods = f"bit_or(CAST(1 AS HUGEINT) << (({numbered}) % {_BITS}))"
    # Added up as decimals, exactly, and rounded once.
    sums = f'CAST(sum(value) AS DOUBLE), min(start), max("end"), {periods}, count(*)'
    if asked.periods == "each":
        together, sums = "NULL, NULL, NULL, origin, unit", "NULL, NULL, NULL, NULL, count(*)"
    return list(
        map(
            _Total._make,
            table.sql(
                f"SELECT {together}, {sums} FROM claims WHERE {_where(asked, vocab)} GROUP BY ALL"
            ).fetchall(),
        )
    )


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


def _origin(counted: Mapping[tuple[str | None, str | None], int], asked: Asked) -> str | None:
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
