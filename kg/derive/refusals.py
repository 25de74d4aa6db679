"""What was not worked out because scopes differ: pairs of figures that are alike but for one slot.

"+2.3% from January to May" stands beside "5,864.6 t in May" in the same report, and a hasty reader
applies the one to the other. A refusal names the two claims and the slot that keeps them apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.claim import Claim
from kg.dataset import Dataset
from kg.derive.levels import (
    EARLIER_BY,
    LEVEL,
    Cell,
    Flow,
    Known,
    Ontology,
    precision,
    stated,
)
from kg.derive.rules.earlier_level import base_of
from kg.entity import Entity
from kg.units import Units
from kg.vocab import Vocabulary
from kg.wording import edtf

_Slots = tuple[object, ...]
_NAMES = ("reporter", "relation", "product", "instrument", "partner", "quantity kind", "period")
_TEMPTING = ("quantity kind", "period")
_Pairs = Callable[["_Figures"], Iterator[tuple[Known, Known, str]]]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Two figures that must not be combined.

    Attributes:
        rule: What would have been worked out.
        claims: The two claims.
        slot: Where their scopes differ.
        why: The same in words.
    """

    rule: str
    claims: tuple[str, str]
    slot: str
    why: str


def refusals(dataset: Dataset, vocab: Vocabulary, *, most: int = 200) -> tuple[Refusal, ...]:
    """The pairs of figures that would make a derivation if one slot did not differ.

    Args:
        dataset: What is known; retracted claims are passed over.
        vocab: The ontology.
        most: How many to list at most.

    Returns:
        Near-misses, sorted by rule, slot and claims; of several claims for one cell the most
        precise. Periods that differ are listed where they overlap, as a month and the months up
        to it do.

    Example:
        >>> from kg.curated import read_data
        >>> refused = refusals(read_data(), Vocabulary.load())
        >>> {"period", "quantity kind"} <= {refusal.slot for refusal in refused}
        True
    """
    gone = {row.claim for row in dataset.retractions}
    ontology = Ontology.of(vocab)
    best: dict[tuple[Flow, Cell], Known] = {}
    visible = (claim for claim in dataset.claims if claim.id not in gone)
    for known in sorted(stated(visible, ontology), key=precision):
        best.setdefault((known.flow, known.cell), known)
    figures = _Figures(tuple(best.values()), ontology, dataset)
    found = {
        _refusal(rule, one, other, slot, figures)
        for rule, pairs in _PAIRS.items()
        for one, other, slot in pairs(figures)
    }
    return tuple(sorted(found, key=lambda row: (row.rule, row.slot, row.claims))[:most])


@dataclass(frozen=True)
class _Figures:
    """The figures to pair, with what names them."""

    known: tuple[Known, ...]
    ontology: Ontology
    dataset: Dataset

    @property
    def units(self) -> Units:
        return self.ontology.units

    def levels(self) -> list[Known]:
        return [known for known in self.known if known.cell.comparator == LEVEL]

    def label(self, id_: object) -> str:
        entity: Entity | None = self.dataset.entities.get(str(id_))
        return entity.label if entity else self.ontology.vocab.label(str(id_))


def _levels_and_changes(figures: _Figures) -> Iterator[tuple[Known, Known, str]]:
    """A level and a change that differ in one slot, or whose change names no earlier period."""
    changes = [known for known in figures.known if known.cell.comparator != LEVEL]
    for level, change, slot in _one_apart(figures.levels(), changes, _slots):
        if slot != "period" or _confusable(level, change):
            yield level, change, slot
    by_slots = {_slots(level): level for level in figures.levels()}
    for change in changes:
        same = by_slots.get(_slots(change))
        if same and (change.cell.comparator not in EARLIER_BY or base_of(change.cell) is None):
            yield same, change, "comparator"


def _values_and_masses(figures: _Figures) -> Iterator[tuple[Known, Known, str]]:
    """A value and a mass that differ in one slot."""
    ontology = figures.ontology
    for kind, above in ontology.numerator.items():
        below = ontology.denominator.get(kind, ())
        values = [known for known in figures.levels() if known.cell.kind in above]
        masses = [known for known in figures.levels() if known.cell.kind in below]
        for value, mass, slot in _one_apart(values, masses, _slots_but_kind):
            if slot != "period" or _confusable(value, mass):
                yield value, mass, slot


