"""The documents claims come from: read when at hand, never stored; spans point into them.

A *locator* lists spans of characters in the order of the quotation: ``129-183;462-528`` (half-open,
counted from 0, in the text as decoded). A *span hash* is a hash of the words of each span, so that
a claim can be found again in another copy without its words being kept.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from kg.claim import Claim
from kg.errors import BadInput
from kg.files import sha256
from kg.sources import Source

_SPAN = re.compile(r"(\d+)-(\d+)", re.ASCII)
_HASH_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Span:
    """Characters from ``start`` up to but not including ``end``."""

    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a document, its line ends as they are.

    Attributes:
        text: Its characters.
        sha256: SHA-256 of its bytes.
        length: Its length in characters.
    """

    text: str
    sha256: str
    length: int

    @classmethod
    def read(cls, path: Path) -> Document:
        """Read a document.

        Args:
            path: A UTF-8 text file.

        Returns:
            The document.

        Raises:
            BadInput: It cannot be read or is not UTF-8.

        Example:
            >>> from kg.files import bundled
            >>> Document.read(bundled("ontology") / "relations.ttl").text[:7]
            '@prefix'
        """
        try:
            content = path.read_bytes()
            text = content.decode("utf-8")
        except OSError as error:
            raise BadInput(f"cannot read {path}: {error.strerror or error}") from error
        except UnicodeDecodeError as error:
            raise BadInput(f"{path} is not UTF-8 (byte {error.start}); save it as UTF-8") from error
        return cls(text, hashlib.sha256(content).hexdigest(), len(text))

    def words(self, spans: Iterable[Span]) -> tuple[str, ...]:
        """The words of each span; shorter or empty where one reaches beyond the text."""
        return tuple(self.text[span.start : span.end] for span in spans)


def parse_locator(locator: str) -> tuple[Span, ...]:
    """Read the spans of a locator.

    Args:
        locator: Such as ``129-183;462-528``.

    Returns:
        The spans, in the order of the locator.

    Raises:
        BadInput: A part is no span, or is empty or turned around.

    Example:
        >>> parse_locator("129-183;462-528")
        (Span(start=129, end=183), Span(start=462, end=528))
    """
    spans = []
    for part in locator.split(";"):
        match = _SPAN.fullmatch(part)
        if not match:
            raise BadInput(f"{part!r} is no span; write first and end character, as in 129-183")
        span = Span(int(match[1]), int(match[2]))
        if span.start >= span.end:
            raise BadInput(f"span {span} is empty; its end must lie after its start")
        spans.append(span)
    return tuple(spans)


def format_locator(spans: Iterable[Span]) -> str:
    """Write spans as a locator.

    Args:
        spans: The spans, in the order of the quotation.

    Returns:
        The locator.

    Example:
        >>> format_locator([Span(129, 183), Span(462, 528)])
        '129-183;462-528'
    """
    return ";".join(map(str, spans))


def find(text: str, quote: str, *, occurrence: int = 1) -> Span:
    """Where a quotation stands in a text.

    Args:
        text: The text.
        quote: The words, letter by letter.
        occurrence: Which occurrence is meant, counted from 1.

    Returns:
        Its span.

    Raises:
        BadInput: The quotation is empty or does not stand there that often.

    Example:
        >>> find("ore, oxide, ore", "ore", occurrence=2)
        Span(start=12, end=15)
    """
    start = -1
    for _ in range(occurrence):
        start = text.find(quote, start + 1) if quote else -1
        if start < 0:
            times = text.count(quote) if quote else 0
            raise BadInput(f"{quote!r} stands {times} times in the text, not {occurrence}")
    return Span(start, start + len(quote))


def span_hash(*words: str) -> str:
    """The hash by which the words of a claim's spans are found again.

    Args:
        words: The words of each span; how they are spaced and broken into lines does not count.

    Returns:
        The first 16 hexadecimal digits of the SHA-256 of each, joined by ``;``.

    Example:
        >>> span_hash("rare  earths") == span_hash("rare\\nearths")
        True
    """
    return ";".join(
        hashlib.sha256(" ".join(part.split()).encode()).hexdigest()[:_HASH_DIGITS] for part in words
    )


