"""What a view shows of a store's claims in columns, for engines that are not DuckDB."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.columns import claim_schema
from kg.tables.editions import Edition
from kg.tables.stored import in_full, said_of

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from kg.tables.held import Table

_ROWS = "rows"


def bulk_claims(
    table: Table,
    *,
    read: Callable[[Path, str], ir.Table],
    lift: Callable[[Any], ir.Table],
    made: bool = True,
) -> ir.Table:
    """The claims of a view, as :meth:`kg.tables.held.Table.duckdb` shows them.

    Args:
        table: The claims in columns, and what the view shows of them.
        read: Opens a Parquet file on the engine and asks what is written in the SQL of DuckDB, in
            which it is called ``rows``.
        lift: Hands an Arrow table to the engine.
        made: False for stand-ins where ids and gists would have to be made and none is needed to
            tell which claims were taken back.

    Returns:
        A table of Ibis with the columns of the ontology.
    """
    import ibis

    names = [column.name for column in table.vocab.columns]
    known = [edition for edition in table.tables.editions if table.seen.knows(edition)]
    closed = table.tables.closed(known)
    made = made or bool(closed or table.withdrawn)
    found = [
        _held(read(path, in_full(said, _ROWS, made=made)), edition, table)
        for edition in known
        for path, said in said_of(table.tables.claims([edition]))
    ]
    if closed:
        gone = ibis.union(*(read(path, f"SELECT claim FROM {_ROWS}") for path in closed))
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
