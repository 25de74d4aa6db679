"""Claims made up for the tests of derivation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from kg.claim import Claim
from kg.curated import read_data
from kg.dataset import Dataset
from kg.dates import parse_period
from kg.derive import derivations
from kg.entity import Entity
from kg.quantity import band
from kg.sources import Source
from kg.vocab import Vocabulary

ENTITIES = [
    Entity(id="aggregate:world", type="kg:Aggregate", label="World"),
    Entity(id="aggregate:others", type="kg:Aggregate", label="Other countries"),
    Entity(id="bloc:X", type="kg:Bloc", label="Bloc"),
    *(
        Entity(id=f"country:{code}", type="kg:Country", label=code)
        for code in ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF")
    ),
    Entity(id="product:magnets", type="kg:Magnet", label="magnets"),
    Entity(id="product:ore", type="kg:Ore", label="ore"),
    Entity(id="organisation:outlet", type="kg:Organisation", label="Outlet"),
    Entity(id="person:p", type="kg:Person", label="Minister P"),
]

_BASE = next(claim for claim in read_data().claims if claim.claim_type == "kg:Flow")


def source(id_: str, *, publisher: str | None = None, relies_on: tuple[str, ...] = ()) -> Source:
    return Source(
        id=id_,
        label=id_,
        kind="article",
        publisher=publisher,
        published=date(2025, 6, 9),
        published_basis="printed",
        language="en",
        sha256=None,
        length=None,
        obtained="made up",
        relies_on=relies_on,
        licence="",
        recorded=date(2025, 11, 1),
    )


def claim(value: str, period: str, **slots: Any) -> Claim:
    """A level in tonnes that country AAA exports to the world, unless said otherwise."""
    number = Decimal(value)
    low, high = band(number, hedge=slots.get("hedge"))
    bounds = parse_period(period).bounds("measured", attested=date(2025, 6, 9))
    fields: dict[str, Any] = {
        "claim_type": "kg:Flow" if slots.get("comparator", "level") == "level" else "kg:Change",
        "subject": "country:AAA",
        "predicate": "kg:exportsTo",
        "object": "aggregate:world",
        "product": "product:magnets",
        "instrument": None,
        "start": bounds.start,
        "start_latest": bounds.start_latest,
        "end_earliest": bounds.end_earliest,
        "end": bounds.end,
        "period_text": period,
        "quantity_kind": "kg:ExportMass",
        "value": number,
        "low": low,
        "high": high,
        "unit": "unit:TONNE",
        "comparator": "level",
        "trend": None,
        "hedge": None,
        "scope_note": None,
        "attributed_to": None,
        "source_id": "source:a",
        "origin": None,
        "confidence": Decimal(1),
        "published": date(2025, 6, 9),
        **slots,
    }
    if "comparator" in slots and slots["comparator"] != "level":
        fields["unit"] = slots.get("unit", "unit:PERCENT")
    name = "-".join(str(part) for part in (value, period, *sorted(map(str, slots.values()))))
    return replace(_BASE, **{"id": f"claim:c1-{name}", **fields})


def dataset(*claims: Claim) -> Dataset:
    sources = [source(id_) for id_ in ("source:a", "source:b", "source:c")]
    return Dataset.of(entities=ENTITIES, sources=sources, claims=claims)


def derived(vocab: Vocabulary, *claims: Claim) -> dict[str, Claim]:
    """What follows, by formula."""
    found = derivations(dataset(*claims), vocab).claims
    return {str(one.formula): one for one in found}


def rules(vocab: Vocabulary, *claims: Claim) -> set[str]:
    """The names of the rules that apply."""
    return {formula.partition(":")[0] for formula in derived(vocab, *claims)}
