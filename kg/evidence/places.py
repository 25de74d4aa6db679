"""Where the words of a claim stand: in the document itself, or in a changed version of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.claim import Claim
from kg.dataset import Dataset
from kg.documents import Document, Span, find_document, parse_locator, span_hash
from kg.errors import BadInput
from kg.evidence.text import Places, Text
from kg.sources import Source

State = Literal["exact", "moved", "not found"]
Sureness = Literal["certain", "likely", "unsure"]

CONTEXT = 80
"""Characters shown on each side of a quotation."""

_NEIGHBOURS = 8
_NEAR = 60  # characters by which a neighbour's distance may have changed and still agree
_LONG = 40  # characters that hardly stand in another text by chance
_NEAR_SHARE = 10  # or this part of the distance


@dataclass(frozen=True, slots=True)
class Passage:
    """One span of a claim, looked up.

    Attributes:
        stated: The span in the document as it was.
        state: exact, moved (the same words stand in a changed text) or not found.
        found: Where the words stand now; None where they were not found.
        before: The text before them.
        words: The words themselves.
        after: The text after them.
        sureness: How sure it is that these are the words meant; None where they were not found.
        why: The reason.
    """

    stated: Span
    state: State
    found: Span | None
    before: str
    words: str
    after: str
    sureness: Sureness | None
    why: str


@dataclass(frozen=True, slots=True)
class LookUp:
    """What came of looking for a claim's words; the fields are those of the evidence."""

    note: str
    document: Path | None = None
    changed: bool = False
    passages: tuple[Passage, ...] = ()


def look_up(
    claim: Claim, source: Source | None, dataset: Dataset, documents: Path | None
) -> LookUp:
    """The words of a claim in the documents at hand.

    Args:
        claim: The claim.
        source: Its source.
        dataset: The claims whose quotations stand around its own.
        documents: A folder with the documents, whatever they are called.

    Returns:
        Each span, looked up, and what was done in words.

    Raises:
        BadInput: The folder is none.

    Example:
        >>> from kg.curated import read_data
        >>> data = read_data()
        >>> look_up(data.claims[0], None, data, None).passages
        ()
    """
    if source is None or source.sha256 is None:
        return LookUp("the source has no document: it is a table, our own, or was never kept")
    if claim.span_hash is None or "-" not in claim.locator:
        return LookUp("the claim quotes no words")
    if claim.span_hash.count(";") != claim.locator.count(";"):
        return LookUp("the claim has not as many hashes as spans; its words cannot be looked up")
    if documents is None:
        return LookUp("no folder of documents was given")
    if not documents.is_dir():
        raise BadInput(f"{documents} is no folder; name the one that holds the documents")
    try:
        path = find_document(documents, source.sha256)
    except BadInput:
        return _changed(claim, dataset, documents)
    document = Document.read(path)
    passages = tuple(_exact(document, span, digest) for span, digest in _quotes(claim))
    return LookUp(f"{path.name}, the very file (by its SHA-256)", path, passages=passages)


def _exact(document: Document, span: Span, digest: str) -> Passage:
    words = document.words([span])[0]
    if span_hash(words) != digest:
        why = "the document is the one meant, but other words stand there: the span is wrong"
        return _lost(_Quote(span, digest), why)
    return _passage(document.text, span, span, "exact", "certain", "the words have the same hash")


def _passage(
    text: str, stated: Span, found: Span, state: State, sureness: Sureness, why: str
) -> Passage:
    before = text[max(0, found.start - CONTEXT) : found.start]
    after = text[found.end : found.end + CONTEXT]
    words = text[found.start : found.end]
    return Passage(stated, state, found, before, words, after, sureness, why)


@dataclass(frozen=True, slots=True)
class _Quote:
    """A quotation to find: where it stood, and the hash of its words."""

    span: Span
    digest: str


def _changed(claim: Claim, dataset: Dataset, documents: Path) -> LookUp:
    """The words in whichever text of a folder holds most of the quotations."""
    quotes = [_Quote(*pair) for pair in _quotes(claim)]
    around = _neighbours(claim, quotes, dataset)
    missing = "no file in the folder has the document's SHA-256"
    found = _best(documents, quotes, around, hard=False) or _best(
        documents, quotes, around, hard=True
    )
    if found is None:
        passages = (_lost(quote, "not found in any text of the folder") for quote in quotes)
        return LookUp(f"{missing}, and none holds the words", passages=tuple(passages))
    path, text, places = found
    moved = tuple(_moved(quote, [*around, *quotes], text, places) for quote in quotes)
    held = f"{len(places)} of {len({quote.digest for quote in (*quotes, *around)})}"
    note = f"{missing}; {path.name} holds {held} quotations and is taken for a changed version"
    return LookUp(note, path, True, moved)


