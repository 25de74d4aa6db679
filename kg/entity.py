"""The entities of the catalogue: what claims are about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A thing with a canonical id.

    Attributes:
        id: Its CURIE, such as ``element:Dy``.
        type: The CURIE of its class.
        label: What people call it.
        aliases: Other names found in sources.
        codes: Codes by scheme, sorted: ``(("number", "66"), ("symbol", "Dy"))``.
        note: What to keep in mind, in our own words.
    """

    id: str
    type: str
    label: str
    aliases: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    note: str = ""
