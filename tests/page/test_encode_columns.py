from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kg.page.encode.columns import following, numbered, table

LONG = 60


def read(stored: Any, other: list[int]) -> list[int]:
    """A column as the page reads it."""
    if isinstance(stored, int):
        return [stored] * len(other)
    if isinstance(stored, list):
        return stored
    made = [stored["values"][cause] for cause in other]
    but = stored.get("but", {"at": [], "values": []})
    for place, value in zip(but["at"], but["values"], strict=True):
        made[place] = value
    return made


def spelled(stored: dict[str, Any], count: int) -> list[str]:
    """Numbered texts as the page spells them."""
    at = stored["at"] if isinstance(stored["at"], list) else [stored["at"]] * count
    columns = [iter(numbers) for numbers in stored["numbers"]]
    texts = []
    for pattern in at:
        text, *rest = ["", *stored["patterns"]][pattern].split("\x01")
        number = 0
        for place, piece in enumerate(rest):
            number += next(columns[place])
            text += f"{number}{piece}"
        texts.append(text)
    return texts


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(-3, 3)), max_size=80))
def test_a_column_comes_back_whether_it_follows_from_another_one_or_not(
    pairs: list[tuple[int, int]],
) -> None:
    other, own = [one for one, _ in pairs], [one for _, one in pairs]
    assert read(following(own, [("other", other)]), other) == own


def test_a_column_that_follows_from_another_one_is_told_as_its_rule() -> None:
    other = [place * place % 11 for place in range(20 * LONG)]
    own = [3 * cause for cause in other]
    stored = following(own, [("other", other)])
    assert isinstance(stored, dict)
    assert stored["of"] == "other"
    assert "but" not in stored


def test_few_exceptions_do_not_break_a_rule() -> None:
    other = [place * place % 11 for place in range(50 * LONG)]
    own = [3 * cause for cause in other]
    own[7] = own[2000] = 99
    stored = following(own, [("other", other)])
    assert isinstance(stored, dict)
    assert stored["but"] == {"at": [7, 2000], "values": [99, 99]}
    assert read(stored, other) == own


def test_of_several_columns_the_best_rule_is_taken_and_where_none_holds_none() -> None:
    chance = Random(1)
    good, bad = ([chance.randrange(200) for _ in range(20 * LONG)] for _ in range(2))
    own = [cause * cause % 97 for cause in good]
    found = following(own, [("bad", bad), ("good", good)])
    assert isinstance(found, dict)
    assert found["of"] == "good"
    assert following(own, [("bad", bad)]) == own


def test_no_values_follow_from_nothing() -> None:
    assert following([], [("other", [])]) == []


def test_a_table_holds_each_text_once_and_never_the_empty_one() -> None:
    assert table(["", "b", "a", "b", ""]) == (["b", "a"], [0, 1, 2, 1, 0])


text = st.text(alphabet="0123456789ab:-;_ é\x01", max_size=24)


@given(st.lists(text | st.builds("row:{}".format, st.integers(0, 10**12)), max_size=40))
def test_numbered_texts_come_back_with_every_figure(texts: list[str]) -> None:
    stored = numbered(texts)
    if stored is None:
        assert any("\x01" in one for one in texts)
    else:
        assert spelled(stored, len(texts)) == texts


def test_figures_that_are_no_plain_numbers_stay_in_the_pattern() -> None:
    stored = numbered(["premises:3fa9", "007", "1234567890123", "12-19"])
    assert stored is not None
    assert stored["patterns"] == ["premises:3fa9", "007", "1234567890123", "\x01-\x01"]
    assert stored["numbers"] == [[12], [7]]