def _best(
    documents: Path, quotes: list[_Quote], around: list[_Quote], *, hard: bool
) -> tuple[Path, Text, Places] | None:
    """The text with most of the quotations, the claim's own before its neighbours.

    What is hard to find is looked for in a text that holds something, or in all if asked for.
    """
    best: tuple[tuple[int, int], Path, Text, Places] | None = None
    wanted = {quote.digest: quote.span for quote in (*quotes, *around)}
    for path in sorted(documents.rglob("*")):
        text = Text.read(path)
        if text is None:
            continue
        places = text.find(wanted)
        if places or hard:
            places |= text.find(
                {digest: span for digest, span in wanted.items() if digest not in places},
                hard=True,
            )
        own, near = (sum(quote.digest in places for quote in group) for group in (quotes, around))
        if places and (best is None or (own, near) > best[0]):
            best = (own, near), path, text, places
    return best[1:] if best else None


def _quotes(claim: Claim) -> Iterator[tuple[Span, str]]:
    if claim.span_hash is not None:
        try:
            spans = parse_locator(claim.locator)
        except BadInput:
            return
        yield from zip(spans, claim.span_hash.split(";"), strict=False)


def _neighbours(claim: Claim, quotes: list[_Quote], dataset: Dataset) -> list[_Quote]:
    """The quotations of other claims that stood nearest in the same document."""
    own = {quote.digest for quote in quotes}
    others = {
        digest: _Quote(span, digest)
        for other in dataset.claims
        if other.source_id == claim.source_id
        for span, digest in _quotes(other)
        if digest not in own
    }
    return sorted(others.values(), key=lambda quote: (_distance(quote, quotes), quote.span.start))[
        :_NEIGHBOURS
    ]


def _distance(quote: _Quote, quotes: Iterable[_Quote]) -> int:
    return min(abs(quote.span.start - one.span.start) for one in quotes)


def _lost(quote: _Quote, why: str) -> Passage:
    return Passage(quote.span, "not found", None, "", "", "", None, why)


def _moved(quote: _Quote, others: list[_Quote], text: Text, places: Places) -> Passage:
    """A quotation in a changed text, at the place where most of its neighbours agree."""
    around = [other for other in others if other != quote and places.get(other.digest)]
    spans = places.get(quote.digest)
    if not spans:
        why = _gap(quote, around, places)
        return _lost(quote, why)
    counts = [
        (sum(_agrees(quote, span, other, places) for other in around), span) for span in spans
    ]
    agreeing, span = max(counts, key=lambda count: (count[0], -count[1].start))
    sure: Sureness
    if agreeing and [count for count, _ in counts].count(agreeing) == 1:
        sure = "certain" if agreeing > 1 or len(spans) == 1 else "likely"
    else:
        sure = "likely" if len(spans) == 1 and span.end - span.start >= _LONG else "unsure"
    times = "once" if len(spans) == 1 else f"{len(spans)} times"
    why = (
        f"the same words stand {times} in the changed text; "
        f"{agreeing} of {len(others) - 1} neighbouring quotations agree on this place"
    )
    return _passage(text.text, quote.span, span, "moved", sure, why)


def _agrees(quote: _Quote, place: Span, other: _Quote, places: Places) -> bool:
    """Whether a neighbour stands on the same side and about as far away as it did."""
    was = other.span.start - quote.span.start
    near = max(_NEAR, abs(was) // _NEAR_SHARE)
    return any(
        (now := there.start - place.start) * was >= 0 and abs(now - was) <= near
        for there in places[other.digest]
    )


def _gap(quote: _Quote, around: list[_Quote], places: Places) -> str:
    """Why a quotation is missing, and between which characters it would have to stand."""
    before = [other for other in around if other.span.end <= quote.span.start]
    after = [other for other in around if other.span.start >= quote.span.end]
    if not before or not after:
        return "not found: the words are gone or were changed"
    left = places[max(before, key=lambda other: other.span.end).digest][0]
    right = places[min(after, key=lambda other: other.span.start).digest][0]
    where = f"; its neighbours leave it characters {left.end}-{right.start}"
    return "not found: the words are gone or were changed" + (
        where if left.end <= right.start else ""
    )
