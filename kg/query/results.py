"""Answers: rows of a SELECT, the yes or no of an ASK, triples of a CONSTRUCT or DESCRIBE."""

from __future__ import annotations

import html
import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, Generic, Self, TypeVar

import pyoxigraph as ox

from kg.errors import BadQuery, KgError, QueryLimit, UnknownName
from kg.query.stream import Stream
from kg.query.terms import Value, to_text, to_value
from kg.query.tokens import visible
from kg.query.writers import Row, row_writer, text_over
from kg.rdf import BlankNode, Literal, NamedNode, Term, Triple
from kg.vocab import Vocabulary

if TYPE_CHECKING:
    import pandas as pd
    import rdflib

_SHOWN = 50  # rows in a notebook
_SHOWN_AS_TEXT = 20
_WIDEST = 40  # characters of a column that make the next one begin further right
_Item = TypeVar("_Item")

TRIPLE_FORMATS: Mapping[str, ox.RdfFormat] = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
"""The formats of triples by name."""


class Answer(ABC):
    """What a query gives: :class:`Rows`, :class:`Boolean` or :class:`Triples`.

    What one kind of answer lacks raises an error that says which query would give it.
    """

    kind = "answer"

    @abstractmethod
    def write(self, file: BinaryIO, format: str = "table") -> None:
        """Write the answer to a binary file; ``table`` is for people in every kind of answer."""

    @abstractmethod
    def _repr_html_(self) -> str:
        """The answer in a notebook."""

    def __iter__(self) -> Iterator[Any]:
        raise BadQuery(f"{self.kind} holds no rows; ask with SELECT")

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a data frame."""
        raise BadQuery(f"{self.kind} makes no table; ask with SELECT")

    def to_graph(self) -> rdflib.Graph:
        """The triples as an rdflib graph."""
        raise BadQuery(f"{self.kind} makes no graph; ask with CONSTRUCT or DESCRIBE")

    @property
    def is_empty(self) -> bool:
        """Whether it was read to its end and nothing came."""
        return False

    def close(self) -> None:  # noqa: B027 -- a yes or no has nothing to stop
        """Stop the query, if it still runs."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Streamed(Answer, Generic[_Item]):
    """Items that come as the engine finds them; those that were read are kept."""

    def __init__(
        self, items: Iterator[_Item], worker: Stream, *, limit: int | None, what: str
    ) -> None:
        self._items, self._worker, self._limit, self._what = items, worker, limit, what
        self._kept: list[_Item] = []
        self._count = 0
        self._ended: Exception | None = None

    def _each(self, *, keep: bool = True) -> Iterator[_Item]:
        """All items from the first on; without ``keep``, those to come are only passed on."""
        place = 0
        while True:
            while place < len(self._kept):
                yield self._kept[place]
                place += 1
            try:
                item = self._next()
            except StopIteration:
                return
            if keep:
                self._kept.append(item)
            else:
                yield item

    def _next(self) -> _Item:
        if self._ended is not None:
            raise self._ended
        try:
            item = next(self._items)
            if self._count == self._limit:
                raise QueryLimit(
                    f"there are more than {self._limit:,} {self._what}, and the query was "
                    "stopped; ask for fewer with LIMIT, or allow more (--limit, limit=)"
                )
        except BaseException as error:
            self._worker.close()
            self._ended = error if isinstance(error, Exception) else _stopped()
            raise
        self._count += 1
        return item

    def _written(self) -> Iterator[_Item]:
        """All items, not kept in memory; afterwards they cannot be read again."""
        yield from self._each(keep=False)
        if self._count > len(self._kept):
            self._ended = KgError(f"these {self._what} were written out already; ask again")

    @property
    def is_empty(self) -> bool:
        """Whether all items were read and there were none."""
        return self._count == 0 and isinstance(self._ended, StopIteration)

    def close(self) -> None:
        """Stop the query, if it still runs; what was read stays readable."""
        self._worker.close()
        self._ended = self._ended or _stopped()

    def _first(self, most: int) -> tuple[list[_Item], str]:
        """The first items for a display, and a line on what is not among them, if anything."""
        items: list[_Item] = []
        try:
            for item in islice(self._each(), most + 1):
                items.append(item)  # noqa: PERF402 -- those ahead of an error are shown
        except KgError as error:
            return items[:most], f"It ended early: {error}"
        return items[:most], f"The first {most} {self._what}." if len(items) > most else ""

    def __repr__(self) -> str:
        """How much was read; nothing is read for it."""
        if isinstance(self._ended, StopIteration):
            state = "in all"
        else:
            state = f"read; {self._ended or 'more may come'}"
        what = self._what if self._count != 1 else self._what.removesuffix("s")
        return f"<{self.kind}: {self._count:,} {what} {state}>"

    @abstractmethod
    def _lines(self, items: Sequence[_Item]) -> list[str]:
        """Items as lines of text."""

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """The first items in IPython and where a notebook shows text."""
        items, note = self._first(_SHOWN_AS_TEXT)
        printer.text("\n".join([repr(self), *self._lines(items), *([note] if note else [])]))


