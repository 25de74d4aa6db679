"""A graph that is drawn at once."""

import pytest

import kg
from kg.api import Graph
from tests.conftest import TINY


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """Nine claims."""
    folder = tmp_path_factory.mktemp("tiny")
    for name, text in TINY.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return kg.build(folder, check=False)
