from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

import kg
from kg.page import render
from kg.page.model import View

from .browser import CHROMIUM, FLAGS, Open, Opened


@pytest.fixture(scope="session")
def graph() -> kg.Graph:
    """The shipped data; not to be changed."""
    return kg.build(check=False)


_PAGES: dict[tuple[int, str], tuple[View, str]] = {}
"""Pages by view and options, with their views, so that no number stands for another one."""


def _page(view: View, options: dict[str, Any]) -> str:
    key = id(view), repr(sorted(options.items()))
    if key not in _PAGES:
        _PAGES[key] = view, render(view, **options)
    return _PAGES[key][1]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a worker; each test opens pages of its own in it."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium: install it, or name it in KG_CHROMIUM")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a view's page; afterwards nothing may have left it and nobody may have complained."""
    contexts = []
    seen: list[Opened] = []

    def open_(
        view: View,
        *,
        width: int = 1280,
        height: int = 800,
        dark: bool = False,
        fragment: str = "",
        **options: Any,
    ) -> Opened:
        file = tmp_path / f"page{len(seen)}.html"
        file.write_text(_page(view, options), encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        opened = Opened(context.new_page(), file.as_uri())
        page = opened.page
        page.on("request", lambda request: opened.requests.append(request.url))
        page.on("console", lambda message: opened.complaints.append(message.text))
        page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        page.on("dialog", lambda dialog: opened.complaints.append(dialog.message))
        page.goto(opened.address + fragment)
        page.wait_for_selector("body[data-ready=true]")
        seen.append(opened)
        return opened

    yield open_
    for opened in seen:
        opened.page.wait_for_timeout(50)
        left = {address.split("#")[0] for address in opened.requests} - {opened.address}
        assert {address for address in left if not address.startswith("blob:")} == set()
        assert opened.complaints == []
    for context in contexts:
        context.close()
