from __future__ import annotations

import pytest

from kg.entity import Entity
from kg.errors import BadInput
from kg.scale.products import products_under

CATALOGUE = [
    Entity(id=id_, type="kg:Product", label=id_, codes=(("hs", code),) if code else ())
    for id_, code in (
        ("product:hs-2846", "2846"),
        ("product:hs-284610", "284610"),
        ("product:cerium-not", "2846.90"),
        ("product:other", "280461"),
        ("product:no-code", ""),
    )
]


def test_only_products_of_one_length_count_so_that_none_holds_another() -> None:
    assert products_under(CATALOGUE, "2846") == ["product:cerium-not", "product:hs-284610"]
    assert products_under(CATALOGUE, "2846", digits=4) == ["product:hs-2846"]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("x", "write up to 6 digits"),
        ("", "write up to 6 digits"),
        ("28469000", "write up to 6 digits"),
        ("99", "no product has an HS code of 6 digits below 99"),
    ],
)
def test_a_code_that_means_nothing_is_refused(code: str, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        products_under(CATALOGUE, code)


def test_the_lengths_that_there_are_are_named() -> None:
    with pytest.raises(BadInput, match="there are codes of 4 digits"):
        products_under(CATALOGUE[:1], "28")
