"""Which products a code of the Harmonized System means, so that none is counted twice."""

from __future__ import annotations

from collections.abc import Iterable

from kg.entity import Entity
from kg.errors import BadInput

DIGITS = 6
"""The length of codes that all countries share."""

_SCHEME = "hs"


def products_under(entities: Iterable[Entity], code: str, *, digits: int = DIGITS) -> list[str]:
    """The products whose code begins with a code: all of one length, so that they do not overlap.

    Args:
        entities: The catalogue.
        code: Digits, such as ``2846``.
        digits: How long the products' codes are.

    Returns:
        Their ids, sorted.

    Raises:
        BadInput: It is no code, or there is no such product.

    Example:
        >>> products_under([Entity(id="product:hs-284690", type="kg:Product", label="HS 2846.90",
        ...     codes=(("hs", "2846.90"),))], "2846")
        ['product:hs-284690']
    """
    if not (code.isascii() and code.isdigit() and len(code) <= digits):
        raise BadInput(f"--hs {code!r}: write up to {digits} digits, such as 2846")
    lengths: set[int] = set()
    found = []
    for entity in entities:
        own = dict(entity.codes).get(_SCHEME, "").replace(".", "")  # 2846.90, as people write it
        if own.startswith(code):
            lengths.add(len(own))
            if len(own) == digits:
                found.append(entity.id)
    if not found:
        there = ", ".join(map(str, sorted(lengths)))
        hint = f"; there are codes of {there} digits" if lengths else ""
        raise BadInput(f"no product has an HS code of {digits} digits below {code}{hint}")
    return sorted(found)
