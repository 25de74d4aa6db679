from dataclasses import replace

import pytest

import kg
from kg.dataset import Dataset
from kg.entity import Entity
from kg.errors import UnknownName
from kg.page.model import page_data

from .sample import DAY, FakeView, claim, sample_view, view_of, vocabulary

CHN, USA, DEU = "country:CHN", "country:USA", "country:DEU"


def test_counts_are_those_of_the_claims() -> None:
    view = sample_view()
    data = page_data(view)
    mentioned = {id_ for row in view.rows for id_ in row.mentions}
    assert data.counts["claims"] == len(view.rows)
    assert data.counts["nodes"] == len(mentioned)
    assert data.counts["sources"] == 5


def test_claims_of_the_same_relation_share_one_edge() -> None:
    data = page_data(
        view_of(
            [
                claim(CHN, "kg:exportsTo", DEU, number=1),
                claim(CHN, "kg:exportsTo", DEU, number=2),
                claim(DEU, "kg:exportsTo", CHN, number=3),
                claim(CHN, "kg:restricts", DEU, number=4),
            ]
        )
    )
    assert [len(edge.claims) for edge in data.edges] == [2, 1, 1]


def test_a_symmetric_relation_has_one_edge_for_both_ways() -> None:
    data = page_data(
        view_of(
            [
                claim(USA, "kg:negotiatesWith", CHN, number=1),
                claim(CHN, "kg:negotiatesWith", USA, number=2),
            ]
        )
    )
    assert [edge.claims for edge in data.edges] == [(0, 1)]


@pytest.mark.parametrize(
    "rows",
    [
        [claim(CHN, "kg:restricts", USA, modality="planned")],
        [claim(CHN, "kg:restricts", USA, negated=True)],
        [
            claim(CHN, "kg:restricts", USA, number=1, modality="opinion"),
            claim(CHN, "kg:restricts", USA, number=2, negated=True),
        ],
    ],
)
def test_an_edge_that_nobody_asserts_is_not_firm(rows: list) -> None:  # type: ignore[type-arg]
    assert not page_data(view_of(rows)).edges[0].firm


def test_one_assertion_makes_an_edge_firm() -> None:
    rows = [
        claim(CHN, "kg:restricts", USA, number=1, modality="opinion"),
        claim(CHN, "kg:restricts", USA, number=2),
    ]
    assert page_data(view_of(rows)).edges[0].firm


def test_a_claim_without_object_is_kept_and_makes_no_edge() -> None:
    data = page_data(view_of([claim("element:Dy", "kg:hasPrice")]))
    assert (len(data.claims), len(data.edges), len(data.nodes)) == (1, 0, 1)


def test_a_product_that_is_only_a_scope_is_a_node_too() -> None:
    data = page_data(view_of([claim(CHN, "kg:exportsTo", USA, product="product:magnet")]))
    assert [node.entity.id for node in data.nodes] == [CHN, USA, "product:magnet"]


def test_about_keeps_the_neighbourhood_and_the_claims_among_it() -> None:
    rows = [
        claim(CHN, "kg:exportsTo", DEU, number=1),
        claim(CHN, "kg:exportsTo", USA, number=2),
        claim(USA, "kg:importsFrom", DEU, number=3),
        claim(USA, "kg:importsFrom", "country:AUS", number=4),
        claim("country:AUS", "kg:exportsTo", "country:JPN", number=5),
    ]
    data = page_data(view_of(rows), about=CHN)
    assert [node.entity.id for node in data.nodes] == [CHN, DEU, USA]
    assert len(data.claims) == 3
    assert data.about == 0


def test_about_something_unknown_offers_the_nearest_name() -> None:
    with pytest.raises(UnknownName, match="country:CHN"):
        page_data(view_of([claim(CHN, "kg:exportsTo", DEU)]), about="country:CHM")


def test_about_an_entity_without_claims_shows_it_alone() -> None:
    lone = Entity(id="element:Y", type="kg:ChemicalElement", label="Yttrium")
    data = page_data(view_of([claim(CHN, "kg:exportsTo", DEU)], [lone]), about="element:Y")
    assert [node.entity.label for node in data.nodes] == ["Yttrium"]


def test_an_empty_view_gives_an_empty_page() -> None:
    empty = FakeView(vocabulary(), {}, {}, ())
    assert set(page_data(empty).counts.values()) == {0}


def test_a_relation_that_only_the_ontology_knows_is_shown_in_its_words() -> None:
    vocab = vocabulary()
    new = replace(vocab.relations["kg:restricts"], id="kg:stockpiles", label="stockpiles")
    widened = replace(vocab, relations={**vocab.relations, new.id: new})
    view = replace(view_of([claim(CHN, new.id, "element:Dy")]), vocab=widened)
    assert page_data(view).relations[0].label == "stockpiles"


def test_classes_of_one_branch_share_a_shape() -> None:
    data = page_data(sample_view())
    shape = {kind.id: kind.shape for kind in data.classes}
    assert shape["kg:Magnet"] == shape["kg:Ore"] != shape["kg:Country"]


def test_a_retracted_claim_is_on_the_page_and_counts_for_nothing() -> None:
    seen, gone = (
        claim(CHN, "kg:exportsTo", DEU, number=1),
        claim(CHN, "kg:exportsTo", USA, number=2),
    )
    view = replace(view_of([seen, gone]), rows=(seen,), gone=((gone, DAY),))
    data = page_data(view)
    assert [row.id for row in data.claims] == [seen.id, gone.id]
    assert data.retracted == {gone.id: DAY}
    assert data.counts == {"nodes": 2, "relations": 1, "claims": 1, "derived": 0, "sources": 1}


def test_derived_claims_are_counted_apart_and_bring_their_premises_along() -> None:
    far = claim(DEU, "kg:exportsTo", USA, number=1)
    near = claim(CHN, "kg:exportsTo", DEU, number=2, premises=(far.id,), formula="1 + 1")
    base = view_of([far])
    names = {**base.entities, **view_of([near]).entities}
    view = replace(base, entities=names, derivations=Dataset.of(claims=[near]))
    data = page_data(view, about=CHN)
    assert [row.id for row in data.claims] == [far.id, near.id]
    assert (data.counts["claims"], data.counts["derived"]) == (1, 1)


def test_a_finding_is_shown_only_where_all_its_claims_are() -> None:
    view = kg.build(check=False).as_of()
    ids = {row.id for row in page_data(view, about="element:Dy").claims}
    found = page_data(view, about="element:Dy").findings
    assert found == tuple(one for one in view.findings() if ids.issuperset(one.members))
