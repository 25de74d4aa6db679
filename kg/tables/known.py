"""The formats there are, shipped mappings among them, and which one a file is of."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.files import bundled
from kg.tables.format import Format, Head
from kg.tables.formats import every
from kg.tables.mapping_file import read_mapping
from kg.tables.recognise import named, recognise

_MAPPING = ".toml"
_TEMPLATE = "flows.toml"


def all_formats() -> tuple[Format, ...]:
    """Every format, those of shipped mapping files among them.

    Returns:
        The formats, by name.

    Example:
        >>> "flows" in {format.name for format in all_formats()}
        True
    """
    return tuple(sorted((*every(), *_shipped()), key=lambda format_: format_.name))


def format_for(head: Head, asked: str | None) -> Format:
    """The format of a file.

    Args:
        head: The file's head.
        asked: A format's name, the path of a mapping file, or None: by the header.

    Returns:
        The format.

    Raises:
        BadInput: It is of no known format, or the mapping file is wrong.
    """
    if asked is None:
        return recognise(head, all_formats())
    if asked.endswith(_MAPPING):
        return read_mapping(Path(asked))
    return named(asked, all_formats())


def template() -> str:
    """A mapping file to start from.

    Returns:
        The text of a shipped one, with comments.
    """
    return (bundled("data") / "mappings" / _TEMPLATE).read_text(encoding="utf-8")


@cache
def _shipped() -> tuple[Format, ...]:
    return tuple(map(read_mapping, sorted((bundled("data") / "mappings").glob(f"*{_MAPPING}"))))
