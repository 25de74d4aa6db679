"""A made-up graph of any size that looks like a real one: nobody said any of this.

Entities and relations are those of the ontology; who trades with whom is drawn by lot from a power
law, always the same for the same seed.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import accumulate

import pycountry

from kg.claim import Claim, claim_id
from kg.dates import Period, parse_period
from kg.entity import Entity
from kg.sources import Source
from kg.vocab import Vocabulary
from tests.page.sample import FakeView

KNOWN = date(2025, 10, 9)
STEEPNESS = 0.7
"""The weight of the one in rank r is r to the minus this: the first hundred have most relations."""

CLASSES = {
    "kg:Country": ("country", 0.024),
    "kg:Company": ("company", 0.62),
    "kg:Organisation": ("organisation", 0.05),
    "kg:Person": ("person", 0.06),
    "kg:Ore": ("product", 0.02),
    "kg:Concentrate": ("product", 0.02),
    "kg:Oxide": ("product", 0.02),
    "kg:Metal": ("product", 0.02),
    "kg:Magnet": ("product", 0.02),
    "kg:Component": ("product", 0.06),
    "kg:EndGood": ("product", 0.08),
    "kg:Sector": ("sector", 0.006),
}
"""The prefix of each class, and its share of the entities."""

PRODUCTS = ("kg:Ore", "kg:Concentrate", "kg:Oxide", "kg:Metal", "kg:Magnet")
GOODS = ("kg:Component", "kg:EndGood")
RELATIONS: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...], int], ...] = (
    ("kg:suppliesTo", "kg:Relationship", ("kg:Company",), ("kg:Company",), 30),
    ("kg:exportsTo", "kg:Flow", ("kg:Country", "kg:Company"), ("kg:Country",), 14),
    ("kg:importsFrom", "kg:Flow", ("kg:Country", "kg:Company"), ("kg:Country",), 12),
    ("kg:produces", "kg:Relationship", ("kg:Company", "kg:Country"), PRODUCTS + GOODS, 14),
    ("kg:refines", "kg:Relationship", ("kg:Company",), PRODUCTS, 4),
    ("kg:dependsOn", "kg:Assessment", ("kg:Sector", "kg:Company"), PRODUCTS, 5),
    ("kg:processedInto", "kg:Structure", PRODUCTS, (*PRODUCTS, "kg:Component"), 2),
    ("kg:usedIn", "kg:Structure", GOODS, ("kg:EndGood", "kg:Sector"), 4),
    ("kg:restricts", "kg:PolicyState", ("kg:Country",), PRODUCTS, 3),
    ("kg:locatedIn", "kg:Relationship", ("kg:Company",), ("kg:Country",), 5),
    ("kg:memberOf", "kg:Relationship", ("kg:Person",), ("kg:Company", "kg:Organisation"), 3),
    ("kg:investsIn", "kg:Relationship", ("kg:Company", "kg:Country"), ("kg:Company",), 3),
    ("kg:cooperatesWith", "kg:Relationship", ("kg:Organisation",), ("kg:Organisation",), 1),
)
"""Relation, claim type, classes of subjects and of objects, and how often."""

SYLLABLES = [
    "ba",
    "do",
    "fe",
    "gi",
    "ka",
    "lu",
    "ma",
    "ne",
    "or",
    "pi",
    "ra",
    "su",
    "ta",
    "vo",
    "xi",
    "ze",
]
LAST_WORDS = {
    "kg:Company": ["Mining", "Metals", "Magnetics", "Motors", "Trading", "Materials", "Industries"],
    "kg:Organisation": ["Institute", "Association", "Council"],
    "kg:Sector": ["industry"],
}


@dataclass(frozen=True)
class _Lot:
    """Entities of one class, and how likely each is drawn."""

    entities: list[Entity]
    weights: list[float]

    def draw(self, chance: random.Random) -> Entity:
        return chance.choices(self.entities, cum_weights=self.weights)[0]


def made_up(nodes: int, relations: int, *, seed: int = 1, quoted: bool = False) -> FakeView:
    """A view of so many entities and relations, one claim each.

    Args:
        nodes: How many entities.
        relations: How many relations; there must be room for them among the entities.
        seed: Another one gives another graph.
        quoted: Whether claims quote the words of a text, as ours do, so that each has a hash of
            them; else they are rows of a table.

    Returns:
        A view with every entity in it.

    Example:
        >>> len(list(made_up(60, 110).claims()))
        110
    """
    chance = random.Random(seed)
    entities = list(_entities(nodes, chance))
    lots = {
        class_: _lot([entity for entity in entities if entity.type == class_]) for class_ in CLASSES
    }
    sources = [_source(number) for number in range(max(4, math.isqrt(relations) // 4))]
    vocab = Vocabulary.load()
    claims = [
        _claim(number, triple, chance, vocab, lots, sources, quoted)
        for number, triple in enumerate(_triples(entities, lots, relations, chance))
    ]
    claims.sort(
        key=lambda claim: (claim.source_id, int(claim.locator.split(":")[-1].split("-")[0]))
    )
    return FakeView(
        vocab,
        {entity.id: entity for entity in sorted(entities, key=lambda entity: entity.id)},
        {source.id: source for source in sources},
        tuple(claims),
        words=f"made up: {nodes:,} entities, {relations:,} relations",
        known_day=KNOWN,
    )


def _entities(nodes: int, chance: random.Random) -> Iterator[Entity]:
    names: set[str] = set()
    counts = {class_: max(2, round(nodes * share)) for class_, (_, share) in CLASSES.items()}
    counts["kg:Country"] = min(counts["kg:Country"], len(pycountry.countries))
    counts["kg:Company"] += nodes - sum(counts.values())
    countries = sorted(pycountry.countries, key=lambda country: str(country.numeric))
    for class_, (prefix, _) in CLASSES.items():
        for number in range(counts[class_]):
            if class_ == "kg:Country":
                code = str(countries[number].alpha_3)
                yield Entity(id=f"country:{code}", type=class_, label=str(countries[number].name))
                continue
            name = _name(class_, names, chance)
            yield Entity(id=f"{prefix}:{name.lower().replace(' ', '-')}", type=class_, label=name)


def _name(class_: str, taken: set[str], chance: random.Random) -> str:
    last = LAST_WORDS.get(class_, [class_.removeprefix("kg:").lower()])
    while True:
        first = "".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4)))).capitalize()
        name = f"{first} {chance.choice(last)}"
        if name not in taken:
            taken.add(name)
            return name


def _lot(entities: list[Entity]) -> _Lot:
    return _Lot(
        entities, list(accumulate(rank**-STEEPNESS for rank in range(1, len(entities) + 1)))
    )


def _triples(
    entities: list[Entity], lots: dict[str, _Lot], count: int, chance: random.Random
) -> Iterator[tuple[str, str, Entity, Entity]]:
    """Relations, each once; every entity has one, as far as there are enough."""
    seen: set[tuple[str, str, str]] = set()
    alone = chance.sample(entities, len(entities))
    weights = [often for *_, often in RELATIONS]
    ways = {
        class_: [way for way in RELATIONS if class_ in way[2] or class_ in way[3]]
        for class_ in CLASSES
    }
    mentioned: set[str] = set()
    while len(seen) < count:
        one = None
        while alone and one is None:
            last = alone.pop()
            one = None if last.id in mentioned else last
        way = chance.choice(ways[one.type]) if one else chance.choices(RELATIONS, weights)[0]
        relation, claim_type, starts, ends, _ = way
        subject = one if one and one.type in starts else lots[chance.choice(starts)].draw(chance)
        other = one if one and one is not subject else None
        object_ = other or lots[chance.choice(ends)].draw(chance)
        ends_of = (subject.id, object_.id)
        if relation == "kg:cooperatesWith":
            ends_of = min(ends_of), max(ends_of)
        key = (relation, *ends_of)
        if subject is object_ or key in seen:
            continue
        seen.add(key)
        mentioned.update((subject.id, object_.id))
        yield relation, claim_type, subject, object_


def _claim(
    number: int,
    triple: tuple[str, str, Entity, Entity],
    chance: random.Random,
    vocab: Vocabulary,
    lots: dict[str, _Lot],
    sources: list[Source],
    quoted: bool,
) -> Claim:
    relation, claim_type, subject, object_ = triple
    source = chance.choice(sources)
    year = chance.randint(2010, 2025)
    text = str(year) if chance.random() < 0.5 else f"{year}-{chance.randint(1, 9):02}"
    if claim_type == "kg:Relationship":
        text += "/.."
    dates = _bounds(text)
    product = lots[chance.choice(PRODUCTS)].draw(chance) if claim_type == "kg:Flow" else None
    measured = _quantity(chance) if claim_type == "kg:Flow" and chance.random() < 0.5 else {}
    start = chance.randrange(20_000)
    own: dict[str, object] = {
        "claim_type": claim_type,
        "subject": subject.id,
        "predicate": relation,
        "object": object_.id,
        "product": product.id if product else None,
        "period_text": text,
        "modality": chance.choices(("asserted", "planned", "forecast"), (20, 1, 1))[0],
        "negated": False,
        "locator": f"{start}-{start + 60}" if quoted else f"row:{number}",
        **measured,
    }
    return Claim(
        id=claim_id(source.digest, own),
        start=dates[0],
        start_latest=dates[1],
        end_earliest=dates[2],
        end=dates[3],
        source_id=source.id,
        span_hash=f"{chance.getrandbits(64):016x}" if quoted else None,
        confidence=Decimal("0.9") if chance.random() < 0.2 else Decimal(1),
        published=source.published,
        recorded=KNOWN,
        gist=f"{subject.label} {vocab.label(relation)} {object_.label}.",
        **own,  # type: ignore[arg-type]
    )


def _quantity(chance: random.Random) -> dict[str, object]:
    value = Decimal(chance.randint(10, 999)) * 10 ** chance.randint(0, 3)
    return {
        "quantity_kind": "kg:ExportMass",
        "unit": "unit:TONNE",
        "value": value,
        "low": value - Decimal("0.5"),
        "high": value + Decimal("0.5"),
        "comparator": "level",
    }


@cache
def _bounds(text: str) -> tuple[date, date, date, date]:
    period: Period = parse_period(text)
    found = period.bounds("held", attested=KNOWN)
    return found.start, found.start_latest, found.end_earliest, found.end


def _source(number: int) -> Source:
    day = KNOWN - timedelta(days=(number * 37) % 2500)
    return Source(
        id=f"source:table-{number}",
        label=f"Table {number}",
        kind="table",
        publisher=None,
        published=day,
        published_basis="made up",
        language="en",
        sha256=None,
        length=None,
        obtained="made up",
        relies_on=(),
        licence="unknown",
        recorded=KNOWN,
    )
