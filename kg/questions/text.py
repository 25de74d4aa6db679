"""Answers and the list of questions as plain text for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.questions.answer import Answer, Item
from kg.questions.question import Question


def render_text(answer: Answer) -> str:
    """An answer as people read it.

    Args:
        answer: The answer.

    Returns:
        The sentence, then what it rests on and what to keep in mind; what does not print is left
        out.

    Example:
        >>> from kg.questions.answer import Verdict
        >>> render_text(Answer(verdict=Verdict.NO, text="It is not."))
        'It is not.\\n\\nVerdict    no\\n'
    """
    lines = [answer.text, "", f"Verdict    {answer.verdict}", *_details(answer)]
    return "\n".join(map(_printable, lines)) + "\n"


def render_list(questions: Mapping[str, Question]) -> str:
    """The questions with their parameters.

    Args:
        questions: The questions by name.

    Returns:
        A few lines for each.

    Example:
        >>> from kg.questions.library import QUESTIONS
        >>> render_list(QUESTIONS).startswith("level")
        True
    """
    lines: list[str] = []
    for name, question in questions.items():
        lines.append(f"{name:22}{question.title}")
        for one in question.parameters:
            need = (
                ""
                if one.required
                else f" (default {one.default})"
                if one.default
                else " (optional)"
            )
            lines.append(f"{'':22}--{one.name}  {one.description}{need}")
    return "\n".join(lines) + "\n"


def _details(answer: Answer) -> Iterator[str]:
    for one in answer.quantities[:1]:
        if one.formula:
            yield f"Formula    {one.formula}"
    if answer.start or answer.end:
        yield f"From       {answer.start or 'not stated'}"
        yield f"Until      {answer.end or answer.end_status}"
    if answer.known_since:
        yield f"Known      from {answer.known_since} on"
    if answer.origins:
        named = (", ".join(answer.labels.get(id_, id_) for id_ in one) for one in answer.origins)
        names = "; ".join(named)
        yield f"Origins    {answer.independent_origins} independent ({names})"
    if answer.view:
        yield f"Asked of   {answer.view}"
    for heading, items in (("In detail", answer.items), ("Known nearby", answer.nearby)):
        if items:
            yield ""
            yield heading
            yield from (f"  {_item(item)}" for item in items)
    for heading, rows in (
        ("Keep in mind", answer.caveats),
        ("Sources", tuple(f"{answer.labels.get(id_, id_)} ({id_})" for id_ in answer.sources)),
        ("Claims", answer.claims),
    ):
        if rows:
            yield ""
            yield heading
            yield from (f"  {row}" for row in rows)


def _item(item: Item) -> str:
    marks = [item.role, item.modality, str(item.verdict or "")]
    shown = ", ".join(mark for mark in marks if mark and mark != "asserted")
    return f"{item.label}: {item.text}" + (f" ({shown})" if shown else "")


def _printable(line: str) -> str:
    return "".join(character if character.isprintable() else " " for character in line)
