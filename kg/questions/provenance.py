"""Where a figure comes from, how many witnesses it has, and what a deal is worth."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kg.claim import Claim
from kg.questions.amounts import LEVEL, stated
from kg.questions.answer import Answer, Item, Verdict
from kg.questions.cells import look_up
from kg.questions.context import Context
from kg.questions.flow import COMPARATOR, FLOW, PERIOD, QUANTITY, cell_of
from kg.questions.parameters import Given, Parameter
from kg.questions.question import Question
from kg.questions.replies import figures_reply, item_of, near, reply, unknown, with_caveats

_MONEY = "Currency"


def origin_of(context: Context, given: Given) -> Answer:
    """Who is the origin of a figure, and by which way it came."""
    claims, looked_for, beside = _figure(context, given)
    if not claims:
        return unknown(context, looked_for, beside)
    items = tuple(_way(context, claim) for claim in claims)
    shortest = min(items, key=lambda item: len(item.who))
    path = tuple(reversed(shortest.who))
    told = "; ".join(item.text for item in items)
    text = f"{context.label(shortest.who[0])} is the origin. {told}."
    answer = reply(context, Verdict.KNOWN, text, claims, items=items, path=path)
    return with_caveats(answer, _derived_only(context, given))


def independent_origins(context: Context, given: Given) -> Answer:
    """How many witnesses a figure has, however many outlets repeat it."""
    claims, looked_for, beside = _figure(context, given)
    if not claims:
        return unknown(context, looked_for, beside)
    witnesses = context.witnesses(claims)
    names = "; ".join(context.labels(witness.origins) for witness in witnesses)
    sources = len({claim.source_id for claim in claims})
    text = (
        f"Independent origins: {len(witnesses)} ({names}); claims: {len(claims)}, "
        f"in sources: {sources}."
    )
    items = tuple(
        Item(
            id=origin,
            label=context.label(origin),
            role="origin",
            text=f"behind {len(witness.claims)} of the claims",
            claims=witness.claims,
        )
        for witness in witnesses
        for origin in witness.origins
    )
    answer = reply(context, Verdict.KNOWN, text, claims, items=items)
    return with_caveats(answer, _derived_only(context, given))


def amount_of(context: Context, given: Given) -> Answer:
    """How much money a deal, an investment or a programme involves."""
    of = given.needed("of")
    about = [claim for claim in context.stated if of in claim.mentions]
    money = [
        (amount, claim)
        for claim in about
        if (amount := stated(claim, context.vocab)) is not None
        and context.units.dimension(amount.unit) == _MONEY
        and not claim.negated
    ]
    looked_for = f"how much money {context.label(of)} involves"
    if not money:
        ranked = sorted(about, key=lambda claim: claim.instrument != of)
        answer = unknown(context, looked_for, ranked)
        notes = [claim.scope_note for claim in ranked if claim.scope_note]
        note = context.entities[of].note
        return replace(answer, caveats=tuple(dict.fromkeys([*notes, *([note] if note else [])])))
    figures = [(context.vocab.label(claim.quantity_kind or ""), one) for one, claim in money]
    items = tuple(item_of(context, claim) for _, claim in money)
    text = f"{context.label(of)}: " + " ".join(claim.gist for _, claim in money)
    return figures_reply(context, text, figures, items=items)


def _figure(context: Context, given: Given) -> tuple[list[Claim], str, list[Claim]]:
    """The claims that state a figure; what was looked for; claims near it."""
    value, comparator = given.one("value", Decimal), given.text("comparator")
    cell = cell_of(context, given, comparator=comparator or LEVEL)
    found = look_up(context, cell)
    if value is not None and found.amount is not None and not found.amount.is_stated:
        found = replace(found, claims=())
    claims = [
        claim for claim in (*found.claims, *found.others) if value is None or _has(claim, value)
    ]
    if value is None and not found.claims:
        claims = list(found.others)
    elif value is None:
        claims = list(found.claims)
    words = cell.worded(context) + (f": {value}" if value is not None else "")
    return claims, words, near(context, cell, found)


def _derived_only(context: Context, given: Given) -> str:
    cell = cell_of(context, given, comparator=given.text("comparator") or LEVEL)
    amount = look_up(context, cell).amount
    if amount is None or amount.is_stated:
        return ""
    return f"No source states the figure; these are the origins of its premises: {amount.term}."


def _has(claim: Claim, value: Decimal) -> bool:
    """Whether a claim has a value, or one that cannot be told from it."""
    if claim.value == value:
        return True
    low, high = claim.low, claim.high
    return low is not None and high is not None and low <= value <= high


def _way(context: Context, claim: Claim) -> Item:
    who = context.who(claim)
    chain = " → ".join(context.label(step) for step in reversed(who))
    return replace(
        item_of(context, claim, id=who[0]),
        role="origin",
        text=f"{context.label(claim.source_id)}: {chain}",
    )


_VALUE = Parameter("value", "number", "The figure itself, in the unit it is stated in")

ORIGIN_OF = Question(
    name="origin-of",
    title="Who is the origin of a figure",
    parameters=(*FLOW, PERIOD, QUANTITY, replace(COMPARATOR, default=None), _VALUE),
    returns="The way it came, from the outlet to who knew first; an item per claim.",
    unknown="Names what is known of the same flow.",
    function=origin_of,
)
INDEPENDENT_ORIGINS = Question(
    name="independent-origins",
    title="How many independent origins support a figure",
    parameters=(*FLOW, PERIOD, QUANTITY, replace(COMPARATOR, default=None), _VALUE),
    returns="The number of witnesses, and who they are.",
    unknown="Names what is known of the same flow.",
    function=independent_origins,
)
AMOUNT_OF = Question(
    name="amount-of",
    title="How much money does a deal or investment involve",
    parameters=(Parameter("of", "entity", "The deal, investment or programme", required=True),),
    returns="The amounts that sources state.",
    unknown="Names what is said of the deal without an amount.",
    function=amount_of,
)
