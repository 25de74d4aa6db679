"""The fifty questions of an analyst, each answered by a general question with parameters."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kg.api import Graph
from kg.questions import QUESTIONS, Answer, Quantity, Verdict, ask
from tests.questions.gold_calls import CALLS, IDS, UNITS, Call

TRUE = {Verdict.YES, Verdict.CERTAINLY}
FALSE = {Verdict.NO, Verdict.DIFFERENT}


@pytest.fixture(scope="module")
def gold(documents: Path) -> dict[str, dict[str, Any]]:
    path = documents / "gold" / "questions.json"
    if not path.is_file():
        pytest.skip(f"needs {path.name} in the folder of documents")
    rows = json.loads(path.read_text(encoding="utf-8"))
    return {row["id"]: row["answer_struct"] for row in rows}


def answered(graph: Graph, call: Call) -> Answer:
    view = graph.as_of(known=call.known) if call.known else graph
    return ask(view, call.name, call.parameters)


def check_number(part: dict[str, Any], one: Quantity) -> None:
    unit = part["unit"]
    known, factor = ("unit:PERCENT", 1) if unit.startswith("%") else UNITS[unit]
    assert one.unit == known
    assert one.value is not None
    value = one.value / factor
    low, high = Decimal(str(part["accept_min"])), Decimal(str(part["accept_max"]))
    assert low <= value <= high
    assert (one.per == "month") == unit.endswith("/month")
    words = unit.split()[1:]
    if words and words[-1] in ("yoy", "mom"):
        assert one.comparator == "_".join(words)
    if part.get("comparator"):
        assert one.hedge == part["comparator"]
    if part.get("window") == "1 week":
        assert one.comparator == "wow"
    if part.get("approx"):
        assert one.hedge == "about"


def check_set(part: dict[str, Any], answer: Answer, call: Call) -> None:
    wanted = {IDS[name] for name in part["items"]}
    if call.name in ("compare", "rank"):
        assert {answer.items[0].id} == wanted
    elif call.name == "origin-of":
        assert set(answer.path) == wanted
        assert all(set(item.who) >= wanted for item in answer.items)
    elif call.name == "who-says":
        found = {item.id for item in answer.items if item.role in call.roles}
        if "via" in call.roles:
            found |= {id_ for item in answer.items for id_ in item.who}
        assert found == wanted
    else:
        assert {item.id for item in answer.items} == wanted


def check_series(part: dict[str, Any], answer: Answer, call: Call) -> None:
    found = {item.period: item.quantity for item in answer.items}
    for period, value, *rest in part["items"]:
        one = found.pop(period)
        assert one is not None
        if isinstance(value, str):
            assert (one.value, one.trend) == (None, {"+": "rose", "-": "fell"}[value])
            continue
        if value is None:
            assert (one.value, one.basis) == (None, "trend")
            assert one.trend in rest[0]
            continue
        assert one.value is not None
        factor = 1_000_000 if one.unit == "unit:CCY_USD" else 1
        assert one.value / factor == pytest.approx(Decimal(str(value)), abs=Decimal("0.02"))
        assert one.basis == (rest[0] if rest else "reported")
    assert found == {}


def check_interval(part: dict[str, Any], answer: Answer, call: Call) -> None:
    assert answer.start == date.fromisoformat(part["start"])
    assert answer.end == part["end"]
    assert answer.end_status == part["end_status"]


def check_boolean(part: dict[str, Any], answer: Answer, call: Call) -> None:
    assert answer.verdict in (TRUE if part["value"] else FALSE)
    if part.get("meaning") == "not a contradiction":
        assert answer.verdict is Verdict.DIFFERENT


def check_unknown(part: dict[str, Any], answer: Answer, call: Call) -> None:
    assert answer.verdict is Verdict.UNKNOWN
    assert answer.quantities == ()
    assert answer.looked_for
    assert answer.nearby
    if part.get("earliest_known"):
        assert answer.known_since == date.fromisoformat(part["earliest_known"])


def check_arithmetic(part: dict[str, Any], answer: Answer, call: Call) -> None:
    computed, reported = answer.quantities
    assert computed.value is not None
    assert round(computed.value, 2) == Decimal(str(part["computed"]))
    assert reported.value == Decimal(str(part["reported"]))
    assert answer.verdict == part["verdict"]


def check_text(part: dict[str, Any], answer: Answer, call: Call) -> None:
    """The one free text is of a disagreement: two sources, two accounts, and that they differ."""
    assert part["must_contain_ideas"] == ["000 stable", "001 -5.67% yoy", "flagged conflict"]
    assert answer.verdict is Verdict.CONTRADICTED
    assert len(answer.sources) == 2
    assert "stable" in answer.text
    assert "5.67" in answer.text


def check_numbers(part: dict[str, Any], answer: Answer, call: Call) -> None:
    if part["unit"] == "independent sources":
        assert part["accept_min"] <= answer.independent_origins <= part["accept_max"]
        return
    for at in call.figures:
        check_number(part, answer.quantities[at])


def check_parts(part: dict[str, Any], answer: Answer, call: Call) -> None:
    figures = iter(call.figures)
    for one in part["parts"]:
        if one["type"] == "number":
            check_number(one, answer.quantities[next(figures)])
        else:
            check_set(one, answer, call)


def check_path(part: dict[str, Any], answer: Answer, call: Call) -> None:
    assert list(answer.path) == [IDS[name] for name in part["nodes"]]


CHECKS = {
    "number": check_numbers,
    "multi": check_parts,
    "set": check_set,
    "series": check_series,
    "interval": check_interval,
    "boolean": check_boolean,
    "unknown": check_unknown,
    "check": check_arithmetic,
    "path": check_path,
    "text": check_text,
}


@pytest.mark.parametrize("id_", CALLS)
def test_the_gold_question_is_answered(
    id_: str, graph: Graph, gold: dict[str, dict[str, Any]]
) -> None:
    call, part = CALLS[id_], gold[id_]
    answer = answered(graph, call)
    CHECKS[part["type"]](part, answer, call)
    if part.get("caveat_required") or part.get("caveat"):
        assert answer.caveats


def test_every_gold_question_has_a_call(gold: dict[str, dict[str, Any]]) -> None:
    assert gold.keys() == CALLS.keys()


def test_where_the_production_stops_took_place_is_told(graph: Graph) -> None:
    answer = answered(graph, CALLS["Q37"])
    places = {item.id for item in answer.items if item.role == "place"}
    assert places == {"place:europe", "country:JPN", "country:USA"}


def test_every_answer_names_its_claims_and_their_sources(graph: Graph) -> None:
    for call in CALLS.values():
        answer = answered(graph, call)
        if answer.verdict is not Verdict.UNKNOWN:
            assert answer.claims
            assert set(answer.sources) <= graph.sources.keys()
            assert answer.independent_origins == len(answer.origins) > 0


def test_every_call_is_of_a_question_in_the_table() -> None:
    assert {call.name for call in CALLS.values()} <= QUESTIONS.keys()
