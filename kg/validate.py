"""What must be true of a claim before it may enter a store, whatever file it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal

from kg.claim import Claim
from kg.documents import parse_locator
from kg.entity import Entity
from kg.errors import nearest
from kg.sources import Source
from kg.vocab import Column, Vocabulary

_NO_SPANS = re.compile(r"row:\d{1,18}|premises:[0-9a-f]{16}", re.ASCII)
MOST_DIGITS = 26
"""Before the point of the record's numbers, which are decimal(38, 12)."""

_FINEST = Decimal("1e-12")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell of a claim."""

    column: str
    value: str
    why: str


def problems(
    claim: Claim,
    *,
    vocab: Vocabulary,
    entities: Mapping[str, Entity],
    sources: Mapping[str, Source],
) -> Iterator[Problem]:
    """Check one claim against the ontology and the catalogue.

    Args:
        claim: The claim.
        vocab: The ontology.
        entities: The catalogue.
        sources: The sources.

    Yields:
        What is wrong, with the closest known names; nothing for a sound claim.

    Example:
        >>> from kg.curated import read_data
        >>> vocab, data = Vocabulary.load(), read_data()
        >>> known = {"vocab": vocab, "entities": data.entities, "sources": data.sources}
        >>> list(problems(data.claims[0], **known))
        []
    """
    if claim.source_id not in sources:
        yield _unknown("source_id", "source", claim.source_id, sources)
    for column in vocab.columns:
        value = getattr(claim, column.name)
        if value is not None and value != ():
            yield from _cell_problems(column, value, vocab, entities)
    yield from _relation_problems(claim, vocab, entities)
    yield from _locator_problems(claim)
    yield from _order_problems(claim)


def _cell_problems(
    column: Column, value: object, vocab: Vocabulary, entities: Mapping[str, Entity]
) -> Iterator[Problem]:
    text = str(value)
    if column.kind == "entity" and column.name != "source_id" and text not in entities:
        yield _unknown(column.name, "entity", text, entities)
    elif column.kind == "relation" and text not in vocab.relations:
        yield _unknown(column.name, "relation", text, vocab.relations)
    elif column.kind == "class" and text not in vocab.claim_types:
        yield _unknown(column.name, "claim type", text, vocab.claim_types)
    elif column.kind == "term":
        known = vocab.units if column.name == "unit" else vocab.quantity_kinds
        if text not in known:
            yield _unknown(column.name, column.label, text, known)
    elif column.allowed and text not in column.allowed:
        yield _unknown(column.name, column.label, text, column.allowed)
    elif isinstance(value, Decimal) and not _fits(value):
        yield Problem(
            column.name, text, f"out of range; at most {MOST_DIGITS} digits and 12 places"
        )


def _fits(number: Decimal) -> bool:
    """Whether the columns of the record, decimal(38, 12), can hold a number."""
    return (
        number.is_finite()
        and number.adjusted() < MOST_DIGITS
        and number == number.quantize(_FINEST, context=Context(prec=MOST_DIGITS + 12))
    )


def _relation_problems(
    claim: Claim, vocab: Vocabulary, entities: Mapping[str, Entity]
) -> Iterator[Problem]:
    relation = vocab.relations.get(claim.predicate)
    if relation is None:
        return
    if claim.claim_type in vocab.claim_types and claim.claim_type not in relation.claim_types:
        allowed = ", ".join(sorted(relation.claim_types))
        yield Problem("claim_type", claim.claim_type, f"{claim.predicate} takes {allowed}")
    if claim.object is None and not relation.object_optional:
        yield Problem("object", "", f"{claim.predicate} needs an object")
    for column, id_, classes in (
        ("subject", claim.subject, relation.domain),
        ("object", claim.object, relation.range),
    ):
        entity = entities.get(id_ or "")
        if entity and not vocab.is_a(entity.type, classes):
            why = f"of class {vocab.label(entity.type)}; {claim.predicate} takes as {column} "
            yield Problem(column, entity.id, why + ", ".join(sorted(map(vocab.label, classes))))


def _locator_problems(claim: Claim) -> Iterator[Problem]:
    if _NO_SPANS.fullmatch(claim.locator):
        return
    try:
        parse_locator(claim.locator)
    except ValueError as error:
        yield Problem("locator", claim.locator, f"{error}; or row:12 for a row of a table")


def _order_problems(claim: Claim) -> Iterator[Problem]:
    for first, second in (("start", "start_latest"), ("end_earliest", "end")):
        if getattr(claim, first) > getattr(claim, second):
            yield Problem(second, str(getattr(claim, second)), f"lies before {first}")
    if claim.start >= claim.end:
        yield Problem("end", str(claim.end), "does not lie after start")
    ends = [end for end in (claim.low, claim.value, claim.high) if end is not None]
    if all(map(_fits, ends)) and ends != sorted(ends):
        yield Problem("value", str(claim.value), f"lies outside {claim.low} to {claim.high}")
    if _fits(claim.confidence) and not 0 <= claim.confidence <= 1:
        yield Problem("confidence", str(claim.confidence), "must lie between 0 and 1")


def _unknown(column: str, kind: str, value: str, known: Iterable[str]) -> Problem:
    close = nearest(value, known)
    hint = f"; did you mean {' or '.join(close)}?" if close else ""
    return Problem(column, value, f"unknown {kind}{hint}")
