"""Small editions of a table, made as a reader makes them, and stores that hold them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq

from kg.claim import Claim, claim_id
from kg.columns import claim_table
from kg.dates import parse_period
from kg.entity import Entity
from kg.sources import Source
from kg.store import Store
from kg.store.importing import Arrival, Landed, land
from kg.tables.report import Report
from kg.vocab import Vocabulary

vocabulary = cache(Vocabulary.load)
ORIGIN = "organisation:a-customs-office"
FIRST_DAY, SECOND_DAY, THIRD_DAY = date(2024, 1, 10), date(2024, 2, 10), date(2024, 3, 10)


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of a table."""

    subject: str = "country:CHN"
    object: str = "country:JPN"
    product: str = "product:magnets"
    period: str = "2023-05"
    value: str = "100"
    kind: str = "kg:ExportMass"
    unit: str = "unit:KiloGM"
    predicate: str = "kg:exportsTo"
    note: str | None = None
    origin: str = ORIGIN


def digest(rows: Iterable[Row]) -> str:
    """Stands for the SHA-256 of a file with these rows."""
    return hashlib.sha256(repr(tuple(rows)).encode()).hexdigest()


def source(rows: Sequence[Row], name: str = "customs", published: date = FIRST_DAY) -> Source:
    """The file as a source."""
    found = digest(rows)
    return Source(
        id=f"source:{name}-{found[:8]}",
        label=f"Table {name}",
        kind="table",
        publisher=None,
        published=published,
        published_basis="made up",
        language="und",
        sha256=found,
        length=1000,
        obtained="made for a test",
        relies_on=(),
        licence="",
        recorded=date(2025, 1, 1),
    )


def claims(rows: Sequence[Row], from_: Source) -> list[Claim]:
    """The claims that the rows make, one each."""
    return [_claim(row, at + 1, from_) for at, row in enumerate(rows)]


def _claim(row: Row, line: int, from_: Source) -> Claim:
    bounds = parse_period(row.period).bounds("measured", attested=from_.published)
    claim = Claim(
        id="",
        claim_type="kg:Flow",
        subject=row.subject,
        predicate=row.predicate,
        object=row.object,
        product=row.product,
        start=bounds.start,
        start_latest=bounds.start_latest,
        end_earliest=bounds.end_earliest,
        end=bounds.end,
        period_text=row.period,
        quantity_kind=row.kind,
        value=Decimal(row.value),
        unit=row.unit,
        comparator="level",
        scope_note=row.note,
        source_id=from_.id,
        origin=row.origin,
        locator=f"row:{line}",
        extractor="table:test",
        published=from_.published,
        recorded=from_.recorded,
        gist=f"{row.subject} to {row.object}: {row.value}, {row.period}",
    )
    slots = {name: getattr(claim, name) for name in Claim.__dataclass_fields__}
    return replace(claim, id=claim_id(from_.digest, slots))


def entities(rows: Iterable[Row]) -> tuple[Entity, ...]:
    """What the rows name, as a catalogue."""
    types = {"country": "kg:Country", "product": "kg:Magnet", "organisation": "kg:Organisation"}
    ids = {id_ for row in rows for id_ in (row.subject, row.object, row.product, row.origin)}
    return tuple(
        Entity(id=id_, type=types[id_.partition(":")[0]], label=id_.partition(":")[2])
        for id_ in sorted(ids)
    )


def arrival(
    rows: Sequence[Row],
    folder: Path,
    *,
    name: str = "customs",
    published: date = FIRST_DAY,
    selection: str = "",
) -> Arrival:
    """What a reader hands over after it has read these rows."""
    from_ = source(rows, name, published)
    path = folder / "claims.parquet"
    if rows:
        table = claim_table(claims(rows, from_), vocabulary())
        pq.write_table(table, path, compression="zstd")
    return Arrival(
        source=from_,
        entities=entities(rows),
        claims=path if rows else None,
        report=Report(
            file=f"{name}.csv", format="test", read=len(rows), kept=len(rows), claims=len(rows)
        ),
        selection=selection,
    )


def imported(
    store: Store,
    rows: Sequence[Row],
    *,
    name: str = "customs",
    published: date = FIRST_DAY,
    selection: str = "",
) -> Landed:
    """Put these rows into a store, as an import does."""
    with store.writer() as writer:
        made = arrival(rows, writer.scratch, name=name, published=published, selection=selection)
        known = writer.contents.dataset.entities
        new = tuple(entity for entity in made.entities if entity.id not in known)
        return land(writer, replace(made, entities=new), memory="200MB")
