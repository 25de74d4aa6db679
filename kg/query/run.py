"""Asking: from text and parameters to an answer."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from kg.query.explain import layout
from kg.query.guard import Checked, check
from kg.query.named import NAME, named_query
from kg.query.process import Worker
from kg.query.remote import asked_there
from kg.query.results import Answer, Boolean, Rows, Triples
from kg.query.stream import Stream
from kg.query.terms import ntriples, to_term
from kg.rdf import Term

if TYPE_CHECKING:
    from kg.asof import AsOf

TIMEOUT = 60.0
LIMIT = 1_000_000

MAKERS: Mapping[str, Callable[..., Answer]] = {
    "boolean": Boolean,
    "rows": Rows,
    "triples": Triples,
}
"""What makes each kind of answer; a layer above may hand out richer ones."""

_files = threading.Lock()  # a view writes its file once, not once a thread


def query(
    view: AsOf,
    text: str,
    *,
    parameters: Mapping[str, object] | None = None,
    timeout: float | None = TIMEOUT,
    limit: int | None = LIMIT,
    allow_service: Collection[str] = (),
    makers: Mapping[str, Callable[..., Answer]] = MAKERS,
) -> Answer:
    """Ask in SPARQL, or by the name of a query that comes with the ontology.

    The query sees the union of all graphs of the view, unless it names some with FROM. It runs in
    a process of its own, which is stopped when a limit is reached, when the answer is closed, and
    when nothing refers to the answer any more; or on the store's server, see
    :mod:`kg.query.remote`.

    Args:
        view: What can be seen.
        text: SELECT, ASK, CONSTRUCT or DESCRIBE; or a name.
        parameters: Values by variable, bound as terms, never pasted into the text. For a named
            query they are read by the kind of each parameter; in SPARQL of your own a text stays a
            text, entities go in as :class:`~kg.entity.Entity`, and each variable must be selected.
        timeout: Seconds the answer may be waited for; None for no limit.
        limit: Rows or triples there may be; None for no limit. More are an error, raised after
            the last one allowed.
        allow_service: SPARQL endpoints that SERVICE may reach, none by default. They answer for
            where they redirect to.
        makers: What makes each kind of answer, called as the classes of :data:`MAKERS` are.

    Returns:
        Rows, a boolean or triples.

    Raises:
        QuerySyntax: It does not parse, or names what nobody knows; with line, column and caret.
        QueryRefused: It would write, or reach the network or the file system.
        QueryLimit: It ran into a limit.
        BadInput: A parameter is missing or cannot be read, or no query is called so.

    Example:
        >>> from kg.asof import as_of
        >>> from kg.curated import read_data
        >>> from kg.store import Contents, MemoryStore
        >>> from kg.vocab import Vocabulary
        >>> view = as_of(MemoryStore(Contents(Vocabulary.load(), {"data": read_data()})))
        >>> [row["x"] for row in query(view, "SELECT ?x { ?x kg:negotiatesWith country:CHN }")]
        ['country:USA']
    """
    hidden: Collection[str] = ()
    terms: Mapping[str, Term]
    is_named = NAME.fullmatch(text.strip()) is not None
    if is_named:
        named = named_query(view.vocab, text.strip())
        text, terms = named.text, named.terms(parameters or {}, view)
        hidden = [parameter.name for parameter in named.parameters]
    else:
        given = parameters or {}
        terms = {name.lstrip("?$"): to_term(value, view.vocab) for name, value in given.items()}
    checked = check(text, view.vocab, allow_service=allow_service)
    worker: Stream | None = None
    if not (is_named or terms or allow_service):
        worker = asked_there(view, checked, seconds=timeout)
    worker = worker or _asked_here(view, checked, terms, seconds=timeout)
    kind = worker.header["kind"]
    if kind == "boolean":
        value = bool(worker.header["value"])
        worker.close()
        return makers[kind](value)
    if kind == "rows":
        return makers[kind](worker, view.vocab, limit=limit, hidden=tuple(hidden))
    return makers[kind](worker, view.vocab, limit=limit)


def _asked_here(
    view: AsOf, checked: Checked, terms: Mapping[str, Term], *, seconds: float | None
) -> Stream:
    """The answer of a worker on this machine."""
    with _files:
        path = view.rdf()
    return Worker(
        {
            "path": str(path),
            "query": checked.text,
            "layout": layout(checked.text, checked.prefixes),
            "prefixes": dict(checked.prefixes),
            "bindings": {name: ntriples(term) for name, term in terms.items()},
            "graphs": checked.graphs,
        },
        seconds=seconds,
        needs=view,
    )
