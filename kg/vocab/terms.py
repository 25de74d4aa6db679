"""The terms of the ontology as values."""

from __future__ import annotations

from dataclasses import dataclass

from kg.dates import TimeMeaning


@dataclass(frozen=True, slots=True)
class Named:
    """What every term of the ontology has."""

    id: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True)
class EntityClass(Named):
    """A class of entities; ``prefix`` opens the ids of its members.

    Attributes:
        stage: The step of the materials ladder its members stand on, from 1; None off the ladder.
        beside: Where its members are drawn beside the ladder, below 0 before it, above 0 after it.
    """

    parent: str | None
    prefix: str
    colour: str
    stage: int | None = None
    beside: int | None = None


@dataclass(frozen=True, slots=True)
class ClaimType(Named):
    """A type of claim; ``time_meaning`` is None for the abstract ``kg:Claim``."""

    parent: str | None
    time_meaning: TimeMeaning | None


@dataclass(frozen=True, slots=True)
class Relation(Named):
    """What a claim's predicate can be.

    Attributes:
        networks: The networks it belongs to, such as "materials".
        flows_backwards: Whether goods run from its object to its subject.
    """

    inverse_label: str
    domain: frozenset[str]
    range: frozenset[str]
    claim_types: frozenset[str]
    colour: str
    symmetric: bool
    quantified: bool
    event: bool
    object_optional: bool
    networks: frozenset[str] = frozenset()
    flows_backwards: bool = False


@dataclass(frozen=True, slots=True)
class Column(Named):
    """A column of the claims table and the property it becomes.

    Attributes:
        iri: The property, in full.
        kind: How a cell is read: entity, relation, class, term, claims, date, decimal, boolean,
            string or id.
        allowed: The only values there are; empty for "any".
    """

    name: str
    iri: str
    kind: str
    group: str
    required: bool
    allowed: tuple[str, ...]
    default: str | None


@dataclass(frozen=True, slots=True)
class Unit(Named):
    """A QUDT unit; ``dimension`` is what it can measure."""

    symbol: str
    dimension: str
    factor: str


@dataclass(frozen=True, slots=True)
class QuantityKind(Named):
    """What a value can measure; an exact kind (a count, a legal threshold) is never rounded."""

    dimension: str
    units: frozenset[str]
    exact: bool
