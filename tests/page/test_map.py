"""The world map in a real browser: drawn, pointed at, moved, exported."""

from __future__ import annotations

import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Any

import pytest

from kg.files import bundled
from kg.page.bundle import bundle
from kg.page.encode import encoded, json_block
from kg.page.model import page_data
from kg.page.places import geography
from tests.page.sample import FakeView, claim, view_of

pytest.importorskip("playwright.sync_api")

_ENTRY = """
import { decode } from "./data.js";
import { createMap } from "./map.js";
import { START } from "./state.js";

const log = { selected: [], hovered: [] };
const filled = (count, level) => new Uint8Array(count).fill(level);
async function run() {
  const model = await decode(document.getElementById("data").textContent);
  const made = createMap(document.getElementById("map"), model, {
    colour: (hex) => hex,
    select: (selection) => log.selected.push(selection),
    hover: (selection) => log.hovered.push(selection),
  });
  const visible = (edges) => ({
    nodes: filled(model.nodes.count, 2),
    claims: filled(model.claims.count, 2),
    edges: filled(model.edges.count, edges),
  });
  made.update(visible(2), START);
  globalThis.tried = { made, model, log, visible, START };
}
run();
"""
_PAGE = Template("""<!doctype html><meta charset="utf-8"><style>$style</style>
<body style="display: block"><div style="position: relative; width: 100vw; height: 100vh">
<div id="map" class="map"></div></div>
<script id="data" type="application/json">$data</script><script>$script</script>""")


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """Opens a page that holds nothing but the map of a view; no script on it may fail."""
    errors: list[str] = []
    pages = []

    def open_(view: FakeView, width: int = 900, height: int = 720) -> Any:
        folder = shutil.copytree(bundled("viz"), tmp_path / "viz", dirs_exist_ok=True)
        (folder / "only-map.js").write_text(_ENTRY, encoding="utf-8")
        data = page_data(view)
        block = encoded(data) | {"geography": geography(data), "layouts": {}}
        text = _PAGE.substitute(
            style="".join(
                path.read_text(encoding="utf-8")
                for path in (folder / "style.css", folder / "style" / "map.css")
            ),
            data=json_block(block),
            script=bundle(folder, "only-map.js"),
        )
        (tmp_path / "map.html").write_text(text, encoding="utf-8")
        page = browser.new_page(viewport={"width": width, "height": height})
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto((tmp_path / "map.html").as_uri())
        page.wait_for_function("globalThis.tried !== undefined")
        settle(page)
        pages.append(page)
        return page

    yield open_
    for page in pages:
        page.close()
    assert errors == []


def settle(page: Any) -> None:
    """Wait until what is drawn on the next frames is drawn, also what follows a move."""
    page.wait_for_timeout(300)


def trade() -> FakeView:
    return view_of(
        [
            claim("country:CHN", "kg:exportsTo", "country:USA", number=1),
            claim("country:CHN", "kg:exportsTo", "country:JPN", number=2),
            claim("company:a", "kg:locatedIn", "country:AUS", number=3),
            claim("country:CHN", "kg:produces", "element:Dy", number=4),
        ]
    )


def spots(page: Any) -> dict[str, tuple[float, float]]:
    """Where in the exported picture each name stands."""
    root = ET.fromstring(page.evaluate("tried.made.svg()"))
    return {
        text.text or "": (float(text.attrib["x"]), float(text.attrib["y"]))
        for text in root.iter("{http://www.w3.org/2000/svg}text")
    }


def label(page: Any) -> str:
    return str(page.get_attribute(".map-canvas", "aria-label"))


def picture(page: Any) -> str:
    return str(page.evaluate("document.querySelector('.map-canvas').toDataURL()"))


def test_the_map_says_how_many_relations_have_a_place(opened: Any) -> None:
    page = opened(trade())
    told = "3 of 4 relations are on the map; the other has an end without a place."
    assert page.inner_text(".map-status") == told
    assert told in label(page)
    assert "Most claims: CHN" in label(page)
    assert "Coastlines only, no borders" in page.inner_text(".map-legend")


def test_a_page_without_places_says_so(opened: Any) -> None:
    page = opened(view_of([claim("element:Dy", "kg:partOf", "group:ree")]))
    assert page.inner_text(".map-empty") == "No entity on this page has a place on the map."


def test_filters_that_hide_every_relation_are_told_apart(opened: Any) -> None:
    page = opened(trade())
    page.evaluate("tried.made.update(tried.visible(0), tried.START)")
    assert page.inner_text(".map-status") == "No relation passes the filters."


def test_land_lies_behind_the_flows(opened: Any) -> None:
    root = ET.fromstring(opened(trade()).evaluate("tried.made.svg()"))
    paths = root.findall("{http://www.w3.org/2000/svg}path")
    assert paths[0].attrib["d"].count("M") > 50
    assert len(paths) > 5
    assert root.find("{http://www.w3.org/2000/svg}desc") is not None


def test_the_exported_picture_holds_names_as_text_whatever_they_are(opened: Any) -> None:
    from kg.entity import Entity

    name = "</script><b onload=x>&\x07"
    entity = Entity(id="country:CHN", type="kg:Country", label=name)
    view = view_of([claim("country:CHN", "kg:exportsTo", "country:USA")], [entity])
    assert any(text.startswith("</script><b onload=x>&") for text in spots(opened(view)))


def test_a_click_on_a_circle_selects_its_entity_and_hovering_tells(opened: Any) -> None:
    page = opened(trade())
    x, y = spots(page)["CHN"]
    offset = next(
        dx
        for dx in range(-40, 80, 4)
        if page.evaluate(
            """async ([x, y]) => {
              const canvas = document.querySelector(".map-canvas");
              const at = { clientX: x, clientY: y, pointerType: "mouse" };
              canvas.dispatchEvent(new PointerEvent("pointermove", at));
              await new Promise((done) => setTimeout(done, 60));
              const last = tried.log.hovered.at(-1);
              return last?.kind === "node" && tried.model.nodes.id[last.index] === "country:CHN";
            }""",
            [x - dx, y],
        )
    )
    page.mouse.click(x - offset, y)
    selected = page.evaluate("tried.log.selected.at(-1)")
    assert page.evaluate("tried.model.nodes.id")[selected["index"]] == "country:CHN"


def test_keys_zoom_and_move_while_the_map_has_the_focus_and_0_shows_all(opened: Any) -> None:
    page = opened(trade())
    first = picture(page)
    page.focus(".map-canvas")
    for key in ("+", "ArrowRight"):
        before = picture(page)
        page.keyboard.press(key)
        settle(page)
        assert picture(page) != before
    page.keyboard.press("0")
    settle(page)
    assert picture(page) == first


def test_what_is_pointed_at_elsewhere_is_shown_and_let_go(opened: Any) -> None:
    page = opened(trade())
    first = picture(page)
    page.evaluate("tried.made.point({ kind: 'edge', index: 0 })")
    settle(page)
    assert picture(page) != first
    page.evaluate("tried.made.point(null)")
    settle(page)
    assert picture(page) == first


def test_what_possibly_holds_is_dotted_and_the_key_says_so(opened: Any) -> None:
    page = opened(trade())
    assert not page.is_visible(".map-possibly")
    page.evaluate("tried.made.update(tried.visible(1), tried.START)")
    settle(page)
    assert page.is_visible(".map-possibly")
    assert "stroke-dasharray" in page.evaluate("tried.made.svg()")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_map_fits_its_screen_without_scrolling_sideways(opened: Any, width: int) -> None:
    page = opened(trade(), width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.querySelector('.map-canvas').clientHeight") > 250
