"""What a page gives away: its claims as tables and RDF, pictures, a link, paper."""

import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from string import Template
from typing import Any

import pytest
import rdflib
from playwright.sync_api import Browser, Download, Page, expect
from rdflib.compare import isomorphic

from kg.asof import AsOf
from kg.dataset import Dataset
from kg.derive import derivations
from kg.export import export
from kg.files import bundled
from kg.load import load
from kg.mapping import RdfMapping
from kg.page.bundle import bundle
from kg.page.encode import encoded, json_block
from kg.page.frame import frame
from kg.page.html import policy
from kg.page.model import page_data
from kg.rows import header_of
from kg.vocab import Vocabulary
from tests.export.common import bare, view
from tests.page.browser import needs_chromium

NODE = shutil.which("node")
KEPT = os.environ.get("KG_KEPT")
NASTY = (
    '=1+1 "quoted", with a comma\r\n\tand lines \\ \\u0041 \x01\x1f\x7f\x85\u2028 \U0001f600 漢',
    "' -1+1 ",
    '"""',
)

needs_node = pytest.mark.skipif(NODE is None, reason="needs Node")

WRITE = """
import { readFileSync, writeFileSync } from "node:fs";
const [viz, folder] = process.argv.slice(2);
const { decode } = await import(`${viz}/data.js`);
const { csv } = await import(`${viz}/export/csv.js`);
const { json } = await import(`${viz}/export/json.js`);
const { turtle } = await import(`${viz}/export/turtle.js`);
const model = await decode(readFileSync(`${folder}/data.json`, "utf8"));
const shown = new Uint8Array(model.claims.count).fill(2);
for (const [name, write] of Object.entries({ csv, json, ttl: turtle })) {
  writeFileSync(`${folder}/claims.${name}`, [...write(model, shown)].join(""));
}
"""


def page_json(seen: AsOf) -> str:
    """The data block of a page without layouts."""
    return json_block(encoded(page_data(seen)) | {"layouts": {"web": {"x": [], "y": []}}})


def files_of_the_page(seen: AsOf, folder: Path) -> Path:
    """The folder with the page's CSV, JSON and Turtle of all its claims."""
    (folder / "data.json").write_text(page_json(seen), encoding="utf-8")
    (folder / "write.mjs").write_text(WRITE, encoding="utf-8")
    assert NODE is not None
    subprocess.run(
        [NODE, str(folder / "write.mjs"), str(bundled("viz").resolve()), str(folder)], check=True
    )
    return folder


def made_nasty(dataset: Dataset) -> Dataset:
    """Claims with texts that break careless writers."""
    texts = [NASTY[number % len(NASTY)] for number in range(len(dataset.claims))]
    claims = (
        replace(claim, gist=text, scope_note=text)
        for claim, text in zip(dataset.claims, texts, strict=True)
    )
    return Dataset.of(
        entities=dataset.entities.values(), sources=dataset.sources.values(), claims=claims
    )


def exported(seen: AsOf, format: str) -> bytes:
    file = io.BytesIO()
    export(seen, file, format=format)
    return file.getvalue()


def claim_graph(dataset: Dataset, vocab: Vocabulary) -> rdflib.Graph:
    """The triples that the package makes of claims alone."""
    quads = (quad for claim in dataset.claims for quad in RdfMapping(vocab).claim_quads(claim))
    lines = "\n".join(f"{quad.triple} ." for quad in quads)
    return rdflib.Graph().parse(data=lines, format="nt")


