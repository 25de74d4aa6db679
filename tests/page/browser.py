"""A real browser for the page's tests, and a page opened in it with everything that went wrong."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page

CHROMIUM = os.environ.get("KG_CHROMIUM") or shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="needs Chromium: install it, or name it in KG_CHROMIUM"
)


@dataclass
class Opened:
    """A page with everything that went wrong in it or left it."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def count(self, name: str) -> int:
        """The number the head of the page shows, such as 42 of "42 of 140 claims"."""
        found = self.page.locator(f'[data-count="{name}"]')
        return int(found.get_attribute("data-value") or "0") if found.count() else 0

    def counts(self) -> dict[str, int]:
        """Every number the head of the page shows."""
        names = ("nodes", "relations", "claims", "derived", "sources")
        return {name: self.count(name) for name in names}

    def box(self, facet: str, name: str) -> Any:
        """The row of one filter box, unfolded if it was not."""
        group = self.page.locator(f'[data-facet="{facet}"]')
        group.evaluate("details => { details.open = true; }")
        if (more := group.locator('.more[aria-expanded="false"]')).count():
            more.evaluate("button => button.click()")
        rows = group.locator(".box")
        return rows.filter(
            has=self.page.locator(".name", has_text=re.compile(f"^{re.escape(name)}$"))
        )

    def switch(self, facet: str, name: str) -> None:
        """Click one filter box."""
        self.box(facet, name).locator("input").evaluate("box => box.click()")

    def go(self, fragment: str) -> None:
        """Change the address's fragment, as following a link in the same page does."""
        self.page.evaluate(_GO, fragment)
        self.page.wait_for_timeout(50)


_GO = """fragment => new Promise(done => {
  setTimeout(done, 1000);  // an address that stays the same is no event
  addEventListener("hashchange", () => requestAnimationFrame(() => setTimeout(done)), {once: true});
  location.hash = fragment;
})"""

Open = Callable[..., Opened]
