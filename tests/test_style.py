"""What holds for all code: it is checked, formatted, typed, documented, and its examples run."""

from __future__ import annotations

import ast
import doctest
import functools
import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.api import build as BUILD  # noqa: N812

PACKAGE = Path(kg.__file__).parent
ROOT = PACKAGE.parent
MOST_LINES_OF_A_MODULE = 400
MOST_LINES_OF_A_FUNCTION = 60

WITHOUT_EXAMPLE = {
    "api.open",  # its default is a store of the user's own
    "worker.main",  # a program: it reads its standard input and ends the process
}
"""Public functions whose example could not run everywhere."""


@pytest.mark.parametrize(
    "command",
    ["ruff check", "ruff format --check", "mypy"],
)
def test_the_tree_passes(command: str) -> None:
    words = [sys.executable, "-m", *command.split()]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_types_are_checked_strictly_and_everywhere() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["mypy"]["strict"] is True
    assert {"kg", "tests"} <= set(project["tool"]["mypy"]["files"])
    assert project["tool"]["pytest"]["ini_options"]["filterwarnings"][0] == "error"


@functools.cache
def modules() -> dict[str, Path]:
    """Every module by its full name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join([PACKAGE.name, *(part for part in parts if part != "__init__")])] = path
    return found


@functools.cache
def source(module: str) -> tuple[ast.Module, str]:
    text = modules()[module].read_text(encoding="utf-8")
    return ast.parse(text), text


def with_examples() -> list[str]:
    return [name for name in modules() if ">>>" in source(name)[1]]


@functools.cache
def built(*arguments: object, **options: object) -> object:
    """What ``kg.build`` makes, once for all examples: they read it and do not write to it."""
    return BUILD(*arguments, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("module", with_examples())
def test_the_examples_of_a_module_run(
    module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("kg.api.build", built)
    result = doctest.testmod(importlib.import_module(module), raise_on_error=False)
    assert result.attempted > 0
    assert result.failed == 0


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def exported(tree: ast.Module) -> set[str]:
    """The names in a module's ``__all__``."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


def public_functions() -> Iterator[tuple[str, Function]]:
    """Functions people call: those of plain modules, and of packages what their face shows.

    Commands of the command line are not among them: their documentation is their help.
    """
    for module in modules():
        _, *parts = module.split(".")
        if not parts or parts[0] == "cli":
            continue
        tree, _ = source(module)
        shown = None
        face = ".".join(["kg", *parts[:-1]])
        if len(parts) > 1:
            shown = exported(source(face)[0]) if face in modules() else set()
        for node in tree.body:
            if not isinstance(node, Function) or node.name.startswith("_"):
                continue
            if shown is None or node.name in shown:
                yield f"{parts[0]}.{node.name}", node


def test_no_example_is_skipped() -> None:
    assert [name for name in with_examples() if "doctest: +SKIP" in source(name)[1]] == []


def test_every_public_function_has_an_example() -> None:
    without = {
        name for name, node in public_functions() if ">>>" not in (ast.get_docstring(node) or "")
    }
    assert without == WITHOUT_EXAMPLE


def test_the_public_functions_are_found() -> None:
    names = {name for name, _ in public_functions()}
    assert {"dates.parse_period", "curated.read_data", "asof.as_of", "api.build"} <= names


def test_every_folder_of_modules_is_a_package() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []


@pytest.mark.parametrize("module", modules())
def test_a_module_and_everything_public_in_it_is_documented(module: str) -> None:
    tree, _ = source(module)
    assert ast.get_docstring(tree)
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name
            for inner in node.body if isinstance(node, ast.ClassDef) else ():
                if isinstance(inner, Function) and not inner.name.startswith("_"):
                    assert ast.get_docstring(inner), f"{node.name}.{inner.name}"


def test_no_module_is_too_long_to_read_at_once() -> None:
    lengths = {module: source(module)[1].count("\n") for module in modules()}
    assert {name: count for name, count in lengths.items() if count > MOST_LINES_OF_A_MODULE} == {}


def code_lines(node: Function) -> int:
    """The lines of a function without its docstring."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def test_no_function_is_too_long_to_read_at_once() -> None:
    too_long = {
        f"{module}.{node.name}": code_lines(node)
        for module in modules()
        for node in functions(source(module)[0])
        if code_lines(node) > MOST_LINES_OF_A_FUNCTION
    }
    assert too_long == {}


def test_no_name_of_a_machine_or_of_a_place_outside_stands_in_the_code() -> None:
    for folder in ("kg", "tests", "ontology", "benchmarks"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".py", ".ttl", ".rq"}:
                text = path.read_text(encoding="utf-8")
                for place in ("/" + "work/", "/" + "root/", "/" + "home/"):
                    assert place not in text, f"{path} names {place}"
