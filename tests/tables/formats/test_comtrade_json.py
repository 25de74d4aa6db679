"""UN Comtrade's JSON: the same rows as its CSV, read record by record."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import BadInput
from kg.tables.formats.comtrade_json import records
from tests.tables.formats.reading import read, written
from tests.tables.formats.test_comtrade import COLUMNS, USUAL, line, table

NUMBERS = {"qty", "altQty", "netWgt", "grossWgt", "cifvalue", "fobvalue", "primaryValue"}
CODES = {"reporterCode", "partnerCode", "partner2Code", "motCode", "qtyUnitCode", "refYear"}
FLAGS = {"isQtyEstimated", "isNetWgtEstimated", "isReported", "isAggregate", "isLeaf"}


def record(**cells: str) -> dict[str, Any]:
    """A row as the API answers it: numbers and flags as such, what is not stated as null."""
    found: dict[str, Any] = {}
    for name in COLUMNS:
        text = (USUAL | cells)[name]
        if text == "":
            found[name] = None
        elif name in CODES:
            found[name] = int(text)
        elif name in NUMBERS:
            found[name] = float(text)
        else:
            found[name] = text == "true" if name in FLAGS else text
    return found


def answer(*rows: dict[str, Any]) -> str:
    return json.dumps({"elapsedTime": "0.31 secs", "count": len(rows), "data": rows, "error": ""})


CELLS: list[dict[str, str]] = [
    {},
    {"partnerCode": "0", "partnerISO": "W00"},
    {"partnerCode": "490", "netWgt": "0"},
    {"flowCode": "M", "fobvalue": "", "cifvalue": "5678.5", "isNetWgtEstimated": "true"},
    {"motCode": "2100"},
    {"period": "202205", "refMonth": "5", "cmdCode": "010121"},
    {"flowCode": "RX", "cmdDesc": "with ] and } and \\ and é"},
]


def test_an_answer_makes_the_same_claims_as_the_csv(tmp_path: Path) -> None:
    found = read(written(tmp_path, "a.json", answer(*(record(**cells) for cells in CELLS))))
    plain = read(written(tmp_path, "a.csv", table(*(line(**cells) for cells in CELLS))))
    names = ("subject", "predicate", "object", "product", "period_text", "quantity_kind", "value")
    assert found.figures(*names, "scope_note", "locator") == plain.figures(
        *names, "scope_note", "locator"
    )
    assert found.report.dropped == plain.report.dropped
    assert found.report.format == "comtrade-json"


def test_descriptions_may_be_null(tmp_path: Path) -> None:
    bare = record(reporterISO="", reporterDesc="", partnerISO="", partnerDesc="", cmdDesc="")
    found = read(written(tmp_path, "a.json", answer(bare)))
    assert {(claim["subject"], claim["object"]) for claim in found.claims} == {
        ("country:CHN", "country:JPN")
    }


def test_figures_keep_the_digits_that_are_printed(tmp_path: Path) -> None:
    text = answer(record(primaryValue="1", netWgt="")).replace("1.0", "419922543423.50900001")
    found = read(written(tmp_path, "a.json", text))
    assert found.value("kg:ExportValue") == Decimal("419922543423.50900001")


def test_a_list_of_records_is_read_too(tmp_path: Path) -> None:
    found = read(written(tmp_path, "a.json", "\ufeff" + json.dumps([record()], indent=2)))
    assert found.report.kept == 1


@pytest.mark.parametrize("cut", [1, 30])
def test_an_answer_that_is_cut_off_is_refused(tmp_path: Path, cut: int) -> None:
    text = answer(record(), record())
    path = written(tmp_path, "a.json", text[: text.rindex("]") + 1 - cut])
    with pytest.raises(BadInput, match="cut off or no JSON"):
        read(path)


def test_an_answer_without_records_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no records"):
        list(records(io.BytesIO(b'{"count": 0, "data": null}'), Path("a.json")))
    with pytest.raises(BadInput, match="other than records"):
        list(records(io.BytesIO(b'{"data": [{}, 5]}'), Path("a.json")))


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.none() | st.booleans() | st.integers().map(str) | TEXTS


@settings(max_examples=50)
@given(st.lists(st.dictionaries(TEXTS, VALUES)), st.sampled_from([None, 1]))
def test_any_records_come_back(rows: list[dict[str, Any]], indent: int | None) -> None:
    file = io.BytesIO(json.dumps({"data": rows}, indent=indent).encode())
    assert list(records(file, Path("a.json"))) == rows
