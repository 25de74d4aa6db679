"""Whether the page reads time as Python does."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Browser, Page

import kg
from kg.asof import as_of
from kg.claim import Claim
from kg.dataset import Dataset
from kg.dates import LAST, parse_period
from kg.holds import holds
from kg.store import Contents, MemoryStore
from tests.strategies import WEEK, dated_datasets, vocabulary

from .browser import needs_chromium
from .timebar import YEAR, Show, columns_of, number, shown

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def show(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Show]:
    with shown(browser, tmp_path_factory.mktemp("bar")) as open_:
        yield open_


@pytest.fixture(scope="module")
def plain(show: Show) -> Page:
    """A page on which only the reading of time is asked."""
    return show([]).page


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(dataset=dated_datasets(), first=WEEK, last=WEEK, known=WEEK)
def test_the_page_shows_what_python_shows_in_a_period_on_a_day(
    plain: Page, dataset: Dataset, first: date, last: date, known: date
) -> None:
    first, last = sorted((first, last))
    rows = [replace(row, premises=()) for row in dataset.claims]
    gone: dict[str, date] = {}
    for taken in dataset.retractions:
        gone[taken.claim] = min(taken.date, gone.get(taken.claim, LAST))
    view = [number(first), number(last), number(known)]
    ever = [None, None, number(known)]
    found = plain.evaluate("([c, v]) => levelsOf(c, v)", [columns_of(rows, gone), [view, ever]])
    store = MemoryStore(Contents(vocabulary(), {"data": dataset}))
    seen = {row.id for row in as_of(store, valid=f"{first}/{last}", known=known).claims()}
    assert {row.id for row, level in zip(rows, found[0], strict=True) if level} == seen
    assert {row.id for row, level in zip(rows, found[1], strict=True) if level == 2} == {
        row.id for row in as_of(store, known=known).claims()
    }
    asked = parse_period(f"{first}/{last}")
    for row, level in zip(rows, found[0], strict=True):
        if row.id in seen and vocabulary().time_meaning(row.claim_type) != "measured":
            assert {1: "possibly", 2: "certainly"}[level] == holds(
                row, asked, vocabulary()
            ).certainty


def test_of_the_pages_derived_claims_those_are_seen_that_python_works_out_anew(
    plain: Page,
) -> None:
    """A narrower view can have further ones, where what it hides had made them needless."""
    graph = kg.build(check=False)
    derived = list(graph.derived())
    rows = [*graph.claims(), *derived]
    periods = [None, *YEAR, "2025", "2024", "2025-04-10/2025-06-20"]
    days = ["2025-06-08", "2025-06-09", "2025-06-20", "2025-09-25", "2025-10-09"]
    views = [(period, known) for period in periods for known in days]
    found = plain.evaluate(
        "([c, v]) => levelsOf(c, v)",
        [columns_of(rows), [_bounds(period, known) for period, known in views]],
    )
    for (period, known), levels in zip(views, found, strict=True):
        view = graph.as_of(valid=period, known=known)
        for kind, wanted in (("stated", view.claims()), ("derived", view.derived())):
            here = _ids(rows, levels, derived=kind == "derived")
            on_page = {row.id for row in rows}
            assert here == {row.id for row in wanted} & on_page, (kind, period, known)


def _bounds(period: str | None, known: str) -> list[int | None]:
    day = number(date.fromisoformat(known))
    if period is None:
        return [None, None, day]
    bounds = parse_period(period).bounds("held", attested=date(2025, 10, 9))
    return [number(bounds.start), number(bounds.end) - 1, day]


def _ids(rows: Iterable[Claim], levels: list[int], *, derived: bool) -> set[str]:
    found = zip(rows, levels, strict=True)
    return {row.id for row, level in found if level and bool(row.premises) == derived}
