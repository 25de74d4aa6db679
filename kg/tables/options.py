"""What a person asks of an import."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How tables are read.

    Attributes:
        recorded: The day of the import.
        format: A format's name, or the path of a mapping file (it ends in ``.toml``); None: by the
            file's header.
        since: Keep only claims whose period reaches into this one or a later one: ``2020``.
        until: Keep only claims whose period reaches into this one or an earlier one.
        products: Keep only these: beginnings of HS codes (``2846``) or ids of entities.
        countries: Keep only claims of or with these: ids, ISO codes or names.
        strict: Stop at the first rejected row.
        check: Count and report only, write nothing.
        memory: How much memory DuckDB may use, such as ``2GB``.
        source: The source's name in place of the file's own.
        published: The day the table was published; the file's own day by default.
        rejects: Where rejected rows go.
    """

    recorded: date
    format: str | None = None
    since: str | None = None
    until: str | None = None
    products: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    strict: bool = False
    check: bool = False
    memory: str | None = None
    source: str | None = None
    published: date | None = None
    rejects: Path | None = None
