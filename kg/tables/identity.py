"""The id of a claim in SQL: the same text hashed as :func:`kg.claim.claim_id` hashes.

The text is JSON. Nothing in it needs an escape: ids of entities are CURIEs, terms stand in the
ontology, periods and numbers are spelled by us, and rows for which that is not so are rejected
before (:mod:`kg.tables.plan`).
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.claim import HASHED, ID_VERSION
from kg.tables.sql import NUMBER, literal

_HEX_DIGITS = 20


def claim_id(slots: Mapping[str, str], *, document: str) -> str:
    """SQL of a claim's id.

    Args:
        slots: SQL of a text by column; what is left out or NULL is not stated.
        document: SQL of the SHA-256 of the source's file.

    Returns:
        SQL of ``claim:c1-…``.

    Example:
        >>> from kg.claim import claim_id as in_python
        >>> from kg.tables.connection import connect
        >>> sql = claim_id({"subject": "'a'"}, document="'d'")
        >>> found = connect().execute(f"SELECT {sql}").fetchone()
        >>> found[0] == in_python("d", {"subject": "a"})
        True
    """
    parts, constant = ["'[\"'", document], '"'
    for name in HASHED:
        sql = slots.get(name)
        if sql is None:
            constant += ",null"
        else:
            stated = f"concat(',\"', {sql}, '\"')"
            parts += [literal(constant), f"CASE WHEN {sql} IS NULL THEN ',null' ELSE {stated} END"]
            constant = ""
    text = f"concat({', '.join([*parts, literal(constant + ']')])})"
    return shortened(f"sha256({text})")


def shortened(digest: str) -> str:
    """SQL of the id that a digest becomes.

    Args:
        digest: SQL of a SHA-256.

    Returns:
        SQL of ``claim:c1-…``.

    Example:
        >>> shortened("digest")
        "'claim:c1-' || left(digest, 20)"
    """
    return f"{literal(f'claim:{ID_VERSION}-')} || left({digest}, {_HEX_DIGITS})"


def plain_number(sql: str) -> str:
    """SQL of a number's shortest plain spelling, as :func:`kg.rdf.plain` spells it.

    Args:
        sql: SQL of a number.

    Returns:
        SQL of a text; NULL for no number.

    Example:
        >>> from kg.tables.connection import connect
        >>> connect().execute("SELECT " + plain_number("18.50")).fetchone()
        ('18.5',)
    """
    return f"rtrim(rtrim(CAST(CAST({sql} AS {NUMBER}) AS VARCHAR), '0'), '.')"
