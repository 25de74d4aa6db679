"""Views of claims made up for a test."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from kg.asof import AsOf, as_of
from kg.curated import read_data
from kg.dataset import Dataset
from kg.sources import Retraction
from kg.store import Contents, MemoryStore
from kg.vocab import Vocabulary

_COLUMNS = (
    "id,label,kind,publisher,published,published_basis,language,sha256,length,obtained,"
    "relies_on,licence,recorded"
)
_MADE = "printed,en,,,written for a test"
SOURCES = f"""\
{_COLUMNS}
source:early,An early note,article,organisation:gazette,2031-02-10,{_MADE},,,2031-03-01
source:late,A late note,article,organisation:herald,2031-03-10,{_MADE},,,2031-03-11
source:copy,A copy,article,organisation:echo,2031-02-11,{_MADE},organisation:gazette,,2031-03-01
"""
ENTITIES = """\
id,type,label,aliases,codes,note
aggregate:world,kg:Aggregate,World,,,
country:CHL,kg:Country,Chile,,,
country:JPN,kg:Country,Japan,,,
country:KOR,kg:Country,Korea,,,
country:FRA,kg:Country,France,,,
bloc:PAC,kg:Bloc,Pacific bloc,,,
place:andes,kg:Place,Andes,,,
product:lithium,kg:Product,lithium,,,
product:batteries,kg:Component,batteries,,,
element:Li,kg:ChemicalElement,Lithium metal,,,
element:Mg,kg:ChemicalElement,Magnesium,,,
group:light-metals,kg:ElementGroup,light metals,,,
action:quota,kg:ExportLicensing,the quota,,,
action:levy,kg:Tariff,the levy,,,
event:shortage,kg:Disruption,the shortage,,,
event:closures,kg:Disruption,the closures,,,
event:boom,kg:Development,the boom,,,
organisation:gazette,kg:Organisation,Gazette,,,
organisation:herald,kg:Organisation,Herald,,,
organisation:echo,kg:Organisation,Echo,,,
person:seer,kg:Person,A seer,,,
"""
FLOW = {
    "claim_type": "kg:Flow",
    "subject": "country:CHL",
    "predicate": "kg:exportsTo",
    "object": "aggregate:world",
    "product": "product:lithium",
    "period_text": "2031-01",
    "quantity_kind": "kg:ExportMass",
    "unit": "unit:TONNE",
    "comparator": "level",
    "source_id": "source:early",
}
CHANGE = {
    **FLOW,
    "claim_type": "kg:Change",
    "unit": "unit:PERCENT",
    "comparator": "mom",
}


def view_of(
    folder: Path,
    vocab: Vocabulary,
    rows: Iterable[dict[str, str]],
    *,
    retracted: Mapping[int, date] | None = None,
) -> AsOf:
    """A view of some claims; each gets a place in its source and a gist of its own.

    Retracted are claims by their number, counted from 0 in the order of their places.
    """
    given = [
        {"locator": f"{at}0-{at}9", "gist": f"Claim {at} of the test.", **row}
        for at, row in enumerate(rows, 1)
    ]
    names = list(dict.fromkeys(name for row in given for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(given)
    for name, content in (
        ("sources.csv", SOURCES),
        ("entities/all.csv", ENTITIES),
        ("claims/all.csv", text.getvalue()),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")
    dataset = read_data(folder, vocab=vocab)
    gone = [
        Retraction(claim=dataset.claims[at].id, date=day, why="a slip")
        for at, day in (retracted or {}).items()
    ]
    dataset |= Dataset.of(retractions=gone)
    return as_of(MemoryStore(Contents(vocab, {"data": dataset})))
