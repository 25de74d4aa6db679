"""What goes wrong with a server is told, and whose fault it is."""

from __future__ import annotations

import json
from urllib.parse import parse_qs

import pytest

from kg.errors import AnswerCut, ServerDenied, ServerError, ServerTimeout, ServerUnreachable
from kg.store.remote.results import Answered
from tests.servers import free_port

from .faulty import FINE, Answer, Handler, answer, asked, connected, faulty, read, table


def test_a_query_says_which_graphs_it_sees_and_who_asks() -> None:
    with faulty(FINE) as server, connected(server.url) as http:
        assert asked(http) == ["0", "1", "2"]
    form = parse_qs(server.seen[0].body.decode())
    assert form["default-graph-uri"] == form["named-graph-uri"] == ["urn:g"]
    assert server.seen[0].headers["user-agent"].startswith("supply-chain-kg/")


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_server_that_is_busy_is_asked_again(status: int) -> None:
    waits: list[float] = []
    busy = answer("busy", status, "text/plain")
    with faulty(busy, busy, FINE) as server, connected(server.url, waits) as http:
        assert len(asked(http)) == 3
    assert len(server.seen) == 3
    assert 0 < waits[0] < 1
    assert waits[0] < 4 * waits[1] < 16


@pytest.mark.parametrize(
    ("wish", "wait"),
    [("7", 7), ("9999", 20), ("-3", 0), ("Wed, 21 Oct 2015 07:28:00 GMT", 0), ("soon", 1)],
)
def test_it_is_left_alone_as_long_as_it_wishes_within_bounds(wish: str, wait: float) -> None:
    waits: list[float] = []
    busy = answer("", 503, retry_after=wish)
    with faulty(busy, FINE) as server, connected(server.url, waits) as http:
        asked(http)
    assert waits == [wait]


def test_a_server_that_stays_busy_is_given_up() -> None:
    waits: list[float] = []
    with (
        faulty(answer("full up", 503)) as server,
        connected(server.url, waits) as http,
        pytest.raises(ServerUnreachable, match=r"stays busy \(503\): 'full up'"),
    ):
        asked(http)
    assert (len(server.seen), len(waits)) == (5, 4)


def test_where_nobody_listens_that_is_said() -> None:
    with (
        connected(f"http://127.0.0.1:{free_port()}/sparql") as http,
        pytest.raises(ServerUnreachable, match=r"no connection to http://127.+ in 5 tries"),
    ):
        asked(http)


@pytest.mark.parametrize("status", [400, 404, 500])
def test_a_refusal_is_final_and_quoted(status: int) -> None:
    with (
        faulty(answer("no \x1b[31msuch\n function", status)) as server,
        connected(server.url) as http,
        pytest.raises(ServerError) as caught,
    ):
        asked(http)
    assert f"answers {status}: 'no \\x1b[31msuch function'" in str(caught.value)
    assert len(server.seen) == 1


def test_a_table_that_breaks_off_is_no_answer() -> None:
    with pytest.raises(AnswerCut, match=r"broke off in the middle .* after 17 rows"):
        read(answer(table(20)[:-100]))


def test_a_connection_that_breaks_in_the_middle_is_no_answer() -> None:
    whole = table(20)
    with pytest.raises(AnswerCut, match=r"connection .* broke"):
        read(answer(whole[:300], length=len(whole)))


def test_rows_that_all_arrived_are_no_answer_if_the_connection_still_owes_bytes() -> None:
    with pytest.raises(AnswerCut, match=r"connection .* broke"):
        read(answer(table(3), length=9_999))


def test_an_empty_body_is_no_answer() -> None:
    with pytest.raises(AnswerCut, match="after 0 rows"):
        read(answer(""))


def test_an_error_in_the_middle_of_a_table_is_told() -> None:
    broken = table(5)[:-30] + "\n*** Error: out of memory ***" + " " * 50
    with pytest.raises(ServerError, match="out of memory"):
        read(answer(broken))


def test_a_success_that_holds_an_error_is_none() -> None:
    with pytest.raises(ServerError, match=r"answers 200, but with text/plain .*42000 Error"):
        read(answer("Virtuoso 42000 Error SR186: no permission", media="text/plain"))
    with pytest.raises(ServerError, match="cannot be read as results"):
        read(answer('{"error": "no such dataset", "padding": "                "}'))


def test_a_page_instead_of_results_is_told_by_its_words() -> None:
    page = "<!DOCTYPE html><html><style>p {}</style><body><h1>Sign &amp; log in</h1></body></html>"
    with pytest.raises(ServerError, match=r"with text/html instead .*'Sign & log in'; is this"):
        read(answer(page, media="text/html; charset=utf-8"))


@pytest.mark.parametrize(
    "late",
    [
        answer("Virtuoso S1T00 Error SR171: Transaction timed out", 500),
        answer("The query timed out", 200, "text/plain"),
        answer(table(5)[:-30] + "\nquery timeout exceeded" + " " * 30),
        answer("", 408),
    ],
)
def test_a_time_limit_of_the_server_is_told_apart_from_ours(late: Answer) -> None:
    with pytest.raises(ServerTimeout, match="its own time limit"):
        read(late)


