"""Groups and their members, parts and kinds, up and down."""

from __future__ import annotations

from collections.abc import Iterator

from kg.questions.context import Context

_UPWARDS = ("kg:memberOf", "kg:partOf", "kg:kindOf")
_DOWNWARDS = ("kg:contains",)
_GROUP = "kg:ElementGroup"


def wholes_of(context: Context, id_: str) -> set[str]:
    """All that something is a member, part or kind of, at any depth.

    Args:
        context: What is known.
        id_: An entity's id.

    Returns:
        Ids, without its own.
    """
    return _reached(_grouped(_pairs(context)), id_)


def parts_of(context: Context, id_: str) -> set[str]:
    """All members, parts and kinds of something, at any depth.

    Args:
        context: What is known.
        id_: An entity's id.

    Returns:
        Ids, without its own.
    """
    return _reached(_grouped((whole, part) for part, whole in _pairs(context)), id_)


def _pairs(context: Context) -> Iterator[tuple[str, str]]:
    """Each part with its whole. What a product contains is no part of that kind: a group is."""
    for claim in context.stated:
        if claim.object is None or claim.negated or claim.modality != "asserted":
            continue
        if claim.predicate in _UPWARDS:
            yield claim.subject, claim.object
        elif claim.predicate in _DOWNWARDS and context.is_a(claim.subject, _GROUP):
            yield claim.object, claim.subject


def _grouped(pairs: Iterator[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for start, goal in pairs:
        found.setdefault(start, set()).add(goal)
    return found


def _reached(steps: dict[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    todo = [start]
    while todo:
        new = steps.get(todo.pop(), set()) - found - {start}
        found |= new
        todo += new
    return found
