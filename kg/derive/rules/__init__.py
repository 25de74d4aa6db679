"""The rules of derivation. Each is a function from the figures of one flow to what follows.

A rule that is added to ``RULES`` runs. Its order there is the order of preference where two rules
give the same cell from as many premises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from kg.derive.draft import Draft
from kg.derive.levels import Table
from kg.derive.rules.change import changes
from kg.derive.rules.earlier_level import earlier_levels
from kg.derive.rules.partners import other_partners, sums_of_partners
from kg.derive.rules.rest_of_period import rests_of_periods
from kg.derive.rules.shares import shares
from kg.derive.rules.two_steps import earlier_rests
from kg.derive.rules.unit_value import unit_values

Rule = Callable[[Table], Iterable[Draft]]

RULES: Mapping[str, Rule] = {
    "earlier level": earlier_levels,
    "change": changes,
    "rest of period": rests_of_periods,
    "other partners": other_partners,
    "sum of partners": sums_of_partners,
    "share": shares,
    "unit value": unit_values,
    "two steps": earlier_rests,
}
