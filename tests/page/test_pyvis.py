import json
from pathlib import Path

import pytest
from pyvis.network import Network

import kg
from kg.api import Graph
from kg.entity import Entity
from kg.errors import BadInput, UnknownName
from kg.page import to_pyvis
from kg.page.model import page_data
from kg.page.pyvis import engine_script

from .sample import claim, sample_view, view_of, vocabulary

CHN, USA = "country:CHN", "country:USA"


def test_it_is_a_pyvis_network_with_every_node_and_relation() -> None:
    made = to_pyvis(sample_view())
    data = page_data(sample_view())
    assert isinstance(made, Network)
    assert made.directed
    assert (made.num_nodes(), made.num_edges()) == (data.counts["nodes"], data.counts["relations"])


def test_parallel_relations_and_both_directions_are_kept() -> None:
    rows = [
        claim(CHN, "kg:exportsTo", USA, number=1),
        claim(CHN, "kg:restricts", USA, number=2),
        claim(USA, "kg:exportsTo", CHN, number=3),
    ]
    edges = to_pyvis(view_of(rows)).edges
    assert [(edge["from"], edge["to"]) for edge in edges] == [(CHN, USA), (CHN, USA), (USA, CHN)]


def test_colours_are_the_ontologys_and_no_group_overrides_them() -> None:
    made = to_pyvis(view_of([claim(CHN, "kg:exportsTo", USA)]))
    vocab = vocabulary()
    assert {node["color"] for node in made.nodes} == {vocab.classes["kg:Country"].colour}
    assert made.edges[0]["color"] == vocab.relations["kg:exportsTo"].colour
    assert not [node for node in made.nodes if "group" in node]


def test_what_nobody_asserts_is_dashed_and_symmetric_relations_have_no_arrow() -> None:
    rows = [
        claim(CHN, "kg:restricts", USA, number=1, modality="forecast"),
        claim(CHN, "kg:negotiatesWith", USA, number=2),
    ]
    edges = {edge["color"]: edge for edge in to_pyvis(view_of(rows)).edges}
    relations = vocabulary().relations
    assert edges[relations["kg:restricts"].colour]["dashes"] is True
    assert edges[relations["kg:negotiatesWith"].colour]["arrows"] == ""


def test_physics_is_off_and_nodes_lie_where_python_put_them() -> None:
    made = to_pyvis(sample_view())
    *_, options = made.get_network_data()
    assert json.loads(options)["physics"]["enabled"] is False
    assert all(isinstance(node["x"], int) and isinstance(node["y"], int) for node in made.nodes)


def test_people_can_style_and_save_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = to_pyvis(view_of([claim(CHN, "kg:exportsTo", USA)]))
    made.nodes[0]["color"] = "#ff0000"
    made.toggle_physics(True)
    text = made.generate_html(name="graph.html", notebook=False)
    assert '"#ff0000"' in text


def test_a_hostile_label_stays_text_in_pyvis_own_html() -> None:
    hostile = '</script><img src=x onerror="alert(1)"> href="javascript:alert(2)"'
    entity = Entity(id=CHN, type="kg:Country", label=hostile)
    made = to_pyvis(view_of([claim(CHN, "kg:exportsTo", USA, gist=hostile)], [entity]))
    assert "<img src=x" not in made.generate_html(name="graph.html", notebook=False)


def test_hover_texts_never_make_pyvis_switch_to_html() -> None:
    entity = Entity(id=CHN, type="kg:Country", label="href")
    made = to_pyvis(view_of([claim(CHN, "kg:exportsTo", USA, gist="see href")], [entity]))
    assert not [item for item in [*made.nodes, *made.edges] if "href" in item["title"]]


def test_about_takes_the_neighbourhood_or_says_who_is_meant() -> None:
    near = to_pyvis(sample_view(), about="element:Nd")
    assert 1 < near.num_nodes() < to_pyvis(sample_view()).num_nodes()
    with pytest.raises(UnknownName, match="element:Nd"):
        to_pyvis(sample_view(), about="element:Ndd")


def test_an_empty_label_falls_back_to_the_id() -> None:
    made = to_pyvis(
        view_of([claim(CHN, "kg:exportsTo", USA)], [Entity(id=CHN, type="kg:Country", label="")])
    )
    assert made.get_node(CHN)["label"] == CHN


def test_what_was_retracted_is_not_drawn(graph: Graph) -> None:
    made = kg.build(check=False)
    claim = next(claim for claim in made.claims() if claim.object)
    made.retract(claim.id, on="2025-12-01", why="misread")
    before = to_pyvis(graph)
    after = to_pyvis(made)
    assert claim.gist in str(before.edges)
    assert claim.gist not in str(after.edges)


def test_more_than_pyvis_draws_well_is_refused_with_what_to_do() -> None:
    with pytest.raises(BadInput, match=r"--about.*limit="):
        to_pyvis(sample_view(), limit=10)
    assert to_pyvis(sample_view(), limit=200).num_edges() > 10


def test_the_engine_is_the_newest_vis_network_of_the_installed_pyvis() -> None:
    script = engine_script()
    assert "vis-network" in script[:500]
    assert "Apache 2.0" in script[:1000]
    assert "http-equiv" not in script
