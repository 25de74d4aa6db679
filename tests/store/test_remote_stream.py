"""Answers of a server while they arrive: rows, limits, and errors behind the first rows."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from kg.errors import AnswerCut, QueryLimit
from kg.query.remote import RemoteAnswer
from kg.store.remote.http import Http
from kg.store.remote.results import Answered

from .faulty import JSON, Answer, Handler, answer, connected, faulty, table


class Asked:
    """As much of a store as an answer needs."""

    def __init__(self, http: Http) -> None:
        self.http = http

    def served(self) -> None:
        return None

    def ask(self, text: str, *, default: Any, named: Any, seconds: float | None) -> Answered:
        return Answered(self.http, text, default=list(default), named=list(named), seconds=seconds)

    def refuse_mixed(self, generation: str) -> None:
        assert generation == "g1"


def remote(http: Http, seconds: float | None = 60.0) -> RemoteAnswer:
    return RemoteAnswer(Asked(http), "SELECT ?x {}", ["urn:g"], [], "g1", seconds=seconds)


def slowly(more: threading.Event, gone: threading.Event) -> Answer:
    """Some rows at once, the others when told to."""

    def send(handler: Handler) -> None:
        whole = table(2_000).encode()
        handler.send_response(200)
        handler.send_header("content-type", JSON)
        handler.send_header("content-length", str(len(whole)))
        handler.end_headers()
        handler.wfile.write(whole[:20_000])
        more.wait(60)
        try:
            for start in range(20_000, len(whole), 1_000):
                handler.wfile.write(whole[start : start + 1_000])
                handler.wfile.flush()
        except OSError:
            gone.set()

    return send


def test_the_first_rows_are_there_before_the_last_ones() -> None:
    more, gone = threading.Event(), threading.Event()
    with faulty(slowly(more, gone)) as server, connected(server.url) as http:
        rows = remote(http)
        assert rows.header == {"kind": "rows"}
        assert next(rows) == ["x"]
        assert next(rows)[0].value == "0"
        more.set()
        assert sum(1 for _ in rows) == 1_999
        rows.close()


def test_our_time_limit_says_that_it_is_ours() -> None:
    more, gone = threading.Event(), threading.Event()
    with faulty(slowly(more, gone)) as server, connected(server.url) as http:
        with pytest.raises(QueryLimit, match=r"longer than 0\.5 s .*our limit"):
            list(remote(http, seconds=0.5))
        more.set()


def test_an_answer_that_is_closed_stops_listening() -> None:
    more, gone = threading.Event(), threading.Event()
    with faulty(slowly(more, gone)) as server, connected(server.url) as http:
        rows = remote(http)
        next(rows)
        rows.close()
        more.set()
        assert gone.wait(30)


def test_an_error_behind_the_first_rows_is_raised_behind_them() -> None:
    with faulty(answer(table(20)[:-100])) as server, connected(server.url) as http:
        rows = remote(http)
        assert next(rows) == ["x"]
        assert len([next(rows) for _ in range(17)]) == 17
        with pytest.raises(AnswerCut):
            next(rows)
