"""The order of the layers: data flows downwards, nothing reaches back up."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import kg

PACKAGE = Path(kg.__file__).parent

LAYERS: tuple[frozenset[str], ...] = tuple(
    frozenset(names.split())
    for names in (
        "errors",
        "files formulas",
        "dates rdf rows quantity interval",
        "vocab",
        "claim entity sources units",
        "documents dataset holds wording",
        "validate countries mapping",
        "reconcile derive",
        "curated columns",
        "tables",
        "store",
        "asof",
        "query check project show",
        "evidence",
        "questions",
        "export page",
        "scale",
        "load ontology_page",
        "api",
        "kg",
        "cli",
        "__main__",
    )
)
"""The modules and packages directly below ``kg``, lowest first. Each may import those of lower
layers and nothing else: neither upwards nor sideways. ``kg`` is the package's own ``__init__``."""

SAME = {"worker": "query"}
"""The program that runs queries in a process of its own is part of ``query``."""

HOMES: Mapping[str, frozenset[str]] = {
    name: frozenset(homes.split())
    for name, homes in {
        "click": "cli",
        "duckdb": "tables scale",
        "httpx": "store.remote",
        "ibis": "scale",
        "networkx": "project export",
        "numpy": "page.layout",
        "openpyxl": "tables.formats",
        "oxrdflib": "query",
        "pandas": "query.results",
        "platformdirs": "api",
        "portalocker": "store",
        "pyarrow": "columns export.tables",
        "pycountry": "countries",
        "pyjelly": "export.jelly",
        "pyoxigraph": "rdf store asof query worker export",
        "pyshacl": "check",
        "pyspark": "scale",
        "pyvis": "page.pyvis",
        "rdflib": "query check",
        "rich": "cli query.writers",
        "scipy": "page.layout",
        "sqlglot": "scale",
    }.items()
}
"""Where each dependency is at home; its errors become ours there. Imports that only a type checker
sees do not count."""

UNIMPORTED: frozenset[str] = frozenset()
"""Dependencies that another one needs for what we ask of it."""

DISTRIBUTIONS = {"ibis": "ibis-framework"}
"""What a dependency is called where it is installed from, if not as it is imported."""


@dataclass(frozen=True)
class Import:
    """One import: who imports what, on which line, and whether only a type checker sees it."""

    importer: str
    imported: str
    line: int
    typing_only: bool


def modules(package: Path) -> Iterator[tuple[str, Path]]:
    """Every module by its name below the package; the package itself is called by its own name."""
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        yield ".".join(part for part in parts if part != "__init__") or package.name, path


@cache
def imports(package: Path) -> tuple[Import, ...]:
    """Every import in a package, inside functions and by name included."""
    return tuple(_imports(package))


def _imports(package: Path) -> Iterator[Import]:
    known = dict(modules(package))
    for module, path in known.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        typing_only = {
            node
            for branch in ast.walk(tree)
            if isinstance(branch, ast.If) and "TYPE_CHECKING" in ast.unparse(branch.test)
            for statement in branch.body
            for node in ast.walk(statement)
        }
        inside = path.name == "__init__.py"
        for node in ast.walk(tree):
            for name in _names(
                node, module if module != package.name else "", inside, package, known
            ):
                yield Import(module, name, getattr(node, "lineno", 0), node in typing_only)


