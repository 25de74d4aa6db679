"""Parts and wholes: shares, sums, remainders, their growth, and what would be lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.errors import BadInput
from kg.questions.amounts import Amount, by, difference, growth, ratio, total
from kg.questions.answer import Answer
from kg.questions.cells import Cell, earlier, level, months_of
from kg.questions.context import Context, when
from kg.questions.flow import (
    COMPARATOR,
    OF_MANY,
    PARTNERS,
    PERIOD,
    QUANTITY,
    cell_of,
    whole_of,
)
from kg.questions.groups import wholes_of
from kg.questions.parameters import Given, Parameter
from kg.questions.question import Question
from kg.questions.replies import figures_reply, near, said, unknown, with_caveats


def share(context: Context, given: Given) -> Answer:
    """What part of the total some partners take together."""
    cell, partners = cell_of(context, given), given.entities("partners")
    parts, lacking = _parts(context, cell, partners)
    if lacking:
        return lacking_reply(context, lacking)
    together, whole = total(parts, context.units), level(context, cell)
    portion = ratio(together, whole, context.units) if whole else None
    if whole is None or portion is None:
        return lacking_reply(context, [cell])
    name = f"share of {context.labels(partners)}"
    text = (
        f"{context.labels(partners)}: {said(context, together)}, {said(context, portion)} of "
        f"{said(context, whole)} ({cell.worded(context)})."
    )
    figures = [(name, portion), ("together", together), ("whole", whole)]
    return figures_reply(context, text, figures)


def sum_of_partners(context: Context, given: Given) -> Answer:
    """What some partners take together."""
    cell, partners = cell_of(context, given), given.entities("partners")
    parts, lacking = _parts(context, cell, partners)
    if lacking:
        return lacking_reply(context, lacking)
    together = total(parts, context.units)
    figures = [(f"{context.labels(partners)} together", together)]
    whole = level(context, cell)
    portion = ratio(together, whole, context.units) if whole else None
    text = f"{context.labels(partners)} together: {said(context, together)} ({together.term})."
    if portion is not None:
        figures.append(("share of the whole", portion))
        text += f" That is {said(context, portion)} of the whole."
    return figures_reply(context, text, figures)


def remainder(context: Context, given: Given) -> Answer:
    """What is left of the total once some partners are taken off."""
    cell = cell_of(context, given)
    partners = given.entities("partners") or _named(context, cell)
    rest, lacking = _rest(context, cell, partners)
    whole = level(context, cell)
    if rest is None or whole is None:
        return lacking_reply(context, lacking)
    figures = [(f"all but {context.labels(partners)}", rest)]
    text = f"All but {context.labels(partners)}: {said(context, rest)} ({rest.term})."
    portion = ratio(rest, whole, context.units)
    if portion is not None:
        figures.append(("share of the whole", portion))
        text += f" That is {said(context, portion)} of the whole."
    return figures_reply(context, text, figures)


def growth_of_remainder(context: Context, given: Given) -> Answer:
    """How what is left of the total changed against an earlier period."""
    change = cell_of(context, given, comparator=given.text("comparator"))
    cell = replace(change, comparator="level")
    partners = given.entities("partners") or _named(context, cell)
    before = earlier(change)
    if before is None:
        raise BadInput("give a period of whole months, and mom, yoy or ytd_yoy as comparator")
    is_sum = given.text("of") == "sum"
    now, then = (
        _together(context, one, partners) if is_sum else _rest(context, one, partners)
        for one in (cell, before)
    )
    if now[0] is None or then[0] is None:
        return lacking_reply(context, [*now[1], *then[1]])
    amount = growth(now[0], then[0], context.units, change.comparator or "")
    if amount is None:
        return lacking_reply(context, [before])
    name = f"{'' if is_sum else 'all but '}{context.labels(partners)}"
    periods = [when(one.period.text) if one.period else "" for one in (cell, before)]
    text = (
        f"{name}: {change.measure(context)} {said(context, amount)}, from "
        f"{said(context, then[0])} in {periods[1]} to {said(context, now[0])} in {periods[0]}."
    )
    figures = [(f"{change.measure(context)}: {name}", amount), ("now", now[0]), ("then", then[0])]
    return figures_reply(context, text, figures)


def what_if_stopped(context: Context, given: Given) -> Answer:
    """What would be lost a month, and what share of all that is, if some partners got nothing."""
    cell, partners = cell_of(context, given), given.entities("partners")
    months = months_of(cell.period)
    if months is None:
        raise BadInput("the rate is taken from a period of whole months; give one")
    parts, lacking = _parts(context, cell, partners)
    if lacking:
        return lacking_reply(context, lacking)
    lost, whole = total(parts, context.units), level(context, cell)
    portion = ratio(lost, whole, context.units) if whole else None
    monthly = by(lost, len(months))
    text = f"{context.labels(partners)}: {said(context, monthly)} a month would be lost"
    figures = [("lost", monthly)]
    if portion is not None:
        figures.append(("share of the whole", portion))
        text += f", {said(context, portion)} of all"
    answer = figures_reply(context, f"{text}, at the rate of {months.text}.", figures, per="month")
    rate = "A rate of one period, carried forward; whether goods would go elsewhere is not asked."
    return with_caveats(answer, rate)


def _parts(
    context: Context, cell: Cell, partners: Sequence[str]
) -> tuple[list[Amount], list[Cell]]:
    """The levels of some partners, and the cells of those that are not known."""
    if not partners:
        raise BadInput("which partners? Give one or more, with ; between")
    if len(set(partners)) < len(partners) or cell.object in partners:
        raise BadInput("each partner counts once, and the total is none of them")
    for partner in partners:
        for whole in sorted(wholes_of(context, partner).intersection(partners)):
            names = f"{context.label(partner)} is a part of {context.label(whole)}"
            raise BadInput(f"{names}; what overlaps is not added up")
    cells = [replace(cell, object=partner) for partner in partners]
    found = [(one, level(context, one)) for one in cells]
    return (
        [amount for _, amount in found if amount is not None],
        [one for one, amount in found if amount is None],
    )


def _together(
    context: Context, cell: Cell, partners: Sequence[str]
) -> tuple[Amount | None, list[Cell]]:
    parts, lacking = _parts(context, cell, partners)
    return (None, lacking) if lacking else (total(parts, context.units), [])


def _rest(
    context: Context, cell: Cell, partners: Sequence[str]
) -> tuple[Amount | None, list[Cell]]:
    """The total without some partners."""
    if not partners:
        return None, [replace(cell, object=None)]
    parts, lacking = _parts(context, cell, partners)
    whole = level(context, cell)
    if whole is None:
        lacking = [cell, *lacking]
    if lacking or whole is None:
        return None, lacking
    return difference(whole, total(parts, context.units), context.units), []


def _named(context: Context, cell: Cell) -> tuple[str, ...]:
    """The countries with a stated level of their own in a cell's flow and period."""
    whole = whole_of(context, cell.relation)
    partners = {claim.object for claim in context.stated_of(cell.subject, cell.relation)}
    return tuple(
        partner
        for partner in sorted(filter(None, partners - {whole}))
        if context.is_a(partner, "kg:Country")
        and level(context, replace(cell, object=partner)) is not None
    )


