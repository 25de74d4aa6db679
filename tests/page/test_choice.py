"""From a query's answer to the claims its page shows."""

from pathlib import Path

import pytest

import kg
from kg.api import Graph
from kg.errors import BadInput, QueryLimit
from kg.page.choice import Choice, chosen
from kg.page.model import page_data

CHN, USA, WORLD = "country:CHN", "country:USA", "aggregate:world"
MAGNETS, EARTHS = "product:magnets", "group:rare-earths"


@pytest.fixture(scope="module")
def tiny_graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """Nine claims."""
    from tests.conftest import TINY

    folder = tmp_path_factory.mktemp("tiny")
    for name, text in TINY.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return kg.build(folder, check=False)


def choice(graph: Graph, text: str, **options: int) -> Choice:
    return chosen(graph, graph.query(text, **options))  # type: ignore[arg-type]


def gists(graph: Graph, made: Choice) -> set[str]:
    return {claim.gist for claim in graph.claims() if claim.id in made.claims}


def test_claims_that_were_selected_are_shown_and_nothing_else(tiny_graph: Graph) -> None:
    made = choice(tiny_graph, "SELECT ?claim ?who { ?claim a kg:Occurrence ; rdf:subject ?who }")
    assert gists(tiny_graph, made) == {"The two talked."}
    assert made.entities == frozenset()
    assert made.note == "1 claim of 1 row of a query"


@pytest.mark.parametrize(
    "cell",
    [
        "STR(?c)",
        'CONCAT("claim:", STRAFTER(STR(?c), "claim/"))',
        'CONCAT(STR(?c), "; ", STR(?c), ",", STR(?c))',
    ],
)
def test_claims_are_found_in_texts_that_spell_them_out(tiny_graph: Graph, cell: str) -> None:
    made = choice(tiny_graph, f"SELECT ({cell} AS ?t) {{ ?c a kg:Structure }}")
    assert gists(tiny_graph, made) == {"Magnets hold rare earths."}


def test_a_text_that_is_about_a_claim_chooses_none(tiny_graph: Graph) -> None:
    with pytest.raises(BadInput, match="SELECT the claims"):
        choice(tiny_graph, 'SELECT ?x { VALUES ?x { "a claim about country:CHN" } }')


def test_two_entities_of_a_row_bring_the_claims_that_connect_them(tiny_graph: Graph) -> None:
    made = choice(tiny_graph, "SELECT ?a ?b { VALUES (?a ?b) { (country:USA product:magnets) } }")
    assert gists(tiny_graph, made) == {
        "Most magnets of the United States come from China.",
        "The United States plan a limit.",
    }
    assert "2 claims that connect those of one row" in made.note


def test_product_and_instrument_connect_too(tiny_graph: Graph) -> None:
    values = "(country:CHN action:controls) (aggregate:world group:rare-earths)"
    made = choice(tiny_graph, f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {values} }} }}")
    assert gists(tiny_graph, made) == {
        "China restricts rare earths.",
        "China shipped 5864.6 t in May.",
        "Their value fell by about half.",
    }


def test_entities_of_different_rows_are_not_connected(tiny_graph: Graph) -> None:
    made = choice(tiny_graph, "SELECT ?a { VALUES ?a { country:USA product:magnets } }")
    assert made.claims == frozenset()
    assert made.entities == {USA, MAGNETS}
    assert made.note == "2 entities of 2 rows of a query; no claim connects two of one row"


def test_a_relation_in_the_row_narrows_what_connects(tiny_graph: Graph) -> None:
    text = (
        "SELECT ?a ?p ?b { VALUES (?a ?p ?b) { (country:CHN kg:usesAsLeverage product:magnets) } }"
    )
    assert gists(tiny_graph, choice(tiny_graph, text)) == {"An observer sees a lever."}


def test_entities_that_no_chosen_claim_names_stand_alone(tiny_graph: Graph) -> None:
    values = "(country:CHN country:USA) (aggregate:world UNDEF)"
    made = choice(tiny_graph, f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {values} }} }}")
    assert made.entities == {WORLD}


