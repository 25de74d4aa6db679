"""A directory of generations: the files of a store, and who may touch them when.

::

    STORE/
    ├── manifest.json          names the current generation; replacing it is the swap
    ├── kg.lock                held by the one writer; marks the directory as ours
    ├── tables/                *.parquet: columns of imported tables, never changed
    └── generations/
        └── g000002/           never changed once it is current
            ├── lock           held, shared, by every reader; empty: about to be removed
            ├── data/ imported/ taken/ accepted/ retractions/    *.parquet: the record
            ├── tables.json    which files of tables/ it holds
            ├── foreign.nq     triples that are not ours
            ├── ontology/      the ontology it was built with
            └── rdf/           Oxigraph; can always be made anew from the record
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

import portalocker

from kg.errors import (
    StoreDamaged,
    StoreError,
    StoreForeign,
    StoreLocked,
    StoreMissing,
    StoreVersion,
)
from kg.files import sha256, written
from kg.store.tables import clear
from kg.tables.editions import Tables

FORMAT = "supply-chain-kg store"
SCHEMA_VERSION = 1
_TRIES = 5
_CURRENT = re.compile(r"g\d{6}", re.ASCII)
_GENERATION = re.compile(r"g\d{6}(\.partial)?", re.ASCII)
_MANIFEST_HELP = "put it back from a copy, or build the store in another place"


@dataclass(frozen=True)
class Manifest:
    """What the current generation is and holds.

    Attributes:
        generation: Its directory's name.
        base: The IRI under which entities are minted.
        files: SHA-256 by path, of everything but ``rdf/``.
        counts: How many claims, entities, sources, retractions and quads it holds.
        reasoned: Whether it holds findings and derived claims.
    """

    generation: str
    base: str
    files: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    reasoned: bool = True
    format: str = FORMAT
    schema_version: int = SCHEMA_VERSION

    @property
    def is_sound(self) -> bool:
        """Whether every value is of the kind it should be; a manifest is read from a file."""
        return (
            isinstance(self.generation, str)
            and _CURRENT.fullmatch(self.generation) is not None
            and isinstance(self.base, str)
            and _maps(self.files, str)
            and _maps(self.counts, int)
            and isinstance(self.reasoned, bool)
        )


class Generations:
    """The directory of a store."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._manifest = path / "manifest.json"
        self._lock = path / "kg.lock"
        self._folder = path / "generations"
        self.tables = path / "tables"

    def manifest(self) -> Manifest:
        """The current manifest.

        Raises:
            StoreMissing: There is no store.
            StoreForeign: The directory is not ours.
            StoreVersion: Another version wrote it.
            StoreDamaged: The manifest cannot be read.
        """
        try:
            found: dict[str, Any] = json.loads(self._manifest.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError) as error:
            self._refuse_foreign()
            raise StoreMissing(
                f"there is no store at {self.path}; make one with kg build"
            ) from error
        except (OSError, ValueError, RecursionError) as error:
            raise StoreDamaged(
                f"{self._manifest} cannot be read: {error}; {_MANIFEST_HELP}"
            ) from error
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise StoreForeign(
                f"{self.path} holds a manifest.json that is not ours; choose another place"
            )
        if found.get("schema_version") != SCHEMA_VERSION:
            raise StoreVersion(
                f"{self.path} has schema version {found.get('schema_version')}, this is "
                f"{SCHEMA_VERSION}; build it anew with kg build, or use the version that wrote it"
            )
        try:
            manifest = Manifest(**found)
        except TypeError as error:
            raise StoreDamaged(
                f"{self._manifest} has other fields than it should; {_MANIFEST_HELP}"
            ) from error
        if not manifest.is_sound:
            raise StoreDamaged(f"{self._manifest} holds values of a wrong kind; {_MANIFEST_HELP}")
        return manifest

    def folder(self, name: str) -> Path:
        """Where a generation's files lie."""
        return self._folder / name

    def current(self) -> tuple[Manifest, IO[Any]]:
        """The current generation, kept from being removed.

        Returns:
            Its manifest, and an open file that keeps it; closing the file lets go.

        Raises:
            StoreError: See :meth:`manifest`; or the generation is gone.
        """
        manifest = self.manifest()
        for _ in range(_TRIES):
            lock = self.folder(manifest.generation) / "lock"
            try:
                file = lock.open("r", encoding="utf-8")
            except FileNotFoundError:
                file = None
            if file is not None:
                portalocker.lock(file, portalocker.LOCK_SH)
                if file.read():
                    return manifest, file
                file.close()
            # A writer swapped in another generation between our two looks: look again.
            manifest = self.manifest()
        raise StoreDamaged(f"{self.folder(manifest.generation)} is missing; build the store anew")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer; leftovers of killed writers are cleared first.

        Raises:
            StoreLocked: There is a writer already.
            StoreForeign: The directory holds files that are not ours.
        """
        self._refuse_foreign()
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreForeign(f"{self.path} cannot be a store: {error.strerror}") from error
        try:
            lock = self._lock.open("a", encoding="utf-8")
        except OSError as error:
            raise StoreLocked(f"{self.path} cannot be written to: {error.strerror}") from error
        with lock:
            try:
                portalocker.lock(lock, portalocker.LOCK_EX | portalocker.LOCK_NB)
            except portalocker.LockException as error:
                raise StoreLocked(
                    f"somebody else is writing to {self.path}; try again when they are done"
                ) from error
            self.clear()
            try:
                yield
            finally:
                self.clear()

    @contextmanager
    def making(self, base: str, *, reasoned: bool = True) -> Iterator[tuple[Path, dict[str, int]]]:
        """Make a new generation and swap it in.

        Args:
            base: The IRI under which entities are minted.
            reasoned: Whether it holds findings and derived claims.

        Yields:
            An empty directory to fill, and the counts to note in the manifest.

        Raises:
            StoreError: The disk refused, for want of room or leave.
        """
        name = f"g{self._last_number() + 1:06}"
        partial = self._folder / f"{name}.partial"
        counts: dict[str, int] = {}
        try:
            partial.mkdir(parents=True)
            (partial / "lock").write_text("held by readers; emptied before removal\n", "utf-8")
            yield partial, counts
            partial.rename(self.folder(name))
            manifest = Manifest(name, base, _digests(self.folder(name)), counts, reasoned)
            with written(self._manifest) as file:
                file.write(json.dumps(asdict(manifest), indent=1, sort_keys=True).encode() + b"\n")
        except BrokenPipeError:
            raise  # nobody listens to our progress any more: not the disk's fault
        except OSError as error:
            raise StoreError(
                f"{self.path} could not be written: {error}; it is as it was before"
            ) from error

    def clear(self) -> None:
        """Remove generations that are neither current nor read by anybody."""
        try:
            current = self.manifest().generation
        except StoreMissing:
            current = ""
        except (StoreVersion, StoreDamaged):
            return  # what another version wrote, or nobody can read, is not ours to remove
        for folder in sorted(self._folder.glob("g*")):
            if _GENERATION.fullmatch(folder.name) and folder.name != current and _doomed(folder):
                shutil.rmtree(folder, ignore_errors=True)
        for leftover in self.path.glob(".manifest.json.*.part"):
            leftover.unlink(missing_ok=True)
        self._clear_tables()

    def _clear_tables(self) -> None:
        """Remove columns that no generation names; what is still read has its generation."""
        keep: set[str] = set()
        for folder in self._folder.glob("g*"):
            if _CURRENT.fullmatch(folder.name):
                try:
                    keep |= Tables.read(folder, self.tables).files
                except StoreDamaged:
                    return  # what it holds nobody knows, so nothing is ours to remove
        clear(self.tables, keep)

    def _refuse_foreign(self) -> None:
        """A directory is ours if it is empty or carries our lock file."""
        if not self.path.exists():
            return
        if not self.path.is_dir():
            raise StoreForeign(f"{self.path} is a file; choose a directory for the store")
        if not self._lock.exists() and any(self.path.iterdir()):
            raise StoreForeign(
                f"{self.path} holds files that are not a store; choose an empty or new directory"
            )

    def _last_number(self) -> int:
        names = [
            folder.name for folder in self._folder.glob("g*") if _GENERATION.fullmatch(folder.name)
        ]
        return max((int(name[1:7]) for name in names), default=0)


def _doomed(folder: Path) -> bool:
    """Whether nobody reads a generation; from now on nobody can: its lock file is empty."""
    try:
        with (folder / "lock").open("r+", encoding="utf-8") as file:
            portalocker.lock(file, portalocker.LOCK_EX | portalocker.LOCK_NB)
            file.truncate(0)  # needs no room, which may be what there is none of
            return True
    except FileNotFoundError:
        return True
    except (portalocker.LockException, OSError):
        return False


def _maps(value: object, kind: type) -> bool:
    """Whether a value read from JSON maps texts to values of a kind."""
    return isinstance(value, dict) and all(isinstance(item, kind) for item in value.values())


def _digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in files}
    return {
        name: sha256(path)
        for name, path in names.items()
        if not name.startswith("rdf/") and name != "lock"
    }
