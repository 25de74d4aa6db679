"""Questions about policies, times, chains and speakers, asked of claims made up for the test."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.asof import AsOf, as_of
from kg.questions import Verdict, ask
from kg.vocab import Vocabulary
from tests.questions.made import FLOW, view_of

STATE = {
    "claim_type": "kg:PolicyState",
    "subject": "country:CHL",
    "predicate": "kg:restricts",
    "object": "group:light-metals",
    "instrument": "action:quota",
    "period_text": "2031-01-15/..",
    "source_id": "source:early",
}
APPLIES = {**STATE, "subject": "action:quota", "predicate": "kg:appliesTo", "instrument": ""}
CAUSE = {
    "claim_type": "kg:Causation",
    "subject": "action:quota",
    "predicate": "kg:causes",
    "object": "event:shortage",
    "period_text": "2031-02",
    "source_id": "source:early",
}
FORECAST = {
    **CAUSE,
    "claim_type": "kg:Assessment",
    "subject": "event:shortage",
    "object": "event:closures",
    "modality": "forecast",
    "attributed_to": "person:seer",
    "source_id": "source:late",
}
MEMBER = {
    "claim_type": "kg:Structure",
    "subject": "element:Li",
    "predicate": "kg:memberOf",
    "object": "group:light-metals",
    "source_id": "source:early",
}


@pytest.fixture
def view(tmp_path: Path, vocab: Vocabulary) -> AsOf:
    imposed = {**STATE, "predicate": "kg:imposes", "object": "action:quota", "instrument": ""}
    return view_of(
        tmp_path,
        vocab,
        [
            STATE,
            {**imposed, "announced": "2031-01-03"},
            {
                **APPLIES,
                "object": "product:batteries",
                "quantity_kind": "kg:ContentThreshold",
                "value": "2.5",
                "unit": "unit:PERCENT",
            },
            CAUSE,
            FORECAST,
            {
                **CAUSE,
                "subject": "action:quota",
                "predicate": "kg:respondsTo",
                "object": "action:levy",
            },
            {
                **FORECAST,
                "subject": "event:closures",
                "predicate": "kg:locatedIn",
                "object": "place:andes",
                "claim_type": "kg:Occurrence",
                "modality": "planned",
            },
            MEMBER,
        ],
    )


@pytest.mark.parametrize(
    ("what", "day", "verdict"),
    [
        ("light metals", "2031-01-20", Verdict.CERTAINLY),
        ("light metals", "2031-01-14", Verdict.NO),
        ("light metals", "2032-01-01", Verdict.POSSIBLY),
        ("Lithium metal", "2031-01-20", Verdict.POSSIBLY),
        ("Magnesium", "2031-01-20", Verdict.UNKNOWN),
    ],
)
def test_a_restriction_is_in_force_certainly_possibly_or_not(
    view: AsOf, what: str, day: str, verdict: Verdict
) -> None:
    assert ask(view, "in-force", {"what": what, "on": day}).verdict is verdict


def test_a_policy_is_in_force_from_its_first_day_with_an_open_end(view: AsOf) -> None:
    answer = ask(view, "interval-of", {"policy": "the quota"})
    assert (answer.start, answer.end, answer.end_status) == (
        date(2031, 1, 15),
        None,
        "open/unknown",
    )


def test_a_stated_end_is_told(tmp_path: Path, vocab: Vocabulary) -> None:
    view = view_of(tmp_path, vocab, [{**STATE, "period_text": "2031-01-15/2031-02-05"}])
    answer = ask(view, "interval-of", {"policy": "the quota"})
    assert (answer.end, answer.end_status) == (date(2031, 2, 6), "stated")


@pytest.mark.parametrize(
    ("day", "verdict"), [("2031-01-02", Verdict.NO), ("2031-01-03", Verdict.YES)]
)
def test_a_policy_is_announced_before_it_is_in_force(
    view: AsOf, day: str, verdict: Verdict
) -> None:
    answer = ask(view, "announced-by", {"policy": "the quota", "by": day})
    assert (answer.verdict, answer.start) == (verdict, date(2031, 1, 3))
    assert ask(view, "announced-by", {"policy": "the levy", "by": day}).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("content", "verdict"),
    [("2.4", Verdict.NO), ("2.5", Verdict.POSSIBLY), ("2.6", Verdict.YES)],
)
def test_a_content_is_held_against_the_threshold(
    view: AsOf, content: str, verdict: Verdict
) -> None:
    given = {"policy": "the quota", "content": content}
    assert ask(view, "within-scope", given).verdict is verdict
    assert ask(view, "within-scope", {**given, "product": "lithium"}).verdict is Verdict.UNKNOWN


def test_what_a_policy_covers_is_named_through_its_group_only_possibly(view: AsOf) -> None:
    answer = ask(view, "members-named", {"policy": "the quota"})
    assert answer.verdict is Verdict.POSSIBLY
    assert [item.id for item in answer.items] == ["element:Li"]
    assert "group" in answer.caveats[0]


def test_what_a_policy_covers_is_known_where_it_is_named(tmp_path: Path, vocab: Vocabulary) -> None:
    view = view_of(tmp_path, vocab, [{**APPLIES, "object": "element:Mg"}, MEMBER, STATE])
    answer = ask(view, "members-named", {"policy": "the quota"})
    assert answer.verdict is Verdict.KNOWN
    assert [item.id for item in answer.items] == ["element:Mg"]


def test_a_chain_runs_across_sources_and_marks_forecasts(view: AsOf) -> None:
    answer = ask(view, "chain", {"start": "the levy", "goal": "the closures"})
    assert answer.path == ("action:levy", "action:quota", "event:shortage", "event:closures")
    assert answer.verdict is Verdict.POSSIBLY
    assert len(answer.sources) == 2
    assert [item.modality for item in answer.items if item.role == "step"] == [
        "asserted",
        "asserted",
        "forecast",
    ]
    sure = {"start": "the levy", "goal": "the closures", "sure": "yes"}
    assert ask(view, "chain", sure).verdict is Verdict.UNKNOWN


def test_a_chain_does_not_run_from_effect_to_cause(view: AsOf) -> None:
    answer = ask(view, "chain", {"start": "the closures", "goal": "the levy"})
    assert answer.verdict is Verdict.UNKNOWN
    assert answer.path == ()
    assert "the other way" in answer.text


def test_effects_that_are_forecasts_have_their_speaker(view: AsOf) -> None:
    answer = ask(view, "effects", {"of": "the shortage", "modality": "forecast"})
    assert [(item.id, item.who[0]) for item in answer.items] == [("event:closures", "person:seer")]
    assert ask(view, "effects", {"of": "the quota"}).items[0].modality == "asserted"
    assert ask(view, "forecasts", {"by": "A seer"}).independent_origins == 1
    none = ask(view, "effects", {"of": "the quota", "modality": "forecast"})
    assert none.verdict is Verdict.UNKNOWN


def test_places_have_the_modality_in_which_they_are_named(view: AsOf) -> None:
    answer = ask(view, "places", {"about": "the closures"})
    assert [(item.id, item.modality) for item in answer.items] == [("place:andes", "planned")]


def test_what_was_known_on_a_day_grows(tmp_path: Path, vocab: Vocabulary) -> None:
    rows = [
        {**FLOW, "value": "1000"},
        {**FLOW, "value": "200", "object": "country:JPN", "source_id": "source:late"},
    ]
    view = view_of(tmp_path, vocab, rows)
    asked = {"subject": "Chile", "relation": "exports to", "period": "2031-01"}
    before = ask(view, "known-about", {**asked, "on": "2031-02-09"})
    assert (before.verdict, before.known_since) == (Verdict.UNKNOWN, date(2031, 2, 10))
    then = ask(view, "known-about", {**asked, "on": "2031-02-10"})
    assert len(then.items) == 1
    later = ask(view, "known-about", {**asked, "on": "2031-03-10"})
    derived = [item for item in later.items if item.id not in {one.id for one in view.claims()}]
    assert len(later.items) - len(derived) == 2
    assert derived  # such as the share, which follows from both


def test_what_was_retracted_since_was_known_before(tmp_path: Path, vocab: Vocabulary) -> None:
    rows = [{**FLOW, "value": "1000"}]
    view = view_of(tmp_path, vocab, rows, retracted={0: date(2031, 4, 1)})
    asked = {"subject": "Chile", "period": "2031-01"}
    before = ask(view, "known-about", {**asked, "on": "2031-03-31"})
    assert before.verdict is Verdict.KNOWN
    assert any(caveat.startswith("Retracted since") for caveat in before.caveats)
    after = ask(view, "known-about", {**asked, "on": "2031-04-01"})
    assert after.verdict is Verdict.UNKNOWN


def test_what_is_planned_or_denied_is_told_beside_what_is_in_force(
    tmp_path: Path, vocab: Vocabulary
) -> None:
    rows = [
        STATE,
        {**STATE, "period_text": "2033/..", "modality": "planned"},
        {**STATE, "negated": "true", "source_id": "source:late"},
    ]
    answer = ask(
        view_of(tmp_path, vocab, rows), "in-force", {"what": "light metals", "on": "2031-02-01"}
    )
    assert answer.verdict is Verdict.CERTAINLY
    assert [caveat.split(":")[0] for caveat in answer.caveats[:2]] == [
        "Not counted, since planned",
        "Not counted, since denied",
    ]


def test_an_easing_stands_beside_a_restriction_and_ends_nothing(
    tmp_path: Path, vocab: Vocabulary
) -> None:
    eased = {**STATE, "claim_type": "kg:Occurrence", "predicate": "kg:eases"}
    rows = [STATE, {**eased, "period_text": "2031-01-31", "source_id": "source:late"}]
    view = view_of(tmp_path, vocab, rows)
    for day, beside in (("2031-01-20", False), ("2031-02-09", True)):
        answer = ask(view, "in-force", {"what": "light metals", "on": day})
        assert answer.verdict is Verdict.CERTAINLY
        assert any("ending nothing" in caveat for caveat in answer.caveats) is beside


def test_an_answer_sees_only_what_its_view_knows(view: AsOf) -> None:
    early = as_of(view.store, known="2031-02-20")
    assert ask(early, "forecasts", {}).verdict is Verdict.UNKNOWN
    assert ask(view, "forecasts", {}).verdict is Verdict.KNOWN
    assert "2031-02-20" in ask(early, "forecasts", {}).view


def test_who_says_so_is_told_with_the_way_it_came(view: AsOf) -> None:
    answer = ask(view, "who-says", {"subject": "the shortage", "relation": "causes"})
    assert answer.items[0].who[0] == "person:seer"
    assert "organisation:herald" in answer.items[0].who


def test_a_relation_is_listed_from_either_end(view: AsOf) -> None:
    for side, found in (("object", "group:light-metals"), ("either", "group:light-metals")):
        given = {"of": "Chile", "relation": "restricts", "side": side}
        assert [item.id for item in ask(view, "linked", given).items] == [found]
    given = {"of": "light metals", "relation": "restricts"}
    assert [item.id for item in ask(view, "linked", given).items] == ["country:CHL"]


def test_an_amount_of_money_is_told_where_a_source_states_one(
    tmp_path: Path, vocab: Vocabulary
) -> None:
    invests = {
        "claim_type": "kg:Occurrence",
        "subject": "country:JPN",
        "predicate": "kg:investsIn",
        "object": "country:CHL",
        "instrument": "event:boom",
        "period_text": "2031-01",
        "source_id": "source:early",
    }
    money = {"quantity_kind": "kg:Investment", "value": "4e8", "unit": "unit:CCY_USD"}
    view = view_of(tmp_path / "with", vocab, [{**invests, **money}])
    assert ask(view, "amount-of", {"of": "the boom"}).value == 400_000_000
    without = view_of(tmp_path / "without", vocab, [invests])
    answer = ask(without, "amount-of", {"of": "the boom"})
    assert answer.verdict is Verdict.UNKNOWN
    assert answer.nearby[0].claims
