"""The sources: the documents and tables that claims come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document or table, as a bibliographic row. Its text is never stored.

    Attributes:
        id: Its CURIE.
        label: A short label of our own, not the headline.
        kind: article, reference or table.
        publisher: Entity that published it; None where the document does not say.
        published: Day of publication.
        published_basis: How that day is known.
        language: BCP 47 code.
        sha256: SHA-256 of the document's bytes; None where there is no document.
        length: The document's length in characters.
        obtained: How it was obtained.
        relies_on: Outlets or offices it reprints or cites as a whole.
        licence: What is known of its terms.
        recorded: Day this row was written.
    """

    id: str
    label: str
    kind: str
    publisher: str | None
    published: date
    published_basis: str
    language: str
    sha256: str | None
    length: int | None
    obtained: str
    relies_on: tuple[str, ...]
    licence: str
    recorded: date

    @property
    def digest(self) -> str:
        """What stands for the document in the ids of its claims."""
        return self.sha256 or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction:
    """From its date on a claim is no longer visible on the known clock."""

    claim: str
    date: date
    why: str
