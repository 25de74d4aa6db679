"""A page of 10,000 entities and 100,000 relations, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.view.made_up import made_up
from kg.page.html import page as page_html
from kg.page.model import PageData, page_data

from .browser import Opened, needs_chromium

pytestmark = [pytest.mark.full, needs_chromium]

NODES, RELATIONS = 10_000, 100_000
MOST_BYTES = 3_000_000
LONGEST_MS = 60_000


@pytest.fixture(scope="module")
def data() -> PageData:
    return page_data(made_up(NODES, RELATIONS))


@pytest.fixture(scope="module")
def file(data: PageData, tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("big") / "page.html"
    written.write_text(page_html(data), encoding="utf-8")
    return written


@pytest.fixture(scope="module")
def opened(browser: Browser, file: Path) -> Iterator[Opened]:
    """The page, open on its core; afterwards nobody may have complained."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(LONGEST_MS)
    shown = Opened(context.new_page(), file.as_uri())
    shown.page.on("console", lambda message: shown.complaints.append(message.text))
    shown.page.on("pageerror", lambda error: shown.complaints.append(str(error)))
    shown.page.goto(shown.address)
    shown.page.wait_for_selector("body[data-ready=true]")
    yield shown
    context.close()
    assert shown.complaints == []


@pytest.fixture(autouse=True)
def on_its_core(request: pytest.FixtureRequest) -> None:
    """Every test that opens the page begins where it opens."""
    if "opened" in request.fixturenames:
        shown: Opened = request.getfixturevalue("opened")
        shown.go("d=0")
        drawn(shown.page)
        close = shown.page.locator("#message button")
        if close.is_visible():
            close.click()


def drawn(page: Page) -> None:
    """Wait until the whole picture is on the screen."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")
    page.wait_for_selector("#graph[data-drawn=whole]", timeout=LONGEST_MS)


def test_the_file_is_small_enough_to_send(file: Path) -> None:
    assert file.stat().st_size <= MOST_BYTES


def test_it_opens_on_its_core_and_says_what_is_left_out(opened: Opened, data: PageData) -> None:
    left = opened.page.locator("#left")
    expect(left).to_contain_text("The busiest part is drawn")
    expect(left).to_contain_text("Not drawn")
    assert opened.counts() == data.counts
    assert data.counts["relations"] == RELATIONS


def test_draw_everything_draws_everything(opened: Opened) -> None:
    page = opened.page
    page.get_by_role("button", name="Draw everything").click()
    drawn(page)
    expect(page.locator("#left")).to_contain_text("Every relation is drawn")


def test_a_filter_hides_a_class_and_its_relations(opened: Opened, data: PageData) -> None:
    hidden = {number for number, kind in enumerate(data.classes) if kind.label == "Company"}
    gone = {number for number, node in enumerate(data.nodes) if node.kind in hidden}
    kept = [edge for edge in data.edges if edge.subject not in gone and edge.object not in gone]
    opened.switch("class", "Company")
    drawn(opened.page)
    assert 0 < opened.count("relations") == len(kept) < RELATIONS


def test_a_date_shows_what_held_then(opened: Opened, data: PageData) -> None:
    later = "2014-12-31"
    held = sum(
        claim.start.isoformat() <= later and claim.end.isoformat() > "2014-01-01"
        for claim in data.claims
    )
    opened.go(f"d=0&from=2014-01-01&to={later}")
    drawn(opened.page)
    assert 0 < opened.count("claims") == held < RELATIONS


def test_search_finds_an_entity_and_selects_it(opened: Opened, data: PageData) -> None:
    page = opened.page
    label = data.nodes[4321].entity.label
    page.fill("#query", label)
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2").first).to_have_text(label)


def test_a_click_selects_what_lies_there(opened: Opened) -> None:
    page = opened.page
    opened.go("d=0&whole=1")
    drawn(page)
    page.evaluate("() => { location.hash = ''; }")
    box = page.locator("#graph").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector("body.selecting")
    expect(page.locator("#panel h2").first).not_to_be_empty()
