"""A page's data as JSON: columns of numbers with one table of strings, deflated where they are big.

``viz/data.js`` reads what is written here. A column is a list of whole numbers, or one number
where all are the same. Days count from 1970-01-01.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from kg import wording
from kg.claim import Claim, cell
from kg.dates import LAST
from kg.page.model import PageData
from kg.reconcile import Finding
from kg.sources import Source

FORMAT = 2
"""Changes when the page's data change shape."""

DEFLATED_FROM = 64 * 1024
"""Data of so many bytes are deflated; smaller ones can be read in the page's source."""

_EPOCH = date(1970, 1, 1)
_NONE = -1
_DAYS = ("start", "start_latest", "end_earliest", "end", "published")
_NUMBERED = frozenset({"subject", "predicate", "object", "source_id", *_DAYS})
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
_LEVEL = 9


def encoded(data: PageData) -> dict[str, Any]:
    """The data as the page's script reads them, without layout and translation.

    Args:
        data: What the page shows.

    Returns:
        Lists, texts, numbers and None only, with a digest of themselves.

    Example:
        >>> import kg
        >>> from kg.page.model import page_data
        >>> encoded(page_data(kg.build(), about="country:CHN"))["format"]
        2
    """
    strings = _Strings()
    body: dict[str, Any] = {
        "format": FORMAT,
        "title": data.title,
        "view": data.view,
        "about": data.about,
        "known": _day(data.known) if data.known else 0,
        "valid": _valid(data),
        "counts": dict(data.counts),
        "classes": [asdict(kind) for kind in data.classes],
        "relations": [asdict(kind) for kind in data.relations],
        "sources": [_source(data, source) for source in data.sources],
        "findings": _findings(data),
        "columns": [
            {"name": column.name, "property": column.id, "kind": column.kind}
            for column in data.vocab.columns
        ],
        "claimTypes": _claim_types(data),
        "prefixes": dict(data.vocab.prefixes),
        "names": _names(data),
        "nodes": _nodes(data),
        "edges": {
            "count": len(data.edges),
            "subject": _column(edge.subject for edge in data.edges),
            "relation": _column(edge.relation for edge in data.edges),
            "object": _column(edge.object for edge in data.edges),
            "firm": _column(int(edge.firm) for edge in data.edges),
        },
        "claims": _claims(data, strings),
        "strings": strings.listed,
    }
    text = json.dumps(body, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return body | {"digest": hashlib.sha256(text.encode("ascii")).hexdigest()[:12]}


def json_block(data: Any) -> str:
    """JSON that can stand inside a script element: ASCII only, without ``<``, ``>`` and ``&``.

    Args:
        data: What JSON can hold.

    Returns:
        Its text; where that is long, JSON with one member ``deflated``: the text's bytes,
        compressed (RFC 1950) and in Base64.

    Example:
        >>> json_block(["</script>"])
        '["\\\\u003c/script\\\\u003e"]'
    """
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    if len(text) >= DEFLATED_FROM:
        return json.dumps({"deflated": packed(text)}, separators=(",", ":"))
    return text.translate(_ESCAPES)


def packed(text: str) -> str:
    """A text compressed, as ``viz/inflate.js`` reads it.

    Args:
        text: Any text without half surrogates.

    Returns:
        Base64 of a zlib stream (RFC 1950) of its UTF-8.

    Example:
        >>> zlib.decompress(base64.b64decode(packed("a"))).decode()
        'a'
    """
    return base64.b64encode(zlib.compress(text.encode("utf-8"), _LEVEL)).decode("ascii")


class _Strings:
    """A table of texts, each once; the empty one stands first."""

    def __init__(self) -> None:
        self.listed = [""]
        self._numbers = {"": 0}

    def number(self, text: str) -> int:
        found = self._numbers.get(text)
        if found is None:
            found = self._numbers[text] = len(self.listed)
            self.listed.append(text)
        return found


def _column(values: Iterable[int]) -> list[int] | int:
    listed = list(values)
    return listed[0] if listed and listed.count(listed[0]) == len(listed) else listed


def _day(day: date) -> int:
    return (day - _EPOCH).days


def _valid(data: PageData) -> list[int] | None:
    """First and last day of the view's valid period."""
    if data.valid is None:
        return None
    bounds = data.valid.bounds("held", attested=data.known or LAST)
    return [_day(bounds.start), _day(bounds.end - timedelta(days=1))]


def _source(data: PageData, source: Source) -> dict[str, Any]:
    publisher = data.entities.get(source.publisher or "")
    return {
        "id": source.id,
        "label": source.label,
        "publisher": publisher.label if publisher else source.publisher or "",
        "published": source.published.isoformat(),
        "basis": source.published_basis,
        "obtained": source.obtained,
    }


def _findings(data: PageData) -> list[dict[str, Any]]:
    number = {claim.id: index for index, claim in enumerate(data.claims)}
    return [
        {
            "verdict": finding.verdict.value,
            "label": data.vocab.label(f"kg:{finding.verdict.value}"),
            "severity": finding.severity.value,
            "members": [number[id_] for id_ in finding.members],
            "explanation": finding.explanation,
            "settled": finding.settled_by,
            "witnesses": _witnesses(finding),
        }
        for finding in data.findings
    ]


def _witnesses(finding: Finding) -> int | None:
    """How many independent origins stand behind it, where that was counted."""
    counted = finding.numbers.get("witnesses")
    return None if counted is None else int(counted)


def _claim_types(data: PageData) -> dict[str, list[str]]:
    """Each claim type with those above it, as a claim's node carries them."""
    types = sorted({claim.claim_type for claim in data.claims})
    return {type_: list(data.vocab.ancestors(type_)) for type_ in types}


def _names(data: PageData) -> dict[str, str]:
    """What ids are called that claims hold and that are no nodes of the page."""
    nodes = {node.entity.id for node in data.nodes}
    named: dict[str, str] = {}
    for claim in data.claims:
        for id_ in (claim.origin, claim.attributed_to):
            if id_ and id_ not in nodes:
                named[id_] = data.entities[id_].label if id_ in data.entities else id_
        for term in (claim.unit, claim.quantity_kind, claim.claim_type):
            if term:
                named[term] = data.vocab.label(term)
    return dict(sorted(named.items()))


def _nodes(data: PageData) -> dict[str, Any]:
    entities = [node.entity for node in data.nodes]
    return {
        "count": len(entities),
        "id": [entity.id for entity in entities],
        "label": [entity.label for entity in entities],
        "class": _column(node.kind for node in data.nodes),
        "note": _filled(entity.note for entity in entities),
        "aliases": _filled(list(entity.aliases) for entity in entities),
        "codes": _filled([list(code) for code in entity.codes] for entity in entities),
    }


def _filled(values: Iterable[Any]) -> dict[str, Any]:
    """The values that are not empty, by their numbers."""
    return {str(number): value for number, value in enumerate(values) if value}


def _claims(data: PageData, strings: _Strings) -> dict[str, Any]:
    claims = data.claims
    node = {node.entity.id: number for number, node in enumerate(data.nodes)}
    relation = {kind.id: number for number, kind in enumerate(data.relations)}
    source = {source.id: number for number, source in enumerate(data.sources)}
    number = {claim.id: index for index, claim in enumerate(claims)}
    edge = {index: at for at, edge in enumerate(data.edges) for index in edge.claims}
    vocab = data.vocab
    measured = {
        type_: int(vocab.time_meaning(type_) == "measured")
        for type_ in {claim.claim_type for claim in claims}
    }
    return {
        "count": len(claims),
        "subject": _column(node[claim.subject] for claim in claims),
        "object": _column(node[claim.object] if claim.object else _NONE for claim in claims),
        "relation": _column(relation[claim.predicate] for claim in claims),
        "source": _column(source[claim.source_id] for claim in claims),
        "edge": _column(edge.get(index, _NONE) for index in range(len(claims))),
        "days": {name: _column(_day(getattr(claim, name)) for claim in claims) for name in _DAYS},
        "retracted": _column(_day(data.retracted.get(claim.id, LAST)) for claim in claims),
        "measured": _column(measured[claim.claim_type] for claim in claims),
        "derived": _column(int(bool(claim.premises)) for claim in claims),
        "premises": {
            str(index): [number[premise] for premise in claim.premises if premise in number]
            for index, claim in enumerate(claims)
            if claim.premises
        },
        "cells": _cells(data, strings),
    }


def _cells(data: PageData, strings: _Strings) -> dict[str, list[int] | int]:
    """Every column that has no numbers of its own, as texts; and what people read instead."""
    vocab = data.vocab
    labels = {node.entity.id: node.entity.label for node in data.nodes}
    spelled: dict[str, Callable[[Claim], str]] = {
        column.name: _speller(column.name)
        for column in vocab.columns
        if column.name not in _NUMBERED
    }
    spelled["gist"] = lambda claim: _short_gist(claim, labels, vocab.label(claim.predicate))
    spelled["period"] = wording.period
    spelled["quantity"] = lambda claim: wording.quantity(claim, vocab)
    spelled["band"] = lambda claim: wording.band(claim, vocab)
    spelled["type"] = lambda claim: vocab.label(claim.claim_type)
    return {
        name: _column(strings.number(spell(claim)) for claim in data.claims)
        for name, spell in spelled.items()
    }


def _speller(name: str) -> Callable[[Claim], str]:
    """How a column is spelled in our tables."""
    return lambda claim: cell(getattr(claim, name))


def _short_gist(claim: Claim, labels: Mapping[str, str], relation: str) -> str:
    """The gist with marks for names that its claim holds anyway: thousands of gists become few."""
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
