"""The page under axe-core, the usual checker of WCAG: no violation, whatever is shown.

The checker is fetched from npm for the test only; nothing of it is kept or shipped.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

import kg
from kg.page import render
from kg.page.model import page_data

from .browser import needs_chromium

AXE = "axe-core@4.14.1"
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = [pytest.mark.full, needs_chromium]


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("needs npm, to fetch axe-core")
    folder = tmp_path_factory.mktemp("axe")
    options = ["--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts"]
    command = [npm, "install", *options, AXE]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        pytest.skip(f"npm did not fetch {AXE} in time")
    if run.returncode:
        pytest.skip(f"npm could not fetch {AXE}: {run.stderr[-200:]}")
    script = folder / "node_modules" / "axe-core" / "axe.min.js"
    return script.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def address(graph: kg.Graph, tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("page") / "page.html"
    file.write_text(render(graph), encoding="utf-8")
    return file.as_uri()


@pytest.fixture(scope="module")
def claims(graph: kg.Graph) -> dict[str, str]:
    """A claim whose sources disagree and one that follows from others."""
    data = page_data(graph)
    disputed = next(finding for finding in data.findings if finding.severity.value == "conflict")
    derived = next(claim for claim in data.claims if claim.premises)
    return {"contested": disputed.members[0], "derived": derived.id}


@pytest.fixture(params=[1280, 390])
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


Visit = Callable[..., Page]


@pytest.fixture(params=["light", "dark"])
def visit(
    browser: Browser, address: str, width: int, request: pytest.FixtureRequest
) -> Iterator[Visit]:
    """Opens the page; its policy is put aside, for it would refuse the checker's script."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=request.param,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    page = context.new_page()

    def visit_(fragment: str = "") -> Page:
        page.goto(address + fragment)
        page.wait_for_selector("body[data-ready=true]")
        page.wait_for_timeout(100)
        assert page.locator("#message").is_hidden(), "the address is not understood"
        return page

    yield visit_
    context.close()


def _violations(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("rules => axe.run({ runOnly: rules })", RULES)
    assert found["passes"]
    return [
        f"{rule['id']} {node['target']}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


SHOWN = {
    "first view": "",
    "list": "#shown=list",
    "map": "#shown=map",
    "stages": "#layout=ladder",
    "a period": "#from=2025-04-01&to=2025-06-30&known=2025-09-25",
    "only undated claims": "#from=1990-01-01&to=1990-02-01",
    "a path": "#path=country:CHN;product:rare-earth-magnets",
}


@pytest.mark.parametrize("fragment", SHOWN.values(), ids=list(SHOWN))
def test_axe_finds_nothing_wrong_with(visit: Visit, axe: str, fragment: str) -> None:
    assert _violations(visit(fragment), axe) == []


def test_axe_finds_nothing_wrong_with_open_cards(visit: Visit, axe: str) -> None:
    page = visit("#about=product:rare-earth-magnets")
    page.evaluate("for (const one of document.querySelectorAll('#panel details')) one.open = true")
    page.locator("#panel .card").first.wait_for()
    assert _violations(page, axe) == []


@pytest.mark.parametrize("kind", ["contested", "derived"])
def test_axe_finds_nothing_wrong_with_a_claim(
    visit: Visit, axe: str, claims: dict[str, str], kind: str
) -> None:
    page = visit(f"#claim={claims[kind]}")
    page.locator("#panel .card").first.wait_for()
    assert _violations(page, axe) == []


def test_axe_finds_nothing_wrong_with_the_open_menu(visit: Visit, axe: str) -> None:
    page = visit()
    page.click(".menu-button")
    page.get_by_role("menu").wait_for()
    assert _violations(page, axe) == []


def test_axe_finds_nothing_wrong_with_search_results(visit: Visit, axe: str) -> None:
    page = visit()
    page.fill("#query", "magnet")
    page.locator("#results [role=option]").first.wait_for()
    assert _violations(page, axe) == []


def test_axe_finds_nothing_wrong_with_the_filters(visit: Visit, axe: str, width: int) -> None:
    page = visit()
    if width < 800:
        page.click("#tab-filters")
    page.evaluate(
        "for (const one of document.querySelectorAll('#filters details')) one.open = true"
    )
    assert _violations(page, axe) == []
