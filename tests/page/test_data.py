"""The page's data as its script reads them: nothing that was left out of the file is lost."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import kg
from benchmarks.view.made_up import made_up
from kg import wording
from kg.claim import cell, claim_id
from kg.files import bundled
from kg.page.encode import encoded, json_block
from kg.page.model import PageData, View, page_data

from .sample import claim, sample_view, view_of

NODE = shutil.which("node")
CHN, USA = "country:CHN", "country:USA"
SCRIPT = Path(__file__).parent / "read_data.mjs"

pytestmark = pytest.mark.skipif(NODE is None, reason="needs node, version 20 or later")


@dataclass(frozen=True)
class Read:
    """A page's data, and what its script makes of them."""

    data: PageData
    found: dict[str, Any]


def read(view: View, folder: Path) -> Read:
    data = page_data(view)
    block = json_block(encoded(data) | {"layouts": {}})
    (folder / "data.json").write_text(block, encoding="utf-8")
    assert NODE is not None
    viz = str(bundled("viz").resolve())
    subprocess.run([NODE, str(SCRIPT), viz, str(folder)], check=True)
    return Read(data, json.loads((folder / "read.json").read_text(encoding="utf-8")))


VIEWS: dict[str, Callable[[], View]] = {
    "by hand": sample_view,
    "shipped": lambda: kg.build(check=False),
    "of tables": lambda: made_up(300, 900),
    "that quote": lambda: made_up(300, 900, quoted=True),
    "empty": lambda: view_of([]),
}


@pytest.fixture(scope="module", params=VIEWS)
def seen(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Read:
    return read(VIEWS[request.param](), tmp_path_factory.mktemp("page"))


def test_every_column_reads_as_our_tables_spell_it(seen: Read) -> None:
    for column in seen.data.vocab.columns:
        told = [cell(getattr(claim, column.name)) for claim in seen.data.claims]
        assert seen.found["texts"][column.name] == told, column.name


def test_every_claim_is_told_in_words(seen: Read) -> None:
    vocab, texts = seen.data.vocab, seen.found["texts"]
    claims = seen.data.claims
    assert texts["period"] == [wording.period(claim) for claim in claims]
    assert texts["quantity"] == [wording.quantity(claim, vocab) for claim in claims]
    assert texts["band"] == [wording.band(claim, vocab) for claim in claims]
    assert texts["type"] == [vocab.label(claim.claim_type) for claim in claims]


def test_days_are_numbers(seen: Read) -> None:
    def numbered(days: Iterable[date]) -> list[int]:
        return [(day - date(1970, 1, 1)).days for day in days]

    claims, gone = seen.data.claims, seen.data.retracted
    for name, numbers in seen.found["days"].items():
        assert numbers == numbered(getattr(claim, name) for claim in claims), name
    assert seen.found["retracted"] == numbered(gone.get(claim.id, date.max) for claim in claims)


def test_claims_are_found_by_their_ids(seen: Read) -> None:
    assert seen.found["found"] == list(range(len(seen.data.claims)))


def test_relations_are_made_from_their_claims(seen: Read) -> None:
    edges = seen.data.edges
    told = [[edge.subject, edge.relation, edge.object, int(edge.firm)] for edge in edges]
    assert seen.found["edges"] == told
    assert seen.found["said"] == [list(edge.claims) for edge in edges]
    of = {claim: number for number, edge in enumerate(edges) for claim in edge.claims}
    assert seen.found["edge"] == [of.get(claim, -1) for claim in range(len(seen.data.claims))]


def test_nodes_have_their_relations_and_every_claim_that_mentions_them(seen: Read) -> None:
    nodes, found = seen.data.nodes, seen.found["nodes"]
    assert found["id"] == [node.entity.id for node in nodes]
    assert found["label"] == [node.entity.label for node in nodes]
    assert found["class"] == [node.kind for node in nodes]
    mentions: dict[str, list[int]] = {node.entity.id: [] for node in nodes}
    for number, row in enumerate(seen.data.claims):
        for id_ in row.mentions:
            mentions[id_].append(number)
    assert found["claims"] == list(mentions.values())
    for number, edges in enumerate(found["edges"]):
        ends = [(edge.subject, edge.object) for edge in seen.data.edges]
        assert edges == [edge for edge, pair in enumerate(ends) if number in pair]


def test_derived_claims_have_their_premises(seen: Read) -> None:
    claims = seen.data.claims
    number = {claim.id: at for at, claim in enumerate(claims)}
    told = [[number[id_] for id_ in claim.premises if id_ in number] for claim in claims]
    assert seen.found["premises"] == told
    assert seen.found["derived"] == [int(bool(claim.premises)) for claim in claims]


def test_ids_with_unusual_texts_in_them_are_hashed_alike(tmp_path: Path) -> None:
    view = view_of([claim(CHN, "kg:restricts", USA)])
    digest = view.sources["source:s1"].digest
    names = [column.name for column in view.vocab.columns]
    texts = ['"\\\n\t\x01\x7f', "\u2028é漢\U0001f600", "x" * 500, "1;2;007", "</script>"]
    rows = []
    for text in texts:
        row = replace(view.rows[0], period_text=text, locator=text, gist=text)
        slots = {name: getattr(row, name) for name in names}
        rows.append(replace(row, id=claim_id(digest, slots)))
    told = encoded(page_data(view_of(rows)))["claims"]["cells"]["id"]
    assert told == {"hashed": True}
    assert read(view_of(rows), tmp_path).found["texts"]["id"] == [row.id for row in rows]
