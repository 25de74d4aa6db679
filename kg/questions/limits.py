"""What policies cover and from where on: thresholds, counts, members."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kg.claim import Claim
from kg.questions.amounts import stated
from kg.questions.answer import Answer, Item, Verdict
from kg.questions.context import Context
from kg.questions.groups import parts_of, wholes_of
from kg.questions.parameters import Given, Parameter
from kg.questions.question import Question
from kg.questions.replies import figures_reply, item_of, reply, said, unknown, with_caveats
from kg.units import PERCENT

_COUNT = "unit:NUM"
_COVERS = "kg:appliesTo"
_GROUPS = ("kg:ElementGroup", "kg:Product", "kg:Aggregate")


def limits_of(context: Context, policy: str, *, unit: str, kind: str | None = None) -> list[Claim]:
    """The limits a policy sets in a unit: values that nobody rounds, such as thresholds.

    Args:
        context: What is known.
        policy: The policy, action or act.
        unit: The unit of the limit.
        kind: Only of this quantity kind; None for any that is exact.

    Returns:
        The claims, the surest first.
    """
    kinds = context.vocab.quantity_kinds
    found = [
        claim
        for claim in context.stated
        if policy in (claim.subject, claim.instrument)
        and claim.unit == unit
        and claim.value is not None
        and claim.modality == "asserted"
        and not claim.negated
        and (known := kinds.get(claim.quantity_kind or "")) is not None
        and known.exact
        and kind in (None, claim.quantity_kind)
    ]
    return sorted(found, key=lambda claim: (-claim.confidence, claim.published, claim.id))


def threshold(context: Context, given: Given) -> Answer:
    """Which threshold a policy sets."""
    policy, kind = given.needed("policy"), given.term("quantity")
    claims = limits_of(context, policy, unit=PERCENT, kind=kind)
    if not claims:
        looked_for = f"a threshold in {context.label(policy)}"
        return unknown(context, looked_for, _about(context, policy))
    figures = []
    for claim in claims:
        amount = stated(claim, context.vocab)
        assert amount is not None  # limits have values
        figures.append((context.vocab.label(claim.quantity_kind or ""), amount))
    told = "; ".join(f"{name} {said(context, amount)}" for name, amount in figures)
    items = tuple(item_of(context, claim, id=claim.object) for claim in claims)
    also = [
        replace(item_of(context, claim, id=claim.object), role="without a threshold")
        for claim in _about(context, policy)
        if claim.predicate == _COVERS and claim.value is None
    ]
    text = f"{context.label(policy)}: {told}."
    return figures_reply(context, text, figures, items=(*items, *also))


def within_scope(context: Context, given: Given) -> Answer:
    """Whether a content lies within what a policy covers."""
    policy, content = given.needed("policy"), given.one("content", Decimal)
    product = given.entity("product")
    claims = [
        claim
        for claim in limits_of(context, policy, unit=PERCENT, kind=given.term("quantity"))
        if product in (None, claim.object) or claim.object in wholes_of(context, product or "")
    ]
    about = _about(context, policy)
    if not claims or content is None:
        goods = f" for {context.label(product)}" if product else ""
        return unknown(context, f"a content threshold of {context.label(policy)}{goods}", about)
    claim = claims[0]
    amount = stated(claim, context.vocab)
    assert amount is not None  # limits have values
    verdict = Verdict.YES if content > amount.value else Verdict.NO
    if content == amount.value:
        verdict = Verdict.POSSIBLY
    place = {
        Verdict.YES: "above the threshold of",
        Verdict.NO: "below the threshold of",
        Verdict.POSSIBLY: "just at the threshold of",
    }[verdict]
    text = f"A content of {content} % is {place} {said(context, amount)}: {claim.gist}"
    other = [
        f"Another way to be covered, whatever the content: {one.gist}"
        for one in about
        if one.predicate == _COVERS and one.value is None and one.object != claim.object
    ]
    name = context.vocab.label(claim.quantity_kind or "")
    notes = [*amount.notes, *(other if verdict is not Verdict.YES else [])]
    return reply(
        context,
        verdict,
        text,
        [claim],
        notes=notes,
        quantities=(amount.as_quantity(name, context.vocab),),
        items=(item_of(context, claim, id=claim.object),),
    )


def count_covered(context: Context, given: Given) -> Answer:
    """How many things a policy covers."""
    policy = given.needed("policy")
    claims = limits_of(context, policy, unit=_COUNT, kind=given.term("quantity"))
    if not claims:
        looked_for = f"how many things {context.label(policy)} covers"
        return unknown(context, looked_for, _about(context, policy))
    amount = stated(claims[0], context.vocab)
    assert amount is not None  # limits have values
    name = context.vocab.label(claims[0].quantity_kind or "")
    text = f"{context.label(policy)}: {name} {said(context, amount)}. {claims[0].gist}"
    items = tuple(item_of(context, claim, id=claim.object) for claim in claims)
    return figures_reply(context, text, [(name, amount)], items=items, supporting=claims)


def members_named(context: Context, given: Given) -> Answer:
    """Which things a policy covers, if a source names them one by one."""
    policy, class_ = given.needed("policy"), given.term("class") or ""
    covered = [
        claim
        for claim in context.stated
        if claim.modality == "asserted"
        and not claim.negated
        and claim.object is not None
        and ((claim.subject == policy and claim.predicate == _COVERS) or claim.instrument == policy)
        and context.is_a(claim.object, "kg:Product", "kg:ElementGroup", "kg:ChemicalElement")
    ]
    groups = dict.fromkeys(claim.object for claim in covered if claim.object)
    direct = [claim for claim in covered if context.is_a(claim.object, class_)]
    narrow = _narrow(context, covered)
    members = {id_ for group in narrow for id_ in parts_of(context, group)}
    through = [
        claim
        for claim in context.stated
        if claim.subject in members
        and claim.object in narrow
        and context.is_a(claim.subject, class_)
    ]
    found = direct or through
    looked_for = f"which things {context.label(policy)} covers, one by one"
    if not found:
        text = (
            f"Not known: {looked_for}. Only named as {context.labels(groups)}." if groups else None
        )
        near = [
            *(item_of(context, claim, "covers", id=claim.object) for claim in covered),
            *_named_beside(context, covered, class_),
        ]
        more = {"text": text} if text else {}
        return unknown(context, looked_for, _each_once(near), **more)
    ids = [claim.object if direct else claim.subject for claim in found]
    items = tuple(item_of(context, claim, id=id_) for claim, id_ in zip(found, ids, strict=True))
    names = context.labels(dict.fromkeys(id_ for id_ in ids if id_))
    text = f"{context.label(policy)}: {names}."
    if direct:
        return reply(context, Verdict.KNOWN, text, found, items=items)
    behind = [*(claim for claim in covered if claim.object in narrow), *found]
    since = max(min(one.published for one in some) for some in (covered, found))
    answer = reply(context, Verdict.POSSIBLY, text, behind, items=items, known_since=since)
    group = context.labels(sorted(narrow))
    return with_caveats(answer, f"Only through their group: what is named is {group}.")


def _narrow(context: Context, covered: list[Claim]) -> set[str]:
    """The groups whose members can be meant: where a source counts those covered, its group only.

    "Seven rare earths" tells that the wider "rare earths" of another source are not all covered.
    """
    groups = [claim for claim in covered if context.is_a(claim.object, "kg:ElementGroup")]
    counted = [claim for claim in groups if claim.unit == _COUNT]
    return {claim.object for claim in counted or groups if claim.object}


def _named_beside(context: Context, covered: list[Claim], class_: str) -> list[Item]:
    """Things of the class that the same sources name for other reasons."""
    sources = {claim.source_id for claim in covered}
    found: dict[str, Item] = {}
    for claim in context.stated:
        if claim.source_id not in sources:
            continue
        for id_ in claim.mentions:
            if context.is_a(id_, class_):
                role = "named by the same source, but not as covered"
                found.setdefault(id_, item_of(context, claim, role, id=id_))
    return list(found.values())


def _each_once(items: list[Item]) -> list[Item]:
    return list({item.id: item for item in reversed(items)}.values())[::-1]


def _about(context: Context, policy: str) -> list[Claim]:
    return [claim for claim in context.stated if policy in (claim.subject, claim.instrument)]


_POLICY = Parameter("policy", "entity", "The policy, action or act", required=True)
_KIND = Parameter("quantity", "quantity", "Which quantity kind; left out: any")

THRESHOLD = Question(
    name="threshold",
    title="Which threshold does a policy set",
    parameters=(_POLICY, _KIND),
    returns="The thresholds, what they apply to, and what is covered without one.",
    unknown="Names what is known of the policy.",
    function=threshold,
)
WITHIN_SCOPE = Question(
    name="within-scope",
    title="Is a product with a certain content within what a policy covers",
    parameters=(
        _POLICY,
        Parameter("content", "number", "The content in per cent", required=True),
        Parameter("product", "entity", "Which of the products covered"),
        _KIND,
    ),
    returns="Yes, no, or possibly just at the threshold; as the scope is worded.",
    unknown="Names what the policy covers without a threshold.",
    function=within_scope,
)
COUNT_COVERED = Question(
    name="count-covered",
    title="How many things does a policy cover",
    parameters=(_POLICY, _KIND),
    returns="The count.",
    unknown="Names what is known of the policy.",
    function=count_covered,
)
MEMBERS_NAMED = Question(
    name="members-named",
    title="Which things does a policy cover, one by one",
    parameters=(
        _POLICY,
        Parameter("class", "class", "The class of what is asked for", default="kg:ChemicalElement"),
    ),
    returns="The things that a source names.",
    unknown="Names the groups that stand for them, and things named for other reasons.",
    function=members_named,
)
