"""``kg view`` and ``kg query --view`` as people use them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.page.translation import catalogue

from .test_cli import KG, run


def test_the_path_alone_goes_to_standard_output(shipped_store: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    done = run("view", "-o", target, "--about", "Dy", store=shipped_store)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{target}\n", "")
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_page_can_go_to_standard_output(shipped_store: Path) -> None:
    done = run("view", "-o", "-", "--about", "Dy", "--engine", "canvas", store=shipped_store)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("<!doctype html>")
    assert done.stdout.rstrip().endswith("</html>")
    assert done.stderr == ""


def test_a_page_can_go_nowhere(shipped_store: Path) -> None:
    done = run("view", "-o", os.devnull, "--about", "Dy", store=shipped_store)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("words", [["view", "-o"], ["query", "who-negotiates", "--view"]])
def test_a_file_that_is_no_page_is_refused(
    words: list[str], shipped_store: Path, tmp_path: Path
) -> None:
    done = run(*words, tmp_path / "page.pdf", store=shipped_store)
    assert done.returncode == 2
    assert "page.html" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--limit", "0"], "--limit"),
        (["--engine", "webgl"], "canvas"),
        (["--about", "Chna"], "China"),
        (["-o", "-", "--open"], "browser"),
    ],
)
def test_wrong_options_are_told(words: list[str], told: str, shipped_store: Path) -> None:
    done = run("view", *words, store=shipped_store)
    assert done.returncode == 2
    assert told in done.stderr


def test_a_limit_makes_a_page_that_opens_on_its_core(shipped_store: Path, tmp_path: Path) -> None:
    done = run(
        "view", "-o", tmp_path / "page.html", "--about", "Dy", "--limit", "1", store=shipped_store
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.full
def test_a_translation_begins_with_the_words_of_the_page(
    shipped_store: Path, tmp_path: Path
) -> None:
    began = run("view", "--lang-dir", tmp_path, store=shipped_store)
    assert began.returncode == 2
    assert "kg view --words" in began.stderr
    words = json.loads(run("view", "--words").stdout)
    assert list(words["words"]) == catalogue()
    first = catalogue()[0]
    mine = {"lang": "ar", "dir": "rtl", "words": {first: first}}
    (tmp_path / "page.json").write_text(json.dumps(mine), encoding="utf-8")
    target = tmp_path / "page.html"
    done = run("view", "--lang-dir", tmp_path, "-o", target, "--about", "Dy", store=shipped_store)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{target}\n"
    assert f"{len(catalogue()) - 1} of {len(catalogue())} words" in done.stderr
    assert '<html lang="ar" dir="rtl">' in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        ["who-negotiates", "--about", "China"],
        ["SELECT ?claim { ?claim a kg:Flow }"],
        ["DESCRIBE element:Dy", "--known", "2025-06-10"],
    ],
)
def test_an_answer_becomes_a_page(words: list[str], shipped_store: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    done = run("query", *words, "--view", target, store=shipped_store)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{target}\n", "")
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_an_answer_without_claims_says_what_to_select(shipped_store: Path, tmp_path: Path) -> None:
    done = run("query", "sources", "--view", tmp_path / "page.html", store=shipped_store)
    assert done.returncode == 2
    assert "?claim" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_page_has_no_format_of_rows(shipped_store: Path) -> None:
    done = run("query", "sources", "--view", "a.html", "--format", "csv", store=shipped_store)
    assert done.returncode == 2
    assert "--format" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="terminals differ on Windows")
@pytest.mark.parametrize(
    "words", [["view", "--about", "Dy", "-o"], ["query", "who-negotiates", "--view"]]
)
def test_people_at_a_terminal_are_told_what_is_in_the_page(
    words: list[str], shipped_store: Path, tmp_path: Path
) -> None:
    import pty

    main, other = pty.openpty()
    done = subprocess.run(
        [*KG, *words, str(tmp_path / "page.html")],
        stdout=subprocess.PIPE,
        stderr=other,
        env=os.environ | {"KG_STORE": str(shipped_store)},
        text=True,
        check=True,
    )
    os.close(other)
    told = os.read(main, 10_000).decode()
    os.close(main)
    assert done.stdout == f"{tmp_path / 'page.html'}\n"
    nodes, relations, size = told.strip().split(", ")
    assert int(nodes.removesuffix(" nodes")) > 1
    assert int(relations.removesuffix(" relations")) > 1
    assert size.endswith(" MB")
