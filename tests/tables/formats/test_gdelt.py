"""GDELT events: 61 columns without a header, codes as texts, FIPS places, mentions."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.errors import BadInput
from kg.files import bundled
from kg.tables.formats.gdelt import COLUMNS
from tests.tables.formats.reading import Outcome, read, written


def row(**cells: str) -> str:
    usual = {
        "globaleventid": "410412347",
        "sqldate": "20250502",
        "actor1countrycode": "CHN",
        "actor2countrycode": "USA",
        "eventcode": "046",
        "eventrootcode": "04",
        "nummentions": "12",
        "actiongeo_countrycode": "SZ",
        "dateadded": "20250502000000",
        "sourceurl": "https://news.example/a",
    } | cells
    return "\t".join(usual.get(column, "") for column in COLUMNS)


def outcome(folder: Path, *rows: str) -> Outcome:
    return read(written(folder, "20250502000000.export.CSV", "\n".join(rows) + "\n"))


def test_the_codebook_has_61_columns() -> None:
    assert len(COLUMNS) == 61
    assert COLUMNS[26] == "eventcode"
    assert COLUMNS[-1] == "sourceurl"


def test_an_event_between_two_countries_is_one_claim_whatever_its_mentions(tmp_path: Path) -> None:
    [claim] = outcome(tmp_path, row()).claims
    assert (claim["claim_type"], claim["subject"], claim["predicate"], claim["object"]) == (
        "kg:Occurrence",
        "country:CHN",
        "kg:negotiatesWith",
        "country:USA",
    )
    assert claim["period_text"] == "2025-05-02"
    assert claim["value"] is None
    assert claim["scope_note"] == (
        "CAMEO 046: Engage in negotiation; read from the news by machine; placed in Switzerland; "
        "first report: https://news.example/a"
    )


@pytest.mark.parametrize(
    ("code", "relation", "modality"),
    [
        ("043", "kg:meetsWith", "asserted"),
        ("057", "kg:agreesWith", "asserted"),
        ("061", "kg:cooperatesWith", "asserted"),
        ("0311", "kg:cooperatesWith", "planned"),
        ("071", "kg:supports", "asserted"),
        ("163", "kg:sanctions", "asserted"),
    ],
)
def test_codes_stand_for_relations(
    tmp_path: Path, code: str, relation: str, modality: str
) -> None:  # fmt: skip
    [claim] = outcome(tmp_path, row(eventcode=code)).claims
    assert (claim["predicate"], claim["modality"]) == (relation, modality)


def test_a_code_that_lost_its_zero_is_another_code(tmp_path: Path) -> None:
    found = outcome(tmp_path, row(), row(eventcode="46"), row(eventcode="190"))
    assert found.report.dropped == {"an event without a relation of ours": 2}


def test_both_actors_need_a_country_and_not_the_same(tmp_path: Path) -> None:
    found = outcome(
        tmp_path,
        row(actor1countrycode=""),
        row(actor2countrycode=""),
        row(actor2countrycode="CHN"),
        row(actor2countrycode="EUR"),
        row(actor2countrycode="QQQ"),
        row(sqldate="2025"),
        row(sqldate="20250231"),
    )
    assert found.report.dropped == {
        "an actor without a country": 2,
        "an event inside one country": 1,
        "an actor is a region or a part of a country, not a country": 1,
    }
    assert found.report.rejected["unknown iso3-cameo code 'QQQ'"] == 1
    assert sum(found.report.rejected.values()) == 3


def test_actors_codes_are_nearly_isos(tmp_path: Path) -> None:
    found = outcome(tmp_path, row(actor2countrycode="ROM"), row(actor2countrycode="MTN"))
    assert [claim["object"] for claim in found.claims] == ["country:ROU", "country:MNE"]


@pytest.mark.parametrize(
    ("fips", "country"),
    [
        ("CH", "country:CHN"),
        ("GM", "country:DEU"),
        ("AU", "country:AUT"),
        ("AS", "country:AUS"),
        ("SZ", "country:CHE"),
        ("SF", "country:ZAF"),
        ("KS", "country:KOR"),
        ("UK", "country:GBR"),
    ],
)
def test_fips_is_not_iso(fips: str, country: str) -> None:
    with (bundled("data") / "codes" / "fips10-4.csv").open(encoding="utf-8", newline="") as file:
        entities = {line["code"]: line["entity"] for line in csv.DictReader(file)}
    assert entities[fips] == country


def test_a_place_nobody_knows_leaves_the_event_as_it_is(tmp_path: Path) -> None:
    [claim] = outcome(tmp_path, row(actiongeo_countrycode="??", sourceurl="")).claims
    assert claim["scope_note"].endswith("read from the news by machine")


def test_a_quotation_mark_in_an_address_is_a_character(tmp_path: Path) -> None:
    found = outcome(tmp_path, row(sourceurl='https://news.example/"a'), row())
    assert found.report.kept == 2


def test_a_row_of_another_width_is_rejected(tmp_path: Path) -> None:
    found = outcome(tmp_path, row(), row() + "\tmore", row().rpartition("\t")[0])
    assert sum(found.report.rejected.values()) == 2
    assert found.report.kept == 1


def test_a_table_of_another_width_is_no_gdelt(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        outcome(tmp_path, "\t".join(["20250502"] * 57))
