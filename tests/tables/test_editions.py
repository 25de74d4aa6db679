from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadInput, StoreDamaged, UnknownName
from kg.tables.editions import INDEX, Edition, File, Tables, name_of
from tests.tables.bulk import FIRST_DAY, SECOND_DAY, Row, source

FILE = File(name="customs.0123456789abcdef.claims.parquet", sha256="0" * 64, size=3, rows=2)


def edition(rows: tuple[Row, ...] = (Row(),), **fields: object) -> Edition:
    from_ = source(rows)
    known: dict[str, object] = {
        "name": "customs",
        "source_id": from_.id,
        "sha256": from_.digest,
        "format": "test",
        "published": FIRST_DAY,
    }
    return Edition(**{**known, **fields})  # type: ignore[arg-type]


def test_a_list_of_editions_survives_writing_and_reading(tmp_path: Path) -> None:
    tables = Tables(tmp_path / "tables", (edition(claims=FILE, report={"read": 3}), edition()))
    tables.write(tmp_path)
    assert Tables.read(tmp_path, tmp_path / "tables") == tables


def test_a_generation_without_a_list_holds_no_tables(tmp_path: Path) -> None:
    Tables(tmp_path).write(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert Tables.read(tmp_path, tmp_path).editions == ()


@pytest.mark.parametrize(
    "damage",
    [
        lambda found: found.update(published="soon"),
        lambda found: found.update(more=1),
        lambda found: found.update(name=None),
        lambda found: found.update(report=[]),
        lambda found: found["claims"].update(name="../../etc/passwd"),
        lambda found: found.pop("name"),
    ],
)
def test_a_list_that_was_tampered_with_is_damage(tmp_path: Path, damage: object) -> None:
    Tables(tmp_path, (edition(claims=FILE),)).write(tmp_path)
    found = json.loads((tmp_path / INDEX).read_text(encoding="utf-8"))
    damage(found[0])  # type: ignore[operator]
    (tmp_path / INDEX).write_text(json.dumps(found), encoding="utf-8")
    with pytest.raises(StoreDamaged, match="cannot be read"):
        Tables.read(tmp_path, tmp_path)


@given(st.text(max_size=40))
def test_any_text_in_the_place_of_the_list_is_damage_or_no_tables(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / INDEX).write_text(text, encoding="utf-8")
        try:
            assert Tables.read(Path(folder), Path(folder)).editions == ()
        except StoreDamaged as error:
            assert INDEX in str(error)


def test_the_name_of_a_table_is_its_source_without_the_digest() -> None:
    assert name_of(source([Row()], "baci-2022")) == "baci-2022"


def test_a_source_that_is_no_imported_file_names_no_table() -> None:
    from dataclasses import replace

    with pytest.raises(BadInput, match="is no imported table"):
        name_of(replace(source([Row()]), id="source:reuters"))


def test_a_file_is_known_again_by_its_digest_under_any_name() -> None:
    tables = Tables(None, (edition(),))
    assert tables.earlier(source([Row()], "another-name"), "") == tables.editions


def test_another_selection_is_refused_since_what_it_leaves_out_would_seem_to_vanish() -> None:
    tables = Tables(None, (edition(),))
    with pytest.raises(BadInput, match=r"kg tables --remove customs"):
        tables.earlier(source([Row(value="2")]), "--since 2024")


def test_an_edition_published_before_the_one_that_is_held_is_refused() -> None:
    tables = Tables(None, (edition(published=SECOND_DAY),))
    with pytest.raises(BadInput, match=r"an earlier one cannot revise it"):
        tables.earlier(source([Row(value="2")], published=FIRST_DAY), "")


def test_removing_a_table_nobody_knows_offers_those_there_are() -> None:
    with pytest.raises(UnknownName, match="customs"):
        Tables(None, (edition(),)).without("custom")


def test_a_store_that_keeps_no_columns_says_so() -> None:
    with pytest.raises(BadInput, match="keeps no tables"):
        Tables().place  # noqa: B018


def test_missing_and_changed_files_are_problems(tmp_path: Path) -> None:
    tables = Tables(tmp_path, (edition(claims=FILE),))
    assert [*tables.missing()] == [f"tables/{FILE.name} is missing"]
    (tmp_path / FILE.name).write_bytes(b"12")
    assert "length" in next(tables.missing())
    (tmp_path / FILE.name).write_bytes(b"123")
    assert [*tables.missing()] == []
    assert "SHA-256" in next(tables.problems())
