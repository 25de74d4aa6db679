"""A text in which quotations are found by the hash of their words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from kg.documents import Document, Span, span_hash
from kg.errors import BadInput

Places = dict[str, list[Span]]
"""Where quotations stand, by the hash of their words."""

_SPACES = 4  # characters by which spacing may have shortened a span, and one in so many
_SPACES_SHARE = 20
_LARGEST = 5_000_000  # bytes of a file that is looked into


class Text:
    """A text in which quotations are found by the hash of their words.

    Spacing does not count: windows are cut from the text with every run of white space made one
    space. The hash says nothing of the number of words, but the span says how many characters they
    took; spacing can only have made them fewer.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @classmethod
    def read(cls, path: Path) -> Text | None:
        """The text of a file; None for what is no text, or is too large to be an article."""
        try:
            if not path.is_file() or path.stat().st_size > _LARGEST:
                return None
            return cls(Document.read(path).text)
        except (BadInput, OSError):
            return None

    def find(self, wanted: dict[str, Span], *, hard: bool = False) -> Places:
        """Where quotations stand.

        Args:
            wanted: The span each quotation had, by its hash.
            hard: Look for those that begin or end inside a word (a space is missing there), or
                whose spacing took more characters than it does now.

        Returns:
            The spans it has now, by its hash; what was not found is not in it.
        """
        found: Places = {}
        longest = max((_slack(span) for span in wanted.values()), default=0)
        for shorter in range(longest + 1) if hard else (0,):
            by_length: dict[int, set[str]] = {}
            for digest, span in wanted.items():
                length = span.end - span.start - shorter
                if digest not in found and length > 0 and shorter <= _slack(span):
                    by_length.setdefault(length, set()).add(digest)
            for length, digests in by_length.items():
                anywhere = hard and not shorter
                for start, digest in self._windows(length, digests, anywhere=anywhere):
                    found.setdefault(digest, []).append(self._original(start, length))
        return found

    def _windows(
        self, length: int, digests: set[str], *, anywhere: bool
    ) -> Iterator[tuple[int, str]]:
        """The windows of a length that have some hashes, from edge to edge or anywhere."""
        words, edges, last = self._words, self._edges, len(self._words) - length
        edged = self._beginnings[: bisect_left(self._beginnings, last + 1)]
        for start in range(last + 1) if anywhere else edged:
            if anywhere or edges[start + length]:
                digest = span_hash(words[start : start + length])
                if digest in digests:
                    yield start, digest

    def _original(self, start: int, length: int) -> Span:
        """A window's span in the text as it is."""
        return Span(self._offsets[start], self._offsets[start + length - 1] + 1)

    @cached_property
    def _offsets(self) -> list[int]:
        """Where each character of the words stands in the text."""
        offsets, text, spaced = [], self.text, True
        for at, character in enumerate(text):
            space = character.isspace()
            if not (space and spaced):
                offsets.append(at)
            spaced = space
        while offsets and text[offsets[-1]].isspace():
            offsets.pop()
        return offsets

    @cached_property
    def _words(self) -> str:
        """The text with single spaces."""
        return " ".join(self.text.split())

    @cached_property
    def _edges(self) -> bytearray:
        """For each place between two characters: whether a quotation can begin or end there.

        It can at the edge of a word or a sign, but not inside a word.
        """
        words = self._words
        inside = (one.isalnum() and other.isalnum() for one, other in pairwise(words))
        return bytearray([1, *(not within for within in inside), 1])

    @cached_property
    def _beginnings(self) -> list[int]:
        """The edges where a quotation can begin."""
        edges = self._edges
        return [at for at, character in enumerate(self._words) if edges[at] and character != " "]


def _slack(span: Span) -> int:
    """By how many characters spacing may have lengthened a span."""
    return _SPACES + (span.end - span.start) // _SPACES_SHARE
