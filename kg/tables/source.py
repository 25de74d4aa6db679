"""The source row of a table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from kg.entity import Entity
from kg.errors import BadInput
from kg.files import sha256
from kg.sources import Source
from kg.tables.codes import Codes
from kg.tables.format import Format
from kg.tables.options import Options
from kg.vocab import Vocabulary

_LONGEST_NAME = 60
_PACKED = (".gz", ".zip", ".csv", ".tsv", ".txt", ".json", ".parquet", ".xlsx", ".dat", ".export")


def source_of(path: Path, format_: Format, options: Options) -> Source:
    """The source row of a file.

    Args:
        path: The file.
        format_: Its format.
        options: What was asked: a name, the day of publication, the day of the import.

    Returns:
        The source: kind "table", called by its name and the beginning of its digest.

    Raises:
        BadInput: The day of publication lies after the day of the import.
    """
    digest = sha256(path)
    name = slug(options.source or path.name)
    published, basis = options.published, "stated: by who imported it"
    if published is None:
        published = date.fromtimestamp(path.stat().st_mtime)
        basis = "inferred: the day the file was last modified"
    if published > options.recorded:
        raise BadInput(
            f"{path}: published {published} lies after the day of the import, {options.recorded}; "
            "say --published DAY"
        )
    return Source(
        id=f"source:{name}-{digest[:8]}",
        label=f"{format_.title}: {options.source or path.name}",
        kind="table",
        publisher=format_.publisher,
        published=published,
        published_basis=basis,
        language="",
        sha256=digest,
        length=None,
        obtained=f"imported from {path.name}, {path.stat().st_size:,} bytes",
        relies_on=(),
        licence=format_.licence,
        recorded=options.recorded,
    )


def slug(name: str) -> str:
    """A file's name as the local part of an id.

    Args:
        name: Such as ``BACI HS17 (2023).csv.gz``.

    Returns:
        Lower-case letters, digits and hyphens.

    Example:
        >>> slug("BACI HS17 (2023).csv.gz"), slug("海关.csv")
        ('baci-hs17-2023', 'table')
    """
    stem = name.lower()
    while stem.endswith(_PACKED):
        stem = stem.rpartition(".")[0]
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_NAME].strip("-") or "table"


def publishers(format_: Format, *, vocab: Vocabulary, known: Mapping[str, Entity]) -> list[Entity]:
    """The publisher and origin of a format, as far as the catalogue lacks them.

    Args:
        format_: The format.
        vocab: The ontology.
        known: The catalogue.

    Returns:
        New entities.
    """
    wanted = dict.fromkeys(id_ for id_ in (format_.publisher, format_.origin) if id_)
    type_of = Codes(vocab, known).class_of
    return [
        Entity(
            id=id_,
            type=type_of(id_),
            label=format_.publisher_label if id_ == format_.publisher else _label(id_),
        )
        for id_ in wanted
        if id_ not in known
    ]


def _label(id_: str) -> str:
    return id_.partition(":")[2].replace("-", " ").capitalize()
