import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.page.encode.pack import DEFLATED_FROM, Numbers, Texts, json_block, weight

from .unpack import unpacked

PADDING = "x" * DEFLATED_FROM
"""Makes any data so long that they are packed."""

number = st.integers(-1_000_000_000, 1_000_000_000)


def packed_and_read(column: Any) -> Any:
    return unpacked(json_block({"column": column, "padding": PADDING}))["column"]


@given(st.text() | st.sampled_from(["</script>", "<!--", "\u2028", "\u202e", "${x}", "]]>"]))
def test_any_text_survives_the_data_block_and_never_ends_it(text: str) -> None:
    for padding in ("", PADDING):
        block = json_block({"label": text, "list": Texts([text] * 50), "padding": padding})
        assert not set("<>&\u2028\u2029") & set(block)
        assert block.isascii()
        assert unpacked(block)["label"] == text
        assert unpacked(block)["list"] == [text] * 50


def test_half_a_surrogate_does_not_stop_the_page() -> None:
    assert json.loads(json_block(["\ud800"])) == ["\ud800"]


def test_small_data_can_be_read_in_the_page_and_big_ones_are_packed() -> None:
    assert json.loads(json_block({"a": Numbers([1]), "b": Texts("b")})) == {"a": [1], "b": ["b"]}
    assert list(json.loads(json_block({"a": PADDING}))) == ["deflated"]


@given(st.lists(number, max_size=80) | st.lists(st.integers(0, 3), min_size=40))
def test_numbers_come_back_from_their_bytes(numbers: list[int]) -> None:
    assert packed_and_read(Numbers(numbers)) == numbers
    assert packed_and_read(Numbers(sorted(numbers))) == sorted(numbers)


def test_numbers_beyond_32_bits_are_refused_and_not_cut_off() -> None:
    with pytest.raises(OverflowError, match="32 bits"):
        json_block({"column": Numbers([0, 2**33] * 40), "padding": PADDING})


digest = st.binary(min_size=8, max_size=8).map(bytes.hex)


@given(st.lists(digest | st.text(max_size=3), max_size=50) | st.lists(digest, min_size=33))
def test_texts_come_back_whether_they_are_hashes_or_not(texts: list[str]) -> None:
    assert packed_and_read(Texts(texts)) == texts


def test_hashes_take_their_bytes_and_no_more() -> None:
    texts = Texts(f"{number * 0x9E3779B97F4A7C15 % 2**64:016x}" for number in range(1000))
    assert weight(texts) < 1000 * 8 + 200


def test_counting_takes_hardly_any_room() -> None:
    assert weight(Numbers(range(100_000))) < 1000
