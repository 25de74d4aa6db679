"""The rules, one file each: compare claims, yield findings, say in the docstring what they miss."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from kg.reconcile.context import Context
from kg.reconcile.finding import Finding
from kg.reconcile.rules.announcements_differ import announcements_differ
from kg.reconcile.rules.beginnings_differ import beginnings_differ
from kg.reconcile.rules.change_against_levels import change_against_levels
from kg.reconcile.rules.contradicted import contradicted
from kg.reconcile.rules.corroborated import corroborated
from kg.reconcile.rules.denied import denied
from kg.reconcile.rules.different_comparator import different_comparator
from kg.reconcile.rules.different_partner import different_partner
from kg.reconcile.rules.different_period import different_period
from kg.reconcile.rules.different_product import different_product
from kg.reconcile.rules.different_scope import different_scope
from kg.reconcile.rules.mirror_flows import mirror_flows
from kg.reconcile.rules.months_against_cumulative import months_against_cumulative
from kg.reconcile.rules.parts_against_total import parts_against_total
from kg.reconcile.rules.repeated import repeated
from kg.reconcile.rules.same_speaker import same_speaker
from kg.reconcile.rules.share_against_levels import share_against_levels
from kg.reconcile.rules.shares_against_whole import shares_against_whole
from kg.reconcile.rules.succession import succession
from kg.reconcile.rules.trend_against_figure import trend_against_figure
from kg.reconcile.rules.trend_against_trend import trend_against_trend
from kg.reconcile.rules.within_rounding import within_rounding

Rule = Callable[[Context], Iterator[Finding]]
"""Compares claims and yields what it finds."""

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "contradicted": contradicted,
        "denied": denied,
        "trend-against-figure": trend_against_figure,
        "trend-against-trend": trend_against_trend,
        "change-against-levels": change_against_levels,
        "parts-against-total": parts_against_total,
        "months-against-cumulative": months_against_cumulative,
        "shares-against-whole": shares_against_whole,
        "share-against-levels": share_against_levels,
        "mirror-flows": mirror_flows,
        "beginnings-differ": beginnings_differ,
        "announcements-differ": announcements_differ,
        "different-period": different_period,
        "different-comparator": different_comparator,
        "different-product": different_product,
        "different-partner": different_partner,
        "different-scope": different_scope,
        "succession": succession,
        "within-rounding": within_rounding,
        "corroborated": corroborated,
        "repeated": repeated,
        "same-speaker": same_speaker,
    }
)
"""Every rule by the name that its findings carry."""