@needs_node
@pytest.mark.parametrize("nasty", [False, True])
def test_the_pages_files_are_those_of_the_package(
    tmp_path: Path, tiny_dataset: Dataset, vocab: Vocabulary, nasty: bool
) -> None:
    dataset = made_nasty(tiny_dataset) if nasty else tiny_dataset
    seen = view(dataset, vocab)
    folder = files_of_the_page(seen, tmp_path)
    stated = len(dataset.claims)
    derived = len(seen.derivations.claims)
    rows = (folder / "claims.csv").read_bytes()
    assert rows.startswith(exported(seen, "csv"))
    assert header_of(folder / "claims.csv") == [column.name for column in vocab.columns]
    lines = (folder / "claims.json").read_bytes().decode("utf-8").rstrip().split("\n")
    assert len(lines) == stated + derived + 2
    ours = exported(seen, "jsonl").decode("utf-8").rstrip().split("\n")
    assert [line.removesuffix(",") for line in lines[1 : stated + 1]] == ours
    assert len(json.loads("\n".join(lines))) == stated + derived


@needs_node
@pytest.mark.parametrize("nasty", [False, True])
def test_the_loader_reads_the_pages_csv_back_to_the_same_claims(
    tmp_path: Path, tiny_dataset: Dataset, vocab: Vocabulary, nasty: bool
) -> None:
    dataset = made_nasty(tiny_dataset) if nasty else tiny_dataset
    folder = files_of_the_page(view(dataset, vocab), tmp_path)
    everything = dataset | derivations(dataset, vocab)
    loaded = load([folder / "claims.csv"], vocab=vocab, known=replace(everything, claims=()))
    assert set(loaded.dataset.claims) == set(dataset.claims)


@needs_node
@pytest.mark.parametrize("nasty", [False, True])
def test_the_pages_turtle_says_of_each_claim_what_the_package_says(
    tmp_path: Path, tiny_dataset: Dataset, vocab: Vocabulary, nasty: bool
) -> None:
    dataset = made_nasty(tiny_dataset) if nasty else tiny_dataset
    folder = files_of_the_page(view(dataset, vocab), tmp_path)
    graph = rdflib.Graph().parse(folder / "claims.ttl", format="turtle")
    assert isomorphic(graph, claim_graph(dataset | derivations(dataset, vocab), vocab))
    whole = rdflib.Graph().parse(data=exported(view(dataset, bare(vocab)), "nt"), format="nt")
    stated = {rdflib.URIRef(vocab.expand(claim.id)) for claim in dataset.claims}
    assert {triple for triple in graph if triple[0] in stated} <= set(whole)


@needs_node
def test_the_loader_takes_the_pages_turtle(
    tmp_path: Path, tiny_dataset: Dataset, vocab: Vocabulary
) -> None:
    folder = files_of_the_page(view(tiny_dataset, vocab), tmp_path)
    loaded = load([folder / "claims.ttl"], vocab=vocab, known=replace(tiny_dataset, claims=()))
    assert loaded.dataset.claims == tiny_dataset.claims
    assert loaded.foreign == ()


@needs_node
def test_the_shipped_claims_keep_every_byte_and_triple(
    tmp_path: Path, shipped: Dataset, vocab: Vocabulary
) -> None:
    seen = view(shipped, vocab)
    folder = files_of_the_page(seen, tmp_path)
    assert (folder / "claims.csv").read_bytes().startswith(exported(seen, "csv"))
    graph = rdflib.Graph().parse(folder / "claims.ttl", format="turtle")
    everything = shipped | derivations(shipped, vocab)
    assert set(graph) == set(claim_graph(everything, vocab))
    loaded = load([folder / "claims.csv"], vocab=vocab, known=replace(everything, claims=()))
    assert set(loaded.dataset.claims) == set(shipped.claims)


