"""A server that misbehaves as it is told to, over a real socket."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from kg.store.remote.address import Address
from kg.store.remote.http import Http
from kg.store.remote.results import Answered

JSON = "application/sparql-results+json"
Answer = Callable[["Handler"], None]


@dataclass(frozen=True)
class Seen:
    """A request."""

    path: str
    headers: dict[str, str]
    body: bytes


class Handler(BaseHTTPRequestHandler):
    """Answers as it is told to."""

    protocol_version = "HTTP/1.1"
    server: Faulty
    body: bytes

    def do_POST(self) -> None:
        self.body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.server.seen.append(
            Seen(
                self.path, {name.lower(): value for name, value in self.headers.items()}, self.body
            )
        )
        answers = self.server.answers
        answers[min(len(self.server.seen), len(answers)) - 1](self)

    do_GET = do_POST  # noqa: N815 -- the base class looks for this name

    def version_string(self) -> str:
        return self.server.name

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


class Faulty(ThreadingHTTPServer):
    """A server on a free port, its answers in order, the last one again and again."""

    daemon_threads = True

    def __init__(self, *answers: Answer, name: str = "Faulty/1") -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers, self.name = answers, name
        self.seen: list[Seen] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/sparql"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is what some tests are about."""


@contextmanager
def faulty(*answers: Answer, name: str = "Faulty/1") -> Iterator[Faulty]:
    with Faulty(*answers, name=name) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def answer(
    body: bytes | str,
    status: int = 200,
    media: str = JSON,
    *,
    length: int | None = None,
    **more: str,
) -> Answer:
    """A whole answer; with a length of its own it breaks off or goes on."""
    content = body.encode() if isinstance(body, str) else body

    def send(handler: Handler) -> None:
        handler.send_response(status)
        handler.send_header("content-type", media)
        handler.send_header("content-length", str(len(content) if length is None else length))
        for name, value in more.items():
            handler.send_header(name.replace("_", "-"), value)
        if length is not None:
            handler.send_header("connection", "close")
            handler.close_connection = True
        handler.end_headers()
        handler.wfile.write(content)

    return send


def table(number: int) -> str:
    cells = [{"x": {"type": "literal", "value": str(row)}} for row in range(number)]
    return json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": cells}})


FINE = answer(table(3))


@contextmanager
def connected(url: str, waits: list[float] | None = None, **who: str) -> Iterator[Http]:
    kept = [] if waits is None else waits
    http = Http(Address.of(f"sparql+{url}", **who), pause=kept.append)
    try:
        yield http
    finally:
        http.close()


def asked(http: Http) -> list[str]:
    rows = Answered(http, "SELECT ?x {}", default=["urn:g"], named=["urn:g"])
    return [getattr(row[0], "value", "") for row in rows]


def read(*answers: Answer, name: str = "Faulty/1") -> list[str]:
    with faulty(*answers, name=name) as server, connected(server.url) as http:
        return asked(http)
