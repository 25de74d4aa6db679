"""The whole explorer on the shipped data: what it shows is what Python says, at any date."""

import json
import re
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import expect

import kg
from kg.page.model import page_data

from .browser import Open, Opened, needs_chromium
from .sample import sample_view

pytestmark = [pytest.mark.full, needs_chromium]

PERIODS = ["2024-01-01/2024-12-31", "2025-04-04/2025-04-04", "2025-05-01/2025-05-31"]
PERIODS += ["2025-04-01/2025-06-30", "2025-10-09/2025-10-09"]
KNOWN = ["2020-01-01", "2025-06-20", "2025-09-25", "2025-10-09"]


def at(period: str, known: str) -> str:
    first, last = period.split("/")
    return f"#from={first}&to={last}&known={known}"


def test_counts_at_every_date_are_those_of_python(show: Open, graph: kg.Graph) -> None:
    opened = show(graph)
    assert opened.counts() == page_data(graph).counts
    for period, known in product(PERIODS, KNOWN):
        opened.go(at(period, known)[1:] + "&d=0")
        there = page_data(graph.as_of(valid=period, known=known))
        assert opened.counts() == there.counts, (period, known)


def test_a_retracted_claim_is_back_on_days_before_its_retraction(show: Open) -> None:
    graph = kg.build(check=False)
    row = next(claim for claim in graph.claims() if claim.predicate == "kg:exportsTo")
    before = page_data(graph.as_of(known=row.published)).counts
    graph.retract(row.id, on="2025-10-09", why="withdrawn by its publisher")
    opened = show(graph)
    assert opened.counts() == page_data(graph).counts
    opened.go(f"known={row.published}")
    assert opened.counts() == before
    opened.go(f"claim={row.id}")
    expect(opened.page.locator("#panel")).to_contain_text("etracted")


def test_a_page_of_a_narrower_view_opens_on_its_counts(show: Open, graph: kg.Graph) -> None:
    view = graph.as_of(valid="2025-05", known="2025-09-25")
    assert show(view).counts() == page_data(view).counts


def test_what_is_certain_and_what_only_possible_is_what_python_says(
    show: Open, graph: kg.Graph
) -> None:
    page = show(graph, fragment=at("2025-05-01/2025-05-01", "2025-10-09")).page
    claim = next(
        row
        for row in graph.as_of(valid="2025-05-01").claims()
        if row.claim_type == "kg:PolicyState" and not row.start_latest <= row.start
    )
    page.evaluate("id => { location.hash += `&claim=${id}`; }", claim.id)
    expect(page.locator(f'[data-claim="{claim.id}"]').first).to_contain_text("possibly")


def test_the_address_holds_the_state_and_a_reload_restores_it(show: Open, graph: kg.Graph) -> None:
    opened = show(graph)
    page = opened.page
    opened.switch("relation", "exports to")
    opened.box("class", "Sector").locator(".only").evaluate("button => button.click()")
    opened.go(page.evaluate("location.hash").lstrip("#"))
    page.fill("#query", "Dysprosium")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.fill("#query", "Automotive industry")
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    told = page.locator("#panel h2").inner_text(), opened.counts(), page.evaluate("location.hash")
    page.reload()
    page.wait_for_selector("body[data-ready=true]")
    page.wait_for_timeout(400)
    again = page.locator("#panel h2").inner_text(), opened.counts(), page.evaluate("location.hash")
    assert told == again


def test_a_deep_link_to_a_filtered_out_claim_says_so_and_can_show_it(
    show: Open, graph: kg.Graph
) -> None:
    row = next(claim for claim in graph.claims() if claim.predicate == "kg:restricts")
    opened = show(graph)
    opened.switch("relation", "restricts")
    opened.page.wait_for_timeout(400)
    hidden = opened.page.evaluate("location.hash").lstrip("#")
    opened = show(graph, fragment=f"#{hidden}&claim={row.id}")
    panel = opened.page.locator("#panel")
    expect(panel).to_contain_text("utside the current filters")
    expect(panel).to_contain_text(row.gist)
    panel.get_by_role("button", name=re.compile("Show in the graph|Switch the filters on")).click()
    expect(panel).not_to_contain_text("Outside the current filters")


HOSTILE = [
    "__proto__=1&constructor=2",
    "off=__proto__:x",
    "node=%E0%A4%A",
    "from=2025-99-99&to=x",
    "from=2025-06-01&to=2025-05-01",
    "claim=<img src=x onerror=alert(1)>",
    "node=" + "a" * 200_000,
    "d=0&shown=javascript:alert(1)&layout=constructor&expanded=__proto__",
]


