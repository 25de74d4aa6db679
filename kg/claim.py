"""The claim: one assertion by one source at one place in it. Frozen; its id is a hash of it.

The fields are the columns of ``ontology/columns.ttl``, in their order (a test holds them together).
References are CURIEs (``country:CHN``, ``kg:exportsTo``), dates are days, numbers are decimals.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kg.rdf import plain

ID_VERSION = "c1"
"""Changes when the list of hashed fields changes, so that old ids stay recognisable."""

HASHED = (
    "claim_type",
    "subject",
    "predicate",
    "object",
    "product",
    "instrument",
    "quantity_kind",
    "value",
    "unit",
    "comparator",
    "trend",
    "hedge",
    "period_text",
    "modality",
    "negated",
    "attributed_to",
    "locator",
)
"""The fields that make a claim what it is, in the order in which they are hashed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A dated, sourced assertion; what each column means stands in ``ontology/columns.ttl``."""

    id: str
    claim_type: str
    subject: str
    predicate: str
    object: str | None = None
    product: str | None = None
    instrument: str | None = None
    start: date
    start_latest: date
    end_earliest: date
    end: date
    period_text: str | None = None
    date_basis: str = "stated"
    announced: date | None = None
    quantity_kind: str | None = None
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    comparator: str | None = None
    trend: str | None = None
    hedge: str | None = None
    scope_note: str | None = None
    modality: str = "asserted"
    negated: bool = False
    attributed_to: str | None = None
    source_id: str
    origin: str | None = None
    locator: str
    span_hash: str | None = None
    extractor: str = "curated"
    confidence: Decimal = Decimal(1)
    published: date
    recorded: date
    premises: tuple[str, ...] = ()
    formula: str | None = None
    gist: str

    @property
    def is_direct(self) -> bool:
        """Whether the claim makes a direct edge: asserted, not negated, between two entities."""
        return self.modality == "asserted" and not self.negated and self.object is not None

    @property
    def mentions(self) -> tuple[str, ...]:
        """The entities a claim is about: its subject, object, product and instrument."""
        slots = (self.subject, self.object, self.product, self.instrument)
        return tuple(dict.fromkeys(slot for slot in slots if slot))


def claim_id(document: str, slots: dict[str, object]) -> str:
    """The id of a claim: a versioned hash over the document's digest and a fixed list of fields.

    Gist, confidence and base IRI do not count, so that better words never make another claim.

    Args:
        document: SHA-256 of the source document, or the source's id where there is none.
        slots: The fields of the claim by name; those not listed in the hash are ignored.

    Returns:
        ``claim:c1-`` and 20 hexadecimal digits (80 bits: a collision among a billion claims is
        less likely than one in a million).

    Example:
        >>> claim_id("d", {"subject": "country:CHN", "gist": "a"}) == claim_id(
        ...     "d", {"subject": "country:CHN", "gist": "b"}
        ... )
        True
    """
    fields = [document, *(_spelled(slots.get(name)) for name in HASHED)]
    text = json.dumps(fields, ensure_ascii=True, separators=(",", ":"))
    return f"claim:{ID_VERSION}-{hashlib.sha256(text.encode('ascii')).hexdigest()[:20]}"


def cell(value: object) -> str:
    """How a field of a claim is spelled in a table.

    Args:
        value: A text, day, decimal, boolean, tuple of texts or None.

    Returns:
        Its text; empty for None.

    Example:
        >>> cell(Decimal("1.870E+7")), cell(True), cell(("claim:a", "claim:b"))
        ('18700000', 'true', 'claim:a;claim:b')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    return ";".join(value) if isinstance(value, tuple) else str(value)


def _spelled(value: object) -> str | None:
    """One spelling per value, so that 18.70e6 and 18700000 hash alike."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return plain(value) if isinstance(value, Decimal) else str(value)
