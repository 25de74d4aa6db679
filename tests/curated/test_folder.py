from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.curated import read_data, read_files
from kg.dataset import Dataset
from kg.errors import BadInput, BadRow
from kg.vocab import Vocabulary

ENTITIES, SOURCES = "entities/all.csv", "sources.csv"
FIRST, SECOND = "claims/first.csv", "claims/second.csv"


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")


def error_of(folder: Path) -> str:
    with pytest.raises(BadInput) as error:
        read_data(folder)
    return str(error.value)


def test_the_small_folder_is_read(tiny: Path) -> None:
    data = read_data(tiny)
    assert len(data.claims) == 9
    assert len(data.sources) == 2
    assert {"product:magnets", "country:CHE"} <= data.entities.keys()


def test_the_shipped_data_is_read(shipped: Dataset) -> None:
    assert len(shipped.claims) > 100
    assert len(shipped.sources) >= 5


@pytest.mark.parametrize(
    ("name", "old", "new", "place", "why"),
    [
        # claims
        (
            FIRST,
            "kg:exportsTo,aggregate:world,group:rare-earths,2025-05,kg:ExportMass",
            "kg:exportTo,aggregate:world,group:rare-earths,2025-05,kg:ExportMass",
            "line 2, column predicate: 'kg:exportTo'",
            "unknown relation; did you mean kg:exportsTo",
        ),
        (
            FIRST,
            "kg:Flow,country:CHN",
            "kg:Flow,contry:CHN",
            "line 2, column subject: 'contry:CHN'",
            "unknown entity; did you mean country:CHN",
        ),
        (
            FIRST,
            "kg:Flow",
            "kg:Flaw",
            "line 2, column claim_type: 'kg:Flaw'",
            "unknown claim type 'kg:Flaw'; did you mean kg:Flow",
        ),
        (
            FIRST,
            "kg:Flow",
            "kg:Claim",
            "line 2, column claim_type: 'kg:Claim'",
            "unknown claim type",
        ),
        (
            FIRST,
            "kg:Flow",
            "kg:Price",
            "line 2, column claim_type: 'kg:Price'",
            "kg:exportsTo takes kg:Assessment, kg:Change",
        ),
        (
            FIRST,
            "kg:ExportMass",
            "kg:ExportMas",
            "line 2, column quantity_kind: 'kg:ExportMas'",
            "unknown quantity kind; did you mean kg:ExportMass",
        ),
        (
            FIRST,
            "unit:TONNE",
            "unit:TON",
            "line 2, column unit: 'unit:TON'",
            "unknown unit; did you mean unit:TONNE",
        ),
        (
            FIRST,
            "yoy,about",
            "yoj,about",
            "line 3, column comparator: 'yoj'",
            "unknown comparator; did you mean yoy",
        ),
        (FIRST, "yoy,about", "yoy,roughly", "line 3, column hedge: 'roughly'", "unknown hedge"),
        (
            FIRST,
            "about,fell",
            "about,fall",
            "line 3, column trend: 'fall'",
            "unknown trend; did you mean fell",
        ),
        (
            FIRST,
            "source:a,10-20",
            "source:aa,10-20",
            "line 2, column source_id: 'source:aa'",
            "unknown source; did you mean source:a",
        ),
        (
            FIRST,
            "5864.60",
            "5,864.60",
            "line 2",
            "the row has 16 cells, the header 15; quote cells that hold commas",
        ),
        (
            FIRST,
            "5864.60",
            '"5,864.60"',
            "line 2, column value: '5,864.60'",
            "no number; write 18.7e6 or -48.3, without thousands sep",
        ),
        (FIRST, "5864.60", "5_864", "line 2, column value: '5_864'", "no number"),
        (FIRST, "5864.60", "NaN", "line 2, column value: 'NaN'", "no number"),
        (FIRST, "5864.60", "٥", "line 2, column value: '٥'", "no number"),
        (
            FIRST,
            "5864.60",
            "1e999",
            "line 2, column value: '1e999'",
            "out of range; at most 25 digits",
        ),
        (
            FIRST,
            "5864.60",
            "1e-11",
            "line 2, column value: '1e-11'",
            "out of range; at most 25 digits",
        ),
        (
            FIRST,
            "world,group:rare-earths,2025-05,kg:ExportMass",
            "world,group:rare-earths,2025-5,kg:ExportMass",
            "line 2, column period_text: '2025-5'",
            "is no period; write 2025, 2025-05, 2025-Q2",
        ),
        (
            FIRST,
            "world,group:rare-earths,2025-05,kg:ExportMass",
            "world,group:rare-earths,,kg:ExportMass",
            "line 2, column period_text",
            "when? write ../.. where nothing is stated",
        ),
        (FIRST, "source:a,10-20,", "source:a,,", "line 2, column locator", "the cell is empty"),
        (
            FIRST,
            "source:a,10-20,",
            "source:a,20-10,",
            "line 2, column locator: '20-10'",
            "its end must lie after its start",
        ),
        (
            FIRST,
            "source:a,10-20,",
            "source:a,page 3,",
            "line 2, column locator: 'page 3'",
            "or row:12 for a row of a table",
        ),
        (FIRST, "China shipped 5864.6 t in May.", "", "line 2, column gist", "the cell is empty"),
        (
            FIRST,
            "kg:dependsOn,country:CHN",
            "kg:dependsOn,",
            "line 4, column object",
            "kg:dependsOn needs an object",
        ),
        (
            FIRST,
            "kg:dependsOn,country:CHN",
            "kg:dependsOn,action:controls",
            "line 4, column object: 'action:controls'",
            "of class Export licensing; kg:dependsOn takes as object",
        ),
        (
            FIRST,
            "kg:Structure,product:magnets",
            "kg:Structure,country:USA",
            "line 5, column subject: 'country:USA'",
            "of class Country; kg:contains takes as subject Element group, Product",
        ),
        (
            SECOND,
            "true,,source:b",
            "yes,,source:b",
            "line 3, column negated: 'yes'",
            "write true or false",
        ),
        (
            SECOND,
            "planned",
            "plan",
            "line 5, column modality: 'plan'",
            "unknown modality; did you mean planned",
        ),
        (
            SECOND,
            "person:observer",
            "person:nobody",
            "line 6, column attributed_to: 'person:nobody'",
            "unknown entity; did you mean person:observer",
        ),
        (
            SECOND,
            "2025-04-04/..",
            "2025-02-30/..",
            "line 2, column period_text: '2025-02-30/..'",
            "is not in the calendar",
        ),
        (
            SECOND,
            "2026/..",
            "2026/2025",
            "line 5, column period_text: '2026/2025'",
            "ends before it begins; write the earlier part first",
        ),
        (
            SECOND,
            "claim_type,subject",
            "claim_typ,subject",
            "line 1",
            "unknown column 'claim_typ'; did you mean claim_type",
        ),
        (SECOND, ",gist\n", "\n", "line 1, column gist", "the column is missing"),
        # entities
        (
            ENTITIES,
            "kg:Magnet",
            "kg:Magnets",
            "line 4, column type: 'kg:Magnets'",
            "unknown class; did you mean kg:Magnet",
        ),
        (
            ENTITIES,
            "product:magnets,",
            "produkt:magnets,",
            "line 4, column id: 'produkt'",
            "unknown prefix; did you mean product",
        ),
        (
            ENTITIES,
            "product:magnets,",
            "group:magnets,",
            "line 4, column id: 'group:magnets'",
            "ids of class Magnet look like product:Name",
        ),
        (
            ENTITIES,
            "product:magnets,",
            "product:rare earth,",
            "line 4, column id: 'product:rare earth'",
            "no id; write prefix:Name, such as country:CHN",
        ),
        (ENTITIES, "product:magnets,", ",", "line 4, column id", "no id; write prefix:Name"),
        (
            ENTITIES,
            "aggregate:world,kg:Aggregate",
            "aggregate:world,kg:Entity",
            "line 2, column type: 'kg:Entity'",
            "too general for an entity; choose ",
        ),
        (
            ENTITIES,
            "magnets,,hs=850511",
            "magnets,,850511",
            "line 4, column codes: '850511'",
            "write scheme=code, such as hs=850511",
        ),
        (
            ENTITIES,
            "magnets,,hs=850511",
            "magnets,,h s=850511",
            "line 4, column codes: 'h s=850511'",
            "write scheme=code",
        ),
        (ENTITIES, ",magnets,,", ",,,", "line 4, column label", "the cell is empty"),
        (
            ENTITIES,
            "person:observer,kg:Person,an observer",
            "product:magnets,kg:Magnet,again",
            "line 6, column id: 'product:magnets'",
            "stands already in all.csv, line 4; an id stands once",
        ),
        # sources
        (
            SOURCES,
            "note,article,,2025-06-09",
            "note,article,,9 June",
            "line 2, column published: '9 June'",
            "is no day; write YYYY-MM-DD",
        ),
        (
            SOURCES,
            "note,article,,2025-06-09",
            "note,article,,",
            "line 2, column published",
            "is no day; write YYYY-MM-DD",
        ),
        (
            SOURCES,
            "source:a,",
            "sauce:a,",
            "line 2, column id: 'sauce'",
            "unknown prefix; did you mean source",
        ),
        (
            SOURCES,
            "A made-up note,article,",
            "A made-up note,article,organisation:nobody",
            "line 2, column publisher: 'organisation:nobody'",
            "unknown entity",
        ),
        (
            SOURCES,
            "2025-06-09,printed,en,,",
            "2025-06-09,printed,en,abc,",
            "line 2, column sha256: 'abc'",
            "no SHA-256; write 64 hexadecimal digits",
        ),
        (
            SOURCES,
            "2025-06-09,printed,en,,",
            "2025-06-09,printed,en,,many",
            "line 2, column length: 'many'",
            "no length; write the number of characters",
        ),
        (
            SOURCES,
            "2025-06-09,printed,en,,",
            "2025-06-09,printed,en,,-5",
            "line 2, column length: '-5'",
            "no length; write the number of characters",
        ),
        (
            SOURCES,
            "2025-06-09,printed",
            "2025-06-09,",
            "line 2, column published_basis",
            "the cell is empty",
        ),
        (
            SOURCES,
            "source:b,Another",
            "source:a,Another",
            "line 3, column id: 'source:a'",
            "stands already in sources.csv, line 2",
        ),
    ],
)
def test_a_wrong_cell_is_named_with_file_line_column_value_and_what_to_do(
    tiny: Path, *, name: str, old: str, new: str, place: str, why: str
) -> None:
    change(tiny, name, old, new)
    message = error_of(tiny)
    assert message.startswith(f"{tiny / name}, {place}: ")
    assert why in message
    assert len(message) < 500


