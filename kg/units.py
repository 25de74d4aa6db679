"""Units: what converts into what, and the unit of a quotient, by the factors of the ontology.

A unit's factor turns a number into the base unit of its dimension. Money is the exception: all
currencies share a dimension, but no factor turns one into another, since rates change by the day.
A quotient's unit, such as US dollar per kilogram, names the units above and below its line.

A units library was weighed (pint): it counts in binary floating point unless told otherwise, knows
no currencies, and would be a second place that knows units beside the ontology.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, localcontext

from kg.errors import BadInput, UnknownName
from kg.interval import Interval
from kg.rdf import NamedNode
from kg.vocab import KG, Unit, Vocabulary

PERCENT = "unit:PERCENT"
"""In which changes of any kind may stand."""

DIMENSIONLESS = "Dimensionless"
"""The dimension of shares and per cents."""

_MONEY = "Currency"
_DIGITS = 50


class Units:
    """The units of an ontology.

    Args:
        vocab: The ontology.
    """

    def __init__(self, vocab: Vocabulary) -> None:
        self._vocab = vocab
        self._above = said_of_terms(vocab, "numerator")
        self._below = said_of_terms(vocab, "denominator")

    def convertible(self, unit: str, other: str) -> bool:
        """Whether a number in one unit can be written in another.

        Args:
            unit: A unit's CURIE.
            other: Another one.

        Returns:
            True for units of one dimension that hold no different currencies.

        Raises:
            UnknownName: The ontology lacks one of them.

        Example:
            >>> units = Units(Vocabulary.load())
            >>> units.convertible("unit:TONNE", "unit:KiloGM")
            True
            >>> units.convertible("unit:CCY_USD", "unit:CCY_EUR")
            False
        """
        first, second = self._unit(unit), self._unit(other)
        if unit == other:
            return True
        if first.dimension != second.dimension or first.dimension == _MONEY:
            return False
        parts = [
            (side.get(unit, ()), side.get(other, ()))
            for side in (self._above, self._below)
            if unit in side or other in side
        ]
        return all(
            len(one) == len(another) == 1 and self.convertible(one[0], another[0])
            for one, another in parts
        )

    def convert(self, value: Decimal, unit: str, to: str) -> Decimal:
        """A number in another unit.

        Args:
            value: The number.
            unit: Its unit.
            to: The unit wanted.

        Returns:
            The number in the unit wanted.

        Raises:
            BadInput: The units do not convert.

        Example:
            >>> Units(Vocabulary.load()).convert(Decimal("5.8"), "unit:TONNE", "unit:KiloGM")
            Decimal('5800.0')
        """
        above, below = self._factors(unit, to)
        with localcontext(prec=_DIGITS):
            return value if above == below else value * above / below

    def convert_band(self, band: Interval, unit: str, to: str) -> Interval:
        """An interval in another unit, never narrower than the truth.

        Args:
            band: The interval.
            unit: Its unit.
            to: The unit wanted.

        Returns:
            The interval in the unit wanted.

        Raises:
            BadInput: The units do not convert.

        Example:
            >>> units = Units(Vocabulary.load())
            >>> units.convert_band(Interval.exactly(2), "unit:TONNE", "unit:KiloGM").low
            Decimal('2000')
        """
        above, below = self._factors(unit, to)
        if above == below:
            return band
        return band * Interval.exactly(above) / Interval.exactly(below)

    def quotient(self, above: str, below: str) -> str | None:
        """The unit in which the quotient of two numbers stands.

        Args:
            above: The unit of the number above the line.
            below: The unit of the number below the line.

        Returns:
            The first unit of the ontology into whose own two units these convert; None without one.

        Example:
            >>> Units(Vocabulary.load()).quotient("unit:CCY_USD", "unit:TONNE")
            'kg:CCY_USD-PER-KiloGM'
        """
        for unit in self._vocab.units:
            if unit in self._above and unit in self._below:
                numerator, denominator = self.parts(unit)
                if self.convertible(above, numerator) and self.convertible(below, denominator):
                    return unit
        return None

    def parts(self, unit: str) -> tuple[str, str]:
        """The units above and below the line of a quotient's unit.

        Args:
            unit: Its CURIE.

        Returns:
            Both units.

        Raises:
            BadInput: It is no quotient's unit.

        Example:
            >>> Units(Vocabulary.load()).parts("kg:CCY_USD-PER-KiloGM")
            ('unit:CCY_USD', 'unit:KiloGM')
        """
        if unit not in self._above or unit not in self._below:
            raise BadInput(f"{unit} is no quotient of two units")
        return self._above[unit][0], self._below[unit][0]

    def dimension(self, unit: str) -> str:
        """What a unit measures.

        Args:
            unit: Its CURIE.

        Returns:
            Its dimension.

        Raises:
            UnknownName: The ontology lacks it.

        Example:
            >>> Units(Vocabulary.load()).dimension("unit:TONNE")
            'Mass'
        """
        return self._unit(unit).dimension

    def factor(self, unit: str) -> Decimal:
        """By what a number in a unit is multiplied to stand in the base unit of its dimension.

        Args:
            unit: Its CURIE.

        Returns:
            The factor.

        Raises:
            UnknownName: The ontology lacks it.

        Example:
            >>> Units(Vocabulary.load()).factor("unit:PERCENT")
            Decimal('0.01')
        """
        return Decimal(self._unit(unit).factor)

    def _unit(self, unit: str) -> Unit:
        if unit not in self._vocab.units:
            raise UnknownName("unit", unit, self._vocab.units)
        return self._vocab.units[unit]

    def _factors(self, unit: str, to: str) -> tuple[Decimal, Decimal]:
        if not self.convertible(unit, to):
            labels = self._vocab.label(unit), self._vocab.label(to)
            raise BadInput(f"{labels[0]} does not convert into {labels[1]}")
        return self.factor(unit), self.factor(to)


def said_of_terms(vocab: Vocabulary, property_: str) -> Mapping[str, tuple[str, ...]]:
    """What an ontology says of its terms by one of our own properties.

    Args:
        vocab: The ontology.
        property_: The property's local name, such as ``denominator``.

    Returns:
        By the term's CURIE: CURIEs and texts, in the order of the files.

    Example:
        >>> said_of_terms(Vocabulary.load(), "denominator")["kg:CCY_USD-PER-KiloGM"]
        ('unit:KiloGM',)
    """
    predicate = NamedNode(KG + property_)
    said: dict[str, tuple[str, ...]] = {}
    for quad in vocab.quads:
        if quad.predicate == predicate and isinstance(quad.subject, NamedNode):
            term = vocab.compact(quad.subject.value)
            if term is not None:
                is_node = isinstance(quad.object, NamedNode)
                value = getattr(quad.object, "value", "")
                found = (vocab.compact(value) if is_node else None) or value
                said[term] = (*said.get(term, ()), found)
    return said
