"""What questions are asked of: a view's claims, what follows from them, and what was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from kg.claim import Claim
from kg.dataset import Dataset
from kg.derive import derivations
from kg.entity import Entity
from kg.reconcile import Finding, Origins, Severity, Witness, reconcile
from kg.units import Units, said_of_terms
from kg.vocab import Vocabulary
from kg.wording import edtf

if TYPE_CHECKING:
    from kg.asof import AsOf


@dataclass(frozen=True)
class Context:
    """A view with everything that is worked out from it, each once and only when asked for.

    Attributes:
        view: The view.
    """

    view: AsOf

    @property
    def vocab(self) -> Vocabulary:
        """The ontology."""
        return self.view.vocab

    @cached_property
    def units(self) -> Units:
        """Knows which units convert."""
        return Units(self.vocab)

    @cached_property
    def dataset(self) -> Dataset:
        """What the view shows, without what was derived."""
        return self.view.dataset

    @cached_property
    def stated(self) -> tuple[Claim, ...]:
        """The claims of sources."""
        return tuple(claim for claim in self.dataset.claims if not claim.premises)

    @cached_property
    def _derivations(self) -> Dataset:
        """What the view has; worked out here where its store was told not to reason."""
        seen = self.view.derivations
        return seen if seen.claims else derivations(self.dataset, self.vocab)

    @property
    def derived(self) -> tuple[Claim, ...]:
        """What follows from them."""
        return self._derivations.claims

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What comparing them showed."""
        return self.view.findings() or reconcile(self.dataset, self.vocab)

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """The catalogue, with the partners that derivations made."""
        return {**self._derivations.entities, **self.dataset.entities}

    @cached_property
    def _origins(self) -> Origins:
        return Origins(self.dataset)

    @cached_property
    def _by_id(self) -> Mapping[str, Claim]:
        return {claim.id: claim for claim in (*self.stated, *self.derived)}

    def stated_of(self, subject: str, relation: str) -> tuple[Claim, ...]:
        """The claims of sources with a subject and a relation."""
        return self._stated_of.get((subject, relation), ())

    def derived_of(self, subject: str, relation: str) -> tuple[Claim, ...]:
        """What follows, with a subject and a relation."""
        return self._derived_of.get((subject, relation), ())

    @cached_property
    def _stated_of(self) -> Mapping[tuple[str, str], tuple[Claim, ...]]:
        return _by_subject(self.stated)

    @cached_property
    def _derived_of(self) -> Mapping[tuple[str, str], tuple[Claim, ...]]:
        return _by_subject(self.derived)

    @cached_property
    def wholes(self) -> Mapping[str, tuple[str, ...]]:
        """By relation: the objects that stand for all objects there are."""
        return said_of_terms(self.vocab, "wholeObject")

    @cached_property
    def shares(self) -> frozenset[str]:
        """The quantity kinds that are shares of others."""
        return frozenset(said_of_terms(self.vocab, "shareOf"))

    @cached_property
    def _quotients(self) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
        return said_of_terms(self.vocab, "numerator"), said_of_terms(self.vocab, "denominator")

    def parts_of_kind(self, kind: str) -> tuple[str | None, str | None]:
        """The quantity kinds above and below the line of a quotient's kind; None for none."""
        above, below = (next(iter(side.get(kind, ())), None) for side in self._quotients)
        return above, below

    def label(self, id_: str | None) -> str:
        """What people call an entity, a source or a term."""
        if id_ is None:
            return ""
        entity = self.entities.get(id_)
        return entity.label if entity else self.view.label(id_)

    def labels(self, ids: Iterable[str]) -> str:
        """Several labels as people list them."""
        return listed(self.label(id_) for id_ in ids)

    def is_a(self, id_: str | None, *classes: str) -> bool:
        """Whether an entity is of one of some classes."""
        entity = self.entities.get(id_ or "")
        return entity is not None and self.vocab.is_a(entity.type, classes)

    def claim(self, id_: str) -> Claim:
        """A claim by its id."""
        return self._by_id[id_]

    def rests_on(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """The stated claims behind some claims: a derived one counts by its premises."""
        found: dict[str, Claim] = {}
        for claim in claims:
            for one in [self.claim(id_) for id_ in claim.premises] or [claim]:
                found.setdefault(one.id, one)
        return tuple(found.values())

    def witnesses(self, claims: Iterable[Claim]) -> tuple[Witness, ...]:
        """Who stands behind some stated claims."""
        return self._origins.witnesses(claims)

    def chain(self, claim: Claim) -> tuple[str, ...]:
        """The way a claim came, from its source to the last known origin."""
        return self._origins.chain(claim)

    def who(self, claim: Claim) -> tuple[str, ...]:
        """Who says so, the first to know first, without the document itself.

        Of what was derived, those who say what it follows from.
        """
        if claim.premises:
            behind = [self.who(one) for one in self.rests_on([claim])]
            return tuple(dict.fromkeys(id_ for who in behind for id_ in who))
        source = self.dataset.sources.get(claim.source_id)
        publisher = source.publisher if source else None
        steps = [step for step in reversed(self.chain(claim)) if step != claim.source_id]
        known = [*steps, *([publisher] if publisher else [])]
        return tuple(dict.fromkeys(known)) or (claim.source_id,)

    def told_by(self, claim: Claim) -> str:
        """Who says so in words: the first to know, and through whom."""
        first, *others = self.who(claim)
        return self.label(first) + (f", via {self.labels(others)}" if others else "")

    def conflicts(self, claims: Iterable[Claim]) -> Iterator[Finding]:
        """Findings of conflict that some claims are members of."""
        ids = {claim.id for claim in claims}
        for one in self.findings:
            if one.severity is Severity.CONFLICT and ids.intersection(one.members):
                yield one

    @property
    def until(self) -> date | None:
        """The day up to which things are known in this view."""
        return self.view.known or self.view.store.contents.dataset.newest


def _by_subject(claims: Iterable[Claim]) -> Mapping[tuple[str, str], tuple[Claim, ...]]:
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        found.setdefault((claim.subject, claim.predicate), []).append(claim)
    return {key: tuple(group) for key, group in found.items()}


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words as people list them.

    Example:
        >>> listed(["a", "b", "c"])
        'a, b and c'
    """
    *most, final = words or [""]
    return f"{', '.join(most)} {last} {final}" if most else final


def capital(text: str) -> str:
    """A text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def when(text: str | None) -> str:
    """A period in words, or that it is not stated."""
    return edtf(text) if text else "no period stated"
