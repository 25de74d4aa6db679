"""The command line as people use it: real processes, right and wrong input."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from kg.cli.main import commands

KG = [sys.executable, "-m", "kg"]


def run(
    *words: str | Path, store: Path | None = None, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    env = os.environ | ({"KG_STORE": str(store)} if store else {})
    return subprocess.run(
        [*KG, *map(str, words)],
        input=stdin,
        text=True,
        encoding="utf-8",
        capture_output=True,
        env=env,
        check=False,
    )


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_every_command_has_help_with_an_example(name: str) -> None:
    command = commands.commands[name]
    with click.Context(command, info_name=name) as context:
        text = command.get_help(context)
    assert "Example" in text
    assert f"kg {name}" in text


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from kg.cli.main import commands\n"
        "commands.main(['--help'], standalone_mode=False)\n"
        "heavy = {'pandas', 'pyvis', 'pyshacl', 'rdflib', 'networkx', 'pyarrow', 'numpy'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_query_imports_neither_pandas_nor_pyvis_nor_pyshacl(shipped_store: Path) -> None:
    code = (
        "import sys\n"
        "from kg.cli.main import commands\n"
        f"words = ['query', 'ASK {{}}', '--store', {str(shipped_store)!r}]\n"
        "commands.main(words, standalone_mode=False)\n"
        "heavy = {'pandas', 'pyvis', 'pyshacl', 'rdflib', 'networkx'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_missing_store_is_told_with_what_to_do_next(tmp_path: Path) -> None:
    done = run("show", "China", store=tmp_path / "none")
    assert done.returncode == 4
    assert "kg build" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_entity_is_told_with_the_nearest_names(shipped_store: Path) -> None:
    done = run("show", "Chna", store=shipped_store)
    assert done.returncode == 2
    assert "China" in done.stderr


def test_an_unknown_option_is_told(shipped_store: Path) -> None:
    done = run("timeline", "--abuot", "China", store=shipped_store)
    assert done.returncode == 2
    assert "--about" in done.stderr


def test_a_syntax_error_shows_its_place_with_a_caret(shipped_store: Path) -> None:
    done = run("query", "SELECT ?x { ?x kg:restricts }", store=shipped_store)
    assert done.returncode == 2
    assert "^" in done.stderr


def test_a_misspelt_relation_is_told_with_the_nearest_one(shipped_store: Path) -> None:
    done = run("query", "SELECT ?x { ?x kg:restrict ?y }", store=shipped_store)
    assert done.returncode == 2
    assert "kg:restricts" in done.stderr


def test_a_bad_row_is_told_with_file_line_column_and_value(tmp_path: Path) -> None:
    (tmp_path / "sources.csv").write_text(
        "id,label,published,published_basis,recorded\nsource:a,A,2025-13-01,printed,2025-01-01\n",
        encoding="utf-8",
    )
    done = run("build", tmp_path, "--store", tmp_path / "store")
    assert done.returncode == 2
    for part in ("sources.csv", "line 2", "published", "2025-13-01"):
        assert part in done.stderr
    assert not (tmp_path / "store" / "manifest.json").exists()


def test_a_folder_of_somebody_elses_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work", encoding="utf-8")
    done = run("build", "--store", tmp_path)
    assert done.returncode == 4
    assert "empty" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def test_check_exits_with_one_on_violations(shipped_store: Path) -> None:
    done = run("check", "--format", "json", store=shipped_store)
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout)["conforms"] is True


def test_a_query_from_standard_input_is_answered(shipped_store: Path) -> None:
    text = "SELECT ?x { country:CHN kg:negotiatesWith ?x }"
    done = run("query", "-", "--format", "csv", store=shipped_store, stdin=text)
    assert done.returncode == 0, done.stderr
    assert "country/USA" in done.stdout


def test_a_closed_pipe_ends_quietly(shipped_store: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m kg timeline --store {shipped_store} | head -1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ on Windows")
def test_ctrl_c_ends_a_query_with_a_word_and_130(shipped_store: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    process = subprocess.Popen(
        [*KG, "query", endless, "--store", str(shipped_store)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert errors.strip() == "kg: interrupted"


def test_completion_prints_a_script_for_each_shell() -> None:
    for shell in ("bash", "zsh", "fish"):
        assert "_KG_COMPLETE" in run("completion", shell).stdout


def test_the_template_loads_as_it_is(tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert run("build", "-q", "--no-check", store=store).returncode == 0
    mine = tmp_path / "mine.csv"
    mine.write_text(run("add", "--template").stdout, encoding="utf-8")
    done = run("add", mine, store=store)
    assert done.returncode == 0, done.stderr
    assert "added 1 claims" in done.stdout
    again = run("build", "-q", "--no-check", store=store)
    assert again.returncode == 0
    assert "1  claims in imported" in run("info", store=store).stdout


def test_doctor_tells_what_is_wrong_and_repairs_it(tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert run("build", "-q", "--no-check", store=store).returncode == 0
    assert run("doctor", store=store).returncode == 0
    for file in (store / "generations").glob("*/rdf/*.sst"):
        file.unlink()
    sick = run("doctor", store=store)
    assert sick.returncode == 1
    assert "--repair" in sick.stdout
    assert run("doctor", "--repair", "-q", store=store).returncode == 0
    assert run("query", "ASK { ?a ?b ?c }", store=store).returncode == 0


def test_a_changed_input_row_changes_the_answer_of_the_demo(tmp_path: Path) -> None:
    import shutil

    import kg
    from kg.cli.demo import QUESTIONS
    from kg.files import bundled

    shutil.copytree(bundled("data"), tmp_path / "data")
    changed = 0
    for path in (tmp_path / "data" / "claims").glob("*.csv"):
        before = path.read_text(encoding="utf-8")
        after = before.replace(",5864.6,", ",5999.6,")
        path.write_text(after, encoding="utf-8")
        changed += before != after
    assert changed
    question = next(parameters for _, name, parameters in QUESTIONS if name == "exports")
    answers = [
        [str(row) for row in kg.build(data, check=False).query("exports", question)]
        for data in (None, tmp_path / "data")
    ]
    assert answers[0] != answers[1]
    assert any("5999.6" in row for row in answers[1])


def test_the_time_limit_stops_a_query_whose_rows_make_one_table(shipped_store: Path) -> None:
    endless = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    begun = time.monotonic()
    done = run("query", endless, "--timeout", "2", store=shipped_store)
    assert done.returncode == 3
    assert "longer than 2 s" in done.stderr
    assert time.monotonic() - begun < 15


@pytest.mark.parametrize("words", [["--timeout", "nan"], ["--timeout", "-1"], ["--limit", "0"]])
def test_limits_that_are_none_are_refused(words: list[str], shipped_store: Path) -> None:
    done = run("query", "ASK {}", *words, store=shipped_store)
    assert done.returncode == 2
    assert "--timeout takes seconds above 0" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_told_in_one_line(shipped_store: Path) -> None:
    line = f"{sys.executable} -m kg show China --store {shipped_store} > /dev/full"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert done.stderr.count("\n") == 1


def test_an_export_of_a_period_leaves_out_what_has_no_date(shipped_store: Path) -> None:
    done = run("export", "-o", "-", "--format", "csv", "--period", "1999", store=shipped_store)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 1


def test_from_a_place_to_itself_there_is_no_way_and_path_says_so(shipped_store: Path) -> None:
    done = run("path", "China", "country:CHN", store=shipped_store)
    assert (done.returncode, done.stdout) == (
        0,
        "China and country:CHN are one and the same; there is no way to go\n",
    )


def test_the_ontology_is_a_page_or_markdown_and_nothing_else(tmp_path: Path) -> None:
    done = run("ontology", "-o", tmp_path / "ontology.txt")
    assert done.returncode == 2
    assert "neither a page (.html) nor Markdown (.md)" in done.stderr
    assert not list(tmp_path.iterdir())


def test_the_shipped_queries_are_listed_where_there_is_no_store(tmp_path: Path) -> None:
    done = run("query", "--list", store=tmp_path / "none")
    assert done.returncode == 0, done.stderr
    assert "restrictions-in-force" in done.stdout
