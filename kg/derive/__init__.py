"""What follows from claims: earlier levels, changes, rests, sums, shares, unit values.

Derived claims are rows like any other, with their premises, a formula and the band that interval
arithmetic leaves. They are conclusions, never evidence: no rule takes one as a premise.
"""

from kg.derive.figure import Figure
from kg.derive.refusals import Refusal, refusals
from kg.derive.run import derivations, derive, derived_source

__all__ = ["Figure", "Refusal", "derivations", "derive", "derived_source", "refusals"]
