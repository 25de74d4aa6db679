"""A page in a notebook: it runs there, and reaches nothing around it."""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from playwright.sync_api import Browser, Page

from kg.entity import Entity
from kg.page import render
from kg.page.frame import frame

from .sample import claim, view_of

CHN, USA = "country:CHN", "country:USA"
HOSTILE = (
    "\"'></iframe><script>parent.document.title='caught';alert(1)</script>"
    "<img src=x onerror=alert(2)>"
)


class _Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def hostile_page() -> str:
    """Two countries whose every text would like to be markup."""
    names = [Entity(id=id_, type="kg:Country", label=HOSTILE, note=HOSTILE) for id_ in (CHN, USA)]
    view = view_of([claim(CHN, "kg:restricts", USA, gist=HOSTILE)], names)
    return render(view, title=HOSTILE)


def test_a_frame_is_one_element_that_holds_the_whole_page() -> None:
    page = hostile_page()
    ((tag, attrs),) = _Tags(frame(page)).found
    assert tag == "iframe"
    assert attrs["srcdoc"] == page
    assert attrs["title"] == HOSTILE


def test_a_frame_may_run_and_save_but_has_no_origin() -> None:
    ((_, attrs),) = _Tags(frame("<title>A</title>")).found
    assert attrs["sandbox"] == "allow-scripts allow-downloads"
    assert attrs["width"] == "100%"
    assert attrs["height"] == "620"


def test_a_page_without_a_title_makes_a_frame_with_one() -> None:
    assert '<iframe title="Graph"' in frame("")


@pytest.fixture
def notebook(browser: Browser) -> Iterator[Page]:
    """A document around the frame, as a notebook is; afterwards nothing went wrong in either."""
    page = browser.new_page(viewport={"width": 1000, "height": 800})
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    page.on("request", lambda request: wrong.append(request.url))
    page.set_content("<title>notebook</title><p>above</p><div id=out></div><p>below</p>")
    yield page
    page.wait_for_timeout(50)
    assert page.title() == "notebook"
    assert wrong == []
    page.close()


def put(notebook: Page, output: str) -> None:
    """Show an output as notebooks do."""
    notebook.evaluate("text => { document.querySelector('#out').innerHTML = text; }", output)


@pytest.mark.parametrize("engine", ["canvas", "pyvis"])
def test_the_page_runs_in_a_notebook(notebook: Page, engine: str) -> None:
    rows = [claim(CHN, "kg:restricts", USA)]
    put(notebook, frame(render(view_of(rows), title="Two countries", engine=engine)))
    inside = notebook.frame_locator("iframe")
    inside.locator("body[data-ready=true]").wait_for()
    assert inside.locator("h1").inner_text() == "Two countries"
    assert notebook.locator("iframe").get_attribute("title") == "Two countries"
    box = notebook.locator("iframe").bounding_box()
    assert box is not None
    assert box["height"] == 620
    assert box["width"] > 900


def test_choosing_something_in_the_frame_works_without_an_origin(notebook: Page) -> None:
    put(notebook, frame(render(view_of([claim(CHN, "kg:restricts", USA)]), about=CHN)))
    inside = notebook.frame_locator("iframe")
    inside.locator("body[data-ready=true]").wait_for()
    assert "CHN" in inside.locator("#panel").inner_text()


def test_no_label_breaks_out_of_the_frame(notebook: Page) -> None:
    put(notebook, frame(hostile_page()))
    inside = notebook.frame_locator("iframe")
    inside.locator("body[data-ready=true]").wait_for()
    assert inside.locator("h1").inner_text() == HOSTILE
    assert notebook.locator("iframe, script, img").count() == 1
    assert inside.locator("img").count() == 0


def test_the_frame_reads_nothing_of_the_notebook(notebook: Page) -> None:
    code = "try { parent.document.title = 'caught' } catch { document.body.dataset.ready = 'true' }"
    put(notebook, frame(f"<title>x</title><body>inside<script>{code}</script>"))
    notebook.frame_locator("iframe").locator("body[data-ready=true]").wait_for()
