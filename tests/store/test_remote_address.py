"""Where a server listens, read from what people write."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kg.errors import BadInput
from kg.store.remote.address import Address, is_address


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("UPDATE", "GRAPHS", "USER", "PASSWORD"):
        monkeypatch.delenv(f"KG_STORE_{name}", raising=False)


@pytest.mark.parametrize(
    ("server", "places"),
    [
        ("Oxigraph/0.5.13", ("query", "update", "store")),
        ("Virtuoso/07.20.3229", ("sparql", "sparql-auth", "sparql-graph-crud-auth")),
        ("Jetty(9.4)", ("query", "update", "store")),
    ],
)
def test_a_servers_layout_follows_from_what_it_calls_itself(
    server: str, places: tuple[str, str, str]
) -> None:
    address = Address.of("http://kg.example:7878/").laid_out(server)
    found = (address.query, address.update, address.graph_store)
    assert found == tuple(f"http://kg.example:7878/{place}" for place in places)


def test_the_very_place_is_taken_as_it_is() -> None:
    address = Address.of("sparql+https://kg.example/a/sparql?x=1")
    assert address.laid_out("Virtuoso/07.20") == address
    assert (address.query, address.update) == ("https://kg.example/a/sparql?x=1", None)
    assert str(address) == "https://kg.example/a/sparql"


def test_what_is_given_counts_before_the_layout() -> None:
    address = Address.of("http://a.example", update="http://b.example/u").laid_out("Oxigraph")
    assert (address.query, address.update) == ("http://a.example/query", "http://b.example/u")
    assert (
        Address.of("http://a.example", query="http://a.example/q").laid_out("").query.endswith("/q")
    )


def test_credentials_come_from_the_url_or_the_environment_and_show_nowhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address = Address.of("http://ann:s3%40cret@kg.example:1/")
    assert (address.user, address.password) == ("ann", "s3@cret")
    assert "cret" not in f"{address} {address!r} {address.laid_out('Oxigraph')!r}"
    monkeypatch.setenv("KG_STORE_USER", "bob")
    monkeypatch.setenv("KG_STORE_PASSWORD", "other")
    monkeypatch.setenv("KG_STORE_UPDATE", "http://bob:other@kg.example/u")
    address = Address.of("http://kg.example")
    assert (address.user, address.password, address.update) == (
        "bob",
        "other",
        "http://kg.example/u",
    )


@pytest.mark.parametrize(
    "url", ["http://", "ftp://kg.example", "http://ann:s3cret@kg.example:port/", "http://a/#b", ""]
)
def test_what_is_no_address_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(BadInput, match="no address of a server") as caught:
        Address.of(url)
    assert "s3cret" not in str(caught.value)


def test_an_address_is_told_from_a_directory() -> None:
    assert all(map(is_address, ("http://a", "HTTPS://a", "sparql+http://a", "sparql+https://a")))
    assert not any(map(is_address, ("http", "./http", "C:\\store", "sparql+ftp://a", "httpx://a")))


def test_reading_an_address_needs_no_client() -> None:
    code = "import sys, kg.api, kg.query.remote; sys.exit('httpx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
