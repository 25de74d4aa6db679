"""Opens a page in a Chromium of its own, moves and filters it, and counts the CPU time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.page.browser import CHROMIUM, FLAGS

from .pages import Subject

SCREEN = {"width": 1280, "height": 800}
STEPS = 30
STRIDE = 6
"""Pixels the mouse moves in each step."""

REST_MS = 1500
"""Until a page is quiet between two measurements."""

LONGEST_MS = 600_000

SETTLES_MS = 3000
"""A browser just started still builds pages of its own, for almost a second of CPU time."""

QUIET_MS, QUIET_FOR_MS = 15, 500
"""It is quiet when its processes took no more than that, for so long."""


@dataclass(frozen=True)
class Spent:
    """What something took, in milliseconds.

    Attributes:
        cpu: CPU time of all of the browser's processes that run or show the page, on all threads.
        main: Time in tasks of the page's main thread.
        wall: By the clock.
        draws: How often the page drew.
    """

    cpu: float
    main: float
    wall: float
    draws: int


@dataclass(frozen=True)
class Round:
    """One page measured once: opened, panned (per step), at rest again, and filtered."""

    first: Spent
    pan: Spent
    rest: Spent
    filter: Spent


class Meter:
    """Counts the CPU time of a browser's pages."""

    def __init__(self, browser: Browser, page: Page) -> None:
        self._browser = browser.new_browser_cdp_session()
        self._page = page
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.send("Performance.enable")

    def processes(self) -> dict[int, float]:
        """The CPU time of renderers and of what puts their pictures on the screen, by process."""
        found: list[dict[str, Any]] = self._browser.send("SystemInfo.getProcessInfo")["processInfo"]
        return {one["id"]: 1000 * one["cpuTime"] for one in found if one["type"] in _COUNTED}

    def main(self) -> float:
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return 1000 * float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))

    def draws(self) -> int:
        return int(self._page.evaluate("globalThis.bench?.draws() ?? 0"))


_COUNTED = {"renderer", "GPU"}


def settle(meter: Meter, page: Page) -> None:
    """Wait until the browser has done its own work, which is none of the page's."""
    page.wait_for_timeout(SETTLES_MS)
    before, now = 0.0, sum(meter.processes().values())
    while now - before > QUIET_MS:
        page.wait_for_timeout(QUIET_FOR_MS)
        before, now = now, sum(meter.processes().values())


class Measured:
    """What a stretch of work took; filled when it is over."""

    spent: Spent


@contextmanager
def counted(meter: Meter, *, opens: bool = False) -> Iterator[Measured]:
    """Counts what happens inside; a page that opens has a main thread of its own."""
    measured = Measured()
    processes, main, draws = meter.processes(), 0.0 if opens else meter.main(), meter.draws()
    began = time.perf_counter()
    yield measured
    wall = 1000 * (time.perf_counter() - began)
    after = meter.processes()
    measured.spent = Spent(
        cpu=sum(max(0.0, cpu - processes.get(id_, 0.0)) for id_, cpu in after.items()),
        main=meter.main() - main,
        wall=wall,
        draws=meter.draws() - (0 if opens else draws),
    )


def measure(subject: Subject) -> Round:
    """Measure one page once."""
    with _opened() as (browser, page):
        meter = Meter(browser, page)
        settle(meter, page)
        with counted(meter, opens=True) as first:
            page.goto(subject.address, wait_until="commit", timeout=LONGEST_MS)
            page.evaluate("bench.first()")
        page.wait_for_timeout(REST_MS)
        page.evaluate("members => { window.members = members; }", subject.members)
        pan, rest = _panned(page, meter)
        page.wait_for_timeout(REST_MS)
        with counted(meter) as hidden:
            page.evaluate(
                "name => { const drawn = bench.whole(); bench.hide(name); return drawn; }",
                subject.hidden,
            )
        return Round(first.spent, pan, rest, hidden.spent)


def size_of(subject: Subject) -> tuple[int, int]:
    """Width and height of the place where a page draws."""
    with _opened() as (_, page):
        page.goto(subject.address)
        page.wait_for_selector("body[data-ready=true]", timeout=LONGEST_MS)
        width, height = page.evaluate("bench.size()")
        return width, height


def _panned(page: Page, meter: Meter) -> tuple[Spent, Spent]:
    """Drag the picture step by step; then let it come to rest."""
    x, y = page.evaluate("bench.ground()")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 10, y)
    page.evaluate("bench.frames()")
    with counted(meter) as pan:
        for step in range(1, STEPS + 1):
            page.mouse.move(x + 10 + step * STRIDE, y + step)
            page.evaluate("bench.frames()")
    with counted(meter) as rest:
        page.mouse.up()
        page.wait_for_timeout(REST_MS)
    spent = pan.spent
    each = Spent(spent.cpu / STEPS, spent.main / STEPS, spent.wall / STEPS, spent.draws)
    return each, rest.spent


@contextmanager
def _opened() -> Iterator[tuple[Browser, Page]]:
    probe = Path(__file__).parent / "probe.js"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(viewport=SCREEN, offline=True)  # type: ignore[arg-type]
        context.set_default_timeout(LONGEST_MS)
        context.add_init_script(path=probe)
        yield browser, context.new_page()
        browser.close()
