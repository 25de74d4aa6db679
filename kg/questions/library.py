"""The table of questions, and :func:`ask`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.errors import UnknownName
from kg.questions import (
    agreement,
    chain,
    compare,
    dependence,
    known,
    level,
    limits,
    links,
    provenance,
    ratios,
    shares,
    statements,
    times,
)
from kg.questions.answer import Answer
from kg.questions.context import Context
from kg.questions.question import Question

if TYPE_CHECKING:
    from kg.asof import AsOf

QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {
        question.name: question
        for question in (
            level.LEVEL_QUESTION,
            level.CHANGE,
            level.SERIES,
            level.UNIT_VALUE,
            shares.SHARE,
            shares.SUM,
            shares.REMAINDER,
            shares.GROWTH_OF_REMAINDER,
            ratios.RATIO,
            ratios.AVERAGE,
            ratios.SUM_OF_FIGURES,
            shares.WHAT_IF_STOPPED,
            compare.COMPARE,
            compare.RANK,
            dependence.DEPENDENCE,
            dependence.PRICE_MOVE,
            limits.THRESHOLD,
            limits.WITHIN_SCOPE,
            limits.COUNT_COVERED,
            limits.MEMBERS_NAMED,
            times.IN_FORCE,
            times.INTERVAL_OF,
            times.ANNOUNCED_BY,
            known.KNOWN_ABOUT,
            chain.CHAIN,
            statements.EFFECTS,
            statements.STATEMENTS,
            statements.PLACES,
            links.PARALLELS,
            links.AIMS,
            links.LINKED,
            statements.WHO_SAYS,
            agreement.AGREEMENT,
            agreement.CONTRADICTS,
            agreement.ARITHMETIC,
            provenance.ORIGIN_OF,
            provenance.INDEPENDENT_ORIGINS,
            provenance.AMOUNT_OF,
        )
    }
)
"""The questions by name. A question that is added here can be asked."""


def ask(
    view: AsOf,
    name: str,
    parameters: Mapping[str, object] | None = None,
    *,
    context: Context | None = None,
) -> Answer:
    """Answer a question about what a view shows.

    Args:
        view: The view.
        name: The question's name, see :data:`QUESTIONS`.
        parameters: Its parameters as people write them: names, periods, numbers; several values
            stand with a semicolon between them, or in a list.
        context: What was worked out from the view before; pass it on where many are asked.

    Returns:
        The answer; "not known" is an answer, too.

    Raises:
        UnknownName: There is no such question, parameter or thing; the nearest are offered.
        BadInput: A parameter is missing, or its value is not of its kind.

    Example:
        >>> import kg
        >>> flow = {"subject": "China", "product": "rare earths", "quantity": "export mass"}
        >>> ask(kg.build(check=False), "level", {**flow, "period": "2025-05"}).value
        Decimal('5864.6')
    """
    if name not in QUESTIONS:
        raise UnknownName("question", name, QUESTIONS)
    return QUESTIONS[name].answer(context or Context(view), parameters or {})
