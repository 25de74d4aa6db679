from __future__ import annotations

import pytest

from kg.asof import AsOf, as_of
from kg.dataset import Dataset
from kg.entity import Entity
from kg.errors import UnknownName
from kg.query import resolve
from kg.store import Contents, MemoryStore
from kg.vocab import Vocabulary


def entity(id: str, label: str, *aliases: str, **codes: str) -> Entity:
    return Entity(
        id=id, type="kg:Country", label=label, aliases=aliases, codes=tuple(codes.items())
    )


@pytest.fixture(scope="module")
def names(vocab: Vocabulary) -> AsOf:
    """A catalogue in which names collide."""
    entities = [
        entity("element:In", "Indium", symbol="In"),
        entity("country:IND", "India", alpha2="IN"),
        entity("element:Co", "Cobalt", symbol="Co"),
        entity("country:COL", "Colombia", alpha2="CO"),
        entity("country:COD", "Congo", "Congo-Kinshasa"),
        entity("country:COG", "Republic of the Congo", "Congo"),
        entity("place:one", "Springfield"),
        entity("place:two", "springfield"),
        entity("product:x", "country:IND"),
        entity("group:x", "Seltene Erden", "Straße"),
    ]
    return as_of(MemoryStore(Contents(vocab, {"data": Dataset.of(entities=entities)})))


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("country:COL", "country:COL"),
        ("https://supply-chain-kg.example/country/COL", "country:COL"),
        ("colombia", "country:COL"),
        ("  Republic  of the CONGO ", "country:COG"),
        ("congo", "country:COD"),
        ("congo-kinshasa", "country:COD"),
        ("In", "element:In"),
        ("IN", "country:IND"),
        ("Co", "element:Co"),
        ("CO", "country:COL"),
        ("COL", "country:COL"),
        ("country:IND", "country:IND"),
        ("STRASSE", "group:x"),
    ],
)
def test_a_name_finds_what_is_meant(names: AsOf, text: str, id: str) -> None:
    assert resolve(names, text).id == id


@pytest.mark.parametrize("text", ["in", "co", "nothing like it", "", "Springfeild"])
def test_an_unknown_name_is_told(names: AsOf, text: str) -> None:
    with pytest.raises(UnknownName, match="unknown entity"):
        resolve(names, text)


def test_a_misspelt_name_is_told_with_the_nearest_one(names: AsOf) -> None:
    with pytest.raises(UnknownName, match="Colombia"):
        resolve(names, "Columbia")


def test_a_name_of_several_things_is_told_with_their_ids(names: AsOf) -> None:
    with pytest.raises(UnknownName) as caught:
        resolve(names, "Springfield")
    assert "place:one" in str(caught.value)
    assert "place:two" in str(caught.value)
    assert caught.value.suggestions == ["place:one", "place:two"]


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("beijing", "country:CHN"),
        ("heavy rare earths", "group:heavy-rare-earths"),
        ("Dy", "element:Dy"),
    ],
)
def test_names_of_the_shipped_catalogue(on_disk: AsOf, text: str, id: str) -> None:
    assert resolve(on_disk, text).id == id


def test_every_shipped_entity_is_found_by_its_id_and_never_by_another_ones_label(
    on_disk: AsOf,
) -> None:
    for id_, entity in on_disk.entities.items():
        assert resolve(on_disk, id_).id == id_
        assert resolve(on_disk, entity.label).id == id_
