from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.claim import HASHED, Claim, claim_id
from kg.dataset import Dataset
from kg.vocab import Vocabulary
from tests.strategies import claims

DAY = date(2025, 5, 1)
CLAIM = Claim(
    id="claim:c1-00000000000000000000",
    claim_type="kg:Flow",
    subject="country:CHN",
    predicate="kg:exportsTo",
    object="aggregate:world",
    product="group:rare-earths",
    start=DAY,
    start_latest=DAY,
    end_earliest=date(2025, 6, 1),
    end=date(2025, 6, 1),
    period_text="2025-05",
    quantity_kind="kg:ExportMass",
    value=Decimal("5864.60"),
    low=Decimal("5864.595"),
    high=Decimal("5864.605"),
    unit="unit:TONNE",
    comparator="level",
    source_id="source:a",
    locator="10-20",
    published=date(2025, 6, 9),
    recorded=date(2025, 11, 21),
    gist="China shipped 5864.6 t in May.",
)


def id_of(claim: Claim, document: str = "document") -> str:
    return claim_id(document, {field.name: getattr(claim, field.name) for field in fields(claim)})


def test_the_fields_are_the_columns_of_the_ontology_in_their_order(vocab: Vocabulary) -> None:
    assert [field.name for field in fields(Claim)] == [column.name for column in vocab.columns]


def test_defaults_are_those_of_the_ontology(vocab: Vocabulary) -> None:
    for field in fields(Claim):
        default = vocab.column[field.name].default
        if default is not None:
            spelled = {"false": False, "1": Decimal(1)}.get(default, default)
            assert field.default == spelled


def test_the_id_of_a_known_claim_never_changes() -> None:
    assert id_of(CLAIM) == "claim:c1-8114ee87570526afad70"


@given(claim=claims(), other=claims())
def test_words_confidence_and_dates_of_writing_do_not_change_the_id(
    claim: Claim, other: Claim
) -> None:
    unhashed = {field.name for field in fields(Claim)} - set(HASHED)
    changed = replace(claim, **{name: getattr(other, name) for name in unhashed})
    assert id_of(changed) == id_of(claim)
    assert {"gist", "confidence", "id", "recorded", "low", "high", "extractor"} <= unhashed


OTHER: dict[str, Any] = {"value": Decimal("5864.61"), "negated": True}


@pytest.mark.parametrize("name", HASHED)
def test_every_hashed_field_changes_the_id(name: str) -> None:
    other = OTHER.get(name, "something else")
    assert id_of(replace(CLAIM, **{name: other})) != id_of(CLAIM)


@given(claim=claims(), other=claims())
def test_claims_that_differ_in_what_is_hashed_have_different_ids(
    claim: Claim, other: Claim
) -> None:
    same = all((getattr(claim, name) or None) == (getattr(other, name) or None) for name in HASHED)
    assert (id_of(claim) == id_of(other)) is same


@given(claim=claims(), documents=st.lists(st.text(), min_size=2, max_size=2, unique=True))
def test_another_document_makes_another_claim(claim: Claim, documents: list[str]) -> None:
    assert id_of(claim, documents[0]) != id_of(claim, documents[1])


@pytest.mark.parametrize("spelling", ["5864.6", "5864.600", "58646e-1", "5.8646E+3"])
def test_one_number_has_one_id_however_it_is_spelled(spelling: str) -> None:
    assert id_of(replace(CLAIM, value=Decimal(spelling))) == id_of(CLAIM)


def test_an_empty_cell_and_a_missing_one_are_the_same() -> None:
    assert claim_id("d", {"product": ""}) == claim_id("d", {"product": None}) == claim_id("d", {})


def test_neighbouring_fields_cannot_be_mistaken_for_each_other() -> None:
    one = claim_id("d", {"subject": "a,b", "predicate": "c"})
    assert one != claim_id("d", {"subject": "a", "predicate": "b,c"})


def test_the_shipped_claims_have_different_ids(shipped: Dataset) -> None:
    assert len({claim.id for claim in shipped.claims}) == len(shipped.claims)


def test_a_claim_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        CLAIM.gist = "another"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("changes", "direct"),
    [
        ({}, True),
        ({"modality": "planned"}, False),
        ({"modality": "forecast"}, False),
        ({"modality": "opinion"}, False),
        ({"negated": True}, False),
        ({"object": None}, False),
    ],
)
def test_only_what_is_asserted_between_two_entities_makes_a_direct_edge(
    changes: dict[str, Any], direct: bool
) -> None:
    assert replace(CLAIM, **changes).is_direct is direct


def test_a_claim_mentions_each_entity_it_is_about_once() -> None:
    claim = replace(CLAIM, instrument="action:controls", object="country:CHN")
    assert claim.mentions == ("country:CHN", "group:rare-earths", "action:controls")
