"""When: in force on a day, from when to when, announced by a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from kg.claim import Claim
from kg.dates import FIRST, LAST, Period
from kg.errors import BadInput
from kg.holds import Holding, holds
from kg.questions.answer import Answer, Verdict
from kg.questions.context import Context, when
from kg.questions.groups import parts_of, wholes_of
from kg.questions.parameters import Given, Parameter
from kg.questions.question import Question
from kg.questions.replies import item_of, reply, unknown, with_caveats

_ORDER = {"certainly": 0, "possibly": 1, "no": 2}
_VERDICTS = {
    "certainly": Verdict.CERTAINLY,
    "possibly": Verdict.POSSIBLY,
    "no": Verdict.NO,
}
_EASES = "kg:eases"
_LEADS = ("kg:causes", "kg:imposes")
_IMPOSES = ("kg:imposes", "kg:issues")


def in_force(context: Context, given: Given) -> Answer:
    """Whether something is restricted in a period; a group's member only possibly."""
    asked, relation = given.one("on", Period), given.term("relation")
    what, by, policy = given.entity("what"), given.entity("by"), given.entity("policy")
    assert asked is not None  # it is required
    if what is None and policy is None:
        raise BadInput("what is asked about? Give what, or a policy")
    wider = wholes_of(context, what) if what else set()
    narrower = parts_of(context, what) if what else set()
    found: list[tuple[Holding, Claim]] = []
    for claim in _held(context, relation or "", by, policy):
        if what is not None and claim.object not in {what, *wider, *narrower}:
            continue
        throughout = given.text("throughout") == "yes"
        holding = holds(claim, asked, context.vocab, throughout=throughout)
        if what is not None and claim.object != what and holding.certainty != "no":
            how = "as a member of" if claim.object in wider else "a part of it is:"
            holding = Holding("possibly", f"{how} {context.label(claim.object)}; {holding.why}")
        found.append((holding, claim))
    looked_for = _asked_for(context, what, policy, by, relation or "", asked)
    if not found:
        return unknown(context, looked_for, _mentioning(context, [what, policy]))
    found.sort(key=lambda one: (_ORDER[one[0].certainty], one[1].start_latest, one[1].id))
    best = found[0][0]
    items = tuple(
        replace(
            item_of(context, claim, id=claim.object),
            verdict=_VERDICTS[holding.certainty],
            text=f"{claim.gist} {holding.certainty.capitalize()}: {holding.why}.",
        )
        for holding, claim in found
    )
    claims = [claim for holding, claim in found if holding.certainty == best.certainty]
    text = f"{best.certainty.capitalize()}: {looked_for} ({best.why})."
    answer = reply(context, _VERDICTS[best.certainty], text, claims, items=items)
    until = asked.last[1] if asked.last else LAST
    hedged = _not_asserted(context, relation or "", by, {what, *wider, *narrower})
    return with_caveats(answer, *hedged, *_eased(context, until, claims))


def interval_of(context: Context, given: Given) -> Answer:
    """From when to when a policy is in force, as far as sources say."""
    policy = given.needed("policy")
    claims = [
        claim
        for claim in context.stated
        if _is_asserted(claim)
        and claim.predicate != _EASES
        and context.vocab.time_meaning(claim.claim_type) == "held"
        and context.vocab.is_a(claim.claim_type, {"kg:PolicyState", "kg:Occurrence"})
        and (policy in (claim.instrument, claim.subject) or _begins(claim, policy))
        and claim.start != FIRST
    ]
    looked_for = f"from when to when {context.label(policy)} is in force"
    if not claims:
        return unknown(context, looked_for, _mentioning(context, [policy]))
    policies = [
        claim for claim in claims if context.vocab.is_a(claim.claim_type, {"kg:PolicyState"})
    ]
    states = policies or claims
    first = min(states, key=lambda claim: (claim.start_latest - claim.start, claim.start))
    ended = [claim for claim in states if claim.end != LAST]
    attested = max(claim.end_earliest for claim in states)
    end = min((claim.end for claim in ended), default=None)
    status = "stated" if end else "open/unknown"
    start_text = when(first.start.isoformat())
    if first.start != first.start_latest:
        start_text = f"between {first.start} and {first.start_latest}"
    end_text = f"over by {end}" if end else f"no end stated; last attested before {attested}"
    same = [claim for claim in states if claim.start <= first.start_latest]
    answer = reply(
        context,
        Verdict.KNOWN,
        f"{context.label(policy)}: from {start_text}, {end_text}.",
        same,
        items=tuple(item_of(context, claim, id=claim.object) for claim in same),
        start=first.start if first.start == first.start_latest else None,
        end=end,
        end_status=status,
    )
    return with_caveats(answer, *_eased(context, LAST, policies and same))


