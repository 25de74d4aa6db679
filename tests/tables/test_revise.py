"""Editions that revise each other, against a plain model in Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.asof import as_of
from kg.dataset import Dataset
from kg.errors import BadInput
from kg.store import Contents, MemoryStore
from tests.tables.bulk import (
    FIRST_DAY,
    SECOND_DAY,
    THIRD_DAY,
    Row,
    imported,
    vocabulary,
)


def store() -> MemoryStore:
    return MemoryStore(Contents(vocabulary(), {"data": Dataset.of()}))


def said(store: MemoryStore, known: date | None = None) -> Counter[tuple[object, ...]]:
    """What the tables say, as known on a day."""
    found = (
        as_of(store, known=known)
        .table(stated=False, memory="200MB")
        .sql("SELECT object, period_text, CAST(value AS BIGINT), scope_note FROM claims")
    )
    return Counter(found.fetchall())


def told(rows: Sequence[Row]) -> Counter[tuple[object, ...]]:
    return Counter((row.object, row.period, int(row.value), row.note) for row in rows)


def test_a_file_says_what_stands_in_it_from_its_publication_on() -> None:
    held = store()
    landed = imported(held, [Row(), Row(object="country:KOR")])
    assert (landed.new, landed.unchanged, landed.closed) == (2, 0, 0)
    assert said(held) == told([Row(), Row(object="country:KOR")])
    assert said(held, FIRST_DAY - timedelta(days=1)) == Counter()


def test_the_same_file_again_brings_nothing_new() -> None:
    held = store()
    imported(held, [Row()])
    before = held.contents.tables
    again = imported(held, [Row()], published=THIRD_DAY)
    assert (again.new, again.unchanged, again.closed) == (0, 1, 0)
    assert held.contents.tables == before


def test_a_revised_file_closes_what_it_no_longer_says_and_keeps_the_rest() -> None:
    held = store()
    first = [Row(), Row(object="country:KOR"), Row(object="country:DEU")]
    second = [Row(value="7"), Row(object="country:KOR"), Row(object="country:FRA")]
    imported(held, first)
    landed = imported(held, second, published=SECOND_DAY)
    assert (landed.new, landed.unchanged, landed.closed) == (2, 1, 2)
    assert said(held, SECOND_DAY - timedelta(days=1)) == told(first)
    assert said(held, SECOND_DAY) == said(held) == told(second)


def test_a_revision_without_any_claim_closes_all() -> None:
    held = store()
    imported(held, [Row()])
    assert imported(held, [], published=SECOND_DAY).closed == 1
    assert said(held) == Counter()
    assert said(held, FIRST_DAY) == told([Row()])


def test_a_statement_that_stands_in_several_rows_is_counted() -> None:
    held = store()
    imported(held, [Row(), Row(), Row()])
    landed = imported(held, [Row(object="country:KOR"), Row()], published=SECOND_DAY)
    assert (landed.new, landed.unchanged, landed.closed) == (1, 1, 2)
    assert said(held) == told([Row(object="country:KOR"), Row()])


def test_another_note_is_another_statement() -> None:
    held = store()
    imported(held, [Row(note="HS 2012")])
    landed = imported(held, [Row(note="HS 2017")], published=SECOND_DAY)
    assert (landed.new, landed.closed) == (1, 1)


def test_a_claim_that_was_taken_back_cannot_come_again() -> None:
    held = store()
    imported(held, [Row()])
    imported(held, [Row(value="7")], published=SECOND_DAY)
    before = held.contents.tables
    with pytest.raises(BadInput, match="a claim that was taken back stays so"):
        imported(held, [Row()], published=THIRD_DAY)
    assert held.contents.tables == before


def test_tables_of_two_names_do_not_revise_each_other() -> None:
    held = store()
    imported(held, [Row()], name="one")
    landed = imported(held, [Row(value="7")], name="two", published=SECOND_DAY)
    assert (landed.new, landed.closed) == (1, 0)
    assert said(held) == told([Row(), Row(value="7")])


rows = st.builds(
    Row,
    object=st.sampled_from(["country:JPN", "country:KOR"]),
    period=st.sampled_from(["2023-01", "2023-02", "2023"]),
    value=st.integers(0, 2).map(str),
    note=st.sampled_from([None, "HS 2017"]),
)
editions = st.lists(st.lists(rows, max_size=6), min_size=1, max_size=4)


@pytest.mark.full
@settings(max_examples=15)
@given(editions, st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_as_of_any_day_the_tables_say_what_the_last_edition_by_then_says(
    files: list[list[Row]], gaps: list[int]
) -> None:
    held = store()
    day, taken = FIRST_DAY, dict[date, list[Row]]()
    for file, gap in zip(files, gaps, strict=False):
        day += timedelta(days=gap)
        try:
            imported(held, file, published=day)
        except BadInput as error:
            assert "taken back" in str(error), "a file may return to an earlier one"
        else:
            taken[day] = file
    for offset in range(-1, (day - FIRST_DAY).days + 2):
        known = FIRST_DAY + timedelta(days=offset)
        last = max((published for published in taken if published <= known), default=None)
        assert said(held, known) == told(taken[last] if last else []), known
