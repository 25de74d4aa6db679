"""Days that one and the same step is given: what the rules on dates share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import combinations

from kg.claim import Claim
from kg.reconcile.context import Context
from kg.reconcile.figures import is_plain
from kg.reconcile.finding import Finding, Verdict, finding
from kg.reconcile.what import what
from kg.reconcile.words import days, listed

Window = tuple[date, date]
"""The first and the last day that a date can mean."""

_ONE_DAY = timedelta(days=1)


def days_that_exclude_each_other(
    rule: str, context: Context, *, date_of: Callable[[Claim], Window | None], called: str
) -> Iterator[Finding]:
    """Steps that happen once and are dated differently.

    Args:
        rule: The rule.
        context: The claims.
        date_of: The days that a claim's date can mean; None where it gives none.
        called: What the date is called, as the beginning of a sentence.

    Yields:
        A finding for each step with days that exclude each other.
    """
    for claims in _steps(context):
        windows = {claim: window for claim in claims if (window := date_of(claim))}
        apart = {
            claim.id
            for one, other in combinations(windows, 2)
            if not _fit(windows[one], windows[other])
            for claim in (one, other)
        }
        members = {claim: window for claim, window in windows.items() if claim.id in apart}
        if members:
            yield _disagreement(rule, members, called, context)


def _steps(context: Context) -> Iterator[list[Claim]]:
    """Claims of one and the same step: same subject, relation, object and instrument."""
    steps: dict[object, list[Claim]] = {}
    for claim in context.claims:
        type_ = context.vocab.claim_types.get(claim.claim_type)
        about = what(claim, context.vocab)
        once = {about.object, about.instrument} & context.happens_once
        if once and is_plain(claim) and type_ and type_.time_meaning == "held":
            steps.setdefault(about, []).append(claim)
    yield from steps.values()


def _disagreement(
    rule: str, members: dict[Claim, Window], called: str, context: Context
) -> Finding:
    words = context.words
    said: dict[str, list[Claim]] = {}
    for claim, (first, last) in members.items():
        said.setdefault(days(first, last + _ONE_DAY), []).append(claim)
    told = "; ".join(f"{day} ({words.tellers(ones)})" for day, ones in said.items())
    claims = list(members)
    return finding(
        rule,
        Verdict.DATES_DISAGREE,
        (claim.id for claim in claims),
        f"{words.topic(what(claims[0], context.vocab))}. {called} is given days that exclude each "
        f"other: {told}.{words.keep_in_mind(claims)}",
        settled_by=f"The legal text or notice itself; else {listed(map(words.origin, claims))}.",
    )


def _fit(one: Window, other: Window) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
