from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.entity import Entity
from kg.page.encode import encoded
from kg.page.model import page_data

from .sample import claim, sample_view, view_of

CHN, USA = "country:CHN", "country:USA"


def column(data: dict[str, Any], name: str) -> list[str]:
    """A claim column as texts."""
    cells = data["claims"]["cells"]
    texts = ["", *cells[name]["texts"]]
    return [texts[at] for at in numbers(data, name, cells[name]["at"])]


def numbers(data: dict[str, Any], name: str, stored: Any) -> list[int]:
    claims = data["claims"]
    if isinstance(stored, int):
        return [stored] * claims["count"]
    if isinstance(stored, list):
        return stored
    cause = stored["of"]
    others = claims[cause] if cause in claims else claims["cells"][cause]["at"]
    found = [stored["values"][other] for other in numbers(data, cause, others)]
    but = stored.get("but", {"at": [], "values": []})
    for place, value in zip(but["at"], but["values"], strict=True):
        found[place] = value
    return found


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


def test_ids_that_are_no_hash_of_their_claims_are_told() -> None:
    rows = [claim(CHN, "kg:restricts", USA, number=number) for number in range(3)]
    cell = encoded(page_data(view_of(rows)))["claims"]["cells"]["id"]
    assert cell["but"] == {"at": [0, 1, 2], "texts": [row.id for row in rows]}


def test_premises_that_are_not_on_the_page_are_told() -> None:
    rows = [claim(CHN, "kg:restricts", USA, number=number) for number in range(3)]
    rows[1] = replace(rows[1], premises=(rows[2].id, rows[0].id))
    rows[2] = replace(rows[2], premises=("claim:elsewhere", rows[0].id))
    claims = encoded(page_data(view_of(rows)))["claims"]
    assert claims["premises"] == {"of": [1, 1, 2], "items": [2, 0, 0]}
    assert claims["cells"]["premises"]["but"] == {
        "at": [2],
        "texts": [f"claim:elsewhere;{rows[0].id}"],
    }


@pytest.mark.parametrize("name", ["unit:TONNE", "kg:ExportMass", "kg:Relationship"])
def test_what_is_no_node_has_its_name_on_the_page(name: str) -> None:
    assert encoded(page_data(sample_view()))["names"][name]
