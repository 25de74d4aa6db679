"""Where things lie on the world map: the outline of the land, and a point for each place.

A point says where a circle and a name go; it takes no position on borders or sovereignty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from kg.claim import Claim
from kg.errors import BadRow
from kg.files import bundled
from kg.page.model import PageData
from kg.rows import read_rows

Point = tuple[float, float]
"""Longitude and latitude in degrees."""

_FOLDER = "geography"
_LOCATED = "kg:locatedIn"
_LIMITS = {"longitude": 180.0, "latitude": 90.0}


def outline() -> list[list[int]]:
    """The outline of the land, without any borders.

    Returns:
        Rings, each as longitude, latitude, longitude … in tenths of a degree. A ring inside
        another is water.

    Example:
        >>> len(outline()[0]) % 2
        0
    """
    rings: dict[str, list[int]] = {}
    for row, point in _rows("land.csv", "ring"):
        rings.setdefault(row, []).extend(round(10 * degrees) for degrees in point)
    return list(rings.values())


def points(ids: Iterable[str]) -> dict[str, Point]:
    """Where places lie that are known to the map.

    Args:
        ids: Ids of entities of any class.

    Returns:
        The points of those that have one of their own.

    Example:
        >>> points(["place:geneva", "element:Dy"])
        {'place:geneva': (6.1, 46.2)}
    """
    known = _known_points()
    return {id_: known[id_] for id_ in ids if id_ in known}


def points_of(ids: Iterable[str], claims: Iterable[Claim]) -> dict[str, Point]:
    """Where entities lie: at their own point, or at that of the one place they are located in.

    What claims locate in several places, none of which lies in another of them, has no point:
    to pick one of them would say what no source says.

    Args:
        ids: Ids of entities of any class.
        claims: Claims, of which those count that assert where something is located.

    Returns:
        The points of those that have one.

    Example:
        >>> import kg
        >>> points_of(["organisation:fudan-university"], kg.build().claims())
        {'organisation:fudan-university': (121.5, 31.2)}
    """
    located: dict[str, set[str]] = {}
    for claim in claims:
        if claim.predicate == _LOCATED and claim.is_direct and claim.object is not None:
            located.setdefault(claim.subject, set()).add(claim.object)
    around = {id_: _around(id_, located) for id_ in located}
    found: dict[str, Point] = {}
    for id_ in ids:
        reached = _reached(id_, located, around, frozenset())
        if len(reached) == 1:
            found[id_] = reached.pop()
    return found


def geography(data: PageData) -> dict[str, Any] | None:
    """What the page's map is drawn from.

    Args:
        data: What the page shows.

    Returns:
        ``outline``, and the ``points`` of entities by id; None where nothing on the page has one.

    Example:
        >>> import kg
        >>> from kg.page.model import page_data
        >>> drawn = geography(page_data(kg.build(), about="country:CHN"))
        >>> drawn and drawn["points"]["country:CHN"]
        [103.8, 36.6]
    """
    ids = [node.entity.id for node in data.nodes]
    standing = (claim for claim in data.claims if claim.id not in data.retracted)
    found = points_of(ids, standing)
    if not found:
        return None
    return {"outline": outline(), "points": {id_: list(point) for id_, point in found.items()}}


def _around(id_: str, located: Mapping[str, Iterable[str]]) -> set[str]:
    """Everything that something lies in, directly or not."""
    found: set[str] = set()
    ahead = list(located.get(id_, ()))
    while ahead:
        place = ahead.pop()
        if place not in found:
            found.add(place)
            ahead.extend(located.get(place, ()))
    return found


def _reached(
    id_: str,
    located: Mapping[str, set[str]],
    around: Mapping[str, set[str]],
    inside: frozenset[str],
) -> set[Point]:
    """The nearest points on every way outwards from an entity."""
    known = _known_points()
    if id_ in known:
        return {known[id_]}
    places = located.get(id_, set()) - inside
    outer = {place for place in places if id_ not in around.get(place, ())}
    nearest = (place for place in places if not _holds_another(place, outer, around))
    return {
        point for place in nearest for point in _reached(place, located, around, inside | {id_})
    }


def _holds_another(place: str, places: set[str], around: Mapping[str, set[str]]) -> bool:
    """Whether one of the other places lies in it, so that it says less than they do."""
    return any(
        place in around.get(other, ()) and other not in around.get(place, ())
        for other in places - {place}
    )


@cache
def _known_points() -> Mapping[str, Point]:
    return dict(_rows("points.csv", "id"))


def _rows(name: str, key: str) -> Iterator[tuple[str, Point]]:
    """The rows of a file as a key and a point."""
    path = bundled("data") / _FOLDER / name
    columns = [key, *_LIMITS]
    for line, row in read_rows(path, known=columns, required=columns):
        yield row[key], _degrees(path, line, [(column, row[column]) for column in _LIMITS])


def _degrees(path: Path, line: int, cells: Sequence[tuple[str, str]]) -> Point:
    found = []
    for column, cell in cells:
        try:
            degrees = float(cell)
        except ValueError as error:
            raise BadRow(path, line, column, cell, "not a number of degrees") from error
        if not abs(degrees) <= _LIMITS[column]:
            why = f"degrees run from -{_LIMITS[column]:g} to {_LIMITS[column]:g}"
            raise BadRow(path, line, column, cell, why)
        found.append(degrees)
    return found[0], found[1]
