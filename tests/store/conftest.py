"""Servers that the tests of stores share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import STARTERS, Server


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Real servers by name, started when first asked for."""
    running = Servers(tmp_path_factory)
    yield running
    running.stop()


class Servers:
    """Starts each server once."""

    def __init__(self, folders: pytest.TempPathFactory) -> None:
        self._folders = folders
        self._running: dict[str, tuple[Iterator[Server], Server]] = {}

    def __getitem__(self, name: str) -> Server:
        if name not in self._running:
            starting = _running(name, self._folders.mktemp(name))
            self._running[name] = starting, next(starting)
        return self._running[name][1]

    def stop(self) -> None:
        """Stop them all."""
        for starting, _ in self._running.values():
            assert next(starting, None) is None


def _running(name: str, folder: Path) -> Iterator[Server]:
    with STARTERS[name](folder) as server:
        yield server


@pytest.fixture(
    scope="session",
    params=[pytest.param(name, marks=pytest.mark.full) for name in STARTERS],
)
def server(request: pytest.FixtureRequest, servers: Servers) -> Server:
    """One real server after the other."""
    return servers[request.param]
