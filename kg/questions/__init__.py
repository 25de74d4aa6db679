"""Questions: general, with parameters, and answered with figures, witnesses and caveats.

Each question is a function of what is known and of its parameters. None knows an answer: no entity
and no figure stands in this package. Where nothing answers, the answer says what was looked for and
what is known nearby. Figures are looked up as reported, else worked out with bands and premises.
"""

from kg.questions.answer import Answer, Basis, Item, Quantity, Verdict
from kg.questions.context import Context
from kg.questions.library import QUESTIONS, ask
from kg.questions.parameters import Parameter
from kg.questions.question import Question
from kg.questions.text import render_list, render_text

__all__ = [
    "QUESTIONS",
    "Answer",
    "Basis",
    "Context",
    "Item",
    "Parameter",
    "Quantity",
    "Question",
    "Verdict",
    "ask",
    "render_list",
    "render_text",
]
