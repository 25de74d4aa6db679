"""The outline of the land, and where things lie on it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kg.countries import countries
from kg.curated import read_data
from kg.errors import BadRow
from kg.files import bundled
from kg.page import places
from kg.page.model import page_data
from kg.page.places import Point, geography, outline, points, points_of
from tests.page.sample import claim, view_of

CHINA: Point = points(["country:CHN"])["country:CHN"]
SHANGHAI: Point = points(["place:shanghai"])["place:shanghai"]
LOCATED = "kg:locatedIn"


def covers(ring: list[int], longitude: float, latitude: float) -> bool:
    """Whether a ring goes round a point."""
    corners = list(zip(ring[::2], ring[1::2], strict=True))
    x, y, inside = longitude * 10, latitude * 10, False
    for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def on_land(longitude: float, latitude: float) -> bool:
    return sum(covers(ring, longitude, latitude) for ring in outline()) % 2 == 1


def test_the_outline_is_small_enough_to_travel_in_every_page() -> None:
    assert len(json.dumps(outline(), separators=(",", ":"))) <= 14_000


def test_the_outline_stays_on_the_globe_and_no_line_runs_across_the_map() -> None:
    for ring in outline():
        assert len(ring) >= 6
        assert len(ring) % 2 == 0
        assert all(abs(x) <= 1800 for x in ring[::2])
        assert all(abs(y) <= 900 for y in ring[1::2])
        ends = zip(ring[::2], ring[2::2] + ring[:1], strict=True)
        along_the_pole = min(ring[1::2]) == -900
        assert along_the_pole or all(abs(a - b) < 1800 for a, b in ends)


@pytest.mark.parametrize(
    ("longitude", "latitude", "land"),
    [
        (104, 35, True),
        (-99, 39, True),
        (25, 0, True),
        (178, 67, True),
        (-175, 66.5, True),
        (0, -80, True),
        (-30, 30, False),
        (-150, 0, False),
        (51, 41, False),
        (-86, 58, False),
    ],
    ids=[
        "China",
        "United States",
        "Africa",
        "Chukotka, this side",
        "Chukotka, that side",
        "Antarctica",
        "Atlantic",
        "Pacific",
        "Caspian Sea",
        "Hudson Bay",
    ],
)
def test_land_is_where_it_is_on_the_globe(longitude: float, latitude: float, land: bool) -> None:
    assert on_land(longitude, latitude) is land


def test_every_country_and_territory_of_iso_3166_has_a_point() -> None:
    ids = [country.id for country in countries()]
    assert points(ids).keys() == set(ids)
    assert len(ids) > 240


def test_every_point_belongs_to_an_entity_of_the_shipped_catalogue() -> None:
    known = read_data().entities
    assert [id_ for id_ in places._known_points() if id_ not in known] == []


def test_most_countries_have_their_point_on_the_land_that_is_drawn() -> None:
    found = points(country.id for country in countries())
    dry = [id_ for id_, point in found.items() if on_land(*point)]
    assert len(dry) > 165, "small islands are not drawn"
    assert {"country:CHN", "country:USA", "country:MYS", "country:VNM", "country:CHL"} <= set(dry)


def test_what_is_no_place_has_no_point() -> None:
    assert points(["element:Dy", "aggregate:world", "place:western-countries"]) == {}


def test_the_geography_is_not_taken_for_claims_or_entities(tmp_path: Path) -> None:
    folder = shutil.copytree(bundled("data"), tmp_path / "data")
    together = read_data(folder)
    shutil.rmtree(folder / "geography")
    assert read_data(folder) == together


def test_an_entity_lies_where_claims_locate_it_step_by_step() -> None:
    claims = [
        claim("company:a", LOCATED, "place:plant", number=1),
        claim("place:plant", LOCATED, "place:shanghai", number=2),
    ]
    assert points_of(["company:a", "place:plant", "company:b"], claims) == {
        "company:a": SHANGHAI,
        "place:plant": SHANGHAI,
    }


def test_of_a_town_and_the_country_around_it_the_town_counts() -> None:
    claims = [
        claim("company:a", LOCATED, "place:shanghai", number=1),
        claim("company:a", LOCATED, "country:CHN", number=2),
        claim("place:shanghai", LOCATED, "country:CHN", number=3),
    ]
    assert points_of(["company:a"], claims) == {"company:a": SHANGHAI}


def test_a_town_without_a_point_leads_to_the_country_that_is_named_too() -> None:
    claims = [
        claim("company:a", LOCATED, "place:nowhere", number=1),
        claim("company:a", LOCATED, "country:CHN", number=2),
    ]
    assert points_of(["company:a"], claims) == {"company:a": CHINA}


@pytest.mark.parametrize("second", ["country:JPN", "place:plant"])
def test_what_lies_in_two_countries_has_no_one_point(second: str) -> None:
    claims = [
        claim("event:stops", LOCATED, "country:USA", number=1),
        claim("event:stops", LOCATED, second, number=2),
        claim("place:plant", LOCATED, "country:JPN", number=3),
    ]
    assert points_of(["event:stops"], claims) == {}


@pytest.mark.parametrize("more", [{"negated": True}, {"modality": "planned"}])
def test_only_what_is_asserted_places_something(more: dict[str, object]) -> None:
    claims = [claim("company:a", LOCATED, "country:CHN", **more)]  # type: ignore[arg-type]
    assert points_of(["company:a"], claims) == {}


def test_other_relations_place_nothing() -> None:
    assert points_of(["company:a"], [claim("company:a", "kg:supplies", "country:CHN")]) == {}


def test_an_own_point_counts_before_where_something_is_located() -> None:
    claims = [claim("place:shanghai", LOCATED, "country:CHN")]
    assert points_of(["place:shanghai"], claims) == {"place:shanghai": SHANGHAI}


def test_places_that_lie_in_each_other_do_not_run_in_a_circle() -> None:
    claims = [
        claim("place:a", LOCATED, "place:b", number=1),
        claim("place:b", LOCATED, "place:a", number=2),
        claim("place:b", LOCATED, "country:CHN", number=3),
    ]
    assert points_of(["place:a", "place:b"], claims) == {"place:a": CHINA, "place:b": CHINA}


def test_the_page_gets_the_outline_and_the_points_of_what_it_shows() -> None:
    view = view_of([claim("country:CHN", "kg:exportsTo", "country:JPN")])
    drawn = geography(page_data(view))
    assert drawn is not None
    assert drawn["outline"] == outline()
    assert drawn["points"].keys() == {"country:CHN", "country:JPN"}


def test_a_page_on_which_nothing_has_a_place_has_no_geography() -> None:
    assert geography(page_data(view_of([claim("element:Dy", "kg:partOf", "group:ree")]))) is None


@pytest.mark.parametrize("cell", ["east", "181", "nan"])
def test_a_wrong_degree_is_refused_by_line_and_column(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cell: str
) -> None:
    (tmp_path / "geography").mkdir()
    path = tmp_path / "geography" / "land.csv"
    path.write_text(f"ring,longitude,latitude\n1,{cell},5\n", encoding="utf-8")
    monkeypatch.setattr(places, "bundled", lambda _: tmp_path)
    with pytest.raises(BadRow, match=r"land\.csv, line 2, column longitude"):
        outline()
