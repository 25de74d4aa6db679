"""The page in a real browser, opened as a file."""

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

import kg
from kg.dataset import Dataset
from kg.entity import Entity
from kg.page.model import page_data

from .browser import Open, Opened, needs_chromium
from .sample import FakeView, claim, sample_view, source, view_of, vocabulary

CHN, USA = "country:CHN", "country:USA"
pytestmark = needs_chromium


def two(**more: Any) -> FakeView:
    """Two countries and one relation, in the middle of the graph."""
    names = [
        Entity(
            id=CHN, type="kg:Country", label="China", aliases=("Beijing",), codes=(("iso", "156"),)
        ),
        Entity(id=USA, type="kg:Country", label="United States"),
    ]
    row = claim(CHN, "kg:restricts", USA, gist="China restricts what the United States buys.")
    return view_of([replace(row, **more)], names, [source("source:s1", "A note", "organisation:p")])


def click_graph(opened: Opened, kind: str) -> None:
    """Click the relation in the middle of a graph of two nodes, or the first node left of it."""
    box = opened.page.locator("#graph").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - 40
    words = opened.page.locator("#tooltip")
    while "restricts" not in words.inner_text() and y < box["y"] + box["height"]:
        y += 4
        opened.page.mouse.move(x, y)
        opened.page.wait_for_timeout(40)
    while kind == "node" and "Country" not in words.inner_text() and x > box["x"]:
        x -= 8
        opened.page.mouse.move(x, y)
        opened.page.wait_for_timeout(40)
    opened.page.mouse.click(x, y)


def test_counts_on_the_page_equal_pythons(show: Open) -> None:
    opened = show(sample_view())
    for name, count in page_data(sample_view()).counts.items():
        assert opened.count(name) == count


def test_the_shipped_data_make_a_page_whose_counts_equal_pythons(show: Open) -> None:
    view = kg.build().as_of()
    opened = show(view)
    for name, count in page_data(view).counts.items():
        assert opened.count(name) == count > 0


def test_the_head_says_which_view_it_is(show: Open) -> None:
    page = show(sample_view(), title="Rare earths").page
    expect(page.locator("h1")).to_have_text("Rare earths")
    expect(page.locator("#view")).to_have_text("valid: ever; known: 2025-10-09")


@pytest.mark.parametrize("relation", ["exports to", "restricts", "has price"])
def test_switching_a_relation_off_takes_away_its_claims(show: Open, relation: str) -> None:
    view = sample_view()
    opened = show(view)
    hit = [row for row in view.rows if view.vocab.label(row.predicate) == relation]
    assert opened.box("relation", relation).locator(".count").text_content() == str(len(hit))
    opened.switch("relation", relation)
    _equals(opened, [row for row in view.rows if row not in hit])
    opened.switch("relation", relation)
    _equals(opened, view.rows)


@pytest.mark.parametrize("type_", ["kg:Country", "kg:Magnet"])
def test_switching_a_type_off_takes_away_what_it_touches(show: Open, type_: str) -> None:
    view = sample_view()
    opened = show(view)
    gone = {id_ for id_, entity in view.entities.items() if entity.type == type_}
    opened.switch("class", view.vocab.label(type_))
    kept = [row for row in view.rows if row.subject not in gone and row.object not in gone]
    _equals(opened, kept, gone=gone)


def test_only_shows_one_value_and_hides_what_becomes_isolated(show: Open) -> None:
    view = sample_view()
    opened = show(view)
    opened.box("relation", "exports to").locator(".only").evaluate("button => button.click()")
    _equals(opened, [row for row in view.rows if row.predicate == "kg:exportsTo"])
    opened.page.click("text=Reset")
    _equals(opened, view.rows)


def test_how_it_is_said_is_a_filter_too(show: Open) -> None:
    view = sample_view()
    opened = show(view)
    opened.switch("saying", "asserted")
    _equals(opened, [row for row in view.rows if row.negated or row.modality != "asserted"])


def _equals(opened: Opened, rows: Any, gone: set[str] = frozenset()) -> None:  # type: ignore[assignment]
    """The page shows exactly these claims and what they hold."""
    view = sample_view()
    data = page_data(replace(view, rows=tuple(rows)))
    own = {end for row in view.rows for end in (row.subject, row.object)}
    drawn = {end for row in rows for end in (row.subject, row.object)}
    nodes = [
        node.entity.id
        for node in data.nodes
        if node.entity.id not in gone and (node.entity.id in drawn or node.entity.id not in own)
    ]
    assert opened.count("claims") == data.counts["claims"]
    assert opened.count("relations") == data.counts["relations"]
    assert opened.count("nodes") == len(nodes)


