"""The page's modules that need no browser, run by node's own test runner."""

import shutil
import subprocess
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1] / "viz"
NODE = shutil.which("node")

pytestmark = pytest.mark.skipif(NODE is None, reason="needs node, version 20 or later")


@pytest.mark.parametrize("file", sorted(TESTS.glob("*.test.mjs")), ids=lambda file: file.name)
def test_the_modules_pass_their_own_tests(file: Path) -> None:
    assert NODE is not None
    run = subprocess.run(
        [NODE, "--test", str(file)], capture_output=True, text=True, check=False, timeout=120
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-1000:]
    assert "# tests 0" not in run.stdout


@pytest.mark.parametrize("file", sorted((TESTS.parents[1] / "viz").rglob("*.js")), ids=str)
def test_every_module_is_valid_javascript(file: Path) -> None:
    assert NODE is not None
    run = subprocess.run([NODE, "--check", str(file)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