def announced_by(context: Context, given: Given) -> Answer:
    """Whether a policy had been announced by a day."""
    policy, day = given.needed("policy"), given.one("by", date)
    assert day is not None  # it is required
    about = [
        claim
        for claim in context.stated
        if _is_asserted(claim)
        and claim.predicate != _EASES
        and (claim.instrument == policy or _begins(claim, policy))
    ]
    stated = [
        claim
        for claim in about
        if claim.announced is not None
        and (_begins(claim, policy) or context.vocab.is_a(claim.claim_type, {"kg:PolicyState"}))
    ]
    others = [claim for claim in about if _begins(claim, policy) and claim.start != FIRST]
    label = context.label(policy)
    if stated:
        earliest = min(claim.announced for claim in stated if claim.announced)
        behind = [claim for claim in stated if claim.announced == earliest]
        verdict = Verdict.YES if earliest <= day else Verdict.NO
        span = f"announced on {earliest}"
    elif others:
        first = min(others, key=lambda claim: (claim.start_latest - claim.start, claim.start))
        behind, earliest = [first], first.start
        verdict = Verdict.YES if first.start_latest <= day else Verdict.NO
        if first.start <= day < first.start_latest:
            verdict = Verdict.POSSIBLY
        span = f"put at {when(first.period_text)}"
    else:
        return unknown(context, f"when {label} was announced", _mentioning(context, [policy]))
    text = f"{verdict.capitalize()}: {label} was {span}; asked for by {day}."
    issuers = {claim.subject for claim in behind if claim.predicate in _IMPOSES}
    before = [
        f"By then: {claim.gist}"
        for claim in context.stated
        if verdict is Verdict.NO
        and claim.predicate in _IMPOSES
        and claim.subject in issuers
        and claim.object != policy
        and _is_asserted(claim)
        and FIRST < claim.start <= day
    ]
    answer = reply(context, verdict, text, behind, start=earliest)
    return with_caveats(answer, *before)


def _held(context: Context, relation: str, by: str | None, policy: str | None) -> Iterable[Claim]:
    for claim in context.stated:
        asked = by in (None, claim.subject) and policy in (None, claim.instrument)
        if asked and claim.predicate == relation and _is_asserted(claim):
            yield claim


def _not_asserted(
    context: Context, relation: str, by: str | None, about: set[str | None]
) -> Iterator[str]:
    """What is planned, thought or denied of the same things."""
    for claim in context.stated:
        same = claim.predicate == relation and claim.object in about
        if same and by in (None, claim.subject) and not _is_asserted(claim):
            how = "denied" if claim.negated else claim.modality
            yield f"Not counted, since {how}: {claim.gist}"


def _eased(context: Context, until: date, claims: Sequence[Claim]) -> Iterator[str]:
    """Easings, begun by a day, of what some claims are about: one ends nothing by itself.

    What the same party imposes and what a policy leads to count, if eased after the claims began.
    """
    about = {id_ for claim in claims for id_ in claim.mentions}
    linked = {
        claim.object
        for claim in context.stated
        if claim.subject in about and claim.predicate in _LEADS
    }
    since = min((claim.start for claim in claims), default=LAST)
    for claim in context.stated:
        if claim.predicate != _EASES or claim.start > until:
            continue
        if claim.object in about or (claim.object in linked and since <= claim.start_latest):
            mark = "" if claim.modality == "asserted" else f" ({claim.modality})"
            yield f"Beside it, ending nothing by itself: {claim.gist}{mark}"


def _begins(claim: Claim, policy: str) -> bool:
    """Whether a claim is of the policy itself: somebody imposes it, or it applies to something."""
    return (claim.object == policy and claim.predicate in _IMPOSES) or (
        claim.subject == policy and claim.predicate == "kg:appliesTo"
    )


def _is_asserted(claim: Claim) -> bool:
    return claim.modality == "asserted" and not claim.negated


def _preposition(period: Period) -> str:
    is_day = period.first is not None and period.first[0] == period.first[1]
    return "on" if is_day and period.first == period.last else "in"


def _mentioning(context: Context, ids: Iterable[str | None]) -> list[Claim]:
    wanted = set(ids) - {None}
    return [claim for claim in context.stated if wanted.intersection(claim.mentions)]


def _asked_for(
    context: Context,
    what: str | None,
    policy: str | None,
    by: str | None,
    relation: str,
    on: Period,
) -> str:
    who = context.label(by) if by else "anybody"
    goods = context.label(what) if what else "what it covers"
    under = f", under {context.label(policy)}," if policy else ""
    span = f"{_preposition(on)} {when(on.text)}"
    return f"{who} {context.vocab.label(relation)} {goods}{under} {span}"


_POLICY = Parameter("policy", "entity", "The policy, action or act", required=True)

IN_FORCE = Question(
    name="in-force",
    title="Is something restricted on a day or in a period",
    parameters=(
        Parameter("what", "entity", "What is restricted"),
        Parameter("by", "entity", "Who restricts it"),
        Parameter("policy", "entity", "Under which policy"),
        Parameter("on", "period", "On which day, or in which period", required=True),
        Parameter("throughout", "yes|no", "All through the period", default="no"),
        Parameter("relation", "relation", "Which relation", default="kg:restricts"),
    ),
    returns="Certainly, possibly or no, with why; easings beside it among the caveats.",
    unknown="Names what is said of the thing or the policy.",
    function=in_force,
)
INTERVAL_OF = Question(
    name="interval-of",
    title="From when to when is a policy in force",
    parameters=(_POLICY,),
    returns="Its first day, the day after its last or that no end is stated.",
    unknown="Names what is said of the policy.",
    function=interval_of,
)
ANNOUNCED_BY = Question(
    name="announced-by",
    title="Had a policy been announced by a day",
    parameters=(_POLICY, Parameter("by", "day", "By which day", required=True)),
    returns="Yes, no or possibly; the day of the announcement.",
    unknown="Names what is said of the policy.",
    function=announced_by,
)
