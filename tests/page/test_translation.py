"""The page in other languages: what can be translated, and what a translation may get wrong."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from kg.errors import BadInput, KgError
from kg.files import bundled, read_text
from kg.page import render
from kg.page.translation import Translation, catalogue, load, template
from kg.page.words import words_in

from .browser import needs_chromium
from .sample import sample_view

IMPORT = 'import { t, counted } from "./words.js";\n'


def written(folder: Path, text: str) -> Path:
    (folder / "page.json").write_text(text, encoding="utf-8")
    return folder


def german(folder: Path, **changes: Any) -> Path:
    return written(folder, json.dumps({"lang": "de", "dir": "ltr", "words": {}} | changes))


@pytest.fixture(scope="module")
def words() -> list[str]:
    return catalogue()


def test_every_word_of_the_page_is_a_literal_and_in_the_catalogue(words: list[str]) -> None:
    folder = bundled("viz")
    modules = sorted(folder.rglob("*.js"))
    for path in modules:
        assert set(words_in(path.name, read_text(path))) <= set(words), path
    assert len(words) > 50
    assert any("{n}" in word for word in words)


def test_every_module_that_speaks_gets_its_words_from_one_place() -> None:
    for path in bundled("viz").rglob("*.js"):
        text = read_text(path)
        if path.name != "words.js" and re.search(r"(?<![\w$.])(?:t|counted)\(\"", text):
            assert re.search(r'import \{[^}]*\} from "[./]*/words\.js";', text), path


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('t("Zoom in");', ["Zoom in"]),
        ('counted(n, "{n} claim", "{n} claims");', ["{n} claim", "{n} claims"]),
        ('t(\n  "A",\n  { a: f(1, "b") },\n);', ["A"]),
        ('counted(f(1, [2, 3]), "{n} a", "{n} b",);', ["{n} a", "{n} b"]),
        ('t("say \\"yes\\", \\u2026");', ['say "yes", …']),
        (
            'el("p", { text: t("A"), t: 1 }, `x ${t("B")} {y} ${`${t("C")}`} t(no)`);',
            ["A", "B", "C"],
        ),
        ('// t(x)\n/** t(y) "` */ t("A");', ["A"]),
        ('text.replace(/["\'`/]t\\(z/g, t("A")); a / b; t("B"); c / d', ["A", "B"]),
        ("o.t(x); part(x); format(y);", []),
    ],
)
def test_words_are_found_wherever_they_stand(code: str, found: list[str]) -> None:
    assert words_in("a.js", IMPORT + code) == found


@pytest.mark.parametrize(
    "code",
    [
        "t(variable);",
        't("a" + b);',
        't(c ? "a" : "b");',
        "t(`a`);",
        "t(`a ${b}`);",
        "t('a');",
        "t();",
        't("a\\x");',
        "names.map(t);",
        "const say = t;",
        'counted(n, "{n} claim");',
        'counted(n, one, "{n} claims");',
        "(t) => t.x;",
    ],
)
def test_a_word_that_is_no_literal_is_told_with_its_line(code: str) -> None:
    with pytest.raises(KgError, match=r"a\.js, line 2"):
        words_in("a.js", IMPORT + code)


def test_the_functions_keep_their_names_on_import() -> None:
    with pytest.raises(KgError, match="keeps its name"):
        words_in("a.js", 'import { t as say } from "./words.js";')


def test_a_module_that_does_not_speak_may_call_things_t() -> None:
    assert words_in("a.js", 'import { t } from "./ease.js";\nconst x = t(0.5);') == []


def test_the_template_is_a_translation_that_lacks_nothing(tmp_path: Path, words: list[str]) -> None:
    translation = load(written(tmp_path, template()))
    assert (translation.lang, translation.dir) == ("en", "ltr")
    assert list(translation.words) == words
    assert translation.missing == ()


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_without_a_translation_says_how_to_begin(tmp_path: Path, there: bool) -> None:
    folder = tmp_path if there else tmp_path / "none"
    with pytest.raises(BadInput, match=r"kg view --words > .*page\.json"):
        load(folder)


def test_bad_json_is_told_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"page\.json, line 2, column 1"):
        load(written(tmp_path, '{"lang": "de",\n}'))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"dir": "up"}, "left to right"),
        ({"dir": ["ltr"]}, "left to right"),
        ({"lang": ""}, "tag of a language"),
        ({"lang": "de_DE"}, "tag of a language"),
        ({"lang": 1}, "tag of a language"),
        ({"words": []}, "a translation for each English text"),
        ({"word": {}}, "did you mean words"),
    ],
)
def test_what_is_no_translation_is_refused(tmp_path: Path, changes: Any, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        load(german(tmp_path, **changes))


def test_a_list_is_no_translation(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="write an object"):
        load(written(tmp_path, "[]"))


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="stands twice"):
        load(written(tmp_path, '{"lang": "de", "lang": "fr", "words": {}}'))


def test_unknown_words_are_told_with_the_nearest_ones(tmp_path: Path, words: list[str]) -> None:
    known = max(words, key=len)
    with pytest.raises(BadInput) as caught:
        load(german(tmp_path, words={known[:-1]: "x", "no such words at all, ever": "y"}))
    assert known in str(caught.value)
    assert "no such words" in str(caught.value)


def test_places_that_got_lost_or_invented_are_told(tmp_path: Path, words: list[str]) -> None:
    placed = next(word for word in words if "{n}" in word)
    with pytest.raises(BadInput, match=r"lost \{n\}"):
        load(german(tmp_path, words={placed: "viele"}))
    with pytest.raises(BadInput, match=r"nothing fills \{x\}"):
        load(german(tmp_path, words={placed: placed + " {x}"}))


def test_a_translation_is_a_text(tmp_path: Path, words: list[str]) -> None:
    with pytest.raises(BadInput, match="translated by a text"):
        load(german(tmp_path, words={words[0]: 1}))


def test_many_faults_are_counted(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="and 28 more"):
        load(german(tmp_path, words={f"unheard-of {number}": "x" for number in range(40)}))


def test_words_that_are_missing_or_empty_stay_english(tmp_path: Path, words: list[str]) -> None:
    translation = load(german(tmp_path, words={words[0]: words[0], words[1]: ""}))
    assert translation.missing == tuple(words[1:])


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "page.json").write_bytes(b"\xef\xbb\xbf" + template().encode())
    assert load(tmp_path).missing == ()


def test_lang_and_direction_reach_the_page() -> None:
    page = render(sample_view(), translation=Translation("ar", "rtl", {}))
    assert '<html lang="ar" dir="rtl">' in page


def test_a_hostile_translation_stays_text(words: list[str]) -> None:
    hostile = "</script><script>alert(1)</script>"
    page = render(sample_view(), translation=Translation("de", "ltr", {words[0]: hostile}))
    assert hostile not in page


SAID = """() => {
  const said = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const within = walk.currentNode.parentElement;
    if (!within.closest("script, style, noscript, bdi, .data")) said.push(walk.currentNode.data);
  }
  for (const named of document.querySelectorAll("[aria-label], [title], [placeholder]")) {
    for (const name of ["aria-label", "title", "placeholder"]) {
      if (named.hasAttribute(name)) said.push(named.getAttribute(name));
    }
  }
  return said.filter((text) => text.trim());
}"""
"""What the page says by itself: no text of data, which stands in elements of its own."""


@needs_chromium
def test_a_translation_of_every_word_reaches_the_page(
    browser: Browser, tmp_path: Path, words: list[str]
) -> None:
    """Each word is set between marks; then no word of the catalogue stands without them."""
    pseudo = Translation("he", "rtl", {word: f"⟦{word}⟧" for word in words})
    file = tmp_path / "page.html"
    file.write_text(render(sample_view(), translation=pseudo), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(file.as_uri())
    page.wait_for_selector("body[data-ready=true]")
    said = page.evaluate(SAID)
    direction = page.evaluate("getComputedStyle(document.body).direction")
    page.close()
    assert direction == "rtl"
    assert sum("⟦" in text for text in said) > 30
    bare = {text.strip() for text in said if "⟦" not in text}
    assert bare & set(words) == set()
