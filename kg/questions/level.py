"""How much: levels, changes, series and unit values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.dates import Period, parse_period
from kg.questions.amounts import LEVEL, ratio
from kg.questions.answer import Answer, Item, Quantity, Verdict
from kg.questions.cells import (
    Cell,
    Found,
    is_measured,
    look_up,
    months_of,
)
from kg.questions.context import Context, capital, when
from kg.questions.flow import COMPARATOR, FLOW, PERIOD, QUANTITY, cell_of
from kg.questions.parameters import Given, Parameter
from kg.questions.question import Question
from kg.questions.replies import (
    figures_reply,
    near,
    reply,
    said,
    said_quantity,
    unknown,
    with_caveats,
)

_CHANGES = ("mom", "yoy", "ytd_yoy", "wow")


def level(context: Context, given: Given) -> Answer:
    """A level, and how it changed, where a source says so."""
    cell = cell_of(context, given)
    found = look_up(context, cell)
    cell = found.cell
    if found.amount is None:
        trends = look_up(context, replace(cell, comparator=None))
        return unknown(context, cell.worded(context), near(context, cell, trends))
    amounts = [(cell.measure(context), found.amount)]
    for comparator in _CHANGES if cell.period else ():
        change = replace(cell, comparator=comparator)
        amount = look_up(context, change).amount
        if amount is not None and amount.is_stated:
            amounts.append((change.measure(context), amount))
    text = _sentence(context, found)
    for name, amount in amounts[1:]:
        text += f" {capital(name)}: {said(context, amount)}."
    return figures_reply(context, text, amounts, supporting=found.claims)


def change(context: Context, given: Given) -> Answer:
    """A change: as a source states it, or as it follows from two levels; else its direction."""
    cell = cell_of(context, given, comparator=given.text("comparator"))
    found = look_up(context, cell)
    if found.amount is None:
        answer = unknown(context, cell.worded(context), near(context, cell, found))
        if found.trend is None:
            return answer
        only = Quantity(
            name=cell.measure(context),
            comparator=cell.comparator,
            trend=found.trend,
            basis="trend",
        )
        return replace(answer, quantities=(only,))
    answer = figures_reply(
        context,
        _sentence(context, found),
        [(cell.measure(context), found.amount)],
        supporting=found.claims,
    )
    return with_caveats(answer, *_also_said(context, found))


def series(context: Context, given: Given) -> Answer:
    """A figure over time: reported, derived, or only its direction."""
    cell = cell_of(context, given, comparator=given.text("comparator"))
    span, cell = cell.period, replace(cell, period=None)
    periods = sorted(_periods(context, cell, span), key=lambda period: period.text)
    found = [look_up(context, replace(cell, period=period)) for period in periods]
    if span is not None and cell.comparator == LEVEL:
        found = [_with_trend(context, one) for one in found]
    items = tuple(_step(context, one) for one in found)
    looked_for = cell.worded(context) + (f", {when(span.text)}" if span else "")
    if not items:
        return unknown(context, looked_for, near(context, cell))
    told = "; ".join(f"{item.label}: {item.text}" for item in items)
    claims = [claim for one in found for claim in (*one.claims, *one.others)]
    behind = [claim for one in found for claim in (one.claims or one.others)]
    notes = dict.fromkeys(note for one in found if one.amount for note in one.amount.notes)
    answer = reply(
        context, Verdict.KNOWN, f"{looked_for}: {told}.", behind, notes=notes, items=items
    )
    return with_caveats(answer, *(one.explanation for one in context.conflicts(claims)))


def unit_value(context: Context, given: Given) -> Answer:
    """Value by mass, for whichever pair of quantity kinds the relation has."""
    cell = cell_of(context, given)
    terms = context.vocab.quantity_kinds
    for kind in terms:
        above, below = context.parts_of_kind(kind)
        if above is None or below is None:
            continue
        found = look_up(context, replace(cell, kind=kind))
        amount = found.amount
        if amount is None:
            parts = [look_up(context, replace(cell, kind=one)).amount for one in (above, below)]
            if parts[0] is None or parts[1] is None:
                continue
            amount = ratio(parts[0], parts[1], context.units)
        if amount is not None:
            one = replace(cell, kind=kind)
            text = _sentence(context, Found(one, amount, (), ()))
            return figures_reply(context, text, [(one.measure(context), amount)])
    looked_for = f"{cell.worded(context)}: value by mass".replace("any quantity, ", "")
    return unknown(context, looked_for, near(context, cell))


def _sentence(context: Context, found: Found) -> str:
    assert found.amount is not None
    how = "" if found.amount.is_stated else f"; worked out: {found.amount.term}"
    return f"{found.cell.worded(context)}: {said(context, found.amount)}{how}."


def _also_said(context: Context, found: Found) -> Iterator[str]:
    """Other figures and directions for the same cell."""
    for claim in (*found.claims, *found.others):
        if found.amount is not None and claim not in found.amount.claims:
            yield f"Also said, by {context.told_by(claim)}: {claim.gist}"


def _periods(context: Context, cell: Cell, span: Period | None) -> dict[Period, None]:
    """The single months a series has, within a span if one is given."""
    found: dict[Period, None] = {}
    if span is not None and (months := months_of(span)) is not None:
        for at in range(months.first, months.last + 1):
            found[parse_period(f"{at // 12:04}-{at % 12 + 1:02}")] = None
        return found
    among = (context.stated_of, context.derived_of)
    claims = [claim for of in among for claim in of(cell.subject, cell.relation)]
    texts = {claim.period_text for claim in claims if is_measured(context, claim)}
    for text in sorted(filter(None, texts)):
        period = parse_period(text)
        months = months_of(period)
        if months is None or len(months) != 1:
            continue
        one = look_up(context, replace(cell, period=period))
        if one.amount is not None or one.trend is not None:
            found[period] = None
    return found


def _with_trend(context: Context, found: Found) -> Found:
    """For a level that is not known: the directions that are said instead."""
    if found.amount is not None:
        return found
    trends = look_up(context, replace(found.cell, comparator=None))
    return Found(found.cell, None, (), (*trends.claims, *trends.others))


def _step(context: Context, found: Found) -> Item:
    period = found.cell.period
    assert period is not None
    name = found.cell.measure(context)
    behind = found.claims or found.others
    if found.amount is not None:
        one = found.amount.as_quantity(name, context.vocab)
        text = f"{said(context, found.amount)} ({one.basis})"
    else:
        said_so = [claim for claim in found.others if claim.trend == found.trend]
        one = Quantity(name=name, trend=found.trend, basis="trend")
        reason = f"; {said_so[0].gist}" if found.trend else ""
        text = f"{said_quantity(context, one)}{reason}"
    return Item(
        id=period.text,
        label=when(period.text),
        period=period.text,
        quantity=one,
        text=text,
        claims=tuple(claim.id for claim in behind),
        who=tuple(dict.fromkeys(context.who(claim)[0] for claim in behind)),
    )


LEVEL_QUESTION = Question(
    name="level",
    title="How much was it: a level as reported, or as it follows from what was",
    parameters=(*FLOW, replace(PERIOD, required=False), QUANTITY),
    returns="The figure with its band; then its changes as far as a source states them.",
    unknown="Names the directions and figures that are known of the same flow.",
    function=level,
)
CHANGE = Question(
    name="change",
    title="How did it change: as reported, or as it follows from two levels",
    parameters=(*FLOW, PERIOD, QUANTITY, COMPARATOR),
    returns="The change in per cent; what else is said of it stands among the caveats.",
    unknown="Gives the direction where one is said, and what is known of the same flow.",
    function=change,
)
SERIES = Question(
    name="series",
    title="How did it develop from month to month",
    parameters=(
        *FLOW,
        Parameter("period", "period", "From when to when; left out: all months there are"),
        QUANTITY,
        replace(COMPARATOR, default=LEVEL),
    ),
    returns="An item per month in order: reported, derived, or only a direction.",
    unknown="A month without a figure says so; without any, what is known of the same flow.",
    function=series,
)
UNIT_VALUE = Question(
    name="unit-value",
    title="What did a kilogram bring on average",
    parameters=(*FLOW, PERIOD),
    returns="Value by mass, with a caveat where the two may not cover the same goods.",
    unknown="Names what is known of value and mass.",
    function=unit_value,
)
