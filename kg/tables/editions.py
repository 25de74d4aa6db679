"""What tables a store holds: editions, each one reading of one file, in columns that never change.

The editions of one name follow one another: what a later one says differently closes claims of the
earlier ones. The columns lie in Parquet files that are written once; ``tables.json`` in a
generation says which of them it holds, so that swapping the generation swaps the tables.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from kg.errors import BadInput, StoreDamaged, UnknownName
from kg.files import link, sha256, written
from kg.sources import Source

INDEX = "tables.json"
"""The file of a generation that names its editions."""

OURS = re.compile(r"[\w.-]+\.[0-9a-f]{16}\.(claims|closed)\.parquet", re.ASCII)
"""How the files of tables are called; what is called otherwise is not ours to remove."""

_DIGITS = 16
_HEX_OF_SOURCE = 8
_WHOLE = "nothing left out"
_DAYS = ("published", "start", "end")


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One Parquet file of an edition.

    Attributes:
        name: Its name in the folder of tables; it holds the beginning of its SHA-256.
        sha256: Of its bytes.
        size: Its length in bytes.
        rows: How many claims, or retractions, it holds.
    """

    name: str
    sha256: str
    size: int
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One reading of one file.

    Attributes:
        name: What the table is called; editions of one name revise each other.
        source_id: Its source, ``source:NAME-<8 hex of its SHA-256>``.
        sha256: Of the file that was read.
        format: Its format.
        published: The day on which it became known.
        selection: What the reading was narrowed to, as text; empty for the whole file.
        report: What became of the rows of the file, as ``kg.tables.report.Report.as_dict`` has it.
        unchanged: Claims that an earlier edition makes already.
        claims: The new claims; None where there are none.
        closed: Retractions of claims of earlier editions; None where there are none.
        start: First day of any new claim; None where there are none.
        end: The day after the last day of any new claim.
    """

    name: str
    source_id: str
    sha256: str
    format: str
    published: date
    selection: str = ""
    report: Mapping[str, Any] = field(default_factory=dict)
    unchanged: int = 0
    claims: File | None = None
    closed: File | None = None
    start: date | None = None
    end: date | None = None

    @property
    def files(self) -> tuple[File, ...]:
        """Its files."""
        return tuple(one for one in (self.claims, self.closed) if one is not None)


@dataclass(frozen=True)
class Tables:
    """The tables of a store.

    Attributes:
        folder: Where the Parquet files lie; None in a store that keeps no columns.
        editions: In the order in which they were imported.
    """

    folder: Path | None = None
    editions: tuple[Edition, ...] = ()

    @property
    def place(self) -> Path:
        """The folder.

        Raises:
            BadInput: The store keeps no columns.
        """
        if self.folder is None:
            raise BadInput("this store keeps no tables; import them into one on disk (--store)")
        return self.folder

    @property
    def names(self) -> tuple[str, ...]:
        """What the tables are called, sorted."""
        return tuple(sorted({edition.name for edition in self.editions}))

    @property
    def files(self) -> frozenset[str]:
        """The names of all their files."""
        return frozenset(file.name for edition in self.editions for file in edition.files)

    @property
    def newest(self) -> date | None:
        """Day of the newest publication; None where there are no tables."""
        return max((edition.published for edition in self.editions), default=None)

    def of(self, name: str) -> tuple[Edition, ...]:
        """The editions of one table, the earliest first."""
        return tuple(edition for edition in self.editions if edition.name == name)

    def claims(self, editions: Iterable[Edition] | None = None) -> tuple[Path, ...]:
        """The files with the claims of some editions; of all by default."""
        chosen = self.editions if editions is None else editions
        return tuple(self.place / one.claims.name for one in chosen if one.claims)

    def closed(self, editions: Iterable[Edition] | None = None) -> tuple[Path, ...]:
        """The files with the retractions of some editions; of all by default."""
        chosen = self.editions if editions is None else editions
        return tuple(self.place / one.closed.name for one in chosen if one.closed)

    def same(self, digest: str) -> Edition | None:
        """The latest edition that was made from a file.

        Args:
            digest: SHA-256 of the file.

        Returns:
            The edition; None if the file is new here.
        """
        found = [edition for edition in self.editions if edition.sha256 == digest]
        return found[-1] if found else None

    def earlier(self, source: Source, selection: str) -> tuple[Edition, ...]:
        """The editions that a file revises: those of its name, or of the name it is held under.

        Args:
            source: The source that the file is.
            selection: What its reading is narrowed to.

        Returns:
            The editions, the earliest first; none for a table that is new.

        Raises:
            BadInput: They were read with another selection, or published later.
        """
        same = self.same(source.digest)
        editions = self.of(same.name if same else name_of(source))
        last = editions[-1] if editions else None
        if last is not None and last.selection != selection:
            other = "" if same else " or another name (--source)"  # one file is one table
            raise BadInput(
                f"the table {last.name} is held as read with {last.selection or _WHOLE}, this is "
                f"to be read with {selection or _WHOLE}: what is left out would look as if it had "
                f"vanished. Use the same options{other}, or remove what is held first: kg tables "
                f"--remove {last.name}"
            )
        if last is not None and source.published < last.published:
            raise BadInput(
                f"this edition of the table {last.name} was published on {source.published}, the "
                f"one that is held on {last.published}: an earlier one cannot revise it. Say when "
                "it was published (--published), or import it under another name (--source)"
            )
        return editions

    def added(self, edition: Edition) -> Tables:
        """The tables with one edition more."""
        return replace(self, editions=(*self.editions, edition))

    def without(self, name: str) -> Tables:
        """The tables but for one.

        Args:
            name: What it is called.

        Returns:
            The others.

        Raises:
            UnknownName: There is none that is called so.
        """
        if name not in self.names:
            raise UnknownName("table", name, self.names)
        return replace(
            self, editions=tuple(edition for edition in self.editions if edition.name != name)
        )

    def copied(self, folder: Path) -> Tables:
        """The same tables with their files in another folder as well.

        Args:
            folder: The folder; where it is theirs already, nothing is done.

        Returns:
            The tables there.
        """
        for file in self._each() if folder != self.folder else ():
            folder.mkdir(parents=True, exist_ok=True)
            if not (folder / file.name).exists():
                link(self.place / file.name, folder / file.name)
        return replace(self, folder=folder)

    def write(self, folder: Path) -> None:
        """Write the list of editions into a generation; where there are none, nothing."""
        if self.editions:
            text = json.dumps([asdict(edition) for edition in self.editions], default=str, indent=1)
            with written(folder / INDEX) as file:
                file.write(text.encode() + b"\n")

    @classmethod
    def read(cls, generation: Path, folder: Path) -> Tables:
        """The tables that a generation names.

        Args:
            generation: Its folder.
            folder: Where the Parquet files lie.

        Returns:
            The tables; none where the generation does not speak of any.

        Raises:
            StoreDamaged: The list cannot be read.
        """
        path = generation / INDEX
        try:
            text = path.read_text(encoding="utf-8")
            return cls(folder, tuple(map(_edition, json.loads(text))))
        except FileNotFoundError:
            return cls(folder)
        except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
            raise StoreDamaged(
                f"{path} cannot be read: {error}; put it back from a copy"
            ) from error

    def missing(self) -> Iterator[str]:
        """What files are not there, or have another length than they should.

        Yields:
            A sentence for each.
        """
        for file in self._each():
            path = self.place / file.name
            if not path.is_file():
                yield f"tables/{file.name} is missing"
            elif path.stat().st_size != file.size:
                yield f"tables/{file.name} is not what was written (its length differs)"

    def problems(self) -> Iterator[str]:
        """What is wrong with the files, read from end to end.

        Yields:
            A sentence for each problem.
        """
        yield from self.missing()
        for file in self._each():
            path = self.place / file.name
            sized = path.is_file() and path.stat().st_size == file.size
            if sized and sha256(path) != file.sha256:
                yield f"tables/{file.name} is not what was written (its SHA-256 differs)"

    def _each(self) -> Iterator[File]:
        return (file for edition in self.editions for file in edition.files)


def name_of(source: Source) -> str:
    """What the table of a source is called.

    Args:
        source: A source ``source:NAME-<8 hex>``.

    Returns:
        NAME.

    Raises:
        BadInput: The source is no imported file.

    Example:
        >>> from kg.tables.editions import name_of
        >>> from types import SimpleNamespace
        >>> name_of(SimpleNamespace(id="source:baci-2022-0123abcd", sha256="0123abcd" + "0" * 56))
        'baci-2022'
    """
    name = source.id.removeprefix("source:")
    ending = f"-{(source.sha256 or '')[:_HEX_OF_SOURCE]}"
    if len(ending) <= _HEX_OF_SOURCE or not name.endswith(ending) or name == ending:
        raise BadInput(f"{source.id} is no imported table: its id does not end in {ending!r}")
    return name.removesuffix(ending)


def stored(path: Path, tables: Tables, *, name: str, kind: str, rows: int) -> File:
    """Move a Parquet file to where tables lie, under a name made from what it holds.

    Args:
        path: A file on the same file system.
        tables: The tables of the store.
        name: The table's name.
        kind: "claims" or "closed".
        rows: How many rows it has.

    Returns:
        What to note of it.
    """
    digest, size = sha256(path), path.stat().st_size
    held = f"{name}.{digest[:_DIGITS]}.{kind}.parquet"
    path.replace(tables.place / held)
    return File(name=held, sha256=digest, size=size, rows=rows)


def _edition(found: dict[str, Any]) -> Edition:
    """An edition as it stands in the list; a TypeError where it has other fields."""
    days = {name: date.fromisoformat(found[name]) for name in _DAYS if found.get(name)}
    files = {name: File(**found[name]) for name in ("claims", "closed") if found.get(name)}
    edition = Edition(**{**found, **days, **files})
    texts = [edition.name, edition.source_id, edition.sha256, edition.format, edition.selection]
    names = [file.name for file in edition.files]
    sound = all(isinstance(text, str) for text in texts) and isinstance(edition.published, date)
    sound = sound and isinstance(edition.report, dict)
    if not sound or not all(OURS.fullmatch(name) for name in names):
        raise ValueError(f"an edition holds values of a wrong kind: {list(found)}")
    return edition
