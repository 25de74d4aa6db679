"""A text file whose quotation marks are out of order, written anew, to be read strictly.

Read strictly, such a file is none; read leniently, characters around a mark are lost without a
word, and rows are glued together. So each line that begins no row is set apart as it stands, and
the lines after it are rows again.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import IO

TORN = "\x02\x01"
"""What stands behind the last cell of a line that is no row; in no table."""

_LONGEST = 100_000  # characters of such a line that are kept, for people to find it by


def mend(file: IO[bytes], target: Path, *, width: int, delimiter: str, quote: str) -> None:
    """Write a file anew.

    Args:
        file: UTF-8 text.
        target: Where to: comma-separated, all cells in quotation marks. A line that is no row
            becomes the first of ``width`` cells, and :data:`TORN` follows the last. Of cells beyond
            them a row keeps one.
        width: How many columns the file has.
        delimiter: What separates its cells.
        quote: What its cells are quoted with; empty for nothing.

    Raises:
        OSError: It cannot be read or written.
        UnicodeDecodeError: It is no UTF-8.

    Example:
        >>> import tempfile
        >>> target = Path(tempfile.mkdtemp()) / "mended.csv"
        >>> text = b'a,b\\n1,"x" y\\n2,z\\n'
        >>> mend(io.BytesIO(text), target, width=2, delimiter=",", quote='"')
        >>> target.read_text().splitlines()[2]
        '"2","z"'
    """
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    with target.open("w", encoding="utf-8", newline="") as written:
        writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for row in _rows(text, delimiter, quote):
            torn = isinstance(row, str)
            cells = [row[:_LONGEST], *[""] * (width - 1), TORN] if torn else row[: width + 1]
            writer.writerow(cells)
    text.detach()


def _rows(text: Iterator[str], delimiter: str, quote: str) -> Iterator[list[str] | str]:
    """Rows of cells, and lines that are no rows; blank lines are neither."""
    lines = _Lines(text)
    while True:
        lines.taken.clear()
        reader = csv.reader(
            lines,
            delimiter=delimiter,
            quotechar=quote or None,
            quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
            strict=True,
        )
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield lines.put_back().rstrip("\r\n")
        else:
            if row:
                yield row


class _Lines:
    """Lines, of which those that were read for the last row can be read again."""

    def __init__(self, text: Iterator[str]) -> None:
        self.taken: list[str] = []
        self._text = text
        self._ahead: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._ahead.popleft() if self._ahead else next(self._text)
        self.taken.append(line)
        return line

    def put_back(self) -> str:
        """Give back all lines of the last row but the first, which is the answer."""
        first, *others = self.taken
        self._ahead.extendleft(reversed(others))
        return first
