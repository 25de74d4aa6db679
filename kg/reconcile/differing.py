"""Changes that look as if they conflicted but differ in one slot: what these rules share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from kg.reconcile.context import Context
from kg.reconcile.figures import LEVEL, Figure
from kg.reconcile.finding import Finding, Verdict, finding
from kg.reconcile.what import What

Key = tuple[object, ...]


def pairs_by(
    figures: Iterable[Figure],
    *,
    alike: Callable[[Figure], Key],
    group: Callable[[Figure, Figure], Key | None],
) -> Iterator[list[Figure]]:
    """Changes that differ in one slot, put together.

    Args:
        figures: Figures.
        alike: The slots in which two must agree to be looked at.
        group: Where a pair belongs; None if there is nothing to explain.

    Yields:
        The members of each group, each once: the shorter periods first, then in the order of time.
    """
    near: dict[Key, list[Figure]] = {}
    for one in figures:
        if one.comparator != LEVEL:
            near.setdefault(alike(one), []).append(one)
    groups: dict[Key, dict[str, Figure]] = {}
    for candidates in near.values():
        for pair in combinations(candidates, 2):
            key = group(*pair)
            if key is not None:
                groups.setdefault(key, {}).update((one.claim.id, one) for one in pair)
    for members in groups.values():
        yield sorted(members.values(), key=_shorter_first)


def not_comparable(
    rule: str, members: Sequence[Figure], context: Context, *, differs: str, why: str
) -> Finding:
    """A finding that tells why some changes must not be compared.

    Args:
        rule: The rule.
        members: The changes.
        context: Their labels.
        differs: In what they differ.
        why: Why that matters.

    Returns:
        The finding.
    """
    words = context.words
    one_topic = len({(one.what, one.kind) for one in members}) == 1
    told: dict[tuple[What, str], list[Figure]] = {}
    for one in members:
        told.setdefault((one.what, f"{words.period(one)}, {words.amount(one.claim)}"), []).append(
            one
        )
    said = "; ".join(
        f"{'' if one_topic else words.topic(ones[0].what, ones[0].kind) + ', '}{amount} "
        f"({words.tellers(one.claim for one in ones)})"
        for (_, amount), ones in told.items()
    )
    topic = f"{words.topic(members[0].what, members[0].kind)}. " if one_topic else ""
    return finding(
        rule,
        Verdict.NOT_COMPARABLE,
        (one.claim.id for one in members),
        f"{topic}Not to be compared, for {differs}: {said}. {why}",
    )


def may_equal(one: str | None, other: str | None) -> bool:
    """Whether two slots may be the same: one that is not stated may be anything.

    Args:
        one: A slot.
        other: The same slot of another claim.

    Returns:
        False only if both are stated and differ.

    Example:
        >>> may_equal("yoy", None), may_equal("yoy", "mom")
        (True, False)
    """
    return one is None or other is None or one == other


def length(figure: Figure) -> int:
    """How many days a figure's period has.

    Args:
        figure: A figure.

    Returns:
        The number of days.
    """
    return (figure.period[1] - figure.period[0]).days


def _shorter_first(figure: Figure) -> tuple[object, ...]:
    return length(figure), figure.period, figure.what.product or "", figure.what.object or ""
