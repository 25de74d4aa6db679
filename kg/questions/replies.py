"""Answers put together: with sources, witnesses and caveats, or saying what is known nearby."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from kg.claim import Claim
from kg.questions.amounts import Amount, notes_of
from kg.questions.answer import Answer, Item, Quantity, Verdict
from kg.questions.cells import Cell, Found
from kg.questions.context import Context, when
from kg.wording import measured, number, quantity

MOST_NEARBY = 8
"""How many claims nearby an answer names."""


def reply(
    context: Context,
    verdict: Verdict,
    text: str,
    claims: Iterable[Claim],
    *,
    notes: Iterable[str] | None = None,
    **more: Any,
) -> Answer:
    """An answer that rests on claims.

    Args:
        context: What is known.
        verdict: The answer in one word.
        text: The answer in words.
        claims: The claims it rests on; derived ones count by their premises.
        notes: What to keep in mind; the scope notes of the claims where left out.
        **more: Further fields of the answer.

    Returns:
        The answer with sources, witnesses and the day from which it is known.
    """
    behind = context.rests_on(claims)
    witnesses = context.witnesses(behind)
    said = list(notes) if notes is not None else [note for one in behind for note in notes_of(one)]
    said += [one.explanation for one in context.conflicts(behind)]
    fields: dict[str, Any] = {
        "sources": tuple(dict.fromkeys(claim.source_id for claim in behind)),
        "origins": tuple(witness.origins for witness in witnesses),
        "independent_origins": len(witnesses),
        "claims": tuple(claim.id for claim in behind),
        "caveats": tuple(dict.fromkeys(said)),
        "known_since": min((claim.published for claim in behind), default=None),
    }
    return Answer(verdict=verdict, text=text, **(fields | more))


def unknown(
    context: Context, looked_for: str, nearby: Sequence[Claim | Item] = (), **more: Any
) -> Answer:
    """An answer that something is not known, with what is known nearby.

    Args:
        context: What is known.
        looked_for: What was looked for, in words.
        nearby: Claims, or items made of them, that come near it; the nearest first.
        **more: Further fields of the answer.

    Returns:
        The answer.
    """
    items = tuple(
        one if isinstance(one, Item) else item_of(context, one) for one in nearby[:MOST_NEARBY]
    )
    day = f" in what was known by {context.until}" if context.until else ""
    text = f"Not known: {looked_for} is not stated{day}, and does not follow from what is."
    if items:
        text += f" Nearest to it: {items[0].text}"
    fields: dict[str, Any] = {"looked_for": looked_for, "nearby": items}
    return Answer(verdict=Verdict.UNKNOWN, text=more.pop("text", text), **(fields | more))


def figures_reply(
    context: Context,
    text: str,
    amounts: Sequence[tuple[str, Amount]],
    *,
    supporting: Iterable[Claim] = (),
    per: str = "",
    verdict: Verdict = Verdict.KNOWN,
    **more: Any,
) -> Answer:
    """An answer that is one figure or more.

    Args:
        context: What is known.
        text: The answer in words.
        amounts: The figures with what they measure, the one asked for first.
        supporting: Further claims that say the same.
        per: The span of time that one amount of the first takes.
        verdict: The answer in one word.
        **more: Further fields of the answer.

    Returns:
        The answer. What was worked out is known from its latest premise on.
    """
    claims = [claim for _, amount in amounts for claim in amount.claims]
    notes = [note for _, amount in amounts for note in amount.notes]
    quantities = tuple(
        amount.as_quantity(name, context.vocab, per="" if at else per)
        for at, (name, amount) in enumerate(amounts)
    )
    first = amounts[0][1]
    fields: dict[str, Any] = {"quantities": quantities}
    if not first.is_stated:
        fields["known_since"] = max(claim.published for claim in first.claims)
    fields |= more
    return reply(context, verdict, text, [*claims, *supporting], notes=notes, **fields)


def with_caveats(answer: Answer, *caveats: str) -> Answer:
    """The same answer with further caveats, before its own."""
    return replace(answer, caveats=tuple(dict.fromkeys((*filter(None, caveats), *answer.caveats))))


def said(context: Context, amount: Amount) -> str:
    """A figure in words, with its band where it was worked out."""
    return said_quantity(context, amount.as_quantity("", context.vocab))


def said_quantity(context: Context, one: Quantity) -> str:
    """A figure in words, with its hedge, or with its band where it was worked out."""
    if one.value is None or one.unit is None:
        return one.trend or "no figure"
    text = measured(one.value, one.unit, context.vocab)
    if one.basis != "derived":
        return f"{one.hedge.replace('_', ' ')} {text}" if one.hedge else text
    if one.low == one.high:
        return text
    if one.low is None or one.high is None:
        end = one.high if one.low is None else one.low
        side = "at most" if one.low is None else "at least"
        return f"about {text} ({side} {number(end)})" if end is not None else f"about {text}"
    ends = (measured(end, one.unit, context.vocab) for end in (one.low, one.high))
    return f"about {text} ({' to '.join(ends)})"


def item_of(context: Context, claim: Claim, role: str = "", *, id: str | None = None) -> Item:
    """A claim as an item: what it says, when, and who says so.

    Args:
        context: What is known.
        claim: The claim.
        role: What it is in the answer.
        id: The entity it is about; the claim's own id where left out.

    Returns:
        The item.
    """
    figure = quantity(claim, context.vocab)
    return Item(
        id=id or claim.id,
        label=context.label(id) if id else when(claim.period_text),
        role=role,
        text=claim.gist + (f" [{figure}]" if figure else ""),
        period=claim.period_text or "",
        modality=claim.modality,
        who=context.who(claim),
        claims=(claim.id,),
    )


def near(context: Context, cell: Cell, found: Found | None = None) -> list[Claim]:
    """Claims near a cell: what else is said of it, then the same for other periods and partners.

    Args:
        context: What is known.
        cell: The cell.
        found: What was found of it.

    Returns:
        Claims that share its subject, relation and, where given, product; the nearest first.
    """
    first = list(found.others) if found else []
    ranked = sorted(
        (claim for claim in context.stated if _shares(claim, cell)),
        key=lambda claim: (_distance(claim, cell), claim.value is None, claim.start, claim.id),
    )
    return list({claim.id: claim for claim in (*first, *ranked)}.values())


def _shares(claim: Claim, cell: Cell) -> bool:
    same = (claim.subject, claim.predicate) == (cell.subject, cell.relation)
    return same and cell.product in (None, claim.product)


def _distance(claim: Claim, cell: Cell) -> int:
    """How many of the remaining slots differ, the period least."""
    away = 0 if cell.object in (None, claim.object) else 4
    away += 0 if claim.quantity_kind in (None, cell.kind) else 2
    same_period = cell.period is not None and claim.period_text == cell.period.text
    return away + (0 if same_period else 1)