def verify(document: Document, claim: Claim, *, source: Source) -> list[str]:
    """Compare what a claim says of its place with the document itself.

    Args:
        document: The document.
        claim: A claim with spans as its locator.
        source: The claim's source.

    Returns:
        What does not fit: the document, its length, a bound or a hash; empty for a sound claim.

    Raises:
        BadInput: The locator is none.

    Example:
        >>> from kg.curated import read_data
        >>> data = read_data()
        >>> claim = next(claim for claim in data.claims if claim.span_hash)
        >>> document = Document("another text", sha256="0" * 64, length=12)
        >>> len(verify(document, claim, source=data.sources[claim.source_id])) > 0
        True
    """
    if document.sha256 != source.sha256:
        expected = f"{source.id} has the SHA-256 {source.sha256}"
        return [f"another document: {expected}, this one {document.sha256}"]
    problems = []
    if document.length != source.length:
        problems.append(f"{source.id} has {source.length} characters, this text {document.length}")
    spans = parse_locator(claim.locator)
    beyond = [span for span in spans if span.end > document.length]
    if beyond:
        reach = format_locator(beyond)
        problems.append(f"{reach} reaches beyond the {document.length} characters of the text")
    elif claim.span_hash != (found := span_hash(*document.words(spans))):
        problems.append(f"the words at {claim.locator} hash to {found}, not to {claim.span_hash}")
    return problems


def find_document(folder: Path, digest: str) -> Path:
    """Find a document by its content, whatever its name.

    Args:
        folder: Where to look, folders within included.
        digest: SHA-256 of its bytes.

    Returns:
        Its path; the first one by name if there are copies.

    Raises:
        BadInput: No file in the folder has this content.

    Example:
        >>> from kg.files import bundled
        >>> path = bundled("ontology") / "relations.ttl"
        >>> find_document(bundled("ontology"), sha256(path)).name
        'relations.ttl'
    """
    for path in sorted(folder.rglob("*")):
        if path.is_file() and sha256(path) == digest:
            return path
    raise BadInput(f"no file in {folder} has the SHA-256 {digest}")


_FIGURE = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:,\d{3})+(?!\d)|\d+)(\.\d+)?"
    r"(?:(?:st|nd|rd|th)\b|\s+(thousand|million|billion|trillion)\b)?",
    re.ASCII,
)
_SCALES: Mapping[str | None, Decimal] = {
    None: Decimal(1),
    "thousand": Decimal(10**3),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
}
_NUMBER_WORDS: Mapping[str, tuple[Decimal, ...]] = {
    word: tuple(map(Decimal, numbers))
    for words, *numbers in (
        ("zero", "0"),
        ("one first leading largest biggest top", "1"),
        ("two second", "2"),
        ("three third", "3"),
        ("four fourth", "4"),
        ("five fifth", "5"),
        ("six sixth", "6"),
        ("seven seventh", "7"),
        ("eight eighth", "8"),
        ("nine ninth", "9"),
        ("ten tenth", "10"),
        ("eleven", "11"),
        ("twelve", "12"),
        ("half", "0.5", "50"),
    )
    for word in words.split()
}


def numbers_in(text: str) -> set[Decimal]:
    """The numbers that a text states, so that a claim's value can be looked up in its words.

    Normalised are: commas between thousands (``5,864.6``); thousand, million, billion, trillion
    after a figure (``18.7 million`` is 18700000); words from zero to twelve and from first to
    tenth, ``2nd``; leading, largest, biggest and top (rank 1); half (0.5, and 50 as a per cent).
    Signs and units are not read: a fall of 48.3% is 48.3, and so is a rise.

    Args:
        text: Any words.

    Returns:
        The numbers.

    Example:
        >>> sorted(numbers_in("seven sorts, worth $18.7 million, down 48.3%"))
        [Decimal('7'), Decimal('48.3'), Decimal('18700000.0')]
    """
    text = text.casefold()
    found = {
        Decimal(whole.replace(",", "") + part) * _SCALES[scale or None]
        for whole, part, scale in _FIGURE.findall(text)
    }
    for word in re.findall(r"[a-z]+", text):
        found.update(_NUMBER_WORDS.get(word, ()))
    return found
