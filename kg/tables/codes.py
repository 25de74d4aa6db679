"""Codes that stand for entities: countries by ISO, M49 or name, goods by HS, others by tables.

A *scheme* says how a code is read. ``iso2``, ``iso3``, ``m49``, ``name``, ``element`` and ``hs``
are read from the catalogue. ``chn-hs`` and its like are national tariffs: up to six digits are HS,
more are a good of that country's own. Any other scheme is a table ``data/codes/SCHEME.csv``, or a
code of the catalogue's entities; ``m49-baci`` is a table that falls back on ``m49``. A scheme with
a colon is the beginning of ids: by ``action:gta-`` every code is an entity of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kg.entity import Entity
from kg.files import bundled
from kg.rows import read_rows
from kg.vocab import CURIE, Vocabulary

_READ = frozenset({"iso2", "iso3", "m49", "name", "element", "hs"})
_CATALOGUE = {"iso2": "iso3166-1-alpha-2", "iso3": "iso3166-1-alpha-3"}
_NAMED = frozenset({"kg:Country", "kg:Bloc", "kg:Aggregate", "kg:Place"})
_NATIONAL = re.compile(r"([a-z]{2,3})-hs")
_COLUMNS = ("code", "entity", "label", "note")
_HS_LENGTHS = (2, 4, 6)
_LONGEST_NATIONAL = 12
_LONGEST_ALIAS = 300
_NAMES = "country-names"


def is_scheme(name: str, schemes: Iterable[str] = ()) -> bool:
    """Whether codes can be read by a scheme of this name.

    Args:
        name: Such as ``iso3``.
        schemes: Those by which entities of a catalogue carry codes.

    Returns:
        True if it can.

    Example:
        >>> is_scheme("iso3"), is_scheme("chn-hs"), is_scheme("iso33")
        (True, True, False)
    """
    base = name.partition("-")[0]
    return (
        ":" in name
        or name in {*_READ, *schemes}
        or base in _READ
        or _NATIONAL.fullmatch(name) is not None
        or (bundled("data") / "codes" / f"{name}.csv").is_file()
    )


@dataclass(frozen=True, slots=True)
class Found:
    """What a code stands for.

    Attributes:
        entity: The entity's id; None where the code is none of ours.
        drop: Why rows with it make no claim, where the code is known to be no party or good.
    """

    entity: str | None = None
    drop: str | None = None


@dataclass
class Codes:
    """Finds what codes stand for, and keeps the entities that are new.

    Attributes:
        vocab: The ontology.
        known: The catalogue.
        new: Entities that were made for codes, by id.
    """

    vocab: Vocabulary
    known: Mapping[str, Entity]
    new: dict[str, Entity] = field(default_factory=dict)

    def find(self, scheme: str, code: str, label: str | None = None) -> Found | None:
        """What a code stands for.

        Args:
            scheme: How it is read.
            code: The code as printed.
            label: Its name as printed, an alias of an entity that is new.

        Returns:
            What it stands for; None where nobody knows.

        Example:
            >>> from kg.curated import read_data
            >>> codes = Codes(Vocabulary.load(), read_data().entities)
            >>> codes.find("m49", "4").entity, codes.find("name", "Viet Nam").entity
            ('country:AFG', 'country:VNM')
            >>> codes.find("hs", "2846.90").entity, codes.find("hs", "260400").entity
            ('product:other-rare-earth-compounds', 'product:hs-260400')
        """
        code = code.strip()
        national = _NATIONAL.fullmatch(scheme)
        if ":" in scheme:
            return self._own(scheme, code, label)
        if scheme == "hs" or national:
            return self._good(code, label, national[1] if national else None)
        row = self._table(scheme).get(_key(scheme, code))
        return self._of_row(row) if row else self._in_catalogue(scheme, code, label)

    def _in_catalogue(self, scheme: str, code: str, label: str | None) -> Found | None:
        if scheme in self._by_text:
            id_ = self._by_text[scheme].get(folded(code))
        else:
            id_ = self._by_code(_CATALOGUE.get(scheme, scheme)).get(_key(scheme, code))
        base = scheme.partition("-")[0]
        if id_ is None and base != scheme and base in {*_CATALOGUE, *self._by_text, "m49"}:
            return self.find(base, code, label)
        return Found(id_) if id_ else None

    def named(self, text: str) -> str | None:
        """The country, bloc or area that a person means by an id, ISO code or name.

        Args:
            text: Such as ``country:CHN``, ``CHN``, ``CN`` or ``China``.

        Returns:
            Its id, or None.

        Example:
            >>> from kg.curated import read_data
            >>> Codes(Vocabulary.load(), read_data().entities).named("CN")
            'country:CHN'
        """
        if text in self.known:
            return text
        for scheme in ("iso3", "iso2", "name"):
            found = self.find(scheme, text.upper() if scheme != "name" else text)
            if found and found.entity:
                return found.entity
        return None

    def names(self) -> list[str]:
        """Every name of a country, bloc or area, for suggestions."""
        return [entity.label for entity in self.known.values() if entity.type in _NAMED]

    def _of_row(self, row: Mapping[str, str]) -> Found:
        id_ = row["entity"]
        if not id_:
            return Found(drop=row["note"] or f"{row['label'] or row['code']} is no party")
        if id_ not in self.known and id_ not in self.new:
            self._add(Entity(id=id_, type=self.class_of(id_), label=row["label"] or id_))
        return Found(id_)

    def _good(self, code: str, label: str | None, country: str | None) -> Found | None:
        """A good by its digits: one of the catalogue if there is just one, else one of its own."""
        digits = re.sub(r"[.\s]", "", code)
        if not (digits.isascii() and digits.isdecimal()):
            return None
        is_hs = len(digits) in _HS_LENGTHS
        if not is_hs and not (country and 6 < len(digits) <= _LONGEST_NATIONAL):
            return None
        scheme = "hs" if is_hs else f"{country}-hs{len(digits)}"
        id_ = f"product:{scheme}-{digits}"
        if id_ in self.known or id_ in self.new:
            return Found(id_)
        found = self._by_code(scheme).get(digits)
        if found:
            return Found(found)
        printed = dotted(digits)
        name = (label or "").strip()[:_LONGEST_ALIAS]
        self._add(
            Entity(
                id=id_,
                type="kg:Product",
                label=f"HS {printed}" if is_hs else f"{(country or '').upper()} {printed}",
                aliases=(name,) if name else (),
                codes=((scheme, printed),),
            )
        )
        return Found(id_)

    def _own(self, start: str, code: str, label: str | None) -> Found | None:
        """An entity whose id is the beginning that the scheme gives, and the code."""
        id_ = start + code
        if not CURIE.fullmatch(id_):
            return None
        if id_ not in self.known and id_ not in self.new:
            name = (label or "").strip()[:_LONGEST_ALIAS] or code
            scheme = start.partition(":")[2].strip("-")
            codes = ((scheme, code),) if scheme else ()
            self._add(Entity(id=id_, type=self.class_of(id_), label=name, codes=codes))
        return Found(id_)

    def _add(self, entity: Entity) -> None:
        self.new[entity.id] = entity

    def class_of(self, id_: str) -> str:
        """The class of an entity that only its id is known of: the most general of its prefix."""
        prefix = id_.partition(":")[0]
        of_prefix = (name for name, cls in self.vocab.classes.items() if cls.prefix == prefix)
        return next(of_prefix, "kg:Entity")

    def _table(self, scheme: str) -> Mapping[str, Mapping[str, str]]:
        name = _NAMES if scheme == "name" else scheme
        if name not in self._tables:
            path = bundled("data") / "codes" / f"{name}.csv"
            self._tables[name] = table(path, scheme) if path.is_file() else {}
        return self._tables[name]

    def _by_code(self, scheme: str) -> Mapping[str, str]:
        if scheme not in self._indexes:
            self._indexes[scheme] = _unambiguous(
                (_key(scheme, value), entity.id)
                for entity in self.known.values()
                for name, value in entity.codes
                if name == scheme
            )
        return self._indexes[scheme]

    @cached_property
    def _tables(self) -> dict[str, Mapping[str, Mapping[str, str]]]:
        return {}

    @cached_property
    def _indexes(self) -> dict[str, Mapping[str, str]]:
        return {}

    @cached_property
    def _by_text(self) -> Mapping[str, Mapping[str, str]]:
        """Entities by what they are called: a label counts for more than an alias."""
        areas = [entity for entity in self.known.values() if entity.type in _NAMED]
        aliases = _unambiguous((folded(name), e.id) for e in areas for name in e.aliases)
        labels = _unambiguous((folded(e.label), e.id) for e in areas)
        elements = [e for e in self.known.values() if e.type == "kg:ChemicalElement"]
        called = ((e.id, (e.label, *e.aliases, *(code for _, code in e.codes))) for e in elements)
        return {
            "name": {**aliases, **labels},
            "element": _unambiguous((folded(name), id_) for id_, names in called for name in names),
        }


def table(path: Path, scheme: str) -> dict[str, dict[str, str]]:
    """A table of codes.

    Args:
        path: A CSV file with code, entity, label and note; a row without an entity says in its
            note why rows with that code make no claim.
        scheme: The codes' scheme.

    Returns:
        Its rows by code.

    Raises:
        BadRow: A row cannot be read.

    Example:
        >>> table(bundled("data") / "codes" / "country-names.csv", "name")["turkey"]["entity"]
        'country:TUR'
    """
    rows = read_rows(path, known=_COLUMNS, required=_COLUMNS[:2])
    return {
        _key(scheme, row["code"]): {name: row.get(name, "") for name in _COLUMNS} for _, row in rows
    }


def dotted(digits: str) -> str:
    """HS digits as they are printed.

    Args:
        digits: Such as ``81129210``.

    Returns:
        The digits with dots after the fourth and every second one.

    Example:
        >>> dotted("2846"), dotted("284690"), dotted("81129210")
        ('2846', '2846.90', '8112.92.10')
    """
    return ".".join([digits[:4], *(digits[at : at + 2] for at in range(4, len(digits), 2))])


def folded(name: str) -> str:
    """A name without case, accents, and what is written now so, now so.

    Args:
        name: Such as ``Côte d’Ivoire``.

    Returns:
        What to compare names by.

    Example:
        >>> folded("Côte d’Ivoire"), folded("St. Kitts & Nevis"), folded("Korea,  Rep. of")
        ('cote d ivoire', 'st kitts and nevis', 'korea rep of')
    """
    plain = unicodedata.normalize("NFKD", name.replace("&", " and ")).casefold()
    letters = (c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join("".join(letters).split())


def _key(scheme: str, code: str) -> str:
    """What to compare codes by."""
    base = scheme.partition("-")[0]
    if base == "name":
        return folded(code)
    if base == "hs" or "-hs" in scheme:
        return re.sub(r"[.\s]", "", code)
    if base == "m49":
        return code.strip().lstrip("0") or "0"
    return code.strip()


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """One entity by key; a key of several entities means none of them."""
    found: dict[str, set[str]] = {}
    for key, id_ in pairs:
        found.setdefault(key, set()).add(id_)
    return {key: next(iter(ids)) for key, ids in found.items() if len(ids) == 1}
