"""Every row of a file accounted for, and what the kept ones become."""

from __future__ import annotations

import csv
import gzip
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.claim import claim_id
from kg.columns import claim_schema
from kg.errors import BadInput, UnknownName
from kg.tables.format import Format, Head
from kg.tables.known import format_for
from kg.tables.stored import claims_of
from kg.validate import problems

from .reading import HEADER, ROW, as_claim, catalogue, claims, read, vocabulary


def test_a_row_becomes_a_claim_a_figure(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER + ROW, published=date(2024, 1, 1), source="Mine")
    rows = claims(found)
    assert rows.column("quantity_kind") == ["kg:ExportMass", "kg:ExportValue"]
    assert rows.column("value") == [Decimal(30), Decimal("1200.5")]
    assert rows.column("unit") == ["unit:KiloGM", "unit:CCY_USD"]
    row = rows.rows[0]
    assert (row["subject"], row["predicate"], row["object"]) == (
        "country:CHN",
        "kg:exportsTo",
        "country:JPN",
    )
    assert row["product"] == "product:other-rare-earth-compounds"
    assert (row["start"], row["end"], row["period_text"]) == (
        date(2023, 5, 1),
        date(2023, 6, 1),
        "2023-05",
    )
    assert (row["locator"], row["extractor"]) == ("row:1", "table:flows")
    assert row["source_id"] == found.source.id == f"source:mine-{found.source.digest[:8]}"
    assert (row["published"], row["recorded"]) == (date(2024, 1, 1), date(2100, 1, 1))
    assert row["gist"] == "CHN exports to JPN: 30 kg of other rare earth compounds, 2023-05"


def test_rows_that_are_read_side_by_side_keep_their_numbers(tmp_path: Path) -> None:
    numbered = "".join(ROW.replace("1200.50", str(number)) for number in range(1, 300_001))
    found = read(tmp_path, HEADER + numbered)
    assert found.claims is not None
    of_values = (
        f"SELECT locator, value FROM {claims_of([found.claims])} "
        "WHERE quantity_kind = 'kg:ExportValue'"
    )
    counted = duckdb.connect().execute(
        f"SELECT count(*), count(*) FILTER (locator <> 'row:' || CAST(value AS BIGINT)) "
        f"FROM ({of_values})"
    )
    assert counted.fetchone() == (300_000, 0)


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ('"CHN\n"', [1, 2, 3, 4]),
        ('"CHN', [1, 2, 4]),
        ('"CHN" x', [1, 2, 4]),
        ('"C"HN', [1, 2, 4]),
    ],
    ids=["line end", "open", "more after", "in the middle"],
)
def test_a_file_that_cannot_be_streamed_is_read_with_care(
    tmp_path: Path, cell: str, kept: list[int]
) -> None:
    found = read(tmp_path, HEADER + ROW * 2 + ROW.replace("CHN", cell) + ROW)
    of_values = [row for row in claims(found).rows if row["quantity_kind"] == "kg:ExportValue"]
    assert [row["locator"] for row in of_values] == [f"row:{number}" for number in kept]
    assert (found.report.kept, found.report.read) == (len(kept), 4)


