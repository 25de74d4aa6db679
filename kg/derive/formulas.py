"""The arithmetic of derivations, on figures: each takes values and bands through one formula.

None stands for "does not follow": units that do not convert, a divisor that may be nought, a level
that would be negative. Bands are never narrower than the truth; where one figure stands in a
formula twice they are wider than need be.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext
from functools import reduce

from kg.derive.figure import Figure
from kg.interval import Interval
from kg.units import DIMENSIONLESS, PERCENT, Units

_DIGITS = 50
_ONE = Decimal(1)
_NOUGHT = Decimal(0)


def earlier_level(level: Figure, change: Figure, units: Units) -> Figure | None:
    """The level before a change: level / (1 + change), or level - change for one in its unit.

    Args:
        level: The level after the change.
        change: The change, in per cent or in the unit of the level.
        units: Knows the units.

    Returns:
        The level before. None where the change may be a fall to nought, and where a level in per
        cent changed by per cent: that may mean points.

    Example:
        >>> from kg.vocab import Vocabulary
        >>> tonnes, rise = Figure.exactly(175, "unit:TONNE"), Figure.exactly(75, PERCENT)
        >>> earlier_level(tonnes, rise, Units(Vocabulary.load())).value
        Decimal('1E+2')
    """
    if units.dimension(level.unit) == DIMENSIONLESS:
        return None
    if units.dimension(change.unit) != DIMENSIONLESS:
        return remainder(level, [change], units)
    factor = units.factor(change.unit)
    with localcontext(prec=_DIGITS):
        growth = _ONE + change.value * factor
        band = Interval.exactly(_ONE) + change.band * Interval.exactly(factor)
        if growth <= 0 or band.low is None or band.low <= 0:
            return None
        figure = Figure(level.value / growth, level.band / band, level.unit)
    return figure.within(_NOUGHT)


def change(before: Figure, after: Figure, units: Units) -> Figure | None:
    """By how many per cent a level moved: after / before - 1.

    Args:
        before: The earlier level.
        after: The later level.
        units: Knows the units.

    Returns:
        The change in per cent; None where the units do not convert or the earlier level may be
        nought.

    Example:
        >>> from kg.vocab import Vocabulary
        >>> was, now = (Figure.exactly(tonnes, "unit:TONNE") for tonnes in (100, 175))
        >>> change(was, now, Units(Vocabulary.load())).value
        Decimal('75')
    """
    ratio = _ratio(after, before, units)
    if ratio is None:
        return None
    per_cent = units.factor(PERCENT)
    with localcontext(prec=_DIGITS):
        value = (ratio.value - _ONE) / per_cent
        band = (ratio.band - Interval.exactly(_ONE)) / Interval.exactly(per_cent)
    return Figure(value, band, PERCENT)


def total(parts: Iterable[Figure], units: Units) -> Figure | None:
    """The sum of parts, in the unit of the first.

    Args:
        parts: At least one figure.
        units: Knows the units.

    Returns:
        The sum; None where the units do not convert.

    Example:
        >>> from kg.vocab import Vocabulary
        >>> parts = [Figure.exactly(tonnes, "unit:TONNE") for tonnes in (1116, 619)]
        >>> total(parts, Units(Vocabulary.load())).value
        Decimal('1735')
    """
    figures = list(parts)
    if not all(units.convertible(part.unit, figures[0].unit) for part in figures):
        return None
    with localcontext(prec=_DIGITS):
        return reduce(_plus, (part.into(figures[0].unit, units) for part in figures))


def remainder(whole: Figure, parts: Iterable[Figure], units: Units) -> Figure | None:
    """What parts leave of a whole, in the whole's unit.

    Args:
        whole: The whole.
        parts: Figures of parts that do not overlap.
        units: Knows the units.

    Returns:
        The rest; None where the units do not convert or it would be negative.

    Example:
        >>> from kg.vocab import Vocabulary
        >>> whole, part = (Figure.exactly(tonnes, "unit:TONNE") for tonnes in (9, 4))
        >>> remainder(whole, [part], Units(Vocabulary.load())).value
        Decimal('5')
    """
    taken = total(parts, units)
    if taken is None or not units.convertible(taken.unit, whole.unit):
        return None
    taken = taken.into(whole.unit, units)
    with localcontext(prec=_DIGITS):
        value = whole.value - taken.value
        band = whole.band - taken.band
    if value < 0 or (band.high is not None and band.high < 0):
        return None
    return Figure(value, band, whole.unit).within(_NOUGHT)


def share(part: Figure, whole: Figure, units: Units) -> Figure | None:
    """How many per cent of a whole a part is.

    Args:
        part: The part.
        whole: The whole.
        units: Knows the units.

    Returns:
        The share in per cent, from 0 to 100; None where the units do not convert, the whole may
        be nought, or the part is larger.

    Example:
        >>> from kg.vocab import Vocabulary
        >>> part, whole = (Figure.exactly(tonnes, "unit:TONNE") for tonnes in (1, 4))
        >>> share(part, whole, Units(Vocabulary.load())).value
        Decimal('25')
    """
    ratio = _ratio(part, whole, units)
    if ratio is None or not 0 <= ratio.value <= 1:
        return None
    per_cent = units.factor(PERCENT)
    with localcontext(prec=_DIGITS):
        figure = Figure(ratio.value / per_cent, ratio.band / Interval.exactly(per_cent), PERCENT)
        return figure.within(_NOUGHT, _ONE / per_cent)


def unit_value(value: Figure, mass: Figure, units: Units) -> Figure | None:
    """Value by mass, in the ontology's unit for it.

    Args:
        value: An amount of money.
        mass: A mass.
        units: Knows the units.

    Returns:
        The unit value; None where no unit is known for it or the mass may be nought.

    Example:
        >>> from kg.vocab import Vocabulary
        >>> value = Figure.exactly(6000, "unit:CCY_USD")
        >>> mass = Figure.exactly(2, "unit:TONNE")
        >>> unit_value(value, mass, Units(Vocabulary.load())).value
        Decimal('3')
    """
    unit = units.quotient(value.unit, mass.unit)
    if unit is None:
        return None
    above, below = units.parts(unit)
    upper, lower = value.into(above, units), mass.into(below, units)
    if lower.value == 0 or lower.band.contains(_NOUGHT):
        return None
    with localcontext(prec=_DIGITS):
        return Figure(upper.value / lower.value, upper.band / lower.band, unit)


def _plus(one: Figure, other: Figure) -> Figure:
    return Figure(one.value + other.value, one.band + other.band, one.unit)


def _ratio(above: Figure, below: Figure, units: Units) -> Figure | None:
    """A pure number."""
    if not units.convertible(above.unit, below.unit):
        return None
    lower = below.into(above.unit, units)
    if lower.value == 0 or lower.band.low is None or lower.band.low <= 0:
        return None
    with localcontext(prec=_DIGITS):
        return Figure(above.value / lower.value, above.band / lower.band, DIMENSIONLESS)
