from datetime import date
from decimal import Decimal

import pytest

from kg.vocab import Vocabulary
from kg.wording import edtf, measured, number


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025", "2025"),
        ("2025-05", "May 2025"),
        ("2025-05-01", "1 May 2025"),
        ("2025-34", "2nd quarter 2025"),
        ("2025-01/2025-05", "January 2025 to May 2025"),
        ("2025-04-04/..", "from 4 April 2025, no end stated"),
        ("../2025-07", "until July 2025"),
        ("../..", "no dates stated"),
        ("[2025-04..2025-07]", "some time between April 2025 and July 2025"),
        ("[..2025-07]", "some time until July 2025"),
    ],
)
def test_a_period_is_told_in_words(text: str, words: str) -> None:
    assert edtf(text) == words


def test_month_names_do_not_follow_the_locale() -> None:
    months = [edtf(date(2025, month, 1).isoformat()[:7]) for month in range(1, 13)]
    assert months[0] == "January 2025"
    assert len(set(months)) == 12


def test_numbers_carry_no_zeros_that_say_nothing() -> None:
    assert number(Decimal("2.300000000000")) == "2.3"
    assert number(Decimal("18.7e6")) == "18,700,000"
    assert number(Decimal("-48.30")) == "−48.3"


def test_money_is_told_in_millions_and_stands_behind_its_sign() -> None:
    vocab = Vocabulary.load()
    assert measured(Decimal("18.7e6"), "unit:CCY_USD", vocab) == "US$\xa018.7\xa0million"
    assert measured(Decimal("5864.6"), "unit:TONNE", vocab) == "5,864.6\xa0t"
    assert measured(Decimal(7), "unit:NUM", vocab) == "7"
