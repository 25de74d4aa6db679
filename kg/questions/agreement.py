"""Whether sources agree: on a figure, between two claims, and with their own arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.claim import Claim
from kg.errors import BadInput
from kg.questions.amounts import LEVEL, growth
from kg.questions.answer import Answer, Verdict
from kg.questions.cells import Cell, earlier, look_up
from kg.questions.context import Context, when
from kg.questions.flow import (
    COMPARATOR,
    FLOW,
    PERIOD,
    QUANTITY,
    SIDES,
    cell_of,
    sides,
)
from kg.questions.parameters import Given
from kg.questions.question import Question
from kg.questions.replies import item_of, near, reply, said, unknown
from kg.reconcile import Finding, Severity
from kg.reconcile import Verdict as Found

_AGREEING = (Found.CORROBORATED, Found.WITHIN_ROUNDING, Found.REPEATED)


def agreement(context: Context, given: Given) -> Answer:
    """Whether the sources agree about a figure, its level and its changes together."""
    cell = cell_of(context, given, comparator=given.text("comparator"))
    claims = _of(context, cell)
    if not claims:
        return unknown(context, cell.worded(context), near(context, cell))
    conflicts = list(context.conflicts(claims))
    findings = [one for one in context.findings if len(_members(one, claims)) > 1]
    items = tuple(item_of(context, claim) for claim in claims)
    if conflicts:
        text = f"No, the sources do not agree: {' '.join(one.explanation for one in conflicts)}"
        settled = tuple(
            f"What would settle it: {one.settled_by}" for one in conflicts if one.settled_by
        )
        return reply(context, Verdict.CONTRADICTED, text, claims, items=items, caveats=settled)
    agreeing = [one for one in findings if one.verdict in _AGREEING]
    why = " ".join(one.explanation for one in agreeing)
    witnesses = len(context.witnesses(claims))
    if not why:
        why = (
            "Only one claim speaks of it, so there is nothing to agree with."
            if len(claims) == 1
            else "Nothing that is said of it is at odds."
        )
    verdict = Verdict.AGREED if len(claims) > 1 else Verdict.KNOWN
    text = f"No disagreement among the claims ({len(claims)}; witnesses: {witnesses}). {why}"
    return reply(context, verdict, text, claims, items=items)


def contradicts(context: Context, given: Given) -> Answer:
    """Whether what is said on one side contradicts what is said on the other."""
    cells = sides(context, given, otherwise=None)
    if len(cells) != 2:
        raise BadInput(f"a contradiction has two sides, not {len(cells)}")
    groups = [_of(context, cell) for cell in cells]
    lacking = [cell for cell, group in zip(cells, groups, strict=True) if not group]
    if lacking:
        words = "; ".join(cell.worded(context) for cell in lacking)
        return unknown(context, words, near(context, lacking[0]))
    one, other = groups
    between = [
        found for found in context.findings if _members(found, one) and _members(found, other)
    ]
    against = [
        found
        for found in between
        if found.severity is Severity.CONFLICT and not _same(found, one, other)
    ]
    claims = list({claim.id: claim for claim in (*one, *other)}.values())
    items = tuple(item_of(context, claim) for claim in claims)
    if against:
        text = " ".join(found.explanation for found in against)
        return reply(context, Verdict.CONTRADICTED, f"Yes. {text}", claims, items=items)
    reasons = _reasons(context, cells)
    told = " ".join(found.explanation for found in between if found.severity is Severity.CAUTION)
    if reasons or told:
        why = f"they differ in {' and '.join(reasons)}" if reasons else "they are not comparable"
        text = f"No: {why}, so that neither speaks against the other. {told}".strip()
        return reply(context, Verdict.DIFFERENT, text, claims, items=items, notes=[])
    return reply(context, Verdict.AGREED, "No: nothing found between them is at odds.", claims)


def arithmetic(context: Context, given: Given) -> Answer:
    """Whether a stated change fits the two stated levels it lies between."""
    change = cell_of(context, given, comparator=given.text("comparator"))
    before = earlier(change)
    if before is None:
        raise BadInput("give a period of whole months, and mom, yoy or ytd_yoy as comparator")
    cells = [change, replace(change, comparator=LEVEL), before]
    found = [look_up(context, cell) for cell in cells]
    stated = [one.amount if one.amount and one.amount.is_stated else None for one in found]
    if None in stated:
        lacking = [cell for cell, one in zip(cells, stated, strict=True) if one is None]
        words = "; ".join(cell.worded(context) for cell in lacking)
        text = f"Not known: no source states {words}, so there is nothing to hold it against."
        return unknown(context, words, near(context, lacking[0]), text=text)
    reported, now, then = (one for one in stated if one is not None)
    computed = growth(now, then, context.units, change.comparator or "")
    if computed is None:
        return unknown(context, f"a change from nought: {before.worded(context)}")
    verdict = _fit(computed.value, computed.band.overlaps(reported.band), reported.value)
    names = {
        Verdict.CONSISTENT: "exactly as stated",
        Verdict.WITHIN_ROUNDING: "consistent within rounding",
        Verdict.INCONSISTENT: "not consistent, even with rounding",
    }
    text = (
        f"Stated: {said(context, reported)}. Worked out: {said(context, computed)} "
        f"({computed.term}): {names[verdict]}."
    )
    claims = [claim for one in found for claim in one.claims]
    quantities = (
        computed.as_quantity(f"computed {change.measure(context)}", context.vocab),
        reported.as_quantity(f"reported {change.measure(context)}", context.vocab),
    )
    since = max(min(claim.published for claim in one.claims) for one in found)
    return reply(context, verdict, text, claims, quantities=quantities, known_since=since)


def _fit(computed: Decimal, overlaps: bool, reported: Decimal) -> Verdict:
    if computed == reported:
        return Verdict.CONSISTENT
    return Verdict.WITHIN_ROUNDING if overlaps else Verdict.INCONSISTENT


def _of(context: Context, cell: Cell) -> list[Claim]:
    """All that is said of a cell: its level and its changes, unless one comparator is asked for."""
    comparators = [cell.comparator] if cell.comparator else [LEVEL, None]
    found: dict[str, Claim] = {}
    for comparator in comparators:
        one = look_up(context, replace(cell, comparator=comparator))
        own = () if one.amount is not None and one.amount.steps else one.claims
        found |= {claim.id: claim for claim in (*own, *one.others)}
    return list(found.values())


def _members(found: Finding, claims: Iterable[Claim]) -> set[str]:
    return {claim.id for claim in claims}.intersection(found.members)


def _same(found: Finding, one: Sequence[Claim], other: Sequence[Claim]) -> bool:
    """Whether a finding lies wholly on one side."""
    return set(found.members) <= {claim.id for claim in one} or set(found.members) <= {
        claim.id for claim in other
    }


def _reasons(context: Context, cells: Sequence[Cell]) -> list[str]:
    """In what two cells differ, in words."""
    words: list[str] = []
    for name, first, second in (
        ("period", *(cell.period.text if cell.period else "" for cell in cells)),
        ("comparator", *(cell.comparator or "" for cell in cells)),
        ("quantity", *(context.label(cell.kind) for cell in cells)),
        ("product", *(context.label(cell.product) for cell in cells)),
        ("partner", *(context.label(cell.object) for cell in cells)),
        ("subject", *(context.label(cell.subject) for cell in cells)),
    ):
        if first != second:
            sides_ = (when(first), when(second)) if name == "period" else (first, second)
            words.append(f"{name} ({sides_[0]} against {sides_[1]})")
    return words


AGREEMENT = Question(
    name="agreement",
    title="Do the sources agree about a figure",
    parameters=(*FLOW, PERIOD, QUANTITY, replace(COMPARATOR, default=None)),
    returns="Contradicted, agreed, or known from one claim only; an item per claim.",
    unknown="Names what is known of the same flow.",
    function=agreement,
)
CONTRADICTS = Question(
    name="contradicts",
    title="Does one figure contradict another, or do they measure different things",
    parameters=SIDES,
    returns="Contradicted, or different with the reason; an item per claim.",
    unknown="Names the side of which nothing is said.",
    function=contradicts,
)
ARITHMETIC = Question(
    name="arithmetic",
    title="Does a stated change fit the stated levels",
    parameters=(*FLOW, PERIOD, QUANTITY, replace(COMPARATOR, default="mom")),
    returns="The change worked out, then the one stated; consistent or not.",
    unknown="Names which of the three figures no source states.",
    function=arithmetic,
)