def _stopped() -> KgError:
    return KgError("the query was stopped before its end; ask again")


class Rows(Streamed[Row]):
    """The rows of a SELECT, streamed: the first ones are there before the query ends.

    Each row is a dict from variable to value: a CURIE (a whole IRI where no prefix fits), a
    number, a day, a truth value, a text, or None. What was read is kept, so that a second loop
    sees the same rows. Where a limit stops the query, the rows before it are delivered and then
    the error is raised: an answer is never cut off silently.

    Attributes:
        variables: The names of the columns.
    """

    kind = "an answer in rows"

    def __init__(
        self,
        worker: Stream,
        vocab: Vocabulary,
        *,
        limit: int | None = None,
        hidden: Sequence[str] = (),
    ) -> None:
        found: list[str] = next(worker)
        shown = [place for place, name in enumerate(found) if name not in hidden]
        self.variables = tuple(found[place] for place in shown)
        rows = worker if len(shown) == len(found) else _columns(worker, shown)
        super().__init__(rows, worker, limit=limit, what="rows")
        self._vocab = vocab

    def __iter__(self) -> Iterator[dict[str, Value]]:
        for row in self._each():
            values = (to_value(term, self._vocab) for term in row)
            yield dict(zip(self.variables, values, strict=True))

    def terms(self) -> Iterator[dict[str, Term | None]]:
        """The rows as RDF terms, with datatypes and languages.

        Yields:
            A dict from variable to a pyoxigraph term, or None.
        """
        for row in self._each():
            yield dict(zip(self.variables, row, strict=True))

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a data frame, one column per variable.

        Returns:
            The data frame. Numbers are exact decimals, days are dates.

        Raises:
            QueryLimit: The query ran into a limit.
        """
        import pandas as pd

        values = [[to_value(term, self._vocab) for term in row] for row in self._each()]
        return pd.DataFrame(values, columns=list(self.variables), dtype=object).infer_objects()

    def write(self, file: BinaryIO, format: str = "table") -> None:
        """Write the rows to a file.

        All formats are written row by row and not kept in memory, but for the table.

        Args:
            file: A binary file.
            format: table, csv, tsv, json, xml or markdown. CSV, TSV, JSON and XML are those of
                the W3C for SPARQL 1.1, IRIs in full.

        Raises:
            UnknownName: Rows cannot be written so.
            QueryLimit: The query ran into a limit; the rows before it are written.
        """
        write = row_writer(format)
        if format == "table":
            self._worker.count_all_time()
        write(file, self.variables, self._written(), self._vocab)

    def _repr_html_(self) -> str:
        """The first rows as a table for notebooks; every cell is text, whatever it holds."""
        rows, note = self._first(_SHOWN)
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.variables)
        body = "".join(
            "<tr>"
            + "".join(f"<td>{html.escape(to_text(term, self._vocab))}</td>" for term in row)
            + "</tr>"
            for row in rows
        )
        more = f"<p>{html.escape(note)}</p>" if note else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"

    def _lines(self, items: Sequence[Row]) -> list[str]:
        table = [self.variables, *([to_text(term, self._vocab) for term in row] for row in items)]
        widths = [min(max(map(len, column)), _WIDEST) for column in zip(*table, strict=True)]
        return ["  ".join(map(str.ljust, cells, widths)).rstrip() for cells in table]


def _columns(rows: Iterator[Row], shown: Sequence[int]) -> Iterator[Row]:
    return (tuple(row[place] for place in shown) for row in rows)


class Boolean(Answer):
    """The yes or no of an ASK.

    Example:
        >>> bool(Boolean(True))
        True
    """

    kind = "a yes or no"

    def __init__(self, value: bool) -> None:
        self.value = value

    def __bool__(self) -> bool:
        return self.value

    def __repr__(self) -> str:
        return f"Boolean({self.value})"

    def _repr_html_(self) -> str:
        return f"<p>{'yes' if self.value else 'no'}</p>"

    def write(self, file: BinaryIO, format: str = "table") -> None:
        """Write it to a file.

        Args:
            file: A binary file.
            format: table or markdown (yes or no), json or xml as the W3C defines them. It defines
                neither CSV nor TSV for an ASK.

        Raises:
            UnknownName: It cannot be written so.
        """
        told = json.dumps(self.value)
        forms = {
            "table": "yes\n" if self.value else "no\n",
            "markdown": "yes\n" if self.value else "no\n",
            "json": f'{{"head":{{}},"boolean":{told}}}\n',
            "xml": '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
            f"<head></head><boolean>{told}</boolean></sparql>\n",
        }
        if format not in forms:
            raise UnknownName("format for a yes or no", format, forms)
        with text_over(file) as text:
            text.write(forms[format])


class Triples(Streamed[Triple]):
    """The triples of a CONSTRUCT or DESCRIBE, streamed; what was read is kept."""

    kind = "an answer in triples"

    def __init__(self, worker: Stream, vocab: Vocabulary, *, limit: int | None = None) -> None:
        super().__init__(worker, worker, limit=limit, what="triples")
        self._vocab = vocab

    def __iter__(self) -> Iterator[Triple]:
        return self._each()

    def to_graph(self) -> rdflib.Graph:
        """The triples as an rdflib graph, the ontology's prefixes bound.

        Returns:
            A graph in memory.

        Raises:
            QueryLimit: The query ran into a limit.
        """
        import rdflib

        graph = rdflib.Graph()
        for prefix, iri in self._vocab.prefixes.items():
            graph.bind(prefix, iri, replace=True)
        for triple in self._each():
            terms = (triple.subject, triple.predicate, triple.object)
            subject, predicate, object_ = map(_to_rdflib, terms)
            graph.add((subject, predicate, object_))
        return graph

    def write(self, file: BinaryIO, format: str = "turtle") -> None:
        """Write the triples to a file, one by one.

        Args:
            file: A binary file.
            format: turtle, ntriples, nquads, trig, rdfxml or jsonld. ``table``, which is for
                people, means Turtle.

        Raises:
            UnknownName: Triples cannot be written so.
            QueryLimit: The query ran into a limit; the triples before it are written.
        """
        name = "turtle" if format == "table" else format
        if name not in TRIPLE_FORMATS:
            raise UnknownName("format for triples", name, TRIPLE_FORMATS)
        ox.serialize(
            self._written(),
            file,
            format=TRIPLE_FORMATS[name],
            prefixes=dict(self._vocab.prefixes),
        )

    def _repr_html_(self) -> str:
        triples, note = self._first(_SHOWN)
        text = "\n".join(f"{triple} ." for triple in triples)
        more = f"<p>{html.escape(note)}</p>" if note else ""
        return f"<pre>{html.escape(text)}</pre>{more}"

    def _lines(self, items: Sequence[Triple]) -> list[str]:
        return [f"{visible(str(triple))} ." for triple in items]


def _to_rdflib(term: Term) -> rdflib.term.Node:
    """A term as rdflib has it, a literal's spelling as it is."""
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        datatype = rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, datatype=datatype, normalize=False)
    raise KgError(f"rdflib has no term for {term}; write RDF 1.2 as ntriples instead")
