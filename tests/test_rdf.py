from __future__ import annotations

import gzip
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadInput
from kg.rdf import DefaultGraph, Literal, NamedNode, Quad, by_subject, literal, parse, plain
from tests.strategies import readable_numbers


@given(number=readable_numbers | st.decimals(allow_nan=False, allow_infinity=False, places=3))
def test_a_plain_number_keeps_its_value_and_has_no_exponent(number: Decimal) -> None:
    text = plain(number)
    assert Decimal(text) == number
    assert set(text) <= set("-0123456789.")


@given(number=readable_numbers, zeros=st.integers(0, 5))
def test_equal_numbers_have_one_spelling(number: Decimal, zeros: int) -> None:
    sign, digits, exponent = number.as_tuple()
    longer = Decimal((sign, (*digits, *(0,) * zeros), int(exponent) - zeros))
    assert plain(longer) == plain(number)


@pytest.mark.parametrize(
    ("number", "text"),
    [("0", "0"), ("-0", "0"), ("0E+3", "0"), ("0.000", "0"), ("1E+3", "1000"), ("-0.50", "-0.5")],
)
def test_zeros_and_exponents_are_spelled_out(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


@pytest.mark.parametrize(
    ("value", "spelled"),
    [
        (True, '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        (False, '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        (7, '"7"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        (date(5, 1, 2), '"0005-01-02"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("a", '"a"'),
    ],
)
def test_a_literal_carries_its_datatype(value: str | bool | date | int, spelled: str) -> None:
    assert str(literal(value)) == spelled


TURTLE = '@prefix a: <http://a.example/> . a:s a:p "Größe" .'
NTRIPLES = '<http://a.example/s> <http://a.example/p> "Größe" .\n'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.ttl", TURTLE),
        ("a.nt", NTRIPLES),
        ("a.nq", NTRIPLES),
        ("a.trig", TURTLE),
        ("a.jsonld", '{"@id": "http://a.example/s", "http://a.example/p": "Größe"}'),
        (
            "a.rdf",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://a.example/">'
            '<rdf:Description rdf:about="http://a.example/s"><a:p>Größe</a:p></rdf:Description></rdf:RDF>',
        ),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_a_file_of_every_format_is_read_packed_or_not(
    tmp_path: Path, name: str, content: str, packed: bool
) -> None:
    path = tmp_path / (name + ".gz" * packed)
    path.write_bytes(gzip.compress(content.encode()) if packed else content.encode())
    quads, prefixes = parse(path)
    node = NamedNode("http://a.example/s")
    assert quads == [Quad(node, NamedNode("http://a.example/p"), Literal("Größe"), DefaultGraph())]
    assert set(prefixes) <= {"a", "rdf"}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.ttl", b"@prefix a: <http://a.example/> .\na:s a:p ,\n", "line 2"),
        ("a.nt", b"<http://a.example/s> .", "a.nt is not well-formed N-Triples"),
        ("a.jsonld", b"{", "not well-formed"),
        ("a.rdf", b"<rdf>", "not well-formed"),
        ("a.nq", b"\xff\xfe", "not well-formed"),
        ("a.ttl.gz", b"no gzip", "not well-formed"),
        ("a.ttl.gz", gzip.compress(TURTLE.encode(), mtime=0)[:20], "not well-formed"),
        ("a.doc", b"", "no RDF format is known by this name"),
        ("a", b"", "no RDF format is known by this name"),
    ],
)
def test_a_file_that_is_no_rdf_is_an_error_of_ours(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInput, match=message):
        parse(path)


def test_a_missing_file_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot read"):
        parse(tmp_path / "a.ttl")


def test_quads_are_grouped_by_subject_in_the_order_they_come() -> None:
    nodes = [NamedNode(f"http://a.example/{letter}") for letter in "bab"]
    predicate = NamedNode("http://a.example/p")
    quads = [
        Quad(node, predicate, Literal(str(number)), DefaultGraph())
        for number, node in enumerate(nodes)
    ]
    assert list(by_subject(quads)) == [
        ("http://a.example/b", {predicate.value: [Literal("0"), Literal("2")]}),
        ("http://a.example/a", {predicate.value: [Literal("1")]}),
    ]
