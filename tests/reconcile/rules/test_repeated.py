from __future__ import annotations

from kg.reconcile.rules.corroborated import corroborated
from kg.reconcile.rules.repeated import repeated

from ..made import change, claim, flow, found, ids, members, source

CUSTOMS = "agency:customs"


def test_two_sources_with_one_origin_are_one_witness() -> None:
    one, other = flow(origin=CUSTOMS), flow(origin=CUSTOMS, source_id="source:b")
    [finding] = found(repeated, one, other)
    assert members(finding) == ids(one, other)
    assert finding.numbers["witnesses"] == 1
    assert "Customs" in finding.explanation
    assert found(corroborated, one, other) == []


def test_two_sources_of_their_own_are_two_witnesses() -> None:
    one, other = flow(), flow(source_id="source:b")
    [finding] = found(corroborated, one, other)
    assert finding.numbers["witnesses"] == 2
    assert found(repeated, one, other) == []


def test_three_tellings_of_two_origins_are_two_witnesses() -> None:
    claims = [
        flow(origin=CUSTOMS),
        flow(origin=CUSTOMS, source_id="source:b"),
        flow(origin="person:ann", source_id="source:c"),
    ]
    [finding] = found(corroborated, *claims)
    assert finding.numbers["witnesses"] == 2
    assert members(finding) == ids(*claims)


def test_the_same_said_twice_in_one_document_is_one_witness() -> None:
    [finding] = found(repeated, flow(), flow(locator="20-29"))
    assert "twice" in finding.explanation


def test_a_source_that_relies_on_the_others_outlet_is_no_second_witness() -> None:
    sources = (
        source("source:a", relies_on=("organisation:paper",)),
        source("source:b", publisher="organisation:brief", relies_on=("organisation:paper",)),
    )
    [finding] = found(repeated, claim(), claim(source_id="source:b"), sources=sources)
    assert "as far as can be told" in finding.explanation
    assert "The Paper: one witness" in finding.explanation


def test_the_same_mass_in_other_units_is_the_same() -> None:
    kilograms = flow("100000", unit="unit:KiloGM", source_id="source:b")
    assert len(found(corroborated, flow("100"), kilograms)) == 1


def test_what_differs_in_a_slot_is_not_the_same() -> None:
    for other in (
        flow("101", source_id="source:b"),
        flow(period="2025-04", source_id="source:b"),
        flow(product="product:magnets", source_id="source:b"),
        flow(object="country:BBB", source_id="source:b"),
        flow(negated=True, source_id="source:b"),
        flow(modality="forecast", source_id="source:b"),
        change("100", unit="unit:TONNE", source_id="source:b"),
    ):
        assert found(repeated, flow(), other) == []
        assert found(corroborated, flow(), other) == []


def test_states_of_times_that_cannot_meet_are_not_the_same() -> None:
    early, late = claim(period="2020/2021"), claim(period="2024/..", source_id="source:b")
    assert found(corroborated, early, late) == []


def test_a_work_of_reference_is_no_witness() -> None:
    sources = (source("source:a"), source("source:b", kind="reference"))
    assert found(corroborated, claim(), claim(source_id="source:b"), sources=sources) == []


def test_a_shared_opinion_is_no_evidence() -> None:
    slots = {"modality": "opinion"}
    assert found(corroborated, claim(**slots), claim(source_id="source:b", **slots)) == []


def test_both_ends_of_a_symmetric_relation_may_come_first() -> None:
    talks = {"predicate": "kg:negotiatesWith", "instrument": "event:talks"}
    one = claim("kg:Occurrence", "2025-05", object="country:BBB", **talks)
    other = claim(
        "kg:Occurrence",
        "2025-05",
        subject="country:BBB",
        object="country:AAA",
        source_id="source:b",
        **talks,
    )
    assert len(found(corroborated, one, other)) == 1
