"""How claims stand in the files of a store: what follows from the rest is made when asked for.

A claim's id is a hash of its other columns, its gist a sentence of them. To compute and pack them
takes longer than all the rest of an import, and few questions ask for them. So a file that an
import writes holds, in their place, what they are made from beside the other columns: in ``id`` the
digest of the table, in ``gist`` what relations and units are called. A locator is the number of a
row. Columns that are the same in all rows stand once, in the file's metadata. :func:`claims_of`
reads any such file, and any that holds all in full.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from kg.claim import HASHED
from kg.errors import StoreDamaged, shown
from kg.tables import identity
from kg.tables.connection import connect
from kg.tables.parquet import rows_of
from kg.tables.sql import TEXT, TYPES, identifier, literal
from kg.vocab import Vocabulary

_KEY = "kg columns"
_EMPTY = "[]"
ROW = "BIGINT"
"""The type of a locator that is the number of a row."""

_TYPES = frozenset({TEXT, *TYPES.values()})


def claims_of(paths: Iterable[Path], *, numbered: bool = False, made: bool = True) -> str:
    """The claims in Parquet files, with all their columns, as SQL to stand after FROM.

    Args:
        paths: At least one file; columns are lined up by name.
        numbered: With each row's place in its file, ``file_row_number``.
        made: False for stand-ins instead of ids and gists, which are dear to make.

    Returns:
        A subquery in brackets.
    """
    alike: dict[str | None, list[Path]] = {}
    for path, said in said_of(paths):
        alike.setdefault(said, []).append(path)
    rows = (
        in_full(said, rows_of(group, numbered=numbered), numbered=numbered, made=made)
        for said, group in alike.items()
    )
    return f"({' UNION ALL BY NAME '.join(rows)})"


def metadata(
    types: Mapping[str, str], constants: Mapping[str, str | None], copies: Mapping[str, str]
) -> str:
    """What a file says of columns that it does not hold, as the value of ``KV_METADATA``.

    Args:
        types: SQL type by column, in the order of the record.
        constants: The text of each that is the same in all rows, None for NULL.
        copies: Those that are the same as another one in each row, with the other one's name.

    Returns:
        SQL of a struct.
    """
    said = [
        [name, type_, copies.get(name, name in constants), constants.get(name)]
        for name, type_ in types.items()
    ]
    return f"{{{literal(_KEY)}: {literal(json.dumps(said))}}}"


def said_of(paths: Iterable[Path]) -> list[tuple[Path, str | None]]:
    """What files say of columns that they do not hold.

    Args:
        paths: Parquet files.

    Returns:
        Each with what :func:`metadata` made, as JSON; None where it holds all in full.
    """
    paths = [path.resolve() for path in paths]
    if not paths:
        return []
    names = ", ".join(literal(str(path)) for path in paths)
    with connect(reads=paths) as connection:
        found = connection.execute(
            f"SELECT file_name, decode(value) FROM parquet_kv_metadata([{names}]) "
            f"WHERE decode(key) = {literal(_KEY)}"
        ).fetchall()
    said = dict(found)
    return [(path, said.get(str(path))) for path in paths]


def in_full(said: str | None, rows: str, *, numbered: bool = False, made: bool = True) -> str:
    """SQL of the claims in a file, with all their columns in the order of the record.

    Args:
        said: What the file says of columns that it does not hold, see :func:`said_of`.
        rows: SQL of its rows, to stand after FROM.
        numbered: Whether they have ``file_row_number``.
        made: False for stand-ins: ids that are the same in a file, and what gists are made from.

    Returns:
        A SELECT, of functions that other engines have too.

    Raises:
        StoreDamaged: It says what no import does.
    """
    if said is None:
        return f"SELECT * FROM {rows}"
    columns = json.loads(said)
    listed = [f"{_column(*column)} AS {identifier(column[0])}" for column in columns]
    if made:
        texts = {name: name for name in HASHED}
        texts |= {"value": identity.plain_number("value"), "negated": "CAST(negated AS VARCHAR)"}
        said_words = next(text for name, _, _, text in columns if name == "gist")
        own = {"id": identity.claim_id(texts, document="id"), "gist": _gist(said_words)}
    else:
        own = {"id": identity.shortened("id")}
    whole = [f"{own[name]} AS {name}" if name in own else identifier(name) for name, *_ in columns]
    number = ["file_row_number"] if numbered else []
    inner = f"SELECT {', '.join([*listed, *number])} FROM {rows}"
    return f"SELECT {', '.join([*whole, *number])} FROM ({inner})"


def _column(name: str, type_: str, same: bool | str, text: str | None) -> str:
    """SQL of a column: one of the file, another one once more, or the same in all rows."""
    if isinstance(same, str):
        return identifier(same)
    return _constant(type_, text) if same else _stated(name, type_)


def _constant(type_: str, text: str | None) -> str:
    """SQL of a value that is the same in all rows."""
    if type_ not in _TYPES:
        raise StoreDamaged(f"a file of a table has a column of the type {shown(type_)}")
    value = "NULL" if text is None else _EMPTY if text == _EMPTY else literal(text)
    return f"CAST({value} AS {type_})"


def _stated(name: str, type_: str) -> str:
    """SQL of a column that a file holds."""
    if type_ == ROW:
        return f"'row:' || CAST({identifier(name)} AS {TEXT})"
    return identifier(name)


def words(terms: Collection[str], vocab: Vocabulary) -> str:
    """What gists call relations and units, as it stands in place of them.

    Args:
        terms: Ids of the relations and units that claims can have; others are passed over.
        vocab: What they are called.

    Returns:
        A JSON object.

    Example:
        >>> words({"kg:exportsTo", "unit:KiloGM"}, Vocabulary.load())
        '{"kg:exportsTo": "exports to", "unit:KiloGM": "kg"}'
    """
    called = {id_: relation.label for id_, relation in vocab.relations.items()}
    called |= {id_: unit.symbol for id_, unit in vocab.units.items()}
    return json.dumps({id_: name for id_, name in called.items() if id_ in terms})


def _called(sql: str, labels: Mapping[str, str]) -> str:
    """SQL of what a relation or unit is called; empty for none."""
    cases = " ".join(f"WHEN {literal(id_)} THEN {literal(name)}" for id_, name in labels.items())
    return f"CASE {sql} {cases} ELSE '' END" if cases else "''"


def _named(column: str) -> str:
    """SQL of a short name of an entity, by its id: CHN, HS 284690, world."""
    local = f"substr({column}, strpos({column}, ':') + 1)"
    spaced = f"replace({local}, '-', ' ')"
    return f"CASE WHEN starts_with({local}, 'hs-') THEN upper({spaced}) ELSE {spaced} END"


def _gist(words: str | None) -> str:
    """SQL of the gists of a file's claims."""
    if words is None:
        raise StoreDamaged(
            "a file of a table was written by an earlier version; take the table out with kg "
            "tables --remove and import it anew"
        )
    labels = json.loads(words)
    unit = f"nullif({_called('unit', labels)}, '')"
    value = f"concat_ws(' ', replace(hedge, '_', ' '), {identity.plain_number('value')}, {unit})"
    return (
        f"concat({_named('subject')}, ' ', {_called('predicate', labels)}, "
        f"CASE WHEN object IS NOT NULL THEN ' ' || {_named('object')} END, "
        f"CASE WHEN value IS NOT NULL THEN ': ' || {value} END, "
        f"CASE WHEN product IS NOT NULL THEN ' of ' || {_named('product')} END, "
        "CASE WHEN period_text IS NOT NULL THEN ', ' || period_text END)"
    )