def test_when_nothing_is_left_the_page_says_why_and_helps(show: Open) -> None:
    opened = show(sample_view())
    opened.page.click('[aria-label="Hide every value of Source"]')
    expect(opened.page.locator("#notice")).to_contain_text("Source")
    opened.page.click("#notice button")
    expect(opened.page.locator("#notice")).to_be_hidden()


def test_an_empty_view_says_so(show: Open) -> None:
    page = show(FakeView(vocabulary(), {}, {}, ())).page
    expect(page.locator("#notice")).to_contain_text("No claims in this view")
    expect(page.locator("#panel")).to_contain_text("Nothing to show")


def test_clicking_a_relation_shows_its_claims_with_their_evidence(show: Open) -> None:
    opened = show(two(origin="agency:gacc", modality="planned", period_text="2025-04-04/.."))
    click_graph(opened, "edge")
    panel = opened.page.locator("#panel")
    expect(panel.locator("h2")).to_have_text("China restricts United States")
    for text in (
        "China restricts what the United States buys.",
        "from 4 April 2025, no end stated",
        "A note · organisation:p",
        "known since 9 October 2025",
        "agency:gacc",
        "characters 100–160",
        f"claim:c1-{0:020x}",
        "planned",
    ):
        expect(panel.locator(".card")).to_contain_text(text)


def test_clicking_a_node_shows_its_claims_and_clicking_the_ground_clears(show: Open) -> None:
    opened = show(two(negated=True))
    click_graph(opened, "node")
    panel = opened.page.locator("#panel")
    expect(panel.locator(".card")).to_have_count(1)
    expect(panel.locator(".chip")).to_have_text("denied")
    opened.page.mouse.click(400, 600)
    expect(panel.locator(".card")).to_have_count(0)


def test_every_claim_of_a_node_is_on_its_panel(show: Open) -> None:
    view = sample_view()
    page = show(view, about=None).page
    page.fill("#query", "Dysprosium")
    page.keyboard.press("Enter")
    mine = {row.id for row in view.rows if "element:Dy" in row.mentions}
    shown = page.locator("[data-claim]").evaluate_all("all => all.map(card => card.dataset.claim)")
    assert set(shown) == mine
    expect(page.locator("#panel")).to_contain_text("about US$\u00a0800")


@pytest.mark.parametrize("query", ["unitéd st", "WASHINGTON", "alpha-3 USA", "country:USA"])
def test_search_finds_label_alias_code_and_id(show: Open, query: str) -> None:
    page = show(sample_view()).page
    page.fill("#query", query.removeprefix("alpha-3 "))
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("United States")


def test_the_keyboard_alone_leads_from_search_to_evidence(show: Open) -> None:
    page = show(sample_view()).page
    page.keyboard.press("/")
    page.keyboard.type("rare")
    first = page.locator('#results [aria-selected="true"]').inner_text()
    page.keyboard.press("ArrowDown")
    assert page.locator('#results [aria-selected="true"]').inner_text() != first
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text(first.split("\n")[0])
    page.keyboard.press("Escape")
    expect(page.locator("#panel h2")).to_have_text("How to read this")


def test_escape_clears_the_search_and_nothing_found_is_said(show: Open) -> None:
    page = show(sample_view()).page
    page.fill("#query", "zzz")
    expect(page.locator("#results")).to_contain_text("No name, alias or code")
    page.keyboard.press("Escape")
    expect(page.locator("#results")).to_be_hidden()
    expect(page.locator("#query")).to_have_value("")


def test_a_selection_outside_the_filters_is_said_and_can_be_shown(show: Open) -> None:
    opened = show(sample_view())
    opened.switch("class", "Country")
    opened.page.fill("#query", "Germany")
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator("#panel")).to_contain_text("Outside the current filters")
    opened.page.click("text=Show in the graph")
    expect(opened.page.locator("#panel")).not_to_contain_text("Outside the current filters")
    assert opened.page.locator("[data-claim]").count() > 0


def test_the_list_holds_what_the_graph_shows_and_opens_claims(show: Open) -> None:
    opened = show(sample_view())
    opened.switch("relation", "exports to")
    opened.page.keyboard.press("l")
    assert opened.page.locator("tr[data-edge]").count() == min(100, opened.count("relations"))
    assert opened.page.locator("tr[data-node]").count() == min(100, opened.count("nodes"))
    opened.page.locator("tr[data-edge] button").nth(1).click()
    assert opened.page.locator("[data-claim]").count() > 0


