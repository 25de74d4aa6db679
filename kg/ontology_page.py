"""The ontology as a page for people, made from the Turtle."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.vocab import Vocabulary


@dataclass(frozen=True, slots=True)
class Table:
    """A section of the page: a heading, what it is about, a table."""

    heading: str
    text: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables(vocab: Vocabulary) -> Iterator[Table]:
    """What the page shows.

    Args:
        vocab: The ontology.

    Yields:
        Its relations, classes, claim types, columns, quantity kinds and units.

    Example:
        >>> next(tables(Vocabulary.load())).heading
        'Relations'
    """
    yield _relations(vocab)
    yield _classes(vocab)
    yield _claim_types(vocab)
    yield _columns(vocab)
    yield _quantity_kinds(vocab)
    yield _units(vocab)


def markdown(vocab: Vocabulary) -> str:
    """The page as Markdown.

    Args:
        vocab: The ontology.

    Returns:
        The text.

    Example:
        >>> markdown(Vocabulary.load()).startswith("# The ontology")
        True
    """
    lines = ["# The ontology", "", "Made from the Turtle files by `kg ontology`; do not edit.", ""]
    for table in tables(vocab):
        lines += [f"## {table.heading}", "", table.text, ""]
        lines += _markdown_table(table)
    return "\n".join(lines)


def page(vocab: Vocabulary) -> str:
    """The page as HTML: one file, no script, nothing loaded.

    Args:
        vocab: The ontology.

    Returns:
        The text.

    Example:
        >>> page(Vocabulary.load()).startswith("<!doctype html>")
        True
    """
    body = "".join(
        f"<h2>{_escaped(table.heading)}</h2><p>{_escaped(table.text)}</p><table><thead><tr>"
        + "".join(f"<th scope=col>{_escaped(cell)}</th>" for cell in table.header)
        + "</tr></thead><tbody>"
        + "".join(
            "<tr>" + "".join(f"<td>{_escaped(cell)}</td>" for cell in row) + "</tr>\n"
            for row in table.rows
        )
        + "</tbody></table>\n"
        for table in tables(vocab)
    )
    return (
        "<!doctype html>\n<html lang=en><meta charset=utf-8>"
        "<meta name=viewport content='width=device-width'><title>The ontology</title>"
        f"<style>{_STYLE}</style>\n<h1>The ontology</h1>\n{body}</html>\n"
    )


_STYLE = (
    ":root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;"
    "max-width:75rem;padding:0 1rem}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #8886}"
    "td:first-child{font-family:ui-monospace,monospace}"
)


def _relations(vocab: Vocabulary) -> Table:
    rows = (
        (
            id_,
            relation.label + (" (symmetric)" if relation.symmetric else ""),
            relation.inverse_label,
            _labels(vocab, relation.domain),
            _labels(vocab, relation.range),
            _labels(vocab, relation.claim_types),
            relation.definition,
        )
        for id_, relation in vocab.relations.items()
    )
    header = ("relation", "label", "inverse", "from", "to", "claim types", "definition")
    return Table("Relations", "What a claim's predicate can be.", header, tuple(rows))


def _classes(vocab: Vocabulary) -> Table:
    rows = (
        (id_, cls.label, vocab.label(cls.parent or ""), cls.prefix, cls.definition)
        for id_, cls in vocab.classes.items()
    )
    text = "What entities can be. An id opens with the prefix: element:Dy."
    return Table("Classes", text, ("class", "label", "below", "prefix", "definition"), tuple(rows))


def _claim_types(vocab: Vocabulary) -> Table:
    rows = (
        (
            id_,
            type_.label,
            vocab.label(type_.parent or ""),
            type_.time_meaning or "",
            type_.definition,
        )
        for id_, type_ in vocab.claim_types.items()
    )
    text = "Time means different things: measured over it, held or happened in it, timeless."
    header = ("type", "label", "below", "time", "definition")
    return Table("Claim types", text, header, tuple(rows))


def _columns(vocab: Vocabulary) -> Table:
    rows = (
        (
            column.name,
            vocab.compact(column.iri) or column.iri,
            column.kind,
            column.group,
            ", ".join(column.allowed),
            column.definition,
        )
        for column in vocab.columns
    )
    text = "The columns of a claim, in their order, and the property each becomes in RDF."
    header = ("column", "property", "holds", "group", "values", "definition")
    return Table("Columns", text, header, tuple(rows))


def _quantity_kinds(vocab: Vocabulary) -> Table:
    rows = (
        (id_, kind.label, _labels(vocab, kind.units), "yes" if kind.exact else "")
        for id_, kind in vocab.quantity_kinds.items()
    )
    text = "What a value can measure. A change of any kind may stand in per cent."
    return Table("Quantity kinds", text, ("kind", "label", "units", "exact"), tuple(rows))


def _units(vocab: Vocabulary) -> Table:
    rows = ((id_, unit.label, unit.symbol, unit.dimension) for id_, unit in vocab.units.items())
    return Table("Units", "From QUDT.", ("unit", "label", "symbol", "dimension"), tuple(rows))


def _markdown_table(table: Table) -> Iterator[str]:
    yield "| " + " | ".join(table.header) + " |"
    yield "|" + " --- |" * len(table.header)
    for row in table.rows:
        cells = [f"`{row[0]}`", *(cell.replace("|", "\\|") for cell in row[1:])]
        yield "| " + " | ".join(cells) + " |"
    yield ""


def _labels(vocab: Vocabulary, ids: Iterable[str]) -> str:
    return ", ".join(sorted(map(vocab.label, ids)))


def _escaped(text: str) -> str:
    return html.escape(text)
