"""Who says what: speakers, forecasts, effects, places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.claim import Claim
from kg.dates import Period
from kg.questions.answer import Answer, Item, Verdict
from kg.questions.context import Context, when
from kg.questions.parameters import Given, Parameter
from kg.questions.question import Question
from kg.questions.replies import item_of, reply, unknown
from kg.sources import Source

_PLACES = ("kg:Place", "kg:Country", "kg:Bloc")
_CAUSAL = "kg:Causation"
_ASSERTED = "asserted"


def who_says(context: Context, given: Given) -> Answer:
    """Who says something of a subject and an object."""
    claims = _matching(context, given)
    looked_for = f"who speaks of {_described(context, given)}"
    if not claims:
        ids = {given.entity(name) for name in ("subject", "object", "product", "about")} - {None}
        return unknown(context, looked_for, [c for c in context.stated if ids & set(c.mentions)])
    items = tuple(_said(context, claim) for claim in claims)
    speakers: dict[str, str] = {}
    for item in items:
        speakers.setdefault(item.who[0], _introduced(context, item.who))
    text = f"{'; '.join(speakers.values())}. " + " ".join(claim.gist for claim in claims)
    return reply(context, Verdict.KNOWN, text, claims, items=items)


def statements(context: Context, given: Given) -> Answer:
    """What is forecast, planned or held as an opinion of something, and by whom."""
    modality, about = given.text("modality"), given.entity("about")
    speaker, source = given.entity("by"), given.one("source", Source)
    said = [
        claim
        for claim in context.stated
        if claim.modality == modality
        and speaker in (None, *context.who(claim))
        and (source is None or claim.source_id == source.id)
    ]
    reached = _reached(said, about)
    found = [claim for claim in said if about is None or claim.id in reached]
    looked_for = (
        f"what is {_MODAL.get(modality or '', modality)} of {context.label(about) or 'anything'}"
    )
    if not found:
        others = [claim for claim in context.stated if about in claim.mentions] if about else said
        return unknown(context, looked_for, others)
    items = tuple(_said(context, claim) for claim in found)
    text = f"{len(found)}, by {_speakers(context, found)}: " + " ".join(c.gist for c in found)
    sources = {claim.source_id for claim in found}
    beside = [
        item_of(context, claim, "said beside it, without naming it")
        for claim in said
        if claim not in found and claim.source_id in sources
    ]
    return reply(context, Verdict.KNOWN, text, found, items=items, nearby=tuple(beside))


def effects(context: Context, given: Given) -> Answer:
    """The effects of something: which happened, which are forecasts or opinions, and whose."""
    of, modality = given.needed("of"), given.text("modality")
    found = [
        claim
        for claim in context.stated
        if claim.subject == of
        and claim.object is not None
        and _CAUSAL in context.vocab.relations[claim.predicate].claim_types
        and modality in (None, claim.modality)
    ]
    looked_for = f"effects of {context.label(of)}"
    if modality:
        looked_for += f" that are {_MODAL.get(modality, modality)}"
    if not found:
        return unknown(context, looked_for, [c for c in context.stated if of in c.mentions])
    items = tuple(
        replace(
            _said(context, claim),
            id=claim.object or "",
            label=context.label(claim.object),
            role=context.vocab.label(claim.predicate),
            verdict=Verdict.NO if claim.negated else None,
        )
        for claim in found
    )
    told = []
    for kind in dict.fromkeys(claim.modality for claim in found):
        some = [claim for claim in found if claim.modality == kind]
        gists = " ".join(claim.gist for claim in some)
        told.append(f"{kind.capitalize()} ({_speakers(context, some)}): {gists}")
    return reply(context, Verdict.KNOWN, " ".join(told), found, items=items)


def places(context: Context, given: Given) -> Answer:
    """Which places are named, for what, and with which modality."""
    about, relation = given.entity("about"), given.term("relation")
    modality, source = given.text("modality"), given.one("source", Source)
    items: list[Item] = []
    claims: list[Claim] = []
    for claim in context.stated:
        if about is not None and about not in (*claim.mentions, claim.attributed_to):
            continue
        if relation not in (None, claim.predicate) or modality not in (None, claim.modality):
            continue
        if source is not None and claim.source_id != source.id:
            continue
        for role in ("subject", "object"):
            place = getattr(claim, role)
            if place != about and context.is_a(place, *_PLACES):
                as_ = claim.modality if not claim.negated else f"{claim.modality}, denied"
                named = context.vocab.label(claim.predicate)
                items.append(
                    replace(item_of(context, claim, f"{role} of “{named}”", id=place), modality=as_)
                )
                claims.append(claim)
    looked_for = f"places named for {context.label(about) or 'anything'}"
    if not items:
        beside = [c for c in context.stated if about in c.mentions] if about else []
        return unknown(context, looked_for, beside)
    by_place: dict[str, dict[str, None]] = {}
    for item in items:
        by_place.setdefault(item.id, {})[item.modality] = None
    told = "; ".join(f"{context.label(id_)}: {', '.join(how)}" for id_, how in by_place.items())
    return reply(context, Verdict.KNOWN, f"{told}.", claims, items=tuple(items))


def _matching(context: Context, given: Given) -> list[Claim]:
    wanted = {
        "subject": given.entity("subject"),
        "predicate": given.term("relation"),
        "object": given.entity("object"),
        "product": given.entity("product"),
        "instrument": given.entity("instrument"),
        "modality": given.text("modality"),
    }
    about, period = given.entity("about"), given.one("period", Period)
    return [
        claim
        for claim in context.stated
        if all(value in (None, getattr(claim, slot)) for slot, value in wanted.items())
        and (about is None or about in claim.mentions)
        and (period is None or claim.period_text == period.text)
    ]


def _reached(said: Sequence[Claim], about: str | None) -> set[str]:
    """The claims that mention something, and those that follow on from what these lead to."""
    reached: set[str] = set()
    ids = {about}
    while True:
        new = [
            claim
            for claim in said
            if claim.id not in reached
            and (ids.intersection({claim.subject, claim.instrument}) or about in claim.mentions)
        ]
        if not new:
            return reached
        reached |= {claim.id for claim in new}
        ids |= {claim.object for claim in new if claim.object and claim.subject in ids}


def _said(context: Context, claim: Claim) -> Item:
    """A claim as an item that leads with who said it."""
    who = context.who(claim)
    return replace(item_of(context, claim, id=who[0]), role=_role(claim), who=who)


def _role(claim: Claim) -> str:
    if claim.attributed_to:
        return "speaker"
    return "origin" if claim.origin else "outlet"


def _introduced(context: Context, who: Sequence[str]) -> str:
    via = f", via {context.labels(who[1:])}" if len(who) > 1 else ""
    return f"{context.label(who[0])}{_post(context, who[0])}{via}"


def _post(context: Context, person: str) -> str:
    """To what somebody belongs, in brackets."""
    bodies = dict.fromkeys(
        claim.object
        for claim in context.stated
        if claim.subject == person and claim.predicate == "kg:memberOf" and claim.object
    )
    return f" ({context.labels(bodies)})" if bodies else ""


def _speakers(context: Context, claims: Iterable[Claim]) -> str:
    return context.labels(dict.fromkeys(context.who(claim)[0] for claim in claims))


def _described(context: Context, given: Given) -> str:
    names = ("subject", "object", "product", "instrument", "about")
    words = [context.label(given.entity(name)) for name in names]
    relation, period = given.term("relation"), given.one("period", Period)
    words.insert(1, context.vocab.label(relation) if relation else "")
    return ", ".join(filter(None, [*words, when(period.text) if period else ""]))


_MODAL = {"forecast": "forecast", "planned": "planned", "opinion": "thought"}
_MODALITY = Parameter("modality", "modality", "asserted, planned, forecast or opinion; or any")
_ABOUT = Parameter("about", "entity", "What is spoken of; left out: anything")
_SOURCE = Parameter("source", "source", "Only what this source says")

WHO_SAYS = Question(
    name="who-says",
    title="Who says something",
    parameters=(
        Parameter("subject", "entity", "Of whom or what"),
        Parameter("relation", "relation", "That it does what"),
        Parameter("object", "entity", "To whom or what"),
        Parameter("product", "entity", "With which product"),
        Parameter("instrument", "entity", "Under or by which policy or event"),
        Parameter("about", "entity", "Anything that mentions it"),
        Parameter("period", "period", "When"),
        _MODALITY,
    ),
    returns="An item per claim: the speaker or the one who knew first, and through whom.",
    unknown="Names what else is said of the same things.",
    function=who_says,
)
STATEMENTS = Question(
    name="forecasts",
    title="What is forecast, planned or thought of something, and by whom",
    parameters=(
        _ABOUT,
        replace(_MODALITY, default="forecast"),
        Parameter("by", "entity", "By whom"),
        _SOURCE,
    ),
    returns="An item per claim with who says so; what is said beside it stands nearby.",
    unknown="Names what is said of it otherwise.",
    function=statements,
)
EFFECTS = Question(
    name="effects",
    title="What does something cause; what of that is forecast, and by whom",
    parameters=(Parameter("of", "entity", "The cause", required=True), _MODALITY),
    returns="An item per effect with its modality and who says so.",
    unknown="Names what is said of the cause otherwise.",
    function=effects,
)
PLACES = Question(
    name="places",
    title="Which places are named for something, and with which modality",
    parameters=(_ABOUT, Parameter("relation", "relation", "In which relation"), _MODALITY, _SOURCE),
    returns="An item per place and claim, with modality, role and who says so.",
    unknown="Names what is said otherwise.",
    function=places,
)
