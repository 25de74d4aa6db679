"""Views made of a few rows, for tests of networks."""

from __future__ import annotations

from pathlib import Path

from kg.asof import AsOf, as_of
from kg.curated import read_files
from kg.dataset import Dataset
from kg.store import Contents, MemoryStore
from kg.vocab import Vocabulary

SOURCES = """id,label,published,published_basis,recorded
source:old,An old note,2025-01-10,printed,2025-12-01
source:new,A new note,2025-09-10,printed,2025-12-01
"""
ENTITIES = """id,type,label
country:CHN,kg:Country,China
country:USA,kg:Country,United States
country:DEU,kg:Country,Germany
country:FRA,kg:Country,France
bloc:EU,kg:Bloc,European Union
aggregate:world,kg:Aggregate,World
aggregate:others,kg:Aggregate,other countries
group:ree,kg:ElementGroup,rare earths
element:Dy,kg:ChemicalElement,dysprosium
product:magnets,kg:Magnet,magnets
product:motors,kg:Component,motors
action:controls,kg:ExportLicensing,controls
sector:cars,kg:Sector,cars
"""


def view(folder: Path, vocab: Vocabulary, claims: str) -> AsOf:
    """A view of claims.

    Args:
        folder: Where files may be written.
        vocab: The ontology.
        claims: Rows of CSV with a header; source, locator and gist are added.
    """
    header, *rows = claims.strip().splitlines()
    lines = [f"{header},locator,gist"]
    lines += [f"{row},row:{number},Row {number}." for number, row in enumerate(rows, 1)]
    files = {"s.csv": SOURCES, "e.csv": ENTITIES, "c.csv": "\n".join(lines)}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    paths = [folder / name for name in files]
    dataset = read_files(paths, vocab=vocab, known=Dataset.of())
    return as_of(MemoryStore(Contents(vocab, {"data": dataset})))
