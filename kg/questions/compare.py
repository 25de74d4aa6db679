"""Which is more: figures beside each other, and a ranking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.claim import Claim
from kg.questions.amounts import LEVEL, Amount, difference
from kg.questions.answer import Answer, Item, Verdict
from kg.questions.cells import Cell, Found, covers, is_measured, look_up
from kg.questions.context import Context, listed
from kg.questions.flow import (
    OF_MANY,
    PERIOD,
    QUANTITY,
    SIDES,
    cell_of,
    differs,
    sides,
    told_apart,
)
from kg.questions.parameters import Given, Parameter
from kg.questions.question import Question
from kg.questions.replies import figures_reply, near, reply, said, unknown, with_caveats
from kg.units import DIMENSIONLESS, PERCENT

_PLACES = ("kg:Country", "kg:Bloc", "kg:Place")


def compare(context: Context, given: Given) -> Answer:
    """Which of some figures is the greatest, or fell most, and by how much."""
    cells = sides(context, given)
    found = [look_up(context, cell) for cell in cells]
    lacking = [one.cell for one in found if one.amount is None]
    if lacking:
        words = "; ".join(cell.worded(context) for cell in lacking)
        return unknown(context, words, near(context, lacking[0]))
    amounts = [one.amount for one in found if one.amount is not None]
    names, ids = differs(cells, context), told_apart(cells)
    if any(not context.units.convertible(amounts[0].unit, one.unit) for one in amounts):
        units = listed(context.vocab.label(one.unit) for one in amounts)
        text = f"These cannot be compared: they stand in {units}."
        claims = [claim for one in found for claim in one.claims]
        return reply(context, Verdict.DIFFERENT, text, claims)
    downwards = _is_fall(given.text("which"), cells, amounts)
    order = sorted(
        range(len(cells)),
        key=lambda at: amounts[at].figure.into(amounts[0].unit, context.units).value,
    )
    order = order if downwards else order[::-1]
    items = tuple(_side(context, found[at], names[at], ids[at]) for at in order)
    return _compared(context, items, [amounts[at] for at in order], cells[0], downwards)


def _is_fall(which: str | None, cells: Sequence[Cell], amounts: Sequence[Amount]) -> bool:
    """Whether the most negative change is asked for: by default where all are negative."""
    if which is not None:
        return which == "least"
    return all(cell.comparator != LEVEL for cell in cells) and all(a.value < 0 for a in amounts)


def _side(context: Context, found: Found, name: str, id_: str) -> Item:
    assert found.amount is not None
    one = found.amount.as_quantity(found.cell.measure(context), context.vocab)
    return Item(
        id=id_,
        label=name,
        text=f"{name}: {said(context, found.amount)} ({one.basis})",
        period=found.cell.period.text if found.cell.period else "",
        quantity=one,
        claims=tuple(claim.id for claim in found.claims),
    )


def _compared(
    context: Context, items: tuple[Item, ...], amounts: list[Amount], cell: Cell, downwards: bool
) -> Answer:
    gap = difference(amounts[0], amounts[1], context.units)
    sure = not amounts[0].band.overlaps(amounts[1].figure.into(amounts[0].unit, context.units).band)
    points = "percentage points " if amounts[0].unit == PERCENT else ""
    fell = downwards and cell.comparator != LEVEL
    word = "fell most" if fell else "least" if downwards else "most"
    words = said(context, gap).replace("%", "percentage points") if points else said(context, gap)
    text = f"{items[0].label}: {word}. {'; '.join(item.text for item in items)}. "
    text += f"Between the first two: {words}."
    figures = [
        ("difference", gap),
        *((item.label, one) for item, one in zip(items, amounts, strict=True)),
    ]
    verdict = Verdict.KNOWN if sure else Verdict.POSSIBLY
    return figures_reply(context, text, figures, items=items, verdict=verdict)


def rank(context: Context, given: Given) -> Answer:
    """The partners with a figure of their own, the greatest first."""
    cell = cell_of(context, given)
    partners = dict.fromkeys(
        claim.object
        for among in (context.stated_of, context.derived_of)
        for claim in among(cell.subject, cell.relation)
        if is_measured(context, claim) and context.is_a(claim.object, *_PLACES)
    )
    cells = [replace(cell, object=partner) for partner in partners if partner]
    found = [one for one in (look_up(context, cell) for cell in cells) if one.amount is not None]
    if not found:
        return unknown(context, f"{cell.worded(context)}, by partner", near(context, cell))
    found.sort(key=lambda one: -one.amount.value if one.amount else Decimal(0))
    items = tuple(
        _side(context, one, context.label(one.cell.object), one.cell.object or "") for one in found
    )
    figures = [
        (item.label, one.amount) for item, one in zip(items, found, strict=True) if one.amount
    ]
    stated_ranks = list(_ranks(context, cell))
    text = f"{items[0].label} comes first. {'; '.join(item.text for item in items)}."
    answer = figures_reply(
        context,
        text,
        figures,
        items=items,
        supporting=[claim for one in found for claim in one.claims],
    )
    told = [f"Ranks as stated: {claim.gist}" for claim in stated_ranks]
    only = "Only partners with a figure of their own are ranked; others may come between."
    return with_caveats(answer, *told, only)


def _ranks(context: Context, cell: Cell) -> Iterator[Claim]:
    """Stated ranks of partners among a subject's partners."""
    for claim in context.stated:
        kind = context.vocab.quantity_kinds.get(claim.quantity_kind or "")
        is_rank = kind is not None and kind.exact and kind.dimension == DIMENSIONLESS
        if not is_rank or claim.object != cell.subject or claim.product != cell.product:
            continue
        if claim.value is not None and (cell.period is None or covers(claim, cell.period)):
            yield claim


COMPARE = Question(
    name="compare",
    title="Which is more, or fell more, and by how much",
    parameters=(
        *SIDES,
        Parameter("which", "most|least", "Left out: most, or what fell most if all fell"),
    ),
    returns="The sides in order, and the difference of the first two.",
    unknown="Names the side that has no figure.",
    function=compare,
)
RANK = Question(
    name="rank",
    title="Who takes most",
    parameters=(*OF_MANY, PERIOD, QUANTITY),
    returns="The partners with a figure, the greatest first, and ranks that sources state.",
    unknown="Names what is known of the flow.",
    function=rank,
)
