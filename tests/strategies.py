"""Claims, dates and texts of every kind, for property tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from kg.claim import Claim
from kg.dataset import Dataset
from kg.dates import LAST
from kg.sources import Retraction
from kg.vocab import Vocabulary


@cache
def vocabulary() -> Vocabulary:
    """The shipped ontology, read once."""
    return Vocabulary.load()


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
"""Any Unicode text, control characters and all; lone surrogates are no text."""

entity_ids = st.sampled_from(
    ["country:CHN", "group:light-rare-earths", "product:a.b", "action:A_1-", "person:0", "place:x"]
)
source_ids = st.sampled_from(["source:a", "source:2025-06.note", "source:B_-"])
claim_ids = st.integers(0, 16**20 - 1).map("claim:c1-{:020x}".format)
days = st.dates()
readable_numbers = st.decimals(
    min_value=Decimal("-1e24"), max_value=Decimal("1e24"), allow_nan=False, places=10
) | st.decimals(min_value=-1000, max_value=1000, allow_nan=False, places=1)


def optional(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Often nothing, else one of these."""
    return st.none() | strategy


def claims(**slots: st.SearchStrategy[Any]) -> st.SearchStrategy[Claim]:
    """Any claim that a record can hold, sensible or not.

    Args:
        **slots: Strategies for the fields a test cares about.
    """
    vocab = vocabulary()
    concrete = [id_ for id_, type_ in vocab.claim_types.items() if type_.time_meaning]
    allowed = {column.name: column.allowed for column in vocab.columns if column.allowed}
    fields: dict[str, st.SearchStrategy[Any]] = {
        "id": claim_ids,
        "claim_type": st.sampled_from(concrete),
        "subject": entity_ids,
        "predicate": st.sampled_from(sorted(vocab.relations)),
        "object": optional(entity_ids),
        "product": optional(entity_ids),
        "instrument": optional(entity_ids),
        "start": days,
        "start_latest": days,
        "end_earliest": days,
        "end": days,
        "period_text": optional(texts),
        "date_basis": st.sampled_from(allowed["date_basis"]),
        "announced": optional(days),
        "quantity_kind": optional(st.sampled_from(sorted(vocab.quantity_kinds))),
        "value": optional(readable_numbers),
        "low": optional(readable_numbers),
        "high": optional(readable_numbers),
        "unit": optional(st.sampled_from(sorted(vocab.units))),
        "comparator": optional(st.sampled_from(allowed["comparator"])),
        "trend": optional(st.sampled_from(allowed["trend"])),
        "hedge": optional(st.sampled_from(allowed["hedge"])),
        "scope_note": optional(texts),
        "modality": st.sampled_from(allowed["modality"]),
        "negated": st.booleans(),
        "attributed_to": optional(entity_ids),
        "source_id": source_ids,
        "origin": optional(entity_ids),
        "locator": texts,
        "span_hash": optional(texts),
        "extractor": texts,
        "confidence": st.decimals(min_value=0, max_value=1, places=3),
        "published": days,
        "recorded": days,
        "premises": st.lists(claim_ids, unique=True, max_size=3).map(sorted).map(tuple),
        "formula": optional(texts),
        "gist": texts,
    }
    return st.builds(Claim, **fields | slots)


WEEK = st.dates(date(2025, 1, 1), date(2025, 1, 10))
"""Days so close together that intervals often meet."""

_BASE = Claim(
    id="claim:c1-0",
    claim_type="kg:Relationship",
    subject="country:CHN",
    predicate="kg:cooperatesWith",
    object="country:USA",
    start=date(2025, 1, 1),
    start_latest=date(2025, 1, 1),
    end_earliest=date(2025, 1, 2),
    end=date(2025, 1, 2),
    source_id="source:a",
    locator="0-1",
    published=date(2025, 1, 1),
    recorded=date(2025, 1, 1),
    gist="They work together.",
)


@st.composite
def dated_claims(draw: st.DrawFn) -> Claim:
    """A claim that holds and was published within a week, and is otherwise like the others."""
    start, last = sorted((draw(WEEK), draw(WEEK)))
    return replace(
        _BASE,
        id=f"claim:c1-{draw(st.integers(0, 99))}",
        start=start,
        start_latest=start,
        end_earliest=last + timedelta(days=1),
        end=draw(st.sampled_from([last + timedelta(days=1), LAST])),
        published=draw(WEEK),
    )


@st.composite
def dated_datasets(draw: st.DrawFn) -> Dataset:
    """Claims of a week, some of them taken back."""
    claims = draw(st.lists(dated_claims(), max_size=8, unique_by=lambda claim: claim.id))
    retractions = [
        Retraction(claim=claim.id, date=draw(WEEK), why="wrong")
        for claim in claims
        if draw(st.booleans())
    ]
    return Dataset.of(claims=claims, retractions=retractions)
