"""The lists of partners' codes in ``data/codes``: what they name exists, and has one name."""

from __future__ import annotations

import csv
from collections.abc import Mapping

import pycountry
import pytest

from kg.files import bundled

LISTS = ("m49-trade", "iso2-comext", "china-customs")
NO_PARTY = {"m49-trade": {"0", "97", "975"}, "iso2-comext": {"EU"}, "china-customs": set[str]()}


def rows(name: str) -> list[Mapping[str, str]]:
    with (bundled("data") / "codes" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", LISTS)
def test_each_code_stands_once(name: str) -> None:
    codes = [row["code"] for row in rows(name)]
    assert len(codes) == len(set(codes)) > 20


@pytest.mark.parametrize("name", LISTS)
def test_a_code_is_a_country_an_area_with_a_name_or_no_party_with_a_reason(name: str) -> None:
    countries = {f"country:{country.alpha_3}" for country in pycountry.countries}
    no_party = set()
    for row in rows(name):
        prefix = row["entity"].partition(":")[0]
        if prefix == "country":
            assert row["entity"] in countries, row
        elif prefix == "aggregate":
            assert row["label"], row
        else:
            no_party.add(row["code"])
            assert row["note"], row
    assert no_party == NO_PARTY[name]


def test_an_area_has_the_same_name_in_all_lists() -> None:
    names: dict[str, set[str]] = {}
    for name in LISTS:
        for row in rows(name):
            if row["entity"].startswith("aggregate:"):
                names.setdefault(row["entity"], set()).add(row["label"])
    assert {entity: labels for entity, labels in names.items() if len(labels) > 1} == {}


def test_codes_that_are_just_iso_are_not_repeated() -> None:
    numeric = {str(int(country.numeric)): country.alpha_3 for country in pycountry.countries}
    alpha = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    noted = {"356"}  # India: the list says which India
    for name, iso in (("m49-trade", numeric), ("iso2-comext", alpha)):
        repeated = {
            row["code"] for row in rows(name) if f"country:{iso.get(row['code'])}" == row["entity"]
        }
        assert repeated <= noted
