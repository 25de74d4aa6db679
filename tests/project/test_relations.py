from pathlib import Path

import networkx as nx

from kg.project import network
from kg.vocab import Vocabulary

from .made import view

HEADER = "claim_type,subject,predicate,object,period_text,modality,negated,source_id\n"
TALKS = HEADER + (
    "kg:Occurrence,country:USA,kg:negotiatesWith,country:CHN,2025-06,,,source:old\n"
    "kg:Occurrence,country:CHN,kg:negotiatesWith,country:USA,2025-07,,,source:new\n"
    "kg:PolicyState,country:CHN,kg:restricts,group:ree,2025-04-04/..,,,source:old\n"
    "kg:PolicyState,country:USA,kg:restricts,group:ree,2026/..,planned,,source:old\n"
    "kg:PolicyState,country:DEU,kg:restricts,group:ree,../..,,true,source:old\n"
)


def test_each_direct_edge_stands_once_and_carries_all_its_claims(
    tmp_path: Path, vocab: Vocabulary
) -> None:
    seen = view(tmp_path, vocab, TALKS)
    graph = network(seen, "relations")
    assert list(graph.edges(keys=True)) == [
        ("country:CHN", "country:USA", "kg:negotiatesWith"),
        ("country:CHN", "group:ree", "kg:restricts"),
    ]
    talks = graph["country:CHN"]["country:USA"]["kg:negotiatesWith"]
    by_source = sorted(seen.claims(), key=lambda claim: claim.source_id)
    assert talks["claim_ids"] == [c.id for c in by_source if c.predicate == "kg:negotiatesWith"]
    assert talks["claim_count"] == 2
    assert talks["claim_period_text"] == ["2025-07", "2025-06"]
    assert (talks["since"], talks["until"]) == ("2025-06-01", "2025-08-01")
    assert talks["symmetric"] is True
    assert "claim_value" not in talks


def test_an_open_end_is_left_out(tmp_path: Path, vocab: Vocabulary) -> None:
    graph = network(view(tmp_path, vocab, TALKS), "relations")
    limits = graph["country:CHN"]["group:ree"]["kg:restricts"]
    assert limits["since"] == "2025-04-04"
    assert "until" not in limits


def test_planned_and_negated_claims_make_no_edge(tmp_path: Path, vocab: Vocabulary) -> None:
    graph = network(view(tmp_path, vocab, TALKS), "relations")
    assert not graph.has_edge("country:USA", "group:ree")
    assert "country:DEU" not in graph


def test_nodes_carry_label_type_and_colour(tmp_path: Path, vocab: Vocabulary) -> None:
    graph = network(view(tmp_path, vocab, TALKS), "relations")
    assert graph.nodes["group:ree"] == {
        "label": "rare earths",
        "entity_type": "kg:ElementGroup",
        "type_label": "Element group",
        "colour": vocab.classes["kg:ElementGroup"].colour,
    }


LADDER = HEADER + (
    "kg:Structure,product:magnets,kg:contains,element:Dy,,,,source:old\n"
    "kg:Structure,product:magnets,kg:usedIn,product:motors,,,,source:old\n"
    "kg:Structure,product:motors,kg:usedIn,sector:cars,,,,source:old\n"
    "kg:PolicyState,country:CHN,kg:restricts,product:magnets,2025/..,,,source:old\n"
)


def test_materials_run_from_the_element_to_the_end_use(tmp_path: Path, vocab: Vocabulary) -> None:
    graph = network(view(tmp_path, vocab, LADDER), "materials")
    assert nx.descendants(graph, "element:Dy") == {
        "product:magnets",
        "product:motors",
        "sector:cars",
    }
    turned = graph["element:Dy"]["product:magnets"]["kg:contains"]
    assert (turned["label"], turned["reversed"]) == ("is contained in", True)


def test_policy_holds_the_relations_that_the_ontology_puts_there(
    tmp_path: Path, vocab: Vocabulary
) -> None:
    graph = network(view(tmp_path, vocab, LADDER), "policy")
    assert list(graph.edges(keys=True)) == [("country:CHN", "product:magnets", "kg:restricts")]
