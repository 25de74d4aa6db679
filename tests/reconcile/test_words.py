from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kg.claim import Claim
from kg.interval import Interval
from kg.reconcile import Context
from kg.reconcile.words import Words, counted, days, listed, numbers, rounded

from .made import VOCAB, change, claim, dataset, flow, source

PERCENT, TONNE, DOLLAR = "unit:PERCENT", "unit:TONNE", "unit:CCY_USD"
PAPER = "organisation:paper"


def words(*claims: Claim) -> Words:
    sources = (
        source("source:a", relies_on=(PAPER,)),
        source("source:b", publisher="organisation:brief"),
        source("source:c"),
    )
    return Context(dataset(*claims, sources=sources), VOCAB).words


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (change("-48.3"), "−48.3\xa0% on the year"),
        (change("2.3", comparator="ytd_yoy"), "+2.3\xa0% on the same months a year earlier"),
        (change("75", comparator="mom", hedge="nearly"), "nearly +75\xa0% on the month before"),
        (change(None, trend="fell", comparator=None), "fell"),
        (change("5", comparator=None, trend="rose"), "5\xa0%"),
        (flow("5864.6"), "5,864.6\xa0t"),
        (claim(), ""),
    ],
)
def test_an_amount_has_its_sign_and_its_base(one: Claim, said: str) -> None:
    assert words().amount(one) == said


@pytest.mark.parametrize(
    ("low", "high", "unit", "said"),
    [
        ("-14.2529", "-13.3949", PERCENT, "−14.25 to −13.39\xa0%"),
        ("1734", "1736", TONNE, "1,734 to 1,736\xa0t"),
        ("18.65e6", "18.75e6", DOLLAR, "US$\xa018.65\xa0million to US$\xa018.75\xa0million"),
        ("5", "5", TONNE, "5\xa0t"),
        ("5", None, TONNE, "5\xa0t or more"),
        (None, "5", TONNE, "5\xa0t or less"),
        (None, None, TONNE, "anything"),
    ],
)
def test_a_band_reads_from_end_to_end(
    low: str | None, high: str | None, unit: str, said: str
) -> None:
    ends = (None if end is None else Decimal(end) for end in (low, high))
    assert words().band(Interval(*ends), unit) == said


def test_tellers_with_one_way_stand_together() -> None:
    claims = [
        flow(origin="agency:customs"),
        flow(origin="agency:customs", source_id="source:c"),
        flow(origin="agency:customs", source_id="source:gone"),
        flow(source_id="source:c", locator="20-29"),
    ]
    assert words(*claims).tellers(claims) == (
        "“Note a”, from Customs by way of The Paper; "
        "“Note c” and source:gone, both from Customs; “Note c”"
    )


def test_a_note_that_another_one_holds_is_not_repeated() -> None:
    claims = [
        flow(scope_note="Without some."),
        flow(scope_note="Without some. Read from context.", locator="20-29"),
        flow(scope_note="Without others.", source_id="source:b"),
    ]
    assert words().keep_in_mind(claims) == (
        " Keep in mind. The Paper: Without some. Read from context. The Brief: Without others."
    )


def test_a_note_on_two_sources_stands_once() -> None:
    claims = [
        flow(scope_note="Without some."),
        flow(scope_note="Without some.", source_id="source:b"),
    ]
    assert words().keep_in_mind(claims) == " Keep in mind. The Paper and The Brief: Without some."


def test_an_unsure_reading_is_called_one() -> None:
    unsure = flow(confidence=Decimal("0.7"))
    assert "a confidence of 0.7" in words().keep_in_mind([unsure, flow()])
    assert words().keep_in_mind([flow(confidence=Decimal("0.9"))]) == ""
    assert words().keep_in_mind([]) == ""


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2025-05-01", "2025-06-01", "May 2025"),
        ("2024-12-01", "2025-02-01", "December 2024 to January 2025"),
        ("2025-04-04", "2025-04-05", "4 April 2025"),
        ("2025-04-04", "2025-04-11", "4 April 2025 to 10 April 2025"),
        ("0001-01-01", "0001-02-01", "January 0001"),
    ],
)
def test_a_period_is_named_by_its_months_or_days(start: str, end: str, said: str) -> None:
    assert days(date.fromisoformat(start), date.fromisoformat(end)) == said


def test_words_in_a_row_stand_once() -> None:
    assert listed([]) == ""
    assert listed(["a", "a"]) == "a"
    assert counted(1, "claim") == "one claim"
    assert counted(3, "entry", "entries") == "three entries"


def test_computed_numbers_lose_the_digits_that_mean_nothing() -> None:
    assert str(rounded(Decimal("1") / 3)) == "0.3333"
    assert str(rounded(Decimal("5.00"))) == "5"
    assert rounded(Decimal("1e30")) == Decimal("1e30")
    assert numbers(computed=Interval()) == {}
