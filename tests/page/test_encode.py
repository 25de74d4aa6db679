import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.claim import cell
from kg.entity import Entity
from kg.page.encode import DEFLATED_FROM, encoded, json_block
from kg.page.model import page_data

from .sample import claim, sample_view, view_of, vocabulary
from .unpack import unpacked

CHN, USA = "country:CHN", "country:USA"


def column(data: dict[str, Any], name: str) -> list[str]:
    """A claim column as texts."""
    cells = data["claims"]["cells"][name]
    count = data["claims"]["count"]
    return [data["strings"][at] for at in (cells if isinstance(cells, list) else [cells] * count)]


@given(st.text() | st.sampled_from(["</script>", "<!--", "\u2028", "\u202e", "${x}", "]]>"]))
def test_any_text_survives_the_data_block_and_never_ends_it(text: str) -> None:
    for padding in ("", "x" * DEFLATED_FROM):
        block = json_block({"label": text, "padding": padding})
        assert not set("<>&\u2028\u2029") & set(block)
        assert block.isascii()
        assert unpacked(block)["label"] == text


def test_half_a_surrogate_does_not_stop_the_page() -> None:
    assert json.loads(json_block(["\ud800"])) == ["\ud800"]


def test_every_column_of_a_claim_is_on_the_page_as_our_tables_spell_it() -> None:
    view = sample_view()
    data = encoded(page_data(view))
    for name in column_names():
        if name != "gist":
            assert column(data, name) == [cell(getattr(row, name)) for row in view.rows]


def column_names() -> list[str]:
    numbered = {"subject", "predicate", "object", "source_id"}
    days = {"start", "start_latest", "end_earliest", "end", "published"}
    return [c.name for c in vocabulary().columns if c.name not in numbered | days]


def test_a_claim_is_told_with_its_period_quantity_and_band() -> None:
    data = encoded(page_data(sample_view()))
    at = column(data, "value").index("-48.3")
    assert column(data, "gist")[at] == "Their worth fell by nearly half."
    assert column(data, "period")[at] == "May 2025"
    assert column(data, "quantity")[at].startswith("export value: −48.3")
    assert column(data, "band")[at].endswith("−48.25\u00a0%")


def test_days_count_from_1970() -> None:
    row = claim(CHN, "kg:restricts", USA, period="2025-05")
    days = encoded(page_data(view_of([row])))["claims"]["days"]
    assert date(1970, 1, 1) + timedelta(days["start"]) == row.start
    assert date(1970, 1, 1) + timedelta(days["published"]) == row.published


label = st.text(min_size=1, max_size=6, alphabet="abr ()\\.so\x01")


@given(label, label, st.lists(label | st.sampled_from(["SUBJECT", "OBJECT"]), max_size=6))
def test_a_gist_keeps_its_words_whatever_names_it_shares(
    first: str, last: str, words: list[str]
) -> None:
    gist = "".join(words).replace("SUBJECT", first).replace("OBJECT", last) or "x"
    entities = [Entity(id=CHN, type="kg:Country", label=first)]
    entities.append(Entity(id=USA, type="kg:Country", label=last))
    data = encoded(page_data(view_of([claim(CHN, "kg:restricts", USA, gist=gist)], entities)))
    stored = column(data, "gist")[0]
    if "\x01" in first + last + gist:
        assert stored.replace("\x01\x01", "\x01") == gist
        return
    marks = {"\x01s": first, "\x01o": last, "\x01r": "restricts"}
    for mark, name in marks.items():
        stored = stored.replace(mark, name.replace("\x01", ""))
    assert stored == gist


def test_the_digest_changes_with_the_data_and_only_with_them() -> None:
    one, other = (
        view_of([claim(CHN, "kg:restricts", USA, gist=gist)]) for gist in ("This.", "That.")
    )
    assert encoded(page_data(one))["digest"] == encoded(page_data(one))["digest"]
    assert encoded(page_data(one))["digest"] != encoded(page_data(other))["digest"]


def test_a_view_tells_its_valid_period_by_first_and_last_day() -> None:
    from kg.dates import parse_period

    view = replace(sample_view(), valid=parse_period("2025-05"))
    first, last = encoded(page_data(view))["valid"]
    assert date(1970, 1, 1) + timedelta(first) == date(2025, 5, 1)
    assert date(1970, 1, 1) + timedelta(last) == date(2025, 5, 31)


def test_small_data_can_be_read_in_the_page_and_big_ones_are_deflated() -> None:
    assert "deflated" not in json.loads(json_block({"a": 1}))
    assert "deflated" in json.loads(json_block({"a": "x" * DEFLATED_FROM}))


@pytest.mark.parametrize("name", ["unit:TONNE", "kg:ExportMass", "kg:Relationship"])
def test_what_is_no_node_has_its_name_on_the_page(name: str) -> None:
    assert encoded(page_data(sample_view()))["names"][name]
