"""From a name as people write it to the entity that is meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

from kg.entity import Entity
from kg.errors import UnknownName, shown
from kg.sources import Source
from kg.vocab import Named, Vocabulary

if TYPE_CHECKING:
    from kg.asof import AsOf

_SHORT = 2  # names of so few letters are symbols and codes: In is indium, IN is India
_Thing = TypeVar("_Thing", Entity, Source, Named)


def resolve(view: AsOf, text: str) -> Entity:
    """The entity that a name means.

    Its id comes first, then labels, then aliases, then codes: a name that is one entity's label
    and another one's alias means the first. Case does not matter, except for codes and for names
    of one or two letters: ``In`` is indium, ``IN`` is India.

    Args:
        view: Where to look.
        text: An id (``country:CHN``), IRI, label, alias or code.

    Returns:
        The entity.

    Raises:
        UnknownName: Nothing is called so, with the nearest names; or several things are, with
            their ids.

    Example:
        >>> from kg.asof import as_of
        >>> from kg.curated import read_data
        >>> from kg.store import Contents, MemoryStore
        >>> view = as_of(MemoryStore(Contents(Vocabulary.load(), {"data": read_data()})))
        >>> resolve(view, "beijing").id, resolve(view, "Dy").id
        ('country:CHN', 'element:Dy')
    """
    return _find("entity", view.entities, text, view.vocab)


def resolve_source(view: AsOf, text: str) -> Source:
    """The source that an id or label means; see :func:`resolve`."""
    return _find("source", view.sources, text, view.vocab)


def resolve_term(kind: str, known: Mapping[str, Named], text: str, vocab: Vocabulary) -> Named:
    """The term of the ontology that a CURIE, its local part or a label means."""
    return _find(kind, known, text, vocab)


def _find(kind: str, known: Mapping[str, _Thing], text: str, vocab: Vocabulary) -> _Thing:
    wanted = " ".join(text.split())
    by_id = known.get(wanted) or known.get(vocab.compact(wanted) or "")
    if by_id:
        return by_id
    folded = fold(wanted)
    ranked: dict[int, dict[str, _Thing]] = {}
    for thing in known.values():
        for rank, name in _names(thing):
            if name == wanted or (rank < _CODE and fold(name) == folded):
                ranked.setdefault(rank, {})[thing.id] = thing
                break
    if not ranked:
        raise UnknownName(kind, text, _all_names(known))
    best = ranked[min(ranked)]
    if len(best) > 1:
        raise _ambiguous(kind, text, best)
    return next(iter(best.values()))


_LABEL, _ALIAS, _CODE = 1, 2, 3


def _names(thing: Entity | Source | Named) -> Iterator[tuple[int, str]]:
    """What a thing is called, the best names first."""
    yield _LABEL, thing.label
    if isinstance(thing, Entity):
        for alias in thing.aliases:
            yield _ALIAS, alias
        for _, code in thing.codes:
            yield _CODE, code
    yield _CODE, thing.id.partition(":")[2]


def _all_names(known: Mapping[str, _Thing]) -> Iterator[str]:
    """For suggestions: ids, and every name of more than two letters."""
    yield from known
    for thing in known.values():
        for _, name in _names(thing):
            if len(name) > _SHORT:
                yield name


def fold(name: str) -> str:
    """A name as it is compared: one case, one kind of blank; short ones as they are.

    Args:
        name: A name.

    Returns:
        What two spellings of one name have in common.

    Example:
        >>> fold("Rare  Earths") == fold("rare earths"), fold("In") == fold("IN")
        (True, False)
    """
    spelled = " ".join(unicodedata.normalize("NFKC", name).split())
    return spelled if len(spelled) <= _SHORT else spelled.casefold()


def _ambiguous(kind: str, text: str, found: Mapping[str, Entity | Source | Named]) -> UnknownName:
    error = UnknownName(kind, text)
    error.suggestions = sorted(found)
    candidates = ", ".join(f"{id_} ({found[id_].label})" for id_ in error.suggestions)
    error.args = (f"{shown(text)} may mean {candidates}; give the id of the {kind}",)
    return error
