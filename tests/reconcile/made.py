"""Made-up claims: each test names only the slots it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from kg.claim import Claim, claim_id
from kg.dataset import Dataset
from kg.dates import parse_period
from kg.entity import Entity
from kg.quantity import band
from kg.reconcile import Context, Finding
from kg.sources import Source
from kg.vocab import Vocabulary

VOCAB = Vocabulary.load()
PUBLISHED = date(2025, 6, 9)
ENTITIES = [
    Entity(id=id_, type=type_, label=label)
    for id_, type_, label in (
        ("aggregate:all", "kg:Aggregate", "World"),
        ("aggregate:others", "kg:Aggregate", "Others"),
        ("country:AAA", "kg:Country", "Aland"),
        ("country:BBB", "kg:Country", "Beland"),
        ("country:CCC", "kg:Country", "Celand"),
        ("group:ores", "kg:ElementGroup", "Ores"),
        ("product:magnets", "kg:Magnet", "Magnets"),
        ("action:rule", "kg:ExportLicensing", "The rule"),
        ("action:other-rule", "kg:ExportLicensing", "The other rule"),
        ("event:talks", "kg:Talks", "The talks"),
        ("agency:customs", "kg:Agency", "Customs"),
        ("organisation:paper", "kg:Organisation", "The Paper"),
        ("organisation:brief", "kg:Organisation", "The Brief"),
        ("person:ann", "kg:Person", "Ann"),
        ("person:ben", "kg:Person", "Ben"),
    )
]


def source(id_: str, **slots: Any) -> Source:
    """A source; without publisher and reliance unless named."""
    made = Source(
        id=id_,
        label=f"Note {id_.partition(':')[2]}",
        kind="article",
        publisher=None,
        published=PUBLISHED,
        published_basis="printed",
        language="en",
        sha256=None,
        length=None,
        obtained="written for a test",
        relies_on=(),
        licence="",
        recorded=PUBLISHED,
    )
    return replace(made, **slots)


SOURCES = (source("source:a"), source("source:b"), source("source:c"))


def claim(type_: str = "kg:Relationship", period: str = "../..", **slots: Any) -> Claim:
    """A claim: China-like Aland controls ores, unless told otherwise."""
    value = slots.pop("value", None)
    number = None if value is None else Decimal(value)
    exact = VOCAB.quantity_kinds.get(slots.get("quantity_kind", ""))
    low, high = (
        (None, None)
        if number is None
        else band(number, hedge=slots.get("hedge"), exact=bool(exact and exact.exact))
    )
    bounds = parse_period(period).bounds(VOCAB.time_meaning(type_), attested=PUBLISHED)
    fields: dict[str, Any] = {
        "claim_type": type_,
        "subject": "country:AAA",
        "predicate": "kg:controls",
        "object": "group:ores",
        "start": bounds.start,
        "start_latest": bounds.start_latest,
        "end_earliest": bounds.end_earliest,
        "end": bounds.end,
        "period_text": period,
        "value": number,
        "low": low,
        "high": high,
        "source_id": "source:a",
        "locator": "0-9",
        "published": PUBLISHED,
        "recorded": PUBLISHED,
        "gist": "A made-up claim.",
        **slots,
    }
    return Claim(id=claim_id(fields["source_id"], fields), **fields)


def flow(value: str = "100", period: str = "2025-05", **slots: Any) -> Claim:
    """A level of exports of ores from Aland to the world, in tonnes."""
    return claim("kg:Flow", period, **{**_EXPORTS, "value": value, **slots})


def change(value: str | None = "-5", period: str = "2025-05", **slots: Any) -> Claim:
    """A change of such exports on the year, in per cent; with None, a trend must be given."""
    against = {"comparator": "yoy", "unit": "unit:PERCENT" if value else None}
    return claim("kg:Change", period, **{**_EXPORTS, **against, "value": value, **slots})


def share(value: str, **slots: Any) -> Claim:
    """The share of Beland in the exports of Aland."""
    made = {"object": "country:BBB", "quantity_kind": "kg:ExportShare", "unit": "unit:PERCENT"}
    period = slots.pop("period", "2025-05")
    return claim("kg:Share", period, **{**_EXPORTS, **made, "value": value, **slots})


_EXPORTS: dict[str, Any] = {
    "predicate": "kg:exportsTo",
    "object": "aggregate:all",
    "product": "group:ores",
    "quantity_kind": "kg:ExportMass",
    "unit": "unit:TONNE",
}


def dataset(*claims: Claim, sources: tuple[Source, ...] = SOURCES) -> Dataset:
    """Claims with the made-up catalogue."""
    return Dataset.of(entities=ENTITIES, sources=sources, claims=claims)


def found(
    rule: Callable[[Context], Any], *claims: Claim, sources: tuple[Source, ...] = SOURCES
) -> list[Finding]:
    """What a rule finds in some claims."""
    return list(rule(Context(dataset(*claims, sources=sources), VOCAB)))


def members(finding: Finding) -> set[str]:
    """The ids of a finding's claims."""
    return set(finding.members)


def ids(*claims: Claim) -> set[str]:
    """The ids of claims."""
    return {one.id for one in claims}
