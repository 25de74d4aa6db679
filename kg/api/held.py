"""What is done with tables: importing, listing, counting, taking claims out of them, removing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kg.api.asking import StrPath
from kg.api.asof import AsOf
from kg.errors import BadInput
from kg.store.base import Progress, silent

if TYPE_CHECKING:
    from kg.api.importing import Imported
    from kg.store.importing import Removed
    from kg.tables.options import Options
    from kg.tables.stats import HeldTable

MOST_TAKEN = 50_000
"""So many claims are taken out of the tables at once at most."""


class WithTables(AsOf):
    """The part of a graph that looks after its tables."""

    def import_tables(
        self,
        files: StrPath | Iterable[StrPath],
        *,
        options: Options | None = None,
        progress: Progress = silent,
    ) -> tuple[Imported, ...]:
        """Import trade tables of any known format, each file all or nothing.

        The same file again brings nothing new; a revised file of the same name closes what it no
        longer says, from the day of its publication on.

        Args:
            files: One file or several.
            options: How they are read; by default as they are, recorded today.
            progress: Told about each stage.

        Returns:
            What each file brought.

        Raises:
            BadInput: A file cannot be read; those before it are imported.
        """
        from kg.api.importing import import_table
        from kg.tables.options import Options

        chosen = options or Options(recorded=date.today())
        paths = [files] if isinstance(files, str | os.PathLike) else files
        return tuple(import_table(self.store, Path(path), chosen, progress) for path in paths)

    def tables(self) -> tuple[HeldTable, ...]:
        """The tables that the store holds.

        Returns:
            Each with its editions, its span, and the months or years its reporters leave out.

        Example:
            >>> import kg
            >>> kg.build(check=False).tables()
            ()
        """
        from kg.tables.stats import held

        whole = self.table(stated=False)
        found = []
        for name in whole.tables.names:
            editions = whole.tables.of(name)
            one = replace(whole, tables=replace(whole.tables, editions=editions))
            found.append(held(one, editions))
        return tuple(found)

    def take(
        self,
        *,
        products: Sequence[str] = (),
        countries: Sequence[str] = (),
        since: str | None = None,
        until: str | None = None,
        quantity_kind: str | None = None,
        progress: Progress = silent,
    ) -> int:
        """Copy a slice of the tables among the ordinary claims, for SPARQL, findings and the page.

        The claims keep their ids, are not counted twice in columns, and fall with a later edition.

        Args:
            products: Beginnings of HS codes (``2846``) or ids of entities.
            countries: Ids, ISO codes or names; either end may be one of them.
            since: Claims whose period reaches into this one or a later one.
            until: Claims whose period reaches into this one or an earlier one.
            quantity_kind: What is measured.
            progress: Told about each stage.

        Returns:
            How many claims are new among the ordinary ones.

        Raises:
            UnknownName: An argument names what nobody knows.
            BadInput: There are no such claims, or more than 50,000.
        """
        from kg.columns import read_claims
        from kg.dataset import Dataset
        from kg.store.contents import TAKEN
        from kg.tables.slices import Slice

        chosen = Slice(
            products=products,
            countries=countries,
            since=since,
            until=until,
            quantity_kind=quantity_kind,
        )
        where = chosen.where(self.store.contents.dataset, self.vocab)
        table = self.table(stated=False)
        number = table.sql(f"SELECT count(*) FROM claims WHERE {where}").fetchall()[0][0]
        if not number:
            raise BadInput("no claim of the tables is like that; kg tables says what is held")
        if number > MOST_TAKEN:
            raise BadInput(
                f"{number:,} claims are too many to take: {MOST_TAKEN:,} are the most. Narrow them "
                "with products, countries, since, until or quantity_kind, or ask the columns "
                "themselves: graph.table().sql(…)"
            )
        rows = table.sql(f"SELECT * FROM claims WHERE {where}").to_arrow_table()
        with self.store.writer(progress=progress) as writer:
            before = len(writer.contents.parts.get(TAKEN, Dataset.of()).claims)
            writer.append(TAKEN, Dataset.of(claims=read_claims(rows)))
            return len(writer.contents.parts[TAKEN].claims) - before

    def remove_table(self, name: str, *, progress: Progress = silent) -> Removed:
        """Take a table out of the store, with all its editions and their history.

        Claims that were taken stay, and so do the entities it brought.

        Args:
            name: What the table is called.
            progress: Told about each stage.

        Returns:
            What is lost.

        Raises:
            UnknownName: There is no table of that name.
        """
        from kg.store.importing import remove

        with self.store.writer(progress=progress) as writer:
            return remove(writer, name)
