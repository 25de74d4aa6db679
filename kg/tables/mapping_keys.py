"""The keys of a mapping file: read as what they must be, or an error that says where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import BadInput, nearest, shown
from kg.vocab import CURIE


@dataclass
class Keys:
    """A file's tables, and how their values are read.

    Attributes:
        path: The file.
        data: What stands in it.
    """

    path: Path
    data: Mapping[str, Any]

    def check_keys(self, table: Mapping[str, Any], known: Sequence[str], where: str) -> None:
        """Refuse a key that nobody knows."""
        for key in table:
            if key not in known:
                close = " or ".join(nearest(key, known))
                hint = f"did you mean {close}?" if close else f"there are {', '.join(known)}"
                raise self.bad(where, f"has an unknown key {shown(key)}; {hint}")

    def table(self, data: Mapping[str, Any], key: str, known: Sequence[str]) -> Mapping[str, Any]:
        """A table of the file, its keys checked."""
        table = self.a_table(data.get(key), f"[{key}]")
        self.check_keys(table, known, f"[{key}]")
        return table

    def tables(self, key: str, known: Sequence[str]) -> list[Mapping[str, Any]]:
        """A list of tables of the file, their keys checked."""
        rows = self.data.get(key, [])
        if not isinstance(rows, list):
            raise self.bad(f"[{key}]", f"stands once or more as [[{key}]]")
        for number, row in enumerate(rows, start=1):
            self.check_keys(self.a_table(row, f"{key} {number}"), known, f"{key} {number}")
        return rows

    def a_table(self, value: Any, where: str) -> Mapping[str, Any]:
        """A value that must be a table."""
        if not isinstance(value, dict):
            raise self.bad(where, 'is missing, or no table such as { column = "partner" }')
        return value

    def required(self, row: Mapping[str, Any], key: str, where: str) -> Any:
        """The value of a key that must be there."""
        if key not in row:
            raise self.bad(where, f"lacks {key!r}")
        return row[key]

    def text(self, row: Mapping[str, Any], key: str, where: str, default: str | None = None) -> str:
        """A text."""
        value = row.get(key, default)
        if not isinstance(value, str):
            raise self.bad(where, f"{key} must be a text")
        return value

    def texts(
        self, row: Mapping[str, Any], key: str, where: str, default: list[str] | None = None
    ) -> list[str]:
        """A list of texts."""
        value = row.get(key, default)
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            raise self.bad(where, f'{key} must be a list of texts, such as ["a", "b"]')
        return value

    def truth(self, row: Mapping[str, Any], where: str) -> str:
        """Whether ``empty`` is asked for, as SQL."""
        if not isinstance(row["empty"], bool):
            raise self.bad(where, "empty must be true or false")
        return str(row["empty"]).lower()

    def curie(self, row: Mapping[str, Any], key: str, where: str) -> str:
        """A text that must be an id."""
        text = self.text(row, key, where)
        if not CURIE.fullmatch(text):
            raise self.bad(where, f"{key} {shown(text)} is no id; write one such as country:CHN")
        return text

    def bad(self, where: str, why: str) -> BadInput:
        """An error at a place of the file."""
        return BadInput(f"{self.path}: {where} {why}")
