"""What things are linked to: parallels, goals, and any relation."""

from __future__ import annotations

from dataclasses import replace

from kg.claim import Claim
from kg.questions.answer import Answer, Verdict
from kg.questions.context import Context
from kg.questions.parameters import Given, Parameter
from kg.questions.question import Question
from kg.questions.replies import item_of, reply, unknown

_ASSERTED = "asserted"


def parallels(context: Context, given: Given) -> Answer:
    """What a policy is likened to or answers, and what that was aimed at."""
    policy, relation = given.needed("policy"), given.term("relation")
    found = [
        claim
        for claim in context.stated
        if claim.predicate == relation and claim.subject == policy and not claim.negated
    ]
    if not found:
        looked_for = f"what {context.label(policy)} {context.vocab.label(relation or '')}"
        return unknown(context, looked_for, [c for c in context.stated if policy in c.mentions])
    models = dict.fromkeys(claim.object for claim in found if claim.object)
    goals = [goal for model in models for goal in _goals(context, model)]
    items = (
        *(item_of(context, claim, "parallel", id=claim.object) for claim in found),
        *(item_of(context, claim, "its goal", id=claim.object) for claim in goals),
    )
    text = " ".join(claim.gist for claim in (*found, *goals))
    hedged = all(claim.modality != _ASSERTED for claim in found)
    verdict = Verdict.POSSIBLY if hedged else Verdict.KNOWN
    return reply(context, verdict, text, [*found, *goals], items=items)


def aims(context: Context, given: Given) -> Answer:
    """What something is aimed at, and who says so."""
    of = given.needed("of")
    found = _goals(context, of)
    if not found:
        looked_for = f"what {context.label(of)} is aimed at"
        return unknown(context, looked_for, [c for c in context.stated if of in c.mentions])
    items = tuple(item_of(context, claim, "goal", id=claim.object) for claim in found)
    text = " ".join(f"{claim.gist} ({context.told_by(claim)})" for claim in found)
    return reply(context, Verdict.KNOWN, text, found, items=items)


def linked(context: Context, given: Given) -> Answer:
    """What something is linked to by a relation, and who says so."""
    of, relation, side = given.needed("of"), given.term("relation"), given.text("side")
    modality = given.text("modality")
    known = context.vocab.relations[relation or ""]
    found: list[tuple[str, Claim]] = []
    for claim in context.stated:
        if claim.predicate != relation or modality not in (None, claim.modality):
            continue
        if claim.subject == of and claim.object and (side != "subject" or known.symmetric):
            found.append((claim.object, claim))
        elif claim.object == of and (side != "object" or known.symmetric):
            found.append((claim.subject, claim))
    if not found:
        looked_for = f"what is linked to {context.label(of)} by “{known.label}”"
        return unknown(context, looked_for, [c for c in context.stated if of in c.mentions])
    items = tuple(
        replace(
            item_of(context, claim, known.label, id=id_),
            verdict=Verdict.NO if claim.negated else None,
        )
        for id_, claim in found
    )
    claims = [claim for _, claim in found]
    names = context.labels(dict.fromkeys(id_ for id_, _ in found))
    text = f"{names}. " + " ".join(claim.gist for claim in claims)
    return reply(context, Verdict.KNOWN, text, claims, items=items)


def _goals(context: Context, of: str) -> list[Claim]:
    return [
        claim
        for claim in context.stated
        if claim.predicate == "kg:aimsAt" and claim.subject == of and not claim.negated
    ]


PARALLELS = Question(
    name="parallels",
    title="What is a policy likened to, and what was that aimed at",
    parameters=(
        Parameter("policy", "entity", "The policy or action", required=True),
        Parameter("relation", "relation", "How they are linked", default="kg:mirrors"),
    ),
    returns="The parallel, then its goals; possibly where it is only somebody's opinion.",
    unknown="Names what is said of the policy.",
    function=parallels,
)
LINKED = Question(
    name="linked",
    title="What is linked to something by a relation, and who says so",
    parameters=(
        Parameter("of", "entity", "The thing", required=True),
        Parameter("relation", "relation", "The relation", required=True),
        Parameter("side", "subject|object|either", "Which side to list", default="either"),
        Parameter("modality", "modality", "asserted, planned, forecast or opinion; or any"),
    ),
    returns="An item per claim: the thing at the other end, with modality and who says so.",
    unknown="Names what is said of the thing otherwise.",
    function=linked,
)
AIMS = Question(
    name="aims",
    title="What is something aimed at",
    parameters=(Parameter("of", "entity", "The policy, event or party", required=True),),
    returns="An item per goal, with who says so and how surely.",
    unknown="Names what is said of it.",
    function=aims,
)
