"""The time bar in a real browser, on its own."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, expect

from kg.claim import Claim

from .browser import needs_chromium
from .timebar import YEAR, Show, dated, shown

pytestmark = [needs_chromium, pytest.mark.full]


@pytest.fixture(scope="module")
def show(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Show]:
    with shown(browser, tmp_path_factory.mktemp("bar")) as open_:
        yield open_


@pytest.fixture(scope="module")
def year() -> list[Claim]:
    """A claim for each month of a year, one for ever, and three days of publication."""
    rows = dated(*YEAR, "../..")
    days = ["2025-06-09", "2025-06-20", "2025-10-09"]
    return [replace(row, published=date.fromisoformat(days[at % 3])) for at, row in enumerate(rows)]


def test_it_opens_on_ever_and_says_so(show: Show, year: list[Claim]) -> None:
    bar = show(year)
    assert bar.window is None
    expect(bar.said).to_have_text("Ever, as known on 9 October 2025")
    expect(bar.button("Ever")).to_have_attribute("aria-pressed", "true")
    expect(bar.page.get_by_text("1 undated claim", exact=True)).to_be_visible()
    expect(bar.page.get_by_text("possibly in force")).to_have_count(0)


def test_a_click_on_a_bar_chooses_its_month(show: Show, year: list[Claim]) -> None:
    bar = show(year)
    bar.page.mouse.click(*bar.x(4.5 / 12))
    assert bar.window == ("2025-05-01", "2025-05-31")
    expect(bar.said).to_have_text("1 May 2025 to 31 May 2025, as known on 9 October 2025")
    expect(bar.page.get_by_text("possibly in force")).to_be_visible()
    bar.button("Ever").click()
    assert bar.window is None


def test_keys_move_each_end_by_a_step_and_by_a_bigger_one(show: Show, year: list[Claim]) -> None:
    bar = show(year)
    start, end = bar.handle("from"), bar.handle("to")
    start.press("ArrowRight")
    assert bar.window == ("2025-02-01", "2025-12-31")
    start.press("Shift+ArrowRight")
    assert bar.window == ("2025-04-01", "2025-12-31")
    end.press("PageDown")
    assert bar.window == ("2025-04-01", "2025-09-30")
    end.press("ArrowLeft")
    assert bar.window == ("2025-04-01", "2025-08-31")
    end.press("Home")
    assert bar.window == ("2025-04-01", "2025-04-30")
    start.press("ArrowRight")
    assert bar.window == ("2025-04-30", "2025-04-30")
    start.press("Home")
    end.press("End")
    assert bar.window == ("2025-01-01", "2025-12-31")


def test_the_sliders_say_where_they_are(show: Show, year: list[Claim]) -> None:
    bar = show(year)
    expect(bar.handle("from")).to_have_attribute("aria-valuetext", "ever; no beginning chosen")
    bar.step(5)
    expect(bar.handle("from")).to_have_attribute("aria-valuetext", "1 May 2025")
    expect(bar.handle("to")).to_have_attribute("aria-valuetext", "31 May 2025")
    for end in ("from", "to"):
        lowest, now, highest = (
            int(bar.handle(end).get_attribute(f"aria-value{name}") or "")
            for name in ("min", "now", "max")
        )
        assert lowest <= now <= highest
        expect(bar.handle(end)).to_have_role("slider")


def test_an_end_the_window_and_a_new_window_can_be_dragged(show: Show, year: list[Claim]) -> None:
    bar = show(year)
    box = bar.handle("from").bounding_box()
    assert box
    grip = (box["x"] + 20, box["y"] + 20)
    bar.drag(grip, (grip[0] + bar.x(3 / 12)[0] - bar.x(0)[0], grip[1]))
    assert bar.window == ("2025-04-01", "2025-12-31")
    bar.button("Ever").click()
    bar.drag(bar.x(2.5 / 12), bar.x(4.5 / 12))
    assert bar.window == ("2025-03-01", "2025-05-31")
    bar.drag(bar.x(3.5 / 12), bar.x(5.5 / 12))
    assert bar.window == ("2025-05-01", "2025-07-31")
    bar.drag(bar.x(5.5 / 12), (bar.x(1)[0] + 300, 20))
    assert bar.window == ("2025-10-01", "2025-12-31")


def test_buttons_step_and_stop_at_the_ends(show: Show, year: list[Claim]) -> None:
    bar = show(year)
    bar.button("One step back").click()
    assert bar.window == ("2025-12-01", "2025-12-31")
    bar.button("One step on").click(force=True)
    assert bar.window == ("2025-12-01", "2025-12-31")
    expect(bar.button("One step on")).to_have_attribute("aria-disabled", "true")
    bar.button("One step back").click()
    assert bar.window == ("2025-11-01", "2025-11-30")


def test_playing_walks_on_until_it_is_paused_or_over(show: Show, year: list[Claim]) -> None:
    bar = show(year)
    bar.step(10)
    bar.button("Play").click()
    expect(bar.button("Pause")).to_be_visible()
    assert bar.window == ("2025-11-01", "2025-11-30")
    expect(bar.said).to_have_text("1 December 2025 to 31 December 2025, as known on 9 October 2025")
    expect(bar.button("Play")).to_be_visible()
    assert bar.window == ("2025-12-01", "2025-12-31")
    bar.button("Play").click()
    assert bar.window == ("2025-01-01", "2025-01-31")
    bar.button("Pause").click()
    bar.page.wait_for_timeout(900)
    assert bar.window == ("2025-01-01", "2025-01-31")


def test_choosing_something_else_ends_playing(show: Show, year: list[Claim]) -> None:
    bar = show(year)
    bar.button("Play").click()
    bar.button("Ever").click()
    expect(bar.button("Play")).to_be_visible()
    bar.page.wait_for_timeout(900)
    assert bar.window is None


def test_exact_days_can_be_given(show: Show, year: list[Claim]) -> None:
    bar = show(year)
    bar.field("from").fill("2025-04-04")
    assert bar.window == ("2025-04-04", "2025-12-31")
    bar.field("to").fill("2025-06-10")
    assert bar.window == ("2025-04-04", "2025-06-10")
    bar.button("One step on").click()
    assert bar.window == ("2025-05-04", "2025-07-10")
    bar.field("from").fill("")
    assert bar.window is None


def test_days_can_be_typed_digit_by_digit(show: Show, year: list[Claim]) -> None:
    bar = show(year)
    bar.field("to").fill("2025-06-10")
    bar.field("from").focus()
    bar.page.keyboard.type("03032025")
    bar.page.keyboard.press("Enter")
    assert bar.window == ("2025-03-03", "2025-06-10")
    expect(bar.note).to_have_text("")


def test_an_end_before_the_beginning_takes_it_along_and_says_so(
    show: Show, year: list[Claim]
) -> None:
    bar = show(year)
    bar.step(5)
    bar.field("to").fill("2025-03-10")
    assert bar.window == ("2025-05-01", "2025-05-31"), "it waits until the whole day is typed"
    bar.field("to").blur()
    assert bar.window == ("2025-03-10", "2025-03-10")
    expect(bar.note).to_contain_text("The other end moved too")
    bar.button("One step on").click()
    expect(bar.note).to_have_text("")


def test_a_day_off_the_axis_is_corrected_and_said(show: Show, year: list[Claim]) -> None:
    bar = show(year)
    bar.field("from").fill("1999-03-10")
    bar.field("from").press("Enter")
    assert bar.window == ("2025-01-01", "2025-12-31")
    expect(bar.note).to_have_text("There is nothing before 1 January 2025.")
    expect(bar.field("from")).to_have_value("2025-01-01")


def test_half_a_date_leaves_the_period_as_it_was(show: Show, year: list[Claim]) -> None:
    bar = show(year)
    bar.step(5)
    bar.field("from").focus()
    bar.page.keyboard.press("Backspace")
    bar.field("from").blur()
    assert bar.window == ("2025-05-01", "2025-05-31")
    expect(bar.note).to_contain_text("not a whole date")
    expect(bar.field("from")).to_have_value("2025-05-01")


def test_what_was_known_is_chosen_apart_from_what_holds(show: Show, year: list[Claim]) -> None:
    bar = show(year)
    bar.step(5)
    bar.field("known").fill("2025-06-20")
    assert (bar.window, bar.known) == (("2025-05-01", "2025-05-31"), "2025-06-20")
    expect(bar.said).to_have_text("1 May 2025 to 31 May 2025, as known on 20 June 2025")
    bar.button("Newest").click()
    assert bar.known is None
    bar.field("known").fill("2025-01-01")
    bar.field("known").blur()
    assert bar.known == "2025-06-09"
    expect(bar.note).to_have_text("There is nothing before 9 June 2025.")
    bar.field("known").fill("2025-10-09")
    assert bar.known is None


def test_a_click_on_a_day_of_publication_chooses_what_was_known(
    show: Show, year: list[Claim]
) -> None:
    bar = show(year)
    share = (date(2025, 6, 20) - date(2025, 1, 1)).days / 365
    x, y = bar.x(share)
    bar.page.mouse.move(x, y + 22)
    expect(bar.page.locator(".time-tip")).to_contain_text("Published on 20 June 2025")
    bar.page.mouse.click(x, y + 22)
    assert (bar.window, bar.known) == (None, "2025-06-20")


def test_the_step_can_be_chosen(show: Show, year: list[Claim]) -> None:
    bar = show(year)
    bar.page.get_by_role("combobox", name="Step", exact=True).select_option("quarter")
    bar.step(2)
    assert bar.window == ("2025-04-01", "2025-06-30")


def test_a_page_without_dates_says_so_and_still_lets_choose_what_was_known(show: Show) -> None:
    for claims in ([], dated("../..")):
        bar = show([replace(row, start_latest=row.start, end_earliest=row.end) for row in claims])
        expect(bar.page.get_by_text("No claim on this page is dated")).to_be_visible()
        expect(bar.field("known")).to_be_visible()
        assert bar.page.evaluate("bar.step(1)") is False
        bar.page.evaluate("bar.point(null)")


def test_a_period_off_the_axis_from_a_link_is_shown_as_it_is(show: Show, year: list[Claim]) -> None:
    bar = show(year)
    for first, last in ((-9000, -8000), (30000, 30010), (-719162, 2932896)):
        bar.page.evaluate("([from, to]) => chooseTime({from, to})", [first, last])
        box = bar.handle("from").bounding_box()
        assert box
        assert 0 <= box["x"] <= 1280
        assert bar.window


def test_a_claim_can_be_pointed_at(show: Show, year: list[Claim]) -> None:
    bar = show(year)
    bar.page.evaluate("bar.point(4)")
    expect(bar.page.locator(".time-pointed").first).to_be_attached()
    bar.page.evaluate("bar.point(null)")
    expect(bar.page.locator(".time-pointed")).to_have_count(0)


@pytest.mark.parametrize(
    "ends",
    [
        ("2025-05-01", "2025-05-02"),
        ("2025-03-04", "2025-05-20"),
        ("2025-01-15", "2025-10-09"),
        ("2019-11", "2025-10"),
        ("1987", "2026"),
        ("1600", "2050"),
        ("0001-01-02", "9998-12-30"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_labels_never_overlap_nor_leave_the_bar(
    show: Show, ends: tuple[str, str], lang: str
) -> None:
    bar = show(dated(*ends), lang=lang, dir="ltr")
    for width in (1280, 700, 390, 320):
        bar.page.set_viewport_size({"width": width, "height": 400})
        bar.page.wait_for_timeout(60)
        for grain in bar.page.locator("select option").evaluate_all("all => all.map(o => o.value)"):
            bar.page.locator("select").select_option(grain)
            boxes = bar.page.locator(".time-label").evaluate_all(
                "all => all.map(e => e.getBoundingClientRect()).map(b => [b.left, b.right])"
            )
            assert boxes, (width, grain)
            boxes.sort()
            assert all(left >= 0 and right <= width for left, right in boxes), (width, grain)
            assert all(a[1] + 3 <= b[0] for a, b in pairwise(boxes)), (width, grain, boxes)


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_it_works_by_touch(show: Show, year: list[Claim], width: int) -> None:
    bar = show(year, width=width, touch=True)
    bar.page.touchscreen.tap(*bar.x(4.5 / 12))
    assert bar.window == ("2025-05-01", "2025-05-31")
    expect(bar.field("from")).to_be_hidden()
    bar.button("Dates").click()
    bar.field("from").fill("2025-05-05")
    assert bar.window == ("2025-05-05", "2025-05-31")
    for element in bar.page.locator("button:visible, input:visible, select:visible").all():
        box = element.bounding_box()
        assert box
        assert box["height"] >= 24
        assert box["width"] >= 24
        assert box["x"] + box["width"] <= width
    assert bar.page.evaluate("document.documentElement.scrollWidth") <= width
    for end in ("from", "to"):
        box = bar.handle(end).bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24


def test_a_finger_drags_an_end(show: Show, year: list[Claim]) -> None:
    bar = show(year, width=390, touch=True)
    box = bar.handle("from").bounding_box()
    assert box
    session = bar.page.context.new_cdp_session(bar.page)
    x, y = box["x"] + 15, box["y"] + 20
    far = bar.x(3 / 12)[0] - bar.x(0)[0]
    for kind, at in (("touchStart", x), ("touchMove", x + 20), ("touchMove", x + far)):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": at, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert bar.window == ("2025-04-01", "2025-12-31")


def test_the_bar_keeps_its_height_when_a_period_is_chosen(show: Show, year: list[Claim]) -> None:
    for width, most in ((1280, 98), (700, 128)):
        bar = show(year, width=width)
        height = "document.getElementById('bar').offsetHeight"
        before = bar.page.evaluate(height)
        bar.step(5)
        assert bar.page.evaluate(height) == before <= most


def test_it_can_be_read_from_right_to_left(show: Show, year: list[Claim]) -> None:
    bar = show(year, lang="ar", dir="rtl")
    bar.page.mouse.click(*bar.x(4.5 / 12))
    assert bar.window == ("2025-05-01", "2025-05-31")
    assert bar.page.evaluate("document.documentElement.scrollWidth") <= 1280
