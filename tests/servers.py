"""Real SPARQL servers for tests: on free ports, in folders of their own, stopped for sure."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from kg.store.remote.address import Address

_PATIENCE = 60.0  # seconds until a server must listen

VIRTUOSO = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
ErrorLogLevel = 3
FileExtend = 200
Striping = 0
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
Striping = 0
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CaseMode = 2
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 60
"""
"""The settings of the Debian package that matter here, its cut at 10,000 rows among them."""


@dataclass(frozen=True)
class Server:
    """A server that runs.

    Attributes:
        name: oxigraph or virtuoso.
        root: Its address.
        process: It.
    """

    name: str
    root: str
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> Address:
        """Its address with what is needed to write."""
        who = {"user": "dba", "password": "dba"} if self.name == "virtuoso" else {}
        return Address.of(self.root, **who).laid_out(self.name.capitalize())

    @property
    def client(self) -> httpx.Client:
        """A client of our own, to look behind the store's back."""
        auth = httpx.DigestAuth("dba", "dba") if self.name == "virtuoso" else None
        return httpx.Client(auth=auth, timeout=60)

    def update(self, text: str) -> None:
        """Change something behind the store's back."""
        headers = {"content-type": "application/sparql-update"}
        with self.client as client:
            where = self.address.update or ""
            client.post(where, content=text.encode(), headers=headers).raise_for_status()

    def select(self, text: str) -> list[dict[str, str]]:
        """Rows, read without our own code."""
        headers = {"accept": "application/sparql-results+json"}
        with self.client as client:
            answer = client.post(self.address.query, data={"query": text}, headers=headers)
            answer.raise_for_status()
            rows = answer.json()["results"]["bindings"]
        return [{name: cell["value"] for name, cell in row.items()} for row in rows]


@contextmanager
def oxigraph(folder: Path, *options: str) -> Iterator[Server]:
    """Oxigraph's own server, from its PyPI package."""
    _skip_without_groups()
    program, port = _oxigraph(), free_port()
    place = ["--location", str(folder / "db"), "--bind", f"127.0.0.1:{port}"]
    with _running([program, "serve", *place, *options], folder) as process:
        yield _listening(Server("oxigraph", f"http://127.0.0.1:{port}", process), folder)


def oxigraph_load(folder: Path, files: Sequence[Path]) -> None:
    """Fill the database that :func:`oxigraph` serves from a folder, with Oxigraph's bulk loader."""
    place = ["--location", str(folder / "db"), "--file", *map(str, files)]
    subprocess.run([_oxigraph(), "load", *place], check=True, capture_output=True)


def _oxigraph() -> str:
    scripts = Path(sysconfig.get_path("scripts"))
    program = shutil.which("oxigraph", path=str(scripts)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("Oxigraph's server is not installed (pip install oxigraph)")
    return program


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """Virtuoso, from its Debian package."""
    _skip_without_groups()
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("Virtuoso is not installed (apt install virtuoso-opensource)")
    port = free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(VIRTUOSO.format(folder=folder, http=port, sql=free_port()), "utf-8")
    command = [program, "+foreground", "+configfile", str(settings)]
    with _running(command, folder) as process:
        yield _listening(Server("virtuoso", f"http://127.0.0.1:{port}", process), folder)


STARTERS = {"oxigraph": oxigraph, "virtuoso": virtuoso}


def _skip_without_groups() -> None:
    """Servers are stopped with all they started, which takes process groups."""
    if not hasattr(os, "killpg"):
        pytest.skip("real servers are tested where processes come in groups, not on Windows")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def _running(command: list[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that ends with the block, and with us if we are killed (where Linux can do it)."""
    log = folder / "server.log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-I", "-c", _LEASH, str(os.getpid()), *command],
            cwd=folder,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


_LEASH = """
import os, subprocess, sys, time
server = subprocess.Popen(sys.argv[2:])
while server.poll() is None and os.getppid() == int(sys.argv[1]):
    time.sleep(0.2)
server.kill()
server.wait()
"""
"""Runs beside the server, in its group: ends it when the tests are gone, however they went."""


def _listening(server: Server, folder: Path) -> Server:
    """The server, once it answers."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            break
        with suppress(httpx.TransportError):
            httpx.get(server.address.query, params={"query": "ASK {}"}, timeout=5)
            return server
        time.sleep(0.1)
    log = (folder / "server.log").read_text("utf-8", "replace")
    pytest.fail(f"{server.name} does not listen: {log[-2000:]}")
