"""What is left of levels that were themselves worked out from a change.

The one chain of two steps: first the earlier levels, then what one leaves of another. All premises
are stated claims; no derived claim is read back.

Limits: the bands of both steps add up, so the result is loose; shares and changes of such rests
are a question's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.derive.draft import Draft
from kg.derive.levels import LEVEL, Table
from kg.derive.rules.earlier_level import earlier_levels
from kg.derive.rules.partners import other_partners
from kg.derive.rules.rest_of_period import rests_of_periods


def earlier_rests(table: Table) -> Iterator[Draft]:
    """Rests of periods and other partners, a month or a year before those that are stated.

    Args:
        table: The figures of one flow.

    Yields:
        What follows from earlier levels, alone or beside stated ones.

    Example:
        >>> from kg.derive import derive
        >>> from kg.curated import read_data
        >>> from kg.vocab import Vocabulary
        >>> claims = derive(read_data(), Vocabulary.load())
        >>> sum("earlier: (" in claim.formula for claim in claims)
        2
    """
    earlier = [draft.known() for draft in earlier_levels(table)]
    if not earlier:
        return
    filled = table.with_(earlier)
    for draft in (*rests_of_periods(filled), *other_partners(filled)):
        if any(claim.comparator not in (None, LEVEL) for claim in draft.premises):
            yield replace(draft, rule=f"{draft.rule}, earlier")
