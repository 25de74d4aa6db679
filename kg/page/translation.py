"""Translations of the page's own words; what comes from claims is never translated.

A folder for a language holds ``page.json``::

    {"lang": "de", "dir": "ltr", "words": {"Zoom in": "Vergrößern", "{n} claims": "{n} Aussagen"}}
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import BadInput, UnknownName, shown
from kg.files import bundled, read_text
from kg.page.words import words_in

FILE = "page.json"
"""The file of a folder that holds the translation."""

DIRECTIONS = ("ltr", "rtl")
"""The directions of writing: from left to right, from right to left."""

_KEYS = ("lang", "dir", "words")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_PLACE = re.compile(r"\{(\w+)\}", re.ASCII)
_MOST_FAULTS = 12


@dataclass(frozen=True, slots=True)
class Translation:
    """The page's own words in another language.

    Attributes:
        lang: Its tag, such as ``de`` or ``pt-BR``; figures and dates are written its way.
        dir: ``ltr`` or ``rtl``.
        words: Translations by English text. What is not in it stays English.
    """

    lang: str = "en"
    dir: str = "ltr"
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[str, ...]:
        """The words of the page that stay English."""
        return tuple(word for word in catalogue() if word not in self.words)

    def to_json(self) -> dict[str, Any]:
        """The translation as the file holds it."""
        return {"lang": self.lang, "dir": self.dir, "words": dict(self.words)}


def catalogue() -> list[str]:
    """All words of the page that can be translated.

    Returns:
        English texts, sorted, each once; places for values are in braces: ``{n} claims``.

    Example:
        >>> catalogue() == sorted(set(catalogue()))
        True
    """
    folder = bundled("viz")
    found: set[str] = set()
    for path in folder.rglob("*.js"):
        found.update(words_in(path.relative_to(folder).as_posix(), read_text(path)))
    return sorted(found)


def template() -> str:
    """A file to start a translation from: every word of the page stands for itself.

    Returns:
        The text of a ``page.json``.

    Example:
        >>> json.loads(template())["dir"]
        'ltr'
    """
    english = Translation(words={word: word for word in catalogue()})
    return json.dumps(english.to_json(), ensure_ascii=False, indent=1) + "\n"


def load(folder: Path) -> Translation:
    """Read the translation in a folder.

    Args:
        folder: It holds ``page.json``.

    Returns:
        The translation; words that are translated by an empty text stay English.

    Raises:
        BadInput: The file is missing or is no JSON; language or direction are none; a word is not
            the page's; or a translation lacks a place for a value, such as ``{n}``.

    Example:
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> _ = (folder / "page.json").write_text(template(), encoding="utf-8")
        >>> load(folder).missing
        ()
    """
    path = folder / FILE
    if not path.is_file():
        raise BadInput(
            f"there is no translation in {folder}: it needs a file {FILE}. Begin with\n"
            f"  kg view --words > {path}\n"
            'then translate the text behind each colon and set "lang" and "dir"'
        )
    read = _read(path)
    for key in read.keys() - set(_KEYS):
        raise BadInput(f"{path}: {UnknownName('entry', key, _KEYS)}")
    lang, direction, words = (read.get(key) for key in _KEYS)
    if not isinstance(lang, str) or not _LANGUAGE.fullmatch(lang):
        raise BadInput(f'{path}: "lang" is the tag of a language, such as "de" or "pt-BR"')
    direction = "ltr" if direction is None else direction
    if direction not in DIRECTIONS:
        raise BadInput(f'{path}: "dir" is "ltr" (left to right) or "rtl" (right to left)')
    if not isinstance(words, dict):
        raise BadInput(f'{path}: "words" holds a translation for each English text')
    _refuse_faults(path, words)
    return Translation(lang, direction, {word: said for word, said in words.items() if said})


def _read(path: Path) -> dict[str, Any]:
    try:
        read = json.loads(read_text(path), object_pairs_hook=_no_twins)
    except json.JSONDecodeError as error:
        where = f"{path}, line {error.lineno}, column {error.colno}"
        raise BadInput(f"{where}: this is no JSON: {error.msg}") from error
    except (_Twice, RecursionError) as error:
        raise BadInput(f"{path}: {error}") from error
    if not isinstance(read, dict):
        raise BadInput(f'{path}: write an object with "lang", "dir" and "words"')
    return read


class _Twice(Exception):
    """A key that stands twice in one object; JSON would silently keep the last."""


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for key, value in pairs:
        if key in read:
            raise _Twice(f"{shown(key)} stands twice; keep one")
        read[key] = value
    return read


def _refuse_faults(path: Path, words: Mapping[str, object]) -> None:
    faults = list(_faults(words))
    if faults:
        left = len(faults) - _MOST_FAULTS
        more = [f"… and {left} more"] if left > 0 else []
        raise BadInput("\n  ".join([f"{path}:", *faults[:_MOST_FAULTS], *more]))


def _faults(words: Mapping[str, object]) -> Iterator[str]:
    known = catalogue()
    there = set(known)
    for word, said in words.items():
        if word not in there:
            yield str(UnknownName("word of the page", word, known))
        elif not isinstance(said, str):
            yield f"{shown(word)} is translated by a text"
        elif said:
            wanted, found = set(_PLACE.findall(word)), set(_PLACE.findall(said))
            for place in sorted(wanted - found):
                yield f"{shown(word)}: the translation lost {{{place}}}"
            for place in sorted(found - wanted):
                yield f"{shown(word)}: nothing fills {{{place}}} of the translation"
