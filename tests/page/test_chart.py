"""The chart of figures over time and the search field in a real browser, each on its own."""

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import kg
from kg.files import bundled
from kg.page.bundle import bundle
from kg.page.encode import encoded, json_block
from kg.page.html import policy
from kg.page.model import page_data

from .browser import needs_chromium

MAIN = """
import { createChart } from "./chart.js";
import { visibleOn } from "./colour.js";
import { decode, linked } from "./data.js";
import { byId } from "./dom.js";
import { createSearch } from "./searchbox.js";
const begin = async () => {
  const model = await decode(byId("data").textContent);
  const ground = () => getComputedStyle(document.body).getPropertyValue("--surface").trim();
  const colour = (hex) => visibleOn(hex, ground());
  const seen = { hovered: [], selected: [], chosen: [] };
  const chart = createChart(byId("chart"), model, {
    colour,
    hover: (claim) => seen.hovered.push(claim),
    select: (claim) => seen.selected.push(claim),
  });
  const choose = (node) => seen.chosen.push(node);
  createSearch(byId("search"), model, { colour, isShown: () => true, choose });
  const about = (id) => [...linked(model.nodes.claims, model.nodeOf.get(id))];
  Object.assign(window, { chart, model, seen, about });
  document.body.dataset.ready = "true";
};
begin();
"""
SOURCES = """\
id,label,kind,publisher,published,published_basis,language,sha256,length,obtained,relies_on,licence,recorded
source:a,Customs bulletin,article,,2025-06-09,printed,en,,,written for a test,,,2025-11-21
source:b,<b>Trade weekly</b>,article,,2025-07-09,printed,en,,,written for a test,,,2025-11-21
"""
ENTITIES = """\
id,type,label,aliases,codes,note
country:CHN,kg:Country,China,Beijing;PRC,,
country:USA,kg:Country,United States,,,
place:chinatown,kg:Place,Chinatown,,,
aggregate:world,kg:Aggregate,World,,,
product:magnets,kg:Magnet,Magnets,,hs=850511,
product:ore,kg:Ore,Ore,,,
"""
MONTH, CHANGE = ("kg:Flow", "unit:TONNE", "level"), ("kg:Change", "unit:PERCENT", "yoy")
ROWS = [
    *((f"2025-{month:02}", 400 + 10 * month, "product:magnets", "a", MONTH) for month in (1, 2, 4)),
    ("2025-02", 420, "product:magnets", "b", MONTH),
    ("2025-05", "35.5", "product:magnets", "b", CHANGE),
    ("2025-01/2025-05", 2500, "product:magnets", "a", MONTH),
    ("2025", 7, "product:ore", "a", MONTH),
    ("2025-03/..", 9, "product:ore", "a", MONTH),
]

pytestmark = [needs_chromium, pytest.mark.full]

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page with nothing but the chart and the search, under the real page's policy."""
    folder = tmp_path_factory.mktemp("chart")
    script = _script(folder / "viz")
    data = encoded(page_data(kg.build(_data(folder / "data"), check=False).as_of()))
    data |= {"layouts": {}, "geography": None, "limit": 0}
    styles = [bundled("viz") / "style.css", *sorted((bundled("viz") / "style").glob("*.css"))]
    style = "".join(file.read_text(encoding="utf-8") for file in styles)
    style += "body { display: block; overflow: auto; } #chart { padding: 0 14px; }"
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy([script], [style])}">'
        '<meta name="viewport" content="width=device-width"><title>Chart</title>'
        f'<style>{style}</style><div id="search" class="search"></div><div id="chart"></div>'
        f'<script id="data" type="application/json">{json_block(data)}</script>'
        f"<script>{script}</script></html>"
    )