def test_terms_that_a_format_puts_together_are_read_with_care(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = claims(read(tmp_path, HEADER + ROW)).column("predicate")

    def put_together(head: Head, asked: str | None) -> Format:
        format_ = format_for(head, asked)
        slots = {**format_.slots, "predicate": "'kg:' || 'exports' || 'To'"}
        return replace(format_, slots=slots)

    monkeypatch.setattr("kg.tables.run.format_for", put_together)
    assert claims(read(tmp_path, HEADER + ROW)).column("predicate") == plain


def test_rows_beyond_four_thousand_million_have_longer_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = HEADER + ROW * 3
    short = claims(read(tmp_path, content))
    monkeypatch.setattr("kg.tables.claims._LONG", 2)
    found = read(tmp_path, content)
    assert claims(found) == short
    assert found.claims is not None
    assert pq.read_schema(found.claims).field("locator").type == pa.int64()


def test_a_table_tells_from_when_to_when_its_claims_go(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER + ROW + ROW.replace("2023-05", "2020"))
    assert found.span == (date(2020, 1, 1), date(2023, 6, 1))
    assert read(tmp_path, HEADER).span == (None, None)


def test_the_claims_are_sound_and_their_ids_are_those_of_python(tmp_path: Path) -> None:
    text = HEADER + ROW + ROW.replace("X", "M") + ROW.replace("1200.50", "0.000001")
    found = read(tmp_path, text)
    entities = {**catalogue().entities, **{entity.id: entity for entity in found.entities}}
    names = [column.name for column in vocabulary().columns]
    for row in claims(found).rows:
        assert list(row) == names
        claim = as_claim(row)
        assert row["id"] == claim_id(found.source.digest, row)
        sources = {found.source.id: found.source}
        assert not list(problems(claim, vocab=vocabulary(), entities=entities, sources=sources))


def test_the_file_has_the_columns_of_the_record_and_is_sorted(tmp_path: Path) -> None:
    months = "".join(ROW.replace("-05", f"-{month:02}") for month in (12, 3, 7, 1))
    found = read(tmp_path, HEADER + months)
    assert found.claims is not None
    rows = duckdb.connect().sql(f"SELECT * FROM {claims_of([found.claims])}")
    schema = rows.to_arrow_table().schema
    assert schema.names == claim_schema(vocabulary()).names
    assert [str(field.type) for field in schema if field.name != "premises"] == [
        str(field.type) for field in claim_schema(vocabulary()) if field.name != "premises"
    ]
    assert claims(found).column("start") == sorted(claims(found).column("start"))


def report(tmp_path: Path, *rows: str, **options: Any) -> tuple[dict[str, int], dict[str, int]]:
    found = read(tmp_path, HEADER + "".join(rows), **options)
    assert found.report.is_complete
    assert found.report.read == len(rows)
    return dict(found.report.dropped), dict(found.report.rejected)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (ROW.replace("30\n", "\n").replace("1200.50", "NA"), "no figure stated"),
        (ROW.replace("JPN", "WLD"), "the partner is the whole world, a total of the other rows"),
    ],
)
def test_a_sound_row_that_is_no_claim_is_dropped_with_its_reason(
    tmp_path: Path, row: str, reason: str
) -> None:
    assert report(tmp_path, ROW, row) == ({reason: 1}, {})


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (ROW.replace("JPN", "XYZ"), "unknown iso3 code 'XYZ'"),
        (ROW.replace("JPN", ""), "partner is empty"),
        (ROW.replace("284690", "28469"), "unknown hs code '28469'"),
        (ROW.replace("1200.50", "1.200,50"), "the row has more cells than the header (7)"),
        (ROW.replace("1200.50", "many"), "value_usd is no number"),
        (ROW.replace("1200.50", "1e99"), "value_usd is no number"),
        (ROW.replace("1200.50", "NaN"), "value_usd is no number"),
        (ROW.replace("X", "re-export"), "flow is none of X, M"),
        (ROW.replace("2023-05,", ","), "the row has no period"),
        (ROW.replace(",30\n", "\n"), "the row has fewer cells than the header (7)"),
        (ROW.replace("\n", ",\n"), "the row has more cells than the header (7)"),
        (ROW.replace("\n", ",1,2,3,4\n"), "the row has more cells than the header (7)"),
    ],
)
def test_a_row_that_cannot_be_right_is_rejected_with_its_reason(
    tmp_path: Path, row: str, reason: str
) -> None:
    assert report(tmp_path, ROW, row, ROW) == ({}, {reason: 1})


def test_a_period_that_is_none_says_so(tmp_path: Path) -> None:
    dropped, rejected = report(tmp_path, ROW.replace("2023-05", "2023-13"))
    assert dropped == {}
    assert next(iter(rejected)).startswith("'2023-13' is not in the calendar")


def test_rejected_rows_go_to_a_file_that_no_spreadsheet_runs(tmp_path: Path) -> None:
    bad = ROW.replace("JPN", "\"=cmd|' /C calc'!A0\"")
    found = read(tmp_path, HEADER + ROW + bad)
    assert found.report.rejects == tmp_path / "rejects.csv"
    with found.report.rejects.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["file"], row["row"]) == ("table.csv", "2")
    assert row["reason"].startswith("unknown iso3 code")
    assert row["partner"] == "'=cmd|' /C calc'!A0"
    assert row["value_usd"] == "1200.50"


