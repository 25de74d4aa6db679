"""A hand-made view of about sixty entities and a hundred and twenty claims, from real classes.

The claims are made up: they look like those of a store, but nobody made them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache

from kg.claim import Claim
from kg.dataset import Dataset
from kg.dates import Period, parse_period
from kg.entity import Entity
from kg.reconcile import Finding
from kg.sources import Source
from kg.vocab import Vocabulary

DAY = date(2025, 10, 9)


@dataclass(frozen=True)
class FakeView:
    """What a page needs of an as-of, held in memory."""

    vocab: Vocabulary
    entities: Mapping[str, Entity]
    sources: Mapping[str, Source]
    rows: tuple[Claim, ...]
    words: str = "valid: ever; known: 2025-10-09"
    valid: Period | None = None
    known_day: date | None = DAY
    gone: tuple[tuple[Claim, date], ...] = ()
    derivations: Dataset = field(default_factory=Dataset)
    found: tuple[Finding, ...] = ()

    def withdrawn(self) -> Iterator[tuple[Claim, date]]:
        return iter(self.gone)

    def claims(self) -> Iterator[Claim]:
        return iter(self.rows)

    def findings(self) -> tuple[Finding, ...]:
        return self.found

    def describe(self) -> str:
        return self.words


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary.load()


def view_of(
    claims: Iterable[Claim], entities: Iterable[Entity] = (), sources: Iterable[Source] = ()
) -> FakeView:
    """A view of these claims; entities and sources that are not given are made up."""
    rows = tuple(claims)
    known = {entity.id: entity for entity in entities}
    mentioned = {id_ for claim in rows for id_ in claim.mentions}
    for id_ in sorted(mentioned - known.keys()):
        known[id_] = Entity(id=id_, type=_class_of(id_), label=id_.partition(":")[2])
    listed = {source.id: source for source in sources}
    for id_ in sorted({claim.source_id for claim in rows} - listed.keys()):
        listed[id_] = source(id_)
    return FakeView(vocabulary(), dict(sorted(known.items())), listed, rows)


def source(id_: str, label: str = "", publisher: str | None = None) -> Source:
    return Source(
        id=id_,
        label=label or f"Note {id_.partition(':')[2]}",
        kind="article",
        publisher=publisher,
        published=DAY,
        published_basis="inferred from the text",
        language="en",
        sha256=None,
        length=None,
        obtained="by hand",
        relies_on=(),
        licence="unknown",
        recorded=DAY,
    )


def claim(
    subject: str,
    predicate: str,
    object: str | None = None,
    *,
    number: int = 0,
    period: str = "2025-05",
    **more: object,
) -> Claim:
    """A claim with everything filled in that a test does not care about."""
    bounds = parse_period(period).bounds("held", attested=DAY)
    made = Claim(
        id=f"claim:c1-{number:020x}",
        claim_type="kg:Relationship",
        subject=subject,
        predicate=predicate,
        object=object,
        start=bounds.start,
        start_latest=bounds.start_latest,
        end_earliest=bounds.end_earliest,
        end=bounds.end,
        period_text=period,
        source_id="source:s1",
        locator=f"{100 + number}-{160 + number}",
        published=DAY,
        recorded=DAY,
        gist=f"{subject} {predicate} {object or ''}".strip(),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def _class_of(id_: str) -> str:
    prefix = id_.partition(":")[0]
    classes = vocabulary().classes
    return next((name for name, class_ in classes.items() if class_.prefix == prefix), "kg:Entity")


_NAMES = {
    "country:CHN": "China|Beijing|PRC",
    "country:USA": "United States|Washington|US|America",
    "country:DEU": "Germany",
    "country:JPN": "Japan",
    "country:KOR": "South Korea",
    "country:VNM": "Viet Nam",
    "country:IND": "India",
    "country:AUS": "Australia",
    "country:CAN": "Canada",
    "country:GRL": "Greenland",
    "country:MMR": "Myanmar",
    "bloc:EU": "European Union|EU",
    "place:london": "London",
    "place:geneva": "Geneva",
    "agency:mofcom": "Ministry of Commerce of China|MOFCOM",
    "agency:gacc": "General Administration of Customs",
    "agency:dow": "United States Department of War",
    "company:mp": "MP Materials",
    "company:lynas": "Lynas Rare Earths",
    "company:wind": "Wind Information",
    "organisation:fudan": "Fudan University",
    "person:trump": "Donald Trump",
    "person:xi": "Xi Jinping",
    "person:chang": "Charles Chang",
    "element:Dy": "Dysprosium|Dy",
    "element:Tb": "Terbium|Tb",
    "element:Nd": "Neodymium|Nd",
    "element:Pr": "Praseodymium|Pr",
    "element:Sm": "Samarium|Sm",
    "element:Y": "Yttrium",
    "group:ree": "Rare earths|rare earth elements|REE",
    "group:heavy": "Medium and heavy rare earths",
    "product:ore": "Rare-earth ore",
    "product:concentrate": "Rare-earth concentrate",
    "product:oxide": "Rare-earth oxide",
    "product:metal": "Rare-earth metal",
    "product:alloy": "NdFeB alloy",
    "product:magnet": "Rare-earth permanent magnets|magnets",
    "product:motor": "Traction motor",
    "product:turbine": "Wind turbine",
    "product:ev": "Electric vehicle|EV",
    "product:phone": "Mobile phone",
    "product:jet": "Military aircraft",
    "technology:sintering": "Magnet sintering",
    "technology:separation": "Separation and refining",
    "technology:chips": "Advanced semiconductors",
    "sector:automotive": "Automotive industry",
    "sector:defence": "Defence industry",
    "sector:renewables": "Renewable energy",
    "policy:leverage": "Trade leverage policy",
    "action:cn-april": "April 2025 export licensing on seven elements",
    "action:cn-october": "October 2025 control on products with Chinese content",
    "action:us-tariffs": "United States tariffs of April 2025",
    "act:dpa": "Defense Production Act",
    "agreement:geneva": "Geneva truce",
    "event:slump": "Export slump of May 2025",
    "event:jump": "Export jump of July 2025",
    "event:bottleneck": "Licence bottleneck",
    "aggregate:world": "World",
    "aggregate:others": "Other countries",
}

_TYPES = {
    "product:ore": "kg:Ore",
    "product:concentrate": "kg:Concentrate",
    "product:oxide": "kg:Oxide",
    "product:metal": "kg:Metal",
    "product:alloy": "kg:Alloy",
    "product:magnet": "kg:Magnet",
    "product:motor": "kg:Component",
    "product:turbine": "kg:EndGood",
    "product:ev": "kg:EndGood",
    "product:phone": "kg:EndGood",
    "product:jet": "kg:EndGood",
    "action:cn-april": "kg:ExportLicensing",
    "action:cn-october": "kg:ThresholdRule",
    "action:us-tariffs": "kg:Tariff",
    "event:slump": "kg:Disruption",
    "event:jump": "kg:Development",
    "event:bottleneck": "kg:Disruption",
}

_TRIPLES = """
CHN exportsTo DEU|CHN exportsTo USA|CHN exportsTo JPN|CHN exportsTo KOR|CHN exportsTo VNM
CHN exportsTo IND|CHN exportsTo aggregate:others|CHN exportsTo aggregate:world|CHN exportsTo bloc:EU
USA importsFrom CHN|DEU importsFrom CHN|JPN dependsOn CHN|USA dependsOn CHN|bloc:EU dependsOn CHN
sector:automotive dependsOn product:magnet|sector:defence dependsOn product:magnet
CHN controls technology:separation|CHN controls group:ree|CHN controls technology:sintering
CHN produces product:oxide|CHN produces product:magnet|AUS produces product:concentrate
MMR produces product:ore|USA produces product:concentrate|CHN refines group:heavy
company:lynas refines product:oxide|CHN restricts group:heavy|CHN restricts product:magnet
CHN restricts element:Dy|CHN restricts element:Tb|CHN restricts element:Sm|CHN restricts element:Y
USA restricts technology:chips|CHN eases product:magnet|CHN eases action:cn-april
agency:mofcom issues action:cn-april|agency:mofcom issues action:cn-october
action:cn-april appliesTo group:heavy|action:cn-april appliesTo product:magnet
action:cn-april appliesTo element:Dy|action:cn-april appliesTo element:Tb
action:cn-october appliesTo product:magnet|action:cn-october appliesTo technology:sintering
CHN imposes action:cn-april|CHN imposes action:cn-october|USA imposes action:us-tariffs
action:cn-october mirrors action:us-tariffs|agency:mofcom approvesLicenceFor product:magnet
CHN usesAsLeverage group:ree|CHN negotiatesWith USA|USA negotiatesWith CHN
person:trump meetsWith person:xi|CHN agreesWith USA|CHN retaliatesAgainst USA
CHN negotiatesWith bloc:EU|USA cooperatesWith AUS|USA cooperatesWith JPN
action:us-tariffs causes event:slump|action:cn-april causes event:bottleneck
event:bottleneck causes event:slump|agreement:geneva causes event:jump
action:cn-april respondsTo action:us-tariffs|event:bottleneck disrupts sector:automotive
action:cn-october threatens sector:defence|action:cn-october affects company:lynas
agency:dow investsIn company:mp|USA supports company:mp|act:dpa supports company:mp
company:mp develops product:magnet|AUS develops product:oxide|CAN develops product:ore
GRL develops product:ore|USA lacksCapacityIn technology:sintering
USA lacksCapacityIn technology:separation|USA diversifiesFrom CHN|bloc:EU diversifiesFrom CHN
person:chang says group:ree|person:chang memberOf organisation:fudan
product:ore processedInto product:concentrate|product:concentrate processedInto product:oxide
product:oxide processedInto product:metal|product:metal processedInto product:alloy
product:alloy processedInto product:magnet|product:magnet usedIn product:motor
product:motor usedIn product:ev|product:magnet usedIn product:turbine
product:turbine usedIn sector:renewables|product:ev usedIn sector:automotive
group:ree usedIn product:phone|group:ree usedIn product:jet|product:jet usedIn sector:defence
product:magnet contains element:Nd|product:magnet contains element:Dy
product:magnet contains element:Pr|product:magnet contains element:Tb
product:alloy contains element:Nd
element:Dy memberOf group:heavy|element:Tb memberOf group:heavy|group:heavy partOf group:ree
element:Nd memberOf group:ree|element:Pr memberOf group:ree|element:Sm memberOf group:heavy
element:Y memberOf group:heavy|agency:mofcom partOf CHN|agency:gacc partOf CHN|agency:dow partOf USA
agency:gacc reports event:slump|company:wind reports event:slump|event:slump locatedIn CHN
agreement:geneva locatedIn place:geneva|CHN supplies USA|company:lynas locatedIn AUS
company:mp locatedIn USA|person:xi memberOf agency:mofcom|CHN ranksFirstFor DEU
""".replace("supplies", "suppliesTo")


@cache
def sample_view() -> FakeView:
    """The sample, always the same."""
    entities = [_entity(id_, names.split("|")) for id_, names in _NAMES.items()]
    sources = [
        source("source:s1", "Customs figures for May", "organisation:press"),
        source("source:s2", "Talks and leverage", "organisation:press"),
        source("source:s3", "Magnet exports rebound"),
        source("source:s4", "Shipments to the United States"),
        source("source:s5", "October controls"),
    ]
    press = Entity(id="organisation:press", type="kg:Organisation", label="The Trade Press")
    claims = [*_triples(), *_repeated(), *_quantities()]
    ordered = sorted(claims, key=lambda row: (row.source_id, row.id))
    return view_of(ordered, [*entities, press], sources)


def _entity(id_: str, names: list[str]) -> Entity:
    local = id_.partition(":")[2]
    codes = {
        "country": (("alpha-3", local),),
        "element": (("symbol", local),),
    }.get(id_.partition(":")[0], ())
    return Entity(
        id=id_,
        type=_TYPES.get(id_, _class_of(id_)),
        label=names[0],
        aliases=tuple(names[1:]),
        codes=codes,
        note="A group is not its members." if id_ == "group:heavy" else "",
    )


def _triples() -> Iterator[Claim]:
    words = [word for line in _TRIPLES.split("\n") for word in line.split("|") if word]
    for number, word in enumerate(words):
        subject, predicate, object_ = (
            part if ":" in part else f"country:{part}" for part in word.split()
        )
        predicate = predicate.replace("country:", "kg:")
        modality = ("asserted",) * 7 + ("planned", "forecast", "opinion")
        made = claim(
            subject,
            predicate,
            object_,
            number=number,
            source_id=f"source:s{number % 5 + 1}",
            modality=modality[number % 10],
            negated=number % 41 == 40,
            origin="agency:gacc" if number % 3 == 0 else None,
            period=("2025-05", "2025-04-04/..", "2025-34", "2025", "2025-01/2025-07")[number % 5],
        )
        gist = f"{_label(subject)} {vocabulary().label(predicate)} {_label(object_)}."
        yield replace(made, gist=gist)


def _repeated() -> Iterator[Claim]:
    for number, made in enumerate(list(_triples())[:10], 500):
        yield replace(
            made,
            id=f"claim:c1-{number:020x}",
            source_id="source:s2",
            modality="asserted",
            attributed_to="person:chang",
            gist=f"Another outlet: {made.gist}",
        )


def _quantities() -> Iterator[Claim]:
    flow = {
        "claim_type": "kg:Flow",
        "product": "group:ree",
        "quantity_kind": "kg:ExportMass",
        "unit": "unit:TONNE",
        "origin": "agency:gacc",
        "comparator": "level",
    }
    exact = {"value": Decimal("5864.6"), "low": Decimal("5864.55"), "high": Decimal("5864.65")}
    change = {
        "claim_type": "kg:Change",
        "quantity_kind": "kg:ExportValue",
        "unit": "unit:PERCENT",
        "value": Decimal("-48.3"),
        "low": Decimal("-48.35"),
        "high": Decimal("-48.25"),
        "comparator": "yoy",
        "trend": "fell",
        "scope_note": "without the types that are restricted",
    }
    world = claim("country:CHN", "kg:exportsTo", "aggregate:world")
    tonnes = {"gist": "5,864.6 tonnes left China in May.", "id": "claim:c1-900", **flow, **exact}
    half = {"gist": "Their worth fell by nearly half.", "id": "claim:c1-901", **flow, **change}
    yield replace(world, **tonnes)  # type: ignore[arg-type]
    yield replace(world, **half)  # type: ignore[arg-type]
    yield claim(
        "element:Dy",
        "kg:hasPrice",
        number=902,
        claim_type="kg:Price",
        quantity_kind="kg:MarketPrice",
        unit="unit:CCY_USD",
        value=Decimal(800),
        low=Decimal(760),
        high=Decimal(840),
        hedge="about",
        source_id="source:s5",
        gist="Dysprosium cost about 800 dollars a kilogram.",
    )


def _label(id_: str) -> str:
    return _NAMES[id_].split("|")[0]
