"""Figures put together: one by another, several added up, an average by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from kg.errors import BadInput
from kg.questions.amounts import by, ratio, total
from kg.questions.answer import Answer
from kg.questions.cells import Cell, level, months_of
from kg.questions.context import Context, listed
from kg.questions.flow import FLOW, PERIOD, QUANTITY, SIDES, cell_of, differs, sides
from kg.questions.groups import wholes_of
from kg.questions.parameters import Given
from kg.questions.question import Question
from kg.questions.replies import figures_reply, said
from kg.questions.shares import lacking_reply


def sum_of_figures(context: Context, given: Given) -> Answer:
    """Some figures added up, such as those of several months."""
    cells = sides(context, given)
    for one, other in combinations(cells, 2):
        _apart(context, one, other)
    found = [(cell, level(context, cell)) for cell in cells]
    lacking = [cell for cell, amount in found if amount is None]
    if lacking:
        return lacking_reply(context, lacking)
    amounts = [amount for _, amount in found if amount is not None]
    together = total(amounts, context.units)
    names = differs(cells, context)
    text = f"{listed(names)} together: {said(context, together)} ({together.term})."
    figures = [("sum", together), *zip(names, amounts, strict=True)]
    return figures_reply(context, text, figures)


def _apart(context: Context, one: Cell, other: Cell) -> None:
    """Refuse to add up what overlaps."""
    same = replace(one, period=other.period, object=other.object, subject=other.subject)
    if same != other:
        raise BadInput("only figures of one quantity and product are added up")
    first, second = months_of(one.period), months_of(other.period)
    apart = first is not None and second is not None and not first.overlaps(second)
    for slot in ("object", "subject"):
        ids = getattr(one, slot), getattr(other, slot)
        whole = set(context.wholes.get(one.relation, ())).intersection(ids)
        nested = ids[0] in wholes_of(context, ids[1]) or ids[1] in wholes_of(context, ids[0])
        apart = apart or (ids[0] != ids[1] and not whole and not nested)
    if not apart:
        raise BadInput(f"{one.worded(context)} and {other.worded(context)} overlap")


def one_by_another(context: Context, given: Given) -> Answer:
    """One figure by another: in per cent, or as a unit value."""
    first, second = _two(sides(context, given))
    one, other = level(context, first), level(context, second)
    if one is None or other is None:
        found = ((first, one), (second, other))
        return lacking_reply(context, [cell for cell, amount in found if amount is None])
    amount = ratio(one, other, context.units)
    if amount is None:
        units = f"{context.vocab.label(one.unit)} and {context.vocab.label(other.unit)}"
        raise BadInput(f"there is no ratio in {units}, or the second may be nought")
    text = (
        f"{first.worded(context)} is {said(context, amount)} of {second.worded(context)}: "
        f"{amount.term}."
    )
    return figures_reply(context, text, [("ratio", amount), ("first", one), ("second", other)])


def monthly_average(context: Context, given: Given) -> Answer:
    """A level over several months by their number."""
    cell = cell_of(context, given)
    months, amount = months_of(cell.period), level(context, cell)
    if months is None:
        raise BadInput("an average is of a period of whole months; give one, as 2025-01/2025-05")
    if amount is None:
        return lacking_reply(context, [cell])
    average = by(amount, len(months))
    text = f"{cell.worded(context)}: {said(context, average)} a month on average."
    return figures_reply(context, text, [("monthly average", average)], per="month")


def _two(cells: Sequence[Cell]) -> tuple[Cell, Cell]:
    if len(cells) != 2:
        raise BadInput(f"a ratio is of two figures, not of {len(cells)}")
    return cells[0], cells[1]


SUM_OF_FIGURES = Question(
    name="sum-of-figures",
    title="How much are several figures together, such as those of some months",
    parameters=SIDES,
    returns="The sum, then each figure.",
    unknown="Names the figures that are lacking.",
    function=sum_of_figures,
)
RATIO = Question(
    name="ratio",
    title="What part of one figure is another",
    parameters=SIDES,
    returns="The first figure by the second, and both.",
    unknown="Names the figure that is lacking.",
    function=one_by_another,
)
AVERAGE = Question(
    name="monthly-average",
    title="How much was it a month on average",
    parameters=(*FLOW, PERIOD, QUANTITY),
    returns="The level by the number of months.",
    unknown="Names what is known of the same flow.",
    function=monthly_average,
)
