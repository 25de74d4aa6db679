"""Claims that say the same: grouped, so that the rules on witnesses go through each group once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import TypeVar

from kg.claim import Claim
from kg.reconcile.context import Context
from kg.reconcile.figures import is_plain
from kg.reconcile.what import comparator, has_exact_period, may_coincide, measure, what

_Item = TypeVar("_Item")


def same_statements(context: Context) -> Iterator[list[Claim]]:
    """Groups of claims that assert the same of the same time.

    Args:
        context: The claims.

    Yields:
        Groups of two or more. Opinions and forecasts, what is denied, and works of reference are
        left out.
    """
    groups: dict[object, list[Claim]] = {}
    for claim in context.claims:
        if (is_plain(claim) or claim.modality == "planned") and not context.is_background(claim):
            groups.setdefault(_said(claim, context), []).append(claim)
    for group in groups.values():
        for same in linked(group, may_coincide) if len(group) > 1 else ():
            if len(same) > 1:
                yield same


def statement(claims: list[Claim], context: Context) -> str:
    """What some claims say in common, as a sentence.

    Args:
        claims: Claims that say the same.
        context: Their labels.

    Returns:
        Such as "China exports to World, Rare earths: export value −48.3 % on the year, May 2025."
    """
    words, first = context.words, claims[0]
    topic = words.topic(what(first, context.vocab), first.quantity_kind)
    amounts = " or ".join(dict.fromkeys(filter(None, map(words.amount, claims))))
    when = words.happened(claims)
    if amounts:
        said = f"{topic}{' ' if first.quantity_kind else ': '}{amounts}{', ' if when else ''}{when}"
    else:
        said = f"{topic}, {when}" if when else topic
    return f"{'Planned: ' if first.modality == 'planned' else ''}{said}."


def linked(items: Iterable[_Item], related: Callable[[_Item, _Item], bool]) -> list[list[_Item]]:
    """Items put together with all they are related to, directly or by way of others.

    Args:
        items: Items.
        related: Whether two are related.

    Returns:
        The groups, items and groups in the order given.

    Example:
        >>> linked([1, 5, 2, 9], lambda a, b: abs(a - b) == 1)
        [[1, 2], [5], [9]]
    """
    given = list(items)
    group_of = list(range(len(given)))
    for one, other in combinations(range(len(given)), 2):
        if group_of[one] != group_of[other] and related(given[one], given[other]):
            kept, gone = sorted((group_of[one], group_of[other]))
            group_of = [kept if group == gone else group for group in group_of]
    groups: dict[int, list[_Item]] = {}
    for item, group in zip(given, group_of, strict=True):
        groups.setdefault(group, []).append(item)
    return list(groups.values())


def _said(claim: Claim, context: Context) -> object:
    """What is said, apart from who says it; the exact period where there is one."""
    measure_, factor = measure(claim.unit, context.vocab)
    amount = (claim.trend,) if claim.value is None else (claim.value * factor, measure_)
    type_ = context.vocab.claim_types.get(claim.claim_type)
    measured = type_ is not None and type_.time_meaning == "measured"
    return (
        what(claim, context.vocab),
        claim.quantity_kind,
        comparator(claim),
        amount,
        claim.modality,
        (claim.start, claim.end) if measured and has_exact_period(claim) else measured,
    )
