import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from kg.errors import BadInput
from kg.page import render

from .sample import sample_view
from .unpack import unpacked, unpacked_text


class _Parsed(HTMLParser):
    """Scripts, styles and links of a page, as a browser's parser sees them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.styles: list[str] = []
        self.metas: list[dict[str, str | None]] = []
        self.title = ""
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = dict(attrs)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        self._inside = tag
        if tag == "script":
            self.scripts.append((found, ""))
        elif tag == "style":
            self.styles.append("")
        elif tag == "meta":
            self.metas.append(found)

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            attrs, before = self.scripts[-1]
            self.scripts[-1] = attrs, before + data
        elif self._inside == "style":
            self.styles[-1] += data
        elif self._inside == "title":
            self.title += data


def _policy(page: _Parsed) -> str:
    metas = [meta for meta in page.metas if meta.get("http-equiv") == "Content-Security-Policy"]
    assert len(metas) == 1
    return metas[0]["content"] or ""


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_the_policy_lets_in_exactly_the_scripts_and_styles_of_the_page() -> None:
    page = _Parsed(render(sample_view()))
    policy = dict(part.split(" ", 1) for part in _policy(page).split("; "))
    run = [text for attrs, text in page.scripts if not attrs.get("type")]
    run += [unpacked_text(text) for attrs, text in page.scripts if attrs.get("id") == "program"]
    assert re.findall(r"'(.*?)'", policy["script-src"]) == [_hash(text) for text in run]
    assert re.findall(r"'(.*?)'", policy["style-src"]) == [_hash(text) for text in page.styles]
    assert policy["default-src"] == policy["connect-src"] == "'none'"
    assert policy["base-uri"] == policy["form-action"] == "'none'"
    assert "unsafe" not in _policy(page)


def test_the_page_loads_nothing() -> None:
    page = _Parsed(render(sample_view()))
    assert set(page.addresses) == {"#list", "data:,"}


def test_the_same_view_gives_the_same_bytes() -> None:
    assert render(sample_view()) == render(sample_view())


def test_hostile_titles_and_views_stay_text() -> None:
    title = "</title><script>alert(1)</script> ${data} $title \"'&"
    view = replace(sample_view(), words="</script><script>alert(2)</script><!--")
    page = _Parsed(render(view, title=title))
    assert page.title == title
    assert len(page.scripts) == 3
    data = unpacked(page.scripts[0][1])
    assert (data["title"], data["view"]) == (title, view.words)


def test_an_engine_that_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(BadInput, match="webgl"):
        render(sample_view(), engine="webgl")


def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(BadInput, match="1 or more"):
        render(sample_view(), limit=0)


def test_only_the_pyvis_engine_brings_vis_network_along() -> None:
    assert "vis-network.js" not in render(sample_view())
    assert "visjs" in render(sample_view(), engine="pyvis")
