"""The drawing engines in a real browser, opened as a file, without the rest of the page."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page

from kg.files import bundled
from kg.page.bundle import bundle
from kg.page.pyvis import engine_script

from .browser import needs_chromium

HERE = Path(__file__).parent
SVG = "{http://www.w3.org/2000/svg}"

pytestmark = [needs_chromium, pytest.mark.full]

SMALL = "lab.small()"

Start = Callable[..., Page]


@pytest.fixture(scope="module")
def harness(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page that holds both engines and nothing else."""
    folder = tmp_path_factory.mktemp("engine") / "viz"
    shutil.copytree(bundled("viz"), folder)
    shutil.copy(HERE / "engine.js", folder / "harness.js")
    styles = [folder / "style.css", *sorted((folder / "style").glob("*.css"))]
    style = "".join(file.read_text(encoding="utf-8") for file in styles)
    foreign = engine_script().replace("</script", "<\\/script")
    page = folder / "harness.html"
    page.write_text(
        f"<!doctype html><meta charset=utf-8><style>{style} .graph {{ inset: auto; }}</style>"
        "<div id=graph class=graph></div>"
        f"<script>{foreign}</script><script>{bundle(folder, 'harness.js')}</script>",
        encoding="utf-8",
    )
    return page.as_uri()


@pytest.fixture
def start(browser: Browser, harness: str) -> Iterator[Start]:
    """Opens an engine on a scene; afterwards nobody may have complained."""
    contexts = []
    complaints: list[str] = []

    def start_(scene: str = SMALL, *, engine: str = "canvas", dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": 1000, "height": 700},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(harness)
        page.evaluate(f"lab.start('{engine}', {scene})")
        if engine == "canvas":
            page.evaluate("lab.whole()")
        else:
            page.wait_for_timeout(200)
        return page

    yield start_
    for context in contexts:
        context.close()
    assert complaints == []


def hit(page: Page, x: float, y: float) -> Any:
    return page.evaluate("([x, y]) => lab.engine.hit(x, y)", [x, y])


def where(page: Page, node: int) -> list[float]:
    place: list[float] = page.evaluate("node => lab.engine.where(node)", node)
    return place


def middle(page: Page, from_: int, to: int, bend: float = 0) -> tuple[float, float]:
    """The middle of an edge."""
    (x1, y1), (x2, y2) = where(page, from_), where(page, to)
    return (x1 + x2) / 2 + bend / 2 * (y2 - y1), (y1 + y2) / 2 - bend / 2 * (x2 - x1)


def edge_pixels(page: Page, edge: int, tier: int = 2) -> list[list[int]]:
    """Where the colour of an edge stands on the screen, in the tier it is drawn in."""
    found: list[list[int]] = page.evaluate(
        "([edge, tier]) => lab.coloured(lab.look().edge[tier][edge])", [edge, tier]
    )
    return found


def test_every_node_is_found_where_it_is_drawn(start: Start) -> None:
    page = start()
    for node in range(5):
        assert hit(page, *where(page, node)) == {"kind": "node", "index": node}


def test_every_pixel_of_an_edge_finds_it_or_a_node_it_touches(start: Start) -> None:
    page = start()
    for edge in range(7):
        pixels = edge_pixels(page, edge)
        assert len(pixels) > 20, edge
        found = page.evaluate(
            "pixels => pixels.map(([x, y]) => lab.engine.hit(x + .5, y + .5))", pixels
        )
        assert all(one["kind"] == "node" or one["index"] == edge for one in found), edge
        assert sum(one["kind"] == "edge" for one in found) > 0.7 * len(found)


def test_the_ground_holds_nothing(start: Start) -> None:
    page = start()
    assert hit(page, 2, 2) is None
    assert hit(page, *(value + 45 for value in middle(page, 0, 1))) is None


def test_both_engines_answer_the_same(start: Start) -> None:
    pages = [start(engine=engine) for engine in ("canvas", "vis")]
    for node in range(5):
        hits = [hit(page, *where(page, node)) for page in pages]
        assert hits == [{"kind": "node", "index": node}] * 2
    edges = [(0, 1, 0.0), (1, 2, 0.0), (2, 3, 0.2), (2, 3, -0.2), (3, 0, 0.0), (0, 4, -0.4)]
    for index, edge in zip((0, 1, 2, 3, 4, 6), edges, strict=True):
        hits = [hit(page, *middle(page, *edge)) for page in pages]
        assert hits == [{"kind": "edge", "index": index}] * 2
    assert [hit(page, 2, 2) for page in pages] == [None, None]


def test_what_is_masked_is_neither_drawn_nor_found(start: Start) -> None:
    page = start()
    place = middle(page, 0, 1)
    page.evaluate("lab.mask({4: 0}, {0: 0, 5: 0, 6: 0})")
    page.evaluate("lab.whole()")
    assert edge_pixels(page, 0) == edge_pixels(page, 5) == edge_pixels(page, 6) == []
    assert len(edge_pixels(page, 1)) > 20
    assert hit(page, *place) is None
    assert hit(page, *where(page, 4)) is None
    drawing = page.evaluate("lab.engine.exportSVG({title: '', description: ''})")
    assert "Epsilon" not in drawing
    assert "Alpha" in drawing


def test_what_is_possibly_in_force_is_dotted_and_hollow_and_dashed_is_neither(start: Start) -> None:
    page = start()
    solid, dashed = len(edge_pixels(page, 0)), page.evaluate("lab.runs(3, 0)")
    green = page.evaluate("lab.coloured(lab.look().node[2][7]).length")
    page.evaluate("lab.mask({0: 1, 1: 1, 2: 1, 3: 1, 4: 1}, {0: 1})")
    page.evaluate("lab.whole()")
    assert page.evaluate("lab.coloured(lab.look().node[2][7]).length") < green / 2
    assert edge_pixels(page, 0) == []
    assert len(edge_pixels(page, 0, tier=1)) < 0.7 * solid
    assert page.evaluate("lab.runs(0, 1)") > 1.5 * dashed > 0.1


@pytest.mark.parametrize("dark", [False, True])
def test_a_focus_dims_everything_else(start: Start, dark: bool) -> None:
    page = start(dark=dark)
    page.evaluate(
        "lab.engine.select({nodes: new Set([0, 1]), edges: new Set([0]), "
        "chosen: {kind: 'node', index: 0}})"
    )
    page.evaluate("lab.whole()")
    assert len(edge_pixels(page, 0, tier=4)) > 20
    assert len(edge_pixels(page, 1, tier=0)) > 20
    assert edge_pixels(page, 1) == []
    drawing = page.evaluate("lab.engine.exportSVG({title: '', description: ''})")
    assert "Alpha" in drawing
    assert "Beta" in drawing
    assert "Gamma" not in drawing
    page.evaluate("lab.engine.select(null)")
    page.evaluate("lab.whole()")
    assert len(edge_pixels(page, 1)) > 20


HOSTILE = (
    "<img src=x onerror=alert(1)></text><script>alert(2)</script>\"'&amp;"
    "\u0000\u0008\ufffe\ud800\u202e]]>"
)


@pytest.mark.parametrize("engine", ["canvas", "vis"])
def test_the_svg_is_xml_whatever_the_labels_hold(start: Start, engine: str) -> None:
    words = "'" + "".join(f"\\u{ord(character):04x}" for character in HOSTILE) + "'"
    page = start(f"lab.hostile({words})", engine=engine)
    drawing = page.evaluate(f"lab.engine.exportSVG({{title: {words}, description: {words}}})")
    root = ElementTree.fromstring(drawing.encode("utf-8"))
    names = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert names == {"svg", "title", "desc", "rect", "path", "text"}
    assert {name for element in root.iter() for name in element.attrib} <= {
        *("width", "height", "viewBox", "role", "aria-labelledby", "stroke-linejoin", "id"),
        *("fill", "stroke", "stroke-width", "stroke-dasharray", "d", "x", "y", "text-anchor"),
        *("dominant-baseline", "unicode-bidi", "font-family", "font-size", "font-weight"),
        "paint-order",
    }
    assert root.findtext(f"{SVG}title") == "".join(
        "\ufffd" if character in "\u0000\u0008\ufffe\ud800" else character for character in HOSTILE
    )
    assert "A B" in [text.text for text in root.iter(f"{SVG}text")]


def test_the_svg_shows_what_the_screen_shows(start: Start) -> None:
    page = start()
    page.evaluate("lab.engine.camera({zoom: 2})")
    page.evaluate("lab.engine.camera({centre: 2})")
    page.evaluate("lab.whole()")
    drawing = page.evaluate("lab.engine.exportSVG({title: 'T', description: 'D'})")
    root = ElementTree.fromstring(drawing)
    assert (root.get("width"), root.get("height")) == ("900", "600")
    text = [element for element in root.iter(f"{SVG}text") if element.text == "Gamma"]
    assert abs(float(text[0].get("x", "0")) - where(page, 2)[0]) < 1
    assert "Alpha" not in drawing


@pytest.mark.parametrize("engine", ["canvas", "vis"])
def test_no_node_is_without_its_name_when_there_is_room(start: Start, engine: str) -> None:
    drawing = start("lab.apart()", engine=engine).evaluate(
        "lab.engine.exportSVG({title: '', description: ''})"
    )
    names = [text.text for text in ElementTree.fromstring(drawing).iter(f"{SVG}text")]
    assert sorted(names, key=str) == sorted(f"Name {i}" for i in range(30))


def test_names_do_not_lie_over_each_other_in_a_crowd(start: Start) -> None:
    page = start("lab.big(3000, 10)")
    page.evaluate("lab.drawn.nodes.label = (node) => `A rather long name ${node}`")
    page.evaluate("lab.engine.restyle()")
    drawing = page.evaluate("lab.engine.exportSVG({title: '', description: ''})")
    texts = list(ElementTree.fromstring(drawing).iter(f"{SVG}text"))
    places = [(float(text.get("x", "")), float(text.get("y", ""))) for text in texts]
    assert len(places) > 30
    for at, (x, y) in enumerate(places):
        assert not [1 for u, v in places[:at] if abs(x - u) < 60 and abs(y - v) < 14]


def test_while_it_moves_a_big_picture_keeps_its_pixels(start: Start) -> None:
    page = start("lab.big(1000, 12000)")
    assert page.evaluate("lab.shifted()") == "same"
    page.evaluate("lab.whole()")


def test_a_drag_pans_and_selects_nothing_and_a_click_selects(start: Start) -> None:
    page = start()
    box = page.locator("#graph").bounding_box()
    assert box is not None
    x, y = where(page, 0)
    page.mouse.move(box["x"] + x, box["y"] + y)
    page.mouse.down()
    page.mouse.move(box["x"] + x + 40, box["y"] + y + 25, steps=4)
    page.mouse.up()
    assert page.evaluate("lab.heard") == []
    assert where(page, 0) == pytest.approx([x + 40, y + 25], abs=0.01)
    page.mouse.click(box["x"] + x + 40, box["y"] + y + 25)
    page.mouse.click(box["x"] + 3, box["y"] + 590)
    assert page.evaluate("lab.heard") == [{"kind": "node", "index": 0}, None]


def test_the_wheel_zooms_where_the_pointer_is(start: Start) -> None:
    page = start()
    box = page.locator("#graph").bounding_box()
    assert box is not None
    x, y = where(page, 2)
    apart = where(page, 2)[0] - where(page, 3)[0]
    page.mouse.move(box["x"] + x, box["y"] + y)
    page.mouse.wheel(0, -300)
    page.evaluate("lab.whole()")
    assert where(page, 2) == pytest.approx([x, y], abs=0.1)
    assert where(page, 2)[0] - where(page, 3)[0] > apart * 1.2
    page.mouse.dblclick(box["x"] + x, box["y"] + y)
    page.evaluate("lab.whole()")
    assert where(page, 2)[0] - where(page, 3)[0] > apart * 2


def test_two_fingers_zoom_and_one_finger_has_a_wide_aim(start: Start) -> None:
    page = start()
    apart, aimed, heard = page.evaluate("lab.pinched()")
    assert apart == pytest.approx(2, rel=0.01)
    assert aimed is None
    assert heard == [{"kind": "node", "index": 0}]


def test_it_fits_the_screen_until_the_user_moves_the_camera(start: Start) -> None:
    page = start()
    resize = "width => document.getElementById('graph').style.setProperty('width', `${width}px`)"
    page.evaluate(resize, 500)
    page.evaluate("lab.whole()")
    assert where(page, 1)[0] < 500
    page.evaluate("lab.engine.camera({move: [10, 0]})")
    before = where(page, 0)
    page.evaluate(resize, 520)
    page.evaluate("lab.whole()")
    assert where(page, 0) == pytest.approx([before[0] + 10, before[1]], abs=0.1)


def test_a_free_layout_is_stretched_to_the_screen_and_a_fixed_one_is_not(start: Start) -> None:
    square = "[[0, 0, 'A'], [400, 0, 'B'], [400, 400, 'C'], [0, 400, 'D']], []"
    shares = []
    for fixed in ("true", "false"):
        page = start(f"lab.scene({square}, {{fixed: {fixed}}})")
        (x1, y1), (x2, y2) = where(page, 0), where(page, 2)
        shares.append((x2 - x1) / (y2 - y1))
    assert shares == [pytest.approx(1), pytest.approx(1.5)]


def test_new_data_can_keep_the_camera(start: Start) -> None:
    page = start()
    page.evaluate("lab.engine.camera({zoom: 3})")
    before = where(page, 4)
    page.evaluate(f"lab.engine.setData({SMALL}, {{keepCamera: true}})")
    assert where(page, 4) == pytest.approx(before)
    page.evaluate(f"lab.engine.setData({SMALL})")
    assert where(page, 0) != pytest.approx(before)


@pytest.mark.parametrize("engine", ["canvas", "vis"])
def test_captions_of_columns_stay_at_the_top(start: Start, engine: str) -> None:
    stages = "{stages: [{label: 'Mining', x: 0}, {label: 'Magnets', x: 400}]}"
    page = start(
        f"lab.scene([[0, 0, 'A'], [400, 0, 'B'], [0, 900, 'C']], [], {stages})", engine=engine
    )
    drawing = page.evaluate("lab.engine.exportSVG({title: '', description: ''})")
    texts = {text.text: text for text in ElementTree.fromstring(drawing).iter(f"{SVG}text")}
    assert float(texts["Mining"].get("y", "0")) == float(texts["Magnets"].get("y", "0")) < 70
    assert abs(float(texts["Magnets"].get("x", "0")) - where(page, 1)[0]) < 1


@pytest.mark.parametrize("engine", ["canvas", "vis"])
def test_a_picture_has_the_size_that_was_asked_for(start: Start, engine: str) -> None:
    page = start(engine=engine)
    made = "(made => [made.width, made.height])(lab.engine.picture(1800, 1200))"
    assert page.evaluate(made) == [1800, 1200]


@pytest.mark.parametrize("engine", ["canvas", "vis"])
def test_pointing_rings_a_node_and_then_forgets_it(start: Start, engine: str) -> None:
    page = start(engine=engine)
    ink = "lab.coloured(lab.look().text).length"
    before = page.evaluate(ink)
    page.evaluate("lab.engine.point({kind: 'node', index: 4})")
    page.wait_for_timeout(80)
    assert page.evaluate(ink) > before + 20
    page.evaluate("lab.engine.point(null)")
    page.wait_for_timeout(80)
    assert page.evaluate(ink) == before


def test_an_empty_scene_draws_its_ground_and_finds_nothing(start: Start) -> None:
    page = start("lab.scene([], [])")
    assert hit(page, 100, 100) is None
    assert page.evaluate("lab.engine.exportSVG({title: '', description: ''})").endswith("</svg>\n")