def test_rejected_rows_never_overwrite_a_file(tmp_path: Path) -> None:
    (tmp_path / "rejects.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(BadInput, match="exists already"):
        read(tmp_path, HEADER + ROW)


def test_a_strict_import_stops_at_the_first_rejected_row(tmp_path: Path) -> None:
    rows = ROW + ROW.replace("JPN", "XYZ") + ROW.replace("JPN", "ABC")
    with pytest.raises(BadInput, match=r"row 2 of the data: unknown iso3 code 'XYZ'; .*'CHN'"):
        read(tmp_path, HEADER + rows, strict=True)
    assert not (tmp_path / "rejects.csv").exists()


def test_a_dry_run_writes_no_claims_and_reports_the_same(tmp_path: Path) -> None:
    text = HEADER + ROW + ROW.replace("JPN", "WLD")
    dry = read(tmp_path, text, check=True)
    assert dry.claims is None
    assert dry.report == read(tmp_path, text).report


@pytest.mark.parametrize(
    ("options", "reason", "number"),
    [
        ({"since": "2023-06"}, "outside the days asked for", 3),
        ({"until": "2022"}, "outside the days asked for", 3),
        ({"since": "2023-05", "until": "2023"}, "", 0),
        ({"products": ("2846",)}, "not among the products asked for", 1),
        ({"products": ("2846.90", "260400")}, "", 0),
        (
            {"products": ("product:other-rare-earth-compounds",)},
            "not among the products asked for",
            1,
        ),
        ({"countries": ("Japan",)}, "not among the countries asked for", 1),
        ({"countries": ("CHN",)}, "", 0),
    ],
)
def test_what_is_not_asked_for_is_dropped_and_counted(
    tmp_path: Path, options: dict[str, object], reason: str, number: int
) -> None:
    rows = (ROW, ROW.replace("284690", "260400"), ROW.replace("JPN", "DEU"))
    dropped, rejected = report(tmp_path, *rows, **options)
    assert (dropped, rejected) == ({reason: number} if reason else {}, {})


def test_a_filter_that_nobody_knows_is_an_error_with_suggestions(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="did you mean China"):
        read(tmp_path, HEADER + ROW, countries=("Chinna",))
    with pytest.raises(UnknownName, match="product"):
        read(tmp_path, HEADER + ROW, products=("magnets!",))


def test_missing_figures_of_kept_rows_are_counted_by_kind(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER + ROW + ROW.replace(",30\n", ",NA\n"))
    assert found.report.missing == {"export mass": 1}
    assert (found.report.kept, found.report.claims) == (2, 3)


def exports_of_china(folder: Path, *, column: str, scheme: str) -> Path:
    """A mapping of files that say to whom, and how many kg."""
    mapping = folder / "m.toml"
    mapping.write_text(
        'publisher = "organisation:x"\n[claim]\ntype = "kg:Flow"\nsubject = "country:CHN"\n'
        'predicate = "kg:exportsTo"\nperiod = "2023"\n'
        f'object = {{ column = "{column}", scheme = "{scheme}" }}\n'
        '[[figure]]\nkind = "kg:ExportMass"\nunit = "unit:KiloGM"\ncolumn = "kg"\n',
        encoding="utf-8",
    )
    return mapping


@pytest.mark.parametrize("form", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "gb18030"])
def test_any_encoding_is_read_through_to_the_end(tmp_path: Path, form: str) -> None:
    mapping = exports_of_china(tmp_path, column="wer", scheme="name")
    # The first character above ASCII stands far below the head.
    name = "日本" if form == "gb18030" else "Türkiye"
    text = "wer,kg\n" + "Japan,1\n" * 20_000 + f"{name},2\n"
    found = read(tmp_path, text.encode(form), format=str(mapping))
    assert found.report.read == 20_001
    expected = {"unknown name code '日本'": 1} if form == "gb18030" else {}
    assert found.report.rejected == expected


def test_bytes_that_are_no_text_reject_their_row_only(tmp_path: Path) -> None:
    bad = ROW.encode().replace(b"JPN", b"J\xff\xfeN")
    text = "# é".encode() + b"\n"
    found = read(tmp_path, HEADER.encode() + ROW.encode() + bad + ROW.encode() + b"" * len(text))
    assert found.report.kept == 2
    assert sum(found.report.rejected.values()) == 1


def test_bytes_that_are_no_text_are_noticed_where_no_claim_needs_them(tmp_path: Path) -> None:
    mapping = exports_of_china(tmp_path, column="to", scheme="iso3")
    good = "JPN,1,é\n".encode() * 20_000  # so that the rest stands far below the head
    text = b"to,kg,remark\n" + good + b"KOR,2,\xff\xfe\nXXX,3,\nFRA,4,\n"
    found = read(tmp_path, text, format=str(mapping))
    assert found.report.kept == 20_001
    assert found.report.rejected == {
        "bytes that are no text in the file's encoding": 1,
        "unknown iso3 code 'XXX'": 1,
    }
    assert found.report.rejects is not None
    with found.report.rejects.open(encoding="utf-8") as file:
        assert [row[1] for row in csv.reader(file)][1:] == ["20001", "20002"]


