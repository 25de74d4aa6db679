from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg.reconcile
from kg.claim import Claim
from kg.dataset import Dataset
from kg.reconcile import RULES, Finding, Verdict, reconcile
from kg.sources import Retraction
from kg.vocab import Vocabulary
from tests.strategies import claims

from .made import PUBLISHED, VOCAB, change, dataset, flow

PACKAGE = Path(kg.reconcile.__file__).parent

amounts = st.sampled_from(["0", "1", "-5.67", "2.3", "-48.3", "100", "18.7e6"])
hedges = st.sampled_from([None, "about", "nearly", "over", "under", "at_least", "up_to"])
slots: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "period": st.sampled_from(["2025-04", "2025-05", "2024-05", "2025-01/2025-05", "2025"]),
        "object": st.sampled_from(["aggregate:all", "country:BBB", "country:CCC"]),
        "product": st.sampled_from(["group:ores", "product:magnets", None]),
        "source_id": st.sampled_from(["source:a", "source:b", "source:c", "source:gone"]),
        "origin": st.sampled_from([None, "agency:customs", "organisation:paper"]),
        "hedge": hedges,
        "modality": st.sampled_from(["asserted", "asserted", "opinion", "planned"]),
        "negated": st.sampled_from([False, False, True]),
        "locator": st.sampled_from(["0-9", "20-29"]),
    }
)


@st.composite
def _alike(draw: st.DrawFn) -> Claim:
    """A flow or change that is likely to meet others of its kind."""
    made = draw(slots)
    if draw(st.booleans()):
        return flow(draw(amounts), made.pop("period"), **made)
    against = draw(st.sampled_from(["yoy", "mom", "ytd_yoy", "since", None]))
    value = draw(st.none() | amounts)
    trend = None if value else draw(st.sampled_from(["rose", "fell", "stable"]))
    made["hedge"] = made["hedge"] if value else None
    return change(value, made.pop("period"), **made, comparator=against, trend=trend)


@given(st.lists(_alike(), max_size=25), st.randoms())
def test_the_order_of_reading_does_not_matter(read: list[Claim], random: Random) -> None:
    first = reconcile(dataset(*read), VOCAB)
    random.shuffle(read)
    assert reconcile(dataset(*read), VOCAB) == first
    _assert_sound(first, dataset(*read))


@given(st.lists(claims(), max_size=8))
def test_any_claims_at_all_can_be_compared(read: list[Claim]) -> None:
    _assert_sound(reconcile(dataset(*read), VOCAB), dataset(*read))


def _assert_sound(findings: tuple[Finding, ...], of: Dataset) -> None:
    known = {claim.id for claim in of.claims}
    assert len({one.id for one in findings}) == len(findings)
    for one in findings:
        assert set(one.members) <= known
        assert len(set(one.members)) == len(one.members) > 1
        assert one.rule in RULES
        assert one.explanation
        assert "None" not in one.explanation
        assert all(number.is_finite() for number in one.numbers.values())


@given(st.lists(_alike(), max_size=25))
def test_a_claim_more_takes_no_conflict_away(read: list[Claim]) -> None:
    def conflicts(of: list[Claim]) -> set[frozenset[str]]:
        found = reconcile(dataset(*of), VOCAB)
        return {frozenset(one.members) for one in found if one.verdict is Verdict.CONTRADICTED}

    for fewer in conflicts(read[:-1]):
        assert any(fewer <= more for more in conflicts(read))


@given(claims())
def test_one_claim_alone_is_compared_with_nothing(claim: Claim) -> None:
    assert reconcile(Dataset.of(claims=[claim]), VOCAB) == ()


def test_derived_claims_are_not_fed_back_as_evidence() -> None:
    stated, derived = flow("100"), flow("200", source_id="source:b", premises=("claim:x",))
    assert reconcile(dataset(stated, derived), VOCAB) == ()


def test_retracted_claims_are_not_compared() -> None:
    stated, wrong = flow("100"), flow("200", source_id="source:b")
    taken_back = Retraction(claim=wrong.id, date=PUBLISHED, why="misread")
    assert len(reconcile(dataset(stated, wrong), VOCAB)) == 1
    both = dataset(stated, wrong) | Dataset.of(retractions=[taken_back])
    assert reconcile(both, VOCAB) == ()


def test_the_gravest_findings_come_first(shipped: Dataset, vocab: Vocabulary) -> None:
    ranks = [one.verdict.rank for one in reconcile(shipped, vocab)]
    assert ranks == sorted(ranks)


def test_every_rule_has_a_file_a_test_and_known_limits() -> None:
    tests = "".join(
        path.read_text(encoding="utf-8")
        for path in (Path(__file__).parent / "rules").glob("test_*")
    )
    for name, rule in RULES.items():
        module = name.replace("-", "_")
        assert rule.__module__ == f"kg.reconcile.rules.{module}"
        assert f"found({module}," in tests, f"{name} has no test"
        assert "Known limits:" in (rule.__doc__ or ""), name


def test_every_rule_that_can_find_names_itself() -> None:
    for path in (PACKAGE / "rules").glob("*_*.py"):
        if path.name != "__init__.py":
            assert f'"{path.stem.replace("_", "-")}"' in path.read_text(encoding="utf-8"), path.name


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.stem)
def test_nothing_is_imported_from_the_layers_above(path: Path) -> None:
    above = ("kg.store", "kg.asof", "kg.api", "kg.cli", "kg.query", "kg.page", "kg.project")
    assert not [name for name in _imports(path) if name.startswith(above)]
