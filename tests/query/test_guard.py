from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryRefused, QuerySyntax
from kg.query.guard import check, known_names
from kg.rdf import Literal
from kg.vocab import Vocabulary
from tests.strategies import texts

ENDPOINT = "https://query.example/sparql"
FORBIDDEN = "SERVICE <http://x> {} INSERT DELETE LOAD FROM <file:///etc/passwd> kg:nothing nobody:x"


@pytest.mark.parametrize(
    "text",
    [
        f"ASK {{ SERVICE <{ENDPOINT}> {{ ?s ?p ?o }} }}",
        f"ASK {{ service silent <{ENDPOINT}> {{ ?s ?p ?o }} }}",
        f"ASK {{ ?s ?p 1SERVICE<{ENDPOINT}>{{ ?s ?p ?o }} }}",
        f"ASK {{ ?s ?p ?o.#x\nSeRvIcE<{ENDPOINT}>{{ ?s ?p ?o }} }}",
        "ASK { SERVICE ?anywhere { ?s ?p ?o } }",
        "ASK { SERVICE kg:restricts { ?s ?p ?o } }",
        "ASK { SERVICE",
    ],
)
def test_service_is_refused_by_name(vocab: Vocabulary, text: str) -> None:
    with pytest.raises(QueryRefused, match="SERVICE"):
        check(text, vocab)


@pytest.mark.parametrize(
    "text",
    [
        f"ASK {{ ?s ?p trueSERVICE<{ENDPOINT}>{{ ?s ?p ?o }} }}",
        f"ASK {{ ?s ?p ?o.SERVICESILENT<{ENDPOINT}>{{ ?s ?p ?o }} }}",
        "PREFIX SERVICEkg: <http://x/> ASK { SERVICEkg:a { ?s ?p ?o } }",
        f"ASK {{ ?s ?p kg:value.b.SERVICE<{ENDPOINT}>{{ ?s ?p ?o }} }}",
        f"ASK {{ ?s ?p _:SERVICE<{ENDPOINT}>{{ ?s ?p ?o }} }}",
    ],
)
def test_service_glued_to_something_else_is_refused(vocab: Vocabulary, text: str) -> None:
    with pytest.raises(QuerySyntax, match="could be read as SERVICE"):
        check(text, vocab, allow_service=[ENDPOINT])


def test_service_reaches_only_the_endpoints_that_are_allowed(vocab: Vocabulary) -> None:
    allowed = [ENDPOINT]
    check(f"ASK {{ SERVICE <{ENDPOINT}> {{}} }}", vocab, allow_service=allowed)
    check(f"ASK {{ SERVICE SILENT <{ENDPOINT}> {{}} }}", vocab, allow_service=allowed)
    for endpoint in ("<https://other.example/>", "?x", "kg:restricts", f"<{ENDPOINT}/>"):
        with pytest.raises(QueryRefused, match="allow"):
            check(f"ASK {{ SERVICE {endpoint} {{}} }}", vocab, allow_service=allowed)


def test_a_variable_or_a_local_name_may_be_called_service(vocab: Vocabulary) -> None:
    check("PREFIX x: <http://x/> SELECT ?service { ?service x:service-of ?y }", vocab)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { kg:a kg:b kg:c }",
        "PREFIX x: <http://x/> DELETE WHERE { ?s ?p ?o }",
        "BASE <http://x/> load <http://x/>",
        "WITH <http://x/> DELETE { ?s ?p ?o } WHERE {}",
        *(f"{word} ALL" for word in ("CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD")),
    ],
)
def test_updates_are_refused_by_name(vocab: Vocabulary, text: str) -> None:
    with pytest.raises(QueryRefused, match="read-only"):
        check(text, vocab)


@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED", "from named", "FROMNAMED"])
def test_a_graph_in_a_file_is_refused_by_name(vocab: Vocabulary, clause: str) -> None:
    with pytest.raises(QueryRefused, match="outside"):
        check(f"SELECT * {clause} <file:///etc/passwd> {{ ?s ?p ?o }}", vocab)


def test_graphs_behind_from_are_found_whole(vocab: Vocabulary) -> None:
    found = check("SELECT * FROM graph:catalogue FROM NAMED <http://x/> { ?s ?p ?o }", vocab)
    assert found.graphs == (vocab.expand("graph:catalogue"), "http://x/")


def test_an_unknown_prefix_is_told_with_place_and_nearest_one(vocab: Vocabulary) -> None:
    with pytest.raises(QuerySyntax) as caught:
        check("ASK {\n  contry:CHN ?p ?o }", vocab)
    assert str(caught.value).splitlines() == [
        "line 2, column 3: unknown prefix contry:; did you mean country or company?",
        "  contry:CHN ?p ?o }",
        "  ^",
    ]


def test_a_prefix_that_the_query_declares_is_known(vocab: Vocabulary) -> None:
    check("PREFIX mine: <http://x/> ASK { mine:a mine:b mine:c }", vocab)


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?s kg:restrict ?o }",
        "PREFIX k: <https://supply-chain-kg.example/ontology#> ASK { ?s k:restrict ?o }",
        "ASK { ?s <https://supply-chain-kg.example/ontology#restrict> ?o }",
    ],
)
def test_an_unknown_relation_is_told_with_the_nearest_one(vocab: Vocabulary, text: str) -> None:
    with pytest.raises(QuerySyntax, match="did you mean kg:restricts"):
        check(text, vocab)


def test_every_term_and_column_of_the_ontology_is_a_known_name(vocab: Vocabulary) -> None:
    names = known_names(vocab)
    ours = {id_ for id_ in vocab.terms if id_.startswith("kg:")}
    columns = {vocab.compact(column.iri) or "" for column in vocab.columns}
    assert ours | {name for name in columns if name.startswith("kg:")} <= names


def test_the_namespace_itself_is_no_unknown_name(vocab: Vocabulary) -> None:
    check("PREFIX kg: <https://supply-chain-kg.example/ontology#> ASK {}", vocab)


@given(texts, st.sampled_from(["'", '"', "'''", '"""']))
def test_no_string_is_ever_refused(text: str, quote: str) -> None:
    inner = str(Literal(f"{FORBIDDEN} {text}"))[1:-1].replace("'", "\\'")
    check(f"ASK {{ ?s ?p {quote}{inner}{quote} }}", _vocab())


@given(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])))
def test_no_comment_is_ever_refused(text: str) -> None:
    check(f"ASK {{ ?s ?p ?o # {FORBIDDEN} {text}\n}}", _vocab())


@given(
    st.text(alphabet="SERVICEservice <>'\"#?:{}().\n1ax", max_size=30),
    st.text(alphabet="SERVICEservice <>'\"#?:{}().\n1ax", max_size=30),
)
def test_service_gets_past_no_surroundings(before: str, after: str) -> None:
    """Whatever surrounds it, the engine never sees a SERVICE that the guard let pass."""
    import pyoxigraph as ox

    text = f"ASK {{ ?s ?p ?o {before} SERVICE<http://localhost:1/>{{ ?s ?p ?o }} {after} }}"
    try:
        check(text, _vocab())
    except (QuerySyntax, QueryRefused):
        return
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("http://s"), ox.NamedNode("http://p"), ox.Literal("o")))
    try:
        store.query(text, prefixes=dict(_vocab().prefixes))
    except SyntaxError:
        return
    except OSError as error:
        raise AssertionError(f"the network was tried: {text!r}") from error


def _vocab() -> Vocabulary:
    from tests.strategies import vocabulary

    return vocabulary()
