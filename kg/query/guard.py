"""What a query may do: read this store, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import QueryRefused
from kg.query.tokens import Token, did_you_mean, syntax_error, tokens
from kg.rdf import NamedNode
from kg.vocab import KG, Vocabulary

_UPDATES = frozenset(
    {"insert", "delete", "load", "clear", "drop", "create", "copy", "move", "add", "with"}
)
_OUTSIDE = ("file:", "ftp:", "data:")
_OPEN_LOCAL = re.compile(r"[A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class From:
    """A FROM clause.

    Attributes:
        graph: The IRI of the graph.
        named: Whether it is FROM NAMED.
        start: Where it begins in the query.
        end: Where it is over.
    """

    graph: str
    named: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A query that may be asked.

    Attributes:
        text: The query.
        prefixes: Prefixes it may use without declaring them.
        clauses: Its FROM clauses.
        variables: The variables it mentions.
    """

    text: str
    prefixes: Mapping[str, str]
    clauses: tuple[From, ...]
    variables: frozenset[str]

    @property
    def graphs(self) -> tuple[str, ...]:
        """IRIs of the graphs that its FROM clauses name."""
        return tuple(clause.graph for clause in self.clauses)


def check(text: str, vocab: Vocabulary, *, allow_service: Collection[str] = ()) -> Checked:
    """Refuse a query that would write or reach out, and one whose names nobody knows.

    Args:
        text: SPARQL.
        vocab: The ontology: its prefixes and names.
        allow_service: IRIs of SPARQL endpoints that the query may reach.

    Returns:
        The query.

    Raises:
        QuerySyntax: A string does not end; a prefix, or a name of the ontology, is unknown.
        QueryRefused: It would write, or reach the network or the file system.

    Example:
        >>> check("ASK FROM graph:catalogue { ?x a kg:Country }", Vocabulary.load()).graphs
        ('https://supply-chain-kg.example/graph/catalogue',)
    """
    found = list(tokens(text, prefixes=vocab.prefixes))
    _refuse_updates(found)
    _refuse_services(text, found, allow_service)
    prefixes = dict(vocab.prefixes) | dict(_declared(found))
    names = _Names(text, prefixes, known_names(vocab))
    names.check(found)
    return Checked(
        text=text,
        prefixes=vocab.prefixes,
        clauses=tuple(_clauses(found, names)),
        variables=frozenset(token.text[1:] for token in found if token.kind == "variable"),
    )


def known_names(vocab: Vocabulary) -> frozenset[str]:
    """Every name in the ontology's own namespace, as CURIEs.

    Args:
        vocab: The ontology.

    Returns:
        Classes, relations, columns, units, and the properties the ontology itself uses.

    Example:
        >>> "kg:startLatest" in known_names(Vocabulary.load())
        True
    """
    terms = (term for quad in vocab.quads for term in (quad.subject, quad.predicate, quad.object))
    return frozenset(
        "kg:" + term.value.removeprefix(KG)
        for term in terms
        if isinstance(term, NamedNode) and term.value.startswith(KG)
    )


def _refuse_updates(found: Sequence[Token]) -> None:
    """The first word behind BASE and PREFIX says what the text does."""
    words = (token for token in found if token.kind == "word")
    first = next((word for word in words if word.text.lower() not in ("base", "prefix")), None)
    if first and first.text.lower() in _UPDATES:
        raise QueryRefused(
            f"queries are read-only, and {first.text.upper()} would change the store; "
            "load claims with kg add, and take them back with a retraction"
        )


def _refuse_services(text: str, found: Sequence[Token], allowed: Collection[str]) -> None:
    """No SERVICE but to the endpoints allowed.

    The engine does not ask for a blank behind a keyword: it reads ``1SERVICE<…>`` and
    ``SERVICEex:a``. So the word is looked for in all that is code, not only where it stands alone.
    """
    for index, token in enumerate(found):
        if "service" not in token.text.lower() or token.kind in ("string", "iri", "variable"):
            continue
        if token.kind == "language" or (token.kind == "name" and not _may_hide_service(token)):
            continue
        if token.text.lower() != "service":
            why = "this could be read as SERVICE; choose another name"
            raise syntax_error(text, token.start, why)
        behind = [after for after in found[index + 1 :][:2] if after.text.lower() != "silent"]
        endpoint = behind[0] if behind else token
        if endpoint.kind != "iri" or endpoint.text[1:-1] not in allowed:
            raise QueryRefused(
                f"SERVICE {endpoint.text} would ask another server; allow it by name "
                "(--allow-service URL, allow_service=[URL]) and write its IRI in full"
            )


def _may_hide_service(name: Token) -> bool:
    """Whether an engine that ends a prefixed name earlier could see SERVICE in it."""
    prefix, _, local = name.text.lower().partition(":")
    plain = _OPEN_LOCAL.match(local)
    return "service" in prefix or "service" in local[plain.end() if plain else 0 :]


def _declared(found: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """The prefixes that the query declares itself."""
    for word, name, iri in zip(found, found[1:], found[2:], strict=False):
        if word.text.lower() == "prefix" and name.kind == "name" and iri.kind == "iri":
            yield name.text[:-1], iri.text[1:-1]


def _clauses(found: Sequence[Token], names: _Names) -> Iterator[From]:
    """What stands behind FROM and FROM NAMED."""
    for index, token in enumerate(found):
        if token.kind != "word" or token.text.lower() not in ("from", "fromnamed"):
            continue
        behind = [after for after in found[index + 1 :][:2] if after.text.lower() != "named"]
        iri = names.iri(behind[0]) if behind else None
        if iri is None:
            continue  # the engine will tell what it misses there
        if iri.lower().startswith(_OUTSIDE):
            raise QueryRefused(
                f"FROM {behind[0].text} would read from outside; "
                "only graphs that are in the store can be named"
            )
        words = {token.text.lower(), found[index + 1].text.lower()}
        named = bool(words & {"named", "fromnamed"})
        yield From(iri, named, token.start, behind[0].start + len(behind[0].text))


class _Names:
    """The names in a query, and what they stand for."""

    def __init__(self, text: str, prefixes: Mapping[str, str], known: Collection[str]) -> None:
        self.text, self.prefixes, self.known = text, prefixes, known

    def iri(self, token: Token) -> str | None:
        """The IRI a token stands for."""
        if token.kind == "iri":
            return token.text[1:-1]
        if token.kind != "name":
            return None
        prefix, _, local = token.text.partition(":")
        return self.prefixes[prefix] + local

    def check(self, found: Sequence[Token]) -> None:
        """Refuse unknown prefixes, and unknown names in the ontology's own namespace."""
        before: Token | None = None
        for token in found:
            if before is None or before.text.lower() != "prefix":
                self._check_prefix(token)
                self._check_name(token)
            before = token

    def _check_prefix(self, token: Token) -> None:
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in self.prefixes:
            hint = did_you_mean(prefix, self.prefixes)
            raise syntax_error(self.text, token.start, f"unknown prefix {prefix}:{hint}")

    def _check_name(self, token: Token) -> None:
        iri = self.iri(token) or ""
        name = "kg:" + iri.removeprefix(KG)
        if iri.startswith(KG) and iri != KG and name not in self.known:
            hint = did_you_mean(name, self.known) or "; kg ontology lists all there are"
            raise syntax_error(self.text, token.start, f"unknown name {name}{hint}")
