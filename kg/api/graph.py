"""A graph: a store, everything that reads it, and what changes it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kg.api.asking import StrPath
from kg.api.asof import AsOf
from kg.api.held import WithTables
from kg.asof import as_of
from kg.dataset import Dataset
from kg.dates import parse_day
from kg.errors import BadInput, UnknownName
from kg.sources import Retraction
from kg.store.base import Progress, silent
from kg.store.contents import TAKEN

if TYPE_CHECKING:
    from kg.check import Report
    from kg.claim import Claim


class Graph(WithTables):
    """A store with everything that can be done with it; read, it is its own default view."""

    def as_of(
        self,
        *,
        valid: str | None = None,
        known: str | date | None = None,
        throughout: bool = False,
    ) -> AsOf:
        """What can be seen at a valid time, as far as was known on a day.

        Args:
            valid: ``2025-05-01``, ``2025-05``, ``2025-Q2`` …: at some time in it; None for "ever".
            known: A day; None for the newest publication or retraction.
            throughout: Only what covers all of the valid period.

        Returns:
            The view.

        Raises:
            BadDate: Either is none.

        Example:
            >>> import kg
            >>> len(list(kg.build().as_of(known="1900-01-01").claims()))
            0
        """
        view = as_of(self.store, valid=valid, known=known, throughout=throughout)
        return AsOf(view.store, view.valid, view.known, view.throughout)

    def add(self, files: StrPath | Iterable[StrPath], *, progress: Progress = silent) -> Added:
        """Load files of your own; builds leave them alone.

        Args:
            files: One file or several: claims, entities, sources or retractions as CSV; RDF of
                any format.
            progress: Told about each stage.

        Returns:
            How much is new.

        Raises:
            BadInput: A file cannot be read; nothing is added then.
        """
        from kg.load import load

        paths = [files] if isinstance(files, str | os.PathLike) else files
        with self.store.writer(progress=progress) as writer:
            before = writer.contents
            loaded = load([Path(path) for path in paths], vocab=self.vocab, known=before.dataset)
            writer.append("imported", loaded.dataset)
            writer.append_foreign(list(loaded.foreign))
            after = writer.contents
        return Added(
            claims=len(after.dataset.claims) - len(before.dataset.claims),
            entities=len(after.dataset.entities) - len(before.dataset.entities),
            sources=len(after.dataset.sources) - len(before.dataset.sources),
            foreign=len(after.foreign) - len(before.foreign),
        )

    def retract(
        self, claim: str, *, on: str | date, why: str, progress: Progress = silent
    ) -> Retraction:
        """Take a claim back: from a day on it is not visible; earlier as-ofs still show it.

        Args:
            claim: The claim's id.
            on: The day of the retraction.
            why: The reason.
            progress: Told about each stage.

        Returns:
            The retraction; it survives builds.

        Raises:
            UnknownName: There is no such claim.
            BadInput: The reason is missing, or the claim was not published by that day.

        Example:
            >>> import kg
            >>> graph = kg.build(check=False)
            >>> claim = next(graph.claims())
            >>> _ = graph.retract(claim.id, on="2025-12-01", why="misread")
            >>> claim in graph.claims(), claim in graph.as_of(known="2025-11-30").claims()
            (False, True)
        """
        day = parse_day(on) if isinstance(on, str) else on
        if not why.strip():
            raise BadInput("why is it retracted? Give a reason")
        with self.store.writer(progress=progress) as writer:
            known = {row.id: row for row in writer.contents.dataset.claims}
            if claim not in known:
                # What is taken back must stand beside its retraction, also for SPARQL.
                found = Dataset.of(claims=self._in_tables(claim))
                writer.append(TAKEN, found)
                known |= {row.id: row for row in found.claims}
            if claim not in known:
                raise UnknownName("claim", claim, known)
            if day < known[claim].published:
                published = known[claim].published
                raise BadInput(f"{claim} was published on {published}; retract it then or later")
            retraction = Retraction(claim=claim, date=day, why=why.strip())
            writer.append("retractions", Dataset.of(retractions=[retraction]))
        return retraction

    def _in_tables(self, claim: str) -> list[Claim]:
        """A claim that is held in columns, if it is."""
        from kg.columns import read_claims
        from kg.tables.held import Table
        from kg.tables.sql import literal

        everything = Table(vocab=self.vocab, tables=self.store.contents.tables)
        return read_claims(everything.duckdb().filter(f"id = {literal(claim)}").to_arrow_table())

    def check(self) -> Report:
        """Hold everything in the store against the shapes.

        Returns:
            Violations, warnings and relations that no claim uses.

        Example:
            >>> import kg
            >>> kg.build(check=False).check().conforms
            True
        """
        from kg.check import check_dataset

        return check_dataset(self.store.contents.dataset, self.vocab)

    def counts(self) -> dict[str, int]:
        """How much the store holds.

        Returns:
            Numbers of claims, entities, sources, retractions and foreign triples.

        Example:
            >>> import kg
            >>> kg.build().counts()["retractions"]
            0
        """
        contents = self.store.contents
        return {
            "claims": len(contents.dataset.claims),
            "derived claims": len(self.derivations.claims),
            "findings": len(self.findings()),
            "entities": len(contents.dataset.entities),
            "sources": len(contents.dataset.sources),
            "retractions": len(contents.dataset.retractions),
            "foreign triples": len(contents.foreign),
        }

    def __repr__(self) -> str:
        """A line for people."""
        counts = ", ".join(f"{number:,} {name}" for name, number in self.counts().items() if number)
        return f"<kg.Graph in {self.store.place}: {counts}; {self.describe()}>"


@dataclass(frozen=True, slots=True)
class Added:
    """How much :meth:`Graph.add` added."""

    claims: int
    entities: int
    sources: int
    foreign: int
