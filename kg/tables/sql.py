"""Pieces of SQL: names and texts quoted in one place, numbers and dates read in one way.

Nothing a person or a file wrote becomes SQL but through :func:`literal` and :func:`identifier`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

NUMBER = "DECIMAL(38,12)"
"""The type of the record's numbers."""

TEXT = "VARCHAR"
TYPES: Mapping[str, str] = {
    "date": "DATE",
    "decimal": NUMBER,
    "boolean": "BOOLEAN",
    "claims": "VARCHAR[]",
}
"""SQL types by the kind of a claim's column; all others are text."""


def literal(text: str) -> str:
    """A text as a SQL literal.

    Args:
        text: Any text.

    Returns:
        The literal; a NUL character, which SQL text cannot hold, is put together by ``chr``.

    Example:
        >>> literal("Côte d'Ivoire")
        "'Côte d''Ivoire'"
    """
    parts = ["'" + part.replace("'", "''") + "'" for part in text.split("\0")]
    return parts[0] if len(parts) == 1 else "(" + " || chr(0) || ".join(parts) + ")"


def identifier(name: str) -> str:
    """A name as a SQL identifier.

    Args:
        name: Any name without NUL characters.

    Returns:
        The identifier, in quotation marks.

    Example:
        >>> identifier("start")
        '"start"'
    """
    return '"' + name.replace('"', '""') + '"'


def sql_type(kind: str) -> str:
    """The SQL type of a claim's column.

    Args:
        kind: The column's kind in the ontology.

    Returns:
        Its type.

    Example:
        >>> sql_type("decimal"), sql_type("entity")
        ('DECIMAL(38,12)', 'VARCHAR')
    """
    return TYPES.get(kind, TEXT)


def texts(values: Iterable[str]) -> str:
    """Texts as a SQL list for ``IN``.

    Args:
        values: Any texts.

    Returns:
        ``('a', 'b')``; a list that holds nothing is ``(NULL)``.

    Example:
        >>> texts(["a", "b"])
        "('a', 'b')"
    """
    return f"({', '.join(map(literal, values)) or 'NULL'})"


def make_enum(name: str, values: Iterable[str]) -> str:
    """The statement that makes an ENUM, in the order of its texts.

    Args:
        name: Its name as SQL.
        values: Any texts, in any order.

    Returns:
        The statement.

    Example:
        >>> make_enum("answer", ["yes", "no", "yes"])
        "CREATE TYPE answer AS ENUM ('no', 'yes')"
    """
    return f"CREATE TYPE {name} AS ENUM ({', '.join(map(literal, sorted(set(values))))})"


def trimmed(text: str) -> str:
    """SQL of a text without spaces around it, of any width.

    Most texts are ASCII without a space, and to see that is cheaper than to trim them.

    Args:
        text: SQL of a text.

    Returns:
        SQL of a text.

    Example:
        >>> from kg.tables.connection import connect
        >>> query = f"SELECT {trimmed('x')} FROM (VALUES (' a b '), ('c'), (NULL)) t(x)"
        >>> connect().execute(query).fetchall()
        [('a b',), ('c',), (None,)]
    """
    needs = f"contains({text}, ' ') OR strlen({text}) > length({text})"  # strlen counts bytes
    return f"CASE WHEN {needs} THEN trim({text}) ELSE {text} END"


def decimal(text: str) -> str:
    """SQL that reads a plain decimal number.

    Args:
        text: SQL of a text such as ``34025.66``, ``-3`` or ``1.5e6``.

    Returns:
        SQL of a number; NULL where the text is none or does not fit 26 digits and 12 places.

    Example:
        >>> from kg.tables.connection import connect
        >>> query = f"SELECT {decimal('x')} FROM (VALUES ('1e3'), ('1,5')) t(x)"
        >>> connect().execute(query).fetchall()
        [(Decimal('1000.000000000000'),), (None,)]
    """
    is_number = f"regexp_full_match({text}, {_NUMBER})"
    return f"CASE WHEN {is_number} THEN TRY_CAST({text} AS {NUMBER}) END"


_NUMBER = r"'[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,2})?'"
