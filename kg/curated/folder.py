"""Files of all four kinds, and the folder they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kg.countries import countries
from kg.curated.catalogue import (
    ENTITY_COLUMNS,
    RETRACTION_COLUMNS,
    SOURCE_COLUMNS,
    read_entity,
    read_retraction,
    read_source,
)
from kg.curated.cells import Row
from kg.curated.claims import ClaimReader
from kg.dataset import Dataset
from kg.errors import BadInput, BadRow
from kg.files import bundled
from kg.rows import header_of, read_rows
from kg.vocab import Vocabulary

_MARKS: Mapping[str, frozenset[str]] = {
    "claims": frozenset({"subject", "predicate"}),
    "sources": frozenset({"published_basis"}),
    "retractions": frozenset({"claim", "why"}),
    "entities": frozenset({"type", "label"}),
}
"""The columns by which a file of each kind is recognised."""


def read_data(folder: Path | None = None, *, vocab: Vocabulary | None = None) -> Dataset:
    """Read a data folder.

    Args:
        folder: The folder; the shipped data by default.
        vocab: The ontology; the shipped one by default.

    Returns:
        Everything in it, and the countries of ISO 3166.

    Raises:
        BadInput: The folder holds no data.
        BadRow: A row cannot be read.

    Example:
        >>> read_data().entities["country:CHN"].label
        'China'
    """
    folder = folder or bundled("data")
    files = [
        path
        for pattern in ("*.csv", "entities/*.csv", "claims/*.csv")
        for path in folder.glob(pattern)
    ]
    if not files:
        where = f"{folder} holds no data" if folder.is_dir() else f"there is no folder {folder}"
        raise BadInput(f"{where}; expected sources.csv, entities/*.csv and claims/*.csv in it")
    known = Dataset.of(entities=countries())
    return read_files(sorted(files), vocab=vocab or Vocabulary.load(), known=known)


def read_files(files: Sequence[Path], *, vocab: Vocabulary, known: Dataset) -> Dataset:
    """Read CSV files of any of the four kinds; their headers tell which.

    Args:
        files: Files of entities, sources, claims or retractions, in any order.
        vocab: The ontology.
        known: What is there already and may be referred to.

    Returns:
        What is known and what was read, together.

    Raises:
        BadRow: A row cannot be read, or an id stands twice.

    Example:
        >>> read_files([], vocab=Vocabulary.load(), known=Dataset.of()).claims
        ()
    """
    by_kind: dict[str, list[Path]] = {kind: [] for kind in _MARKS}
    for path in files:
        by_kind[_kind(path)].append(path)
    once = _Once("an id stands once")
    entities = dict(known.entities)
    for row in _rows(by_kind["entities"], ENTITY_COLUMNS, ("id", "type", "label")):
        once.check(row, row["id"])
        entities[row["id"]] = read_entity(row, vocab=vocab, known=known.entities)
    sources = dict(known.sources)
    for row in _rows(by_kind["sources"], SOURCE_COLUMNS, ("id", "label", "published", "recorded")):
        once.check(row, row["id"])
        sources[row["id"]] = read_source(row, entities=entities)
    reader = ClaimReader(vocab, entities, sources)
    once_claimed = _Once("two rows that claim the same at the same place are one")
    claims = list(known.claims)
    required = [column.name for column in vocab.columns if column.required]
    for row in _rows(by_kind["claims"], list(vocab.column), [*required, "locator"]):
        if row["premises"]:  # what follows from claims is made anew, never taken over
            continue
        claim = reader.read(row)
        once_claimed.check(row, claim.id)
        claims.append(claim)
    ids = {claim.id for claim in claims}
    retractions = list(known.retractions)
    retractions += (
        read_retraction(row, is_claim=ids.__contains__)
        for row in _rows(by_kind["retractions"], RETRACTION_COLUMNS, RETRACTION_COLUMNS)
    )
    return Dataset.of(
        entities=entities.values(),
        sources=sources.values(),
        claims=claims,
        retractions=retractions,
    )


def _kind(path: Path) -> str:
    header = set(header_of(path))
    for kind, marks in _MARKS.items():
        if marks <= header:
            return kind
    expected = "; ".join(
        f"{kind} have {', '.join(sorted(marks))}" for kind, marks in _MARKS.items()
    )
    raise BadRow(path, 1, None, "", f"what does this file hold? By their columns: {expected}")


def _rows(paths: Iterable[Path], known: Sequence[str], required: Sequence[str]) -> Iterator[Row]:
    for path in paths:
        for line, cells in read_rows(path, known=known, required=required):
            yield Row(path, line, cells)


class _Once:
    """Notes where each id stands and refuses it a second time."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        self.places: dict[str, str] = {}

    def check(self, row: Row, id_: str) -> None:
        if id_ in self.places:
            raise row.bad("id", f"stands already in {self.places[id_]}; {self.reason}", id_)
        self.places[id_] = f"{row.path.name}, line {row.line}"