HARNESS = """
import { decode } from "./data.js";
import { byId, data, el, link } from "./dom.js";
import { dayOf } from "./days.js";
import { written } from "./hash.js";
import { createKeep } from "./keep.js";
import { START } from "./state.js";

const noted = { closed: false, restyled: 0 };
window.noted = noted;

function drawn(text) {
  const canvas = el("canvas", { attrs: { width: 640, height: 400 } });
  const pen = canvas.getContext("2d");
  const ground = getComputedStyle(document.body).getPropertyValue("--ground").trim();
  pen.fillStyle = ground;
  pen.fillRect(0, 0, 640, 400);
  pen.fillStyle = getComputedStyle(document.body).getPropertyValue("--text").trim();
  pen.font = "40px sans-serif";
  pen.fillText(text, 40, 200);
  pen.fillRect(40, 220, 500, 8);
  return canvas;
}

async function* frames() {
  try {
    for (let month = 4; month < 7; month += 1) {
      if (noted.slow) await new Promise((resolve) => setTimeout(resolve, 300));
      const name = `00${month - 3}-2025-0${month}.png`;
      const [from, to] = [dayOf(2025, month, 1), dayOf(2025, month + 1, 0)];
      yield { name, canvas: drawn(name), from, to, relations: month };
    }
  } finally {
    noted.closed = true;
  }
}

function card(claim) {
  const address = link(`https://example.org/a/long/address?of=${claim}`);
  const facts = el("dl", { class: "facts" }, el("dt", { text: "obtained" }), el("dd", {}, address));
  return el(
    "article", { class: "card" },
    el("p", { class: "ends" }, data(`Claim ${claim}`)),
    el("p", { text: "A gist. ".repeat(12) }),
    el("details", { class: "evidence" }, el("summary", { text: "Evidence" }), facts),
  );
}

async function start() {
  const model = await decode(byId("data").textContent);
  const visible = { claims: new Uint8Array(model.claims.count).fill(2) };
  byId("view").textContent = model.view;
  byId("summary").textContent = "Switched off: relation “regulates”; held in May 2025.";
  byId("counts").replaceChildren(el("span", { text: "9 claims" }));
  const cards = Array.from({ length: 20 }, (_, claim) => card(claim));
  byId("reading").append(el("h2", { text: "China" }), ...cards);
  const keep = createKeep(byId("keep"), model, {
    title: model.title,
    visible: () => visible,
    picture: () => drawn("picture"),
    svg: () => "<svg xmlns='http://www.w3.org/2000/svg'/>",
    frames,
    animated: () => !noted.timeless,
    link: () => `${location.href.split("#")[0]}#${written(model, START, [])}`,
    restyle: () => { noted.restyled += 1; },
  });
  noted.hide = (claims) => {
    visible.claims.fill(0, 0, claims);
    keep.update();
  };
  document.body.dataset.ready = "true";
}
start();
"""

Show = Callable[..., Page]


def keep_page(seen: AsOf, folder: Path) -> Path:
    """A page with the menu and little else."""
    viz = folder / "viz"
    shutil.copytree(bundled("viz"), viz)
    (viz / "harness.js").write_text(HARNESS, encoding="utf-8")
    script = bundle(viz, "harness.js")
    styles = [viz / "style.css", *sorted(viz.glob("style/*.css"))]
    style = "\n".join(path.read_text(encoding="utf-8") for path in styles)
    page = Template((viz / "page.html").read_text(encoding="utf-8")).safe_substitute(
        lang="en",
        dir="ltr",
        title="Rare earths: who/what?",
        policy=policy([script], [style]),
        style=style,
        data=page_json(seen),
        scripts=f"<script>{script}</script>",
    )
    file = folder / "page.html"
    file.write_text(page, encoding="utf-8")
    return file


@pytest.fixture
def show(
    browser: Browser, tmp_path: Path, tiny_dataset: Dataset, vocab: Vocabulary
) -> Iterator[Show]:
    """Opens the page; afterwards nobody may have complained."""
    contexts = []
    complaints: list[str] = []

    def open_(*, width: int = 1100, dark: bool = False, allow: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
        )
        contexts.append(context)
        if allow:
            context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(keep_page(view(made_nasty(tiny_dataset), vocab), tmp_path).as_uri())
        page.wait_for_selector("body[data-ready=true]")
        return page

    yield open_
    assert complaints == []
    for context in contexts:
        context.close()


def choose(page: Page, item: str) -> None:
    page.locator(".menu-button").click()
    page.locator(f'[data-item="{item}"]').click()


