"""Rule: one flow as its exporter and as its importer report it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.claim import Claim
from kg.interval import Interval
from kg.reconcile.context import Context
from kg.reconcile.figures import LEVEL, Figure, is_plain
from kg.reconcile.finding import Finding, Verdict, finding
from kg.reconcile.rivals import agree, ends, told
from kg.reconcile.words import listed, numbers

_UNEQUAL_MONTHS = 3  # days by which two months, or two years, may differ in length

Key = tuple[object, ...]
"""Exporter, importer, product, instrument, the exporter's quantity kind, measure and period."""


def mirror_flows(context: Context) -> Iterator[Finding]:
    """The exporter's and the importer's figure for the same goods, quantity and period.

    Before they contradict each other, three explanations are tried, in this order: the range that
    the ontology allows for the quantity kind (imports are valued with freight and insurance); goods
    on the way when the period ended, so that the figures agree together with those of the period
    before or after; and goods that were sent on, where somebody reports re-exports of the product.

    Known limits:
        * Of several figures of one side the first one told counts; the others have findings of
          their own.
        * Whether the goods of a re-export are those of the flow is not known: it is a reason not
          to compare, no proof.
        * One compiler of both sides' reports, such as UN Comtrade, is no one witness: its two
          figures are compared. Who balances the sides publishes one figure, which has no mirror.

    Args:
        context: The claims.

    Yields:
        A finding for each flow that both sides report.

    Example:
        >>> import kg
        >>> graph = kg.build(check=False)
        >>> list(mirror_flows(Context(graph.store.contents.dataset, graph.vocab)))
        []
    """
    flows = _Flows(context)
    for key, sides in flows.by_key.items():
        if sides.exporter and sides.importer:
            yield _judged(flows, key, sides.exporter[0], sides.importer[0])


@dataclass
class _Sides:
    """What the two sides report of one flow in one period."""

    exporter: list[Figure]
    importer: list[Figure]


class _Flows:
    """The levels of trade that either side reports, and what the ontology says of them."""

    def __init__(self, context: Context) -> None:
        self.context = context
        mirrored = context.annotation("mirroredBy")
        self._mirror = {importer: exporter for exporter, importer in mirrored.items()}
        self._low, self._high = context.annotation("mirrorLow"), context.annotation("mirrorHigh")
        self.why = context.annotation("mirrorWhy")
        self.by_key: dict[Key, _Sides] = {}
        for one in context.figures:
            if one.comparator == LEVEL and one.band is not None:
                self._put(one, mirrored)
        self._starting: dict[Key, list[Key]] = defaultdict(list)
        self._ending: dict[Key, list[Key]] = defaultdict(list)
        for key, sides in self.by_key.items():
            period = (sides.exporter or sides.importer)[0].period
            self._starting[key[:-1], period[0]].append(key)
            self._ending[key[:-1], period[1]].append(key)
        passed_on = set(context.annotation("passedOnBy").values())
        self._sent_on: dict[str | None, list[Claim]] = defaultdict(list)
        for claim in context.claims:
            if claim.predicate in passed_on and is_plain(claim):
                self._sent_on[claim.product].append(claim)

    def _put(self, one: Figure, mirrored: Mapping[str, str]) -> None:
        what, kind = one.what, one.kind or ""
        rest = (what.product, what.instrument)
        if what.predicate in mirrored and kind in mirrored:
            key: Key = (what.subject, what.object, *rest, kind, one.measure, one.period)
            self.by_key.setdefault(key, _Sides([], [])).exporter.append(one)
        elif what.predicate in self._mirror and kind in self._mirror:
            key = (what.object, what.subject, *rest, self._mirror[kind], one.measure, one.period)
            self.by_key.setdefault(key, _Sides([], [])).importer.append(one)

    def within(self, one: Interval, other: Interval, kind: str) -> bool:
        """Whether the importer's figure lies where the ontology allows it by the exporter's."""
        allowed = Interval(Decimal(self._low.get(kind, 1)), Decimal(self._high.get(kind, 1)))
        return (one * allowed).overlaps(other)

    def neighbours(self, key: Key, one: Figure) -> Iterator[tuple[Figure, Figure]]:
        """What both sides report of the period just before, and of that just after."""
        start, end = one.period
        for near in (*self._ending[key[:-1], start], *self._starting[key[:-1], end]):
            sides = self.by_key[near]
            if sides.exporter and sides.importer:
                found = sides.exporter[0], sides.importer[0]
                if abs(_days(found[0]) - _days(one)) <= _UNEQUAL_MONTHS:
                    yield found

    def passed_on(self, one: Figure, other: Figure) -> list[Claim]:
        """Re-exports of the product that may explain why one side reports more.

        The exporter's own to this partner and those of the partner explain either; those of third
        parties to the importer explain why the importer, who counts by origin, reports more.
        """
        exporter, importer = one.what.subject, other.what.subject
        more_arrived = (other.value or Decimal(0)) > (one.value or Decimal(0))
        return [
            claim
            for claim in self._sent_on[one.what.product]
            if claim.start < one.period[1]
            and one.period[0] < claim.end
            and (
                (claim.subject, claim.object) == (exporter, importer)
                or claim.subject == importer
                or (more_arrived and claim.object == importer and claim.subject != exporter)
            )
        ]


def _judged(flows: _Flows, key: Key, one: Figure, other: Figure) -> Finding:
    """The verdict on two figures for one flow."""
    kind = one.kind or ""
    if agree(one, other):
        why = "Exporter and importer agree."
        return _finding(flows, Verdict.CORROBORATED, [one, other], why)
    mine, theirs = one.band or Interval(), other.band or Interval()
    if flows.within(mine, theirs, kind):
        why = f"The difference is within what is usual. {flows.why.get(kind, '')}"
        return _finding(flows, Verdict.NOT_COMPARABLE, [one, other], why)
    for before, after in flows.neighbours(key, one):
        both = (mine + (before.band or Interval()), theirs + (after.band or Interval()))
        if flows.within(*both, kind) or both[0].overlaps(both[1]):
            period = flows.context.words.period(before)
            why = f"Together with {period} they go together: goods were on the way in between."
            return _finding(flows, Verdict.NOT_COMPARABLE, [one, other, before, after], why)
    if passed_on := flows.passed_on(one, other):
        who = listed(flows.context.words.label(claim.subject) for claim in passed_on)
        why = (
            f"{who} reports re-exports of the product: goods that pass through a country are "
            "counted by where they come from on one side, and by where they go on the other."
        )
        return _finding(flows, Verdict.NOT_COMPARABLE, [one, other], why, passed_on)
    why = (
        "Neither valuation nor goods on the way nor re-exports that somebody reports explain the "
        "difference."
    )
    return _finding(flows, Verdict.CONTRADICTED, [one, other], why)


def _finding(
    flows: _Flows,
    verdict: Verdict,
    members: Sequence[Figure],
    why: str,
    passed_on: Sequence[Claim] = (),
) -> Finding:
    words, pair = flows.context.words, list(members[:2])
    claims = [one.claim for one in members] + list(passed_on)
    settled = "The offices' notes on valuation, time of recording and country of origin."
    return finding(
        "mirror-flows",
        verdict,
        (claim.id for claim in claims),
        f"{words.headed(pair[0])}, as exporter and importer report it: "
        f"{told(pair, flows.context)}. {why}{words.keep_in_mind(claims)}",
        numbers=numbers(**ends(pair)),
        settled_by=settled if verdict is Verdict.CONTRADICTED else "",
    )


def _days(one: Figure) -> int:
    return (one.period[1] - one.period[0]).days
