"""What a rule found: a verdict on some claims, in words and figures."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

ID_VERSION = "f1"
"""Changes when what is hashed changes, so that old ids stay recognisable."""


class Severity(StrEnum):
    """How much a reader should mind: a conflict, a caution, or merely a note."""

    CONFLICT = "conflict"
    CAUTION = "caution"
    NOTE = "note"


class Verdict(StrEnum):
    """What holds between the members of a finding; the gravest first.

    The values are the local names of ``ontology/findings.ttl``, which labels and defines them.
    """

    CONTRADICTED = "contradicted"
    ARITHMETIC_FAILS = "arithmeticFails"
    DATES_DISAGREE = "datesDisagree"
    NOT_COMPARABLE = "notComparable"
    SUCCESSION = "succession"
    ARITHMETIC_HOLDS = "arithmeticHolds"
    WITHIN_ROUNDING = "withinRounding"
    CORROBORATED = "corroborated"
    REPEATED = "repeated"
    SAME_SPEAKER = "sameSpeaker"

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return _SEVERITY.get(self, Severity.NOTE)

    @property
    def rank(self) -> int:
        """Its place in the order of gravity, from 1."""
        return list(Verdict).index(self) + 1


_SEVERITY = {
    Verdict.CONTRADICTED: Severity.CONFLICT,
    Verdict.ARITHMETIC_FAILS: Severity.CONFLICT,
    Verdict.DATES_DISAGREE: Severity.CONFLICT,
    Verdict.NOT_COMPARABLE: Severity.CAUTION,
    Verdict.SUCCESSION: Severity.CAUTION,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A verdict on some claims. It changes and hides none of them.

    Attributes:
        id: A hash over rule and members: the same claims give the same finding.
        rule: The rule that found it, a key of ``kg.reconcile.RULES``.
        verdict: What holds between the members.
        members: Ids of the claims, in the order in which the explanation goes through them.
        explanation: The finding in plain words, with figures and sources.
        numbers: The figures it rests on by name, such as ``computed_low``, in the unit of the
            first member; the names are properties of ``ontology/findings.ttl``.
        settled_by: What would settle it; empty where nothing is open.
    """

    id: str
    rule: str
    verdict: Verdict
    members: tuple[str, ...]
    explanation: str
    numbers: Mapping[str, Decimal] = field(default_factory=dict, hash=False)
    settled_by: str = ""

    @property
    def severity(self) -> Severity:
        """How much a reader should mind; it follows from the verdict."""
        return self.verdict.severity


def finding(
    rule: str,
    verdict: Verdict,
    members: Iterable[str],
    explanation: str,
    *,
    numbers: Mapping[str, Decimal] | None = None,
    settled_by: str = "",
) -> Finding:
    """A finding with its id.

    Args:
        rule: The rule that found it.
        verdict: What holds between the members.
        members: Ids of the claims, each once.
        explanation: The finding in plain words.
        numbers: The figures it rests on.
        settled_by: What would settle it.

    Returns:
        The finding.

    Example:
        >>> finding("repeated", Verdict.REPEATED, ["claim:a", "claim:b"], "Twice told.").severity
        <Severity.NOTE: 'note'>
    """
    once = tuple(dict.fromkeys(members))
    return Finding(
        id=finding_id(rule, once),
        rule=rule,
        verdict=verdict,
        members=once,
        explanation=explanation,
        numbers=MappingProxyType(dict(numbers or {})),
        settled_by=settled_by,
    )


def finding_id(rule: str, members: Iterable[str]) -> str:
    """The id of a finding: a versioned hash over its rule and its members.

    Args:
        rule: The rule.
        members: Ids of the claims; their order does not count.

    Returns:
        ``finding:f1-`` and 20 hexadecimal digits.

    Example:
        >>> finding_id("r", ["claim:a", "claim:b"]) == finding_id("r", ["claim:b", "claim:a"])
        True
    """
    text = json.dumps([rule, sorted(members)], ensure_ascii=True, separators=(",", ":"))
    return f"finding:{ID_VERSION}-{hashlib.sha256(text.encode('ascii')).hexdigest()[:20]}"
