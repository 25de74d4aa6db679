"""Which generation is current on a server, and who wins where two write at the same time.

The state is a few triples in one graph::

    <ROOT> <ROOT current> "g000002-…"    the record that counts
    <ROOT> <ROOT shown>   "g000002-…"    the record that the graphs of the view were made from
    <ROOT> <ROOT pending> "g000003-… 4"  somebody puts this generation together, in 4 staged graphs

Changing ``current`` is the commit: one DELETE/INSERT that says what it expects to find. Where a
server runs it in isolation, one of two writers finds something else, and nothing happens. Where it
does not (Virtuoso with its default isolation), both values may stand there for a moment; then each
writer that sees another's takes its own back, and the old one is put back by whoever finds none.
A writer that saw its own alone has won: everybody after it sees two.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from kg.errors import StoreDamaged, StoreLocked
from kg.rdf import Literal
from kg.store.remote.http import Http
from kg.store.remote.record import ROOT
from kg.store.remote.results import Answered

GRAPH = ROOT + "state"
NOTHING = "g000000-nothing"
"""What is current before there is a store."""

_LOOKS = 8
_BETWEEN = 0.25  # seconds; two writers settle in far less


@dataclass(frozen=True)
class State:
    """What the state graph says.

    Attributes:
        current: The generation that counts; None where there is no store.
        shown: The generation that the view's graphs are of; another one, or None, while they are
            being changed.
        pending: Generations on their way, with the number of their staged graphs.
    """

    current: str | None
    shown: str | None
    pending: dict[str, int]

    @property
    def is_settled(self) -> bool:
        """Whether the view's graphs are those of the current generation."""
        return self.current is not None and self.current == self.shown

    @property
    def number(self) -> int:
        """The number of the current generation; 0 where there is no store."""
        return number_of(self.current) if self.current else 0


def number_of(generation: str) -> int:
    """The number in a generation's name.

    Example:
        >>> number_of("g000012-0123456789abcdef")
        12
    """
    return int(generation[1:7])


def look(http: Http, *, pause: Callable[[float], None] = time.sleep) -> State:
    """Read the state; wait a little where two writers are settling who has won.

    Raises:
        StoreDamaged: They never settle.
    """
    for _ in range(_LOOKS):
        found = _read(http)
        current, shown = found["current"] - {NOTHING}, found["shown"]
        if len(current) < 2:
            break
        pause(_BETWEEN)
    else:
        current &= shown
        if len(current) != 1:
            raise StoreDamaged(
                f"{http}: two generations claim to be current; kg build --anew makes the store anew"
            )
    pending = {name: int(count) for name, _, count in (p.partition(" ") for p in found["pending"])}
    return State(_only(current), _only(shown), pending)


def begin(http: Http) -> None:
    """Make a state that says there is nothing, where there is none at all.

    It is looked for here: Virtuoso takes a lone FILTER NOT EXISTS for true.
    """
    if not _read(http)["current"]:
        http.update(f"INSERT DATA {{ {guarded(NOTHING)} }}")


def forget(http: Http) -> None:
    """Say that there is nothing, whatever there was."""
    http.update(f"CLEAR SILENT GRAPH <{GRAPH}>")
    begin(http)


def commit(http: Http, before: State, generation: str) -> None:
    """Make a generation the current one, if the current one is still the one it was made from.

    Args:
        http: The server.
        before: The state that the generation was made from; :func:`begin` has made one.
        generation: Its name.

    Raises:
        StoreLocked: Somebody else wrote in the meantime; nothing has changed.
    """
    old = _in(_is("current", before.current or NOTHING))
    http.update(f"DELETE {{ {old} }} INSERT {{ {guarded(generation)} }} WHERE {{ {old} }}")
    current = _read(http)["current"] - {NOTHING}  # which two that begin at once may leave
    if current == {generation}:
        return
    if generation in current:
        http.update(f"DELETE DATA {{ {guarded(generation)} }}")
        if not _read(http)["current"]:
            http.update(f"INSERT DATA {{ {old} }}")
    raise overtaken(http)


def overtaken(http: Http) -> StoreLocked:
    """The error for a writer that somebody else was faster than."""
    return StoreLocked(
        f"somebody else wrote to {http} at the same time; nothing changed, try again"
    )


def announce(http: Http, generation: str, staged: int) -> None:
    """Say that a generation is on its way, so that whoever comes later can clear it away."""
    http.update(f"INSERT DATA {{ {_in(_is('pending', f'{generation} {staged}'))} }}")


def withdraw(http: Http, generation: str, staged: int) -> None:
    """Say that nothing of a generation is left but what counts."""
    http.update(f"DELETE DATA {{ {_in(_is('pending', f'{generation} {staged}'))} }}")


def showing(generation: str) -> str:
    """The update that says the view's graphs are of a generation, if that is current."""
    old, current = _in(_is_any("shown")), guarded(generation)
    return (
        f"DELETE {{ {old} }} INSERT {{ {_in(_is('shown', generation))} }} "
        f"WHERE {{ {current} OPTIONAL {{ {old} }} }}"
    )


def guarded(generation: str) -> str:
    """A pattern that holds only as long as a generation is current."""
    return _in(_is("current", generation))


def _read(http: Http) -> dict[str, set[str]]:
    text = f"SELECT ?what ?value {{ GRAPH <{GRAPH}> {{ <{ROOT}> ?what ?value }} }}"
    found: dict[str, set[str]] = {"current": set(), "shown": set(), "pending": set()}
    for what, value in Answered(http, text, default=[GRAPH], named=[GRAPH]):
        name = getattr(what, "value", "").removeprefix(ROOT)
        if name in found and isinstance(value, Literal):
            found[name].add(value.value)
    return found


def _only(values: set[str]) -> str | None:
    return next(iter(values)) if len(values) == 1 else None


def _is(name: str, value: str) -> str:
    return f"<{ROOT}> <{ROOT}{name}> {Literal(value)}"


def _is_any(name: str) -> str:
    return f"<{ROOT}> <{ROOT}{name}> ?old"


def _in(pattern: str) -> str:
    return f"GRAPH <{GRAPH}> {{ {pattern} }}"
