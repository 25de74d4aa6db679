"""What the named queries answer on the shipped claims."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.asof import AsOf, as_of
from kg.query import Rows, named_queries, query
from kg.query.terms import Value


def ask(view: AsOf, name: str, **parameters: object) -> list[dict[str, Value]]:
    answer = query(view, name, parameters=parameters)
    assert isinstance(answer, Rows)
    return list(answer)


def column(rows: list[dict[str, Value]], *names: str) -> set[Value] | set[tuple[Value, ...]]:
    if len(names) == 1:
        return {row[names[0]] for row in rows}
    return {tuple(row[name] for name in names) for row in rows}


REQUIRED = {"date": "2025-06-01", "entity": "action:chn-2025-04-rare-earth-controls"}


def test_every_query_answers_and_names_its_claims(on_disk: AsOf) -> None:
    claims = {claim.id for claim in (*on_disk.claims(), *on_disk.derived())}
    for name, named in named_queries(on_disk.vocab).items():
        given = {p.name: REQUIRED[p.kind] for p in named.parameters if p.required}
        rows = ask(on_disk, name, **(given | ({"of": "Dy"} if name == "used-in" else {})))
        ids = {str(row[key]) for row in rows for key in row if key.lower().endswith("claim")}
        assert ids <= claims, name
        assert ids or name == "sources", name


@pytest.mark.parametrize(
    ("on", "about", "answer"),
    [
        ("2025-04-03", "medium and heavy rare earths", None),
        ("2025-04-04", "medium and heavy rare earths", "certainly"),
        ("2025-05-01", "medium and heavy rare earths", "certainly"),
        ("2025-06-09", "medium and heavy rare earths", "certainly"),
        ("2025-08-01", "medium and heavy rare earths", "possibly"),
        ("2025-05-01", "Dy", "possibly"),
        ("2025-05-01", "heavy rare earths", "possibly"),
        ("2025-05-01", "Iron", None),
    ],
)
def test_a_restriction_is_in_force_certainly_possibly_or_not(
    on_disk: AsOf, on: str, about: str, answer: str | None
) -> None:
    rows = ask(on_disk, "restrictions-in-force", on=on, about=about)
    own = [row for row in rows if "heavy" in str(row["what"])] or rows
    found = {row["answer"] for row in own if "a part of it" not in str(row["why"])}
    if answer is None:
        assert "certainly" not in found
    else:
        assert answer in found


def test_a_member_of_a_restricted_group_is_told_through_which_group(on_disk: AsOf) -> None:
    rows = ask(on_disk, "restrictions-in-force", on="2025-05-01", about="dysprosium")
    assert rows
    for row in rows:
        assert row["answer"] == "possibly"
        assert str(row["why"]).startswith(f"its group is named, not its members: {row['what']}")


def test_a_restriction_whose_end_is_not_stated_stays_possible(on_disk: AsOf) -> None:
    rows = ask(on_disk, "restrictions-in-force", on="2031-01-01", about="rare earths")
    assert column(rows, "answer") == {"possibly"}
    assert all("no end stated" in str(row["why"]) for row in rows)


def test_an_easing_is_told_but_ends_nothing(on_disk: AsOf) -> None:
    rows = ask(on_disk, "restrictions-in-force", on="2025-09-01", about="rare earths")
    eased = [row for row in rows if row["eased"]]
    assert eased
    assert all("ends nothing" in str(row["eased"]) for row in eased)


def test_a_restriction_is_found_by_who_restricts_and_by_its_policy_action(on_disk: AsOf) -> None:
    by_usa = ask(on_disk, "restrictions-in-force", on="2025-10-09", about="United States")
    assert column(by_usa, "what") == {"Advanced semiconductors"}
    action = "action:chn-2025-04-rare-earth-controls"
    assert ask(on_disk, "restrictions-in-force", on="2025-05-01", about=action)


def test_exports_stand_side_by_side_and_are_not_added_up(on_disk: AsOf) -> None:
    rows = ask(on_disk, "exports", exporter="China", product="rare earths")
    assert ("2025-05", Decimal("5864.6"), "t") in column(rows, "period", "value", "unit")
    assert ("2025-01/2025-05", Decimal("24827"), "t") in column(rows, "period", "value", "unit")


def test_exports_to_one_destination(on_disk: AsOf) -> None:
    rows = ask(on_disk, "exports", to="DEU")
    assert column(rows, "period", "value") == {("2025-07", Decimal("1116"))}


def test_changes_by_comparator(on_disk: AsOf) -> None:
    rows = ask(on_disk, "changes", comparator="yoy", about="rare earths")
    assert column(rows, "against") == {"yoy"}
    assert {Decimal("-48.3"), Decimal("-5.67")} <= column(rows, "value")


def test_one_origin_told_by_two_sources_is_one_row(on_disk: AsOf) -> None:
    rows = ask(on_disk, "same-origin")
    found = {row["value"]: row for row in rows}
    assert found[Decimal("-48.3")]["sources"] == 2
    assert "Customs" in str(found[Decimal("-48.3")]["origin"])
    assert found[Decimal("5864.6")]["origin"] == "Wind"


def test_effects_and_causes_are_each_others_way_back(on_disk: AsOf) -> None:
    effects = ask(on_disk, "effects-of", of="action:usa-2025-tariffs")
    causes = ask(on_disk, "causes-of", of="event:mp-materials-deal-2025-07")
    assert column(causes, "claim") <= column(effects, "claim")
    assert len(causes) == 3


def test_what_is_only_an_opinion_is_no_cause(on_disk: AsOf) -> None:
    opinions = {claim.id for claim in on_disk.claims() if claim.modality != "asserted"}
    for name in ("effects-of", "causes-of"):
        for of in ("action:chn-2025-04-rare-earth-controls", "action:usa-2025-tariffs"):
            assert not column(ask(on_disk, name, of=of), "claim") & opinions


def test_dysprosium_goes_into_magnets_and_what_is_made_with_them_but_not_into_ores(
    on_disk: AsOf,
) -> None:
    rows = ask(on_disk, "used-in", of="Dy")
    assert {"Electric vehicles", "Wind turbines"} <= column(rows, "use")
    assert "Ore" not in column(rows, "type")
    assert not [row for row in rows if "Samarium" in str(row["use"])]


def test_forecasts_name_who_makes_them(on_disk: AsOf) -> None:
    assert "Charles Chang" in column(ask(on_disk, "forecasts"), "who")
    only = ask(on_disk, "forecasts", by="Charles Chang", modality="opinion")
    assert column(only, "who") == {"Charles Chang"}
    assert ask(on_disk, "forecasts", modality="asserted") == []


def test_thresholds_prices_dependences_investments_and_talks(on_disk: AsOf) -> None:
    assert {Decimal("0.1"), Decimal("65"), Decimal("7")} <= column(
        ask(on_disk, "thresholds"), "value"
    )
    assert column(ask(on_disk, "price-moves", of="Tb"), "value", "comparator") == {
        (Decimal("35"), "wow")
    }
    assert Decimal("70") in column(ask(on_disk, "dependencies", about="USA"), "value")
    assert "MP Materials" in column(ask(on_disk, "investments"), "what")
    assert ask(on_disk, "who-negotiates", about="China")


def test_evidence_says_where_a_statement_stands(on_disk: AsOf) -> None:
    rows = ask(on_disk, "evidence", subject="China", object="rare earths", relation="restricts")
    claims = {claim.id: claim for claim in on_disk.claims()}
    assert rows
    for row in rows:
        claim = claims[str(row["claim"])]
        assert (claim.predicate, claim.object) == ("kg:restricts", "group:rare-earths")
        assert row["locator"] == claim.locator


def test_claims_about_finds_every_mention(on_disk: AsOf) -> None:
    found = column(ask(on_disk, "claims-about", about="Germany"), "claim")
    assert found == {
        claim.id
        for claim in on_disk.claims()
        if "country:DEU" in (*claim.mentions, claim.attributed_to)
    }


def test_the_timeline_is_ordered_and_narrowed(on_disk: AsOf) -> None:
    rows = ask(on_disk, "timeline", about="China", **{"from": "2025-04-01", "until": "2025-06-30"})
    starts = [str(row["start"]) for row in rows]
    assert starts == sorted(starts)
    assert starts[-1] <= "2025-06-30"
    everything = ask(on_disk, "timeline", about="China")
    assert column(rows, "claim") < column(everything, "claim")


def test_every_source_is_listed_with_its_claims(on_disk: AsOf) -> None:
    rows = ask(on_disk, "sources")
    assert len(rows) == len(on_disk.sources)
    assert sum(int(str(row["claims"])) for row in rows) == len(list(on_disk.claims()))


def test_what_was_not_known_yet_is_not_told(on_disk: AsOf) -> None:
    before = as_of(on_disk.store, known="2025-06-01")
    assert ask(before, "exports", exporter="China") == []
    assert column(ask(before, "sources"), "claims") != {0}
