"""The wheel works by itself: built, installed into a fresh venv, run away from the checkout."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def installed(wheel: Path, folder: Path, *, with_dependencies: bool) -> Path:
    """A fresh venv with the wheel; dependencies are downloaded, or lent by the running venv."""
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [str(scripts / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    if with_dependencies:
        subprocess.run([*pip, "-c", str(ROOT / "constraints.txt"), str(wheel)], check=True)
    else:
        subprocess.run([*pip, "--no-deps", str(wheel)], check=True)
        site = next(path for path in sys.path if path.endswith("site-packages"))
        own = next(folder.rglob("site-packages"))
        (own / "lent.pth").write_text(site, encoding="utf-8")
    return scripts


def run_demo(scripts: Path, folder: Path) -> None:
    folder.mkdir()
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [str(scripts / "kg"), "demo", "here"],
        cwd=folder,
        env=clean,
        text=True,
        encoding="utf-8",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "claims from" in done.stdout
    assert (folder / "here" / "page.html").stat().st_size > 100_000
    assert (folder / "here" / "claims.ttl").stat().st_size > 100_000
    place = subprocess.run(
        [str(scripts / "python"), "-c", "import kg.files; print(kg.files.bundled('data'))"],
        cwd=folder,
        env=clean,
        text=True,
        capture_output=True,
        check=True,
    )
    assert str(ROOT) not in place.stdout


def test_the_wheel_holds_ontology_data_and_page_but_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for part in ("ontology/relations.ttl", "data/sources.csv", "viz/explorer.js"):
        assert f"kg/bundled/{part}" in names
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/"))]


@pytest.mark.full
def test_the_demo_runs_from_the_wheel_in_an_empty_directory(wheel: Path, tmp_path: Path) -> None:
    scripts = installed(wheel, tmp_path / "venv", with_dependencies=False)
    run_demo(scripts, tmp_path / "empty")


@pytest.mark.full
def test_the_wheel_brings_its_dependencies(wheel: Path, tmp_path: Path) -> None:
    scripts = installed(wheel, tmp_path / "venv", with_dependencies=True)
    run_demo(scripts, tmp_path / "empty")
