from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kg.claim import Claim
from kg.dataset import Dataset
from kg.entity import Entity
from kg.sources import Source
from tests.strategies import WEEK, dated_claims, dated_datasets

few_claims = st.lists(dated_claims(), max_size=8, unique_by=lambda claim: claim.id)


def entity(label: str) -> Entity:
    return Entity(id="country:CHN", type="kg:Country", label=label)


@given(rows=few_claims, random=st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(rows: list[Claim], random: object) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert Dataset.of(claims=shuffled) == Dataset.of(claims=rows)


def test_claims_are_read_in_the_order_of_the_document(tiny_dataset: Dataset) -> None:
    places = [(claim.source_id, int(claim.locator.split("-")[0])) for claim in tiny_dataset.claims]
    assert places == sorted(places)
    assert len(places) == 9


def test_rows_of_a_table_come_in_the_order_of_their_numbers(tiny_dataset: Dataset) -> None:
    claim = tiny_dataset.claims[0]
    rows = [replace(claim, id=f"claim:{n}", locator=f"row:{n}") for n in (10, 9, 1)]
    assert [row.locator for row in Dataset.of(claims=rows).claims] == ["row:1", "row:9", "row:10"]


def test_a_place_that_is_none_is_sorted_all_the_same(tiny_dataset: Dataset) -> None:
    claim = tiny_dataset.claims[0]
    odd = [
        replace(claim, id=f"claim:{n}", locator=text)
        for n, text in enumerate(["", "x", "9" * 5000])
    ]
    assert len(Dataset.of(claims=odd).claims) == 3


def test_a_later_row_takes_the_place_of_an_earlier_one_with_its_id() -> None:
    one, two = Dataset.of(entities=[entity("one")]), Dataset.of(entities=[entity("two")])
    assert (one | two).entities["country:CHN"].label == "two"


@given(one=dated_datasets(), two=dated_datasets())
def test_both_together_hold_every_claim_of_each(one: Dataset, two: Dataset) -> None:
    both = {claim.id for claim in (one | two).claims}
    assert both == {claim.id for claim in (*one.claims, *two.claims)}
    assert one | one == one


@given(dataset=dated_datasets())
def test_what_is_known_on_a_day_is_published_and_not_retracted_by_then(dataset: Dataset) -> None:
    for offset in range(-1, 12):
        day = date(2025, 1, 1) + timedelta(days=offset)
        expected = {
            claim.id
            for claim in dataset.claims
            if claim.published <= day
            and not any(row.claim == claim.id and row.date <= day for row in dataset.retractions)
        }
        known = dataset.known_on(day)
        assert {claim.id for claim in known.claims} == expected
        assert all(row.date <= day for row in known.retractions)


@given(dataset=dated_datasets(), earlier=WEEK, later=WEEK)
def test_a_later_day_loses_no_claim_except_by_retraction(
    dataset: Dataset, earlier: date, later: date
) -> None:
    earlier, later = sorted((earlier, later))
    before = {claim.id for claim in dataset.known_on(earlier).claims}
    after = {claim.id for claim in dataset.known_on(later).claims}
    taken_back = {row.claim for row in dataset.retractions if earlier < row.date <= later}
    assert before - after == before & taken_back


@given(dataset=dated_datasets())
def test_the_newest_day_is_the_first_on_which_nothing_more_is_to_come(dataset: Dataset) -> None:
    newest = dataset.newest
    days = [*(row.published for row in dataset.claims), *(row.date for row in dataset.retractions)]
    assert (newest in days) if days else newest is None
    if newest is not None:
        assert dataset.known_on(newest) == dataset.known_on(date.max)


def test_a_dataset_cannot_be_changed(tiny_dataset: Dataset) -> None:
    assert not hasattr(tiny_dataset.entities, "__setitem__")
    assert not hasattr(tiny_dataset.sources, "__setitem__")


def test_a_source_without_a_document_stands_for_itself(tiny_dataset: Dataset) -> None:
    source: Source = tiny_dataset.sources["source:a"]
    assert source.digest == "source:a"
    assert replace(source, sha256="0" * 64).digest == "0" * 64
