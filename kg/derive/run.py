"""What follows from the claims of a dataset, as claims of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby

from kg.claim import Claim
from kg.dataset import Dataset
from kg.derive.draft import SOURCE, Draft
from kg.derive.levels import EARLIER_BY, Cell, Flow, Known, Ontology, Table, stated, table_of
from kg.derive.months import Months
from kg.derive.rules import RULES
from kg.entity import Entity
from kg.sources import Source
from kg.vocab import Vocabulary

_REACH = max(EARLIER_BY.values())
_Preference = tuple[bool, int, int, bool, Decimal, Decimal, tuple[str, ...]]


def derive(dataset: Dataset, vocab: Vocabulary) -> tuple[Claim, ...]:
    """What follows from the claims of a dataset.

    A derived claim is known from the latest of its premises, and derived claims never serve as
    premises. What was derivable on an earlier day stays derived, so that knowing more takes no
    claim away; of what becomes derivable on one day there is one claim per cell, unless sources
    disagree: then one for each of the disagreeing figures. A later one is added where it is more
    precise or disagrees. Nothing is derived for a cell that a source states itself.

    Preferred are premises of one source to those of several, sources that are nearer to the
    origin to those that repeat them, few premises, a narrow band, a sure reading.

    Args:
        dataset: What is known; retracted claims are passed over.
        vocab: The ontology.

    Returns:
        The derived claims, sorted as in a dataset. They may name partners that only
        :func:`derivations` has as entities.

    Example:
        >>> from kg.curated import read_data
        >>> claims = derive(read_data(), Vocabulary.load())
        >>> {claim.source_id for claim in claims}
        {'source:derived'}
    """
    return derivations(dataset, vocab).claims


def derivations(dataset: Dataset, vocab: Vocabulary) -> Dataset:
    """What follows from the claims of a dataset, with all that it refers to.

    Args:
        dataset: What is known; retracted claims are passed over.
        vocab: The ontology.

    Returns:
        The derived claims, their source, and the partners made for them ("all but those named");
        empty where nothing follows. Together with the dataset (``dataset | derivations(…)``) it
        is complete.

    Example:
        >>> from kg.curated import read_data
        >>> sorted(derivations(read_data(), Vocabulary.load()).sources)
        ['source:derived']
    """
    gone = {row.claim for row in dataset.retractions}
    ontology = Ontology.of(vocab)
    visible = (claim for claim in dataset.claims if claim.id not in gone)
    claims: list[Claim] = []
    partners: dict[str, Entity] = {}
    for flow, known in flows(stated(visible, ontology)).items():
        empty = Table(flow, {}, ontology, dataset.entities, date.min)
        for draft in _drafts(known, empty, dataset.sources):
            claims.append(draft.claim(empty))
            if draft.partner and draft.partner.id not in dataset.entities:
                partners[draft.partner.id] = draft.partner
    if not claims:
        return Dataset.of()
    newest = max(claim.published for claim in claims)
    return Dataset.of(entities=partners.values(), sources=[derived_source(newest)], claims=claims)


def derived_source(day: date) -> Source:
    """The source that derived claims have: the graph itself.

    Args:
        day: The newest day on which one of them was known.

    Returns:
        Its row.

    Example:
        >>> derived_source(date(2025, 6, 9)).kind
        'derived'
    """
    return Source(
        id=SOURCE,
        label="Derived from the claims of this graph",
        kind="derived",
        publisher=None,
        published=day,
        published_basis="the newest premise of a derived claim",
        language="en",
        sha256=None,
        length=None,
        obtained="worked out by rules that each derived claim names",
        relies_on=(),
        licence="as the premises",
        recorded=day,
    )


def flows(known: Iterable[Known]) -> dict[Flow, list[Known]]:
    """Figures by the flow they measure, sorted."""
    ordered = sorted(known, key=lambda one: ([slot or "" for slot in one.flow], one.premises[0].id))
    return {flow: list(group) for flow, group in groupby(ordered, key=lambda one: one.flow)}


def _drafts(known: list[Known], empty: Table, sources: Mapping[str, Source]) -> Iterator[Draft]:
    """What follows within one flow, day by day: each day sees what was published by then."""
    kept: dict[Cell, list[Draft]] = {}
    repeats = _second_hand(known, sources)
    for day in sorted({one.published for one in known}):
        seen = _in_reach([one for one in known if one.published <= day], day)
        cells = {one.cell for one in seen}
        drafts = [draft for draft in _candidates(seen, empty, day) if draft.published == day]
        for draft in sorted(drafts, key=lambda draft: _preference(draft, repeats)):
            before = kept.setdefault(draft.cell, [])
            if draft.cell._replace(by=None) not in cells and _adds(draft, before):
                before.append(draft)
                yield draft


def _candidates(seen: list[Known], empty: Table, day: date) -> Iterator[Draft]:
    """What the rules say to each source alone, then to all together."""
    sources = sorted({one.premises[0].source_id for one in seen})
    scopes: list[str | None] = [*sources, *([None] if len(sources) > 1 else [])]
    for scope in scopes:
        among = [one for one in seen if scope in (None, one.premises[0].source_id)]
        table = table_of(among, empty, day=day)
        for rule in RULES.values():
            yield from rule(table)


def _in_reach(seen: list[Known], day: date) -> list[Known]:
    """The figures that can add up to something with those of a day: within a year of them."""
    new = {one.cell.months for one in seen if one.published == day}
    first = min(months.first for months in new) - _REACH
    last = max(months.last for months in new) + _REACH
    return [one for one in seen if one.cell.months.overlaps(Months(first, last))]


def _adds(draft: Draft, before: list[Draft]) -> bool:
    """Whether a draft says more than those kept for its cell."""
    if len(draft.sources) > 1 and any(len(other.sources) == 1 for other in before):
        return False
    band = draft.figure.band
    met = [other for other in before if other.figure.band.overlaps(band)]
    newer = all(other.published < draft.published for other in met)
    return newer and not any(band.contains(other.figure.band) for other in met)


def _preference(draft: Draft, repeats: set[str]) -> _Preference:
    width = draft.figure.width
    return (
        len(draft.sources) > 1,
        sum(claim.id in repeats for claim in draft.premises),
        len(draft.premises),
        width is None,
        width or Decimal(0),
        -min(claim.confidence for claim in draft.premises),
        tuple(claim.id for claim in draft.premises),
    )


def _second_hand(known: list[Known], sources: Mapping[str, Source]) -> set[str]:
    """Claims that have their figure from an outlet whose own report of it is at hand.

    Whose report a source is, its publisher says, or where it prints none, what it reprints.
    """
    by_figure: dict[tuple[Cell, Decimal], list[Claim]] = {}
    for one in known:
        by_figure.setdefault((one.cell, one.figure.value), []).append(one.premises[0])
    return {
        claim.id
        for claims in by_figure.values()
        for claim in claims
        if any(_repeats(claim, other, sources) for other in claims)
    }


def _repeats(claim: Claim, other: Claim, sources: Mapping[str, Source]) -> bool:
    if claim.origin is None or claim.origin == other.origin or other.published > claim.published:
        return False
    source = sources.get(other.source_id)
    if source is None or claim.source_id == other.source_id:
        return False
    return claim.origin in ((source.publisher,) if source.publisher else source.relies_on)
