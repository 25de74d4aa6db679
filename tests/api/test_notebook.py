"""What Jupyter shows of graphs, views and answers: never a traceback, never silence."""

import html
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.api import AsOf, Graph, pages
from kg.api.pages import together
from kg.errors import BadInput


def displayed(thing: Any) -> dict[str, str]:
    """A thing as IPython displays it."""
    formatters = pytest.importorskip("IPython.core.formatters")
    data, _ = formatters.DisplayFormatter().format(thing)
    return dict(data)


@pytest.fixture
def view(small: Graph) -> AsOf:
    return small.as_of(known="2025-06-10")


def test_a_graph_shows_a_line_and_its_page(small: Graph) -> None:
    shown = small._repr_html_()
    assert shown.startswith("<p>&lt;kg.Graph in memory: ")
    assert shown.count("<iframe") == 1
    assert html.escape("<!doctype html>") in shown


def test_a_view_says_which_one_it_is(view: AsOf) -> None:
    assert repr(view).startswith("<kg.AsOf of memory: ")
    assert "known: 2025-06-10" in repr(view)
    assert "known: 2025-06-10" in view._repr_html_()


def test_what_is_too_big_is_told_with_how_to_make_a_page(
    view: AsOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "LIMIT", 2)
    shown = view._repr_html_()
    assert "<iframe" not in shown
    assert "too many to draw here" in shown
    assert "graph.view(&#x27;page.html&#x27;)" in shown


def test_an_empty_view_is_shown_too() -> None:
    assert "0 claims" in kg.build(check=False).as_of(known="1900-01-01")._repr_html_()


def test_rows_show_their_table_and_their_page(graph: Graph) -> None:
    shown = graph.query("who-negotiates")._repr_html_()
    assert shown.index("<table>") < shown.index("<iframe")


def test_a_table_of_figures_is_a_table_and_nothing_else(graph: Graph) -> None:
    for text in ("SELECT ?v { ?c kg:value ?v }", "SELECT ?x { country:CHN kg:restricts ?x }"):
        shown = graph.query(text)._repr_html_()
        assert "<table>" in shown
        assert "<iframe" not in shown
        assert "cannot" not in shown


def test_triples_show_their_text_and_their_page(graph: Graph) -> None:
    shown = graph.query("CONSTRUCT WHERE { ?x kg:negotiatesWith ?y }")._repr_html_()
    assert shown.startswith("<pre>")
    assert "<iframe" in shown


def test_a_yes_or_no_is_a_word(graph: Graph) -> None:
    assert graph.query("ASK {}")._repr_html_() == "<p>yes</p>"


def test_many_rows_are_not_read_to_the_end_for_a_display(graph: Graph) -> None:
    answer = graph.query("SELECT ?s ?claim { ?s ?p ?o . ?claim a kg:Flow }")
    shown = answer._repr_html_()
    assert "The first 50 rows." in shown
    assert "result.view(&#x27;page.html&#x27;)" in shown
    assert "<iframe" not in shown


def test_a_limit_that_was_reached_is_told_beside_the_rows_that_came(graph: Graph) -> None:
    shown = graph.query("SELECT ?claim { ?claim kg:gist ?g }", limit=2)._repr_html_()
    assert shown.count("<tr>") == 3
    assert "more than 2 rows" in shown
    assert "<iframe" not in shown


def test_hostile_cells_stay_text(graph: Graph) -> None:
    hostile = "</td><script>alert(1)</script>"
    shown = graph.query(f'SELECT ?claim ?x {{ ?claim a kg:Flow BIND ("{hostile}" AS ?x) }}')
    assert "<script" not in shown._repr_html_()


def test_what_cannot_be_shown_says_why_and_hides_nothing_else() -> None:
    def fails() -> str:
        raise BadInput("<b>broken</b>")

    shown = together(lambda: "<p>first</p>", fails, lambda: "<p>last</p>")
    assert shown.startswith("<p>first</p>")
    assert shown.endswith("<p>last</p>")
    assert "BadInput: &lt;b&gt;broken&lt;/b&gt;" in shown


def test_ipython_displays_everything(small: Graph, view: AsOf, recwarn: Any) -> None:
    for thing in (small, view, small.query("who-negotiates"), small.query("ASK {}")):
        assert set(displayed(thing)) >= {"text/html", "text/plain"}
    assert not recwarn.list


def test_answers_say_how_much_of_them_was_read(graph: Graph) -> None:
    answer = graph.query("SELECT ?x { VALUES ?x { 1 2 3 } }")
    assert repr(answer) == "<an answer in rows: 0 rows read; more may come>"
    next(iter(answer))
    assert repr(answer) == "<an answer in rows: 1 row read; more may come>"
    list(answer)
    assert repr(answer) == "<an answer in rows: 3 rows in all>"


def test_a_stopped_answer_says_so(graph: Graph) -> None:
    answer = graph.query("SELECT ?x { ?x ?y ?z }")
    answer.close()
    assert "was stopped" in repr(answer)


def test_text_shows_the_first_rows_in_columns(graph: Graph) -> None:
    answer = graph.query('SELECT ?x ?y { VALUES (?x ?y) { (1 "a") (1000 "b\\u001b[31m") } }')
    assert displayed(answer)["text/plain"].splitlines() == [
        "<an answer in rows: 2 rows in all>",
        "x     y",
        "1     a",
        "1000  b\\x1b[31m",
    ]


def test_text_says_where_it_ends(graph: Graph) -> None:
    told = displayed(graph.query("SELECT ?s { ?s ?p ?o }"))["text/plain"]
    assert told.splitlines()[-1] == "The first 20 rows."
    assert len(told.splitlines()) == 23
    told = displayed(graph.query("DESCRIBE country:CHN", limit=2))["text/plain"]
    assert "more than 2 triples" in told


def test_a_notebook_leaves_no_file_behind(
    small: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    small._repr_html_()
    assert list(tmp_path.iterdir()) == []