@pytest.fixture
def show(browser: Browser, html: str, tmp_path: Path) -> Iterator[Open]:
    """Opens the page with the figures about an entity; nobody may complain."""
    complaints: list[str] = []
    contexts = []

    def open_(about: str, *, width: int = 372, dark: bool = False) -> Page:
        file = tmp_path / "chart.html"
        file.write_text(html, encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(file.as_uri())
        page.wait_for_selector("body[data-ready=true]")
        page.evaluate("id => chart.update(about(id))", about)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def _script(folder: Path) -> str:
    shutil.copytree(bundled("viz"), folder)
    (folder / "alone.js").write_text(MAIN, encoding="utf-8")
    return bundle(folder, "alone.js")


def _data(folder: Path) -> Path:
    (folder / "claims").mkdir(parents=True)
    (folder / "entities").mkdir()
    (folder / "sources.csv").write_text(SOURCES, encoding="utf-8")
    (folder / "entities" / "all.csv").write_text(ENTITIES, encoding="utf-8")
    names = "claim_type subject predicate object product period_text quantity_kind value unit"
    with (folder / "claims" / "all.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*names.split(), "comparator", "source_id", "locator", "gist"])
        for number, (period, value, product, source, (type_, unit, base)) in enumerate(ROWS):
            ends = ["country:CHN", "kg:exportsTo", "country:USA", product, period]
            where = [f"source:{source}", f"{number * 10}-{number * 10 + 5}", f"Figure {number}."]
            writer.writerow([type_, *ends, "kg:ExportMass", value, unit, base, *where])
    return folder


def _stated(page: Page) -> list[str]:
    """What the marks of the stated figures say, in the order of tabs."""
    points = page.locator(".figure-point:not(:has(.derived))")
    return [point.get_attribute("aria-label") or "" for point in points.all()]


def test_a_chart_says_its_figures_in_the_order_of_time(show: Open) -> None:
    page = show("product:magnets")
    page.locator("select").select_option(index=0)
    months = [said.partition(";")[0] for said in _stated(page)]
    assert months == ["January 2025", "February 2025", "February 2025", "April 2025"]


def test_many_series_stand_in_a_menu_and_never_mix_periods_or_units(show: Open) -> None:
    page = show("country:CHN")
    menu = page.locator("select")
    chosen = {}
    for text in menu.locator("option").all_inner_texts():
        menu.select_option(label=text)
        chosen[text] = _stated(page)
    assert len(chosen) >= 4
    assert sum(map(len, chosen.values())) == len(ROWS) - 1
    for said in chosen.values():
        assert len({" to " in one.partition(";")[0] for one in said}) <= 1
        assert len({"%" in one for one in said}) <= 1
    expect(page.locator(".chart")).to_contain_text("figures compare only where these are the same")


def test_a_figure_without_an_end_is_told_and_not_drawn(show: Open) -> None:
    page = show("product:ore")
    expect(page.locator(".figure-point")).to_have_count(1)
    expect(page.locator(".chart-note")).to_contain_text(["1 more figure has no period"])


def test_a_chart_without_figures_says_why(show: Open) -> None:
    page = show("product:ore")
    page.evaluate("chart.update([])")
    expect(page.locator(".chart")).to_have_text("No claims, so no figures to draw.")
    undated = "chart.update(about('product:ore').filter(c => model.claims.end[c] > 2000000))"
    page.evaluate(undated)
    expect(page.locator(".chart")).to_contain_text("No dated figures among these claims: the 1")


def test_arrow_keys_go_through_the_figures_and_enter_opens_the_claim(show: Open) -> None:
    page = show("product:magnets")
    page.locator("select").focus()
    page.keyboard.press("Tab")
    tip = page.locator(".chart-tip")
    expect(tip).to_contain_text("January 2025")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    expect(tip).to_contain_text("February 2025")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
    said = page.evaluate(
        "model.claims.text.period.texts[model.claims.text.period.at(seen.selected[0])]"
    )
    assert focused.startswith(said)
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    assert page.evaluate("seen.hovered.at(-1)") is None
    expect(page.locator('.figure-point[tabindex="0"]')).to_have_count(1)


def test_a_pointer_near_a_figure_means_it_and_a_click_opens_its_claim(show: Open) -> None:
    page = show("product:ore")
    box = page.locator(".figure-point").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2 + 9, box["y"] + 9
    page.mouse.move(x, y)
    expect(page.locator(".chart-tip")).to_contain_text("7 t")
    page.mouse.click(x, y)
    assert page.evaluate("seen.selected") == page.evaluate("seen.hovered")
    page.mouse.move(2, 2)
    expect(page.locator(".chart-tip")).to_be_hidden()


def test_a_claim_looked_at_elsewhere_is_marked(show: Open) -> None:
    page = show("product:ore")
    page.evaluate("chart.point(about('product:ore')[0])")
    page.evaluate(
        "for (const c of about('product:ore')) if (model.claims.end[c] < 99999) chart.point(c)"
    )
    expect(page.locator(".figure-point.pointed")).to_have_count(1)
    page.evaluate("chart.point(null)")
    expect(page.locator(".figure-point.pointed")).to_have_count(0)


def test_the_table_holds_every_figure_with_its_source_and_leads_to_its_claim(show: Open) -> None:
    page = show("product:magnets")
    count = page.locator(".figure-point").count()
    page.get_by_text("Figures as a table").click()
    rows = page.locator(".chart-table tbody tr")
    expect(rows).to_have_count(count)
    expect(page.locator(".chart-table")).to_contain_text("<b>Trade weekly</b>")
    rows.first.locator("button").click()
    assert page.evaluate("seen.selected.length") == 1


def test_what_the_filters_hide_is_drawn_faint_and_says_so(show: Open) -> None:
    page = show("product:ore")
    none = "{claims: new Uint8Array(model.claims.count), timed: new Uint8Array(model.claims.count)}"
    page.evaluate(f"chart.update(about('product:ore'), {none})")
    expect(page.locator(".figure-point .outside")).to_have_count(1)
    assert "outside the filters" in _stated(page)[0]


@pytest.mark.parametrize("width", [340, 390, 900])
@pytest.mark.parametrize("dark", [False, True])
def test_nothing_runs_over_the_edge(show: Open, width: int, dark: bool) -> None:
    page = show("country:CHN", width=width, dark=dark)
    page.get_by_text("Figures as a table").click()
    wide = "document.documentElement.scrollWidth <= innerWidth"
    assert page.evaluate(wide)
    page.locator(".figure-point").last.focus()
    assert page.evaluate(wide)


def test_the_chart_follows_the_width_of_its_place(show: Open) -> None:
    page = show("product:ore", width=900)
    page.set_viewport_size({"width": 390, "height": 800})
    expect(page.locator(".plot")).to_have_attribute("width", "360")


def test_a_whole_name_is_found_first_and_enter_chooses_it(show: Open) -> None:
    page = show("product:ore")
    field = page.get_by_role("combobox", name="Search entities")
    for query, label in [("china", "China"), ("prc", "China"), ("850511", "Magnets")]:
        field.fill(query)
        expect(page.get_by_role("option").first.locator(".found")).to_have_text(label)
        expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
        field.press("Enter")
        expect(field).to_have_value(label)
    assert len(page.evaluate("seen.chosen")) == 3


def test_search_says_how_many_it_found_or_that_there_is_nothing(show: Open) -> None:
    page = show("product:ore")
    field = page.get_by_role("combobox", name="Search entities")
    field.fill("country")
    expect(page.get_by_role("status")).to_have_text("2 entities found")
    page.get_by_role("option").nth(1).click()
    expect(field).to_have_value("United States")
    field.fill("zzz")
    expect(page.locator(".results .none")).to_contain_text("No name")
    field.press("Enter")
    field.press("Escape")
    expect(page.locator(".results")).to_be_hidden()
    assert len(page.evaluate("seen.chosen")) == 1
