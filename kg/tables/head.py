"""The beginning of a file: what it is packed in, how it is encoded, what its first line says."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zipfile
from pathlib import Path
from typing import IO, cast

from kg.errors import BadInput
from kg.files import UNREADABLE
from kg.tables.format import Head

_SIZE = 64 * 1024
_GZIP, _ZIP, _PARQUET = b"\x1f\x8b", b"PK\x03\x04", b"PAR1"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DELIMITERS = ",\t;|"
_WORKBOOK = "xl/workbook.xml"
_PAIRED = 0.9  # of the bytes above ASCII stand in pairs in Chinese text, and alone in European text


def read_head(path: Path) -> Head:
    """Read the beginning of a file; ``.gz`` and ``.zip`` are looked into, by content, not by name.

    Args:
        path: The file.

    Returns:
        Its head.

    Raises:
        BadInput: It cannot be read, is empty, or is an archive of several files.

    Example:
        >>> from kg.files import bundled
        >>> read_head(bundled("data") / "sources.csv").cells[:2]
        ('id', 'label')
    """
    with opened(path) as file:
        try:
            start = file.read(_SIZE)
        except UNREADABLE as error:
            raise BadInput(f"cannot read {path}: {error}") from error
    if not start.strip():
        raise BadInput(f"{path} is empty")
    if start.startswith(_PARQUET):
        return Head(path=path, binary="parquet")
    if start.startswith(_ZIP):  # what is left of a zip archive here is a workbook
        return Head(path=path, binary="xlsx")
    encoding = guessed_encoding(start)
    text = codecs.getincrementaldecoder(encoding)("replace").decode(start).removeprefix("\ufeff")
    delimiter = _delimiter(text)
    return Head(
        path=path, text=text, encoding=encoding, delimiter=delimiter, cells=_cells(text, delimiter)
    )


def opened(path: Path) -> IO[bytes]:
    """Open a file for reading bytes, unpacked where it is gzip or a zip archive of one file.

    Args:
        path: The file.

    Returns:
        A binary file.

    Raises:
        BadInput: It cannot be read, or is an archive of no or several files.

    Example:
        >>> from kg.files import bundled
        >>> with opened(bundled("data") / "sources.csv") as file:
        ...     file.read(3)
        b'id,'
    """
    try:
        with path.open("rb") as file:
            magic = file.read(4)
        if magic.startswith(_GZIP):
            return cast(IO[bytes], gzip.open(path))
        if magic == _ZIP:
            return _member(path)
        return path.open("rb")
    except (OSError, zipfile.BadZipFile) as error:
        raise BadInput(
            f"cannot read {path}: {getattr(error, 'strerror', None) or error}"
        ) from error


def packing(path: Path) -> str:
    """How a file is packed: ``gzip``, ``zip`` or ``none``.

    Args:
        path: The file.

    Returns:
        The packing, by its first bytes.

    Example:
        >>> from kg.files import bundled
        >>> packing(bundled("data") / "sources.csv")
        'none'
    """
    with path.open("rb") as file:
        magic = file.read(4)
    return "gzip" if magic.startswith(_GZIP) else "zip" if magic == _ZIP else "none"


def guessed_encoding(start: bytes, *, whole: bool = False) -> str:
    """The encoding of a text by its bytes.

    Args:
        start: Its beginning.
        whole: Whether that is all of it, so that no character is cut off at its end.

    Returns:
        ``utf-8``, ``utf-16``, ``gb18030`` or ``cp1252``.

    Example:
        >>> guessed_encoding("出口".encode("gb18030")), guessed_encoding("Türkei".encode("cp1252"))
        ('gb18030', 'cp1252')
    """
    if start.startswith(_UTF16):
        return "utf-16"
    if _reads(start, "utf-8", whole):
        return "utf-8"
    return "gb18030" if _reads(start, "gb18030", whole) and _is_paired(start) else "cp1252"


def _reads(start: bytes, encoding: str, whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(start, whole)
    except UnicodeDecodeError:
        return False
    return True


def _is_paired(start: bytes) -> bool:
    """Whether bytes above ASCII stand beside others of their kind, as in Chinese text."""
    high = [index for index, byte in enumerate(start) if byte >= 0x80]
    places = set(high)
    beside = sum(index + 1 in places or index - 1 in places for index in high)
    return beside >= _PAIRED * len(high)


def _member(path: Path) -> IO[bytes]:
    with zipfile.ZipFile(path) as archive:
        names = [item.filename for item in archive.infolist() if not item.is_dir()]
    if _WORKBOOK in names:
        return path.open("rb")
    if len(names) != 1:
        listed = ", ".join(names[:5]) or "nothing"
        raise BadInput(f"{path} holds {len(names)} files ({listed}); unpack it and import each")
    with zipfile.ZipFile(path) as archive:
        return archive.open(names[0])


def _delimiter(text: str) -> str:
    line = next((line for line in text.splitlines() if line.strip()), "")
    unquoted = "".join(line.split('"')[::2])
    return max(_DELIMITERS, key=unquoted.count)


def _cells(text: str, delimiter: str) -> tuple[str, ...]:
    """The cells of the first line that is not blank."""
    try:
        reader = csv.reader(io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=delimiter)
        return tuple(cell.strip() for cell in next(reader, []))
    except csv.Error:
        return ()
