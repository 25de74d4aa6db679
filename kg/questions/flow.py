"""The parameters that questions about figures share, and the cells they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.dates import Period
from kg.errors import BadInput
from kg.questions.amounts import LEVEL
from kg.questions.cells import Cell, default_comparator
from kg.questions.context import Context, when
from kg.questions.parameters import Given, Parameter
from kg.vocab import Named

SUBJECT = Parameter("subject", "entity", "Who exports, imports, depends", required=True)
RELATION = Parameter("relation", "relation", "Which relation is measured", default="kg:exportsTo")
PARTNER = Parameter("partner", "entity", "With whom; left out: with all")
PARTNERS = Parameter("partners", "entities", "With whom, several of them")
PRODUCT = Parameter("product", "entity", "Of what")
PERIOD = Parameter("period", "period", "Over which period, such as 2025-05", required=True)
QUANTITY = Parameter("quantity", "quantity", "Which quantity, such as export mass", required=True)
COMPARATOR = Parameter(
    "comparator", "comparator", "Against what: yoy, mom, ytd_yoy, wow, since", default="yoy"
)
FLOW = (SUBJECT, RELATION, PARTNER, PRODUCT)
OF_MANY = (SUBJECT, RELATION, PRODUCT)

SIDES = (
    Parameter("subject", "entities", "Who exports, imports, depends", required=True),
    RELATION,
    Parameter("partner", "entities", "With whom; left out: with all"),
    Parameter("product", "entities", "Of what"),
    Parameter("period", "periods", "Over which period"),
    Parameter("quantity", "quantities", "Which quantity"),
    Parameter("comparator", "comparators", "level, or a change against what"),
)
"""For questions that set cells beside each other: of several values, each is a side."""


def whole_of(context: Context, relation: str) -> str | None:
    """The partner that stands for all partners."""
    return next(iter(context.wholes.get(relation, ())), None)


def cell_of(context: Context, given: Given, *, comparator: str | None = LEVEL) -> Cell:
    """The cell that the parameters of a question mean.

    Args:
        context: What is known.
        given: The values of its parameters.
        comparator: level, or against what a change stands.

    Returns:
        The cell.
    """
    relation = given.term("relation")
    assert relation is not None  # it has a default
    period = given.one("period", Period)
    return Cell(
        given.needed("subject"),
        relation,
        given.entity("partner") or whole_of(context, relation),
        given.entity("product"),
        given.term("quantity"),
        period,
        default_comparator(period, comparator) if comparator else None,
    )


def sides(context: Context, given: Given, *, otherwise: str | None = LEVEL) -> tuple[Cell, ...]:
    """The cells that stand beside each other: parameters with one value count for all of them.

    Args:
        context: What is known.
        given: The values of its parameters.
        otherwise: The comparator where none is given; None for level and changes alike.

    Returns:
        The cells.

    Raises:
        BadInput: There are too few, or two parameters give different numbers of values.
    """
    relation = given.term("relation")
    assert relation is not None  # it has a default
    whole = whole_of(context, relation)
    slots: dict[str, Sequence[object]] = {
        "subject": given.entities("subject"),
        "object": given.entities("partner") or (whole,),
        "product": given.entities("product") or (None,),
        "kind": tuple(term.id for term in given.several("quantity", Named)) or (None,),
        "period": given.several("period", Period) or (None,),
        "comparator": given.several("comparator", str) or (otherwise,),
    }
    number = max(map(len, slots.values()))
    if number < 2:
        names = "subject, partner, product, period, quantity or comparator"
        raise BadInput(f"what is to be compared? Give two values, with ; between, of {names}")
    for name, values in slots.items():
        if len(values) not in (1, number):
            raise BadInput(f"{len(values)} values of {name} do not go with {number} of another")
    first = Cell("", relation)
    return tuple(
        replace(first, **{name: values[at % len(values)] for name, values in slots.items()})  # type: ignore[arg-type]
        for at in range(number)
    )


def differs(cells: Sequence[Cell], context: Context) -> list[str]:
    """What tells some cells apart, in words: one text for each."""
    told: list[list[str]] = [[] for _ in cells]
    for words in (
        [context.label(cell.subject) for cell in cells],
        [context.label(cell.object) for cell in cells],
        [context.label(cell.product) for cell in cells],
        [cell.measure(context) for cell in cells],
        [when(cell.period.text) if cell.period else "" for cell in cells],
    ):
        if len(set(words)) > 1:
            for one, word in zip(told, words, strict=True):
                one.append(word)
    return [", ".join(filter(None, words)) for words in told]


def told_apart(cells: Sequence[Cell]) -> list[str]:
    """What tells each cell apart, as an id: an entity, a quantity kind or a period."""
    slots = ("object", "subject", "product", "kind")
    for slot in slots:
        values = [getattr(cell, slot) for cell in cells]
        if len(set(values)) == len(cells):
            return [str(value) for value in values]
    return [cell.period.text if cell.period else "" for cell in cells]
