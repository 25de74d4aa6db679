"""Shares that somebody gets from somebody, held against thresholds; and how prices moved."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kg.claim import Claim
from kg.dates import Period
from kg.errors import BadInput
from kg.questions.amounts import Amount, derived, difference, stated
from kg.questions.answer import Answer, Item, Verdict
from kg.questions.cells import Cell, covers, is_measured, look_up
from kg.questions.context import Context, capital, when
from kg.questions.limits import limits_of
from kg.questions.parameters import Given, Parameter
from kg.questions.question import Question
from kg.questions.replies import figures_reply, item_of, said, unknown, with_caveats


def dependence(context: Context, given: Given) -> Answer:
    """What share somebody takes from somebody; against a threshold if one is given."""
    subject, on = given.needed("subject"), given.needed("on")
    product, period = given.entity("product"), given.one("period", Period)
    claims = [
        claim
        for claim in (*context.stated, *context.derived)
        if (claim.subject, claim.object, claim.product) == (subject, on, product)
        and (period is None or covers(claim, period))
    ]
    looked_for = f"the share that {context.label(subject)} takes from {context.label(on)}" + (
        f" of {context.label(product)}" if product else ""
    )
    shares = [
        (amount, claim)
        for claim in claims
        if is_measured(context, claim)
        and (claim.quantity_kind in context.shares or claim.claim_type == "kg:Share")
        and (amount := _amount(context, claim)) is not None
    ]
    if not shares:
        return unknown(context, looked_for, claims)
    amount, claim = min(
        shares, key=lambda one: (one[0].steps, one[0].figure.width or Decimal(0), one[1].id)
    )
    name = context.vocab.label(claim.quantity_kind or "")
    text = f"{capital(looked_for)}: {said(context, amount)}, {when(claim.period_text)}."
    policy = given.entity("threshold")
    supporting = [claim for _, claim in shares]
    if policy is None:
        return figures_reply(context, text, [(name, amount)], supporting=supporting)
    limits = limits_of(context, policy, unit=amount.unit)
    if not limits:
        answer = unknown(context, f"a threshold in {context.label(policy)}", [claim])
        return replace(answer, caveats=(f"Known: {text}",))
    return _against(context, text, (name, amount), limits[0])


def _amount(context: Context, claim: Claim) -> Amount | None:
    if claim.premises:
        return derived(claim, context.rests_on([claim]), context.vocab)
    return stated(claim, context.vocab)


def _against(context: Context, text: str, share: tuple[str, Amount], limit: Claim) -> Answer:
    threshold = stated(limit, context.vocab)
    assert threshold is not None  # limits have values
    above = difference(share[1], threshold, context.units)
    verdict = _above(above)
    kinds = (
        context.vocab.label(share[1].claims[0].quantity_kind or ""),
        context.vocab.label(limit.quantity_kind or ""),
    )
    side = "above" if above.value >= 0 else "below"
    points = said(context, above).replace("\u00a0%", " percentage points").replace("-", "−")
    text += f" The threshold is {said(context, threshold)}: {side} it by {points}."
    caution = f"The {kinds[0]} is set against a {kinds[1]} of {context.label(limit.subject)}."
    answer = figures_reply(
        context,
        text,
        [("percentage points above the threshold", above), share, (kinds[1], threshold)],
        verdict=verdict,
    )
    return with_caveats(answer, f"{caution} The two may not measure the same.")


def _above(gap: Amount) -> Verdict:
    """Whether a difference is positive, as far as its band tells; its very end does not count."""
    low, high = gap.band.low, gap.band.high
    if gap.value > 0 and low is not None and low >= 0:
        return Verdict.YES
    if gap.value <= 0 and high is not None and high <= 0:
        return Verdict.NO
    return Verdict.POSSIBLY


def price_move(context: Context, given: Given) -> Answer:
    """How prices of some things moved, as stated."""
    things, period = given.entities("of"), given.one("period", Period)
    if not things:
        raise BadInput("whose price? Give one thing or more, with ; between")
    relation, comparator = given.term("relation"), given.text("comparator")
    items: list[Item] = []
    figures: list[tuple[str, Amount]] = []
    lacking: list[str] = []
    for thing in things:
        cell = Cell(thing, relation or "", period=period, comparator=comparator)
        found = look_up(context, cell)
        if found.amount is None:
            lacking.append(thing)
            continue
        label = context.label(thing)
        figures.append((label, found.amount))
        one = found.amount.as_quantity(label, context.vocab)
        items += [
            replace(item_of(context, claim, id=thing), quantity=one) for claim in found.claims
        ]
    looked_for = f"how the price of {context.labels(lacking or things)} moved"
    if period:
        looked_for += f", {when(period.text)}"
    if not figures:
        about = [one for one in context.stated if set(things) & set(one.mentions)]
        return unknown(context, looked_for, [c for c in about if c.predicate == relation] or about)
    text = "; ".join(
        f"{name}: {said(context, amount)} {_AGAINST.get(amount.comparator, '')}".rstrip()
        for name, amount in figures
    )
    answer = figures_reply(context, f"{text}.", figures, items=tuple(items))
    return with_caveats(answer, f"Not known: {looked_for}." if lacking else "")


_AGAINST = {
    "wow": "within one week",
    "mom": "on the month before",
    "yoy": "on the year",
    "since": "since the start of the period",
    "level": "",
}

DEPENDENCE = Question(
    name="dependence",
    title="What share does somebody get from one supplier, and is that above a threshold",
    parameters=(
        Parameter("subject", "entity", "Who depends", required=True),
        Parameter("on", "entity", "On whom", required=True),
        Parameter("product", "entity", "For what"),
        Parameter("period", "period", "When; left out: any, and where none is stated"),
        Parameter("threshold", "entity", "The policy or act whose threshold to hold it against"),
    ),
    returns="The share; with a threshold, whether above it and by how many percentage points.",
    unknown="Names what is said of the dependence without a share.",
    function=dependence,
)
PRICE_MOVE = Question(
    name="price-move",
    title="How did prices move",
    parameters=(
        Parameter("of", "entities", "Whose price", required=True),
        Parameter("period", "period", "When"),
        Parameter("comparator", "comparator", "Against what: wow, mom, yoy; left out: any"),
        Parameter("relation", "relation", "Which relation", default="kg:hasPrice"),
    ),
    returns="The change of each price as stated, with its window and hedge.",
    unknown="Names what else is said of the things.",
    function=price_move,
)
