"""Evidence, disagreement, derivation and retraction on the command line."""

import json
from pathlib import Path

import pytest

import kg
from tests.cli.test_cli import run


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("judge") / "store"
    kg.build(store=path, check=False)
    return path


def test_conflicts_tell_both_sides_and_what_would_settle_them(store: Path) -> None:
    done = run("conflicts", "--about", "China", store=store)
    assert done.returncode == 0, done.stderr
    assert "contradicted (conflict)" in done.stdout
    assert done.stdout.count("  · ") >= 2
    assert "would be settled by" in done.stdout


def test_reconcile_lists_every_verdict(store: Path) -> None:
    rows = json.loads(run("reconcile", "--format", "json", store=store).stdout)
    verdicts = {row["verdict"] for row in rows}
    assert {"repeated", "corroborated", "withinRounding", "notComparable"} <= verdicts


def test_nothing_to_disagree_about_is_said(store: Path) -> None:
    done = run("conflicts", "--known", "2025-01-01", store=store)
    assert done.stdout == "No source contradicts another, and nothing invites a wrong comparison.\n"


def test_derive_tells_formula_and_premises(store: Path) -> None:
    done = run("derive", store=store)
    assert "earlier level" in done.stdout
    assert "from claim:c1-" in done.stdout


def test_derive_tells_what_it_refuses_and_why(store: Path) -> None:
    assert run("derive", "--refused", store=store).stdout.strip()


def test_evidence_shows_the_words_where_the_document_is_at_hand(
    store: Path, documents: Path
) -> None:
    claim = next(claim for claim in kg.open(store).claims() if claim.value is not None)
    done = run("evidence", claim.id, "--documents", documents / "seeds", store=store)
    assert done.returncode == 0, done.stderr
    assert "[[" in done.stdout
    assert "certain" in done.stdout


def test_evidence_of_a_derived_claim_shows_its_premises(store: Path) -> None:
    derived = next(kg.open(store).derived())
    done = run("evidence", derived.id, store=store)
    assert done.returncode == 0, done.stderr
    assert derived.premises[0] in done.stdout


def test_an_unknown_claim_is_told(store: Path) -> None:
    done = run("evidence", "claim:c1-nobody", store=store)
    assert done.returncode == 2
    assert "unknown claim" in done.stderr


def test_a_retraction_hides_a_claim_from_its_day_on_and_survives_a_build(tmp_path: Path) -> None:
    store = tmp_path / "store"
    graph = kg.build(store=store, check=False)
    claim = next(graph.claims()).id
    done = run("retract", claim, "--on", "2025-12-01", "--why", "misread", "-q", store=store)
    assert done.returncode == 0, done.stderr
    assert run("build", "-q", "--no-check", store=store).returncode == 0
    graph = kg.open(store)
    assert claim not in {row.id for row in graph.claims()}
    assert claim in {row.id for row in graph.as_of(known="2025-11-30").claims()}


def test_a_retraction_before_the_publication_is_refused(store: Path) -> None:
    claim = next(kg.open(store).claims()).id
    done = run("retract", claim, "--on", "2001-01-01", "--why", "misread", store=store)
    assert done.returncode == 2
    assert "published" in done.stderr


def test_throughout_without_valid_is_refused(store: Path) -> None:
    done = run("timeline", "--throughout", store=store)
    assert done.returncode == 2
    assert "--valid" in done.stderr


def test_show_marks_what_is_contested(store: Path) -> None:
    assert "! contested:" in run("show", "rare earths", store=store).stdout


def test_a_view_narrows_every_command(store: Path) -> None:
    early = run("show", "China", "--known", "2025-06-09", store=store).stdout
    late = run("show", "China", store=store).stdout
    assert "known: 2025-06-09" in early
    assert len(early) < len(late)


MAGNETS = ["--subject", "China", "--product", "rare earth magnets", "--quantity", "export mass"]


def test_ask_lists_the_questions_with_their_parameters(store: Path) -> None:
    listed = run("ask", store=store).stdout
    for name in ("level", "share", "in-force", "known-about", "independent-origins"):
        assert f"\n{name} " in f"\n{listed}"


def test_ask_answers_with_figures_sources_and_origins(store: Path) -> None:
    done = run("ask", "level", *MAGNETS, "--period", "2025-07", "--format", "json", store=store)
    answer = json.loads(done.stdout)
    assert answer["quantities"][0]["value"] == 5577
    assert answer["independent_origins"] == 1
    assert answer["claims"]


def test_what_is_not_known_is_said_with_what_is_known_nearby(store: Path) -> None:
    done = run("ask", "level", *MAGNETS, "--partner", "USA", "--period", "2025-05", store=store)
    assert done.returncode == 0
    assert done.stdout.startswith("Not known")
    assert "Known nearby" in done.stdout


def test_ask_refuses_what_it_does_not_know_with_suggestions(store: Path) -> None:
    assert "did you mean level" in run("ask", "levle", store=store).stderr
    assert "--on" in run("ask", "in-force", "--what", "Dy", store=store).stderr
    assert run("ask", "level", "--period", store=store).returncode == 2
    assert run("ask", "level", "China", store=store).returncode == 2


def test_ask_answers_as_known_on_a_day(store: Path) -> None:
    july = [*MAGNETS, "--period", "2025-07", "--known", "2025-09-24"]
    assert run("ask", "level", *july, store=store).stdout.startswith("Not known")


def test_a_build_without_reconciling_finds_and_derives_nothing(tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert run("build", "-q", "--no-check", "--no-reconcile", store=store).returncode == 0
    assert json.loads(run("reconcile", "--format", "json", store=store).stdout) == []
    assert run("derive", store=store).stdout == ""
    assert list(kg.open(store).claims())


def test_conflicts_come_by_severity(store: Path) -> None:
    rows = json.loads(run("conflicts", "--format", "json", store=store).stdout)
    severities = [row["severity"] for row in rows]
    assert severities == sorted(severities, key=["conflict", "caution"].index)
    assert set(severities) == {"conflict", "caution"}
