from __future__ import annotations

import gc
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.asof import AsOf, as_of
from kg.claim import Claim
from kg.dataset import Dataset
from kg.errors import BadDate
from kg.mapping import RdfMapping
from kg.rdf import parse
from kg.sources import Retraction
from kg.store import Contents, MemoryStore
from kg.vocab import KG
from tests.strategies import WEEK, dated_datasets, vocabulary

BASE = "https://supply-chain-kg.example/"
DAYS = [date(2024, 12, 30) + timedelta(days=offset) for offset in range(20)]


def store_of(dataset: Dataset) -> MemoryStore:
    return MemoryStore(Contents(vocabulary(), {"data": dataset}))


def seen(view: AsOf) -> set[str]:
    return {claim.id for claim in view.claims()}


def edges(view: AsOf) -> set[tuple[str, str, str]]:
    """The direct edges that a query of this view can see."""
    quads, _ = parse(view.rdf())
    return {
        (str(quad.subject), str(quad.predicate), str(quad.object))
        for quad in quads
        if "/graph/direct-" in str(quad.graph_name)
    }


@given(dataset=dated_datasets(), first=WEEK, last=WEEK, known=WEEK)
def test_a_view_shows_what_a_day_by_day_reading_shows(
    dataset: Dataset, first: date, last: date, known: date
) -> None:
    first, last = sorted((first, last))

    def holds(claim: Claim) -> bool:
        return any(claim.start <= day < claim.end for day in DAYS if first <= day <= last)

    def is_known(claim: Claim) -> bool:
        gone = [row.date for row in dataset.retractions if row.claim == claim.id]
        return claim.published <= known and not any(day <= known for day in gone)

    expected = {claim.id for claim in dataset.claims if holds(claim) and is_known(claim)}
    assert seen(as_of(store_of(dataset), valid=f"{first}/{last}", known=known)) == expected


@given(dataset=dated_datasets(), valid=st.none() | WEEK.map(str), days=st.tuples(WEEK, WEEK))
def test_a_later_known_day_loses_no_claim_except_by_retraction(
    dataset: Dataset, valid: str | None, days: tuple[date, date]
) -> None:
    earlier, later = sorted(days)
    store = store_of(dataset)
    before = seen(as_of(store, valid=valid, known=earlier))
    after = seen(as_of(store, valid=valid, known=later))
    assert before - after <= {row.claim for row in dataset.retractions if row.date <= later}


@given(dataset=dated_datasets(), day=WEEK, known=WEEK)
def test_a_longer_period_shows_at_least_as_much(dataset: Dataset, day: date, known: date) -> None:
    store = store_of(dataset)
    views = [
        as_of(store, valid=valid, known=known)
        for valid in (f"{day}", f"{day:%Y-%m}", f"{day:%Y}", "../..", None)
    ]
    for shorter, longer in pairwise(views):
        assert seen(shorter) <= seen(longer)


@given(dataset=dated_datasets())
def test_the_default_view_is_that_of_the_newest_day(dataset: Dataset) -> None:
    store = store_of(dataset)
    view = as_of(store)
    assert view.is_default
    newest = dataset.newest
    assert view.dataset == (dataset.known_on(newest) if newest else dataset)


def test_a_retraction_hides_its_claim_from_its_day_on(tiny_dataset: Dataset) -> None:
    claim = tiny_dataset.claims[0]
    day = date(2025, 7, 1)
    taken_back = Dataset.of(retractions=[Retraction(claim=claim.id, date=day, why="wrong")])
    store = store_of(tiny_dataset | taken_back)
    assert claim.id in seen(as_of(store, known=day - timedelta(days=1)))
    assert claim.id not in seen(as_of(store, known=day))
    assert claim.id not in seen(as_of(store))
    assert as_of(store).describe() == "valid: ever; known: 2025-07-01"


def test_what_was_published_later_is_not_yet_known(tiny_dataset: Dataset) -> None:
    view = as_of(store_of(tiny_dataset), known="2025-06-19")
    assert {claim.source_id for claim in view.claims()} == {"source:a"}
    assert not list(as_of(store_of(tiny_dataset), known="2025-06-08").claims())


@pytest.mark.parametrize(
    ("valid", "count"),
    [
        ("2025-05", 6),
        ("2025-05-31", 6),
        ("2025-06-01", 4),
        ("2024", 4),
        ("2025-Q2", 7),
        ("2026", 5),
    ],
)
def test_a_period_shows_what_may_hold_in_it(tiny_dataset: Dataset, valid: str, count: int) -> None:
    assert len(seen(as_of(store_of(tiny_dataset), valid=valid))) == count


def edge(subject: str, relation: str, object_: str) -> tuple[str, str, str]:
    return f"<{BASE}{subject}>", f"<{KG}{relation}>", f"<{BASE}{object_}>"


