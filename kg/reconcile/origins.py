"""Where a claim comes from, step by step, and how many witnesses stand behind some claims.

A chain runs from the source through the outlet it reprints or cites to the office, firm or person
that knew first. Where a claim names only an outlet, the outlet's own matching claim, if some source
reprints or publishes it, tells the rest.

Known limits:

* A source speaks for an outlet if the outlet published it, or if nobody is named as its publisher
  and the outlet is all it relies on. A reprint under another publisher's name is taken for a piece
  that cites.
* Of a claim without an origin in a source that relies on others, nobody knows which of them it is
  from. All are taken as possible, so that it is never counted beside them.
* Unnamed people ("analysts") share one id, so that two lots of them count once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.claim import Claim
from kg.dataset import Dataset
from kg.reconcile.what import has_exact_period, may_coincide
from kg.sources import Source

_Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody who may have known independently of the other witnesses.

    Attributes:
        origins: Who it is; several where a source does not say which of them.
        claims: Ids of the claims that go back to this witness.
    """

    origins: tuple[str, ...]
    claims: tuple[str, ...]


def origin_chain(claim: Claim, dataset: Dataset) -> tuple[str, ...]:
    """The way a claim came: from its source to the last known origin.

    Args:
        claim: The claim.
        dataset: The claims and sources that are known.

    Returns:
        Ids, the source's first. A source that is its own origin stands alone or with its
        publisher.

    Example:
        >>> import kg
        >>> graph = kg.build(check=False)
        >>> tonnage = next(c for c in graph.claims() if "5,864.6" in c.gist and c.trend is None)
        >>> origin_chain(tonnage, graph.store.contents.dataset)[-1]
        'company:wind'
    """
    return Origins(dataset).chain(claim)


def independent_origins(claims: Iterable[Claim], dataset: Dataset) -> tuple[Witness, ...]:
    """Who stands behind some claims, each counted once however many outlets repeat it.

    Args:
        claims: Claims that say the same.
        dataset: The claims and sources that are known.

    Returns:
        The witnesses, in the order of their first claim; ``len`` counts them.

    Example:
        >>> import kg
        >>> graph = kg.build(check=False)
        >>> slump = [claim for claim in graph.claims() if str(claim.value) == "-48.3"]
        >>> witnesses = independent_origins(slump, graph.store.contents.dataset)
        >>> len(slump), [witness.origins for witness in witnesses]
        (2, [('agency:CHN-GACC',)])
    """
    return Origins(dataset).witnesses(claims)