def _names(
    node: ast.AST, module: str, inside: bool, package: Path, known: Mapping[str, Path]
) -> Iterator[str]:
    """The full names of what a node imports."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = node.module or ""
        if node.level:
            parts = [package.name, *module.split(".")] if module else [package.name]
            up = node.level - 1 if inside else node.level
            base = ".".join([*parts[: len(parts) - up], *([base] if base else [])])
        for alias in node.names:
            below = f"{base}.{alias.name}".removeprefix(f"{package.name}.")
            yield f"{base}.{alias.name}" if below in known else base
    elif (
        isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("importlib.import_module", "import_module", "__import__")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ):
        yield str(node.args[0].value)


def unit(name: str, package: str) -> str:
    """The module or package directly below ours that a full name belongs to."""
    parts = name.split(".")
    top = parts[1] if parts[0] == package and len(parts) > 1 else parts[0]
    return SAME.get(top, top)


def offences(package: Path, layers: tuple[frozenset[str], ...] = LAYERS) -> list[str]:
    """Each import that goes up or sideways, and each module without a layer."""
    rank = {name: number for number, layer in enumerate(layers) for name in layer}
    units = {unit(module, package.name) for module, _ in modules(package)}
    found = [f"{name} stands in no layer" for name in sorted(units - rank.keys())]
    for item in imports(package):
        if item.imported.split(".")[0] != package.name:
            continue
        importer, imported = unit(item.importer, package.name), unit(item.imported, package.name)
        if importer == imported or importer not in rank:
            continue
        if imported not in rank or rank[imported] >= rank[importer]:
            found.append(f"{item.importer}, line {item.line}, imports {item.imported}")
    return found


def test_every_module_imports_only_from_lower_layers() -> None:
    assert offences(PACKAGE) == []


def test_no_layer_names_a_module_that_is_not_there() -> None:
    units = {unit(module, PACKAGE.name) for module, _ in modules(PACKAGE)}
    assert {name for layer in LAYERS for name in layer} <= units


def test_the_tree_that_is_read_is_the_one_that_is_imported() -> None:
    found = {(item.importer, item.imported) for item in imports(PACKAGE)}
    assert ("store.disk", "kg.columns") in found, "an import inside a function"
    assert ("api.asof", "kg.export") in found
    assert len(dict(modules(PACKAGE))) > 40


@pytest.mark.parametrize(
    ("module", "code", "offence"),
    [
        ("low", "from kg import middle", "low, line 1, imports kg.middle"),
        ("low", "import kg.middle", "low, line 1, imports kg.middle"),
        ("low", "from kg.middle import thing", "low, line 1, imports kg.middle"),
        ("low", "from .middle import thing", "low, line 1, imports kg.middle"),
        ("low", "from . import middle", "low, line 1, imports kg.middle"),
        ("low", "def f():\n    from kg.top.part import x", "low, line 2, imports kg.top.part"),
        ("low", "if TYPE_CHECKING:\n    import kg.top", "low, line 2, imports kg.top"),
        ("low", "importlib.import_module('kg.top')", "low, line 1, imports kg.top"),
        ("low", "from kg import thing", "low, line 1, imports kg"),
        ("middle", "import kg.beside", "middle, line 1, imports kg.beside"),
        ("top/part", "from . import other\nfrom ..low import x\nimport kg.top.other", None),
        ("top/__init__", "from .other import x\nfrom kg.middle import y", None),
        ("middle", "import os, kg.low", None),
        ("stray", "", "stray stands in no layer"),
    ],
)
def test_an_import_upwards_or_sideways_is_an_offence_wherever_it_stands(
    tmp_path: Path, module: str, code: str, offence: str | None
) -> None:
    package = tmp_path / "kg"
    for name in ("__init__", "low", "middle", "beside", "top/__init__", "top/part", "top/other"):
        path = package / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (package / f"{module}.py").write_text(code, encoding="utf-8")
    layers = tuple(map(frozenset, ({"low"}, {"middle", "beside"}, {"top"}, {"kg"})))
    assert offences(package, layers) == ([offence] if offence else [])


def foreign_imports() -> Iterator[Import]:
    ours = sys.stdlib_module_names | {PACKAGE.name}
    return (
        item
        for item in imports(PACKAGE)
        if item.imported.split(".")[0] not in ours and not item.typing_only
    )


def test_every_dependency_is_imported_only_where_it_is_at_home() -> None:
    abroad = [
        f"{item.importer}, line {item.line}, imports {item.imported}"
        for item in foreign_imports()
        if not any(
            item.importer == home or item.importer.startswith(f"{home}.")
            for home in HOMES.get(item.imported.split(".")[0], ())
        )
    ]
    assert abroad == []


def test_every_dependency_is_declared_and_every_declared_one_is_used() -> None:
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    declared = {
        re.split(r"[^\w-]", requirement)[0]
        for requirement in [*project["project"]["dependencies"], *extras["spark"]]
    }
    used = {item.imported.split(".")[0] for item in foreign_imports()}
    assert used == HOMES.keys()
    assert declared == {DISTRIBUTIONS.get(name, name) for name in used} | UNIMPORTED
