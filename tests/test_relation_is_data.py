"""A relation is data: a few lines of Turtle and two rows, and everything shows it."""

import json
import shutil
from pathlib import Path

import pytest

import kg
from kg.api import Graph
from kg.files import bundled
from tests.page.unpack import data_of

RELATION = """
kg:stockpiles a kg:Relation ;
    rdfs:label "stockpiles"@en ;
    kg:inverseLabel "is stockpiled by"@en ;
    skos:definition "The subject keeps a reserve of the object."@en ;
    schema:domainIncludes kg:Country ;
    schema:rangeIncludes kg:ElementGroup, kg:Product ;
    kg:claimType kg:Relationship ;
    kg:network "policy" ;
    kg:colour "#123456" .
"""
ROWS = """claim_type,subject,predicate,object,period_text,source_id,locator,gist
kg:Relationship,country:JPN,kg:stockpiles,group:rare-earths,2025-01/..,source:made-up,row:1,Stored.
kg:Relationship,country:KOR,kg:stockpiles,product:rare-earth-magnets,2025-02/..,source:made-up,\
row:2,Stored too.
"""
SOURCE = """id,label,published,published_basis,recorded
source:made-up,A made-up note,2025-03-01,printed,2025-03-01
"""


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("stocked")
    shutil.copytree(bundled("ontology"), folder / "ontology")
    shutil.copytree(bundled("data"), folder / "data")
    relations = folder / "ontology" / "relations.ttl"
    relations.write_text(relations.read_text(encoding="utf-8") + RELATION, encoding="utf-8")
    (folder / "data" / "claims" / "made-up.csv").write_text(ROWS, encoding="utf-8")
    (folder / "data" / "made-up-source.csv").write_text(SOURCE, encoding="utf-8")
    return kg.build(folder / "data", store=folder / "store", ontology=folder / "ontology")


def test_build_and_check_accept_a_new_relation(stocked: Graph) -> None:
    report = stocked.check()
    assert report.conforms
    assert "kg:stockpiles" not in report.unused_relations


def test_a_query_answers_with_a_new_relation(stocked: Graph) -> None:
    rows = stocked.query("SELECT ?who ?what { ?who kg:stockpiles ?what } ORDER BY ?who")
    assert [(row["who"], row["what"]) for row in rows] == [
        ("country:JPN", "group:rare-earths"),
        ("country:KOR", "product:rare-earth-magnets"),
    ]


@pytest.mark.parametrize("kind", ["relations", "claims", "policy"])
def test_a_network_holds_a_new_relation(stocked: Graph, kind: str) -> None:
    edges = stocked.network(kind).edges(data=True)
    assert any("stockpiles" in json.dumps(data, default=str) for _, _, data in edges)


def test_show_tells_a_new_relation_by_its_label(stocked: Graph) -> None:
    assert "stockpiles" in stocked.show("Japan").groups
    assert "is stockpiled by" in stocked.show("rare earths").groups


def test_the_page_shows_a_new_relation_in_its_colour(stocked: Graph, tmp_path: Path) -> None:
    written = stocked.view(tmp_path / "page.html").read_text(encoding="utf-8")
    page = json.dumps(data_of(written))
    assert "stockpiles" in page
    assert "#123456" in page


@pytest.mark.parametrize("suffix", ["ttl", "nq", "jsonld", "csv", "graphml"])
def test_an_export_holds_a_new_relation(stocked: Graph, tmp_path: Path, suffix: str) -> None:
    written = stocked.export(tmp_path / f"claims.{suffix}").read_text(encoding="utf-8")
    assert "stockpiles" in written
