"""How one thing led to another: the way along causes, answers and parts, across sources."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.claim import Claim
from kg.errors import BadInput
from kg.project import paths
from kg.questions.answer import Answer, Item, Verdict
from kg.questions.context import Context
from kg.questions.parameters import Given, Parameter
from kg.questions.question import Question
from kg.questions.replies import item_of, reply, unknown, with_caveats

_CAUSAL = "kg:Causation"
_ANSWERS = "kg:respondsTo"
_PART = "kg:partOf"
_EASES = "kg:eases"
_STEPS = ("kg:Event", "kg:PolicyAction", "kg:Policy", "kg:Act", "kg:Agreement")
_PLACED = "kg:locatedIn"
_COST = {"asserted": 1.0, "planned": 1.5, "opinion": 1.6, "forecast": 1.6}
_WHOLE_TO_PART = 1.2
_THROUGH_INSTRUMENT = 1.1


@dataclass(frozen=True, slots=True)
class _Step:
    """One step in the order of events."""

    start: str
    goal: str
    claim: Claim
    cost: float


def chain(context: Context, given: Given) -> Answer:
    """The way from one event or policy to another, in the order of cause and effect."""
    start, goal = given.needed("start"), given.needed("goal")
    if start == goal:
        raise BadInput("a chain has two different ends")
    steps = _links(context, given.text("sure") == "yes")
    way = _way(steps, start, goal)
    ends = f"{context.label(start)} to {context.label(goal)}"
    if way is None:
        backwards = _way(steps, goal, start) is not None
        return _no_way(context, start, goal, f"a chain of causes from {ends}", backwards)
    path = (start, *(step.goal for step in way))
    items = tuple(_told(context, steps, step) for step in way)
    placed = tuple(item for id_ in path for item in _places(context, id_))
    told = "; ".join(item.text for item in items)
    where = (
        f" Where: {context.labels(dict.fromkeys(item.id for item in placed))}." if placed else ""
    )
    hedged = [item for item in items if item.modality != "asserted"]
    answer = reply(
        context,
        Verdict.POSSIBLY if hedged else Verdict.KNOWN,
        f"{' → '.join(map(context.label, path))}. {told}{where}",
        [step.claim for step in way],
        items=(*items, *placed),
        path=path,
        known_since=max(step.claim.published for step in way),
    )
    marks = (f"{item.modality.capitalize()}, not asserted: {item.text}" for item in hedged)
    return with_caveats(answer, *marks)


def _links(context: Context, sure: bool) -> Mapping[str, Sequence[_Step]]:
    """All steps by where they start."""
    found: dict[str, list[_Step]] = {}
    for claim in context.stated:
        if claim.negated or claim.object is None or (sure and claim.modality != "asserted"):
            continue
        for start, goal, factor in _directions(context, claim):
            cost = _COST.get(claim.modality, max(_COST.values())) * factor
            found.setdefault(start, []).append(_Step(start, goal, claim, cost))
    return found


def _directions(context: Context, claim: Claim) -> Iterator[tuple[str, str, float]]:
    """From what to what a claim leads: from the cause to the effect, from the act to the answer.

    Where a causal claim names the event it is about in its instrument, that lies on the way. What
    is said to ease something comes after it.
    """
    relation = context.vocab.relations[claim.predicate]
    assert claim.object is not None
    if claim.predicate == _PART:
        if context.is_a(claim.subject, *_STEPS) and context.is_a(claim.object, *_STEPS):
            yield claim.object, claim.subject, _WHOLE_TO_PART
            yield claim.subject, claim.object, _WHOLE_TO_PART
    elif claim.predicate == _EASES:
        if claim.instrument:
            yield claim.object, claim.instrument, _THROUGH_INSTRUMENT
    elif claim.predicate == _ANSWERS:
        yield claim.object, claim.subject, 1.0
    elif _CAUSAL in relation.claim_types:
        yield claim.subject, claim.object, 1.0
        if claim.instrument:
            yield claim.subject, claim.instrument, _THROUGH_INSTRUMENT
            yield claim.instrument, claim.object, _THROUGH_INSTRUMENT


def _way(steps: Mapping[str, Sequence[_Step]], start: str, goal: str) -> list[_Step] | None:
    """The shortest way, the same each time; asserted steps are shorter than opinions."""
    heap: list[tuple[float, int, str]] = [(0.0, 0, start)]
    came: dict[str, _Step] = {}
    best = {start: 0.0}
    done: set[str] = set()
    while heap:
        cost, _, at = heapq.heappop(heap)
        if at == goal:
            way: list[_Step] = []
            while at != start:
                way.append(came[at])
                at = came[at].start
            return way[::-1]
        if at in done:
            continue
        done.add(at)
        for step in steps.get(at, ()):
            total = cost + step.cost
            if total < best.get(step.goal, float("inf")):
                best[step.goal], came[step.goal] = total, step
                heapq.heappush(heap, (total, len(best), step.goal))
    return None


def _told(context: Context, steps: Mapping[str, Sequence[_Step]], step: _Step) -> Item:
    """A step with every claim that makes it."""
    same = [other.claim for other in steps[step.start] if other.goal == step.goal]
    item = item_of(context, step.claim, "step", id=step.goal)
    return Item(
        id=item.id,
        label=item.label,
        role=item.role,
        text=item.text,
        period=item.period,
        modality=item.modality,
        who=tuple(dict.fromkeys(id_ for claim in same for id_ in context.who(claim))),
        claims=tuple(claim.id for claim in same),
    )


def _places(context: Context, id_: str) -> Iterator[Item]:
    for claim in context.stated:
        if claim.predicate == _PLACED and claim.subject == id_ and not claim.negated:
            yield item_of(context, claim, "place", id=claim.object)


def _no_way(context: Context, start: str, goal: str, looked_for: str, backwards: bool) -> Answer:
    """That no chain of causes is known, and how the two hang together otherwise."""
    reverse = " A chain of causes leads the other way." if backwards else ""
    try:
        way = paths(context.view, start, goal, most=1)[0]
    except BadInput:
        near = [c for c in context.stated if start in c.mentions or goal in c.mentions]
        return unknown(context, looked_for, near, text=f"Not known: {looked_for}.{reverse}")
    items = [
        Item(
            id=step.goal,
            label=context.label(step.goal),
            role="connected, not as cause and effect",
            text=f"{step.text}.",
            claims=tuple(claim.id for claim in step.claims),
        )
        for step in way.steps
    ]
    text = f"Not known: {looked_for}. They are connected otherwise: {way.text}{reverse}"
    return unknown(context, looked_for, items, text=text)


CHAIN = Question(
    name="chain",
    title="How did one thing lead to another",
    parameters=(
        Parameter("start", "entity", "The event or policy it began with", required=True),
        Parameter("goal", "entity", "What it led to", required=True),
        Parameter("sure", "yes|no", "Only steps that are asserted, no opinions", default="no"),
    ),
    returns="The entities in order, a step for each, and where they took place.",
    unknown="Says how the two are connected otherwise, if they are.",
    function=chain,
)
