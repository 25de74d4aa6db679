from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Sequence

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UnknownName
from kg.query.writers import Row, row_writer
from kg.rdf import XSD, BlankNode, Literal, NamedNode, Term, Triple
from tests.strategies import texts, vocabulary

NAMES = ("a", "b")
W3C = {
    "json": ox.QueryResultsFormat.JSON,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
printable = texts.filter(lambda text: not {*text} & {chr(i) for i in range(32)} - {"\t", "\n"})
xml_texts = printable.map(lambda text: text.replace("\ufffe", "").replace("\uffff", ""))
terms = st.none() | st.one_of(
    st.builds(Literal, xml_texts),
    st.builds(lambda text: Literal(text, language="de"), xml_texts),
    st.decimals(allow_nan=False, allow_infinity=False).map(
        lambda number: Literal(f"{number:f}", datatype=NamedNode(XSD + "decimal"))
    ),
    st.just(NamedNode("https://supply-chain-kg.example/country/CHN")),
    st.just(BlankNode("b1")),
    st.just(Triple(NamedNode("http://a"), NamedNode("http://b"), Literal("c"))),
)
tables = st.lists(st.tuples(terms, terms), max_size=5)


def written(format: str, rows: Sequence[Row], names: Sequence[str] = NAMES) -> bytes:
    file = io.BytesIO()
    row_writer(format)(file, names, iter(rows), vocabulary())
    return file.getvalue()


@pytest.mark.parametrize("format", ["json", "tsv"])
@given(rows=tables)
def test_what_is_written_reads_back_the_same(format: str, rows: list[Row]) -> None:
    solutions = ox.parse_query_results(written(format, rows), format=W3C[format])
    assert isinstance(solutions, ox.QuerySolutions)
    assert [variable.value for variable in solutions.variables] == list(NAMES)
    found = [tuple(solution) for solution in solutions]
    assert [_unnamed(row) for row in found] == [_unnamed(row) for row in rows]


@given(xml_texts)
def test_a_text_reads_back_the_same_from_xml(text: str) -> None:
    root = ET.fromstring(written("xml", [(Literal(text), None)]))
    assert (root.findtext(".//{*}literal") or "") == text


def _unnamed(row: Row) -> list[Term | str | None]:
    """Blank nodes may be renamed."""
    return ["blank" if isinstance(term, BlankNode) else term for term in row]


@pytest.mark.parametrize("format", ["json", "csv", "tsv", "xml"])
def test_it_is_what_the_engine_itself_writes(format: str) -> None:
    text = (
        "SELECT ?a ?b { VALUES (?a ?b) { "
        '("x,y" "say \\"yes\\"\\n") ("=1+1" UNDEF) ("Erden"@de <http://x/y>) ("<&>" "a\\tb") } }'
    )
    formats = {**W3C, "csv": ox.QueryResultsFormat.CSV}
    expected = _solutions(text).serialize(format=formats[format])
    found = written(format, [tuple(row) for row in _solutions(text)])
    assert expected is not None
    assert _normal(format, found) == _normal(format, expected)


def _solutions(text: str) -> ox.QuerySolutions:
    solutions = ox.Store().query(text)
    assert isinstance(solutions, ox.QuerySolutions)
    return solutions


def _normal(format: str, content: bytes) -> object:
    if format == "json":
        return json.loads(content)
    return ET.canonicalize(content, strip_text=True) if format == "xml" else content


@given(tables)
def test_csv_reads_back_as_the_texts_of_its_cells(rows: list[Row]) -> None:
    lines = list(csv.reader(io.StringIO(written("csv", rows).decode(), newline="")))
    assert lines[0] == list(NAMES)
    assert [row[0] for row in lines[1:]] == [
        ""
        if term is None
        else f"<<( {term} )>>"
        if isinstance(term, Triple)
        else str(term)
        if isinstance(term, BlankNode)
        else term.value
        for term, _ in rows
    ]


@given(texts)
def test_xml_is_well_formed_whatever_the_text(text: str) -> None:
    ET.fromstring(written("xml", [(Literal(text), None)]))


@given(texts)
def test_a_cell_of_markdown_is_one_cell_without_markup(text: str) -> None:
    lines = written("markdown", [(Literal(text), Literal("b"))]).decode().split("\n")
    assert len(lines) == 4
    for sign in "|<*`[":
        bare = lines[2].replace("\\" + sign, "").replace("\\\\", "")
        assert sign not in bare or (sign == "|" and bare.count("|") == 3)


@given(texts)
def test_a_table_never_steers_the_terminal(text: str) -> None:
    shown = written("table", [(Literal(text), None)]).decode()
    assert not {"\x1b", "\x07", "\u202e", "\r"} & set(shown)


def test_a_table_outside_a_terminal_cuts_nothing_off() -> None:
    long = "word " * 100
    assert long.strip() in written("table", [(Literal(long), Literal(long))]).decode()


def test_a_table_shows_curies_and_counts_its_rows() -> None:
    shown = written("table", [(NamedNode("https://supply-chain-kg.example/country/CHN"), None)])
    assert b"country:CHN" in shown
    assert shown.endswith(b"1 row\n")


def test_rich_markup_in_a_cell_stays_text() -> None:
    assert "[bold]x[/bold]" in written("table", [(Literal("[bold]x[/bold]"), None)]).decode()


def test_the_file_stays_open() -> None:
    file = io.BytesIO()
    row_writer("csv")(file, NAMES, [], vocabulary())
    assert not file.closed


def test_an_unknown_format_is_told_with_the_nearest_one() -> None:
    with pytest.raises(UnknownName, match="markdown"):
        row_writer("markdwn")
