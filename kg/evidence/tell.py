"""All that a claim says and where it comes from, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from kg.claim import Claim
from kg.dataset import Dataset
from kg.errors import UnknownName
from kg.evidence.places import Passage, look_up
from kg.rdf import plain
from kg.reconcile.origins import origin_chain
from kg.sources import Source
from kg.vocab import Column, Vocabulary
from kg.wording import period

Chain = Callable[[Claim, Dataset], tuple[str, ...]]
_MARKS = "[[", "]]"


class View(Protocol):
    """What can be seen: an as-of, or anything with a dataset and an ontology."""

    @property
    def dataset(self) -> Dataset:
        """The claims, entities and sources that are seen."""

    @property
    def vocab(self) -> Vocabulary:
        """The ontology."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A filled column of a claim: its label and its value in words."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind a claim.

    Attributes:
        claim: The claim.
        slots: Its filled columns, in the order of the ontology.
        source: Its source; None where the view lacks it.
        publisher: Who published the source, in words.
        chain: The way the claim came, from its source to the last known origin: id and label.
        valid: When it holds or was measured, in words.
        published: Since when it is known.
        recorded: When the row was written.
        premises: For a derived claim: the claims it rests on, as far as they are seen.
        document: The file in which the words were looked up; None for none.
        changed: Whether that file is another version of the document.
        note: What was done about the document, in words.
        passages: The spans, looked up; empty without a document.
    """

    claim: Claim
    slots: tuple[Slot, ...]
    source: Source | None
    publisher: str
    chain: tuple[tuple[str, str], ...]
    valid: str
    published: date
    recorded: date
    premises: tuple[Claim, ...]
    document: Path | None
    changed: bool
    note: str
    passages: tuple[Passage, ...]


def evidence(
    view: View, claim_id: str, documents: Path | None = None, *, chain: Chain = origin_chain
) -> Evidence:
    """What stands behind a claim.

    Args:
        view: What can be seen.
        claim_id: The claim's id.
        documents: A folder with the documents, whatever they are called; None for no look-up.
        chain: How the way a claim came is told.

    Returns:
        The evidence.

    Raises:
        UnknownName: The view has no such claim.
        BadInput: The folder is none.

    Example:
        >>> import kg
        >>> view = kg.build(check=False)
        >>> claim = next(claim for claim in view.claims() if claim.span_hash)
        >>> evidence(view, claim.id).note
        'no folder of documents was given'
    """
    dataset, vocab = view.dataset, view.vocab
    by_id = {claim.id: claim for claim in dataset.claims}
    if claim_id not in by_id:
        raise UnknownName("claim", claim_id, by_id)
    claim = by_id[claim_id]
    source = dataset.sources.get(claim.source_id)
    label = _Labels(dataset, vocab)
    looked_up = look_up(claim, source, dataset, documents)
    return Evidence(
        claim=claim,
        slots=tuple(_slots(claim, vocab, label)),
        source=source,
        publisher=label(source.publisher) if source and source.publisher else "not named",
        chain=tuple((step, label(step)) for step in chain(claim, dataset)),
        valid=period(claim) or "always",
        published=claim.published,
        recorded=claim.recorded,
        premises=tuple(by_id[id_] for id_ in claim.premises if id_ in by_id),
        document=looked_up.document,
        changed=looked_up.changed,
        note=looked_up.note,
        passages=looked_up.passages,
    )


def render(found: Evidence) -> str:
    """Evidence as plain text for a terminal; what does not print is left out.

    Args:
        found: The evidence.

    Returns:
        Its text; quotations stand between ``[[`` and ``]]``.

    Example:
        >>> import kg
        >>> view = kg.build(check=False)
        >>> claim = next(claim for claim in view.claims() if claim.span_hash)
        >>> render(evidence(view, claim.id)).splitlines()[0] == claim.gist
        True
    """
    width = max((len(slot.label) for slot in found.slots), default=0)
    known = f"published {found.published}, recorded {found.recorded}"
    came = " → ".join(name for _, name in found.chain)
    lines = [
        found.claim.gist,
        "",
        *(f"  {slot.label:{width}}  {slot.text}" for slot in found.slots),
        "",
        f"Source      {found.source.label if found.source else found.claim.source_id}",
        f"Publisher   {found.publisher}",
        f"Came by     {came}",
        f"Valid       {found.valid}",
        f"Known       {known}",
    ]
    if found.premises:
        lines += ["", "Rests on", *(f"  {one.id}  {one.gist}" for one in found.premises)]
    lines += ["", f"Document    {found.note}"]
    for passage in found.passages:
        lines += ["", *_passage_lines(passage)]
    return "\n".join(map(_printable, lines)) + "\n"


def _passage_lines(passage: Passage) -> Iterator[str]:
    place = f"{passage.stated}"
    if passage.found and passage.found != passage.stated:
        place += f", now {passage.found}"
    sure = f", {passage.sureness}" if passage.sureness else ""
    yield f"Characters {place}: {passage.state}{sure} ({passage.why})"
    if passage.found:
        before, after = (" ".join(text.split()) for text in (passage.before, passage.after))
        words = " ".join(passage.words.split())
        spaced = [
            " " if text[edge : edge + 1].isspace() else ""
            for text, edge in ((passage.before, len(passage.before) - 1), (passage.after, 0))
        ]
        yield f"  … {before}{spaced[0]}{_MARKS[0]}{words}{_MARKS[1]}{spaced[1]}{after} …"


class _Labels:
    """What people call an entity, a source or a term."""

    def __init__(self, dataset: Dataset, vocab: Vocabulary) -> None:
        self._dataset, self._vocab = dataset, vocab

    def __call__(self, id_: str) -> str:
        named = self._dataset.entities.get(id_) or self._dataset.sources.get(id_)
        return named.label if named else self._vocab.label(id_)


def _slots(claim: Claim, vocab: Vocabulary, label: _Labels) -> Iterator[Slot]:
    """The filled columns in words; "not negated" goes without saying."""
    for column in vocab.columns:
        value = getattr(claim, column.name)
        if value not in (None, (), "", False):
            yield Slot(column.label, _worded(column, value, label))


def _worded(column: Column, value: object, label: _Labels) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, Decimal):
        return plain(value)
    if value is True:
        return "yes"
    text = str(value)
    if column.kind in ("entity", "relation", "term", "class"):
        name = label(text)
        return text if name == text else f"{name} ({text})"
    return text


def _printable(line: str) -> str:
    return "".join(character if character.isprintable() else " " for character in line)
