"""Columns: numbers, or numbers into a table of texts; and columns that follow from another one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from kg.page.encode.pack import Numbers, Texts, weight

_MARK = "\x01"
_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?:0|[1-9][0-9]{0,8})(?![0-9A-Za-z])", re.ASCII)


def column(values: Iterable[int]) -> Numbers | int:
    """Whole numbers; one number where all are the same.

    Args:
        values: The numbers.

    Returns:
        The column.

    Example:
        >>> column([7, 7]), column([7, 8])
        (7, [7, 8])
    """
    listed = Numbers(values)
    return listed[0] if listed and listed.count(listed[0]) == len(listed) else listed


def table(values: Iterable[str]) -> tuple[Texts, list[int]]:
    """Texts, each once, and which of them stands where.

    Args:
        values: Texts; the empty one has the number 0 and stands in no table.

    Returns:
        The texts in order of their first appearance, and a number for each value: 1 for the first.

    Example:
        >>> table(["b", "", "a", "b"])
        (['b', 'a'], [1, 0, 2, 1])
    """
    numbers = {"": 0}
    found = [numbers.setdefault(value, len(numbers)) for value in values]
    return Texts(list(numbers)[1:]), found


def following(
    own: Sequence[int], others: Iterable[tuple[str, Sequence[int]]]
) -> Numbers | int | dict[str, Any]:
    """A column in the way that takes the least room.

    Args:
        own: The column's numbers.
        others: Columns from which it may follow, by name. Their numbers are 0 or more.

    Returns:
        The column itself; or ``of``, the name of another one, with ``values``, the number here
        for every number there, and ``but``, the places ``at`` which it is one of other ``values``.

    Example:
        >>> following([5, 5, 9] * 40, [("other", [0, 0, 1] * 40)])
        {'of': 'other', 'values': [5, 9]}
    """
    plain = column(own)
    if isinstance(plain, int) or not plain:
        return plain
    best: Numbers | dict[str, Any] = plain
    for name, other in others:
        best = min((best, _after(name, other, own)), key=weight)
    return best


def _after(name: str, other: Sequence[int], own: Sequence[int]) -> dict[str, Any]:
    """A column as what another one implies, with the exceptions."""
    rule: dict[int, int] = {}
    for (cause, effect), _ in Counter(zip(other, own, strict=True)).most_common():
        rule.setdefault(cause, effect)
    values = Numbers(rule.get(cause, 0) for cause in range(max(other) + 1))
    made: dict[str, Any] = {"of": name, "values": values}
    places = Numbers(
        place
        for place, (cause, effect) in enumerate(zip(other, own, strict=True))
        if rule[cause] != effect
    )
    if places:
        made["but"] = {"at": places, "values": Numbers(own[place] for place in places)}
    return made


def numbered(values: Sequence[str]) -> dict[str, Any] | None:
    """Texts that differ in their numbers, such as ``row:17``, as patterns and columns of numbers.

    Args:
        values: Texts.

    Returns:
        ``patterns`` with a mark in the place of each number, ``at``, and ``numbers``: one column
        with the first number of each text that has one, one with how far the second is from the
        first, and so on. None where a text holds the mark itself.

    Example:
        >>> numbered(["row:17", "row:19"])
        {'patterns': ['row:\\x01'], 'at': 1, 'numbers': [[17, 19]]}
    """
    if any(_MARK in value for value in values):
        return None
    patterns, at = table(_NUMBER.sub(_MARK, value) for value in values)
    places: list[Numbers] = []
    for value in values:
        before = 0
        for place, text in enumerate(_NUMBER.findall(value)):
            if place == len(places):
                places.append(Numbers())
            places[place].append(int(text) - before)
            before = int(text)
    return {"patterns": patterns, "at": column(at), "numbers": places}
