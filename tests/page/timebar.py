"""The time bar on a page of its own, and claims as the page holds them."""

import base64
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page

from kg.claim import Claim
from kg.dates import LAST, parse_period
from kg.files import bundled
from kg.page.bundle import bundle

from .sample import claim

EPOCH = date(1970, 1, 1)
DAYS = {
    "start": "start",
    "startLatest": "start_latest",
    "endEarliest": "end_earliest",
    "end": "end",
    "published": "published",
}
YEAR = [f"2025-{month:02}" for month in range(1, 13)]


def number(day: date) -> int:
    return (day - EPOCH).days


def columns_of(claims: Sequence[Claim], gone: Mapping[str, date] | None = None) -> dict[str, Any]:
    """Claims as the page's columns, days as numbers."""
    index = {claim.id: at for at, claim in enumerate(claims)}
    rests = [[index[premise] for premise in claim.premises] for claim in claims]
    start = [0]
    for items in rests:
        start.append(start[-1] + len(items))
    return {
        "count": len(claims),
        **{name: [number(getattr(row, slot)) for row in claims] for name, slot in DAYS.items()},
        "retracted": [number((gone or {}).get(row.id, LAST)) for row in claims],
        "derived": [int(bool(row.premises)) for row in claims],
        "premises": {"start": start, "items": [item for items in rests for item in items]},
    }


@dataclass
class Bar:
    """The bar on a page of its own, with everything that went wrong there."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    @property
    def window(self) -> tuple[str, str] | None:
        """First and last day of the chosen period."""
        state = self.page.evaluate("chosen()")
        if state["from"] is None:
            assert state["to"] is None
            return None
        first, last = (EPOCH + timedelta(days=state[end]) for end in ("from", "to"))
        return str(first), str(last)

    @property
    def known(self) -> str | None:
        """The chosen known day."""
        day = self.page.evaluate("chosen().known")
        return None if day is None else str(EPOCH + timedelta(days=day))

    @property
    def said(self) -> Locator:
        return self.page.locator(".time-said")

    @property
    def note(self) -> Locator:
        return self.page.locator(".time-note")

    def handle(self, end: str) -> Locator:
        return self.page.locator(f".time-handle.{end}")

    def field(self, name: str) -> Locator:
        return self.page.locator(f'input[name="{name}"]')

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def x(self, share: float) -> tuple[float, float]:
        """A place in the bars, as a share of the axis."""
        box = self.page.locator(".time-plot").bounding_box()
        assert box
        return box["x"] + 26 + share * (box["width"] - 52), box["y"] + 15

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move((start[0] + end[0]) / 2, start[1])
        mouse.move(*end)
        mouse.up()

    def step(self, times: int) -> None:
        for _ in range(times):
            self.page.evaluate("bar.step(1)")


Show = Callable[..., Bar]


@contextmanager
def shown(browser: Browser, folder: Path) -> Iterator[Show]:
    """Opens pages with nothing but the bar; afterwards nobody may have complained."""
    script, viz = _script(folder), bundled("viz")
    style = "".join(
        (viz / name).read_text(encoding="utf-8") for name in ("style.css", "style/timeline.css")
    )
    style += "\nbody { display: block; }"
    opened: list[Bar] = []

    def hashed(text: str) -> str:
        return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"

    def open_(
        claims: Sequence[Claim],
        *,
        width: int = 1280,
        dark: bool = False,
        touch: bool = False,
        **more: Any,
    ) -> Bar:
        known = max((row.published for row in claims), default=date(2025, 10, 9))
        data = {"claims": columns_of(claims), "known": number(known), **more}
        policy = f"default-src 'none'; script-src {hashed(script)}; style-src {hashed(style)}"
        file = folder / f"{len(opened)}.html"
        file.write_text(
            '<!doctype html><html lang="en"><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
            '<meta name="viewport" content="width=device-width">'
            f'<style>{style}</style><body><div id="bar"></div>'
            f'<script id="data" type="application/json">{json.dumps(data)}</script>'
            f"<script>{script}</script>",
            encoding="utf-8",
        )
        context = browser.new_context(
            viewport={"width": width, "height": 400},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            locale="en-GB",
            has_touch=touch,
        )
        bar = Bar(context.new_page())
        bar.page.on("pageerror", lambda error: bar.complaints.append(str(error)))
        bar.page.on("console", lambda message: bar.complaints.append(message.text))
        bar.page.goto(file.as_uri())
        opened.append(bar)
        return bar

    yield open_
    complaints = [bar.complaints for bar in opened]
    for bar in opened:
        bar.page.context.close()
    assert not any(complaints), complaints


def _script(folder: Path) -> str:
    """The bar's modules and the page's own script in one."""
    shutil.copytree(bundled("viz"), folder / "viz")
    shutil.copyfile(Path(__file__).with_name("timebar.js"), folder / "viz" / "main.js")
    return bundle(folder / "viz")


def dated(*periods: str, published: str = "2025-10-09") -> list[Claim]:
    """Made-up claims that hold in some periods."""
    day = date.fromisoformat(published)
    rows = []
    for at, period in enumerate(periods):
        bounds = parse_period(period).bounds("held", attested=day)
        rows.append(
            claim(
                "country:CHN",
                "kg:restricts",
                "country:USA",
                number=at + 1,
                start=bounds.start,
                start_latest=bounds.start_latest,
                end_earliest=bounds.end_earliest,
                end=bounds.end,
                published=day,
            )
        )
    return rows