def saved(page: Page, item: str) -> tuple[str, bytes]:
    """The name and the bytes of the file that an item gives."""
    with page.expect_download() as waiting:
        choose(page, item)
    download: Download = waiting.value
    return download.suggested_filename, Path(download.path()).read_bytes()


def focused(page: Page) -> Any:
    return page.evaluate("document.activeElement.dataset.item ?? document.activeElement.className")


@needs_chromium
def test_each_item_saves_a_file_named_after_the_page(
    show: Show, tiny_dataset: Dataset, vocab: Vocabulary
) -> None:
    page = show()
    seen = view(made_nasty(tiny_dataset), vocab)
    assert saved(page, "csv") == ("Supply-chain-claims-claims.csv", exported(seen, "csv"))
    name, turtle = saved(page, "turtle")
    assert name == "Supply-chain-claims-claims.ttl"
    assert len(set(rdflib.Graph().parse(data=turtle, format="turtle").subjects())) == 9
    name, listed = saved(page, "json")
    assert name == "Supply-chain-claims-claims.json"
    assert len(json.loads(listed)) == 9
    name, picture = saved(page, "png")
    assert name == "Supply-chain-claims.png"
    assert picture.startswith(b"\x89PNG")
    assert saved(page, "svg") == (
        "Supply-chain-claims.svg",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    )
    expect(page.locator(".keep-result p")).to_have_text("Saved as Supply-chain-claims.svg")


@needs_chromium
def test_the_labels_count_what_is_visible_and_nothing_makes_no_file(show: Show) -> None:
    page = show()
    page.locator(".menu-button").click()
    expect(page.locator('[data-item="csv"]')).to_have_text("9 claims as CSV")
    page.evaluate("noted.hide(8)")
    expect(page.locator('[data-item="csv"]')).to_have_text("1 claim as CSV")
    page.evaluate("noted.hide(9)")
    expect(page.locator('[data-item="csv"]')).to_have_attribute("aria-disabled", "true")
    page.locator('[data-item="csv"]').click(force=True)
    expect(page.locator(".menu")).to_be_visible()
    expect(page.locator(".keep-result")).to_be_hidden()


@needs_chromium
def test_the_animation_is_an_archive_of_pictures_and_a_table(show: Show) -> None:
    page = show()
    name, archive = saved(page, "frames")
    assert name == "Supply-chain-claims-animation.zip"
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        assert file.testzip() is None
        assert file.namelist() == [
            "001-2025-04.png",
            "002-2025-05.png",
            "003-2025-06.png",
            "frames.csv",
        ]
        assert all(file.read(name).startswith(b"\x89PNG") for name in file.namelist()[:3])
        assert file.read("frames.csv").decode().splitlines()[:2] == [
            "frame,from,to,relations",
            "001-2025-04.png,2025-04-01,2025-04-30,4",
        ]
    assert page.evaluate("noted.closed") is True


@needs_chromium
def test_without_time_there_is_no_animation(show: Show) -> None:
    page = show()
    page.evaluate("noted.timeless = true")
    page.locator(".menu-button").click()
    expect(page.locator('[data-item="frames"]')).to_have_attribute("aria-disabled", "true")


@needs_chromium
def test_the_animation_can_be_stopped(show: Show) -> None:
    page = show()
    downloads: list[str] = []
    page.on("download", lambda download: downloads.append(download.url))
    page.evaluate("noted.slow = true")
    choose(page, "frames")
    expect(page.locator(".keep-result p")).to_have_text("1 picture drawn")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".keep-result p")).to_have_text("Stopped. Nothing was saved.")
    assert page.evaluate("noted.closed") is True
    assert downloads == []
    assert focused(page) == "menu-button"
    assert saved(page, "png")[1].startswith(b"\x89PNG")


