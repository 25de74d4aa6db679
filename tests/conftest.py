"""What every test may use."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import kg
from kg.api import Graph
from kg.curated import read_data
from kg.dataset import Dataset
from kg.store import Contents
from kg.vocab import Vocabulary

settings.register_profile("kg", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("kg"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "kg")

# A shell tells what it runs in the background to ignore Ctrl-C, and children inherit that; tests
# that interrupt themselves or their children would wait for ever.
signal.signal(signal.SIGINT, signal.default_int_handler)

TINY = {
    "sources.csv": """\
id,label,kind,publisher,published,published_basis,language,sha256,length,obtained,relies_on,licence,recorded
source:a,A made-up note,article,,2025-06-09,printed,en,,,written for a test,,,2025-11-21
source:b,Another made-up note,article,,2025-06-20,printed,en,,,written for a test,,,2025-11-21
""",
    "entities/all.csv": """\
id,type,label,aliases,codes,note
aggregate:world,kg:Aggregate,World,,,
group:rare-earths,kg:ElementGroup,rare earths,REE;rare earth elements,,a group is not its members
product:magnets,kg:Magnet,magnets,,hs=850511,
action:controls,kg:ExportLicensing,April controls,,,
person:observer,kg:Person,an observer,,,
country:CHN,kg:Country,China,Beijing,,
""",
    "claims/first.csv": """\
claim_type,subject,predicate,object,product,period_text,quantity_kind,value,unit,comparator,hedge,trend,\
source_id,locator,gist
kg:Flow,country:CHN,kg:exportsTo,aggregate:world,group:rare-earths,2025-05,kg:ExportMass,5864.60,unit:TONNE,\
level,,,source:a,10-20,China shipped 5864.6 t in May.
kg:Change,country:CHN,kg:exportsTo,aggregate:world,group:rare-earths,2025-05,kg:ExportValue,-50,unit:PERCENT,\
yoy,about,fell,source:a,30-40,Their value fell by about half.
kg:Share,country:USA,kg:dependsOn,country:CHN,product:magnets,2024,kg:ImportShare,80,unit:PERCENT,\
level,over,,source:a,50-60;70-80,Most magnets of the United States come from China.
kg:Structure,product:magnets,kg:contains,group:rare-earths,,,,,,,,,source:a,90-95,\
Magnets hold rare earths.
""",
    "claims/second.csv": """\
claim_type,subject,predicate,object,instrument,period_text,modality,negated,attributed_to,source_id,locator,gist
kg:PolicyState,country:CHN,kg:restricts,group:rare-earths,action:controls,2025-04-04/..,,,,source:b,10-20,\
China restricts rare earths.
kg:PolicyState,country:CHN,kg:restricts,product:magnets,,../..,,true,,source:b,30-40,\
"China does not restrict magnets, it says."
kg:Occurrence,country:CHN,kg:negotiatesWith,country:USA,,2025-06-09,,,,source:b,50-60,\
The two talked.
kg:PolicyState,country:USA,kg:restricts,product:magnets,,2026/..,planned,,,source:b,70-80,\
The United States plan a limit.
kg:Assessment,country:CHN,kg:usesAsLeverage,product:magnets,,../..,opinion,,person:observer,source:b,90-99,\
An observer sees a lever.
""",
}
"""A data folder: six entities of its own, two sources, nine claims."""


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A small data folder that a test may change."""
    folder = tmp_path / "tiny"
    for name, text in TINY.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder


@pytest.fixture(scope="session")
def vocab() -> Vocabulary:
    """The shipped ontology."""
    return Vocabulary.load()


@pytest.fixture(scope="session")
def tiny_dataset(tmp_path_factory: pytest.TempPathFactory, vocab: Vocabulary) -> Dataset:
    """The claims of the small data folder."""
    folder = tmp_path_factory.mktemp("tiny")
    for name, text in TINY.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return read_data(folder, vocab=vocab)


@pytest.fixture
def tiny_contents(tiny_dataset: Dataset, vocab: Vocabulary) -> Contents:
    """The small dataset as the contents of a store."""
    return Contents(vocab, {"data": tiny_dataset})


@pytest.fixture(scope="session")
def shipped(vocab: Vocabulary) -> Dataset:
    """The shipped claims."""
    return read_data(vocab=vocab)


@pytest.fixture(scope="session")
def documents() -> Path:
    """The folder with the texts that the shipped claims quote; they are not shipped."""
    folder = os.environ.get("KG_TEST_DOCUMENTS")
    if not folder:
        pytest.skip("needs the quoted documents: set KG_TEST_DOCUMENTS to their folder")
    return Path(folder)


@pytest.fixture(scope="session")
def graph() -> Graph:
    """The shipped data in memory."""
    return kg.build(check=False)


@pytest.fixture(scope="session")
def shipped_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store on disk that holds the shipped data."""
    return Path(
        kg.build(store=tmp_path_factory.mktemp("shipped") / "store", check=False).store.place
    )
