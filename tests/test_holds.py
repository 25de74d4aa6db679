from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.api import Graph
from kg.claim import Claim
from kg.dates import parse_period
from kg.holds import holds
from kg.vocab import Vocabulary

DAY = timedelta(days=1)
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2027, 1, 1))


def state(start: date, start_latest: date, end_earliest: date, end: date) -> Claim:
    return Claim(
        id="claim:c1-00000000000000000000",
        claim_type="kg:PolicyState",
        subject="country:CHN",
        predicate="kg:restricts",
        object="group:rare-earths",
        start=start,
        start_latest=start_latest,
        end_earliest=end_earliest,
        end=end,
        source_id="source:a",
        locator="1-2",
        published=date(2025, 6, 9),
        recorded=date(2025, 6, 9),
        gist="A state.",
    )


@given(st.lists(DAYS, min_size=4, max_size=4, unique=True).map(sorted), DAYS)
def test_on_a_day_it_holds_as_the_four_bounds_say(bounds: list[date], day: date) -> None:
    start, start_latest, end_earliest, end = bounds
    certainty = holds(state(*bounds), parse_period(day.isoformat()), Vocabulary.load()).certainty
    if start_latest <= day < end_earliest:
        assert certainty == "certainly"
    elif start <= day < end:
        assert certainty == "possibly"
    else:
        assert certainty == "no"


@given(st.lists(DAYS, min_size=4, max_size=4, unique=True).map(sorted), DAYS, st.integers(0, 90))
def test_a_period_agrees_with_its_days(bounds: list[date], first: date, length: int) -> None:
    """At some time in it: if one day is certain so is the period. All through it: every day is."""
    vocab = Vocabulary.load()
    last = first + length * DAY
    period = parse_period(f"{first}/{last}")
    claim = state(*bounds)
    days = [
        holds(claim, parse_period((first + number * DAY).isoformat()), vocab).certainty
        for number in range(length + 1)
    ]
    some = holds(claim, period, vocab).certainty
    all_of_it = holds(claim, period, vocab, throughout=True).certainty
    assert (some == "no") == (set(days) == {"no"})
    if "certainly" in days:
        assert some == "certainly"
    assert (all_of_it == "certainly") == (set(days) == {"certainly"})
    assert (all_of_it == "no") == ("no" in days)


def test_a_beginning_within_a_span_is_told_as_the_reason() -> None:
    claim = state(date(2025, 4, 4), date(2025, 4, 30), date(2025, 6, 10), date(9999, 12, 31))
    answer = holds(claim, parse_period("2025-04-10"), Vocabulary.load())
    assert answer.certainty == "possibly"
    assert answer.why == "starts between 2025-04-04 and 2025-04-30"


def test_after_the_last_attestation_it_is_possible_with_no_end_stated() -> None:
    claim = state(date(2025, 4, 4), date(2025, 4, 4), date(2025, 6, 10), date(9999, 12, 31))
    answer = holds(claim, parse_period("2025-07-01"), Vocabulary.load())
    assert answer.certainty == "possibly"
    assert answer.why == "no end stated; last attested 2025-06-09"


def test_an_observation_is_never_in_force(graph: Graph) -> None:
    flows = [claim for claim in graph.claims() if claim.claim_type == "kg:Flow"]
    assert flows
    for flow in flows:
        assert holds(flow, parse_period("2025"), graph.vocab).certainty == "no"


@pytest.mark.parametrize("known", ["2025-06-09", "2025-09-25", None])
def test_views_answer_alike_in_memory_and_on_disk(known: str | None, shipped_store: str) -> None:
    """Claim nodes, findings, derived claims and direct edges alike."""
    text = """SELECT ?what (COUNT(DISTINCT ?it) AS ?n) {
      { ?it a kg:Claim BIND("claim" AS ?what) } UNION { ?it a kg:Finding BIND("finding" AS ?what) }
      UNION { ?it kg:source source:derived BIND("derived" AS ?what) }
      UNION { country:CHN kg:restricts ?it BIND("restricted" AS ?what) }
    } GROUP BY ?what ORDER BY ?what"""
    rows = [
        graph.as_of(known=known).rows(text)
        for graph in (kg.build(check=False), kg.open(shipped_store))
    ]
    assert rows[0] == rows[1]
    counted = {row["what"]: row["n"] for row in rows[0]}
    view = kg.open(shipped_store).as_of(known=known)
    assert counted.get("finding", 0) == len(view.findings())
    assert counted.get("derived", 0) == len(list(view.derived()))
    assert counted["claim"] == len(list(view.claims())) + counted.get("derived", 0)


def test_derived_claims_and_findings_fall_with_a_retracted_premise() -> None:
    graph = kg.build(check=False)
    derived = next(graph.derived())
    finding = graph.findings()[0]
    graph.retract(derived.premises[0], on="2025-12-01", why="misread")
    graph.retract(finding.members[0], on="2025-12-01", why="misread")
    assert derived.id not in {claim.id for claim in graph.derived()}
    assert finding.id not in {row.id for row in graph.findings()}
    earlier = graph.as_of(known="2025-11-30")
    assert derived.id in {claim.id for claim in earlier.derived()}
    assert finding.id in {row.id for row in earlier.findings()}


def test_the_short_query_answers_for_the_view_asked(graph: Graph) -> None:
    text = "SELECT ?x { country:CHN kg:restricts ?x }"
    before = graph.as_of(valid="2025-04-03").rows(text)
    after = graph.as_of(valid="2025-05-01").rows(text)
    medium_and_heavy = {"x": "group:medium-and-heavy-rare-earths"}
    assert medium_and_heavy not in before
    assert medium_and_heavy in after


def test_an_easing_never_closes_a_restriction(graph: Graph) -> None:
    eased = graph.as_of(valid="2025-08-01").rows("SELECT ?x { country:CHN kg:eases ?x }")
    still = graph.as_of(valid="2025-08-01").rows("SELECT ?x { country:CHN kg:restricts ?x }")
    assert eased
    assert {"x": "group:medium-and-heavy-rare-earths"} in still


def test_throughout_leaves_only_what_covers_the_whole_period(graph: Graph) -> None:
    some = {claim.id for claim in graph.as_of(valid="2025").claims()}
    whole = {claim.id for claim in graph.as_of(valid="2025", throughout=True).claims()}
    assert whole < some


def test_a_store_that_does_not_reason_shows_no_findings_and_derives_nothing() -> None:
    graph = kg.build(check=False, reason=False)
    assert graph.findings() == ()
    assert list(graph.derived()) == []
    assert not graph.query("ASK { ?finding a kg:Finding }")
