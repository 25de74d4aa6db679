"""Which format a file is of: by its header, never by its name."""

from __future__ import annotations

from collections.abc import Sequence

from kg.errors import BadInput, UnknownName, shown
from kg.tables.format import Format, Head

_MOST_CELLS = 12


def recognise(head: Head, formats: Sequence[Format]) -> Format:
    """The one format that a file is of.

    Args:
        head: The file's head.
        formats: Those there are.

    Returns:
        The format.

    Raises:
        BadInput: None or several fit: what was seen, what there is, and what to do.

    Example:
        >>> from pathlib import Path
        >>> recognise(Head(path=Path("a.csv"), cells=("a", "b")), [])  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        ...
        kg.errors.BadInput: a.csv is of no known format: its header has 2 columns, ...
    """
    fitting = [format_ for format_ in formats if format_.recognises(head)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        names = " and ".join(format_.name for format_ in fitting)
        raise BadInput(f"{head.path} could be {names} by its header; say which: --as FORMAT")
    names = ", ".join(format_.name for format_ in formats) or "none"
    raise BadInput(
        f"{head.path} is of no known format: {described(head)}. Known are: {names}. Say which with "
        "--as FORMAT, or describe your columns in a mapping file: kg formats --template > "
        "mapping.toml writes one to start from, --as mapping.toml reads by it"
    )


def named(name: str, formats: Sequence[Format]) -> Format:
    """A format by its name.

    Args:
        name: Its name.
        formats: Those there are.

    Returns:
        The format.

    Raises:
        UnknownName: There is none, with the nearest.
    """
    for format_ in formats:
        if format_.name == name:
            return format_
    raise UnknownName("format", name, [format_.name for format_ in formats])


def described(head: Head) -> str:
    """What was seen of a file, for people."""
    if head.binary:
        return f"it is {head.binary}"
    cells = ", ".join(shown(cell, most=40) for cell in head.cells[:_MOST_CELLS])
    more = f" and {len(head.cells) - _MOST_CELLS} more" if len(head.cells) > _MOST_CELLS else ""
    return (
        f"its header has {len(head.cells)} columns, separated by {head.delimiter!r}, "
        f"{head.encoding}: {cells}{more}"
    )
