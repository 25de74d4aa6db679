"""Which claims a query's answer speaks of, so that a page can show them and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from kg.claim import Claim
from kg.entity import Entity
from kg.errors import BadInput
from kg.query import Answer, Rows, Triples
from kg.rdf import Literal, NamedNode, Term
from kg.vocab import Vocabulary

if TYPE_CHECKING:
    from kg.page.model import View

_SELECT = "SELECT the claims themselves (?claim), or two entities a row that claims connect"
_BETWEEN = re.compile(r"[\s;,|]+")
"""What may stand between several ids that a query put together into one cell."""

_ANY = ""
"""Stands for every relation where a row names none."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a page is narrowed to.

    Attributes:
        claims: Ids of the claims to be shown.
        entities: Ids of entities to be shown even where no claim names them.
        note: Where the choice comes from, in words.
    """

    claims: frozenset[str]
    entities: frozenset[str]
    note: str


def chosen(view: View, answer: Answer) -> Choice:
    """The claims and entities that an answer speaks of.

    Rows: the claims in their cells, by IRI or id. Where no row holds any, the claims that connect
    two entities of one row, as subject, object, product or instrument; where the row holds
    relations too, only claims of these. Triples: the claims that are described, and those that
    make the direct edges among them. Entities that none of these claims names stand alone.

    Args:
        view: The view that gave the answer.
        answer: The answer; it is read to its end.

    Returns:
        What to show.

    Raises:
        BadInput: The answer holds neither claims nor entities of the view.
        QueryLimit: The query ran into a limit.

    Example:
        >>> import kg
        >>> graph = kg.build()
        >>> answer = graph.query("SELECT ?x ?y { ?x kg:negotiatesWith ?y }")
        >>> len(chosen(graph, answer).claims) > 0
        True
    """
    if isinstance(answer, Rows):
        return _from_rows(_Known(view), answer)
    if isinstance(answer, Triples):
        return _from_triples(_Known(view), answer)
    raise BadInput(f"a yes or no has nothing to draw; {_SELECT}")


class _Known:
    """What a view's ids mean."""

    def __init__(self, view: View) -> None:
        self.vocab: Vocabulary = view.vocab
        self.claims: Mapping[str, Claim] = {
            claim.id: claim for claim in (*view.claims(), *view.derivations.claims)
        }
        self._catalogue: tuple[Mapping[str, Entity], ...] = (
            view.entities,
            view.derivations.entities,
        )
        self._ids: dict[Term, tuple[str, ...]] = {}

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """The entities that claims name; some may be in no catalogue."""
        return frozenset(id_ for claim in self.claims.values() for id_ in claim.mentions)

    def is_entity(self, id_: str) -> bool:
        """Whether an id is that of a thing claims can be about."""
        return id_ in self.mentioned or any(id_ in entities for entities in self._catalogue)

    def ids(self, term: Term | None) -> tuple[str, ...]:
        """The ids that a cell holds: of its IRI, or those its text spells out."""
        if not isinstance(term, NamedNode | Literal):
            return ()
        if term not in self._ids:
            self._ids[term] = (
                (self.vocab.compact(term.value) or term.value,)
                if isinstance(term, NamedNode)
                else tuple(self._spelled(term.value))
            )
        return self._ids[term]

    def _spelled(self, text: str) -> Iterator[str]:
        """The claims whose ids a text is made of; other texts are about anything."""
        if "claim" in text:
            for word in _BETWEEN.split(text):
                id_ = self.vocab.compact(word) or word
                if id_ in self.claims:
                    yield id_


@dataclass(slots=True)
class _Found:
    """What rows hold, row by row."""

    rows: int
    claims: set[str]
    entities: set[str]
    alone: set[str]  # entities of rows without a claim
    pairs: dict[tuple[str, str], set[str]]  # entities of one row, and the relations it names


def _from_rows(known: _Known, answer: Rows) -> Choice:
    found = _read(known, answer)
    rows = _number(found.rows, "row")
    if found.claims:
        note = f"{_number(len(found.claims), 'claim')} of {rows} of a query"
        return _choice(known, found.claims, found.alone, note)
    claims = {claim.id for claim in known.claims.values() if _connects(claim, found.pairs)}
    if not claims and not found.entities:
        columns = ", ".join("?" + name for name in answer.variables)
        raise _nothing(
            f"in {rows} ({columns}) there are none" if found.rows else "there are no rows"
        )
    note = f"{_number(len(found.entities), 'entity', 'entities')} of {rows} of a query"
    if claims:
        note += f", and {_number(len(claims), 'claim')} that connect those of one row"
    else:
        note += "; no claim connects two of one row"
    return _choice(known, claims, found.entities, note)


def _read(known: _Known, answer: Rows) -> _Found:
    found = _Found(0, set(), set(), set(), {})
    for row in answer.terms():
        found.rows += 1
        ids = dict.fromkeys(id_ for term in row.values() for id_ in known.ids(term))
        claims = [id_ for id_ in ids if id_ in known.claims]
        entities = sorted(id_ for id_ in ids if known.is_entity(id_))
        found.claims.update(claims)
        found.entities.update(entities)
        if not claims:
            found.alone.update(entities)
            relations = {id_ for id_ in ids if id_ in known.vocab.relations}
            for pair in combinations(entities, 2):
                found.pairs.setdefault(pair, set()).update(relations or {_ANY})
    return found


def _connects(claim: Claim, pairs: Mapping[tuple[str, str], set[str]]) -> bool:
    wanted = {claim.predicate, _ANY}
    return any(
        wanted & pairs[pair] for pair in combinations(sorted(claim.mentions), 2) if pair in pairs
    )


def _from_triples(known: _Known, answer: Triples) -> Choice:
    claims: set[str] = set()
    entities: set[str] = set()
    edges: set[tuple[str, str, str]] = set()
    count = 0
    for triple in answer:
        count += 1
        subject, predicate, object_ = (
            next(iter(known.ids(term)), "")
            for term in (triple.subject, triple.predicate, triple.object)
        )
        claims.update({subject} & known.claims.keys())
        entities.update(id_ for id_ in (subject, object_) if known.is_entity(id_))
        edges.add((subject, predicate, object_))
    claims.update(claim.id for claim in known.claims.values() if _makes(claim, edges, known.vocab))
    triples = _number(count, "triple")
    if not claims and not entities:
        raise _nothing(f"in {triples} there are none" if count else "there are no triples")
    if claims:
        note = f"{_number(len(claims), 'claim')} of {triples} of a query"
    else:
        note = f"{_number(len(entities), 'entity', 'entities')} of {triples} of a query; no claims"
    return _choice(known, claims, entities, note)


def _nothing(why: str) -> BadInput:
    return BadInput(f"a page shows claims and entities, and {why}; {_SELECT}")


def _makes(claim: Claim, edges: set[tuple[str, str, str]], vocab: Vocabulary) -> bool:
    """Whether one of the triples is the direct edge that a claim makes."""
    if not claim.is_direct or claim.object is None:
        return False
    if (claim.subject, claim.predicate, claim.object) in edges:
        return True
    relation = vocab.relations.get(claim.predicate)
    backwards = (claim.object, claim.predicate, claim.subject)
    return relation is not None and relation.symmetric and backwards in edges


def _choice(known: _Known, claims: set[str], entities: Iterable[str], note: str) -> Choice:
    """Entities that a claim names are shown by it."""
    named = {id_ for id_ in claims for id_ in known.claims[id_].mentions}
    return Choice(frozenset(claims), frozenset(entities) - named, note)


def _number(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"
