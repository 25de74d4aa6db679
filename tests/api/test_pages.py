"""Pages of views and answers: what is written, and what is refused before anything is."""

import io
import sys
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.api import Graph
from kg.api.pages import ENGINES, LIMIT
from kg.errors import BadInput, QueryLimit, UnknownName
from kg.page import html
from kg.page.pyvis import MOST
from kg.page.translation import template


@pytest.mark.parametrize("name", ["page.html", "page.htm", "PAGE.HTML"])
def test_a_page_is_written_where_it_shall_stand(graph: Graph, tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    assert graph.as_of(known="2025-06-10").view(target, about="Dy", title="Dysprosium") == target
    text = target.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "<title>Dysprosium</title>" in text


@pytest.mark.parametrize("name", ["page.png", "page", "page.html.gz", "claims.ttl", "page.html "])
def test_what_is_no_page_is_refused_before_anything_is_made(
    graph: Graph, tmp_path: Path, name: str
) -> None:
    with pytest.raises(BadInput, match=r"\.html"):
        graph.view(tmp_path / name)
    with pytest.raises(BadInput, match=r"\.html"):
        graph.query("who-negotiates").view(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_minus_is_standard_output(small: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", out)
    small.view("-", about="China")
    assert isinstance(out.buffer, io.BytesIO)
    assert out.buffer.getvalue().startswith(b"<!doctype html>")
    assert not Path("-").exists()


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"limit": 0}, BadInput),
        ({"engine": "webgl"}, BadInput),
        ({"about": "Chna"}, UnknownName),
        ({"lang_dir": "no/such/folder"}, BadInput),
    ],
)
def test_wrong_options_leave_nothing_behind(
    graph: Graph, tmp_path: Path, options: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        graph.view(tmp_path / "page.html", **options)
    assert list(tmp_path.iterdir()) == []


def test_limit_engine_and_translation_reach_the_page(small: Graph, tmp_path: Path) -> None:
    (tmp_path / "page.json").write_text(
        template().replace('"lang": "en"', '"lang": "he"').replace('"ltr"', '"rtl"'),
        encoding="utf-8",
    )
    page = tmp_path / "page.html"
    small.view(page, about="China", limit=7, engine="pyvis", lang_dir=tmp_path)
    text = page.read_text(encoding="utf-8")
    assert '<html lang="he" dir="rtl">' in text
    assert "vis-network" in text
    assert '"limit":7' in text


def test_the_engines_and_limits_are_those_of_the_page() -> None:
    assert set(ENGINES) == set(html.ENGINES)
    assert LIMIT == html.LIMIT == MOST


def test_an_answer_becomes_a_page_of_what_it_speaks_of(graph: Graph, tmp_path: Path) -> None:
    answer = graph.query("who-negotiates")
    page = answer.view(tmp_path / "talks.html").read_text(encoding="utf-8")
    assert f"<title>{graph.queries()['who-negotiates'].title}</title>" in page
    assert f"{len(list(answer))} rows of a query" in page
    assert "sells for" not in page


def test_an_answer_can_be_read_before_and_after_it_is_drawn(small: Graph, tmp_path: Path) -> None:
    answer = small.query("SELECT ?claim { ?claim a kg:Flow }")
    first = list(answer)
    answer.view(tmp_path / "a.html")
    answer.view(tmp_path / "b.html", title="Prices")
    assert list(answer) == first
    one, two = ((tmp_path / name).read_text(encoding="utf-8") for name in ("a.html", "b.html"))
    assert "<title>Result of a query</title>" in one
    assert "<title>Prices</title>" in two


def test_a_query_under_a_view_makes_a_page_of_that_view(graph: Graph, tmp_path: Path) -> None:
    view = graph.as_of(known="2025-06-10")
    page = view.query("DESCRIBE country:CHN").view(tmp_path / "page.html")
    assert "known: 2025-06-10; " in page.read_text(encoding="utf-8")


def test_a_yes_or_no_says_what_to_select_instead(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="SELECT"):
        graph.query("ASK {}").view(tmp_path / "page.html")


def test_a_page_is_not_made_of_half_an_answer(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(QueryLimit):
        graph.query("SELECT ?c { ?c kg:gist ?g }", limit=3).view(tmp_path / "page.html")
    assert list(tmp_path.iterdir()) == []


def test_pyvis_refuses_what_it_cannot_draw_well(graph: Graph) -> None:
    with pytest.raises(BadInput, match=r"--about.*limit"):
        graph.to_pyvis(limit=10)
    assert graph.to_pyvis(about="Dy", limit=1_000).num_edges() > 0


@pytest.mark.parametrize("several", [True, False])
def test_one_file_or_several_can_be_added(tmp_path: Path, several: bool) -> None:
    from kg.load import template as rows

    graph = kg.build(check=False)
    mine = tmp_path / "mine.csv"
    mine.write_text(rows(graph.vocab), encoding="utf-8")
    added = graph.add([mine]) if several else graph.add(str(mine))
    assert added.claims == 1


def test_a_path_alone_can_be_added(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="none"):
        kg.build(check=False).add(tmp_path / "none.csv")
