import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.formulas import defused, restored

nasty = st.text(st.sampled_from("'=+-@\t\r\n 5.e") | st.characters(exclude_categories=["Cs"]))


@given(nasty)
def test_a_text_comes_back_as_it_was(text: str) -> None:
    assert restored(defused(text)) == text


@given(nasty)
def test_no_cell_begins_like_a_formula_unless_it_is_a_number(text: str) -> None:
    cell = defused(text)
    if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
        float(cell)


@pytest.mark.parametrize("text", ["-48.3", "+5", "-1e-3", "18.7e6", "plain", "", "'tis", "a=b"])
def test_what_is_harmless_stays(text: str) -> None:
    assert defused(text) == text


def test_white_space_around_a_persons_cell_is_dropped() -> None:
    assert restored("  China ") == "China"
