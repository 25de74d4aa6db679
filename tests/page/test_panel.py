"""Reading and finding in the page: panel, cards, neighbours, paths, list and legend."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page, expect

import kg

from .browser import Open, Opened, needs_chromium
from .sample import claim, sample_view, view_of

pytestmark = needs_chromium

HUB = "country:CHN"


def choose(opened: Opened, name: str) -> None:
    """Select an entity by its name."""
    opened.page.locator("#query").fill(name)
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator("#panel h2")).to_have_text(name)


def find_path(page: Page, start: str, goal: str) -> None:
    """Fill in both fields of the path box."""
    if page.locator("#pathbox").is_hidden():
        page.get_by_role("button", name="Find a path between two entities").click()
    for field, name in (("#path-from", start), ("#path-to", goal)):
        page.locator(field).fill(name)
        page.keyboard.press("Enter")


def real() -> Any:
    return kg.build(check=False)


def test_the_first_view_says_how_much_there_is_and_where_to_begin(show: Open) -> None:
    opened = show(real())
    panel = opened.page.locator("#reading")
    expect(panel).to_contain_text("Origins behind them")
    for kind in ("hub", "contested", "policy"):
        expect(panel.locator(f"[data-try={kind}]")).to_be_visible()
    panel.locator("[data-try=hub]").click()
    expect(panel.locator("h2")).to_have_text("China")


def test_a_contested_claim_shows_the_other_side_and_what_would_settle_it(show: Open) -> None:
    opened = show(real())
    panel = opened.page.locator("#reading")
    panel.locator("[data-try=contested]").click()
    conflict = panel.locator(".finding.conflict").first
    first = panel.locator(".card").get_attribute("data-claim")
    conflict.locator("summary", has_text="what would settle it").click()
    expect(conflict).to_contain_text("What would settle it:")
    other = conflict.locator(".claim-link").first
    wanted = other.get_attribute("data-opens")
    other.click()
    assert wanted != first
    expect(panel.locator(".card")).to_have_attribute("data-claim", wanted or "")
    expect(panel.locator(f'.claim-link[data-opens="{first}"]').first).to_be_visible()


def test_a_card_tells_both_clocks_its_quantity_and_its_band(show: Open) -> None:
    opened = show(real())
    choose(opened, "China")
    card = opened.page.locator(".card", has_text="5,577 t").first
    expect(card.locator(".clocks")).to_contain_text("valid July 2025")
    expect(card.locator(".clocks")).to_contain_text(re.compile(r"known since \d+ \w+ 20\d\d"))
    expect(card.locator(".headline")).to_contain_text("between 5,576.5 and 5,577.5")


def test_a_derived_claim_leads_to_its_premises(show: Open) -> None:
    opened = show(real())
    choose(opened, "China")
    panel = opened.page.locator("#reading")
    card = panel.locator(".card", has=opened.page.locator(".derivation")).first
    card.locator(".evidence > summary").click()
    expect(card.locator(".formula")).to_contain_text("=")
    premise = card.locator(".derivation .claim-link").first
    wanted = premise.get_attribute("data-opens")
    premise.click()
    expect(panel.locator(".card")).to_have_attribute("data-claim", wanted or "")


def test_a_finding_counts_only_while_all_of_its_members_pass(show: Open) -> None:
    opened = show(real())
    panel = opened.page.locator("#reading")
    panel.locator("[data-try=contested]").click()
    conflicts = panel.locator(".finding.conflict")
    before = conflicts.count()
    wanted = panel.locator(".facts dt", has_text="Source").first
    own = wanted.locator("xpath=following-sibling::dd[1]").inner_text()
    only = opened.box("source", own).get_by_role("button", name=f"Show only {own}")
    only.evaluate("button => button.click()")
    expect(panel.locator(".chip.contested")).to_have_count(1)  # by a claim of its own source
    expect(conflicts).to_have_count(before - 1)


def test_neighbours_are_counted_before_they_are_shown(show: Open) -> None:
    opened = show(sample_view())
    choose(opened, "China")
    first = opened.page.locator(".neighbours details").first
    expect(first.locator("summary")).to_contain_text(re.compile(r"\d+ neighbours"))
    expect(first.locator("li")).to_have_count(0)
    first.locator("summary").click()
    assert first.locator("li").count() > 0
    opened.switch("saying", "asserted")
    expect(opened.page.locator(".neighbours details").first.locator("summary")).to_contain_text("/")


def test_an_aggregated_page_offers_to_show_the_neighbours_in_the_graph(show: Open) -> None:
    opened = show(sample_view(), limit=20)
    choose(opened, "China")
    button = opened.page.get_by_role("button", name="Show neighbours")
    button.click()
    expect(opened.page.get_by_role("button", name="Hide neighbours")).to_be_focused()


def test_a_hub_shows_its_claims_fifty_at_a_time(show: Open) -> None:
    rows = [
        claim(HUB, "kg:exportsTo", f"country:C{number}", number=number) for number in range(120)
    ]
    opened = show(view_of(rows))
    opened.page.locator(".tries [data-try=hub]").click()
    cards = opened.page.locator("#reading .card")
    expect(cards).to_have_count(50)
    for shown in (100, 120):
        opened.page.locator(".claims .more-row button").click()
        expect(cards).to_have_count(shown)
    expect(opened.page.locator(".claims .more-row")).to_have_count(0)


def test_a_redraw_keeps_place_focus_and_what_is_unfolded(show: Open) -> None:
    opened = show(sample_view())
    choose(opened, "China")
    page = opened.page
    page.locator(".neighbours summary").first.click()
    page.locator("#panel").evaluate("panel => { panel.scrollTop = 150; }")
    opened.switch("saying", "opinion")
    assert page.locator("#panel").evaluate("panel => panel.scrollTop") == 150
    expect(page.locator(".neighbours details").first).to_have_attribute("open", "")


def test_a_path_is_told_in_sentences_that_lead_to_their_claims(show: Open) -> None:
    rows = [
        claim("product:ore", "kg:processedInto", "product:oxide", number=1),
        claim("product:oxide", "kg:processedInto", "product:metal", number=2, period="2025-04"),
    ]
    opened = show(view_of(rows))
    find_path(opened.page, "metal", "ore")
    steps = opened.page.locator(".steps .sentence")
    expect(steps).to_have_count(2)
    expect(steps.first).to_have_text("metal is made from oxide (April 2025)")
    steps.nth(1).click()
    expect(opened.page.locator("#reading h2")).to_have_text("ore is processed into oxide")


def test_a_path_starts_from_the_panel_and_asks_for_the_goal(show: Open) -> None:
    opened = show(sample_view())
    choose(opened, "China")
    opened.page.get_by_role("button", name="Path from here to…").click()
    expect(opened.page.locator("#path-from")).to_have_value("China")
    expect(opened.page.locator("#path-to")).to_be_focused()
    opened.page.keyboard.type("Electric vehicle")
    opened.page.keyboard.press("Enter")
    assert opened.page.locator(".steps li").count() > 0


def dated(start: str, goal: str, number: int, month: str) -> Any:
    return claim(start, "kg:suppliesTo", goal, number=number, period=month)


def test_a_path_in_order_of_time_is_refused_where_time_runs_backwards(show: Open) -> None:
    rows = [
        dated("company:a", "company:b", 1, "2025-05"),
        dated("company:b", "company:c", 2, "2025-04"),
    ]
    opened = show(view_of(rows))
    page = opened.page
    find_path(page, "a", "c")
    expect(page.locator(".steps li")).to_have_count(2)
    page.get_by_label("in order of time").check()
    expect(page.locator("#pathbox")).to_contain_text(
        "No path on which every step begins no earlier"
    )
    page.get_by_role("button", name="Swap").click()
    expect(page.locator(".steps li")).to_have_count(2)


def test_where_there_is_no_path_the_page_says_what_the_filters_keep_back(show: Open) -> None:
    opened = show(view_of([dated("company:a", "company:b", 1, "2025-05")]))
    find_path(opened.page, "a", "b")
    expect(opened.page.locator(".steps li")).to_have_count(1)
    opened.switch("saying", "asserted")
    expect(opened.page.locator("#pathbox")).to_contain_text(
        "1 relation is outside the current filters"
    )


def test_the_list_sorts_and_turns_its_pages(show: Open) -> None:
    start = date(2025, 1, 1)
    rows = [
        replace(
            claim(
                HUB,
                "kg:exportsTo",
                f"country:C{number:03}",
                number=number,
                period=(start + timedelta(days=number)).isoformat(),
            ),
            quantity_kind="kg:ExportMass",
            value=Decimal(number),
            unit="unit:TONNE",
        )
        for number in range(250)
    ]
    opened = show(view_of(rows))
    page = opened.page
    page.keyboard.press("l")
    table = page.locator("[data-table=relations]")
    expect(table.locator("tbody tr")).to_have_count(100)
    expect(table.locator("caption")).to_have_text("250 relations shown")
    heads = table.locator("th", has_text="When")
    heads.locator("button").click()
    heads.locator("button").click()
    expect(heads).to_have_attribute("aria-sort", "descending")
    expect(heads.locator("button")).to_be_focused()
    expect(table.locator("tbody tr").first).to_contain_text("C249")
    table.get_by_role("button", name="Last").click()
    expect(table.locator("tbody tr")).to_have_count(50)
    expect(table.locator(".pager")).to_contain_text("201–250 of 250")


def test_long_facets_fold_and_can_be_narrowed(show: Open) -> None:
    rows = [
        claim(HUB, "kg:exportsTo", "country:USA", number=n, source_id=f"source:s{n}")
        for n in range(60)
    ]
    opened = show(view_of(rows))
    facet = opened.page.locator('[data-facet="source"]')
    expect(facet.locator(".box:visible")).to_have_count(10)
    facet.get_by_role("button", name="50 more").click()
    expect(facet.locator(".box:visible")).to_have_count(60)
    facet.locator(".narrow").fill("note s59")
    expect(facet.locator(".box:visible")).to_have_count(1)
    facet.locator("input[type=checkbox]").uncheck()
    expect(facet.locator(".state")).to_have_text("1 off")


def test_facets_of_one_value_are_folded(show: Open) -> None:
    opened = show(view_of([claim(HUB, "kg:exportsTo", "country:USA")]))
    assert opened.page.locator(".facet[open]").count() == 0


@pytest.mark.parametrize("dark", [False, True])
def test_nothing_in_the_panel_runs_over_its_edge_on_a_narrow_screen(show: Open, dark: bool) -> None:
    opened = show(real(), width=390, dark=dark)
    opened.page.locator("#tab-details").click()
    opened.page.locator("[data-try=contested]").click()
    over = opened.page.locator("#panel").evaluate("panel => panel.scrollWidth - panel.clientWidth")
    assert over <= 0
