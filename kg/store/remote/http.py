"""Requests to a server: repeated where that is safe; what goes wrong becomes our errors.

Every request of ours may be sent twice: a query changes nothing, a graph is put under a name of its
own or merged into what is the same already, and an update says what it expects to find. So there is
no switch for it; what is not safe to repeat must not come here.
"""

from __future__ import annotations

import email.utils
import html
import random
import re
import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from kg.errors import (
    AnswerCut,
    ServerDenied,
    ServerError,
    ServerTimeout,
    ServerUnreachable,
    shown,
)
from kg.store.remote.address import Address

_TRIES = 5
_PASSING = frozenset({429, 502, 503, 504})
_LONGEST_WAIT = 20.0  # seconds between two tries, whatever the server wishes
_MOST_REDIRECTS = 3
_CONNECT = 10.0  # seconds
_PATIENCE = 600.0  # seconds of silence; where our own limit is shorter, that one counts
_MOST_TOLD = 300  # characters of a server's complaint
_COMPLAINT = 1 << 14  # bytes of it that are read
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_TIMED_OUT = re.compile(
    r"S1T00|timed?[ -]?out|time limit|estimated execution time|took too long|deadline",
    re.IGNORECASE,
)
_PAGE = re.compile(r"\s*<(?:!doctype html|html)", re.IGNORECASE)
_TAG = re.compile(r"<(style|script).*?</\1>|<[^>]*>", re.IGNORECASE | re.DOTALL)

Fields = Mapping[str, str | list[str]]
"""The fields of a form; a list stands for several of one name."""


class Http:
    """A connection to one server.

    Args:
        address: Where it listens.
        pause: Waits so many seconds; a test may look instead.
    """

    def __init__(self, address: Address, *, pause: Any = time.sleep) -> None:
        self._given, self._pause = address, pause
        self._client = httpx.Client(
            headers={"user-agent": f"supply-chain-kg/{_version()}"},
            auth=_Challenged(address.user, address.password) if address.user else None,
            timeout=httpx.Timeout(_PATIENCE, connect=_CONNECT),
            follow_redirects=False,
        )
        self.server = ""

    def close(self) -> None:
        """Let go of its sockets."""
        self._client.close()

    @cached_property
    def address(self) -> Address:
        """Where it listens, part by part."""
        if self._given.root is None:
            return self._given
        with self._sent("GET", self._given.root, refused=range(400, 500)) as response:
            response.read()
        return self._given.laid_out(self.server)

    @contextmanager
    def query(
        self, fields: Fields, *, accept: str, seconds: float | None = None
    ) -> Iterator[httpx.Response]:
        """Ask, and hold the answer open while it is read.

        Args:
            fields: ``query``, and the graphs it shall see.
            accept: Media types.
            seconds: How long to wait for the next byte.

        Yields:
            The response, its status a success, its body still to be read.

        Raises:
            ServerError: It could not be asked, or refused.
        """
        headers = {"accept": accept}
        with self._sent(
            "POST", self.address.query, data=dict(fields), headers=headers, seconds=seconds
        ) as response:
            yield response

    def update(self, text: str) -> None:
        """Run an update that may as well run twice.

        Raises:
            ServerError: It could not be run; it may have been, where the connection broke.
        """
        if self.address.update is None:
            raise ServerDenied(
                f"{self} is open for reading only; say where it takes updates "
                "(update=, KG_STORE_UPDATE)"
            )
        headers = {"content-type": "application/sparql-update"}
        with self._sent(
            "POST", self.address.update, content=text.encode(), headers=headers
        ) as response:
            self._read(response)

    def post(self, graph: str, triples: bytes) -> None:
        """Merge triples without blank nodes, in N-Triples, into a graph.

        Raises:
            ServerError: They could not be.
        """
        assert self.address.graph_store is not None  # the caller has looked
        headers = {"content-type": "application/n-triples"}
        with self._sent(
            "POST",
            self.address.graph_store,
            params={"graph": graph},
            content=triples,
            headers=headers,
        ) as response:
            self._read(response)

    def _read(self, response: httpx.Response) -> None:
        try:
            response.read()
        except httpx.HTTPError as error:
            raise ServerUnreachable(
                f"the connection to {self} broke while it confirmed: {_why(error)}"
            ) from error

    @contextmanager
    def _sent(
        self,
        method: str,
        url: str,
        *,
        seconds: float | None = None,
        refused: range = range(0),
        **parts: Any,
    ) -> Iterator[httpx.Response]:
        """Send until there is an answer that no second try would better."""
        timeout = httpx.Timeout(seconds or _PATIENCE, connect=min(_CONNECT, seconds or _CONNECT))
        tries = redirects = 0
        while True:
            request = self._client.build_request(method, url, timeout=timeout, **parts)
            tries += 1
            try:
                response = self._client.send(request, stream=True)
            except httpx.TimeoutException as error:
                if isinstance(error, httpx.ConnectTimeout) and tries < _TRIES:
                    self._pause(_wait(tries, None))
                    continue
                raise ServerUnreachable(
                    f"{self} does not answer: {_why(error)}; our patience ended, not its own limit"
                ) from error
            except httpx.TransportError as error:
                if tries < _TRIES:
                    self._pause(_wait(tries, None))
                    continue
                raise ServerUnreachable(
                    f"no connection to {self} in {tries} tries: {_why(error)}; is it running?"
                ) from error
            try:
                self.server = response.headers.get("server", self.server)
                if response.status_code in _PASSING and tries < _TRIES:
                    self._pause(_wait(tries, response.headers.get("retry-after")))
                    continue
                if response.is_redirect and redirects < _MOST_REDIRECTS:
                    redirects += 1
                    url = self._next(url, response)
                    continue
                if not response.is_success and response.status_code not in refused:
                    raise self._error(response)
                yield response
                return
            finally:
                response.close()

    def _next(self, url: str, response: httpx.Response) -> str:
        """Where a redirect leads, if that is the same server."""
        target = str(urljoin(url, response.headers.get("location", "")))
        here, there = urlsplit(url), urlsplit(target)
        if (here.scheme, here.netloc) != (there.scheme, there.netloc):
            raise ServerError(
                f"{self} sends us to another server, {there.scheme}://{there.hostname}, and we do "
                "not follow; if you trust it, give its address"
            )
        return target

    def _error(self, response: httpx.Response) -> ServerError:
        """What a status that is no success stands for."""
        status, told = response.status_code, complaint(response)
        if status in (401, 403):
            how = "set KG_STORE_USER and KG_STORE_PASSWORD, or user= and password="
            return ServerDenied(f"{self} does not let us ({status}): {told}; {how}")
        if status == 408 or _TIMED_OUT.search(told):
            return timed_out(str(self), f"({status}) {told}")
        if status in _PASSING:
            return ServerUnreachable(f"{self} stays busy ({status}): {told}; try again later")
        return ServerError(f"{self} answers {status}: {told}")

    def __str__(self) -> str:
        return str(self._given)