def _parts_and_wholes(figures: _Figures) -> Iterator[tuple[Known, Known, str]]:
    """A country's level and a level of all partners that differ in one slot."""
    whole_of, vocab = figures.ontology.whole_object, figures.ontology.vocab
    entities = figures.dataset.entities
    wholes, parts = [], []
    for known in figures.levels():
        entity = entities.get(known.cell.object or "")
        if known.cell.object in whole_of.get(known.flow.predicate, ()):
            wholes.append(known)
        elif entity and vocab.is_a(entity.type, {"kg:Country"}):
            parts.append(known)
    for part, whole, slot in _one_apart(parts, wholes, _slots_but_partner):
        if slot != "period" or _confusable(part, whole):
            yield part, whole, slot


def _levels_in_units(figures: _Figures) -> Iterator[tuple[Known, Known, str]]:
    """Two levels alike but for their months, in units that do not convert."""
    groups: dict[_Slots, list[Known]] = {}
    for level in figures.levels():
        groups.setdefault((*level.flow, level.cell.object, level.cell.kind), []).append(level)
    for group in groups.values():
        for one, other in pairwise(group):
            if not figures.units.convertible(one.figure.unit, other.figure.unit):
                yield one, other, "unit"


_PAIRS: dict[str, _Pairs] = {
    "earlier level": _levels_and_changes,
    "unit value": _values_and_masses,
    "share": _parts_and_wholes,
    "change": _levels_in_units,
}


def _one_apart(
    ones: Iterable[Known], others: Iterable[Known], slots_of: Callable[[Known], _Slots]
) -> Iterator[tuple[Known, Known, str]]:
    """Pairs whose slots are all alike but one; found by leaving out each in turn.

    A figure that has a counterpart of its own is not paired with those of other partners or
    products; within one flow the wrong counterpart still tempts.
    """
    ones, others = list(ones), list(others)
    served = {slots_of(one) for one in ones}
    for number, name in enumerate(_NAMES):
        by_rest: dict[_Slots, list[Known]] = {}
        for one in ones:
            slots = slots_of(one)
            by_rest.setdefault(slots[:number] + slots[number + 1 :], []).append(one)
        for other in others:
            slots = slots_of(other)
            if slots in served and name not in _TEMPTING:
                continue
            for one in by_rest.get(slots[:number] + slots[number + 1 :], ()):
                if slots_of(one)[number] != slots[number]:
                    yield one, other, name


def _slots(known: Known) -> _Slots:
    return (*known.flow, known.cell.object, known.cell.kind, known.cell.months)


def _slots_but_kind(known: Known) -> _Slots:
    return (*known.flow, known.cell.object, None, known.cell.months)


def _slots_but_partner(known: Known) -> _Slots:
    return (*known.flow, None, known.cell.kind, known.cell.months)


def _confusable(one: Known, other: Known) -> bool:
    return one.cell.months.overlaps(other.cell.months)


def _refusal(rule: str, one: Known, other: Known, slot: str, figures: _Figures) -> Refusal:
    claims: tuple[Claim, Claim] = one.premises[0], other.premises[0]
    if slot == "comparator":
        why = f"no {rule} from {one.term} and {other.term}: no earlier months are named"
    else:
        sides = [f"{known.term} {_said(known, slot, figures)}" for known in (one, other)]
        why = f"no {rule} from {sides[0]} and {sides[1]}: the {slot} differs"
    return Refusal(rule, (claims[0].id, claims[1].id), slot, why)


def _said(known: Known, slot: str, figures: _Figures) -> str:
    """One side's scope in the slot where the two differ."""
    if slot == "unit":
        return f"({known.cell.months.text})"
    value = dict(zip(_NAMES, _slots(known), strict=True))[slot]
    text = edtf(known.cell.months.text) if slot == "period" else figures.label(value)
    return f"({text if value is not None else 'none'})"
