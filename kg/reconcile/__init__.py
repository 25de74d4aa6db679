"""Compares claims and says where sources disagree, merely repeat each other or miscalculate.

Findings are made from rows alone and change none: a claim that is contradicted stays as it is.
Each rule is a function of its own and says in its docstring what it cannot see.

Known limits of all rules: scope notes are prose, shown but not understood; opinions, plans and
forecasts are not held against facts, nor against what came of them; figures of which it is not
known over which days they were measured are compared with nothing. Most rules look at each claim
once; those on changes and states look at all pairs that share a subject, so that they suit the
claims of thousands of texts and not raw tables of trade.
"""

from kg.reconcile.context import Context
from kg.reconcile.finding import Finding, Severity, Verdict
from kg.reconcile.origins import Origins, Witness, independent_origins, origin_chain
from kg.reconcile.rdf import finding_quads
from kg.reconcile.rules import RULES, Rule
from kg.reconcile.run import reconcile

__all__ = [
    "RULES",
    "Context",
    "Finding",
    "Origins",
    "Rule",
    "Severity",
    "Verdict",
    "Witness",
    "finding_quads",
    "independent_origins",
    "origin_chain",
    "reconcile",
]
