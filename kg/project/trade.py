"""The network of trade: weighted flows of which no two overlap, so that they can be added up.

Of several claims for one cell (exporter, importer, period) one counts: the longest year-to-date;
then the preferred side's report before the other's; stated before derived; exact before hedged;
without a scope note before with one; higher confidence; later publication; the earlier place in its
source; lower id. Of flows that overlap, such as those to the world with those to countries, or to a
bloc with those to its members, the finer ones count, or the coarser ones if asked for totals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

import networkx as nx

from kg.claim import Claim
from kg.errors import BadInput, UnknownName
from kg.project.attributes import add_entities, edge_attributes, empty
from kg.project.bulk import PERIODS, Asked, InColumns, bulk_network
from kg.project.flows import GRAINS, Flow, bucket, flows, has_grain
from kg.project.overlap import Overlaps, Pair
from kg.project.view import View
from kg.vocab import Vocabulary

_NOT_CONVERTIBLE = "Currency"  # a rate of exchange is no constant
_SIDES = ("exporter", "importer")
_PARTNERS = ("each", "total")

Cells = Mapping[tuple[date, Pair], Sequence[Flow]]
"""The flows for each period, exporter and importer, the preferred one first."""


def trade_network(
    view: View,
    *,
    quantity_kind: str | None = None,
    product: str | None = None,
    grain: str | None = None,
    unit: str | None = None,
    reporter: str = "exporter",
    partners: str = "each",
    origin: str | None = None,
    periods: str = "each",
    tables: bool | None = None,
) -> nx.MultiDiGraph:
    """Flows of one product in one quantity kind, an edge for each exporter, importer and period.

    Nothing is counted twice: of several claims for one cell one counts, the ids of the others stand
    in ``other_claim_ids``; of flows that overlap the finer or the coarser ones count.

    Args:
        view: The view.
        quantity_kind: What is added up, such as ``kg:ExportMass``.
        product: Which product, element or group; only claims of exactly this one count.
        grain: month, year, or ytd (from January on; the longest for each year).
        unit: The unit of the weights; by default the most frequent one. Masses are converted,
            currencies are not: claims in another one are left out.
        reporter: Whose report is preferred, the exporter's or the importer's.
        partners: "each" for the finer of overlapping flows, "total" for the coarser; tables hold
            single partners only.
        origin: Of tables: whose figures count; by default those of the origin with most flows.
        periods: Of tables: "each" for an edge a period, "sum" for one edge a pair.
        tables: Whether flows come from imported tables or from other claims, never from both; by
            default from tables if they hold any of that kind, product and grain.

    Returns:
        A graph whose edges carry weight, unit, period (the key) and their claim; ``graph.graph``
        says how many claims were left out as repeats, as overlaps and for their unit.

    Raises:
        UnknownName: An argument names what nobody knows.
        BadInput: One is missing; the message lists what there is.
    """
    if quantity_kind is None or product is None or grain is None:
        offers = _offers(flows(view))
        raise BadInput(f"trade needs quantity_kind, product and grain; there are {offers}")
    for name, choice, known in (
        ("choice of periods", periods, PERIODS),
        ("quantity kind", quantity_kind, view.vocab.quantity_kinds),
        ("product", product, view.entities),
        ("grain", grain, GRAINS),
        ("unit", unit, view.vocab.units),
        ("reporter", reporter, _SIDES),
        ("choice of partners", partners, _PARTNERS),
    ):
        if choice is not None and choice not in known:
            raise UnknownName(name, choice, known)
    if tables is not False and isinstance(view, InColumns):
        asked = Asked(
            quantity_kind=quantity_kind,
            product=product,
            grain=grain,
            unit=unit,
            reporter=reporter,
            origin=origin,
            periods=periods,
        )
        graph = bulk_network(view, asked)
        if graph is not None:
            return graph
    if tables or origin or periods != "each":
        raise BadInput(
            f"no imported table holds {quantity_kind} of {product} by {grain}; "
            "origin, periods and tables are for those"
        )
    wanted = [flow for flow in flows(view) if _is_of(flow.claim, quantity_kind, product, grain)]
    unit = unit or _usual_unit(wanted)
    fitting = [flow for flow in wanted if unit and _convertible(flow, unit, view.vocab)]
    cells = _cells(fitting, grain, by_exporter=reporter == "exporter")
    kept = _apart(cells, Overlaps(view), coarse=partners == "total")
    about: dict[str, str | int] = {
        "quantity_kind": quantity_kind,
        "product": product,
        "grain": grain,
        "unit": unit or "",
        **_left_out(wanted, fitting, kept),
    }
    return _graph(view, kept, unit or "", about)


def _is_of(claim: Claim, quantity_kind: str, product: str, grain: str) -> bool:
    sought = (quantity_kind, product)
    return (claim.quantity_kind, claim.product) == sought and has_grain(claim, grain)


def _left_out(wanted: Sequence[Flow], fitting: Sequence[Flow], kept: Cells) -> dict[str, int]:
    within = sum(map(len, kept.values()))
    return {
        "left_out_units": len(wanted) - len(fitting),
        "left_out_repeats": within - len(kept),
        "left_out_overlaps": len(fitting) - within,
    }


def _graph(view: View, cells: Cells, unit: str, about: Mapping[str, str | int]) -> nx.MultiDiGraph:
    graph = empty(view, "trade", **about)
    add_entities(graph, view, (id_ for _, pair in cells for id_ in pair))
    for (_, pair), cell in sorted(cells.items(), key=lambda item: item[0]):
        _add_flow(graph, view, pair, cell, unit)
    return graph


def _add_flow(
    graph: nx.MultiDiGraph, view: View, pair: Pair, cell: Sequence[Flow], unit: str
) -> None:
    chosen, units = cell[0], view.vocab.units
    claim = chosen.claim
    factor = Decimal(units[claim.unit or unit].factor) / Decimal(units[unit].factor)
    relation = view.vocab.relations[claim.predicate]
    period = claim.period_text or f"{claim.start}/{claim.end - timedelta(days=1)}"
    graph.add_edge(
        *pair,
        key=period,
        period=period,
        weight=float(chosen.value * factor),
        unit=unit,
        relation=claim.predicate,
        label=relation.label if chosen.by_exporter else relation.inverse_label,
        colour=relation.colour,
        reversed=not chosen.by_exporter,
        other_claim_ids=[flow.claim.id for flow in cell[1:]],
        **edge_attributes([claim], view.vocab),
    )


def _cells(found: Iterable[Flow], grain: str, *, by_exporter: bool) -> Cells:
    def preference(flow: Flow) -> tuple[object, ...]:
        claim = flow.claim
        return (
            claim.start - claim.end,
            flow.by_exporter != by_exporter,
            bool(claim.premises),
            claim.hedge is not None,
            claim.scope_note is not None,
            -claim.confidence,
            -claim.published.toordinal(),
            claim.source_id,
            claim.locator or "",
            flow.value,
            claim.unit or "",
            claim.id,
        )

    cells: dict[tuple[date, Pair], list[Flow]] = {}
    for flow in sorted(found, key=preference):
        pair = flow.exporter, flow.importer
        cells.setdefault((bucket(flow.claim, grain), pair), []).append(flow)
    return cells


def _apart(cells: Cells, overlaps: Overlaps, *, coarse: bool) -> Cells:
    """The cells of which no two hold the same goods."""
    pairs: dict[date, list[Pair]] = {}
    for day, pair in cells:
        pairs.setdefault(day, []).append(pair)
    return {
        (day, pair): cells[day, pair]
        for day, together in pairs.items()
        for pair in overlaps.apart(together, coarse=coarse)
    }


def _usual_unit(found: Iterable[Flow]) -> str | None:
    counted = Counter(flow.claim.unit for flow in found)
    return min(counted, key=lambda unit: (-counted[unit], unit or ""), default=None)


def _convertible(flow: Flow, unit: str, vocab: Vocabulary) -> bool:
    own = vocab.units[flow.claim.unit or unit]
    other = vocab.units[unit]
    return own == other or (own.dimension == other.dimension and own.dimension != _NOT_CONVERTIBLE)


def _offers(found: Iterable[Flow]) -> str:
    offers = {
        f"{flow.claim.quantity_kind} of {flow.claim.product} by {grain}"
        for flow in found
        for grain in GRAINS
        if has_grain(flow.claim, grain) and flow.claim.product
    }
    return "; ".join(sorted(offers)) or "no flows in this view"