def test_inner_bounds_are_written_only_where_a_period_leaves_them_open(tmp_path: Path) -> None:
    inner = {"start_latest", "end_earliest"}
    month = read(tmp_path, HEADER + ROW)
    assert month.claims is not None
    assert not inner & set(pq.read_schema(month.claims).names)
    expected = [date(2023, 5, 1)] * 2 + [date(2023, 6, 1)] * 2
    bounds = ("start", "start_latest", "end_earliest", "end")
    assert [claims(month).column(name)[0] for name in bounds] == expected
    vague = read(tmp_path, HEADER + ROW + ROW.replace("2023-05", "[2022..2024]"))
    assert vague.claims is not None
    assert inner <= set(pq.read_schema(vague.claims).names)


def test_a_packed_file_is_read_as_it_is(tmp_path: Path) -> None:
    plain = claims(read(tmp_path, HEADER + ROW * 3)).column("value")
    packed = claims(read(tmp_path, gzip.compress((HEADER + ROW * 3).encode()), name="a.csv.gz"))
    assert packed.column("value") == plain


def test_a_header_without_rows_makes_no_claims(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER)
    assert found.claims is None
    assert (found.report.read, found.report.claims) == (0, 0)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_kind_are_read(tmp_path: Path, line_end: str) -> None:
    text = (HEADER + ROW * 2).replace("\n", line_end)
    assert read(tmp_path, text).report.kept == 2


def test_mixed_line_ends_lose_no_row(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER.replace("\n", "\r\n") + ROW + ROW.replace("\n", "\r\n") + ROW)
    assert found.report.kept == 3


def test_a_quotation_mark_that_is_not_closed_hides_no_rows(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER + ROW + ROW.replace("30", '"30') + ROW * 5)
    assert found.report.is_complete
    assert found.report.kept >= 1
    assert found.report.rejected


def test_a_quoted_line_break_is_part_of_its_cell(tmp_path: Path) -> None:
    text = HEADER.replace("\n", ",note\n") + ROW.replace("\n", ',"a\nb"\n') * 2
    assert read(tmp_path, text).report.kept == 2


def test_an_unknown_header_is_shown_with_the_formats_there_are(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"'tic', 'tac'.*comtrade.*--as") as caught:
        read(tmp_path, "tic,tac\n1,2\n")
    assert "kg formats --template" in str(caught.value)


def test_the_name_of_a_file_says_nothing_of_its_format(tmp_path: Path) -> None:
    assert read(tmp_path, HEADER + ROW, name="BACI_HS17.csv").report.format == "flows"


def test_names_of_files_with_signs_of_patterns_mean_themselves(tmp_path: Path) -> None:
    assert read(tmp_path, HEADER + ROW, name="a[1]*.csv").report.kept == 1
    assert read(tmp_path, HEADER + ROW, name="it's.csv").report.kept == 1


def test_a_day_of_publication_after_the_import_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="--published"):
        read(tmp_path, HEADER + ROW, published=date(2200, 1, 1))


def test_a_memory_that_is_no_amount_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no amount"):
        read(tmp_path, HEADER + ROW, memory="much")


def test_the_report_as_json_holds_every_reason(tmp_path: Path) -> None:
    names = ["".join((chr(65 + n // 26), chr(65 + n % 26), "?")) for n in range(40)]
    found = read(tmp_path, HEADER + "".join(ROW.replace("JPN", name) for name in names))
    said = json.loads(found.report.json())
    assert len(said["rejected"]) == 40
    assert "other reasons" in found.report.text()
    assert said["read"] == 40


def test_a_report_that_loses_a_row_is_not_complete(tmp_path: Path) -> None:
    whole = read(tmp_path, HEADER + ROW).report
    assert whole.is_complete
    assert not replace(whole, read=whole.read + 1).is_complete


HOSTILE = st.text(
    st.one_of(
        st.sampled_from("\"',;\\\0\n\r\t=@+-{}[]$%\u2028\ufeff\U0001f600é"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=12,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(HOSTILE, HOSTILE, HOSTILE), min_size=1, max_size=6))
def test_hostile_cells_lose_no_row_and_make_no_wrong_claim(
    tmp_path: Path, cells: list[tuple[str, str, str]]
) -> None:
    (tmp_path / "rejects.csv").unlink(missing_ok=True)
    path = tmp_path / "hostile.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(HEADER.strip().split(","))
        for period, partner, value in cells:
            writer.writerow([period, "CHN", partner, "X", "284690", value, "1"])
        writer.writerow(ROW.strip().split(","))
    found = read(tmp_path, path.read_bytes(), name="hostile.csv")
    assert found.report.is_complete
    assert found.report.read == len(cells) + 1
    rows = claims(found).rows
    assert len(rows) == found.report.claims >= 2
    for row in rows:
        assert row["id"] == claim_id(found.source.digest, row)
