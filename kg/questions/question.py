"""A question with a name: what it takes, what it returns, and the function that answers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.errors import BadInput, UnknownName
from kg.questions.answer import Answer
from kg.questions.context import Context
from kg.questions.parameters import Given, Parameter

if TYPE_CHECKING:
    from kg.asof import AsOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A general question.

    Attributes:
        name: Its name on the command line.
        title: One line for people.
        parameters: What it takes.
        returns: What the answer holds.
        unknown: What it says where the answer is not known.
        function: The function that answers it.
    """

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    returns: str
    unknown: str
    function: Callable[[Context, Given], Answer]

    def given(self, values: Mapping[str, object], view: AsOf) -> Given:
        """The values of its parameters.

        Args:
            values: By name, as people write them or as Python has them; None for left out.
            view: Where names are looked up.

        Returns:
            The values.

        Raises:
            UnknownName: It takes no such parameter, or a name means nothing.
            BadInput: A parameter is missing, or a value is not of its kind.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in known:
                raise UnknownName(f"parameter of {self.name}", name, known)
        found: dict[str, object] = {}
        for parameter in self.parameters:
            value = values.get(parameter.name)
            value = parameter.default if value is None else value
            if value is not None:
                found[parameter.name] = parameter.read(value, view)
            elif parameter.required:
                raise BadInput(
                    f"{self.name} needs --{parameter.name} ({parameter.kind}): "
                    f"{parameter.description}"
                )
        return Given(found)

    def answer(self, context: Context, values: Mapping[str, object]) -> Answer:
        """Answer it.

        Args:
            context: What is known.
            values: The values of its parameters by name.

        Returns:
            The answer.

        Raises:
            BadInput: See :meth:`given`.
        """
        answer = self.function(context, self.given(values, context.view))
        ids = (*answer.sources, *(id_ for origin in answer.origins for id_ in origin), *answer.path)
        labels = {id_: context.label(id_) for id_ in ids}
        described = context.view.describe()
        return replace(answer, question=self.name, view=described, labels=labels)
