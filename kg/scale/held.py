"""What a view shows of a store's claims in columns, for engines that are not DuckDB."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.columns import claim_schema
from kg.tables.editions import Edition

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from kg.tables.held import Table


def bulk_claims(
    table: Table,
    *,
    read: Callable[[list[Path]], ir.Table],
    lift: Callable[[Any], ir.Table],
) -> ir.Table:
    """The claims of a view, as :meth:`kg.tables.held.Table.duckdb` shows them.

    Args:
        table: The claims in columns, and what the view shows of them.
        read: Opens Parquet files on the engine.
        lift: Hands an Arrow table to the engine.

    Returns:
        A table of Ibis with the columns of the ontology.
    """
    import ibis

    names = [column.name for column in table.vocab.columns]
    known = [edition for edition in table.tables.editions if table.seen.knows(edition)]
    found = [
        _held(read([path]), edition, table)
        for edition in known
        for path in table.tables.claims([edition])
    ]
    if closed := table.tables.closed(known):
        gone = read(list(closed)).select("claim")
        found = [claims.anti_join(gone, claims.id == gone.claim) for claims in found]
    if table.withdrawn:
        found = [claims.filter(claims.id.notin(table.withdrawn)) for claims in found]
    if table.stated is not None or not found:
        empty = claim_schema(table.vocab).empty_table()
        found.append(lift(empty if table.stated is None else table.stated))
    return ibis.union(*(claims.select(names) for claims in found))


def _held(claims: ir.Table, edition: Edition, table: Table) -> ir.Table:
    """The claims of an edition that hold in the view's valid period."""
    import ibis

    missing = [column.name for column in table.vocab.columns if column.name not in claims.columns]
    types = ibis.Schema.from_pyarrow(claim_schema(table.vocab))
    claims = claims.mutate(**{name: ibis.null(types[name]) for name in missing})
    if table.seen.valid is None:
        return claims
    bounds = table.seen.valid.bounds("held", attested=edition.published)
    first, after = ibis.literal(bounds.start), ibis.literal(bounds.end)
    if table.seen.throughout:
        return claims.filter(claims.start <= first, claims.end >= after)
    return claims.filter(claims.start < after, claims.end > first)