@needs_chromium
def test_the_menu_follows_the_keys(show: Show) -> None:
    page = show()
    page.locator(".menu-button").focus()
    for key, item in (
        ("ArrowDown", "link"),
        ("ArrowDown", "png"),
        ("End", "print"),
        ("ArrowDown", "link"),
        ("ArrowUp", "print"),
        ("Home", "link"),
        ("p", "png"),
        ("p", "svg"),
        ("a", "frames"),
        ("9", "csv"),
    ):
        page.keyboard.press(key)
        assert focused(page) == item, key
    page.keyboard.press("Escape")
    expect(page.locator(".menu")).to_be_hidden()
    assert focused(page) == "menu-button"
    page.keyboard.press("ArrowUp")
    assert focused(page) == "print"
    page.keyboard.press("Tab")
    expect(page.locator(".menu")).to_be_hidden()
    expect(page.locator(".menu-button")).to_have_attribute("aria-expanded", "false")
    page.locator(".menu-button").press("Enter")
    assert focused(page) == "link"
    page.mouse.click(500, 500)
    expect(page.locator(".menu")).to_be_hidden()


@needs_chromium
def test_the_link_is_copied(show: Show) -> None:
    page = show()
    choose(page, "link")
    expect(page.locator(".keep-result p")).to_have_text("Link copied. It shows what you see now.")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(page.url + "#d=")


@needs_chromium
def test_where_the_clipboard_is_lacking_the_link_stands_there_selected(show: Show) -> None:
    page = show()
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    choose(page, "link")
    field = page.locator(".keep-result input")
    expect(field).to_be_focused()
    assert page.evaluate("getSelection().toString()").startswith(page.url + "#d=")
    field.press("Escape")
    expect(page.locator(".keep-result")).to_be_hidden()
    assert focused(page) == "menu-button"


@needs_chromium
def test_in_a_notebook_the_link_is_what_comes_behind_an_address(show: Show, tmp_path: Path) -> None:
    page = show(allow=False)
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    outer = tmp_path / "outer.html"
    outer.write_text(frame(text), encoding="utf-8")
    page.goto(outer.as_uri())
    inner = page.frame_locator("iframe")
    inner.locator(".menu-button").click()
    inner.locator('[data-item="link"]').click()
    field = inner.locator(".keep-result input")
    expect(field).to_be_focused()
    expect(field).to_have_value(re.compile("^#d=[0-9a-f]{12}$"))
    with page.expect_download() as waiting:
        inner.locator(".menu-button").click()
        inner.locator('[data-item="csv"]').click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"id,claim_type,")


@needs_chromium
@pytest.mark.parametrize("dark", [False, True])
def test_paper_is_light_and_whole_and_the_screen_comes_back(show: Show, dark: bool) -> None:
    page = show(dark=dark)
    page.evaluate(
        """addEventListener("beforeprint", () => {
          const [canvas] = document.querySelectorAll(".print-picture canvas");
          noted.ground = [...canvas.getContext("2d").getImageData(2, 2, 1, 1).data];
          noted.open = document.querySelectorAll("details[open]").length;
        })"""
    )
    paper = page.pdf(format="A4", print_background=False)
    assert paper.startswith(b"%PDF")
    assert page.evaluate("noted.ground") == [255, 255, 255, 255]
    assert page.evaluate("noted.open") == 20
    assert page.evaluate("noted.restyled") == 2
    assert page.locator(".print-picture").count() == 0
    assert page.locator("details[open]").count() == 0
    assert page.evaluate("document.documentElement.className") == ""
    if KEPT:
        (Path(KEPT) / f"paper-{dark}.pdf").write_bytes(paper)


@needs_chromium
@pytest.mark.parametrize("width", [390, 1100])
def test_the_open_menu_stays_inside_the_window(show: Show, width: int) -> None:
    page = show(width=width)
    page.locator(".menu-button").click()
    box = page.locator(".menu").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    for item in page.locator(".menu button").all():
        size = item.bounding_box()
        assert size is not None
        assert size["height"] >= 24
    if KEPT:
        page.screenshot(path=str(Path(KEPT) / f"menu-{width}.png"))
