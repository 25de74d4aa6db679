from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.asof import AsOf
from kg.errors import BadInput, UnknownName
from kg.query import named_queries, named_query, query
from kg.query.guard import check
from kg.query.named import NAME, NamedQuery, read_named_query
from kg.vocab import Vocabulary

FILE = """\
# title: A title
# description: A description
#   in two lines.
# parameter: on date required — The day,
#   and more of it
# parameter: how text default=fast — How

# title: not this one
SELECT ?x ?on ?how { ?x ?on ?how }
"""


@pytest.fixture
def made(tmp_path: Path) -> NamedQuery:
    """A query from a file."""
    path = tmp_path / "a-query.rq"
    path.write_text(FILE, encoding="utf-8")
    return read_named_query(path)


def test_the_leading_comment_says_what_a_query_is(made: NamedQuery) -> None:
    assert (made.name, made.title) == ("a-query", "A title")
    assert made.description == "A description in two lines."
    assert [parameter.description for parameter in made.parameters] == [
        "The day, and more of it",
        "How",
    ]
    assert made.text == FILE


def test_a_parameter_left_out_has_its_default(made: NamedQuery, small: AsOf) -> None:
    terms = made.terms({"on": "2025-05-01", "how": None}, small)
    assert [getattr(term, "value", None) for term in terms.values()] == ["2025-05-01", "fast"]


def test_a_required_parameter_left_out_is_told(made: NamedQuery, small: AsOf) -> None:
    with pytest.raises(BadInput, match="a-query needs --on"):
        made.terms({}, small)


def test_an_unknown_parameter_is_told_with_the_nearest_one(made: NamedQuery, small: AsOf) -> None:
    with pytest.raises(UnknownName, match="did you mean how"):
        made.terms({"hwo": "x"}, small)


@pytest.mark.parametrize("text", ["SELECT ?x {}", "# title: x\n# parameter: nonsense\nASK {}"])
def test_a_file_that_says_too_little_is_told_by_its_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.rq"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=r"bad\.rq"):
        read_named_query(path)


@pytest.mark.parametrize("name", ["restriction-in-force", "nothing", "../ontology"])
def test_an_unknown_query_is_told(vocab: Vocabulary, name: str) -> None:
    with pytest.raises(UnknownName, match="unknown query"):
        named_query(vocab, name)


def test_a_misspelt_query_is_told_with_the_nearest_one(small: AsOf) -> None:
    with pytest.raises(UnknownName, match="restrictions-in-force"):
        query(small, "restriction-in-force")


def test_a_query_beside_an_ontology_needs_no_python(tmp_path: Path, vocab: Vocabulary) -> None:
    import shutil

    shutil.copytree(vocab.folder, tmp_path / "ontology")
    mine = tmp_path / "ontology" / "queries" / "mine.rq"
    mine.write_text("# title: Mine\nASK {}", encoding="utf-8")
    assert named_queries(Vocabulary.load(tmp_path / "ontology"))["mine"].title == "Mine"


def shipped() -> list[NamedQuery]:
    return list(named_queries(Vocabulary.load()).values())


@pytest.mark.parametrize("named", shipped(), ids=lambda named: named.name)
class TestEveryShippedQuery:
    def test_has_a_name_a_title_and_a_description(self, named: NamedQuery) -> None:
        assert NAME.fullmatch(named.name)
        assert named.title
        assert named.description.endswith(".")

    def test_passes_the_guard(self, named: NamedQuery, vocab: Vocabulary) -> None:
        check(named.text, vocab)

    def test_selects_its_parameters_and_never_tests_them_with_bound(
        self, named: NamedQuery
    ) -> None:
        selected = re.search(r"^SELECT(.*?)^WHERE", named.text, re.DOTALL | re.MULTILINE)
        assert selected
        for parameter in named.parameters:
            assert f"?{parameter.name}" in selected[1].split()
            assert f"BOUND(?{parameter.name})" not in named.text

    def test_orders_its_rows_and_fits_the_line(self, named: NamedQuery) -> None:
        assert "ORDER BY" in named.text
        assert max(map(len, named.text.splitlines())) <= 100
