"""How claims stand in the files of a store: what follows from the rest is made when asked for.

A claim's id is a hash of its other columns, its gist a sentence of them. To compute and pack them
takes longer than all the rest of an import, and few questions ask for them. So a file that an
import writes holds, in their place, what they are made from beside the other columns: in ``id`` the
digest of the table, in ``gist`` the words for relation and unit. :func:`claims_of` reads any such
file, and any that holds them in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.claim import HASHED
from kg.tables import identity
from kg.tables.parquet import rows_of
from kg.tables.sql import literal

_CLAIM = "claim:"
_BETWEEN = "\x1f"  # between the words of a gist that is to be made


def claims_of(paths: Iterable[Path], *, numbered: bool = False) -> str:
    """The claims in Parquet files, with all their columns, as SQL to stand after FROM.

    Args:
        paths: At least one file; columns are lined up by name.
        numbered: With each row's place in its file, ``file_row_number``.

    Returns:
        A subquery in brackets.
    """
    rows = rows_of(paths, numbered=numbered)
    texts = {name: name for name in HASHED}
    texts |= {"value": identity.plain_number("value"), "negated": "CAST(negated AS VARCHAR)"}
    id_ = identity.claim_id(texts, document="id")
    return (
        f"(SELECT * REPLACE (CASE WHEN starts_with(id, {literal(_CLAIM)}) THEN id ELSE {id_} END "
        f"AS id, CASE WHEN contains(gist, {literal(_BETWEEN)}) THEN {_GIST} ELSE gist END AS gist) "
        f"FROM {rows})"
    )


def words(predicate: str, unit: str, labels: Mapping[str, str]) -> str:
    """SQL of what the gist of a claim is made from beside its other columns.

    Args:
        predicate: SQL of the relation.
        unit: SQL of the unit, which may be NULL.
        labels: What relations and units are called.

    Returns:
        SQL of a text that a few words make up, the same for many claims.
    """
    cases = " ".join(f"WHEN {literal(key)} THEN {literal(label)}" for key, label in labels.items())
    called = (f"coalesce(CASE {sql} {cases} END, '')" for sql in (predicate, unit))
    return f" || {literal(_BETWEEN)} || ".join(called)


def _named(column: str) -> str:
    """SQL of a short name of an entity, by its id: CHN, HS 284690, world."""
    local = f"substr({column}, strpos({column}, ':') + 1)"
    spaced = f"replace({local}, '-', ' ')"
    return f"CASE WHEN starts_with({local}, 'hs-') THEN upper({spaced}) ELSE {spaced} END"


_VALUE = f"concat_ws(' ', replace(hedge, '_', ' '), {identity.plain_number('value')}, "
_GIST = (
    f"concat({_named('subject')}, ' ', split_part(gist, {literal(_BETWEEN)}, 1), "
    f"CASE WHEN object IS NOT NULL THEN ' ' || {_named('object')} END, "
    f"CASE WHEN value IS NOT NULL THEN ': ' || {_VALUE}"
    f"nullif(split_part(gist, {literal(_BETWEEN)}, 2), '')) END, "
    f"CASE WHEN product IS NOT NULL THEN ' of ' || {_named('product')} END, "
    "CASE WHEN period_text IS NOT NULL THEN ', ' || period_text END)"
)