def test_two_rows_that_claim_the_same_are_refused_with_both_places(tiny: Path) -> None:
    lines = (tiny / FIRST).read_text(encoding="utf-8").splitlines(keepends=True)
    (tiny / FIRST).write_text("".join([*lines, lines[1]]), encoding="utf-8")
    message = error_of(tiny)
    assert message.startswith(f"{tiny / FIRST}, line 6, column id: 'claim:c1-")
    assert "stands already in first.csv, line 2; two rows that claim the same" in message


def test_a_claim_in_other_words_is_still_the_same_claim(tiny: Path) -> None:
    lines = (tiny / FIRST).read_text(encoding="utf-8").splitlines(keepends=True)
    (tiny / FIRST).write_text("".join([*lines, lines[1].replace("China", "It")]), encoding="utf-8")
    assert "two rows that claim the same" in error_of(tiny)


@pytest.mark.parametrize("name", [ENTITIES, SOURCES, FIRST])
def test_byte_order_marks_and_windows_line_ends_make_no_difference(tiny: Path, name: str) -> None:
    before = read_data(tiny)
    text = (tiny / name).read_text(encoding="utf-8")
    (tiny / name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert read_data(tiny) == before


@pytest.mark.parametrize("name", [ENTITIES, SOURCES, FIRST])
def test_the_order_of_columns_makes_no_difference(tiny: Path, name: str) -> None:
    import csv

    before = read_data(tiny)
    with (tiny / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    with (tiny / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(row[::-1] for row in rows)
    assert read_data(tiny) == before


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("Größe".encode("latin-1"), "line 1: not UTF-8; save the file as UTF-8"),
        ("id,type,label\n".encode("utf-16"), "line 1: not UTF-8; save the file as UTF-8"),
        (b"id,type,label\nplace:a,kg:Place,a\0b\n", "line 2, column label: 'a\\x00b': a NUL"),
        (
            b"id,type,label\nplace:a,kg:Place," + b"x" * 1_000_001,
            "line 2: no well-formed CSV: field larger",
        ),
        (b'id,type,label\nplace:a,kg:Place,"x', "no well-formed CSV: unexpected end of data"),
        (b"", "line 1: what does this file hold? By their columns: claims have predicate, subject"),
        (b"name;type\n", "line 1: what does this file hold?"),
        (b"\0", "line 1: what does this file hold?"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_its_place(
    tiny: Path, content: bytes, why: str
) -> None:
    (tiny / "entities" / "more.csv").write_bytes(content)
    message = error_of(tiny)
    assert message.startswith(f"{tiny / 'entities' / 'more.csv'}, ")
    assert why in message


def test_a_huge_wrong_cell_is_shown_short(tiny: Path) -> None:
    change(tiny, FIRST, "kg:Flow,country:CHN", "kg:Flow,country:" + "X" * 900_000)
    message = error_of(tiny)
    assert "(900008 characters)" in message
    assert len(message) < 500


def test_a_huge_cell_that_is_fine_is_kept(tiny: Path) -> None:
    change(tiny, FIRST, "China shipped 5864.6 t in May.", "x" * 900_000)
    assert len(read_data(tiny).claims[0].gist) == 900_000


def test_hostile_text_stays_text(tiny: Path) -> None:
    hostile = "=cmd()<img src=x onerror=alert(1)></script>\u202e\U0001f600"
    change(tiny, FIRST, "China shipped 5864.6 t in May.", hostile)
    assert read_data(tiny).claims[0].gist == hostile


def test_a_folder_without_data_or_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "holds no data; expected sources.csv" in error_of(tmp_path)
    assert f"there is no folder {tmp_path / 'x'}" in error_of(tmp_path / "x")
    (tmp_path / "file").touch()
    assert f"there is no folder {tmp_path / 'file'}" in error_of(tmp_path / "file")


def test_what_can_be_computed_is_computed(tiny: Path) -> None:
    flow, change_, share = read_data(tiny).claims[:3]
    assert (flow.low, flow.value, flow.high) == tuple(
        map(_decimal, ("5864.595", "5864.60", "5864.605"))
    )
    assert (change_.low, change_.high) == (_decimal("-55"), _decimal("-45"))
    assert (share.low, share.high) == (_decimal("80"), None)
    assert flow.published.isoformat() == "2025-06-09"
    assert flow.recorded.isoformat() == "2025-11-21"
    assert (flow.start.isoformat(), flow.end.isoformat()) == ("2025-05-01", "2025-06-01")


def _decimal(text: str) -> object:
    from decimal import Decimal

    return Decimal(text)


def test_a_computed_id_may_be_written_down_and_must_then_fit(tiny: Path) -> None:
    id_ = read_data(tiny).claims[0].id
    path = tiny / FIRST
    lines = path.read_text(encoding="utf-8").splitlines()
    for given, fits in ((id_, True), ("claim:c1-0", False)):
        cells = ["id", given, "", "", ""]
        path.write_text(
            "\n".join(f"{a},{b}" for a, b in zip(cells, lines, strict=True)), encoding="utf-8"
        )
        if fits:
            assert read_data(tiny).claims[0].id == id_
        else:
            assert f"'claim:c1-0': the id of this row is {id_}; leave the cell empty" in error_of(
                tiny
            )


def test_bounds_given_by_hand_are_kept_and_given_in_part_refused(tiny: Path) -> None:
    path = tiny / "claims" / "own.csv"
    bounds = "start,start_latest,end_earliest,end"
    header = f"claim_type,subject,predicate,object,period_text,{bounds},source_id,locator,gist\n"
    row = "kg:Occurrence,country:CHN,kg:meetsWith,country:USA,2025,{},source:a,1-2,They met.\n"
    path.write_text(
        header + row.format("2025-03-01,2025-03-01,2025-03-02,2025-03-05"), encoding="utf-8"
    )
    met = next(claim for claim in read_data(tiny).claims if claim.predicate == "kg:meetsWith")
    assert (met.start.isoformat(), met.end.isoformat()) == ("2025-03-01", "2025-03-05")
    path.write_text(header + row.format("2025-03-01,,2025-03-02,2025-03-05"), encoding="utf-8")
    assert "column start_latest: the cell is empty; give all four bounds or none" in error_of(tiny)
    path.write_text(
        header + row.format("2025-03-06,2025-03-06,2025-03-02,2025-03-05"), encoding="utf-8"
    )
    assert "column end: '2025-03-05': does not lie after start" in error_of(tiny)


def test_a_band_given_by_hand_is_kept_and_must_hold_the_value(tiny: Path) -> None:
    path = tiny / FIRST
    text = path.read_text(encoding="utf-8")
    for band, fits in (("5000,6000", True), ("5000,", True), ("6000,7000", False)):
        lines = text.splitlines()
        lines = [f"{a},{b}" for a, b in zip(["low,high", band, ",", ",", ","], lines, strict=True)]
        path.write_text("\n".join(lines), encoding="utf-8")
        if fits:
            assert str(read_data(tiny).claims[0].low) == "5000"
        else:
            assert "column value: '5864.60': lies outside 6000 to 7000" in error_of(tiny)


def test_a_row_for_a_known_country_adds_to_its_names_and_codes(tiny: Path) -> None:
    china = read_data(tiny).entities["country:CHN"]
    assert "Beijing" in china.aliases
    assert "People's Republic of China" in china.aliases
    assert dict(china.codes)["m49"] == "156"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("claim:c1-0,2025-07-01,wrong", "column claim: 'claim:c1-0': there is no such claim"),
        ("{id},July,wrong", "column date: 'July': 'July' is no day"),
        ("{id},2025-07-01,", "column why: the cell is empty"),
        ("{id},2025-07-01,withdrawn by its publisher", None),
    ],
)
def test_a_retraction_names_a_claim_a_day_and_a_reason(
    tiny: Path, row: str, why: str | None
) -> None:
    id_ = read_data(tiny).claims[0].id
    path = tiny / "retractions.csv"
    path.write_text(f"claim,date,why\n{row.format(id=id_)}\n", encoding="utf-8")
    if why:
        assert f"{path}, line 2, {why}" in error_of(tiny)
    else:
        assert read_data(tiny).retractions[0].why == "withdrawn by its publisher"


def test_files_of_ones_own_may_refer_to_what_is_known(
    tmp_path: Path, tiny_dataset: Dataset, vocab: Vocabulary
) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "claim_type,subject,predicate,object,period_text,source_id,locator,gist\n"
        "kg:Occurrence,country:CHN,kg:meetsWith,country:USA,2025-06-10,source:a,1-2,They met.\n",
        encoding="utf-8",
    )
    together = read_files([path], vocab=vocab, known=tiny_dataset)
    assert len(together.claims) == len(tiny_dataset.claims) + 1
    with pytest.raises(BadRow, match="unknown source"):
        read_files([path], vocab=vocab, known=replace(tiny_dataset, sources={}))


def test_the_same_folder_reads_the_same_whatever_the_order_of_its_files(tiny: Path) -> None:
    before = read_data(tiny)
    (tiny / FIRST).rename(tiny / "claims" / "zzz.csv")
    assert read_data(tiny) == before
