"""Codes that stand for entities."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.files import bundled
from kg.tables.codes import Codes, folded, table
from kg.vocab import CURIE

from .reading import catalogue, vocabulary


def codes() -> Codes:
    return Codes(vocabulary(), catalogue().entities)


@pytest.mark.parametrize(
    ("scheme", "code", "entity"),
    [
        ("iso2", "CN", "country:CHN"),
        ("iso3", "CHN", "country:CHN"),
        ("m49", "4", "country:AFG"),
        ("m49", "004", "country:AFG"),
        ("name", "viet nam", "country:VNM"),
        ("name", "Korea, Rep.", "country:KOR"),
        ("name", "Côte d’Ivoire", "country:CIV"),
        ("name", "Taiwan, China", "country:TWN"),
        ("element", "Dy", "element:Dy"),
        ("element", "dysprosium", "element:Dy"),
        ("hs", "284690", "product:other-rare-earth-compounds"),
        ("hs", "2846.90", "product:other-rare-earth-compounds"),
        ("chn-hs", "284690", "product:other-rare-earth-compounds"),
        ("chn-hs", "81129210", "product:chn-hs8-81129210"),
        ("m49-trade", "490", "aggregate:other-asia-nes"),
        ("action:gta-", "123", "action:gta-123"),
    ],
)
def test_a_code_stands_for_an_entity(scheme: str, code: str, entity: str) -> None:
    found = codes().find(scheme, code)
    assert found is not None
    assert found.entity == entity


@pytest.mark.parametrize(
    ("scheme", "code"),
    [
        ("iso2", "ZZ"),
        ("iso3", ""),
        ("name", "Atlantis"),
        ("hs", "28469"),
        ("hs", "28469010"),
        ("hs", "２８４６９０"),
        ("hs", "AB1234"),
        ("chn-hs", "1234567890123"),
        ("no-such-table", "1"),
        ("action:gta-", "1; DROP"),
    ],
)
def test_a_code_that_nobody_knows_stands_for_nothing(scheme: str, code: str) -> None:
    assert codes().find(scheme, code) is None


def test_eight_digits_of_two_countries_are_two_goods() -> None:
    found = codes()
    chinese, european = found.find("chn-hs", "81129210"), found.find("eu-hs", "81129210")
    assert chinese != european
    assert found.new["product:chn-hs8-81129210"].label == "CHN 8112.92.10"


def test_a_new_good_carries_its_code_and_its_printed_name() -> None:
    found = codes()
    found.find("hs", "260400", "Nickel ores and concentrates")
    entity = found.new["product:hs-260400"]
    assert (entity.label, entity.codes) == ("HS 2604.00", (("hs", "2604.00"),))
    assert entity.aliases == ("Nickel ores and concentrates",)


def test_a_code_of_two_goods_of_the_catalogue_is_a_good_of_its_own() -> None:
    shared = [e for e in catalogue().entities.values() if ("hs", "8505.11") in e.codes]
    assert len(shared) > 1
    found = codes().find("hs", "850511")
    assert found is not None
    assert found.entity == "product:hs-850511"


def test_totals_are_dropped_with_the_reason_of_the_table() -> None:
    found = codes().find("name", "World")
    assert found is not None
    assert found.entity is None
    assert "total" in (found.drop or "")


TABLES = [
    path
    for path in sorted((bundled("data") / "codes").glob("*.csv"))
    if "entity" in path.read_text(encoding="utf-8").splitlines()[0].split(",")
]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_table_of_codes_names_entities_that_are_known_or_can_be_made(path: Path) -> None:
    prefixes = {cls.prefix for cls in vocabulary().classes.values()}
    for row in table(path, path.stem).values():
        id_ = row["entity"]
        if not id_:
            assert row["note"], f"{row['code']} says not why it is dropped"
        elif id_ not in catalogue().entities:
            assert CURIE.fullmatch(id_), id_
            assert id_.partition(":")[0] in prefixes - {"country"}, f"{id_} is no country"
            assert row["label"], f"{id_} has no label"


def test_names_are_compared_without_case_accents_and_signs() -> None:
    assert folded("ÅLAND  Islands") == folded("aland-islands")
    assert folded("Bosnia & Herzegovina") == folded("Bosnia and Herzegovina")


def test_people_name_countries_by_code_name_or_id() -> None:
    found = codes()
    assert {found.named(text) for text in ("CHN", "cn", "China", "country:CHN")} == {"country:CHN"}
    assert found.named("Atlantis") is None
