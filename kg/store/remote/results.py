"""Answers of a server: rows as they arrive, and no answer where it is not whole.

What servers do that nobody should have to know:

- Virtuoso cuts a SELECT at its ``ResultSetMaxRows`` with a 200, and says so only in a header. It
  cuts a CONSTRUCT and a graph with no word at all; so none of ours is asked for.
- Its JSON calls a literal with a datatype ``typed-literal`` (pyoxigraph reads that), writes truth
  values as 1 and 0 and blank nodes as no blank node can be called. Its TSV loses datatypes, its XML
  holds characters that XML forbids; so JSON is what is asked for first.
- Others send an error page with a 200, or break off with a message in the middle of a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from socket import SHUT_RDWR
from typing import IO, TYPE_CHECKING, cast

import httpx
import pyoxigraph as ox

from kg.errors import AnswerCut, ServerError
from kg.rdf import XSD, BlankNode, Literal, NamedNode, Term, Triple
from kg.store.remote.http import Fields, broken, complaint, is_timeout, quoted, timed_out

if TYPE_CHECKING:
    from kg.store.remote.http import Http

ACCEPT = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.5, "
    "text/tab-separated-values;q=0.3"
)
GENID = "/.well-known/genid/"
"""What the IRI of a blank node holds on a server (RDF 1.1 Concepts, section 3.5)."""

_FORMATS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
_LOSSY_TSV = "Virtuoso"
_BOOLEAN = NamedNode(XSD + "boolean")
_SPELLED = {"1": Literal("true", datatype=_BOOLEAN), "0": Literal("false", datatype=_BOOLEAN)}
_ODD_BLANK, _BLANK = b'"bnode", "value": "nodeID://', b'"bnode", "value": "'
_TAIL = 300  # bytes of an answer that are kept to say where it broke off

Row = tuple[Term | None, ...]


class Answered:
    """The answer to a SELECT or an ASK while it arrives.

    Whoever makes it must read it: pyoxigraph's parsers stay in their thread.

    Args:
        http: The connection.
        text: The query.
        default: Graphs whose union it sees.
        named: Graphs that it can name.
        seconds: How long to wait for the next bytes.

    Attributes:
        boolean: The yes or no of an ASK; None for a SELECT.
        variables: The names of a SELECT's columns.

    Raises:
        ServerError: It could not be asked, or answers something else than results.
    """

    def __init__(
        self,
        http: Http,
        text: str,
        *,
        default: list[str],
        named: list[str],
        seconds: float | None = None,
    ) -> None:
        self._server = str(http)
        fields: Fields = {"query": text, "default-graph-uri": default, "named-graph-uri": named}
        sent: AbstractContextManager[httpx.Response] = http.query(
            fields, accept=ACCEPT, seconds=seconds
        )
        self._response = sent.__enter__()
        self._sent = sent
        self._body = _Body(self._response)
        try:
            self._is_virtuoso = http.server.startswith("Virtuoso")
            self.boolean: bool | None = None
            self.variables: list[str] = []
            self._rows: Iterator[Row] = iter(())
            self._rows = self._begun()
        except BaseException:
            self.close()
            raise

    def _begun(self) -> Iterator[Row]:
        """Read up to the first row."""
        headers = self._response.headers
        media = headers.get("content-type", "").partition(";")[0].strip().lower()
        format_ = _FORMATS.get(media)
        if format_ is None or (media.startswith("text/tab") and self._is_virtuoso):
            told = complaint(self._response)
            if is_timeout(told):
                raise timed_out(self._server, told)
            named = media or "something without a name"
            raise ServerError(
                f"{self._server} answers 200, but with {named} instead of SPARQL results: {told}; "
                "is this the address that takes queries?"
            )
        try:
            results = ox.parse_query_results(cast(IO[bytes], self._body), format=format_)
        except (SyntaxError, ValueError, httpx.HTTPError) as error:
            raise self._error(error) from error
        if isinstance(results, ox.QueryBoolean):
            self.boolean = bool(results)
            return iter(())
        assert isinstance(results, ox.QuerySolutions)  # there is no third kind
        self.variables = [variable.value for variable in results.variables]
        return self._read(results)

    def _read(self, results: ox.QuerySolutions) -> Iterator[Row]:
        most = self._response.headers.get("x-sparql-maxrows", "")
        count = 0
        try:
            for solution in results:
                count += 1
                yield tuple(map(self._term, solution))
            while self._body.read():
                pass  # what follows the end shows whether the connection holds to it
        except (SyntaxError, ValueError, httpx.HTTPError) as error:
            raise self._error(error, count) from error
        finally:
            self.close()
        told = self._response.headers.get("x-sql-state")
        if told:
            raise AnswerCut(
                f"{self._server} broke off after {count:,} rows ({quoted(told.encode())}: "
                f"{quoted(self._response.headers.get('x-sql-message', '').encode())})"
            )
        if most.isdecimal() and count >= int(most):
            raise AnswerCut(
                f"{self._server} cuts answers off at {int(most):,} rows, and this one is as long; "
                "narrow it down, page it with LIMIT and OFFSET, or let the server's keeper raise "
                "ResultSetMaxRows"
            )

    def __iter__(self) -> Iterator[Row]:
        return self._rows

    def on_wait(self, told: Callable[[], None]) -> None:
        """Have something called whenever more must be waited for."""
        self._body.on_wait = told

    def close(self) -> None:
        """Stop listening; only for the thread that reads."""
        self._rows = iter(())
        self._sent.__exit__(None, None, None)

    def abort(self) -> None:
        """Wake the thread that reads, and let it find no more; for any other thread."""
        stream = self._response.extensions.get("network_stream")
        socket = stream.get_extra_info("socket") if stream is not None else None
        if socket is not None:
            with suppress(OSError):  # it is closed already
                socket.shutdown(SHUT_RDWR)

    def _error(self, error: Exception, count: int = 0) -> ServerError:
        """What it means that an answer cannot be read on."""
        if isinstance(error, httpx.HTTPError):
            return broken(self._server, error)
        tail = quoted(self._body.tail)
        if is_timeout(tail):
            return timed_out(self._server, f"after {count:,} rows: {tail}")
        if self._body.ended:
            return AnswerCut(
                f"{self._server} broke off in the middle of its answer, after {count:,} rows; "
                "ask again, or for less"
            )
        return ServerError(
            f"{self._server} answers what cannot be read as results ({error}); it ends in {tail}"
        )

    def _term(self, term: Term | None) -> Term | None:
        if isinstance(term, NamedNode):
            return unskolemised(term)
        if self._is_virtuoso and isinstance(term, Literal) and term.datatype == _BOOLEAN:
            return _SPELLED.get(term.value, term)
        return term


class _Body:
    """A response as the parser reads it."""

    def __init__(self, response: httpx.Response) -> None:
        self._chunks = response.iter_bytes()
        self._mend = response.headers.get("server", "").startswith("Virtuoso")
        self._rest = self._held = b""
        self.tail = b""
        self.ended = False
        self.on_wait: Callable[[], None] = lambda: None

    def read(self, size: int = -1) -> bytes:
        """Some bytes; none at the end."""
        while not self._rest and not self.ended:
            self.on_wait()
            chunk = next(self._chunks, b"")
            self.ended = not chunk
            self.tail = (self.tail + chunk)[-_TAIL:]
            self._rest = self._mended(chunk) if self._mend else chunk
        cut = len(self._rest) if size < 0 else size
        some, self._rest = self._rest[:cut], self._rest[cut:]
        return some

    def _mended(self, chunk: bytes) -> bytes:
        """With names of blank nodes that can be read; one may lie across two chunks."""
        whole = (self._held + chunk).replace(_ODD_BLANK, _BLANK)
        cut = len(whole) if not chunk else max(len(whole) - len(_ODD_BLANK), 0)
        self._held = whole[cut:]
        return whole[:cut]


def skolemised(term: Term, base: str) -> Term:
    """A term as it lies on a server: an IRI for a blank node, which there keeps its name.

    Args:
        term: Any term.
        base: The IRI under which the store mints.

    Returns:
        The term without blank nodes.

    Example:
        >>> str(skolemised(BlankNode("b1"), "https://kg.example/"))
        '<https://kg.example/.well-known/genid/b1>'
    """
    if isinstance(term, BlankNode):
        return NamedNode(base.rstrip("/#") + GENID + term.value)
    if isinstance(term, Triple):
        subject = skolemised(term.subject, base)
        assert isinstance(subject, NamedNode)
        return Triple(subject, term.predicate, skolemised(term.object, base))
    return term


def unskolemised(term: NamedNode) -> NamedNode | BlankNode:
    """The blank node that an IRI stands for, or the IRI.

    Example:
        >>> unskolemised(NamedNode("https://kg.example/.well-known/genid/b1"))
        <BlankNode value=b1>
    """
    _, found, label = term.value.partition(GENID)
    if found and label:
        try:
            return BlankNode(label)
        except ValueError:
            return term
    return term
