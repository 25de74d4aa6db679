"""Whether a claim holds on a day or in a period: certainly, possibly or not, and why.

On a day *d* a state holds **certainly** iff ``start_latest <= d < end_earliest``, **possibly** iff
``start <= d < end``, else **not**. What was measured over a period is never in force.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kg.claim import Claim
from kg.dates import FIRST, LAST, Period
from kg.vocab import Vocabulary

Certainty = Literal["certainly", "possibly", "no"]

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holding:
    """An answer with its reason.

    Attributes:
        certainty: certainly, possibly or no.
        why: The reason in words.
    """

    certainty: Certainty
    why: str


def holds(claim: Claim, asked: Period, vocab: Vocabulary, *, throughout: bool = False) -> Holding:
    """Whether a claim holds in a period.

    Args:
        claim: The claim.
        asked: A day, or a longer period: at some time in it.
        vocab: The ontology.
        throughout: Ask for all of the period instead.

    Returns:
        The answer and why.

    Example:
        >>> import kg
        >>> from kg.dates import parse_period
        >>> graph = kg.build(check=False)
        >>> flow = next(claim for claim in graph.claims() if claim.claim_type == "kg:Flow")
        >>> holds(flow, parse_period("2025-05"), graph.vocab).certainty
        'no'
    """
    if vocab.time_meaning(claim.claim_type) == "measured":
        return Holding("no", "a figure measured over a period is never in force")
    bounds = asked.bounds("held", attested=claim.published)
    first, last = bounds.start, bounds.end - _ONE_DAY
    if throughout:
        certain = claim.start_latest <= first and last < claim.end_earliest
        possible = claim.start <= first and last < claim.end
    else:
        certain = claim.start_latest <= last and first < claim.end_earliest
        possible = claim.start <= last and first < claim.end
        certain = certain and claim.start_latest < claim.end_earliest
    if certain:
        return Holding("certainly", _span(claim))
    if possible:
        return Holding("possibly", _doubt(claim, first, last))
    return Holding(
        "no",
        f"begins {_between(claim.start, claim.start_latest)}"
        if last < claim.start
        else _over(claim),
    )


def _span(claim: Claim) -> str:
    began = "attested" if claim.start == FIRST else f"begun by {claim.start_latest}"
    if claim.end == LAST:
        return f"{began}, attested to {claim.end_earliest - _ONE_DAY}"
    return f"{began}, not over before {claim.end_earliest}"


def _doubt(claim: Claim, first: date, last: date) -> str:
    """Why it is only possible."""
    if claim.start_latest > last or (
        claim.start != claim.start_latest and first < claim.start_latest
    ):
        if claim.start == FIRST:
            return f"no beginning stated; attested from {claim.start_latest}"
        return f"starts {_between(claim.start, claim.start_latest)}"
    if claim.end == LAST:
        return f"no end stated; last attested {claim.end_earliest - _ONE_DAY}"
    return f"ends {_between(claim.end_earliest - _ONE_DAY, claim.end - _ONE_DAY)}"


def _over(claim: Claim) -> str:
    return f"was over {_between(claim.end_earliest - _ONE_DAY, claim.end - _ONE_DAY)}"


def _between(first: date, last: date) -> str:
    return f"on {first}" if first == last else f"between {first} and {last}"
