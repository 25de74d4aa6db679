from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kg.claim import Claim
from kg.curated import read_data
from kg.documents import (
    Document,
    Span,
    find,
    find_document,
    format_locator,
    numbers_in,
    parse_locator,
    span_hash,
    verify,
)
from kg.errors import BadInput
from kg.files import sha256
from kg.sources import Source

TEXT = "Ore — seven tonnes of it — left port.\r\nOre left twice."


@pytest.fixture
def document(tmp_path: Path) -> Document:
    path = tmp_path / "any-name.txt"
    path.write_bytes(TEXT.encode())
    return Document.read(path)


@pytest.fixture
def source(document: Document) -> Source:
    data = read_data()
    some = next(source for source in data.sources.values() if source.sha256)
    return replace(some, sha256=document.sha256, length=document.length)


@pytest.fixture
def claim() -> Claim:
    some = next(claim for claim in read_data().claims if claim.span_hash)
    return replace(some, locator="6-18;0-3", span_hash=span_hash("seven tonnes", "Ore"))


def test_a_document_keeps_its_line_ends_and_counts_characters_not_bytes(
    document: Document,
) -> None:
    assert document.text == TEXT
    assert document.length == len(TEXT) < len(TEXT.encode())


def test_a_document_that_is_not_utf_8_is_refused_with_the_byte_at_fault(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes(b"caf\xe9")
    with pytest.raises(BadInput, match=r"latin\.txt is not UTF-8 \(byte 3\)"):
        Document.read(path)


def test_a_document_that_is_not_there_is_reported_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"cannot read .*nowhere\.txt"):
        Document.read(tmp_path / "nowhere.txt")


def test_a_locator_survives_reading_and_writing_in_the_order_quoted() -> None:
    assert parse_locator("462-528;129-183") == (Span(462, 528), Span(129, 183))
    assert format_locator(parse_locator("462-528;129-183")) == "462-528;129-183"


@pytest.mark.parametrize("locator", ["", "row:3", "12", "1-2;", "-1-4", "1-2, 3-4", "٣-٥"])
def test_what_is_no_locator_is_refused(locator: str) -> None:
    with pytest.raises(BadInput, match="is no span"):
        parse_locator(locator)


@pytest.mark.parametrize("locator", ["5-5", "9-4"])
def test_an_empty_or_turned_span_is_refused(locator: str) -> None:
    with pytest.raises(BadInput, match="is empty"):
        parse_locator(locator)


def test_a_quotation_is_found_at_the_occurrence_asked_for() -> None:
    assert find(TEXT, "Ore") == Span(0, 3)
    assert find(TEXT, "Ore", occurrence=2) == Span(39, 42)


@pytest.mark.parametrize(("quote", "occurrence"), [("Ore", 3), ("Gold", 1), ("", 1)])
def test_a_quotation_that_is_not_there_is_refused(quote: str, occurrence: int) -> None:
    with pytest.raises(BadInput, match="times in the text"):
        find(TEXT, quote, occurrence=occurrence)


def test_a_span_hash_is_short_and_ignores_how_words_are_spaced() -> None:
    assert span_hash("seven  tonnes\r\n") == span_hash("seven tonnes")
    assert span_hash("seven tonnes") != span_hash("Seven tonnes")
    assert [len(part) for part in span_hash("a", "b").split(";")] == [16, 16]


def test_a_sound_claim_verifies_against_its_document(
    document: Document, source: Source, claim: Claim
) -> None:
    assert verify(document, claim, source=source) == []


def test_verifying_finds_another_document(document: Document, source: Source, claim: Claim) -> None:
    [problem] = verify(document, claim, source=replace(source, sha256="0" * 64))
    assert "another document" in problem


def test_verifying_finds_another_length(document: Document, source: Source, claim: Claim) -> None:
    [problem] = verify(document, claim, source=replace(source, length=3))
    assert "has 3 characters" in problem


def test_verifying_finds_a_span_beyond_the_end(
    document: Document, source: Source, claim: Claim
) -> None:
    [problem] = verify(document, replace(claim, locator="6-18;0-999"), source=source)
    assert problem.startswith("0-999 reaches beyond")


@pytest.mark.parametrize("locator", ["6-18;0-2", "0-3;6-18", "6-18"])
def test_verifying_finds_other_words(
    document: Document, source: Source, claim: Claim, locator: str
) -> None:
    [problem] = verify(document, replace(claim, locator=locator), source=source)
    assert "hash to" in problem


def test_a_document_is_found_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    wanted = tmp_path / "deep" / "renamed.dat"
    wanted.write_bytes(b"wanted")
    (tmp_path / "other.txt").write_bytes(b"other")
    assert find_document(tmp_path, sha256(wanted)) == wanted
    with pytest.raises(BadInput, match="no file in"):
        find_document(tmp_path, "0" * 64)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("5,864.6 tonnes", ["5864.6"]),
        ("US$18.7 million", ["18.7e6"]),
        ("$1,200 billion and 3 thousand", ["1.2e12", "3000"]),
        ("a 48.3% fall, (+2.3%), -13.7%", ["48.3", "2.3", "13.7"]),
        ("70 percent", ["70"]),
        ("on 2nd April", ["2"]),
        ("Seven sorts; none of zero weight", ["7", "0"]),
        ("the second-biggest", ["2", "1"]),
        ("fell by half", ["0.5", "50"]),
        ("the leading buyer", ["1"]),
        ("someone often halved a tenthly", []),
        ("CO2, H2O and v1.2.3", []),
        ("1,23 and 12,3456", ["1", "12"]),
    ],
)
def test_numbers_are_read_from_words_as_documented(text: str, numbers: list[str]) -> None:
    assert numbers_in(text) == set(map(Decimal, numbers))
