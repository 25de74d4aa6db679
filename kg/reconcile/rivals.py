"""Numbers for the same thing at the same time: what the rules on numbers share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from kg.interval import Interval
from kg.reconcile.context import Context
from kg.reconcile.figures import Figure, figure, is_plain
from kg.reconcile.statements import linked
from kg.reconcile.what import may_coincide, surely_coincide


def rivals(context: Context) -> Iterator[list[Figure]]:
    """Groups of numbers for the same thing at the same time.

    Args:
        context: The claims.

    Yields:
        Groups of two or more: figures measured over one period, or states that hold together.
    """
    cells: dict[object, list[Figure]] = {}
    for one in context.figures:
        if one.band is not None:
            cells.setdefault((one.cell, one.measure), []).append(one)
    yield from (group for group in cells.values() if len(group) > 1)
    states: dict[object, list[Figure]] = {}
    for one in _held(context):
        states.setdefault((one.what, one.kind, one.comparator, one.measure), []).append(one)
    for group in states.values():
        for together in linked(group, _at_once(context)):
            if len(together) > 1:
                yield together


def _held(context: Context) -> Iterator[Figure]:
    """Numbers that hold rather than being measured, such as a threshold."""
    for claim in context.claims:
        type_ = context.vocab.claim_types.get(claim.claim_type)
        if (
            type_
            and type_.time_meaning != "measured"
            and is_plain(claim)
            and claim.value is not None
        ):
            yield figure(claim, context.vocab)


def _at_once(context: Context) -> Callable[[Figure, Figure], bool]:
    """Whether two states hold at the same time, as far as that must be known."""

    def related(one: Figure, other: Figure) -> bool:
        once = {one.what.subject, one.what.instrument} & context.happens_once
        test = may_coincide if once else surely_coincide
        return test(one.claim, other.claim)

    return related


def agree(one: Figure, other: Figure) -> bool:
    """Whether two numbers can be the same.

    Args:
        one: A number.
        other: Another.

    Returns:
        True if their bands have a number in common.
    """
    return (one.band or Interval()).overlaps(other.band or Interval())


def in_pairs(group: list[Figure], pairs: list[tuple[Figure, Figure]]) -> list[Figure]:
    """The members of some pairs.

    Args:
        group: All figures.
        pairs: Pairs of them.

    Returns:
        Those that are in a pair, in their order.
    """
    ids = {one.claim.id for pair in pairs for one in pair}
    return [one for one in group if one.claim.id in ids]


def gap_between(one: Figure, other: Figure) -> Decimal:
    """How far apart two bands lie.

    Args:
        one: A number.
        other: Another, whose band does not overlap with the first.

    Returns:
        The distance of the nearest ends, in the base unit.
    """
    bands = [one.band or Interval(), other.band or Interval()]
    lows = [band.low for band in bands if band.low is not None]
    highs = [band.high for band in bands if band.high is not None]
    return max(lows) - min(highs)


def ends(group: list[Figure]) -> dict[str, Decimal]:
    """The smallest and the largest number, in the unit of the first.

    Args:
        group: Numbers of one measure.

    Returns:
        Both by name, as a finding holds them.
    """
    values = [one.value / group[0].factor for one in group if one.value is not None]
    return {"smallest": min(values), "largest": max(values)}


def told(group: list[Figure], context: Context) -> str:
    """Each number with its band and with who gives it.

    Args:
        group: Numbers.
        context: Their labels.

    Returns:
        A list in words.
    """
    words = context.words
    amounts: dict[str, list[Figure]] = {}
    for one in group:
        amounts.setdefault(words.amount(one.claim), []).append(one)
    return "; ".join(
        f"{amount} ({words.span(ones[0].claim)}): {words.tellers(one.claim for one in ones)}"
        for amount, ones in amounts.items()
    )
