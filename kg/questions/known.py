"""What was known on a day, and since when more is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kg.asof import AsOf
from kg.claim import Claim
from kg.dates import Period
from kg.questions.answer import Answer, Verdict
from kg.questions.cells import covers
from kg.questions.context import Context, when
from kg.questions.parameters import Given, Parameter
from kg.questions.question import Question
from kg.questions.replies import item_of, reply, unknown, with_caveats


def known_about(context: Context, given: Given) -> Answer:
    """What was known on a day of something, and if nothing, from when on it was."""
    day = given.one("on", date)
    assert day is not None  # it is required
    now = list(_of_cell(context, given))
    known = list(_of_cell(_on(context, day), given))
    about = list({claim.id: claim for claim in (*known, *now)}.values())
    words = [context.label(given.entity(name)) for name in ("subject", "partner", "product")] + [
        when(period.text) if (period := given.one("period", Period)) else ""
    ]
    looked_for = f"anything by {day} of {', '.join(filter(None, words)) or 'the world'}"
    since = min((claim.published for claim in about), default=None)
    if not known:
        later = sorted(about, key=lambda claim: (claim.published, claim.value is None, claim.id))
        text = f"Nothing was known by {day}."
        text += f" The first of it was published on {since}." if since else ""
        return unknown(context, looked_for, later, text=text, known_since=since)
    items = tuple(item_of(context, claim, "known") for claim in known)
    ids = {claim.id for claim in known}
    after = [claim for claim in now if claim.id not in ids]
    rest = tuple(item_of(context, claim, "published later") for claim in after)
    text = f"By {day} {len(known)} of {len(about)} claims: " + " ".join(
        claim.gist for claim in known
    )
    gone = ids - {claim.id for claim in now}
    answer = reply(
        _on(context, day),
        Verdict.KNOWN,
        text,
        known,
        items=items,
        nearby=rest,
        known_since=since,
    )
    retracted = (f"Retracted since: {claim.gist}" for claim in known if claim.id in gone)
    return with_caveats(answer, *retracted)


def _on(context: Context, day: date) -> Context:
    """The same view as known on an earlier day: what was retracted since is seen there."""
    view = context.view
    earlier = min(day, view.known or day)
    return Context(AsOf(view.store, view.valid, earlier, view.throughout))


def _of_cell(context: Context, given: Given) -> Iterable[Claim]:
    """The claims, derived ones included, that speak of what is asked about."""
    wanted = [given.entity(name) for name in ("subject", "partner", "product", "about")]
    kind, period, relation = (
        given.term("quantity"),
        given.one("period", Period),
        given.term("relation"),
    )
    for claim in (*context.stated, *context.derived):
        slots = (claim.subject, claim.object, claim.product)
        if any(
            asked is not None and asked != said
            for asked, said in zip(wanted[:3], slots, strict=True)
        ):
            continue
        if wanted[3] is not None and wanted[3] not in claim.mentions:
            continue
        if kind not in (None, claim.quantity_kind) or relation not in (None, claim.predicate):
            continue
        if period is None or covers(claim, period):
            yield claim


KNOWN_ABOUT = Question(
    name="known-about",
    title="What was known of something on a day",
    parameters=(
        Parameter("on", "day", "On which day", required=True),
        Parameter("subject", "entity", "The subject"),
        Parameter("relation", "relation", "The relation"),
        Parameter("partner", "entity", "The object"),
        Parameter("product", "entity", "The product"),
        Parameter("period", "period", "The period measured"),
        Parameter("quantity", "quantity", "The quantity kind"),
        Parameter("about", "entity", "Anything that mentions it"),
    ),
    returns="What had been published by then, and what was published later.",
    unknown="Says from which day on something was known.",
    function=known_about,
)
