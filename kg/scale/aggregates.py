"""Shares, concentration, growth, series, top partners and unit values, once for every engine.

Sums are decimals and the same on every engine to the last digit. Ratios are double precision:
engines divide decimals with different numbers of places, so that ratios agree within a relative
difference of 1e-12.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.errors import BadInput, UnknownName
from kg.scale.cells import GRAINS, SIDES, Choice, cells
from kg.vocab import Vocabulary

if TYPE_CHECKING:
    import ibis.expr.types as ir


def series(claims: ir.Table, choice: Choice, vocab: Vocabulary) -> ir.Table:
    """The total of each period: X_t = Σ_i x_it over the cells i.

    Args:
        claims: A table with the columns of :func:`kg.columns.claim_schema`.
        choice: What is summed.
        vocab: The ontology.

    Returns:
        Columns period, value, cells (how many were added), origin; by period.

    Example:
        >>> import ibis
        >>> from kg.columns import claim_table
        >>> from kg.curated import read_data
        >>> vocab, data = Vocabulary.load(), read_data()
        >>> choice = Choice(quantity_kind="kg:ExportMass", products=("group:rare-earths",),
        ...     unit="unit:TONNE", grain="month", partners=("aggregate:world",))
        >>> series(ibis.memtable(claim_table(data.claims, vocab)), choice, vocab).columns
        ('period', 'value', 'cells', 'origin')
    """
    found = cells(claims, choice, vocab)
    return (
        found.group_by("period")
        .aggregate(value=_sum(found.value), cells=found.count(), origin=found.origin.min())
        .order_by("period")
    )


def shares(
    claims: ir.Table, choice: Choice, vocab: Vocabulary, *, of: str = "exporter"
) -> ir.Table:
    """The part of each exporter (or importer) in the total of a period: s_it = x_it / X_t.

    Args:
        claims: A table with the columns of :func:`kg.columns.claim_schema`.
        choice: What is summed; its ``importer`` makes them the shares of one country's suppliers.
        vocab: The ontology.
        of: Whose shares: exporter or importer.

    Returns:
        Columns period, partner, value, share (0 to 1; NULL where the total is 0), origin; by period
        and falling value.

    Raises:
        UnknownName: ``of`` is neither.

    Example:
        >>> import ibis
        >>> from kg.columns import claim_table
        >>> from kg.curated import read_data
        >>> vocab, data = Vocabulary.load(), read_data()
        >>> table = ibis.memtable(claim_table(data.claims, vocab))
        >>> choice = Choice(quantity_kind="kg:ExportMass", products=("group:rare-earths",),
        ...     unit="unit:TONNE", grain="month", partners=("aggregate:world",))
        >>> shares(table, choice, vocab).columns
        ('period', 'partner', 'value', 'share', 'origin')
    """
    import ibis

    found = _by_partner(cells(claims, choice, vocab), of, "period")
    totals = found.group_by("period").aggregate(total=_sum(found.value))
    both = found.inner_join(totals, "period")
    return both.select(
        "period", "partner", "value", share=_ratio(both.value, both.total), origin=both.origin
    ).order_by("period", ibis.desc("value"), "partner")


def hhi(claims: ir.Table, choice: Choice, vocab: Vocabulary, *, of: str = "exporter") -> ir.Table:
    """The Herfindahl-Hirschman index of each period: H_t = Σ_i s_it².

    From 1/n (n equal partners) to 1 (one partner); times 10,000 it is the scale of competition
    authorities. Source: A. O. Hirschman, "The Paternity of an Index", American Economic Review
    54(5), 1964.

    Args:
        claims: A table with the columns of :func:`kg.columns.claim_schema`.
        choice: What is summed.
        vocab: The ontology.
        of: Whose concentration: exporter or importer.

    Returns:
        Columns period, hhi, partners (how many), value (the total), origin; by period.

    Raises:
        UnknownName: ``of`` is neither.

    Example:
        >>> import ibis
        >>> from kg.columns import claim_table
        >>> from kg.curated import read_data
        >>> vocab, data = Vocabulary.load(), read_data()
        >>> table = ibis.memtable(claim_table(data.claims, vocab))
        >>> choice = Choice(quantity_kind="kg:ExportMass", products=("group:rare-earths",),
        ...     unit="unit:TONNE", grain="month", partners=("aggregate:world",))
        >>> hhi(table, choice, vocab).columns
        ('period', 'hhi', 'partners', 'value', 'origin')
    """
    found = shares(claims, choice, vocab, of=of)
    return (
        found.group_by("period")
        .aggregate(
            hhi=(found["share"] * found["share"]).sum(),
            partners=found.count(),
            value=_sum(found.value),
            origin=found.origin.min(),
        )
        .order_by("period")
    )


def yoy(claims: ir.Table, choice: Choice, vocab: Vocabulary) -> ir.Table:
    """The growth of each total against the same period a year before: g_t = X_t / X_(t-1 year) - 1.

    Args:
        claims: A table with the columns of :func:`kg.columns.claim_schema`.
        choice: What is summed.
        vocab: The ontology.

    Returns:
        Columns period, value, before, growth (NULL where the earlier total is 0 or not there),
        origin; by period.

    Example:
        >>> import ibis
        >>> from kg.columns import claim_table
        >>> from kg.curated import read_data
        >>> vocab, data = Vocabulary.load(), read_data()
        >>> table = ibis.memtable(claim_table(data.claims, vocab))
        >>> choice = Choice(quantity_kind="kg:ExportMass", products=("group:rare-earths",),
        ...     unit="unit:TONNE", grain="month", partners=("aggregate:world",))
        >>> yoy(table, choice, vocab).columns
        ('period', 'value', 'before', 'growth', 'origin')
    """
    now = series(claims, choice, vocab)
    now = now.mutate(month=now.period.year() * 12 + now.period.month())
    then = now.select(before=now.value, later=now.month + GRAINS["year"])
    both = now.left_join(then, now.month == then.later)
    growth = _ratio(both.value, both.before) - 1
    return both.select("period", "value", "before", growth=growth, origin=both.origin).order_by(
        "period"
    )


def top(
    claims: ir.Table,
    choice: Choice,
    vocab: Vocabulary,
    *,
    of: str = "importer",
    limit: int = 10,
) -> ir.Table:
    """The partners with the largest sums over all periods together, and their shares of the whole.

    Args:
        claims: A table with the columns of :func:`kg.columns.claim_schema`.
        choice: What is summed; ``since`` and ``until`` bound the periods.
        vocab: The ontology.
        of: Which side's partners: exporter or importer.
        limit: How many.

    Returns:
        Columns partner, value, share, periods (how many it was added over), origin; largest first,
        those alike by id.

    Raises:
        UnknownName: ``of`` is neither.
        BadInput: The limit is below 1.

    Example:
        >>> import ibis
        >>> from kg.columns import claim_table
        >>> from kg.curated import read_data
        >>> vocab, data = Vocabulary.load(), read_data()
        >>> table = ibis.memtable(claim_table(data.claims, vocab))
        >>> choice = Choice(quantity_kind="kg:ExportMass", products=("group:rare-earths",),
        ...     unit="unit:TONNE", grain="month", partners=("aggregate:world",))
        >>> top(table, choice, vocab).columns
        ('partner', 'value', 'share', 'periods', 'origin')
    """
    import ibis

    if limit < 1:
        raise BadInput("how many partners? At least 1")
    by_period = _by_partner(cells(claims, choice, vocab), of, "period")
    found = by_period.group_by("partner").aggregate(
        value=_sum(by_period.value), periods=by_period.count(), origin=by_period.origin.min()
    )
    both = found.cross_join(found.aggregate(total=_sum(found.value)))
    ranked = both.select(
        "partner",
        "value",
        share=_ratio(both.value, both.total),
        periods=both.periods,
        origin=both.origin,
    )
    return ranked.order_by(ibis.desc("value"), "partner").limit(limit)


def unit_values(
    claims: ir.Table, choice: Choice, vocab: Vocabulary, *, mass: str = "unit:KiloGM"
) -> ir.Table:
    """Value by mass of each period: u_t = Σ_i v_it / Σ_i q_it, over cells that state both.

    A unit value is an average over whatever was shipped, not a price. Source: IMF, "Export and
    Import Price Index Manual", 2009, chapter 2.

    Args:
        claims: A table with the columns of :func:`kg.columns.claim_schema`.
        choice: The values: its quantity kind is one of money that has a kind of mass beside it.
        vocab: The ontology.
        mass: The unit of mass that the money is for.

    Returns:
        Columns period, value, mass, unit_value (NULL where the mass is 0), cells, origin.

    Raises:
        BadInput: There is no kind of mass for this kind of value.

    Example:
        >>> import ibis
        >>> from kg.columns import claim_table
        >>> from kg.curated import read_data
        >>> vocab, data = Vocabulary.load(), read_data()
        >>> table = ibis.memtable(claim_table(data.claims, vocab))
        >>> choice = Choice(quantity_kind="kg:ExportValue", products=("group:rare-earths",),
        ...     unit="unit:CCY_USD", grain="month", partners=("aggregate:world",))
        >>> unit_values(table, choice, vocab).columns
        ('period', 'value', 'mass', 'unit_value', 'cells', 'origin')
    """
    kind = choice.quantity_kind.replace("Value", "Mass")
    if kind == choice.quantity_kind or kind not in vocab.quantity_kinds:
        raise BadInput(
            f"{choice.quantity_kind} has no mass beside it; use kg:ExportValue or kg:ImportValue"
        )
    money = cells(claims, choice, vocab)
    weighed = cells(claims, replace(choice, quantity_kind=kind, unit=mass), vocab)
    keys = ["exporter", "importer", "product", "period", "origin"]
    both = money.inner_join(weighed.rename(mass="value").drop("id"), keys)
    sums = both.group_by("period").aggregate(
        value=_sum(both.value), mass=_sum(both.mass), cells=both.count(), origin=both.origin.min()
    )
    return sums.select(
        "period",
        "value",
        "mass",
        unit_value=_ratio(sums.value, sums.mass),
        cells=sums.cells,
        origin=sums.origin,
    ).order_by("period")


AGGREGATES: Mapping[str, Callable[..., ir.Table]] = {
    "shares": shares,
    "hhi": hhi,
    "yoy": yoy,
    "series": series,
    "top": top,
    "unit-values": unit_values,
}
"""What ``kg sum`` offers, by name."""


def _by_partner(found: ir.Table, of: str, *keys: str) -> ir.Table:
    if of not in SIDES:
        raise UnknownName("side", of, SIDES)
    rows = found.select(*keys, "value", "origin", partner=found[of])
    return rows.group_by([*keys, "partner"]).aggregate(
        value=_sum(rows.value), origin=rows.origin.min()
    )


def _sum(values: Any) -> Any:
    """A sum of decimals in the columns' own type: engines widen sums differently."""
    return values.sum().cast("decimal(38, 12)")


def _ratio(above: Any, below: Any) -> Any:
    import ibis

    divisor = ibis.cases((below == 0, ibis.null("float64")), else_=below.cast("float64"))
    return above.cast("float64") / divisor
