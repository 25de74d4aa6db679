"""The commands ``kg import`` and ``kg formats``, and how a long statement is stopped."""

from __future__ import annotations

import json
import os
import signal
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.main import commands
from kg.tables.connection import connect
from kg.tables.known import all_formats
from kg.tables.working import execute

from .reading import HEADER, ROW


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(commands, list(words), env={"KG_STORE": str(folder / "store")})


@pytest.fixture
def flows(tmp_path: Path) -> Path:
    path = tmp_path / "flows.csv"
    path.write_text(HEADER + ROW + ROW.replace("JPN", "WLD"), encoding="utf-8")
    return path


def test_a_dry_run_needs_no_store_and_prints_the_account(tmp_path: Path, flows: Path) -> None:
    result = run(tmp_path, "import", str(flows), "--check", "-q")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "flows.csv (flows): 2 rows read, 1 kept, 1 dropped, 0 rejected; 2 claims",
        "        1  dropped: the partner is the whole world, a total of the other rows",
    ]
    assert not (tmp_path / "store").exists()


def test_a_dry_run_as_json_is_one_list(tmp_path: Path, flows: Path) -> None:
    result = run(tmp_path, "import", str(flows), "--check", "-q", "--format", "json")
    (said,) = json.loads(result.stdout)
    assert (said["read"], said["kept"], said["claims"], said["rejects"]) == (2, 1, 2, None)


def test_progress_goes_to_standard_error(tmp_path: Path, flows: Path) -> None:
    result = run(tmp_path, "import", str(flows), "--check")
    assert "flows.csv: its rows" in result.stderr
    assert "…" not in result.stdout


def test_the_same_file_again_brings_nothing_new(
    tmp_path: Path, flows: Path, shipped_store: Path
) -> None:
    import shutil

    shutil.copytree(shipped_store, tmp_path / "store")
    words = ("import", str(flows), "-q", "--format", "json", "--published", "2024-01-01")
    (first,) = json.loads(run(tmp_path, *words).stdout)
    (second,) = json.loads(run(tmp_path, *words).stdout)
    assert (first["table"], first["new"]) == ("flows", 2)
    assert (second["new"], second["unchanged"]) == (0, 2)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--as", "comtrad"), "did you mean comtrade"),
        (("--as", "none.toml"), "cannot read none.toml"),
        (("--published", "yesterday"), "no day"),
        (("--since", "soon"), "no period"),
        (("--memory", "lots"), "no amount"),
    ],
)
def test_a_wrong_option_is_an_error_that_helps(
    tmp_path: Path, flows: Path, words: tuple[str, ...], message: str
) -> None:
    result = run(tmp_path, "import", str(flows), "--check", "-q", *words)
    assert result.exit_code != 0
    assert message in str(result.exception)


def test_options_about_one_file_are_refused_for_several(tmp_path: Path, flows: Path) -> None:
    result = run(tmp_path, "import", str(flows), str(flows), "--check", "--source", "x")
    assert "one by one" in str(result.exception)


def test_every_format_is_listed_with_what_it_was_tried_on(tmp_path: Path) -> None:
    listed = json.loads(run(tmp_path, "formats", "--format", "json").stdout)
    assert {row["name"] for row in listed} == {format_.name for format_ in all_formats()}
    assert {row["tried"] for row in listed} == {"real files", "documentation only"}
    text = run(tmp_path, "formats").stdout
    assert all(format_.name in text for format_ in all_formats())
    assert "[claim]" in run(tmp_path, "formats", "--template").stdout


def test_no_two_formats_share_a_name() -> None:
    names = [format_.name for format_ in all_formats()]
    assert len(names) == len(set(names))


@pytest.mark.skipif(os.name == "nt", reason="no signals of this kind")
def test_ctrl_c_stops_a_long_statement() -> None:
    con = connect()
    threading.Timer(1.0, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    # Little of it is ever held in memory, so that it runs out of nothing but time.
    endless = "SELECT max(hash(a.range + b.range)) FROM range(1000000000) a, range(100000) b"
    with pytest.raises(KeyboardInterrupt):
        execute(con, endless, lambda _: None, "endless")
    assert con.execute("SELECT 1").fetchone() == (1,)


def test_a_connection_reads_nothing_but_what_is_named(tmp_path: Path) -> None:
    import duckdb

    open_, shut = tmp_path / "open", tmp_path / "shut"
    for folder in (open_, shut):
        folder.mkdir()
        (folder / "a.csv").write_text("a\n1\n", encoding="utf-8")
    con = connect(reads=[open_])
    assert con.execute(f"SELECT * FROM read_csv('{open_ / 'a.csv'}')").fetchall() == [(1,)]
    with pytest.raises(duckdb.PermissionException):
        con.execute(f"SELECT * FROM read_csv('{shut / 'a.csv'}')")
    with pytest.raises(duckdb.Error):
        con.execute("SET enable_external_access = true")