class Origins:
    """The origins of a dataset's claims; for many questions about one dataset.

    Args:
        dataset: The claims and sources that are known.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._sources = dataset.sources
        self._voices: dict[str, dict[_Key, list[Claim]]] = {}
        outlets = {source.id: outlet_of(source) for source in dataset.sources.values()}
        for claim in dataset.claims:
            outlet = outlets.get(claim.source_id)
            if outlet is not None:
                said = self._voices.setdefault(outlet, {})
                said.setdefault(_key(claim), []).append(claim)

    def chain(self, claim: Claim) -> tuple[str, ...]:
        """The way a claim came; see :func:`origin_chain`.

        Args:
            claim: The claim.

        Returns:
            Ids, from the source to the last known origin.
        """
        return self._chain(claim, frozenset())

    def witnesses(self, claims: Iterable[Claim]) -> tuple[Witness, ...]:
        """Who stands behind some claims; see :func:`independent_origins`.

        Two claims have one witness if they may have one last origin, or if that of the one lies on
        the way of the other.

        Args:
            claims: Claims that say the same.

        Returns:
            The witnesses.
        """
        claims = list(claims)
        groups: list[tuple[list[Claim], set[str], set[str]]] = []
        for claim in claims:
            members, lasts, ways = [claim], self._possible(claim), set(self.chain(claim))
            apart = []
            for group in groups:
                if group[1].isdisjoint(lasts | ways) and group[2].isdisjoint(lasts):
                    apart.append(group)
                else:
                    members, lasts, ways = members + group[0], lasts | group[1], ways | group[2]
            groups = [*apart, (members, lasts, ways)]
        place = {claim.id: at for at, claim in enumerate(claims)}
        found = [sorted(members, key=lambda claim: place[claim.id]) for members, _, _ in groups]
        found.sort(key=lambda members: place[members[0].id])
        return tuple(
            Witness(self._named(members), tuple(claim.id for claim in members)) for members in found
        )

    def _named(self, claims: list[Claim]) -> tuple[str, ...]:
        """The last known origins of claims of one witness: those stated, else those in common."""
        stated = [claim for claim in claims if is_traced(claim)]
        common = set.intersection(*map(self._possible, claims)) if not stated else set()
        return tuple(sorted(common or {self.chain(claim)[-1] for claim in stated or claims}))

    def _possible(self, claim: Claim) -> set[str]:
        """Everybody that a claim may go back to."""
        last = self.chain(claim)[-1]
        source = self._sources.get(claim.source_id)
        if is_traced(claim) or source is None:
            return {last}
        return {last, *source.relies_on}

    def _chain(self, claim: Claim, seen: frozenset[str]) -> tuple[str, ...]:
        source = self._sources.get(claim.source_id)
        steps = [claim.source_id]
        if source is not None:
            steps += self._outlets(claim, source, seen)
        if claim.origin:
            steps += [claim.origin, *self._rest(claim, claim.origin, seen)]
        elif not claim.attributed_to and source is not None and source.publisher:
            steps.append(source.publisher)
        if claim.attributed_to:
            steps = [*(step for step in steps if step != claim.attributed_to), claim.attributed_to]
        return tuple(dict.fromkeys(steps))

    def _outlets(self, claim: Claim, source: Source, seen: frozenset[str]) -> list[str]:
        """The outlet it reprints, or one it relies on that has the claim from the same origin."""
        if source.publisher is None and len(source.relies_on) == 1:
            return list(source.relies_on)
        known = claim.attributed_to or claim.origin
        for outlet in source.relies_on:
            if known and outlet != known and self._last(claim, outlet, seen) == known:
                return [outlet]
        return []

    def _rest(self, claim: Claim, outlet: str, seen: frozenset[str]) -> tuple[str, ...]:
        """The way on from an outlet, by its own matching claims; nothing where they differ."""
        if outlet in seen:
            return ()
        matches = {
            (match.source_id, match.origin, match.attributed_to): match
            for match in self._matches(claim, outlet)
        }
        ways = {self._chain(match, seen | {outlet})[1:] for match in matches.values()}
        return min(ways) if len({way[-1] for way in ways if way}) == 1 else ()

    def _last(self, claim: Claim, outlet: str, seen: frozenset[str]) -> str | None:
        rest = self._rest(claim, outlet, seen)
        return rest[-1] if rest else None

    def _matches(self, claim: Claim, outlet: str) -> list[Claim]:
        """What an outlet itself says in the place of a claim."""
        said = self._voices.get(outlet, {}).get(_key(claim), ())
        return [match for match in said if _same_amount(claim, match) and _same_time(claim, match)]


def is_traced(claim: Claim) -> bool:
    """Whether a claim says where its source has it from.

    Args:
        claim: A claim.

    Returns:
        True if it names an origin or a speaker.
    """
    return bool(claim.origin or claim.attributed_to)


def outlet_of(source: Source) -> str | None:
    """The outlet that speaks in a source.

    Args:
        source: A source.

    Returns:
        Its publisher; for one without, the only outlet it relies on; else None.
    """
    if source.publisher is None and len(source.relies_on) == 1:
        return source.relies_on[0]
    return source.publisher


def _key(claim: Claim) -> _Key:
    """What two tellings of one claim share."""
    return (
        claim.subject,
        claim.predicate,
        claim.object,
        claim.product,
        claim.instrument,
        claim.quantity_kind,
        claim.comparator,
        claim.unit,
        claim.negated,
    )


def _same_amount(one: Claim, other: Claim) -> bool:
    if one.value is None or other.value is None:
        return one.value is other.value and one.trend == other.trend
    return one.value == other.value


def _same_time(one: Claim, other: Claim) -> bool:
    if has_exact_period(one) and has_exact_period(other):
        return (one.start, one.end) == (other.start, other.end)
    return may_coincide(one, other)