@pytest.mark.parametrize("fragment", HOSTILE, ids=range(len(HOSTILE)))
def test_a_broken_or_hostile_address_changes_nothing_and_is_said(show: Open, fragment: str) -> None:
    opened = show(sample_view(), fragment=f"#{fragment}")
    assert opened.counts() == page_data(sample_view()).counts
    expect(opened.page.locator("#message")).to_be_visible()
    assert opened.page.evaluate("({}).x === undefined && !('1' in Object.prototype)")
    assert opened.page.locator("#message img").count() == 0


def test_the_keyboard_alone_walks_from_search_to_the_evidence(show: Open, graph: kg.Graph) -> None:
    page = show(graph).page
    page.keyboard.press("/")
    page.keyboard.type("dysprosium")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Dysprosium")
    for _ in range(200):
        page.keyboard.press("Tab")
        inside = page.evaluate("document.activeElement.closest('.evidence') !== null")
        if inside and page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    else:
        pytest.fail("no evidence can be reached by Tab")
    page.keyboard.press("Enter")
    facts = page.evaluate("document.activeElement.closest('.evidence').innerText")
    assert "characters" in facts or "row" in facts


def test_every_thing_that_is_focused_can_be_seen_to_be(show: Open) -> None:
    page = show(sample_view()).page
    for _ in range(40):
        page.keyboard.press("Tab")
        style = page.evaluate(
            """() => {
              const one = document.activeElement;
              if (one === document.body) return "body";
              const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
              const own = outlineStyle !== "none" && outlineWidth !== "0px";
              return own || boxShadow !== "none" ? "" : one.outerHTML.slice(0, 120);
            }"""
        )
        assert style in ("", "body")


def test_hovering_a_claim_marks_its_relation_in_the_graph(show: Open, graph: kg.Graph) -> None:
    page = show(graph, fragment="#about=product:rare-earth-magnets").page
    page.wait_for_timeout(300)
    before = _picture(page)
    page.locator("#panel .card").first.scroll_into_view_if_needed()
    page.locator("#panel .card").first.hover()
    page.wait_for_timeout(300)
    assert _picture(page) != before


def _picture(page: Any) -> bytes:
    return bytes(page.locator("#graph").screenshot())


@pytest.mark.parametrize("layout", ["Stages", "Places"])
def test_other_arrangements_draw_the_same_nodes_elsewhere(
    show: Open, graph: kg.Graph, layout: str
) -> None:
    opened = show(graph)
    before, counts = _picture(opened.page), opened.counts()
    opened.page.get_by_role("button", name=layout).click()
    opened.page.wait_for_timeout(300)
    assert _picture(opened.page) != before
    assert opened.counts() == counts


def test_above_its_limit_a_page_opens_on_its_core_and_says_what_it_left_out(
    show: Open, graph: kg.Graph
) -> None:
    opened = show(graph, limit=100)
    left = opened.page.locator("#left")
    expect(left).to_contain_text("Not drawn")
    numbers = [int(text.replace(",", "")) for text in re.findall(r"[\d,]*\d", left.inner_text())]
    assert 0 < numbers[0] < opened.count("nodes")
    assert 0 < numbers[1] < opened.count("relations")
    opened.page.get_by_role("button", name="Draw everything").click()
    expect(left).not_to_contain_text("Not drawn")
    opened.page.get_by_role("button", name="Draw the core").click()
    expect(left).to_contain_text("Not drawn")


def test_on_a_core_the_neighbours_of_a_node_can_be_drawn(show: Open, graph: kg.Graph) -> None:
    opened = show(graph, limit=40)
    left = opened.page.locator("#left")
    before = left.inner_text()
    opened.page.fill("#query", "Rare-earth magnets")
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_timeout(200)
    assert left.inner_text() != before


def test_the_data_of_a_page_can_be_read_by_programs(show: Open) -> None:
    page = show(sample_view()).page
    block = json.loads(page.locator("#data").inner_text())
    assert "deflated" in block or block["format"] == 3


def test_the_pages_own_words_can_be_in_another_language(show: Open) -> None:
    from kg.page.translation import Translation, catalogue

    words = {word: f"«{word}»" for word in catalogue()}
    page = show(sample_view(), translation=Translation("ar", "rtl", words)).page
    assert page.evaluate("[document.documentElement.lang, document.dir]") == ["ar", "rtl"]
    expect(page.locator("#filters h2")).to_have_text("«Filters and legend»")
    left = page.locator("#panel").bounding_box()
    right = page.locator("#filters").bounding_box()
    assert left is not None
    assert right is not None
    assert left["x"] < right["x"]


def test_the_demo_page_is_small(graph: kg.Graph) -> None:
    from kg.page import render

    assert len(render(graph).encode()) <= 300_000


def test_opened_twice_the_page_is_the_same(show: Open, graph: kg.Graph) -> None:
    one, other = show(graph), show(graph)
    assert isinstance(one, Opened)
    assert _picture(one.page) == _picture(other.page)