def test_a_row_without_its_optional_claim_keeps_its_entities(tiny_graph: Graph) -> None:
    text = """SELECT ?who ?claim { VALUES ?who { country:CHN aggregate:world }
                OPTIONAL { ?claim a kg:Occurrence ; rdf:subject ?who } }"""
    made = choice(tiny_graph, text)
    assert gists(tiny_graph, made) == {"The two talked."}
    assert made.entities == {WORLD}


def test_triples_choose_the_claims_that_make_them(tiny_graph: Graph) -> None:
    made = choice(tiny_graph, "CONSTRUCT WHERE { country:CHN kg:restricts ?x }")
    assert gists(tiny_graph, made) == {"China restricts rare earths."}, "the denial makes no edge"
    assert made.note == "1 claim of 1 triple of a query"


@pytest.mark.parametrize("ends", ["country:CHN country:USA", "country:USA country:CHN"])
def test_a_symmetric_edge_is_found_from_both_ends(tiny_graph: Graph, ends: str) -> None:
    first, last = ends.split()
    text = f"CONSTRUCT {{ {first} kg:negotiatesWith {last} }} WHERE {{}}"
    assert gists(tiny_graph, choice(tiny_graph, text)) == {"The two talked."}


def test_a_described_claim_is_shown(tiny_graph: Graph) -> None:
    claim = next(claim for claim in tiny_graph.claims() if claim.claim_type == "kg:Share")
    assert choice(tiny_graph, f"DESCRIBE {claim.id}").claims == {claim.id}


def test_triples_about_entities_alone_show_these(tiny_graph: Graph) -> None:
    made = choice(
        tiny_graph, "CONSTRUCT { ?x rdfs:label ?y } WHERE { ?x a kg:Magnet ; rdfs:label ?y }"
    )
    assert made.claims == frozenset()
    assert made.entities == {MAGNETS}


@pytest.mark.parametrize(
    "text",
    [
        "ASK { country:CHN kg:restricts ?x }",
        "SELECT ?v { ?claim kg:value ?v }",
        "SELECT ?x { ?x a kg:Deal }",
        "SELECT ?x { ?x a kg:Source }",
        "CONSTRUCT { ?c kg:value ?v } WHERE { ?c kg:value ?v FILTER (?v < 0 && ?v > 0) }",
        "CONSTRUCT { [] kg:value 1 } WHERE {}",
    ],
)
def test_what_cannot_be_shown_is_told_with_what_to_select(tiny_graph: Graph, text: str) -> None:
    with pytest.raises(BadInput, match=r"SELECT the claims themselves \(\?claim\)"):
        choice(tiny_graph, text)


def test_an_answer_that_ran_into_its_limit_is_not_half_a_page(tiny_graph: Graph) -> None:
    with pytest.raises(QueryLimit):
        choice(tiny_graph, "SELECT ?c { ?c kg:gist ?g }", limit=2)


def test_derived_claims_can_be_chosen_and_bring_what_they_rest_on(graph: Graph) -> None:
    made = chosen(graph, graph.query("derived"))
    derived = {claim.id for claim in graph.derived()}
    assert made.claims == derived
    shown = {claim.id for claim in page_data(graph, choice=made).claims}
    premises = {premise for claim in graph.derived() for premise in claim.premises}
    assert shown == derived | premises


def test_claims_outside_the_view_are_not_shown(graph: Graph) -> None:
    early = graph.as_of(known="2025-06-10")
    made = chosen(early, early.query("SELECT ?claim { ?claim kg:gist ?g }"))
    assert made.claims == {claim.id for claim in (*early.claims(), *early.derived())}


def test_the_page_of_an_answer_holds_what_was_chosen(tiny_graph: Graph, tmp_path: Path) -> None:
    made = choice(tiny_graph, "SELECT ?a { VALUES ?a { country:USA product:magnets } }")
    data = page_data(tiny_graph, choice=made)
    assert [node.entity.id for node in data.nodes] == [USA, MAGNETS]
    assert data.claims == ()
    assert made.note in data.view
