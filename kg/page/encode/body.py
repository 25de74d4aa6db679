"""The page's data as one tree that JSON can hold; ``viz/data.js`` reads it.

A column is a list of whole numbers, or one number where all are the same. Days count from
1970-01-01.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from kg.dates import LAST
from kg.page.encode.claims import claim_columns, day_number
from kg.page.encode.columns import column
from kg.page.encode.pack import Texts, json_text
from kg.page.model import PageData
from kg.reconcile import Finding
from kg.sources import Source

FORMAT = 3
"""Changes when the page's data change shape."""


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
        3
    """
    body: dict[str, Any] = {
        "format": FORMAT,
        "title": data.title,
        "view": data.view,
        "about": data.about,
        "known": day_number(data.known) if data.known else 0,
        "valid": _valid(data),
        "counts": dict(data.counts),
        "classes": [asdict(kind) for kind in data.classes],
        "relations": [asdict(kind) for kind in data.relations],
        "sources": [_source(data, source) for source in data.sources],
        "findings": _findings(data),
        "columns": [
            {"name": one.name, "property": one.id, "kind": one.kind} for one in data.vocab.columns
        ],
        "claimTypes": _claim_types(data),
        "prefixes": dict(data.vocab.prefixes),
        "names": _names(data),
        "nodes": _nodes(data),
        "claims": claim_columns(data),
    }
    return body | {"digest": hashlib.sha256(json_text(body).encode("ascii")).hexdigest()[:12]}


def _valid(data: PageData) -> list[int] | None:
    """First and last day of the view's valid period."""
    if data.valid is None:
        return None
    bounds = data.valid.bounds("held", attested=data.known or LAST)
    return [day_number(bounds.start), day_number(bounds.end - timedelta(days=1))]


def _source(data: PageData, source: Source) -> dict[str, Any]:
    publisher = data.entities.get(source.publisher or "")
    return {
        "id": source.id,
        "label": source.label,
        "publisher": publisher.label if publisher else source.publisher or "",
        "published": source.published.isoformat(),
        "basis": source.published_basis,
        "obtained": source.obtained,
        "sha256": source.sha256,
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
        "id": Texts(entity.id for entity in entities),
        "label": Texts(entity.label for entity in entities),
        "class": column(node.kind for node in data.nodes),
        "note": _filled(entity.note for entity in entities),
        "aliases": _filled(list(entity.aliases) for entity in entities),
        "codes": _filled([list(code) for code in entity.codes] for entity in entities),
    }


def _filled(values: Iterable[Any]) -> dict[str, Any]:
    """The values that are not empty, by their numbers."""
    return {str(number): value for number, value in enumerate(values) if value}
