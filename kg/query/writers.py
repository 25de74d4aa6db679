"""Rows as files: the four SPARQL results formats of the W3C, and two for people.

Each writer takes rows as they come. Only the table waits for all of them: its columns are as wide
as the widest cell.
"""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, Any, BinaryIO

from kg.errors import UnknownName
from kg.query.terms import ntriples, to_text
from kg.rdf import XSD, BlankNode, Literal, NamedNode, Term
from kg.vocab import Vocabulary

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

Row = Sequence[Term | None]
RowWriter = Callable[[BinaryIO, Sequence[str], Iterable[Row], Vocabulary], None]

_XML_RESULTS = "http://www.w3.org/2005/sparql-results#"


def text_over(file: BinaryIO) -> AbstractContextManager[IO[str]]:
    """A UTF-8 text file over a binary one, which stays open afterwards."""
    return _Text(file)


class _Text(io.TextIOWrapper):
    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file, encoding="utf-8", newline="")

    def __exit__(self, *_: object) -> None:
        self.detach()


def write_csv(file: BinaryIO, names: Sequence[str], rows: Iterable[Row], _: Vocabulary) -> None:
    """SPARQL 1.1 results in CSV: IRIs and the texts of literals, without types.

    Cells are verbatim, as the W3C has it: a text that begins with ``=`` is a formula to a
    spreadsheet program.
    """
    with text_over(file) as text:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(names)
        writer.writerows([_csv_cell(term) for term in row] for row in rows)


def _csv_cell(term: Term | None) -> str:
    if isinstance(term, NamedNode | Literal):
        return term.value
    return "" if term is None else ntriples(term)


def write_tsv(file: BinaryIO, names: Sequence[str], rows: Iterable[Row], _: Vocabulary) -> None:
    """SPARQL 1.1 results in TSV: terms as SPARQL writes them."""
    with text_over(file) as text:
        text.write("\t".join("?" + name for name in names) + "\n")
        for row in rows:
            text.write("\t".join("" if term is None else ntriples(term) for term in row) + "\n")


def write_json(file: BinaryIO, names: Sequence[str], rows: Iterable[Row], _: Vocabulary) -> None:
    """SPARQL 1.1 results in JSON."""
    with text_over(file) as text:
        head = json.dumps({"vars": list(names)}, ensure_ascii=False)
        text.write(f'{{"head":{head},"results":{{"bindings":[')
        for index, row in enumerate(rows):
            bound = {
                name: json_term(term)
                for name, term in zip(names, row, strict=True)
                if term is not None
            }
            text.write(",\n" if index else "\n")
            text.write(json.dumps(bound, ensure_ascii=False))
        text.write("]}}\n")


def json_term(term: Term) -> dict[str, Any]:
    """A term as SPARQL 1.1 results in JSON have it.

    Args:
        term: Any term.

    Returns:
        Its type and value, and its datatype or language.

    Example:
        >>> json_term(Literal("Seltene Erden", language="de"))
        {'type': 'literal', 'value': 'Seltene Erden', 'xml:lang': 'de'}
    """
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Literal):
        typed: dict[str, Any] = {"type": "literal", "value": term.value}
        if term.language:
            typed["xml:lang"] = term.language
        elif term.datatype.value != XSD + "string":
            typed["datatype"] = term.datatype.value
        return typed
    slots = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
    return {"type": "triple", "value": {name: json_term(slot) for name, slot in slots.items()}}


def write_xml(file: BinaryIO, names: Sequence[str], rows: Iterable[Row], _: Vocabulary) -> None:
    """SPARQL results in XML."""
    with text_over(file) as text:
        text.write(f'<?xml version="1.0"?>\n<sparql xmlns="{_XML_RESULTS}">\n<head>')
        text.writelines(f'<variable name="{name}"/>' for name in names)
        text.write("</head>\n<results>\n")
        for row in rows:
            cells = zip(names, row, strict=True)
            text.write("<result>")
            text.writelines(
                f'<binding name="{name}">{_xml_term(term)}</binding>'
                for name, term in cells
                if term is not None
            )
            text.write("</result>\n")
        text.write("</results>\n</sparql>\n")


def _xml_term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{_xml_text(term.value)}</bnode>"
    if isinstance(term, Literal):
        attribute = ""
        if term.language:
            attribute = f' xml:lang="{term.language}"'
        elif term.datatype.value != XSD + "string":
            attribute = f' datatype="{html.escape(term.datatype.value)}"'
        return f"<literal{attribute}>{_xml_text(term.value)}</literal>"
    slots = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
    inner = "".join(f"<{name}>{_xml_term(slot)}</{name}>" for name, slot in slots.items())
    return f"<triple>{inner}</triple>"


def _xml_text(text: str) -> str:
    """Escaped; characters that XML forbids become the replacement character."""
    allowed = "".join(sign if sign in "\t\n\r" or sign >= " " else "\ufffd" for sign in text)
    allowed = allowed.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    return html.escape(allowed, quote=False).replace("\r", "&#13;")


def write_markdown(
    file: BinaryIO, names: Sequence[str], rows: Iterable[Row], vocab: Vocabulary
) -> None:
    """A table in Markdown, CURIEs for IRIs; nothing in a cell is read as markup."""
    with text_over(file) as text:
        for line in _markdown_lines(names, rows, vocab):
            text.write(line + "\n")


def _markdown_lines(names: Sequence[str], rows: Iterable[Row], vocab: Vocabulary) -> Iterator[str]:
    yield "| " + " | ".join(names) + " |"
    yield "| " + " | ".join("---" for _ in names) + " |"
    for row in rows:
        yield "| " + " | ".join(_markdown_cell(to_text(term, vocab)) for term in row) + " |"


def _markdown_cell(text: str) -> str:
    return "".join("\\" + sign if sign in "\\`*_{}[]<>#|~!&$" else sign for sign in text)


def write_table(
    file: BinaryIO, names: Sequence[str], rows: Iterable[Row], vocab: Vocabulary
) -> None:
    """A table for people, CURIEs for IRIs; waits for all rows.

    On a terminal it fits the width; elsewhere lines are as long as they must be.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in names:
        table.add_column(name, overflow="fold")
    widths = [len(name) for name in names]
    for row in rows:
        cells = [Text(to_text(term, vocab)) for term in row]
        widths = [max(width, cell.cell_len) for width, cell in zip(widths, cells, strict=True)]
        table.add_row(*cells)
    with text_over(file) as text:
        width = None if file.isatty() else sum(widths) + 3 * len(widths) + 1
        Console(file=text, width=width, highlight=False, soft_wrap=False).print(table)
        number = table.row_count
        text.write(f"{number:,} row{'' if number == 1 else 's'}\n")


ROW_WRITERS: dict[str, RowWriter] = {
    "table": write_table,
    "csv": write_csv,
    "tsv": write_tsv,
    "json": write_json,
    "xml": write_xml,
    "markdown": write_markdown,
}
"""The formats of rows by name."""


def row_writer(name: str) -> RowWriter:
    """The writer of a format.

    Args:
        name: Its name.

    Returns:
        The writer.

    Raises:
        UnknownName: Rows cannot be written so.

    Example:
        >>> row_writer("csv") is write_csv
        True
    """
    if name not in ROW_WRITERS:
        raise UnknownName("format for rows", name, ROW_WRITERS)
    return ROW_WRITERS[name]
