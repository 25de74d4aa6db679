"""Partners within a total: those named added up, and those not named as what is left.

The ontology says which object of a relation stands for all there are (``kg:wholeObject``). Only
countries are taken as its parts: they do not overlap, as blocs, places and loose groups may.

Limits: all countries named for the same months, product and kind are taken together; other
choices are a question's business. Trade by way of a third country is counted where the reporter
counts it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.claim import Claim
from kg.derive.draft import Draft, each_once
from kg.derive.formulas import remainder, total
from kg.derive.levels import Cell, Known, Table
from kg.entity import Entity

_COUNTRY = {"kg:Country"}
_MOST_NAMED = 3
_DIGEST = 12


@dataclass(frozen=True, slots=True)
class Partition:
    """A total, and the countries named within it; at least one.

    Attributes:
        whole: The total.
        parts: The countries' levels, by id.
    """

    whole: Known
    parts: tuple[Known, ...]

    @property
    def premises(self) -> tuple[Claim, ...]:
        """The claims it consists of."""
        return each_once([*self.whole.premises, *self.named])

    @property
    def named(self) -> tuple[Claim, ...]:
        """The claims of the parts."""
        return each_once([claim for part in self.parts for claim in part.premises])

    @property
    def terms(self) -> str:
        """The parts as they are added up in a formula."""
        return " + ".join(part.term for part in self.parts)

    def others(self, table: Table) -> Entity:
        """The partners left over, as an entity: its id follows from those who are named."""
        whole = table.entities[self.whole.cell.object or ""]
        return Entity(
            id=f"{whole.id}-without-{_joined(_locals(self.parts), '-')}",
            type=whole.type,
            label=f"{whole.label} without {_joined(_labels(self.parts, table), ' and ')}",
            note="Made for a derived figure: all partners but those named.",
        )


def partitions(table: Table) -> Iterator[Partition]:
    """The totals of a table with the countries that are named within them.

    Args:
        table: The figures of one flow.

    Yields:
        For each level of the whole object: it, and the countries' levels for the same months and
        kind, in a unit that converts.
    """
    whole, countries = _whole(table), _countries(table)
    for known in table.levels():
        if whole is not None and known.cell.object == whole.id:
            convertible = table.ontology.units.convertible
            parts = tuple(
                part
                for part in countries.get(known.cell._replace(object=None), ())
                if convertible(part.figure.unit, known.figure.unit)
            )
            if parts:
                yield Partition(known, parts)


def together(parts: Sequence[Known], table: Table) -> Entity | None:
    """Several countries as one entity.

    Args:
        parts: The countries' levels.
        table: The figures of the flow.

    Returns:
        An entity whose id follows from theirs; None for a relation without a whole object, of
        whose class it would be.
    """
    whole = _whole(table)
    if whole is None:
        return None
    return Entity(
        id=f"{whole.id.partition(':')[0]}:{_joined(_locals(parts), '-and-')}",
        type=whole.type,
        label=_joined(_labels(parts, table), " and "),
        note="Made for a derived figure: these partners together.",
    )


def other_partners(table: Table) -> Iterator[Draft]:
    """What the countries named leave of a total.

    Args:
        table: The figures of one flow.

    Yields:
        For each total: the level of all partners but those named.

    Example:
        >>> from kg.derive import derive
        >>> from kg.curated import read_data
        >>> from kg.vocab import Vocabulary
        >>> claims = derive(read_data(), Vocabulary.load())
        >>> next(claim.formula for claim in claims if claim.formula.startswith("other partners:"))
        'other partners: 5,577 t − (1,116 t + 619 t) = 3,842 t'
    """
    for partition in partitions(table):
        if not table.is_news(partition.whole, *partition.parts):
            continue
        figures = [part.figure for part in partition.parts]
        figure = remainder(partition.whole.figure, figures, table.ontology.units)
        if figure is not None:
            others = partition.others(table)
            yield Draft(
                "other partners",
                table.flow,
                partition.whole.cell._replace(object=others.id),
                partition.whole.premises[0].claim_type,
                figure,
                partition.premises,
                f"{partition.whole.term} − ({partition.terms})",
                partner=others,
            )


def sums_of_partners(table: Table) -> Iterator[Draft]:
    """What the countries named within a total come to.

    Args:
        table: The figures of one flow.

    Yields:
        Where two or more countries are named for the same months and kind: their sum.

    Example:
        >>> from kg.derive import derive
        >>> from kg.curated import read_data
        >>> from kg.vocab import Vocabulary
        >>> claims = derive(read_data(), Vocabulary.load())
        >>> next(claim.formula for claim in claims if claim.formula.startswith("sum"))
        'sum of partners: 1,116 t + 619 t = 1,735 t'
    """
    for cell, parts in _countries(table).items():
        if len(parts) < 2 or not table.is_news(*parts):
            continue
        figure = total((part.figure for part in parts), table.ontology.units)
        partner = together(parts, table)
        if figure is not None and partner is not None:
            yield Draft(
                "sum of partners",
                table.flow,
                cell._replace(object=partner.id),
                parts[0].premises[0].claim_type,
                figure,
                each_once([claim for part in parts for claim in part.premises]),
                " + ".join(part.term for part in parts),
                partner=partner,
            )


def _whole(table: Table) -> Entity | None:
    """The object of the flow's relation that stands for all there are."""
    ids = table.ontology.whole_object.get(table.flow.predicate, ())
    return next((table.entities[id_] for id_ in ids if id_ in table.entities), None)


def _countries(table: Table) -> dict[Cell, list[Known]]:
    """The levels of countries, by what is measured."""
    countries: dict[Cell, list[Known]] = {}
    for known in table.levels():
        entity = table.entities.get(known.cell.object or "")
        if entity and table.ontology.vocab.is_a(entity.type, _COUNTRY):
            countries.setdefault(known.cell._replace(object=None), []).append(known)
    return countries


def _locals(parts: Sequence[Known]) -> list[str]:
    return [(part.cell.object or "").partition(":")[2] for part in parts]


def _labels(parts: Sequence[Known], table: Table) -> list[str]:
    return [table.label(part.cell.object) for part in parts]


def _joined(names: Sequence[str], by: str) -> str:
    """A few names; of many only how many, and a hash that tells them apart."""
    if len(names) <= _MOST_NAMED:
        return by.join(names)
    digest = hashlib.sha256(";".join(names).encode()).hexdigest()[:_DIGEST]
    return f"{len(names)} named partners ({digest})" if " " in by else f"{len(names)}-{digest}"
