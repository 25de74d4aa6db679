"""An entity and its claims, or all claims, told in time order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.asof import AsOf
from kg.claim import Claim
from kg.dates import FIRST
from kg.entity import Entity
from kg.reconcile import Severity
from kg.wording import period, quantity


@dataclass(frozen=True, slots=True)
class Line:
    """One claim as people read it.

    Attributes:
        when: Its period in words.
        gist: What it says, in our own words.
        quantity: Its figure with hedge, unit and comparator; empty where there is none.
        says: Who says so: the speaker, the origin, the source.
        claim: The claim itself.
        contested: Why it is contested; empty where no finding says so.
    """

    when: str
    gist: str
    quantity: str
    says: str
    claim: Claim
    contested: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is claimed about an entity.

    Attributes:
        entity: The entity.
        type_label: What it is.
        groups: Lines in time order, by the heading of their relation.
    """

    entity: Entity
    type_label: str
    groups: dict[str, tuple[Line, ...]]


def show(view: AsOf, entity: Entity) -> Profile:
    """Everything a view says about an entity.

    Args:
        view: What can be seen.
        entity: The entity.

    Returns:
        Its profile: relations in the order of the ontology, its own before those of others.

    Example:
        >>> import kg
        >>> graph = kg.build()
        >>> "restricts" in show(graph, graph.entities["country:CHN"]).groups
        True
    """
    headings: dict[tuple[int, int, str], list[Claim]] = {}
    places = {relation: place for place, relation in enumerate(view.vocab.relations)}
    for claim in view.claims():
        place = places[claim.predicate]
        for heading in _headings(view, claim, entity.id, place):
            headings.setdefault(heading, []).append(claim)
    groups = {
        heading: tuple(line(view, claim) for claim in sorted(claims, key=_by_time))
        for (_, _, heading), claims in sorted(headings.items(), key=lambda item: item[0])
    }
    return Profile(entity, view.vocab.label(entity.type), groups)


def timeline(
    view: AsOf,
    *,
    about: str | None = None,
    from_: date | None = None,
    until: date | None = None,
) -> Iterator[Line]:
    """Claims with a time of their own, in the order in which they began.

    Args:
        view: What can be seen.
        about: An entity's id; all claims that mention it. None for everything.
        from_: Leave out what was over by this day.
        until: Leave out what began after this day.

    Yields:
        Lines, by first day, then length, then place in their source.

    Example:
        >>> import kg
        >>> lines = timeline(kg.build(), about="country:CHN")
        >>> all("country:CHN" in line.claim.mentions for line in lines)
        True
    """
    chosen = [
        claim
        for claim in view.claims()
        if claim.start != FIRST
        and (about is None or about in (*claim.mentions, claim.attributed_to))
        and (from_ is None or claim.end > from_)
        and (until is None or claim.start <= until)
    ]
    return (line(view, claim) for claim in sorted(chosen, key=_by_time))


def line(view: AsOf, claim: Claim) -> Line:
    """A claim as people read it.

    Args:
        view: Knows the labels.
        claim: The claim.

    Returns:
        Its line.

    Example:
        >>> import kg
        >>> graph = kg.build()
        >>> claim = next(graph.claims())
        >>> line(graph, claim).gist.startswith(claim.gist)
        True
    """
    marks = "" if claim.modality == "asserted" else f" ({claim.modality})"
    return Line(
        when=period(claim),
        gist=claim.gist + marks,
        quantity=quantity(claim, view.vocab),
        says=who_says(view, claim),
        claim=claim,
        contested=" ".join(
            finding.explanation
            for finding in view.findings()
            if finding.severity is Severity.CONFLICT and claim.id in finding.members
        ),
    )


def who_says(view: AsOf, claim: Claim) -> str:
    """Who says so: the speaker, where the source got it, the source and its day.

    Args:
        view: Knows the labels.
        claim: The claim.

    Returns:
        Such as "Charles Chang, in SCMP reprint, 2025-06-09".

    Example:
        >>> import kg
        >>> graph = kg.build()
        >>> str(next(graph.claims()).published) in who_says(graph, next(graph.claims()))
        True
    """
    named = [view.label(id_) for id_ in (claim.attributed_to, claim.origin) if id_]
    speaker = " via ".join(dict.fromkeys(named))
    source = f"{view.label(claim.source_id)}, {claim.published}"
    return f"{speaker}, in {source}" if speaker else source


def _headings(view: AsOf, claim: Claim, id_: str, place: int) -> Iterator[tuple[int, int, str]]:
    """Under which headings a claim stands in the profile of an entity, and in which order."""
    relation = view.vocab.relations[claim.predicate]
    is_end = id_ in (claim.subject, claim.object)
    if claim.subject == id_ or (relation.symmetric and is_end):
        yield 0, place, relation.label
    elif claim.object == id_:
        yield 1, place, relation.inverse_label
    elif id_ in (claim.product, claim.instrument):
        yield 2, place, f"concerned by “{relation.label}”"
    if claim.attributed_to == id_:
        yield 3, 0, "said by it"
    if claim.origin == id_:
        yield 4, 0, "reported from it"


def _by_time(claim: Claim) -> tuple[date, date, str, str]:
    return claim.start, claim.end, claim.source_id, claim.locator
