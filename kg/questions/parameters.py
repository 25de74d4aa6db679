"""What a question takes: typed parameters, read from what people write or from Python's values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, TypeVar

from kg.dates import Period, parse_day, parse_period
from kg.entity import Entity
from kg.errors import BadInput, UnknownName, shown
from kg.query.resolve import resolve, resolve_source, resolve_term
from kg.sources import Source
from kg.vocab import Named

if TYPE_CHECKING:
    from kg.asof import AsOf

_T = TypeVar("_T")
SEPARATOR = ";"
"""Stands between the values of a parameter that takes several, since labels may hold commas."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question takes.

    Attributes:
        name: Its name.
        kind: entity, source, relation, quantity, class, period, day, number, comparator or
            modality; in the plural it takes several, separated by semicolons. Or the words it can
            be, separated by |.
        description: One line for people.
        required: Whether it must be given.
        default: What it is if left out; None for nothing.
    """

    name: str
    kind: str
    description: str
    required: bool = False
    default: str | None = None

    def read(self, value: object, view: AsOf) -> object:
        """A value as this parameter takes it.

        Args:
            value: What people write, or the value itself; for several, a list of them.
            view: Where names are looked up.

        Returns:
            The value.

        Raises:
            BadInput: It is not of this kind, or names nothing.
        """
        try:
            if "|" in self.kind:
                return _word(value, self.kind.split("|"))
            if self.kind in _READERS:
                return _READERS[self.kind](value, view)
            reader = _READERS[_PLURALS[self.kind]]
            return tuple(reader(one, view) for one in _several(value))
        except BadInput as error:
            error.args = (f"parameter {self.name}: {error}",)
            raise


class Given:
    """The values of a question's parameters.

    Args:
        values: By name; a parameter that was left out is not among them.
    """

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = values

    def one(self, name: str, type_: type[_T]) -> _T | None:
        """A value of a type; None where it was left out."""
        value = self._values.get(name)
        return value if isinstance(value, type_) else None

    def several(self, name: str, type_: type[_T]) -> tuple[_T, ...]:
        """The values of a parameter that takes several; none where it was left out."""
        values = self._values.get(name, ())
        assert isinstance(values, tuple)
        return tuple(value for value in values if isinstance(value, type_))

    def entity(self, name: str) -> str | None:
        """The id of an entity."""
        entity = self.one(name, Entity)
        return entity.id if entity else None

    def needed(self, name: str) -> str:
        """The id of an entity that must be given."""
        entity = self.one(name, Entity)
        assert entity is not None, name
        return entity.id

    def entities(self, name: str) -> tuple[str, ...]:
        """The ids of entities."""
        return tuple(entity.id for entity in self.several(name, Entity))

    def term(self, name: str) -> str | None:
        """The CURIE of a term of the ontology."""
        term = self.one(name, Named)
        return term.id if term else None

    def text(self, name: str) -> str | None:
        """A text."""
        return self.one(name, str)


def _several(value: object) -> list[object]:
    if isinstance(value, list | tuple):
        return list(value)
    if isinstance(value, str):
        return [part for part in map(str.strip, value.split(SEPARATOR)) if part]
    return [value]


def _entity(value: object, view: AsOf) -> Entity:
    return value if isinstance(value, Entity) else resolve(view, str(value))


def _source(value: object, view: AsOf) -> Source:
    return value if isinstance(value, Source) else resolve_source(view, str(value))


def _relation(value: object, view: AsOf) -> Named:
    return resolve_term("relation", view.vocab.relations, str(value), view.vocab)


def _quantity(value: object, view: AsOf) -> Named:
    return resolve_term("quantity kind", view.vocab.quantity_kinds, str(value), view.vocab)


def _class(value: object, view: AsOf) -> Named:
    return resolve_term("class", view.vocab.classes, str(value), view.vocab)


def _period(value: object, view: AsOf) -> Period:
    if isinstance(value, Period):
        return value
    return parse_period(value.isoformat() if isinstance(value, date) else str(value))


def _day(value: object, view: AsOf) -> date:
    return value if isinstance(value, date) else parse_day(str(value))


def _number(value: object, view: AsOf) -> Decimal:
    text = str(value).replace("\N{MINUS SIGN}", "-").removesuffix("%").strip()
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise BadInput(f"{shown(str(value))} is no number; write it like -1.5") from error
    if not number.is_finite():
        raise BadInput(f"{shown(str(value))} is no number; write it like -1.5")
    return number


def _comparator(value: object, view: AsOf) -> str:
    return _word(value, list(view.vocab.column["comparator"].allowed))


def _modality(value: object, view: AsOf) -> str:
    return _word(value, list(view.vocab.column["modality"].allowed))


def _word(value: object, words: list[str]) -> str:
    if str(value) not in words:
        error = UnknownName("value", str(value), words)
        if not error.suggestions:
            error.args = (f"{error.args[0]}; it can be {', '.join(words)}",)
        raise error
    return str(value)


_READERS: Mapping[str, Callable[[object, AsOf], object]] = {
    "entity": _entity,
    "source": _source,
    "relation": _relation,
    "quantity": _quantity,
    "class": _class,
    "period": _period,
    "day": _day,
    "number": _number,
    "comparator": _comparator,
    "modality": _modality,
}
_PLURALS = {
    "entities": "entity",
    "quantities": "quantity",
    "periods": "period",
    "comparators": "comparator",
    "numbers": "number",
}
