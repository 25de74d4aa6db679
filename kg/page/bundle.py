"""ES modules put together into one classic inline script, because ``file://`` cannot import.

Each module becomes a function that runs once, after what it imports. The subset of the language
is small on purpose and everything else is refused by name: named imports from relative paths,
and ``export`` before ``function`` (``async`` and ``*`` too), ``class`` or ``const``.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError
from kg.files import read_text

_IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"([^"\n]+)";[^\S\n]*$', re.MULTILINE)
_EXPORT = re.compile(
    r"^export\s+(?=(?:async\s+)?(?:function\*?|class|const)\s+([A-Za-z_$][\w$]*))", re.MULTILINE
)
_LEFT_OVER = re.compile(
    r"^\s*(?:import|export)\b.*|^(?!\s*(?:\*|/[/*])).*\bimport\s*\(.*", re.MULTILINE
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NOTE = re.compile(
    r"^[^\S\n]*(?:/\*\*(?:(?!\*/).)*\*/[^\S\n]*|//[^\n]*)\n", re.MULTILINE | re.DOTALL
)
_NAME = re.compile(r"([A-Za-z_$][\w$]*)(?:\s+as\s+([A-Za-z_$][\w$]*))?")
_ENDS_SCRIPT = re.compile(r"</script|<!--", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Module:
    """One ES module, taken apart.

    Attributes:
        path: Its path below the folder, with ``/``.
        imports: The path of each module it imports, with the names and what they are called here.
        exports: The names it gives to others.
        body: Its text without import statements, export keywords and comments that fill a line.
    """

    path: str
    imports: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    exports: tuple[str, ...]
    body: str


def bundle(folder: Path, entry: str = "main.js") -> str:
    """Put modules together into one classic script.

    Args:
        folder: Where the modules lie.
        entry: The module that starts the page.

    Returns:
        The script.

    Raises:
        KgError: A module or name is missing, imports run in a circle, or a module uses a form of
            import or export that is not supported.

    Example:
        >>> from kg.files import bundled
        >>> bundle(bundled("viz"), "canvas-page.js").startswith("(() => {")
        True
    """
    modules = {module.path: module for module in _in_order(folder, entry)}
    for module in modules.values():
        for path, names in module.imports:
            for name, _ in names:
                if name not in modules[path].exports:
                    raise KgError(f"{module.path} imports {name!r}, which {path} does not export")
    numbers = {path: index for index, path in enumerate(modules)}
    parts = [_scope(module, numbers) for module in modules.values()]
    return '(() => {\n"use strict";\n' + "".join(parts) + "})();\n"


def take_apart(path: str, text: str) -> Module:
    """Read what a module imports and exports.

    Args:
        path: The module's path below its folder.
        text: Its source.

    Returns:
        The module.

    Raises:
        KgError: It uses a form that is not supported, or would end the script element.

    Example:
        >>> take_apart("a.js", 'import { b as c } from "./b.js";\\nexport const d = c;').exports
        ('d',)
    """
    if _ENDS_SCRIPT.search(text):
        raise KgError(f"{path}: holds '</script' or '<!--', which would end the script element")
    imports = []
    for names, target in _IMPORT.findall(text):
        if not target.startswith(("./", "../")):
            raise KgError(f"{path}: imports {target!r}; only relative paths are known")
        imports.append(
            (posixpath.normpath(posixpath.join(path, "..", target)), _names(path, names))
        )
    body = _NOTE.sub("", _EXPORT.sub("", _IMPORT.sub("", text)))
    if left := _LEFT_OVER.search(_COMMENT.sub("", body)):  # types name modules in comments
        raise KgError(f"{path}: {left.group().strip()!r} is a form the bundler does not know")
    return Module(path, tuple(imports), tuple(_EXPORT.findall(text)), body.strip("\n"))


def _names(path: str, text: str) -> tuple[tuple[str, str], ...]:
    found = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        match = _NAME.fullmatch(part)
        if not match:
            raise KgError(f"{path}: cannot read the import of {part!r}")
        found.append((match[1], match[2] or match[1]))
    return tuple(found)


def _in_order(folder: Path, entry: str) -> Iterator[Module]:
    """Every module that the entry needs, each after what it imports."""
    done: set[str] = set()

    def visit(path: str, above: tuple[str, ...]) -> Iterator[Module]:
        if path in above:
            circle = " → ".join((*above[above.index(path) :], path))
            raise KgError(f"modules import each other in a circle: {circle}")
        if path in done:
            return
        if path.startswith("..") or not (folder / path).is_file():
            wanted_by = f", imported by {above[-1]}" if above else ""
            raise KgError(f"there is no module {path} in {folder}{wanted_by}")
        module = take_apart(path, read_text(folder / path).replace("\r\n", "\n"))
        for target, _ in module.imports:
            yield from visit(target, (*above, path))
        done.add(path)
        yield module

    yield from visit(entry, ())


def _scope(module: Module, numbers: dict[str, int]) -> str:
    """A module as a function that runs once and gives its exports."""
    lines = [f"// {module.path}", f"const module{numbers[module.path]} = (() => {{"]
    for path, names in module.imports:
        listed = ", ".join(name if name == here else f"{name}: {here}" for name, here in names)
        lines.append(f"const {{ {listed} }} = module{numbers[path]};")
    lines.append(module.body)
    lines.append(f"return Object.freeze({{ {', '.join(module.exports)} }});")
    lines.append("})();\n")
    return "\n".join(lines)
