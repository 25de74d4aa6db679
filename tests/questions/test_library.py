"""The table of questions, their parameters, and answers as text and JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import kg.questions
from kg.api import Graph
from kg.dates import parse_period
from kg.errors import BadInput, UnknownName
from kg.questions import QUESTIONS, Verdict, ask, render_list, render_text
from tests.questions.gold_calls import CALLS, IDS

PACKAGE = Path(kg.questions.__file__).parent
CELL = {"subject": "China", "product": "rare earth magnets", "quantity": "export mass"}


def test_every_question_says_what_it_takes_returns_and_does_not_know() -> None:
    for name, question in QUESTIONS.items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
        assert question.title
        assert question.returns.endswith(".")
        assert question.unknown.endswith(".")
        names = [parameter.name for parameter in question.parameters]
        assert len(names) == len(set(names)) > 0


def test_the_list_names_every_question_and_parameter() -> None:
    text = render_list(QUESTIONS)
    for name, question in QUESTIONS.items():
        assert f"\n{name}" in f"\n{text}"
        assert all(f"--{parameter.name}" in text for parameter in question.parameters)


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("levle", {}, "did you mean level"),
        ("level", {"subjekt": "China"}, "did you mean subject"),
        ("level", {"subject": "Chnia"}, "did you mean China"),
        ("level", {"quantity": "export mass"}, "level needs --subject"),
        ("level", {**CELL, "quantity": "export mas"}, "did you mean export mass"),
        ("level", {**CELL, "period": "2025-13"}, "parameter period"),
        ("change", {**CELL, "period": "2025-07", "comparator": "yoyo"}, "did you mean yoy"),
        ("within-scope", {"policy": "US tariffs", "content": "much"}, "is no number"),
        ("compare", {**CELL, "period": "2025-07"}, "Give two values"),
        ("ratio", {**CELL, "period": "2025-05;2025-06;2025-07"}, "not of 3"),
        ("share", {**CELL, "period": "2025-07", "partners": ""}, "which partners"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(
    graph: Graph, name: str, parameters: dict[str, Any], message: str
) -> None:
    with pytest.raises(BadInput, match=re.escape(message)):
        ask(graph, name, parameters)


def test_an_unknown_question_offers_the_nearest() -> None:
    with pytest.raises(UnknownName) as caught:
        ask(None, "share-of", {})  # type: ignore[arg-type]
    assert "share" in caught.value.suggestions


def test_values_may_be_python_objects_or_lists(graph: Graph) -> None:
    germany = graph.entities["country:DEU"]
    given = {**CELL, "period": parse_period("2025-07"), "partners": [germany, "USA"]}
    written = {**CELL, "period": "2025-07", "partners": "Germany; USA"}
    assert ask(graph, "share", given) == ask(graph, "share", written)


def test_every_answer_can_be_written_as_json_and_text(graph: Graph) -> None:
    for call in CALLS.values():
        answer = ask(graph, call.name, call.parameters)
        found = json.loads(json.dumps(answer.to_json(), allow_nan=False))
        assert found["question"] == call.name
        assert found["verdict"] == answer.verdict
        assert found.get("claims", []) == list(answer.claims)
        text = render_text(answer)
        assert text.startswith(answer.text.replace("\u00a0", " "))
        assert all(line.isprintable() for line in text.splitlines())


def test_numbers_in_json_keep_their_exact_text(graph: Graph) -> None:
    found = ask(graph, "level", {**CELL, "period": "2025-07"}).to_json()
    first = found["quantities"][0]
    assert (first["value"], first["value_text"]) == (5577.0, "5577")


def test_an_unknown_answer_says_what_was_looked_for(graph: Graph) -> None:
    for partner in ("Japan", "Burundi"):
        answer = ask(graph, "level", {**CELL, "period": "2025-07", "partner": partner})
        assert answer.verdict is Verdict.UNKNOWN
        assert partner in answer.looked_for
        assert partner in answer.text
        assert all(item.claims for item in answer.nearby)


def code() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))


def test_no_entity_stands_in_the_code_of_the_questions(graph: Graph) -> None:
    prefixes = {id_.partition(":")[0] for id_ in (*graph.entities, *graph.sources)}
    assert re.findall(rf"\b(?:{'|'.join(sorted(prefixes))}|claim):[\w-]+", code()) == []
    bare = [id_.partition(":")[2] for id_ in IDS.values() if not id_.startswith("kg:")]
    assert [name for name in bare if len(name) > 4 and name in code()] == []


def test_no_answer_stands_in_the_code_of_the_questions(documents: Path) -> None:
    path = documents / "gold" / "questions.json"
    if not path.is_file():
        pytest.skip(f"needs {path.name} in the folder of documents")
    numbers = {
        number.replace(",", "")
        for row in json.loads(path.read_text(encoding="utf-8"))
        for number in re.findall(r"\d[\d,]*\.?\d*", json.dumps(row["answer_struct"]))
    }
    year = re.compile(r"20\d\d|00\d")
    telling = [number for number in numbers if len(number) > 2 and not year.fullmatch(number)]
    bare = re.sub(r'"""(?:.|\n)*?"""', "", code())  # without docstrings and their examples
    written = set(re.findall(r"\d[\d_]*\.?\d*", bare))
    assert written.isdisjoint(telling)
