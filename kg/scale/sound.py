"""Cells that RDF has no words for: they are refused before anything is written."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Any

from kg.errors import BadInput, shown
from kg.scale.quads import NEVER_NULL, term_prefixes
from kg.vocab import Column, Vocabulary

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from kg.scale.engine import Engine

_LOCAL_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?"
_UNLIKE = ("id", "claims")
"""Kinds of columns whose cells differ from row to row."""

_FEW = 5


def unsound_cells(claims: ir.Table, vocab: Vocabulary) -> ir.Table:
    """Cells that are no id, no known type or no allowed word, or lack what every claim has.

    An id is not escaped but refused, as :class:`kg.mapping.RdfMapping` cannot read another id back.

    Args:
        claims: A table with the columns of :func:`kg.columns.claim_schema`.
        vocab: The ontology.

    Returns:
        A table with the text columns ``column`` and ``cell`` (NULL for what is missing).

    Example:
        >>> import ibis
        >>> from kg.columns import claim_table
        >>> from kg.curated import read_data
        >>> vocab, data = Vocabulary.load(), read_data()
        >>> claims = ibis.memtable(claim_table(data.claims, vocab))
        >>> unsound_cells(claims, vocab).to_pyarrow().num_rows
        0
    """
    import ibis

    found = []
    for column in vocab.columns:
        # Cells repeat, and each is to be named once.
        cells = claims if column.kind in _UNLIKE else claims.select(column.name).distinct()
        sound = _is_sound(column, cells, vocab)
        if sound is not None:
            bad = cells.filter(~sound)
            found.append(bad.select(column=ibis.literal(column.name), cell=_texts(column, bad)))
    return ibis.union(*found)


def refuse_unsound(engine: Engine, claims: ir.Table, vocab: Vocabulary) -> None:
    """Stop where :func:`unsound_cells` finds something.

    Args:
        engine: What looks.
        claims: A table of the engine's; ids and gists need not be made for it, as what is made of
            sound cells is sound.
        vocab: The ontology.

    Raises:
        BadInput: It found something; the message names the first few.

    Example:
        >>> import kg
        >>> from kg.scale.engine import engine
        >>> graph = kg.build(check=False)
        >>> with engine() as duckdb:
        ...     refuse_unsound(duckdb, duckdb.claims(graph.table(), made=False), graph.vocab)
    """
    if not engine.rows(_unsound(claims, vocab).limit(1)).num_rows:
        return
    rows = engine.rows(unsound_cells(claims, vocab).limit(_FEW)).to_pylist()
    named = "; ".join(
        f"{row['column']} {shown(row['cell']) if row['cell'] is not None else 'is missing'}"
        for row in rows
    )
    raise BadInput(
        f"claims hold what RDF has no words for: {named}. Nothing was written; "
        "import their table anew, or retract them"
    )


def _unsound(claims: ir.Table, vocab: Vocabulary) -> ir.Table:
    """Claims with an unsound cell: looked for in one pass, since nearly always there is none."""
    sound = [_is_sound(column, claims, vocab) for column in vocab.columns]
    whole = reduce(and_, (one for one in sound if one is not None))
    return claims.filter(~whole).select("id")


def _is_sound(column: Column, claims: ir.Table, vocab: Vocabulary) -> Any:
    """Whether a cell can be written; None where any cell can."""
    value: Any = claims[column.name]
    if column.kind == "class":
        return value.isin(sorted(vocab.claim_types)).fill_null(False)
    prefixes = _prefixes(column, vocab)
    if column.kind == "claims":
        bad = value.filter(lambda id_: ~_is_id(id_, prefixes).fill_null(False))
        return value.isnull() | (bad.length() == 0)
    if prefixes:
        sound = _is_id(value, prefixes)
    elif column.allowed:
        sound = value.isin(column.allowed)
    elif column.name in NEVER_NULL:
        return value.notnull()
    else:
        return None
    return sound.fill_null(column.name not in NEVER_NULL)


def _prefixes(column: Column, vocab: Vocabulary) -> tuple[str, ...]:
    """The prefixes of the ids in a column; none for a column that holds none."""
    if column.kind in ("relation", "term"):
        return term_prefixes(vocab)
    if column.name == "source_id":
        return ("source",)
    if column.kind in ("id", "entity", "claims"):
        return tuple(
            prefix for prefix, iri in vocab.prefixes.items() if iri == f"{vocab.base}{prefix}/"
        )
    return ()


def _is_id(value: ir.StringValue, prefixes: tuple[str, ...]) -> ir.BooleanValue:
    return value.re_search(rf"^(?:{'|'.join(prefixes)}):{_LOCAL_NAME}\z")


def _texts(column: Column, claims: ir.Table) -> ir.StringValue:
    value: Any = claims[column.name]
    return value.join(", ") if column.kind == "claims" else value.cast("string")