def test_a_cut_that_only_a_header_tells_is_told_after_the_rows() -> None:
    cut = answer(table(10), x_sparql_maxrows="10")
    with faulty(cut) as server, connected(server.url) as http:
        rows = iter(Answered(http, "SELECT ?x {}", default=[], named=[]))
        assert len([next(rows) for _ in range(10)]) == 10
        with pytest.raises(AnswerCut, match="cuts answers off at 10 rows"):
            next(rows)
    assert len(read(answer(table(9), x_sparql_maxrows="10"))) == 9
    with pytest.raises(AnswerCut, match="S1TAT"):
        read(answer(table(9), x_sql_state="S1TAT", x_sql_message="anytime"))


def test_what_virtuoso_writes_in_its_own_way_is_read() -> None:
    cells = [
        {
            "type": "typed-literal",
            "datatype": "http://www.w3.org/2001/XMLSchema#boolean",
            "value": "1",
        },
        {"type": "bnode", "value": "nodeID://b10021"},
        {"type": "literal", "value": '"bnode", "value": "nodeID://b1'},
    ]
    body = json.dumps(
        {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": cell} for cell in cells]}}
    )
    assert read(answer(body), name="Virtuoso/07.20") == [
        "true",
        "b10021",
        '"bnode", "value": "nodeID://b1',
    ]


def test_its_lossy_tables_are_not_read() -> None:
    lossy = answer('"x"\n1\n', media="text/tab-separated-values")
    with pytest.raises(ServerError, match="text/tab-separated-values instead"):
        read(lossy, name="Virtuoso/07.20")


@pytest.mark.parametrize(
    ("media", "body"),
    [
        ("text/tab-separated-values", '?x\n"0"\n<urn:x>\n'),
        (
            "application/sparql-results+xml",
            '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>'
            '<variable name="x"/></head><results><result><binding name="x"><literal>0</literal>'
            '</binding></result><result><binding name="x"><uri>urn:x</uri></binding></result>'
            "</results></sparql>",
        ),
    ],
)
def test_other_formats_of_results_are_read_too(media: str, body: str) -> None:
    assert read(answer(body, media=media)) == ["0", "urn:x"]


def test_a_redirect_on_the_same_server_is_followed_and_no_other() -> None:
    def away(port: int) -> Answer:
        return answer("", 307, location=f"http://127.0.0.1:{port}/other")

    with (
        faulty(FINE) as other,
        faulty(away(other.server_address[1])) as server,
        connected(server.url, user="ann", password="s3cret") as http,
        pytest.raises(ServerError, match=r"another server.*we do not follow"),
    ):
        asked(http)
    assert other.seen == []
    with (
        faulty(answer("", 308, location="/elsewhere"), FINE) as server,
        connected(server.url) as http,
    ):
        assert len(asked(http)) == 3
    assert [request.path for request in server.seen] == ["/sparql", "/elsewhere"]
    with pytest.raises(ServerError, match="answers 302"):
        read(answer("", 302, location="/round-and-round"))


def test_credentials_go_only_where_they_are_asked_for_and_into_no_message() -> None:
    ask = answer("", 401, www_authenticate='Basic realm="kg"')
    with faulty(ask, FINE) as server:
        url = server.url.replace("http://", "http://ann:s3cret@")
        with connected(url) as http:
            assert len(asked(http)) == 3
            assert "s3cret" not in f"{http} {http.address!r} {http.address}"
    assert [request.headers.get("authorization") for request in server.seen] == [
        None,
        "Basic YW5uOnMzY3JldA==",
    ]
    with (
        faulty(ask) as server,
        connected(server.url, user="ann", password="s3cret") as http,
        pytest.raises(ServerDenied, match=r"does not let us \(401\)") as caught,
    ):
        asked(http)
    assert "s3cret" not in str(caught.value)
    with pytest.raises(ServerDenied, match="KG_STORE_USER"):
        read(ask)


def test_digest_is_spoken_where_it_is_asked_for() -> None:
    ask = answer("", 401, www_authenticate='Digest realm="SPARQL", nonce="abc", qop="auth"')
    with faulty(ask, FINE) as server, connected(server.url, user="dba", password="s3cret") as http:
        assert len(asked(http)) == 3
        assert len(asked(http)) == 3
    told = [request.headers.get("authorization", "") for request in server.seen]
    assert told[0] == ""
    assert all(word.startswith("Digest ") and "s3cret" not in word for word in told[1:])
    assert len(told) == 3, "once known, it is not asked again"


def test_an_update_whose_confirmation_is_lost_is_sent_again() -> None:
    def lost(handler: Handler) -> None:
        handler.close_connection = True

    with (
        faulty(lost, answer("", 204)) as server,
        connected(server.url, update=server.url) as http,
    ):
        http.update("INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> <urn:o> } }")
    assert len({request.body for request in server.seen}) == 1
    assert len(server.seen) == 2


def test_a_server_to_read_from_is_not_written_to() -> None:
    with (
        connected("http://127.0.0.1:1/sparql") as http,
        pytest.raises(ServerDenied, match="reading only; say where it takes updates"),
    ):
        http.update("CLEAR ALL")