def lacking_reply(context: Context, cells: Sequence[Cell]) -> Answer:
    """That figures which are needed are not known.

    Args:
        context: What is known.
        cells: What they would measure.

    Returns:
        The answer, with what is known near the first.
    """
    words = "; ".join(cell.worded(context) for cell in cells)
    return unknown(context, words, near(context, cells[0]))


_PERIOD = PERIOD
_SOME = replace(PARTNERS, required=True)
_REST = replace(PARTNERS, description="Whom to take off; left out: all countries with a figure")

SHARE = Question(
    name="share",
    title="What share of the total do some partners take",
    parameters=(*OF_MANY, _SOME, _PERIOD, QUANTITY),
    returns="The share in per cent, what they take together, and the total.",
    unknown="Names the part or the total that is lacking.",
    function=share,
)
SUM = Question(
    name="sum",
    title="How much do some partners take together",
    parameters=(*OF_MANY, _SOME, _PERIOD, QUANTITY),
    returns="The sum, and its share of the total where that is known.",
    unknown="Names the part that is lacking.",
    function=sum_of_partners,
)
REMAINDER = Question(
    name="remainder",
    title="How much goes to all others",
    parameters=(*OF_MANY, _REST, _PERIOD, QUANTITY),
    returns="The total less the partners named, and its share of the total.",
    unknown="Names the part or the total that is lacking.",
    function=remainder,
)
GROWTH_OF_REMAINDER = Question(
    name="growth-of-remainder",
    title="How did what goes to all others, or to some together, change",
    parameters=(
        *OF_MANY,
        _REST,
        _PERIOD,
        QUANTITY,
        replace(COMPARATOR, default="mom"),
        Parameter("of", "rest|sum", "The rest, or the sum of the partners named", default="rest"),
    ),
    returns="The change in per cent, the level now, the level then.",
    unknown="Names the figures that are lacking.",
    function=growth_of_remainder,
)
WHAT_IF_STOPPED = Question(
    name="what-if-stopped",
    title="What would be lost a month if some partners got nothing",
    parameters=(*OF_MANY, _SOME, _PERIOD, QUANTITY),
    returns="The loss a month at the rate of the period, and its share of the total.",
    unknown="Names the part that is lacking.",
    function=what_if_stopped,
)