TALKS = {
    edge("country/CHN", "negotiatesWith", "country/USA"),
    edge("country/USA", "negotiatesWith", "country/CHN"),
}
LIMIT = edge("country/CHN", "restricts", "group/rare-earths")


def test_direct_edges_leave_out_what_is_negated_planned_or_an_opinion(
    tiny_dataset: Dataset,
) -> None:
    found = edges(as_of(store_of(tiny_dataset)))
    assert found >= {LIMIT, *TALKS}
    assert edge("country/CHN", "restricts", "product/magnets") not in found
    assert edge("country/USA", "restricts", "product/magnets") not in found
    assert edge("country/CHN", "usesAsLeverage", "product/magnets") not in found
    assert len(found) == 6


def test_direct_edges_are_those_of_the_view(tiny_dataset: Dataset) -> None:
    store = store_of(tiny_dataset)
    assert LIMIT in edges(as_of(store, valid="2025-05-01"))
    assert not TALKS & edges(as_of(store, valid="2025-05-01"))
    assert edges(as_of(store, valid="2025-06-09")) >= TALKS
    assert LIMIT not in edges(as_of(store, known="2025-06-19"))


def test_an_edge_stays_as_long_as_one_claim_makes_it(tiny_dataset: Dataset) -> None:
    limit = next(claim for claim in tiny_dataset.claims if claim.predicate == "kg:restricts")
    again = replace(limit, id="claim:c1-again", published=date(2025, 6, 21))
    retraction = Retraction(claim=limit.id, date=date(2025, 6, 22), why="wrong")
    both = tiny_dataset | Dataset.of(claims=[again], retractions=[retraction])
    assert LIMIT in edges(as_of(store_of(both)))
    alone = tiny_dataset | Dataset.of(retractions=[retraction])
    assert LIMIT not in edges(as_of(store_of(alone)))


def test_the_rdf_of_a_view_holds_its_claims_and_no_others(tiny_dataset: Dataset) -> None:
    store = store_of(tiny_dataset)
    for view in (as_of(store), as_of(store, valid="2025-05", known="2025-06-19")):
        quads, _ = parse(view.rdf())
        assert RdfMapping(vocabulary()).read(quads).claims == view.dataset.claims
        assert set(quads) == set(view.quads())


@pytest.mark.parametrize(
    ("valid", "known", "words", "name"),
    [
        (None, None, "valid: ever; known: 2025-06-20", "valid-ever-known-2025-06-20"),
        ("2025-Q2", None, "valid: 2025-34; known: 2025-06-20", "valid-2025-34-known-2025-06-20"),
        (
            "2025/..",
            "2025-06-10",
            "valid: 2025/..; known: 2025-06-10",
            "valid-2025--..-known-2025-06-10",
        ),
        (
            "[2025..2026]",
            None,
            "valid: [2025..2026]; known: 2025-06-20",
            "valid-2025..2026-known-2025-06-20",
        ),
    ],
)
def test_a_view_says_what_it_is_and_its_graph_is_named_after_it(
    tiny_dataset: Dataset, valid: str | None, known: str | None, words: str, name: str
) -> None:
    view = as_of(store_of(tiny_dataset), valid=valid, known=known)
    assert view.describe() == words
    assert view.name == name
    graphs = {str(quad.graph_name) for quad in view.quads()}
    assert f"<{BASE}graph/direct-{name}>" in graphs


def test_an_empty_store_has_a_view_that_knows_nothing() -> None:
    view = as_of(store_of(Dataset.of()))
    assert list(view.claims()) == []
    assert view.describe() == "valid: ever; known: nothing"
    assert edges(view) == set()


@pytest.mark.parametrize(
    ("valid", "known"), [("", None), ("soon", None), (None, ""), (None, "2025")]
)
def test_a_time_that_is_none_is_refused(
    tiny_dataset: Dataset, valid: str | None, known: str | None
) -> None:
    with pytest.raises(BadDate):
        as_of(store_of(tiny_dataset), valid=valid, known=known)


def test_labels_are_those_of_entities_sources_and_terms(tiny_dataset: Dataset) -> None:
    view = as_of(store_of(tiny_dataset))
    assert view.label("group:rare-earths") == "rare earths"
    assert view.label("source:a") == "A made-up note"
    assert view.label("kg:exportsTo") == "exports to"
    assert view.label("place:nowhere") == "place:nowhere"


def test_a_view_shows_what_was_written_after_it_was_made(tiny_dataset: Dataset) -> None:
    store = store_of(Dataset.of())
    view = as_of(store, valid="2025")
    assert not edges(view)
    with store.writer() as writer:
        writer.replace("data", tiny_dataset)
    assert len(seen(view)) == 7
    assert LIMIT in edges(view)


def test_the_files_of_a_view_go_with_it(tiny_dataset: Dataset) -> None:
    view = as_of(store_of(tiny_dataset), valid="2025")
    path = view.rdf()
    assert path.exists()
    assert view.rdf() == path
    del view
    gc.collect()
    assert not path.exists()
