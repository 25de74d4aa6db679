"""Arithmetic with figures that are known to lie between two ends, either of which may be open.

A stated "21.7" stands for anything that rounds to it, "over 35" for anything from 35 on. What is
computed from such figures is again a range, and here it is never narrower than the truth: ends
that need more digits than are kept are rounded outwards.

Libraries were tried first. One for sets of intervals (portion) has unions but no sums or
quotients; those with arithmetic count in binary floating point, where 0.1 is not 0.1, or carry a
standard error, which a rounding band is not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from itertools import product

_DIGITS = 50
_INFINITY = Decimal("Infinity")
_DOWN = Context(prec=_DIGITS, rounding=ROUND_FLOOR, traps=[])
_UP = Context(prec=_DIGITS, rounding=ROUND_CEILING, traps=[])

_Operation = Callable[[Context, Decimal, Decimal], Decimal]


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers between two ends, both included; an end that is None is open.

    Attributes:
        low: Lower end; None for "however small".
        high: Upper end; None for "however large".

    Example:
        >>> was, now = Interval(Decimal("21.65"), Decimal("21.75")), Interval.exactly(Decimal(20))
        >>> now - was
        Interval(low=Decimal('-1.75'), high=Decimal('-1.65'))
        >>> Interval(Decimal(35), None) * Interval.exactly(Decimal(2))
        Interval(low=Decimal('70'), high=None)
    """

    low: Decimal | None = None
    high: Decimal | None = None

    def __post_init__(self) -> None:
        ends = [end for end in (self.low, self.high) if end is not None]
        if not all(end.is_finite() for end in ends):
            raise ValueError(f"an end of {self} is no number; write None for an open end")
        if len(ends) == 2 and ends[0] > ends[1]:
            raise ValueError(f"the ends of {self} are in the wrong order")

    @classmethod
    def exactly(cls, number: Decimal | int) -> Interval:
        """The interval of one number.

        Args:
            number: Any finite number.

        Returns:
            The interval that holds it alone.

        Example:
            >>> Interval.exactly(2)
            Interval(low=Decimal('2'), high=Decimal('2'))
        """
        return cls(Decimal(number), Decimal(number))

    def __add__(self, other: Interval) -> Interval:
        return _of(
            [_DOWN.add(self._bottom, other._bottom)],
            [_UP.add(self._top, other._top)],
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __neg__(self) -> Interval:
        return Interval(
            None if self.high is None else self.high.copy_negate(),
            None if self.low is None else self.low.copy_negate(),
        )

    def __mul__(self, other: Interval) -> Interval:
        return self._corners(Context.multiply, other)

    def __truediv__(self, other: Interval) -> Interval:
        """The quotients; ZeroDivisionError where the divisor may be nought."""
        if other.contains(Decimal(0)):
            raise ZeroDivisionError(f"{other} may be nought, so nothing can be divided by it")
        return self._corners(Context.divide, other)

    def contains(self, other: Decimal | Interval) -> bool:
        """Whether a number, or every number of another interval, lies in this one.

        Args:
            other: A number or an interval.

        Returns:
            True if it does; the ends belong to the interval.

        Example:
            >>> Interval(Decimal(45), Decimal(55)).contains(Decimal("48.3"))
            True
        """
        inner = other if isinstance(other, Interval) else Interval.exactly(other)
        return self._bottom <= inner._bottom and inner._top <= self._top

    def overlaps(self, other: Interval) -> bool:
        """Whether the two have a number in common.

        Args:
            other: Another interval.

        Returns:
            True if they do.

        Example:
            >>> Interval(None, Decimal(1)).overlaps(Interval(Decimal(2), None))
            False
        """
        return self._bottom <= other._top and other._bottom <= self._top

    @property
    def _bottom(self) -> Decimal:
        return -_INFINITY if self.low is None else self.low

    @property
    def _top(self) -> Decimal:
        return _INFINITY if self.high is None else self.high

    def _corners(self, operation: _Operation, other: Interval) -> Interval:
        """The range of an operation that is monotone in each operand: its corners bound it."""
        corners = list(product((self._bottom, self._top), (other._bottom, other._top)))
        return _of(
            [_number(operation(_DOWN, *corner)) for corner in corners],
            [_number(operation(_UP, *corner)) for corner in corners],
        )


def _number(value: Decimal) -> Decimal:
    """Nought for what has no value, such as nought times infinity: its other corners bound it."""
    return Decimal(0) if value.is_nan() else value


def _of(lows: list[Decimal], highs: list[Decimal]) -> Interval:
    low, high = min(lows), max(highs)
    return Interval(low if low.is_finite() else None, high if high.is_finite() else None)
