from __future__ import annotations

import inspect
import re

import pytest

from kg import errors
from kg.errors import BadRow, KgError, UnknownName, nearest, shown


def classes() -> dict[str, type[KgError]]:
    found = inspect.getmembers(errors, inspect.isclass)
    return {name: cls for name, cls in found if issubclass(cls, KgError)}


def test_the_drawing_of_the_tree_shows_every_error_below_its_parent() -> None:
    drawn: dict[str, str] = {}
    above = ["KgError"]
    for line in (errors.__doc__ or "").splitlines():
        match = re.match(r"    ([│├└─ ]+)(\w+)  ", line)
        if match:
            depth = len(match[1]) // 4
            above[depth:] = [match[2]]
            drawn[match[2]] = above[depth - 1]
    real = {name: cls.__bases__[0].__name__ for name, cls in classes().items() if name != "KgError"}
    assert drawn == real


def test_every_error_of_ours_has_an_exit_code_that_is_not_success() -> None:
    assert all(cls.exit_code > 0 for cls in classes().values())


def test_bad_input_is_also_a_value_error_for_those_who_know_only_python() -> None:
    assert issubclass(errors.BadInput, ValueError)


def test_a_row_error_names_file_line_column_value_and_reason() -> None:
    error = BadRow("claims.csv", 7, "unit", "tons", "unknown unit")
    assert str(error) == "claims.csv, line 7, column unit: 'tons': unknown unit"


def test_a_row_error_about_nothing_written_shows_no_empty_quotes() -> None:
    assert str(BadRow("a.csv", 2, "gist", "", "the cell is empty")) == (
        "a.csv, line 2, column gist: the cell is empty"
    )
    assert str(BadRow("a.csv", 2, None, "", "too short")) == "a.csv, line 2: too short"


def test_a_huge_or_hostile_value_is_shown_short_and_escaped() -> None:
    assert len(str(BadRow("a.csv", 2, "gist", "x" * 900_000, "too long"))) < 200
    assert "\x1b" not in str(BadRow("a.csv", 2, "gist", "\x1b[31mred", "no"))
    assert "\x1b" not in str(UnknownName("relation", "\x1b[31mred"))


@pytest.mark.parametrize("length", [79, 80, 81, 1000])
def test_a_shown_value_is_whole_up_to_its_limit(length: int) -> None:
    text = "a" * length
    assert (shown(text) == repr(text)) is (length <= 80)


def test_an_unknown_name_offers_the_nearest_known_ones() -> None:
    error = UnknownName("relation", "kg:exportTo", ["kg:exportsTo", "kg:causes"])
    assert str(error) == "unknown relation 'kg:exportTo'; did you mean kg:exportsTo?"
    assert error.suggestions == ["kg:exportsTo"]


def test_an_unknown_name_like_no_other_is_told_all_names_where_they_are_few() -> None:
    few, many = ["unit:TONNE", "unit:NUM"], [f"unit:{number}" for number in range(100)]
    told = "unknown unit 'zzz'; there are unit:TONNE, unit:NUM"
    assert str(UnknownName("unit", "zzz", few)) == told
    assert str(UnknownName("unit", "zzz", many)) == "unknown unit 'zzz'"


def test_the_nearest_names_are_found_whatever_their_case_and_keep_it() -> None:
    assert nearest("COUNTRY:chn", ["country:CHN", "country:USA"])[0] == "country:CHN"


def test_no_more_names_are_offered_than_asked_for() -> None:
    known = [f"kg:restricts{number}" for number in range(9)]
    assert len(nearest("kg:restricts", known, most=2)) == 2
