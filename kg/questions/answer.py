"""What a question gets back: a verdict, figures, things, where all that is from, and in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal

from kg.rdf import plain

Basis = Literal["reported", "derived", "trend"]
"""Whether a source states it, it follows from what sources state, or only its direction is said."""


class Verdict(StrEnum):
    """The answer in one word."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    YES = "yes"
    NO = "no"
    CERTAINLY = "certainly"
    POSSIBLY = "possibly"
    AGREED = "agreed"
    CONTRADICTED = "contradicted"
    DIFFERENT = "different"
    CONSISTENT = "consistent"
    WITHIN_ROUNDING = "consistent_within_rounding"
    INCONSISTENT = "inconsistent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """How much.

    Attributes:
        name: What it measures, in words.
        value: The number; None where only a direction is known.
        unit: CURIE of its unit.
        per: The span of time that one such amount takes, such as "month"; empty for none.
        low: Lower end of what it can be; None where that is open.
        high: Upper end.
        comparator: level, or against what a change stands.
        hedge: How a source hedges it: about, nearly, over …
        trend: rose, fell or stable, where said.
        basis: reported, derived, or trend.
        formula: How it was worked out.
        premises: Ids of the claims it was worked out from.
    """

    name: str
    value: Decimal | None = None
    unit: str | None = None
    per: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    comparator: str | None = None
    hedge: str | None = None
    trend: str | None = None
    basis: Basis = "reported"
    formula: str = ""
    premises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing among several that an answer holds.

    Attributes:
        label: What people call it.
        id: The entity, claim or term it is; empty for none.
        role: What it is in the answer.
        text: What is said of it, in words.
        period: When, as EDTF.
        quantity: How much.
        modality: asserted, planned, forecast or opinion; empty where it does not apply.
        who: Ids of those who say so, the first to know first.
        verdict: A verdict of its own.
        claims: Ids of the claims that say so.
    """

    label: str
    id: str = ""
    role: str = ""
    text: str = ""
    period: str = ""
    quantity: Quantity | None = None
    modality: str = ""
    who: tuple[str, ...] = ()
    verdict: Verdict | None = None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to a question.

    Attributes:
        question: The question's name.
        verdict: The answer in one word.
        text: The answer in a sentence or two.
        quantities: The figures, the one asked for first.
        items: Things, in an order that the question states.
        path: Ids of entities, from the first to the last.
        start: First day, where a span of time is asked for.
        end: Day after the last; None for "open or not stated".
        end_status: What is known of the end, in words.
        known_since: Since when this is known; for what was not yet known, the day it became so.
        caveats: What to keep in mind.
        looked_for: What was looked for, in words.
        nearby: What is known nearby, where the answer itself is not.
        sources: Ids of the sources.
        origins: Ids of those who knew first; a witness that may be one of several is one entry.
        independent_origins: How many witnesses there are.
        claims: Ids of the claims it rests on.
        labels: What people call the ids among sources, origins and path.
        view: The view it was asked of.
    """

    question: str = ""
    verdict: Verdict
    text: str
    quantities: tuple[Quantity, ...] = ()
    items: tuple[Item, ...] = ()
    path: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    end_status: str = ""
    known_since: date | None = None
    caveats: tuple[str, ...] = ()
    looked_for: str = ""
    nearby: tuple[Item, ...] = ()
    sources: tuple[str, ...] = ()
    origins: tuple[tuple[str, ...], ...] = ()
    independent_origins: int = 0
    claims: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)
    view: str = ""

    @property
    def quantity(self) -> Quantity | None:
        """The figure asked for; None where the answer is no figure."""
        return self.quantities[0] if self.quantities else None

    @property
    def value(self) -> Decimal | None:
        """The number of the figure asked for."""
        return self.quantity.value if self.quantity else None

    @property
    def unit(self) -> str | None:
        """The unit of the figure asked for."""
        return self.quantity.unit if self.quantity else None

    def to_json(self) -> dict[str, Any]:
        """The answer as JSON types: numbers as floats beside their exact text, days as ISO text.

        Returns:
            A dictionary; empty fields are left out.

        Example:
            >>> Answer(verdict=Verdict.NO, text="It is not.").to_json()
            {'verdict': 'no', 'text': 'It is not.', 'independent_origins': 0}
        """
        return _fields(self)


def _fields(row: Answer | Item | Quantity) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in fields(row):
        value = getattr(row, one.name)
        if value not in (None, "", (), {}):
            found[one.name] = _json(value)
        if isinstance(value, Decimal):
            found[f"{one.name}_text"] = plain(value)
    return found


def _json(value: object) -> object:
    if isinstance(value, Answer | Item | Quantity):
        return _fields(value)
    if isinstance(value, tuple):
        return [_json(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): _json(one) for key, one in value.items()}
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value
