from __future__ import annotations

from typing import Any

from kg.claim import Claim
from kg.dataset import Dataset
from kg.reconcile import Context, independent_origins, origin_chain
from kg.reconcile.origins import outlet_of

from .made import VOCAB, change, claim, dataset, flow, source

PAPER, BRIEF, CUSTOMS = "organisation:paper", "organisation:brief", "agency:customs"

SOURCES = (
    source("source:reprint", relies_on=(PAPER,)),
    source("source:brief", publisher=BRIEF, relies_on=(PAPER, CUSTOMS)),
    source("source:paper", publisher=PAPER),
    source("source:bare"),
    source("source:bare-too"),
)


def world(*claims: Claim) -> Dataset:
    return dataset(*claims, sources=SOURCES)


def tells(id_: str, **slots: Any) -> Claim:
    return flow(source_id=f"source:{id_}", **slots)


def test_a_source_that_names_nobody_is_its_own_origin() -> None:
    one = tells("bare")
    assert origin_chain(one, world(one)) == ("source:bare",)


def test_a_source_that_is_not_catalogued_is_its_own_origin() -> None:
    one = tells("gone")
    assert origin_chain(one, world(one)) == ("source:gone",)


def test_a_publisher_is_the_origin_of_what_it_says_itself() -> None:
    one = tells("brief")
    assert origin_chain(one, world(one)) == ("source:brief", BRIEF)


def test_a_reprint_goes_through_its_outlet() -> None:
    one = tells("reprint", origin=CUSTOMS)
    assert origin_chain(one, world(one)) == ("source:reprint", PAPER, CUSTOMS)
    own = tells("reprint")
    assert origin_chain(own, world(own)) == ("source:reprint", PAPER)


def test_an_outlet_named_as_origin_is_followed_to_its_own() -> None:
    first, second = tells("reprint", origin=CUSTOMS), tells("brief", origin=PAPER)
    assert origin_chain(second, world(first, second)) == ("source:brief", PAPER, CUSTOMS)


def test_an_outlet_that_says_something_else_is_not_followed() -> None:
    for other in (
        tells("reprint", origin=CUSTOMS, value="99"),
        tells("reprint", origin=CUSTOMS, period="2025-04"),
        tells("reprint", origin=CUSTOMS, product="product:magnets"),
        change(source_id="source:reprint", origin=CUSTOMS),
    ):
        second = tells("brief", origin=PAPER)
        assert origin_chain(second, world(other, second)) == ("source:brief", PAPER)


def test_an_outlet_with_two_origins_for_one_claim_is_the_last_that_is_known() -> None:
    first = tells("reprint", origin=CUSTOMS)
    other = tells("paper", origin="person:ann")
    second = tells("brief", origin=PAPER)
    assert origin_chain(second, world(first, other, second)) == ("source:brief", PAPER)


def test_an_office_cited_through_an_outlet_that_has_it_too_is_reached_through_it() -> None:
    first, second = tells("reprint", origin=CUSTOMS), tells("brief", origin=CUSTOMS)
    assert origin_chain(second, world(first, second)) == ("source:brief", PAPER, CUSTOMS)
    assert origin_chain(second, world(second)) == ("source:brief", CUSTOMS)


def test_a_speaker_is_the_end_of_the_chain() -> None:
    first = claim(source_id="source:reprint", attributed_to="person:ann")
    second = claim(source_id="source:brief", attributed_to="person:ann")
    both = world(first, second)
    assert origin_chain(first, both) == ("source:reprint", PAPER, "person:ann")
    assert origin_chain(second, both) == ("source:brief", PAPER, "person:ann")


def test_a_speaker_comes_after_the_outlet_that_quotes_them() -> None:
    one = claim(source_id="source:bare", attributed_to="person:ann", origin=PAPER)
    assert origin_chain(one, world(one)) == ("source:bare", PAPER, "person:ann")


def test_outlets_that_cite_each_other_make_no_endless_chain() -> None:
    sources = (
        source("source:a", publisher=PAPER, relies_on=(BRIEF,)),
        source("source:b", publisher=BRIEF, relies_on=(PAPER,)),
    )
    one, other = tells("a", origin=BRIEF), tells("b", origin=PAPER)
    both = dataset(one, other, sources=sources)
    assert origin_chain(one, both) == ("source:a", BRIEF, PAPER)
    assert origin_chain(other, both) == ("source:b", PAPER, BRIEF)
    assert len(independent_origins([one, other], both)) == 1


def test_two_outlets_of_one_office_are_one_witness() -> None:
    first, second = tells("reprint", origin=CUSTOMS), tells("brief", origin=CUSTOMS)
    [witness] = independent_origins([first, second], world(first, second))
    assert witness.origins == (CUSTOMS,)
    assert witness.claims == (first.id, second.id)


def test_an_outlet_that_names_no_origin_is_no_witness_beside_one_that_cites_it_with_one() -> None:
    first = tells("paper")
    second = tells("bare", origin=PAPER, attributed_to="person:ann")
    assert len(independent_origins([first, second], world(first, second))) == 1


def test_two_offices_are_two_witnesses_though_one_outlet_tells_of_both() -> None:
    first, second = tells("reprint", origin=CUSTOMS), tells("reprint", origin="person:ann")
    witnesses = independent_origins([first, second], world(first, second))
    assert [witness.origins for witness in witnesses] == [(CUSTOMS,), ("person:ann",)]


def test_a_claim_without_origin_is_no_witness_beside_those_its_source_relies_on() -> None:
    first, second = tells("reprint", origin=CUSTOMS), tells("brief")
    [witness] = independent_origins([first, second], world(first, second))
    assert witness.origins == (CUSTOMS,)


def test_where_no_origin_is_stated_the_one_in_common_is_named() -> None:
    first, second = tells("brief"), tells("reprint")
    [witness] = independent_origins([first, second], world(first, second))
    assert witness.origins == (PAPER,)


def test_sources_that_name_nobody_are_witnesses_of_their_own() -> None:
    first, second = tells("bare"), tells("bare-too")
    assert len(independent_origins([first, second], world(first, second))) == 2
    assert independent_origins([], world()) == ()


def test_an_opinion_of_an_outlet_is_its_own_whatever_it_relies_on() -> None:
    one = claim(source_id="source:brief", attributed_to=BRIEF, modality="opinion")
    other = claim(source_id="source:reprint", attributed_to=PAPER, modality="opinion")
    assert len(independent_origins([one, other], world(one, other))) == 2


def test_a_reprint_under_anothers_name_does_not_speak_for_the_outlet() -> None:
    assert outlet_of(source("source:x", publisher=BRIEF, relies_on=(PAPER,))) == BRIEF
    assert outlet_of(source("source:x", relies_on=(PAPER, CUSTOMS))) is None


def test_witnesses_come_in_the_order_of_their_first_claim() -> None:
    claims = [
        tells("bare"),
        tells("reprint", origin=CUSTOMS),
        tells("bare-too"),
        tells("brief", origin=CUSTOMS),
    ]
    context = Context(world(*claims), VOCAB)
    found = [witness.claims[0] for witness in context.origins.witnesses(claims)]
    assert found == [claims[0].id, claims[1].id, claims[2].id]
