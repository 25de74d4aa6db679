"""README's code and commands are run, and its test command is the one CI calls."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.api import Graph
from kg.tables.known import all_formats

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SET_UP = "python3 -m venv .venv && .venv/bin/python -m pip install -q -c constraints.txt "


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


COMMANDS, SCRIPTS = blocks("sh")[:2], blocks("sh")[2:]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty directory whose KG_STORE holds the shipped data."""
    folder = tmp_path_factory.mktemp("readme")
    subprocess.run([sys.executable, "-m", "kg", "build", "-q"], check=True, env=environment(folder))
    return folder


def environment(folder: Path) -> dict[str, str]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return os.environ | {"KG_STORE": str(folder / "store"), "PATH": path}


def test_the_two_commands_set_up_a_venv_and_run_demo_and_tests() -> None:
    demo, tests = (command.strip() for command in COMMANDS)
    assert demo == SET_UP + ". && .venv/bin/kg demo"
    assert tests == SET_UP + "-e '.[test]' && .venv/bin/python -m pytest -n auto"


def test_ci_calls_the_test_command_of_the_readme_word_for_word() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert COMMANDS[1].strip() in lines
    assert (
        COMMANDS[1].strip() in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()
    )


def test_ci_calls_the_full_tier_as_the_readme_has_it() -> None:
    (command,) = blocks("bash")
    assert command.endswith("pytest -n auto -m full\n")
    for path in (".ci/run", "CONTRIBUTING.md"):
        assert command.strip() in (ROOT / path).read_text(encoding="utf-8").splitlines()


def test_the_readme_says_of_each_format_whether_it_was_tried_on_real_files() -> None:
    rows = re.findall(r"^\| (`.*`) \| .* \| (.*) \|$", README, re.MULTILINE)
    told = {name: tried for names, tried in rows for name in re.findall(r"`([^`]+)`", names)}
    known = {
        format_.name: format_.tried.replace("real files", "tried on real files")
        for format_ in all_formats()
    }
    assert told == known


@pytest.mark.full
def test_the_python_of_the_readme_runs(place: Path) -> None:
    for code in blocks("python"):
        done = subprocess.run(
            [sys.executable, "-W", "error", "-"],
            input=code,
            text=True,
            encoding="utf-8",
            capture_output=True,
            cwd=place,
            env=environment(place),
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert re.search(r"group:|2025-12-01 False|unit:PERCENT|directed: True", done.stdout)


@pytest.mark.full
@pytest.mark.parametrize("script", SCRIPTS)
def test_the_shell_commands_of_the_readme_run(script: str, place: Path) -> None:
    for line in script.strip().splitlines():
        done = subprocess.run(
            ["bash", "-ec", line],
            text=True,
            encoding="utf-8",
            capture_output=True,
            cwd=place,
            env=environment(place),
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
        assert done.stdout or ">" in line or "-o" in line, f"{line} prints nothing"


@pytest.mark.parametrize("text", blocks("sparql"))
def test_the_queries_of_the_readme_have_answers(text: str, graph: Graph) -> None:
    assert list(graph.query(text))


def test_the_demo_prints_what_the_readme_shows(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "demo", "-q", str(tmp_path / "demo")],
        text=True,
        encoding="utf-8",
        capture_output=True,
        check=True,
    )
    (shown,) = blocks("text")
    assert shown.strip() in done.stdout


def test_every_file_the_readme_links_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if "://" not in target:
            assert (ROOT / target).is_file(), target
