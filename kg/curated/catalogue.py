"""Rows of entities, sources and retractions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields

from kg.curated.cells import Row, parts
from kg.dates import parse_day
from kg.entity import Entity
from kg.errors import BadInput
from kg.sources import Retraction, Source
from kg.vocab import CURIE, Vocabulary

ENTITY_COLUMNS = tuple(field.name for field in fields(Entity))
SOURCE_COLUMNS = tuple(field.name for field in fields(Source))
RETRACTION_COLUMNS = tuple(field.name for field in fields(Retraction))


def read_entity(row: Row, *, vocab: Vocabulary, known: Mapping[str, Entity]) -> Entity:
    """An entity; a row for one that is known already (a country) adds to its names and codes.

    Args:
        row: A row with ``id``, ``type``, ``label`` and perhaps aliases, codes and a note.
        vocab: The ontology.
        known: Entities there are.

    Returns:
        The entity.

    Raises:
        BadRow: A cell is wrong.
    """
    row.curie("id", vocab.prefixes)
    cls = vocab.classes[row.among("type", "class", vocab.classes)]
    if not cls.prefix:
        below = [other.label for other in vocab.classes.values() if other.parent == cls.id]
        raise row.bad("type", f"too general for an entity; choose {', '.join(below)} or below")
    if row["id"].partition(":")[0] != cls.prefix:
        raise row.bad("id", f"ids of class {cls.label} look like {cls.prefix}:Name")
    before = known.get(row["id"])
    codes = dict(before.codes) if before else {}
    for code in parts(row["codes"]):
        scheme, equals, value = (text.strip() for text in code.partition("="))
        if not (equals and value and CURIE.fullmatch(f"code:{scheme}")):
            raise row.bad("codes", "write scheme=code, such as hs=850511;m49=156")
        codes[scheme] = value
    names = (*(before.aliases if before else ()), *parts(row["aliases"]))
    return Entity(
        id=row["id"],
        type=row["type"],
        label=row.filled("label"),
        aliases=tuple(dict.fromkeys(name for name in names if name != row["label"])),
        codes=tuple(sorted(codes.items())),
        note=row["note"],
    )


def read_source(row: Row, *, entities: Mapping[str, Entity]) -> Source:
    """A source.

    Args:
        row: A row with the columns of :class:`~kg.sources.Source`.
        entities: Entities there are.

    Returns:
        The source.

    Raises:
        BadRow: A cell is wrong.
    """
    row.curie("id", {"source": ""})
    for column in ("publisher", "relies_on"):
        for id_ in parts(row[column]):
            row.among(column, "entity", entities, id_)
    if row["sha256"] and not _is_digest(row["sha256"]):
        raise row.bad("sha256", "no SHA-256; write 64 hexadecimal digits")
    return Source(
        id=row["id"],
        label=row.filled("label"),
        kind=row["kind"] or "article",
        publisher=row["publisher"] or None,
        published=row.read("published", parse_day),
        published_basis=row.filled("published_basis"),
        language=row["language"],
        sha256=row["sha256"] or None,
        length=row.read("length", _count) if row["length"] else None,
        obtained=row["obtained"],
        relies_on=parts(row["relies_on"]),
        licence=row["licence"],
        recorded=row.read("recorded", parse_day),
    )


def read_retraction(row: Row, *, is_claim: Callable[[str], bool]) -> Retraction:
    """A retraction.

    Args:
        row: A row with claim, date and why.
        is_claim: Tells whether there is a claim of this id.

    Returns:
        The retraction.

    Raises:
        BadRow: A cell is wrong.
    """
    if not is_claim(row["claim"]):
        raise row.bad("claim", "there is no such claim; kg show ENTITY lists claims with their ids")
    return Retraction(claim=row["claim"], date=row.read("date", parse_day), why=row.filled("why"))


def _is_digest(text: str) -> bool:
    return len(text) == 64 and set(text) <= set("0123456789abcdef")


def _count(text: str) -> int:
    if not re.fullmatch(r"\d{1,12}", text, re.ASCII):
        raise BadInput("no length; write the number of characters, such as 4321")
    return int(text)