def test_about_opens_on_its_entity(show: Open) -> None:
    page = show(sample_view(), about="element:Nd").page
    expect(page.locator("#panel h2")).to_have_text("Neodymium")


HOSTILE = (
    "<img src=x onerror=alert(1)></script><script>alert(2)</script>\"'`&amp;${alert(3)}{{x}}"
    '\u202e\u2066\u2028]]>--><!--javascript:alert(4) href="https://evil.example/"'
)


def test_hostile_texts_in_every_field_stay_text(show: Open) -> None:
    ids = {CHN: "kg:Country", USA: "kg:Country", "organisation:p": "kg:Organisation"}
    entities = [
        Entity(
            id=id_,
            type=type_,
            label=HOSTILE,
            aliases=(HOSTILE,),
            codes=((HOSTILE, HOSTILE),),
            note=HOSTILE,
        )
        for id_, type_ in ids.items()
    ]
    texts = ("period_text", "scope_note", "locator", "gist", "formula", "hedge", "trend", "unit")
    named = ("product", "instrument", "attributed_to", "origin")
    changes: dict[str, Any] = {
        **dict.fromkeys(texts, HOSTILE),
        **dict.fromkeys(named, "organisation:p"),
        "id": HOSTILE,
        "modality": "planned",
        "date_basis": HOSTILE,
    }
    row = replace(claim(CHN, "kg:restricts", USA), **changes)
    listed = replace(
        source("source:s1", HOSTILE, "organisation:p"), published_basis=HOSTILE, obtained=HOSTILE
    )
    follows = replace(row, id=HOSTILE * 2, premises=(HOSTILE,))
    view = replace(
        view_of([row], entities, [listed]),
        words=HOSTILE,
        derivations=Dataset.of(claims=[follows]),
    )
    opened = show(view, title=HOSTILE)
    page = opened.page
    page.keyboard.press("l")
    page.click("tr[data-edge] td:nth-child(2) button")
    assert page.locator(".card .gist").first.text_content() == HOSTILE
    page.fill("#query", "img")
    page.keyboard.press("Enter")
    active = "img, iframe, object, embed, form, a[href*='evil'], a[href^='java']"
    assert page.locator(active).count() == 0
    assert page.locator("script").count() == 4
    assert page.title().startswith("<img src=x")


def test_only_web_addresses_become_links(show: Open) -> None:
    addresses = {"https://example.org/a?b=1": 1, "javascript:alert(1)": 0, "by hand": 0}
    for obtained, links in addresses.items():
        listed = replace(source("source:s1"), obtained=obtained)
        opened = show(view_of([claim(CHN, "kg:restricts", USA)], (), [listed]))
        click_graph(opened, "edge")
        found = opened.page.locator(".card a")
        assert found.count() == links
        if links:
            assert found.get_attribute("rel") == "noopener noreferrer"


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_picture_shows_something_and_fits(show: Open, width: int, dark: bool) -> None:
    page = show(sample_view(), width=width, dark=dark).page
    page.wait_for_timeout(300)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
    assert _inked(page) > 0.02


def test_a_narrow_page_reaches_its_parts_by_tabs(show: Open) -> None:
    page = show(sample_view(), width=390).page
    expect(page.locator("#filters")).to_be_hidden()
    page.click("#tab-filters")
    expect(page.locator("#filters")).to_be_visible()
    page.click("#tab-graph")
    page.fill("#query", "China")
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_visible()
    expect(page.locator("#graph")).to_be_visible()


def test_the_colours_of_the_page_follow_the_scheme_without_a_reload(show: Open) -> None:
    page = show(sample_view()).page
    before = page.locator("#graph canvas").screenshot()
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(200)
    assert page.locator("#graph canvas").screenshot() != before


def test_every_control_has_a_name(show: Open) -> None:
    page = show(sample_view()).page
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, input")].filter((control) =>
            control.checkVisibility() && !(control.getAttribute("aria-label")
              || control.textContent.trim() || control.labels?.length
              || control.closest("label")?.textContent.trim())).length"""
    )
    assert nameless == 0


def _inked(page: Page) -> float:
    """The share of the graph's canvas that is drawn on."""
    return float(
        page.evaluate(
            """() => {
              const canvas = document.querySelector("#graph canvas");
              const { width, height } = canvas;
              const pixels = canvas.getContext("2d").getImageData(0, 0, width, height).data;
              let inked = 0;
              for (let at = 3; at < pixels.length; at += 4) inked += pixels[at] > 0 ? 1 : 0;
              return inked / (pixels.length / 4);
            }"""
        )
    )
