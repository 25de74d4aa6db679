"""Questions about figures, asked of claims made up for the test."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kg.asof import AsOf
from kg.errors import BadInput
from kg.questions import Verdict, ask
from kg.vocab import Vocabulary
from tests.questions.made import CHANGE, FLOW, view_of

CELL: dict[str, Any] = {"subject": "Chile", "product": "lithium", "quantity": "export mass"}
JANUARY = {"period": "2031-01"}


@pytest.fixture
def view(tmp_path: Path, vocab: Vocabulary) -> AsOf:
    return view_of(
        tmp_path,
        vocab,
        [
            {**FLOW, "value": "1000"},
            {**FLOW, "value": "200", "object": "country:JPN"},
            {**FLOW, "value": "300", "object": "country:KOR"},
            {**CHANGE, "value": "25"},
            {**CHANGE, "value": "100", "object": "country:JPN"},
            {**CHANGE, "value": "-50", "object": "country:KOR"},
            {**CHANGE, "trend": "rose", "object": "country:FRA"},
            {**FLOW, "value": "5e6", "unit": "unit:CCY_USD", "quantity_kind": "kg:ExportValue"},
            {**FLOW, "value": "3600", "period_text": "2031-01/2031-03", "source_id": "source:late"},
        ],
    )


def test_a_level_is_reported_with_its_changes(view: AsOf) -> None:
    answer = ask(view, "level", {**CELL, **JANUARY})
    assert [(one.value, one.comparator) for one in answer.quantities] == [
        (Decimal(1000), "level"),
        (Decimal(25), "mom"),
    ]
    assert answer.quantity is not None
    assert answer.quantity.basis == "reported"


def test_an_earlier_level_is_derived_with_premises_and_band(view: AsOf) -> None:
    one = ask(view, "level", {**CELL, "period": "2030-12", "partner": "Japan"}).quantity
    assert one is not None
    assert (one.value, one.basis, len(one.premises)) == (Decimal("100.0"), "derived", 2)
    assert one.low is not None
    assert one.high is not None
    assert one.low < 100 < one.high
    assert one.formula.endswith("t")


def test_a_direction_without_a_figure_is_not_taken_for_one(view: AsOf) -> None:
    answer = ask(view, "level", {**CELL, **JANUARY, "partner": "France"})
    assert (answer.verdict, answer.value) == (Verdict.UNKNOWN, None)
    assert "rose" in answer.nearby[0].text
    change = ask(view, "change", {**CELL, **JANUARY, "partner": "France", "comparator": "mom"})
    assert (change.verdict, change.value) == (Verdict.UNKNOWN, None)
    assert change.quantity is not None
    assert change.quantity.trend == "rose"


def test_a_share_follows_from_two_figures(view: AsOf) -> None:
    answer = ask(view, "share", {**CELL, **JANUARY, "partners": "Japan; Korea"})
    assert answer.value == Decimal("50.0")
    earlier = ask(view, "share", {**CELL, "period": "2030-12", "partners": "Japan"})
    assert earlier.value == Decimal("12.50")


def test_the_share_of_a_month_in_a_longer_period_is_a_ratio(view: AsOf) -> None:
    answer = ask(view, "ratio", {**CELL, "period": "2031-01; 2031-01/2031-03"})
    assert answer.value is not None
    assert round(answer.value, 1) == Decimal("27.8")
    assert answer.known_since == view.sources["source:late"].published


def test_the_remainder_grows_against_the_month_before(view: AsOf) -> None:
    rest = ask(view, "remainder", {**CELL, **JANUARY})
    assert [one.value for one in rest.quantities] == [Decimal("500.0"), Decimal("50.0")]
    answer = ask(view, "growth-of-remainder", {**CELL, **JANUARY, "partners": "Japan; Korea"})
    # 800 t in all, 100 t to Japan, 600 t to Korea: 100 t to all others, then 500 t
    assert [one.value for one in answer.quantities][1:] == [Decimal("500.0"), Decimal(100)]
    assert answer.value is not None
    assert round(answer.value, -1) == 400


def test_partners_that_overlap_are_not_added_up(
    view: AsOf, tmp_path: Path, vocab: Vocabulary
) -> None:
    with pytest.raises(BadInput, match="counts once"):
        ask(view, "sum", {**CELL, **JANUARY, "partners": "Japan; Japan"})
    member = {
        "claim_type": "kg:Structure",
        "subject": "country:JPN",
        "predicate": "kg:memberOf",
        "object": "bloc:PAC",
        "source_id": "source:early",
    }
    made = [member, {**FLOW, "value": "1", "object": "bloc:PAC"}]
    other = view_of(tmp_path / "other", vocab, made)
    with pytest.raises(BadInput, match="is a part of Pacific bloc"):
        ask(other, "sum", {**CELL, **JANUARY, "partners": "Japan; Pacific bloc"})
    with pytest.raises(BadInput, match="overlap"):
        ask(view, "sum-of-figures", {**CELL, "period": "2031-01; 2031-01/2031-03"})


def test_several_months_are_added_up(view: AsOf) -> None:
    answer = ask(view, "sum-of-figures", {**CELL, "period": "2030-12; 2031-01"})
    assert answer.value is not None
    assert round(answer.value, -1) == 1800


@pytest.mark.parametrize(
    ("parameters", "winner", "difference"),
    [
        ({**JANUARY, "partner": "Japan; Korea"}, "country:KOR", 100),
        ({**JANUARY, "partner": "Japan; Korea", "comparator": "mom"}, "country:JPN", 150),
        (
            {**JANUARY, "partner": "Japan; Korea", "comparator": "mom", "which": "least"},
            "country:KOR",
            -150,
        ),
        ({"period": "2031-01; 2030-12", "partner": "Korea"}, "2030-12", 300),
    ],
)
def test_which_is_more_and_by_how_much(
    view: AsOf, parameters: dict[str, str], winner: str, difference: int
) -> None:
    answer = ask(view, "compare", {**CELL, **parameters})
    assert answer.items[0].id == winner
    assert answer.value == Decimal(difference)
    assert answer.verdict is Verdict.KNOWN


def test_what_stands_in_different_units_is_not_compared(view: AsOf) -> None:
    given = {**CELL, **JANUARY, "quantity": "export mass; export value"}
    assert ask(view, "compare", given).verdict is Verdict.DIFFERENT


def test_partners_are_ranked_in_any_month(view: AsOf) -> None:
    for period, first in (("2031-01", "country:KOR"), ("2030-12", "country:KOR")):
        answer = ask(view, "rank", {**CELL, "period": period})
        assert answer.items[0].id == first
        assert {item.id for item in answer.items} == {"country:KOR", "country:JPN"}


def test_value_by_mass_is_in_the_unit_of_the_ontology(view: AsOf) -> None:
    answer = ask(view, "unit-value", {"subject": "Chile", "product": "lithium", **JANUARY})
    assert answer.unit == "kg:CCY_USD-PER-KiloGM"
    assert answer.value is not None
    assert round(answer.value, 1) == 5


def test_a_loss_is_told_by_month(view: AsOf) -> None:
    answer = ask(view, "what-if-stopped", {**CELL, **JANUARY, "partners": "Japan"})
    assert answer.quantity is not None
    assert (answer.value, answer.quantity.per) == (Decimal(200), "month")
    assert answer.quantities[1].value == Decimal("20.0")
    average = ask(view, "monthly-average", {**CELL, "period": "2031-01/2031-03"})
    assert average.value == Decimal("1200.0")


def test_a_product_that_is_left_out_is_asked_for_where_there_are_several(
    tmp_path: Path, vocab: Vocabulary
) -> None:
    rows = [{**FLOW, "value": "1"}, {**FLOW, "value": "2", "product": "product:batteries"}]
    view = view_of(tmp_path, vocab, rows)
    with pytest.raises(BadInput, match="name one product: batteries, lithium"):
        ask(view, "level", {"subject": "Chile", "quantity": "export mass", **JANUARY})


@pytest.mark.parametrize(
    ("stated", "verdict"),
    [
        ("25", Verdict.CONSISTENT),
        ("25.1", Verdict.WITHIN_ROUNDING),
        ("31", Verdict.INCONSISTENT),
    ],
)
def test_a_stated_change_is_held_against_its_levels(
    tmp_path: Path, vocab: Vocabulary, stated: str, verdict: Verdict
) -> None:
    rows = [
        {**FLOW, "value": "1000"},
        {**FLOW, "value": "800", "period_text": "2030-12"},
        {**CHANGE, "value": stated},
    ]
    answer = ask(view_of(tmp_path, vocab, rows), "arithmetic", {**CELL, **JANUARY})
    assert answer.verdict is verdict


def test_sources_that_disagree_are_told_apart_from_those_that_repeat(
    tmp_path: Path, vocab: Vocabulary
) -> None:
    rows = [
        {**FLOW, "value": "1000"},
        {**FLOW, "value": "1000", "source_id": "source:copy", "origin": "organisation:gazette"},
    ]
    repeated = view_of(tmp_path / "one", vocab, rows)
    assert ask(repeated, "agreement", {**CELL, **JANUARY}).verdict is Verdict.AGREED
    assert ask(repeated, "independent-origins", {**CELL, **JANUARY}).independent_origins == 1
    origin = ask(repeated, "origin-of", {**CELL, **JANUARY})
    assert origin.items[0].id == "organisation:gazette"
    rows[1] = {**FLOW, "value": "1300", "source_id": "source:late"}
    disputed = view_of(tmp_path / "two", vocab, rows)
    assert ask(disputed, "agreement", {**CELL, **JANUARY}).verdict is Verdict.CONTRADICTED
    witnesses = ask(disputed, "independent-origins", {**CELL, **JANUARY, "value": "1300"})
    assert witnesses.origins == (("organisation:herald",),)


def test_what_is_of_different_months_is_no_contradiction(view: AsOf) -> None:
    given = {**CELL, "period": "2031-01; 2031-01/2031-03"}
    answer = ask(view, "contradicts", given)
    assert answer.verdict is Verdict.DIFFERENT
    assert "period" in answer.text
