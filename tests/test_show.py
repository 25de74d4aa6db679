import kg
from kg.api import Graph
from kg.show import timeline


def test_a_profile_groups_claims_by_relation_in_time_order(graph: Graph) -> None:
    profile = graph.show("China")
    assert "restricts" in profile.groups
    for lines in profile.groups.values():
        starts = [line.claim.start for line in lines]
        assert starts == sorted(starts)


def test_a_profile_holds_every_claim_that_names_the_entity(graph: Graph) -> None:
    shown = {line.claim.id for lines in graph.show("China").groups.values() for line in lines}
    named = {
        claim.id
        for claim in graph.claims()
        if "country:CHN" in (*claim.mentions, claim.attributed_to, claim.origin)
    }
    assert shown == named


def test_a_line_says_who_says_so(graph: Graph) -> None:
    lines = [line for lines in graph.show("Charles Chang").groups.values() for line in lines]
    assert lines
    assert any(line.says.startswith("Charles Chang") for line in lines)


def test_a_timeline_is_cut_to_the_days_asked_for(graph: Graph) -> None:
    lines = graph.timeline("China", from_="2025-05-01", until="2025-05-31")
    assert lines
    for line in lines:
        assert str(line.claim.end) > "2025-05-01"
        assert str(line.claim.start) <= "2025-05-31"


def test_a_timeline_leaves_out_what_has_no_beginning(graph: Graph) -> None:
    starts = [line.claim.start.year for line in timeline(graph)]
    assert starts == sorted(starts)
    assert starts[0] > 1


def test_an_earlier_known_day_tells_less() -> None:
    graph = kg.build(check=False)
    early = graph.as_of(known="2025-06-09").timeline("China")
    assert 0 < len(early) < len(graph.timeline("China"))
