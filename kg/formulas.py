"""Text in tables that a spreadsheet would run: made harmless when written, restored when read.

A cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break is run as a formula by
common spreadsheets; so is no number such as ``-48.3``, which stays. An apostrophe in front makes it
text. It also keeps white space at the ends of a cell, which readers of tables drop.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_MARK = "'"


def defused(text: str) -> str:
    """A text as a cell that no spreadsheet runs.

    Args:
        text: Any text.

    Returns:
        The text, with an apostrophe in front where it needs one.

    Example:
        >>> defused("=1+1"), defused("-48.3")
        ("'=1+1", '-48.3')
    """
    return _MARK + text if _needs_mark(text) else text


def restored(cell: str) -> str:
    """The text of a cell: what :func:`defused` was given, else the cell without white space around.

    Args:
        cell: A cell as it stands in the file.

    Returns:
        Its text.

    Example:
        >>> restored("'=1+1"), restored(" a "), restored("'tis")
        ('=1+1', 'a', "'tis")
    """
    if cell.startswith(_MARK) and _needs_mark(cell[1:]):
        return cell[1:]
    return cell.strip()


def _needs_mark(text: str) -> bool:
    """Whether it could be run or lose white space, now or once marks before it are taken off."""
    bare = text.lstrip(_MARK)
    if bare != bare.strip():
        return True
    return _FORMULA.match(bare) is not None and not _NUMBER.fullmatch(bare)
