"""The band that rounding or a hedge leaves around a stated number.

A text that prints "18.7 million" stands for anything that rounds to it. A hedged number is looser:
trailing zeros say nothing ("about 50" may be 45 to 55), and on a number of one or two digits no
hedge is finer than a twentieth of it; a number of more digits is loose by its last one. "Over" and
"at least" leave the end away from zero open, "under" and "up to" reach down to zero.
"""

from __future__ import annotations

from decimal import Decimal, localcontext

_HALF = Decimal("0.5")
_TWENTIETH = Decimal("0.05")
_ROUGH_DIGITS = 2
_PRECISION = 100  # more than any number that can be read; a band is never rounded itself


def band(
    value: Decimal, *, hedge: str | None = None, exact: bool = False
) -> tuple[Decimal | None, Decimal | None]:
    """Lower and upper end of what a stated number can mean, both included.

    Args:
        value: The number with the precision of the text: ``Decimal("18.7e6")``, not 18700000.
        hedge: about, nearly, over, under, at_least, up_to or None.
        exact: True for counts and legal thresholds, which nobody rounds.

    Returns:
        Low and high; None where that end is open.

    Raises:
        KeyError: The hedge is unknown.

    Example:
        >>> band(Decimal("18.7"))
        (Decimal('18.65'), Decimal('18.75'))
        >>> band(Decimal("50"), hedge="about")
        (Decimal('45'), Decimal('55'))
    """
    if exact and hedge is None:
        return value, value
    with localcontext(prec=_PRECISION):
        step = Decimal(0) if exact else _HALF.scaleb(int(value.as_tuple().exponent))
        loose = _hedged_step(value)
        nearer = value - loose if value >= 0 else value + loose  # "nearly": on the side of zero
        return {
            None: (value - step, value + step),
            "about": (value - loose, value + loose),
            "nearly": (min(nearer, value), max(nearer, value)),
            "over": _outward(value),
            "at_least": _outward(value),
            "under": _inward(value),
            "up_to": _inward(value),
        }[hedge]


def _outward(value: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """From the value away from zero: a fall of over 40% lies below -40."""
    return (value, None) if value >= 0 else (None, value)


def _inward(value: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """From the value towards zero and no further: what is under 0.1% is not negative."""
    return (Decimal(0), value) if value >= 0 else (value, Decimal(0))


def _hedged_step(value: Decimal) -> Decimal:
    """How far a hedge can move a number."""
    digits = "".join(map(str, value.as_tuple().digits))
    significant = digits.strip("0")
    last_place = int(value.as_tuple().exponent) + len(digits) - len(digits.rstrip("0"))
    if len(significant) > _ROUGH_DIGITS:
        return Decimal(1).scaleb(last_place)
    return max(_HALF.scaleb(last_place), abs(value) * _TWENTIETH)
