"""A derivation before it becomes a claim."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kg.claim import Claim, claim_id
from kg.derive.figure import Figure
from kg.derive.levels import DERIVED, LEVEL, Cell, Flow, Known, Table, worded
from kg.entity import Entity
from kg.vocab import Vocabulary
from kg.wording import edtf, number

SOURCE = "source:derived"
"""The source of derived claims: ourselves."""

_AGAINST = {
    "yoy": " change on the year",
    "ytd_yoy": " change on the year",
    "mom": " change on the month",
}
_DIGEST = 16
_SENTENCE_END = re.compile(r"(?<=\.)\s+")


@dataclass(frozen=True, slots=True)
class Draft:
    """What follows.

    Attributes:
        rule: The rule's name.
        flow: The flow.
        cell: What is derived.
        claim_type: CURIE of the claim's type.
        figure: How much, with all its digits.
        premises: The claims it follows from.
        term: Its formula, without name and result.
        caution: What to keep in mind beside the premises' own scope notes.
        partner: An entity made for it, such as the partners left over.
    """

    rule: str
    flow: Flow
    cell: Cell
    claim_type: str
    figure: Figure
    premises: tuple[Claim, ...]
    term: str
    caution: str = ""
    partner: Entity | None = None

    @property
    def published(self) -> date:
        """Since when it follows: the newest of its premises."""
        return max(claim.published for claim in self.premises)

    @property
    def sources(self) -> frozenset[str]:
        """The sources of its premises."""
        return frozenset(claim.source_id for claim in self.premises)

    def known(self) -> Known:
        """As a figure that a rule of two steps reckons with."""
        term = f"({self.term})"
        return Known(self.flow, self.cell, self.figure, self.premises, term)

    def claim(self, table: Table) -> Claim:
        """The derived claim.

        Args:
            table: Knows labels and units.

        Returns:
            The claim, its figures rounded to what the band warrants, its id a hash of the rule
            and the premises.
        """
        vocab, figure = table.ontology.vocab, self.figure.rounded()
        ids = tuple(sorted({claim.id for claim in self.premises}))
        digest = hashlib.sha256(";".join([self.rule, *ids]).encode()).hexdigest()[:_DIGEST]
        bounds = self.cell.months.bounds
        slots: dict[str, object] = {
            "claim_type": self.claim_type,
            **self.flow._asdict(),
            "object": self.cell.object,
            "quantity_kind": self.cell.kind,
            "value": figure.value,
            "unit": figure.unit,
            "comparator": self.cell.comparator,
            "trend": _trend(figure) if self.cell.comparator != LEVEL else None,
            "period_text": self.cell.months.text,
            "modality": "asserted",
            "negated": False,
            "locator": f"premises:{digest}",
        }
        return Claim(
            id=claim_id(SOURCE, slots),
            start=bounds.start,
            start_latest=bounds.start_latest,
            end_earliest=bounds.end_earliest,
            end=bounds.end,
            date_basis="inferred",
            low=figure.band.low,
            high=figure.band.high,
            scope_note=self._scope(table) or None,
            source_id=SOURCE,
            extractor=DERIVED,
            confidence=min(claim.confidence for claim in self.premises),
            published=self.published,
            recorded=self.published,
            premises=ids,
            formula=f"{self.rule}: {self.term} = {worded(figure, vocab)}",
            gist=self._gist(figure, table),
            **slots,  # type: ignore[arg-type]
        )

    def _scope(self, table: Table) -> str:
        """The premises' scope notes, each sentence once, and what else to keep in mind."""
        notes = [claim.scope_note.strip() for claim in self.premises if claim.scope_note]
        if len(self.sources) > 1:
            notes.append("The figures come from different sources.")
        speakers = {claim.attributed_to for claim in self.premises} - {None}
        notes += [f"As stated by {table.label(speaker)}." for speaker in sorted(map(str, speakers))]
        sentences = [part for note in notes for part in _SENTENCE_END.split(note)]
        more = [part for part in dict.fromkeys(sentences) if part not in self.caution]
        return " ".join(filter(None, [self.caution, *more]))

    def _gist(self, figure: Figure, table: Table) -> str:
        vocab = table.ontology.vocab
        partner = self.partner.label if self.partner else table.label(self.cell.object)
        subject, relation = table.label(self.flow.subject), vocab.label(self.flow.predicate)
        who = f"{subject} {relation} {partner}".rstrip()
        period = edtf(self.cell.months.text)
        what = ", ".join(filter(None, [who, table.label(self.flow.product), period]))
        kind = vocab.label(self.cell.kind)
        moved = _AGAINST.get(self.cell.comparator, "")
        about = "" if figure.band.low == figure.band.high else "about "
        band = _band(figure, vocab)
        figures = f"{kind}{moved} {about}{worded(figure, vocab)}{band}"
        return f"{what}: {figures}, worked out from {len(self.premises)} claims."


def each_once(premises: Sequence[Claim]) -> tuple[Claim, ...]:
    """Claims, each once, in the order in which they stand in a formula."""
    return tuple({claim.id: claim for claim in premises}.values())


def _trend(figure: Figure) -> str | None:
    if figure.band.low is not None and figure.band.low > 0:
        return "rose"
    return "fell" if figure.band.high is not None and figure.band.high < 0 else None


def _band(figure: Figure, vocab: Vocabulary) -> str:
    low, high = figure.band.low, figure.band.high
    if low == high:
        return ""
    if low is None or high is None:
        end = "at least" if high is None else "at most"
        only: Decimal | None = low if high is None else high
        return f" ({end} {number(only)})" if only is not None else ""
    unit_part = worded(Figure(high, figure.band, figure.unit), vocab)
    return f" ({worded(Figure(low, figure.band, figure.unit), vocab)} to {unit_part})"
