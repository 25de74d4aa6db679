from pathlib import Path

import pytest

from kg.errors import KgError
from kg.files import bundled
from kg.page.bundle import bundle, take_apart
from kg.page.html import ENGINES

FORBIDDEN = (
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "eval(",
    "new Function",
    "createContextualFragment",
    "DOMParser",
    "srcdoc",
    'setTimeout("',
    "fetch(",
    "XMLHttpRequest",
    "WebSocket",
    "sendBeacon",
    "localStorage",
)


def _write(folder: Path, **modules: str) -> Path:
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder


def test_modules_run_after_what_they_import(tmp_path: Path) -> None:
    folder = _write(
        tmp_path,
        main='import { b } from "./b.js";\nb();\n',
        b='import { c as sea } from "./c.js";\nexport function b() { return sea; }\n',
        c="export const c = 1;\n",
    )
    script = bundle(folder)
    assert script.index("// c.js") < script.index("// b.js") < script.index("// main.js")
    assert "const { c: sea } = module0;" in script
    assert "export" not in script
    assert "import" not in script


def test_a_module_is_put_in_once(tmp_path: Path) -> None:
    folder = _write(
        tmp_path,
        main='import { b } from "./b.js";\nimport { c } from "./c.js";\n',
        b='import { c } from "./c.js";\nexport const b = c;\n',
        c="export const c = 1;\n",
    )
    assert bundle(folder).count("// c.js") == 1


def test_modules_in_folders_find_each_other(tmp_path: Path) -> None:
    (tmp_path / "engine").mkdir()
    _write(tmp_path / "engine", e='import { c } from "../c.js";\nexport const e = c;\n')
    _write(tmp_path, main='import { e } from "./engine/e.js";\n', c="export const c = 1;\n")
    assert "// engine/e.js" in bundle(tmp_path)


def test_a_circle_is_named(tmp_path: Path) -> None:
    folder = _write(
        tmp_path,
        main='import { b } from "./b.js";\n',
        b='import { c } from "./c.js";\nexport const b = 1;\n',
        c='import { b } from "./b.js";\nexport const c = 1;\n',
    )
    with pytest.raises(KgError, match=r"b\.js → c\.js → b\.js"):
        bundle(folder)


def test_a_missing_module_is_named_with_its_importer(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"no module b\.js .* imported by main\.js"):
        bundle(_write(tmp_path, main='import { b } from "./b.js";\n'))


def test_a_module_outside_the_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    _write(tmp_path, secret="export const b = 1;\n")
    with pytest.raises(KgError, match="no module"):
        bundle(_write(tmp_path / "inner", main='import { b } from "../secret.js";\n'))


def test_a_name_that_is_not_exported_is_named(tmp_path: Path) -> None:
    folder = _write(tmp_path, main='import { d } from "./b.js";\n', b="export const b = 1;\n")
    with pytest.raises(KgError, match=r"'d', which b\.js does not export"):
        bundle(folder)


@pytest.mark.parametrize(
    "text",
    [
        "export default 1;",
        "export let x = 1;",
        'export { x } from "./b.js";',
        'import x from "./b.js";',
        'import "./b.js";',
        'import * as x from "./b.js";',
        'const x = await import("./b.js");',
        'import { x } from "vis-network";',
        'import { 1x } from "./b.js";',
        'const x = "</script>";',
        'const x = "<!-- ";',
    ],
)
def test_what_the_bundler_does_not_know_is_refused(text: str) -> None:
    with pytest.raises(KgError, match=r"a\.js"):
        take_apart("a.js", text)


def test_types_in_comments_are_no_imports() -> None:
    text = '/** @param {import("./b.js").B} b */\nexport const a = 1;\n// import("./c.js")\n'
    assert take_apart("a.js", text).exports == ("a",)


def test_our_modules_make_no_markup_from_text_and_reach_nowhere() -> None:
    for file in bundled("viz").rglob("*.js"):
        text = file.read_text(encoding="utf-8")
        assert not [word for word in FORBIDDEN if word in text], file


def test_every_module_of_the_page_is_used() -> None:
    entries = [*ENGINES.values(), "boot.js"]
    script = "".join(bundle(bundled("viz"), entry) for entry in entries)
    for file in bundled("viz").rglob("*.js"):
        assert f"// {file.relative_to(bundled('viz')).as_posix()}\n" in script


def test_comments_that_fill_a_line_are_left_out_and_nothing_else() -> None:
    text = """/** Says a. */
export function a() {
  // Why b.
  const b = /** @type {number} */ (1); // b
  /** @type {string} */
  const c = "// no comment /** none */";
  return b + c;
}
"""
    kept = """function a() {
  const b = /** @type {number} */ (1); // b
  const c = "// no comment /** none */";
  return b + c;
}"""
    assert take_apart("a.js", text).body == kept


def test_generators_can_be_exported() -> None:
    text = "export function* a() {}\nexport async function* b() {}\n"
    assert take_apart("a.js", text).exports == ("a", "b")
