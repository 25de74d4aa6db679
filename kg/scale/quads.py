"""Claims to N-Quads as one Ibis expression: what :class:`kg.mapping.RdfMapping` does row by row.

The expression is made from the ontology's columns and names no engine. It uses only what engines
agree on: CASE, ``concat`` of texts that are not NULL, ``replace``, regular expressions that RE2 and
Java read alike, and casts of decimals, days and truth values to text. Numbers stay decimals.

Each claim becomes one text of several lines, so that engines move one value for each claim instead
of thirty rows; a line break inside a literal is escaped, so that the lines can be told apart.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import fields
from functools import cache, reduce
from typing import TYPE_CHECKING, Any

from kg.claim import Claim
from kg.rdf import RDF, RDF_TYPE, XSD
from kg.vocab import Column, Vocabulary

if TYPE_CHECKING:
    import ibis.expr.types as ir

_NO_FRACTION = "." + "0" * 12
"""How engines end the whole numbers of the record's columns, which are decimal(38, 12)."""

_AWKWARD = r'[\x00-\x1f\x7f"\\\x{FFFE}\x{FFFF}]'
"""What canonical N-Quads escapes in a literal."""

NEVER_NULL = frozenset(field.name for field in fields(Claim) if field.default is not None)
"""The columns that every claim fills."""

_SHORT = {"\b": "b", "\t": "t", "\n": "n", "\f": "f", "\r": "r"}
_BY_CODE = [*range(0x20), 0x7F, 0xFFFE, 0xFFFF]


def claim_lines(claims: ir.Table, vocab: Vocabulary, *, end: str = "") -> ir.Table:
    """The quads of each claim as one text: a line for each quad, the last without a line break.

    Their multiset is that of :meth:`kg.mapping.RdfMapping.claim_quads` in canonical N-Quads: types
    with all above them, one quad for each filled column, the graph of the source. NULL is no quad.

    Args:
        claims: A table with the columns of :func:`kg.columns.claim_schema`, in which
            :func:`kg.scale.sound.unsound_cells` finds nothing.
        vocab: The ontology.
        end: What follows the last line of each: a line break for :meth:`DuckDB.write_file`.

    Returns:
        A table with the text column ``lines``, a row for each claim.

    Example:
        >>> import ibis
        >>> from kg.columns import claim_table
        >>> from kg.curated import read_data
        >>> vocab, claim = Vocabulary.load(), read_data().claims[0]
        >>> table = claim_lines(ibis.memtable(claim_table([claim], vocab)), vocab)
        >>> text = str(table.lines.to_pyarrow()[0])
        >>> text.startswith("<https://supply-chain-kg.example/claim/c1-")
        True
    """
    columns = [column for column in vocab.columns if column.kind not in ("id", "class", "claims")]
    graph = vocab.expand("graph:source-")
    rows = claims.mutate(
        _node=_minted(claims.id, vocab),
        _graph=_concat(f" <{graph}", claims.source_id.substr(len("source:")), "> ."),
        _awkward=_concat(
            *(claims[one.name].fill_null("") for one in columns if _is_free(one))
        ).re_search(_AWKWARD),
    )
    rows = rows.mutate(_next=_concat(rows._graph, "\n", rows._node))
    pieces = [rows._node, *_types(rows, vocab)]
    for column in columns:
        pieces += _line(rows, column, vocab)
    for column in vocab.columns:
        if column.kind == "claims":
            pieces.append(_lines(rows, column, vocab))
    return rows.select(lines=_concat(*pieces, rows._graph, end))


def claim_quads(claims: ir.Table, vocab: Vocabulary) -> ir.Table:
    """The quads of claims, a row for each.

    Args:
        claims: As for :func:`claim_lines`.
        vocab: The ontology.

    Returns:
        A table with the text column ``quad``: a line of N-Quads.

    Example:
        >>> import ibis
        >>> from kg.columns import claim_table
        >>> from kg.curated import read_data
        >>> vocab, claim = Vocabulary.load(), read_data().claims[0]
        >>> quads = claim_quads(ibis.memtable(claim_table([claim], vocab)), vocab)
        >>> quads.count().to_pyarrow().as_py() > 20
        True
    """
    lines = claim_lines(claims, vocab)
    return lines.select(quad=lines.lines.split("\n").unnest())


def direct_lines(claims: ir.Table, vocab: Vocabulary, *, view: str, end: str = "") -> ir.Table:
    """The direct edges of claims, each once: as :meth:`kg.mapping.RdfMapping.direct_quads`.

    Args:
        claims: As for :func:`claim_lines`.
        vocab: The ontology.
        view: The view's name, which the graph's name carries.
        end: As for :func:`claim_lines`.

    Returns:
        A table with the text column ``lines``, a row for each edge.

    Example:
        >>> import ibis
        >>> from kg.columns import claim_table
        >>> from kg.curated import read_data
        >>> vocab, data = Vocabulary.load(), read_data()
        >>> table = ibis.memtable(claim_table(data.claims, vocab))
        >>> ends = {(row.subject, row.object) for row in data.claims if row.is_direct}
        >>> direct_lines(table, vocab, view="v").to_pyarrow().num_rows >= len(ends)
        True
    """
    direct = claims.filter(
        claims.modality == "asserted", ~claims.negated, claims.object.notnull()
    ).select(start=claims.subject, relation=claims.predicate, end=claims.object)
    symmetric = [id_ for id_, relation in vocab.relations.items() if relation.symmetric]
    turned = direct.filter(direct.relation.isin(symmetric)).select(
        start=direct.end, relation=direct.relation, end=direct.start
    )
    edges = direct.union(turned).distinct()
    graph = vocab.expand(f"graph:direct-{view}")
    return edges.select(
        lines=_concat(
            *(_minted(edges.start, vocab), " ", _named(edges.relation, vocab), " "),
            *(_minted(edges.end, vocab), f" <{graph}> .{end}"),
        )
    )


