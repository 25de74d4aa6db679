"""How the page looks: colours that everybody can tell apart, contrast, room for fingers, paper."""

import re
from base64 import b64encode
from itertools import combinations, product
from typing import Any

import pytest
from playwright.sync_api import Page, expect

import kg
from kg.page.kinds import ROOT
from kg.page.model import page_data

from .browser import Open, needs_chromium
from .sample import sample_view

pytestmark = [needs_chromium, pytest.mark.full]

Colour = tuple[float, float, float]
"""Linear red, green and blue, each from 0 to 1."""

TEXT, PART, APART = 4.5, 3.0, 10.0
"""The least contrast of text and of a control's outline; the least CIE76 distance."""

BLINDNESS = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""What is seen of linear colours: Machado, Oliveira and Fernandes 2009, severity 1."""

SIZES = [(390, 800), (320, 640)]


def _linear(hex_: str) -> Colour:
    parts = (int(hex_[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return red, green, blue


def _seen(colour: Colour, kind: str) -> Colour:
    red, green, blue = (
        min(max(sum(a * b for a, b in zip(row, colour, strict=True)), 0), 1)
        for row in BLINDNESS[kind]
    )
    return red, green, blue


def _luminance(colour: Colour) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def _contrast(one: str, other: str) -> float:
    dark, light = sorted(_luminance(_linear(hex_)) for hex_ in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _lab(colour: Colour) -> Colour:
    red, green, blue = colour
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = _luminance(colour)
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    f, g, h = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * g - 16, 500 * (f - g), 200 * (g - h)


def _distance(one: Colour, other: Colour) -> float:
    squares = ((a - b) ** 2 for a, b in zip(_lab(one), _lab(other), strict=True))
    return float(sum(squares) ** 0.5)


def test_distance_and_contrast_are_those_of_their_definitions() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _distance(_linear("#000000"), _linear("#ffffff")) == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize("kind", BLINDNESS)
def test_branches_of_classes_can_be_told_apart_without_some_colours(
    graph: kg.Graph, kind: str
) -> None:
    data = page_data(graph)

    def branch(id_: str) -> str:
        above = data.vocab.ancestors(id_)
        return above[above.index(ROOT) - 1] if above.index(ROOT) else ROOT

    alike = []
    for one, other in combinations(data.classes, 2):
        if branch(one.id) == branch(other.id) or one.shape != other.shape:
            continue
        colours = [_seen(_linear(each.colour), kind) for each in (one, other)]
        if (far := _distance(*colours)) < APART:
            alike.append(f"{one.id} and {other.id}, both {one.shape}: {far:.1f}")
    assert alike == []


@pytest.mark.parametrize("dark", [False, True])
def test_boxes_have_the_ontologys_colours_or_what_can_be_seen_of_them(
    show: Open, graph: kg.Graph, dark: bool
) -> None:
    opened = show(graph, dark=dark)
    pane = "#161c23" if dark else "#f5f7f9"
    kept = 0
    kinds = page_data(graph)
    for facet, listed in {"class": kinds.classes, "relation": kinds.relations}.items():
        for kind in listed[:10]:
            path = opened.box(facet, kind.label).locator(".swatch path").first
            drawn = path.evaluate(
                "path => path.getAttribute('fill') ?? path.getAttribute('stroke')"
            )
            assert _contrast(drawn, pane) >= PART, kind.id
            kept += drawn.lower() == kind.colour.lower()
    assert kept >= 5


def _variables(page: Page) -> dict[str, str]:
    names = ["ground", "surface", "pane", "text", "quiet", "accent", "accent-soft", "warn"]
    names += ["warn-soft", "field"]
    read = "name => getComputedStyle(document.documentElement).getPropertyValue(name).trim()"
    return {name: page.evaluate(read, f"--{name}") for name in names}


@pytest.mark.parametrize("dark", [False, True])
def test_text_and_controls_stand_out_from_what_is_behind_them(show: Open, dark: bool) -> None:
    colours = _variables(show(sample_view(), dark=dark).page)
    grounds = ["ground", "surface", "pane"]
    pairs = [*product(["text", "quiet", "accent", "warn"], grounds), ("text", "accent-soft")]
    pairs += [("text", "warn-soft"), ("accent", "accent-soft"), ("warn", "warn-soft")]
    for name, behind in pairs:
        assert _contrast(colours[name], colours[behind]) >= TEXT, (name, behind)
    for behind in grounds:
        assert _contrast(colours["field"], colours[behind]) >= PART, behind


MEAN = """async encoded => {
  const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const pen = canvas.getContext("2d");
  pen.drawImage(picture, 0, 0);
  const { data } = pen.getImageData(0, 0, picture.width, picture.height);
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) {
    sum += 0.2126 * data[at] + 0.7152 * data[at + 1] + 0.0722 * data[at + 2];
  }
  return sum / 255 / (data.length / 4);
}"""


def _mean(page: Page) -> float:
    """How light the page is, from 0 to 1."""
    return float(page.evaluate(MEAN, b64encode(page.screenshot()).decode()))


@pytest.mark.parametrize("fragment", ["", "#shown=list", "#shown=map"])
def test_dark_is_dark_light_is_light_and_paper_is_light(
    show: Open, graph: kg.Graph, fragment: str
) -> None:
    assert _mean(show(graph, fragment=fragment).page) > 0.8
    page = show(graph, dark=True, fragment=fragment).page
    assert _mean(page) < 0.3
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme="dark")
    page.wait_for_timeout(100)
    assert _mean(page) > 0.7


def test_who_wants_no_motion_sees_none(show: Open, graph: kg.Graph) -> None:
    page = show(graph).page
    page.fill("#query", "Dysprosium")
    page.keyboard.press("Enter")
    page.hover(".menu-button")
    assert page.evaluate("document.getAnimations().length") == 0
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((one) => {
          const { transitionDuration, animationName } = getComputedStyle(one);
          const lasts = transitionDuration.split(", ").some((time) => parseFloat(time) > 0);
          return lasts || animationName !== "none";
        }).length"""
    )
    assert moving == 0