def complaint(response: httpx.Response) -> str:
    """The beginning of what a server says where no results are, as one line.

    Args:
        response: Its body is read, as far as is needed.

    Returns:
        A quoted text; that of a page without its markup.
    """
    body = b""
    try:
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > _COMPLAINT:
                break
    except httpx.HTTPError:
        body = body or b"(and then the connection broke)"
    return quoted(body)


def quoted(body: bytes) -> str:
    """Bytes of a server as a short text that steers no terminal."""
    text = body.decode("utf-8", "replace")
    if _PAGE.match(text):
        text = html.unescape(_TAG.sub(" ", text))
    text = " ".join(text.split())
    return shown(text, most=_MOST_TOLD) if text else "(no word why)"


def timed_out(server: str, told: str) -> ServerTimeout:
    """The error for a limit of the server's own."""
    return ServerTimeout(
        f"{server} ran into its own time limit {told}; narrow the query down, or let the server's "
        "keeper raise the limit (--timeout is ours and does not change it)"
    )


def is_timeout(told: str) -> bool:
    """Whether a complaint speaks of a time limit."""
    return _TIMED_OUT.search(told) is not None


def broken(server: str, error: httpx.HTTPError) -> ServerError:
    """The error for an answer during which the connection broke or fell silent."""
    if isinstance(error, httpx.TimeoutException):
        return ServerUnreachable(f"{server} fell silent in the middle of its answer")
    return AnswerCut(f"the connection to {server} broke in the middle of its answer: {_why(error)}")


def _wait(tries: int, wished: str | None) -> float:
    """Seconds until the next try: as the server wishes, within bounds; else longer and longer."""
    if wished is not None:
        try:
            seconds = float(wished)
        except ValueError:
            try:
                seconds = email.utils.parsedate_to_datetime(wished).timestamp() - time.time()
            except ValueError:
                seconds = 1.0
        return min(max(seconds, 0.0), _LONGEST_WAIT)
    return min(0.25 * 2.0**tries, _LONGEST_WAIT) * random.uniform(0.5, 1.0)


def _why(error: Exception) -> str:
    return shown(str(error) or type(error).__name__, most=_MOST_TOLD)


def _version() -> str:
    try:
        return version("supply-chain-kg")
    except PackageNotFoundError:
        return "0"


class _Challenged(httpx.Auth):
    """Says who we are only when asked, and in the way asked for.

    A password never goes in clear text to another machine.
    """

    def __init__(self, user: str, password: str | None) -> None:
        self._user, self._password = user, password or ""
        self._digest = httpx.DigestAuth(user, self._password)
        self._asks_digest = False

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send a request, and once more with credentials if it is refused without."""
        if self._asks_digest:
            yield from self._digest.auth_flow(request)
            return
        response = yield request
        if response.status_code != 401:
            return
        asked = response.headers.get("www-authenticate", "").lower()
        if "digest" in asked:
            self._asks_digest = True
            flow = self._digest.auth_flow(request)
            next(flow)  # the request that was refused already
            yield flow.send(response)
        elif "basic" in asked:
            if request.url.scheme != "https" and request.url.host not in _LOCAL:
                raise ServerDenied(
                    f"{request.url.host} wants the password in clear text over http; use https"
                )
            yield from httpx.BasicAuth(self._user, self._password).auth_flow(request)