def _types(rows: ir.Table, vocab: Vocabulary) -> list[Any]:
    """The types of claims: each chain of classes upwards is known when the query is made."""
    chains = {type_: vocab.ancestors(type_) for type_ in vocab.claim_types}
    pieces: list[Any] = [f" {RDF_TYPE} <{RDF}Statement>"]
    for level in range(max(map(len, chains.values()))):
        tails = {
            type_: f" {RDF_TYPE} <{vocab.expand(chain[level])}>"
            for type_, chain in chains.items()
            if level < len(chain)
        }
        pieces += [
            rows.claim_type.isin(list(tails)).ifelse(rows._next, ""),
            rows.claim_type.cases(*tails.items(), else_=""),
        ]
    return pieces


def _line(rows: ir.Table, column: Column, vocab: Vocabulary) -> list[Any]:
    """The line of a column: what ends the line before and begins it, and the rest."""
    value = rows[column.name]
    rest = _concat(f" <{column.iri}> ", *_term(rows, column, vocab))
    if column.name in NEVER_NULL:
        return [rows._next, rest]
    missing = value.isnull()
    return [missing.ifelse("", rows._next), missing.ifelse("", rest)]


def _lines(rows: ir.Table, column: Column, vocab: Vocabulary) -> ir.StringValue:
    """The lines of a column of lists: one for each reference in it."""
    each = rows[column.name].map(
        lambda id_: _concat(rows._next, f" <{column.iri}> ", _minted(id_, vocab))
    )
    return each.join("").fill_null("")


def _term(rows: ir.Table, column: Column, vocab: Vocabulary) -> list[Any]:
    """The pieces of a term. What a text column may hold at all needs no escaping."""
    value: Any = rows[column.name]
    if column.kind == "entity":
        return [_minted(value, vocab)]
    if column.kind in ("relation", "term"):
        return [_named(value, vocab)]
    if column.kind == "string":
        text = rows._awkward.ifelse(_escaped(value), value) if _is_free(column) else value
        return ['"', text, '"']
    text = value.cast("string")
    if column.kind == "decimal":
        text = _plain(text)
    return ['"', text, f'"^^<{XSD}{column.kind}>']


def _is_free(column: Column) -> bool:
    """Whether any text may stand in a column."""
    return column.kind == "string" and not column.allowed


def _minted(id_: ir.StringValue, vocab: Vocabulary) -> ir.StringValue:
    """The IRI of an entity or claim in angle brackets: below the base in a folder of its prefix."""
    return _concat(f"<{vocab.base}", id_.replace(":", "/"), ">")


def _named(term: ir.StringValue, vocab: Vocabulary) -> ir.StringValue:
    """The IRI of a term of the ontology in angle brackets."""
    import ibis

    return ibis.cases(
        *(
            (
                term.startswith(f"{prefix}:"),
                _concat(f"<{vocab.prefixes[prefix]}", term.substr(len(prefix) + 1), ">"),
            )
            for prefix in term_prefixes(vocab)
        ),
        else_=term,
    )


def term_prefixes(vocab: Vocabulary) -> tuple[str, ...]:
    """The prefixes of relations, units and quantity kinds."""
    return tuple(dict.fromkeys(term.partition(":")[0] for term in vocab.terms))


def _escaped(text: ir.StringValue) -> ir.StringValue:
    """A text as it stands between quotation marks.

    Control characters are named in patterns, because not every engine can hold them in its SQL. In
    a replacement, two backslashes stand for one.
    """
    text = text.replace("\\", r"\\").replace('"', r"\"")

    def escape(text: ir.StringValue, code: int) -> ir.StringValue:
        name = _SHORT.get(chr(code), f"u{code:04X}")
        return text.re_replace(rf"\x{{{code:04X}}}", rf"\\{name}")

    return reduce(escape, _BY_CODE, text)


def _plain(number: ir.StringValue) -> ir.StringValue:
    """A decimal's text without zeros that say nothing, as :func:`kg.rdf.plain` spells it."""
    import ibis

    return ibis.cases(
        # Most figures are whole numbers, and a pattern costs more than the rest of the line.
        (number.endswith(_NO_FRACTION), number.substr(0, number.length() - len(_NO_FRACTION))),
        (number.contains("."), number.re_replace(r"\.?0+$", "")),
        else_=number,
    )


def _concat(*pieces: Any) -> ir.StringValue:
    """Texts one after the other; NULL counts as no text.

    Ibis would chain binary operators, and DuckDB copy all that went before for each of them: a
    hundred times the work for a hundred pieces. The function ``concat_ws`` copies each piece once.
    """
    return _concat_ws(len(pieces) + 1)("", *pieces)


@cache
def _concat_ws(number: int) -> Callable[..., ir.StringValue]:
    import ibis

    def concat_ws(*texts: str) -> str:
        raise NotImplementedError  # Ibis only reads its signature

    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    parameters = [inspect.Parameter(f"text{index}", kind) for index in range(number)]
    concat_ws.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    texts = (("string",) * number, "string")
    made: Callable[..., ir.StringValue] = ibis.udf.scalar.builtin(signature=texts)(concat_ws)
    return made
