"""The address and the browser's Back: every change can be undone, and every link is answered."""

import pytest
from playwright.sync_api import Page, expect

import kg

from .browser import Open, needs_chromium

pytestmark = [pytest.mark.full, needs_chromium]

CHINA = "country:CHN"


def settled(page: Page) -> str:
    """The address once it has been written."""
    page.wait_for_timeout(400)
    return str(page.evaluate("location.hash"))


def test_back_undoes_what_was_done_step_by_step(show: Open, graph: kg.Graph) -> None:
    opened = show(graph)
    page, whole = opened.page, opened.counts()
    opened.switch("relation", "restricts")
    settled(page)
    narrowed = opened.counts()
    page.fill("#query", "China")
    page.keyboard.press("Enter")
    settled(page)
    expect(page.locator("#panel h2")).to_have_text("China")
    page.go_back()
    expect(page.locator("#panel h2")).to_have_text("How to read this")
    assert opened.counts() == narrowed != whole
    page.go_back()
    expect(page.locator('[data-facet="relation"] .box input:not(:checked)')).to_have_count(0)
    assert opened.counts() == whole


def test_forward_brings_back_what_was_undone(show: Open, graph: kg.Graph) -> None:
    opened = show(graph)
    opened.switch("relation", "restricts")
    there = settled(opened.page)
    opened.page.go_back()
    settled(opened.page)
    opened.page.go_forward()
    assert settled(opened.page) == there


def test_steps_of_the_period_in_quick_succession_are_one_step_back(
    show: Open, graph: kg.Graph
) -> None:
    page = show(graph).page
    before = page.evaluate("history.length")
    for _ in range(3):
        page.get_by_role("button", name="One step on").click()
        settled(page)
    assert page.evaluate("history.length") == before + 1


@pytest.mark.parametrize(
    ("fragment", "said"),
    [
        (f"pair={CHINA};{CHINA}", "relations of China with itself, and there are none"),
        (f"path={CHINA};{CHINA}", "a path from China to itself"),
        ("from=2025-06-01&to=2025-05-01", "valid period ends before it begins"),
    ],
)
def test_a_link_that_makes_no_sense_gets_a_sentence(
    show: Open, graph: kg.Graph, fragment: str, said: str
) -> None:
    expect(show(graph, fragment=f"#{fragment}").page.locator("#message")).to_contain_text(said)


def test_a_claim_that_came_later_is_called_not_known_yet(show: Open, graph: kg.Graph) -> None:
    row = next(claim for claim in graph.claims() if str(claim.published) > "2025-07")
    page = show(graph, fragment=f"#claim={row.id}&known=2025-06-10").page
    panel = page.locator("#panel")
    expect(panel).to_contain_text("Not known yet on 10 June 2025.")
    expect(panel).not_to_contain_text("Outside the current filters")


def test_one_entity_at_both_ends_of_a_path_gets_a_sentence(show: Open, graph: kg.Graph) -> None:
    page = show(graph).page
    page.get_by_role("button", name="Find a path between two entities").click()
    for end in ("from", "to"):
        page.fill(f"#path-{end}", "China")
        page.keyboard.press("Enter")
    expect(page.locator(".path-result")).to_contain_text("Both ends are China.")
