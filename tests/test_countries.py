from __future__ import annotations

import re

from kg.countries import countries
from kg.vocab import CURIE


def test_every_country_has_an_id_a_label_and_its_three_codes() -> None:
    rows = list(countries())
    assert len(rows) > 240
    for row in rows:
        codes = dict(row.codes)
        assert CURIE.fullmatch(row.id)
        assert row.id == f"country:{codes['iso3166-1-alpha-3']}"
        assert re.fullmatch("[A-Z]{2}", codes["iso3166-1-alpha-2"])
        assert re.fullmatch("[0-9]{3}", codes["m49"])
        assert row.label
        assert row.label not in row.aliases
        assert list(row.codes) == sorted(row.codes)


def test_countries_come_in_the_order_of_their_ids_and_each_once() -> None:
    ids = [row.id for row in countries()]
    assert ids == sorted(set(ids))


def test_a_country_goes_by_its_common_name() -> None:
    by_id = {row.id: row for row in countries()}
    assert by_id["country:VNM"].label == "Vietnam"
    assert "Viet Nam" in by_id["country:VNM"].aliases
