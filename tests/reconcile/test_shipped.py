"""The findings on the shipped claims, read as an analyst reads them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from kg.claim import Claim
from kg.dataset import Dataset
from kg.reconcile import Finding, Verdict, independent_origins, reconcile
from kg.vocab import Vocabulary


@pytest.fixture(scope="module")
def findings(shipped: Dataset, vocab: Vocabulary) -> tuple[Finding, ...]:
    return reconcile(shipped, vocab)


BRIEF, REPRINT = "source:reex-2025-06-may-exports", "source:scmp-2025-06-reprint"
MAGNETS, JULY = "source:reex-2025-06-magnets", "source:unnamed-2025-09-exports-jump"
CONTROLS = "source:benchmark-2025-10-controls"

Said = tuple[str, str]
"""A source and some words of the gist of its claim."""

FOUND: list[tuple[str, Verdict, list[Said]]] = [
    (
        "trend-against-figure",
        Verdict.CONTRADICTED,
        [(BRIEF, "held steady"), (REPRINT, "5.67% under")],
    ),
    (
        "trend-against-trend",
        Verdict.CONTRADICTED,
        [(BRIEF, "held steady"), (BRIEF, "was falling too")],
    ),
    (
        "within-rounding",
        Verdict.WITHIN_ROUNDING,
        [(REPRINT, "Roughly half"), (REPRINT, "48.3% below")],
    ),
    ("repeated", Verdict.REPEATED, [(BRIEF, "48.3% less"), (REPRINT, "48.3% below")]),
    ("repeated", Verdict.REPEATED, [(BRIEF, "US$18.7"), (REPRINT, "US$18.7")]),
    ("repeated", Verdict.REPEATED, [(BRIEF, "US$21.7"), (REPRINT, "US$21.7")]),
    ("repeated", Verdict.REPEATED, [(BRIEF, "by 13.7%"), (REPRINT, "down 13.7%")]),
    ("repeated", Verdict.REPEATED, [(BRIEF, "5,864.6"), (REPRINT, "5,864.6")]),
    ("repeated", Verdict.REPEATED, [(BRIEF, "2.3% more"), (REPRINT, "up 2.3%")]),
    (
        "change-against-levels",
        Verdict.ARITHMETIC_HOLDS,
        [(REPRINT, "down 13.7%"), (REPRINT, "US$18.7"), (REPRINT, "US$21.7")],
    ),
    (
        "parts-against-total",
        Verdict.ARITHMETIC_HOLDS,
        [(JULY, "5,577 t"), (JULY, "1,116 t"), (JULY, "619 t")],
    ),
    ("different-period", Verdict.NOT_COMPARABLE, [(REPRINT, "5.67% under"), (REPRINT, "up 2.3%")]),
    ("different-period", Verdict.NOT_COMPARABLE, [(JULY, "three quarters"), (JULY, "15% below")]),
    ("different-comparator", Verdict.NOT_COMPARABLE, [(BRIEF, "48.3% less"), (BRIEF, "by 13.7%")]),
    ("different-product", Verdict.NOT_COMPARABLE, [(BRIEF, "held steady"), (MAGNETS, "far fewer")]),
    ("different-product", Verdict.NOT_COMPARABLE, [(REPRINT, "up 2.3%"), (JULY, "15% below")]),
    ("different-scope", Verdict.NOT_COMPARABLE, [(REPRINT, "cover medium"), (JULY, "cover seven")]),
    ("succession", Verdict.SUCCESSION, [(MAGNETS, "far fewer"), (JULY, "three quarters")]),
    ("succession", Verdict.SUCCESSION, [(MAGNETS, "fell steeply"), (JULY, "rose 75.5%")]),
    ("succession", Verdict.SUCCESSION, [(REPRINT, "in April 2025."), (REPRINT, "5.67% under")]),
    (
        "corroborated",
        Verdict.CORROBORATED,
        [(REPRINT, "controls on 4 April"), (CONTROLS, "in April 2025.")],
    ),
    ("same-speaker", Verdict.SAME_SPEAKER, [(BRIEF, "stronger hand"), (REPRINT, "better placed")]),
]

SILENT: list[tuple[str, Said, Said]] = [
    ("the month, and five months", (REPRINT, "5.67% under"), (REPRINT, "up 2.3%")),
    ("the loose figure, and the exact one", (REPRINT, "Roughly half"), (REPRINT, "48.3% below")),
    ("on the year, and on the month", (REPRINT, "48.3% below"), (REPRINT, "down 13.7%")),
    ("value, and volume", (REPRINT, "48.3% below"), (REPRINT, "5.67% under")),
    ("a fall in words, and its figure", (BRIEF, "was falling too"), (REPRINT, "5.67% under")),
    ("growth to April, and a fall in May", (REPRINT, "in April 2025."), (REPRINT, "5.67% under")),
    ("rare earths, and magnets", (BRIEF, "held steady"), (MAGNETS, "far fewer")),
    ("the slump of May, and the jump of July", (MAGNETS, "far fewer"), (JULY, "three quarters")),
    ("May, and some time before September", (REPRINT, "5.67% under"), (JULY, "lately gone up")),
    ("the slump, and what is not dated", (MAGNETS, "far fewer"), (JULY, "lately gone up")),
    ("one partner, and the others", (MAGNETS, "fell steeply"), (MAGNETS, "dropped only a little")),
    ("two partners", (JULY, "rose 46%"), (JULY, "rose 75.5%")),
    ("a month, and the months since January", (JULY, "three quarters"), (JULY, "15% below")),
    ("exact, and about the same", (BRIEF, "5,864.6"), (REPRINT, "5,864.6")),
    ("a month, and a day in it", (CONTROLS, "in April 2025."), (REPRINT, "controls on 4 April")),
    ("planned, and held", (REPRINT, "were to meet"), (BRIEF, "held talks")),
    (
        "kept limits, and a licence granted",
        (REPRINT, "held on to"),
        (REPRINT, "applications through"),
    ),
    ("a restriction, and its easing", (JULY, "limits exports of a set"), (JULY, "were loosened")),
    (
        "nothing at a time, and a rise later",
        (JULY, "no heavy rare earths"),
        (JULY, "lately gone up"),
    ),
    (
        "the controls of April, and of October",
        (CONTROLS, "in April 2025."),
        (CONTROLS, "far-reaching"),
    ),
]


def the(shipped: Dataset, said: Said) -> Claim:
    """The first claim of a source whose gist has some words in it."""
    source, words = said
    return next(
        claim for claim in shipped.claims if claim.source_id == source and words in claim.gist
    )


@pytest.mark.parametrize(("rule", "verdict", "said"), FOUND)
def test_what_a_careful_reader_would_say_is_found(
    findings: tuple[Finding, ...],
    shipped: Dataset,
    rule: str,
    verdict: Verdict,
    said: list[Said],
) -> None:
    wanted = {the(shipped, one).id for one in said}
    assert any(
        one.rule == rule and one.verdict == verdict and wanted <= set(one.members)
        for one in findings
    )


@pytest.mark.parametrize(("_why", "one", "other"), SILENT)
def test_what_does_not_conflict_is_not_called_a_conflict(
    findings: tuple[Finding, ...], shipped: Dataset, _why: str, one: Said, other: Said
) -> None:
    pair = {the(shipped, one).id, the(shipped, other).id}
    assert len(pair) == 2
    conflicts = [found for found in findings if found.severity == "conflict"]
    assert not [found.explanation for found in conflicts if pair <= set(found.members)]


def test_there_are_no_other_conflicts(findings: tuple[Finding, ...]) -> None:
    assert [one.rule for one in findings if one.severity == "conflict"] == [
        "trend-against-figure",
        "trend-against-trend",
    ]


def test_the_list_stays_short_enough_to_read(findings: tuple[Finding, ...]) -> None:
    assert len(findings) < 40


def test_the_stated_fall_is_consistent_with_its_levels(findings: tuple[Finding, ...]) -> None:
    [found] = [one for one in findings if one.rule == "change-against-levels"]
    numbers = {name: round(number, 2) for name, number in found.numbers.items()}
    assert numbers["computed"] == Decimal("-13.82")
    assert (numbers["computed_low"], numbers["computed_high"]) == (
        Decimal("-14.25"),
        Decimal("-13.39"),
    )
    assert numbers["stated"] == Decimal("-13.7")


def test_no_reference_table_counts_as_a_witness(
    findings: tuple[Finding, ...], shipped: Dataset
) -> None:
    of = {claim.id: shipped.sources[claim.source_id].kind for claim in shipped.claims}
    assert {of[id_] for one in findings for id_ in one.members} == {"article"}


def test_the_explanations_have_no_empty_or_doubled_parts(findings: tuple[Finding, ...]) -> None:
    for one in findings:
        for broken in ("  ", "..", "None", ";;", ", ,", " ,", "()", "kg:", "source:", "country:"):
            assert broken not in one.explanation + one.settled_by, one.explanation
        assert one.explanation.endswith(".")


def _told(shipped: Dataset, words: str) -> Iterator[Claim]:
    return (claim for claim in shipped.claims if words in claim.gist)


def test_the_tonnage_goes_back_to_one_data_firm(shipped: Dataset) -> None:
    witnesses = independent_origins(_told(shipped, "5,864.6"), shipped)
    assert [witness.origins for witness in witnesses] == [("company:wind",)]
    assert len(witnesses[0].claims) == 2


def test_the_fall_in_value_told_by_two_articles_has_one_witness(shipped: Dataset) -> None:
    slump = [claim for claim in shipped.claims if claim.value == Decimal("-48.3")]
    assert len({claim.source_id for claim in slump}) == 2
    witnesses = independent_origins(slump, shipped)
    assert [witness.origins for witness in witnesses] == [("agency:CHN-GACC",)]