TARGETS = "button, input, select, summary, [role=slider], [role=option], a[href]:not(.skip)"
SMALL = (
    f"() => [...document.querySelectorAll({TARGETS!r})]"
    """
  .filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
  .map((one) => (["checkbox", "radio"].includes(one.type) ? one.closest("label") : one))
  .filter((one) => !(one.tagName === "A" && getComputedStyle(one).display === "inline"))
  .map((one) => ({ one, box: one.getBoundingClientRect() }))
  .filter(({ box }) => box.width > 0 && (box.width < 23.9 || box.height < 23.9))
  .map(({ one, box }) => `${one.outerHTML.slice(0, 120)} ${box.width}x${box.height}`)"""
)

STATES = {
    "first view": "",
    "node": "#about=product:rare-earth-magnets",
    "list": "#shown=list",
    "map": "#shown=map",
    "path": "#path=country:CHN;product:rare-earth-magnets",
    "stages": "#layout=ladder",
    "period": "#from=2025-04-01&to=2025-06-30&known=2025-09-25",
}


@pytest.mark.parametrize("fragment", STATES.values(), ids=list(STATES))
def test_everything_can_be_hit_with_a_finger(show: Open, graph: kg.Graph, fragment: str) -> None:
    page = show(graph, width=390, fragment=fragment).page
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("pane", ["filters", "details"])
def test_panes_can_be_used_with_a_finger(show: Open, graph: kg.Graph, pane: str) -> None:
    page = show(graph, width=390).page
    page.click(f"#tab-{pane}")
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("fragment", STATES.values(), ids=list(STATES))
def test_nothing_scrolls_sideways_on_a_phone(
    show: Open, graph: kg.Graph, width: int, height: int, fragment: str
) -> None:
    page = show(graph, width=width, height=height, fragment=fragment).page
    over = page.evaluate(
        """() => [...document.querySelectorAll("html, .pane, .list, .top, .tools, .timeline")]
          .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1)
          .map((one) => `${one.tagName} ${one.className} ${one.scrollWidth}>${one.clientWidth}`)"""
    )
    assert over == []


def _box(page: Page, selector: str) -> Any:
    found = page.locator(selector).bounding_box()
    assert found is not None, selector
    return found


@pytest.mark.parametrize("width", [320, 390, 821, 1280])
@pytest.mark.parametrize("part", ["graph", "map", "list"])
def test_the_tools_lie_over_nothing(show: Open, graph: kg.Graph, width: int, part: str) -> None:
    page = show(graph, width=width, limit=100, fragment=f"#shown={part}").page
    tools, below = _box(page, "#tools"), _box(page, f"#{part}")
    assert tools["y"] + tools["height"] <= below["y"] + 0.5
    if width <= 820:
        page.click("#tab-filters")
        heading = page.locator("#filters h2")
        x, y = (_box(page, "#filters h2")[axis] + 4 for axis in ("x", "y"))
        expect(heading).to_be_visible()
        found = page.evaluate("([x, y]) => document.elementFromPoint(x, y).textContent", [x, y])
        assert found == heading.text_content()


@pytest.mark.parametrize("width", [1000, 1280, 1680])
def test_counts_take_two_lines_at_most(show: Open, graph: kg.Graph, width: int) -> None:
    for fragment in ("", STATES["period"]):
        page = show(graph, width=width, fragment=fragment).page
        assert _box(page, "#counts")["height"] < 45
        assert _box(page, ".top")["height"] < 75


@pytest.mark.parametrize("width", [390, 660, 1280])
def test_words_in_the_list_are_whole(show: Open, graph: kg.Graph, width: int) -> None:
    page = show(graph, width=width, fragment="#shown=list").page
    torn = page.evaluate(
        r"""() => {
          const range = document.createRange();
          const torn = [];
          const cells = document.querySelectorAll(".list td, .list th");
          for (const cell of cells) {
            const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) {
              for (const { 0: word, index } of walk.currentNode.data.matchAll(/[^\s\-–/·.]+/g)) {
                if (word.length > 16) continue;
                range.setStart(walk.currentNode, index);
                range.setEnd(walk.currentNode, index + word.length);
                if (range.getClientRects().length > 1) torn.push(word);
              }
            }
          }
          return torn.slice(0, 9);
        }"""
    )
    assert torn == []


def test_the_print_is_a_readable_document(show: Open, graph: kg.Graph) -> None:
    page = show(graph, fragment=STATES["node"]).page
    made = page.pdf(format="A4")
    assert made.startswith(b"%PDF")
    assert 1 < len(re.findall(rb"/Type\s*/Page[^s]", made)) < 60
