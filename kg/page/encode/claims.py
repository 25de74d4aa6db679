"""The claims' columns, without what the reader can work out: each omission is tried on the data.

A claim's id is a hash of other columns, its bounds mostly follow from the text of its period, its
publication from its source. Where that holds for the claims at hand, the rule is stored and the
column is not; where a few differ, they are stored beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from kg import wording
from kg.claim import Claim, cell, claim_id
from kg.dates import LAST
from kg.page.encode.columns import column, following, numbered, table
from kg.page.encode.pack import Numbers, Texts, weight
from kg.page.model import PageData

NONE = -1
"""Stands where a claim has no object, product or instrument."""

_EPOCH = date(1970, 1, 1)
_DAYS = ("start", "start_latest", "end_earliest", "end", "published")
_NODES = ("product", "instrument")
_NUMBERED = frozenset({"subject", "predicate", "object", "source_id", *_DAYS})

_FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "claim_type": ("relation",),
    "type": ("claim_type",),
    "measured": ("claim_type",),
    "derived": ("source",),
    "start": ("period_text",),
    "start_latest": ("period_text",),
    "end_earliest": ("period_text",),
    "end": ("period_text",),
    "period": ("period_text",),
    "published": ("source",),
    "recorded": ("source",),
    "extractor": ("source",),
    "origin": ("source",),
    "date_basis": ("period_text",),
    "low": ("value",),
    "high": ("value",),
    "quantity_kind": ("value",),
    "unit": ("quantity_kind",),
    "comparator": ("quantity_kind",),
    "quantity": ("value",),
    "band": ("value",),
}
"""From which other columns a column may follow; no circles."""


def day_number(day: date) -> int:
    """Days since 1970-01-01.

    Args:
        day: A day.

    Returns:
        Its number, negative before.

    Example:
        >>> day_number(date(1970, 1, 2))
        1
    """
    return (day - _EPOCH).days


def claim_columns(data: PageData) -> dict[str, Any]:
    """The claims of a page, column by column.

    Args:
        data: What the page shows.

    Returns:
        Columns of numbers, ``days`` and ``premises``, and under ``cells`` the columns of texts. The
        relations between entities are not there: the reader makes them from subject, relation
        and object.

    Example:
        >>> import kg
        >>> from kg.page.model import page_data
        >>> claim_columns(page_data(kg.build()))["cells"]["id"]
        {'hashed': True}
    """
    claims = data.claims
    node = {node.entity.id: number for number, node in enumerate(data.nodes)}
    tables = {name: table(values) for name, values in _spelled(data)}
    numbers = _numbers(data, node) | {name: found for name, (_, found) in tables.items()}

    def stored(name: str) -> Any:
        others = ((other, numbers[other]) for other in _FOLLOWS.get(name, ()))
        return following(numbers[name], others)

    cells: dict[str, Any] = {
        name: {"texts": texts, "at": stored(name)} for name, (texts, _) in tables.items()
    }
    cells |= {
        name: {"nodes": column(node.get(getattr(claim, name) or "", NONE) for claim in claims)}
        for name in _NODES
    }
    cells["id"] = _ids(data)
    cells["premises"] = _premise_ids(claims)
    cells["locator"] = _smaller(numbered([claim.locator for claim in claims]), cells["locator"])
    plain = ("subject", "object", "relation", "source", "retracted", "measured", "derived")
    return {
        "count": len(claims),
        **{name: stored(name) for name in plain},
        "days": {name: stored(name) for name in _DAYS},
        "premises": _premises(claims),
        "cells": cells,
    }


def _numbers(data: PageData, node: Mapping[str, int]) -> dict[str, list[int]]:
    """The columns that are numbers in themselves."""
    claims, vocab = data.claims, data.vocab
    relation = {kind.id: number for number, kind in enumerate(data.relations)}
    source = {source.id: number for number, source in enumerate(data.sources)}
    measured = {
        type_: int(vocab.time_meaning(type_) == "measured")
        for type_ in {claim.claim_type for claim in claims}
    }
    return {
        "subject": [node[claim.subject] for claim in claims],
        "object": [node[claim.object] if claim.object else NONE for claim in claims],
        "relation": [relation[claim.predicate] for claim in claims],
        "source": [source[claim.source_id] for claim in claims],
        "retracted": [day_number(data.retracted.get(claim.id, LAST)) for claim in claims],
        "measured": [measured[claim.claim_type] for claim in claims],
        "derived": [int(bool(claim.premises)) for claim in claims],
        **{name: [day_number(getattr(claim, name)) for claim in claims] for name in _DAYS},
    }


def _spelled(data: PageData) -> Iterator[tuple[str, list[str]]]:
    """Every column that is a text, and what people read instead."""
    vocab = data.vocab
    labels = {node.entity.id: node.entity.label for node in data.nodes}
    elsewhere = {*_NUMBERED, *_NODES, "id", "premises", "gist"}
    for name in (one.name for one in vocab.columns if one.name not in elsewhere):
        yield name, [cell(getattr(claim, name)) for claim in data.claims]
    words: dict[str, Callable[[Claim], str]] = {
        "gist": lambda claim: short_gist(claim, labels, vocab.label(claim.predicate)),
        "period": wording.period,
        "quantity": lambda claim: wording.quantity(claim, vocab),
        "band": lambda claim: wording.band(claim, vocab),
        "type": lambda claim: vocab.label(claim.claim_type),
    }
    for name, spell in words.items():
        yield name, [spell(claim) for claim in data.claims]


def _smaller(one: dict[str, Any] | None, other: dict[str, Any]) -> dict[str, Any]:
    return min(one, other, key=weight) if one else other


def _ids(data: PageData) -> dict[str, Any]:
    """The ids: the reader hashes what they are a hash of; others are told."""
    digests = {source.id: source.digest for source in data.sources}
    names = [one.name for one in data.vocab.columns]

    def hashed(claim: Claim) -> str:
        slots = {name: getattr(claim, name) for name in names}
        return claim_id(digests[claim.source_id], slots)

    return {"hashed": True} | _exceptions(
        [hashed(claim) for claim in data.claims], [claim.id for claim in data.claims]
    )


def _premise_ids(claims: Sequence[Claim]) -> dict[str, Any]:
    """The ids of premises: the reader joins those that are on the page; others are told."""
    there = {claim.id for claim in claims}
    on_page = [";".join(filter(there.__contains__, claim.premises)) for claim in claims]
    return {"joined": True} | _exceptions(on_page, [cell(claim.premises) for claim in claims])


def _exceptions(ruled: Sequence[str], told: Sequence[str]) -> dict[str, Any]:
    """Where a rule gives another text than there is."""
    places = [place for place, text in enumerate(told) if ruled[place] != text]
    if not places:
        return {}
    return {"but": {"at": Numbers(places), "texts": Texts(told[place] for place in places)}}


def _premises(claims: Sequence[Claim]) -> dict[str, Numbers]:
    """Which claims rest on which: pairs, in the order of the claims."""
    number = {claim.id: index for index, claim in enumerate(claims)}
    pairs = [
        (index, number[premise])
        for index, claim in enumerate(claims)
        for premise in claim.premises
        if premise in number
    ]
    return {
        "of": Numbers(claim for claim, _ in pairs),
        "items": Numbers(premise for _, premise in pairs),
    }


def short_gist(claim: Claim, labels: Mapping[str, str], relation: str) -> str:
    """The gist with marks for names that its claim holds anyway: thousands of gists become few.

    Args:
        claim: Any claim.
        labels: What entities are called, by id.
        relation: What its relation is called.

    Returns:
        The gist with ``\\x01s``, ``\\x01o`` and ``\\x01r`` for subject, object and relation.

    Example:
        >>> import kg
        >>> claim = next(kg.build().claims())
        >>> short_gist(claim, {claim.subject: claim.gist}, "")
        '\\x01s'
    """
    marks = {relation: "\x01r", labels.get(claim.object or "", ""): "\x01o"}
    marks[labels[claim.subject]] = "\x01s"
    names = sorted(filter(None, marks), key=len, reverse=True)
    if not names or any("\x01" in text for text in (claim.gist, *names)):
        return claim.gist.replace("\x01", "\x01\x01")
    return _marked(claim.gist, [(name, marks[name]) for name in names])


def _marked(text: str, marks: Sequence[tuple[str, str]]) -> str:
    """A text with marks in the place of names, the longest first; no mark is looked into."""
    if not marks:
        return text
    (name, mark), *rest = marks
    return mark.join(_marked(piece, rest) for piece in text.split(name))
