"""The shipped claims against the articles themselves, which are not shipped.

KG_TEST_DOCUMENTS names a folder that holds them, somewhere and under any names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from kg.claim import Claim
from kg.dataset import Dataset
from kg.documents import Document, find_document, numbers_in, parse_locator, verify
from kg.files import bundled

LONGEST_RUN = 8


@pytest.fixture(scope="module")
def articles(shipped: Dataset, documents: Path) -> Mapping[str, Document]:
    """The article of each source that has one."""
    return {
        source.id: Document.read(find_document(documents, source.sha256))
        for source in shipped.sources.values()
        if source.sha256
    }


def runs(text: str) -> set[tuple[str, ...]]:
    """Runs of words one longer than may be shared, in lower case and without punctuation."""
    words = [word.strip(".,'’") for word in re.findall(r"[a-z0-9%.,'’-]+", text.casefold())]
    return set(zip(*(words[skip:] for skip in range(LONGEST_RUN + 1)), strict=False))


def shown(claim: Claim, document: Document) -> str:
    return " … ".join(document.words(parse_locator(claim.locator)))


def test_five_articles_are_at_hand(articles: Mapping[str, Document]) -> None:
    assert len(articles) == 5


def test_every_span_stands_in_its_document_with_the_words_hashed(
    shipped: Dataset, articles: Mapping[str, Document]
) -> None:
    checked = [claim for claim in shipped.claims if claim.source_id in articles]
    problems = {
        claim.id: found
        for claim in checked
        if (
            found := verify(
                articles[claim.source_id], claim, source=shipped.sources[claim.source_id]
            )
        )
    }
    assert len(checked) > 200
    assert problems == {}


def test_every_value_is_stated_by_the_words_of_its_spans(
    shipped: Dataset, articles: Mapping[str, Document]
) -> None:
    valued = [
        claim for claim in shipped.claims if claim.source_id in articles and claim.value is not None
    ]
    invented = {
        str(claim.value): words
        for claim in valued
        if abs(claim.value or 0) not in numbers_in(words := shown(claim, articles[claim.source_id]))
    }
    assert len(valued) > 30
    assert invented == {}


def test_no_span_carries_white_space_along(
    shipped: Dataset, articles: Mapping[str, Document]
) -> None:
    loose = [
        (claim.id, words)
        for claim in shipped.claims
        if (document := articles.get(claim.source_id))
        for words in document.words(parse_locator(claim.locator))
        if words != words.strip()
    ]
    assert loose == []


@pytest.mark.parametrize("folder", ["data", "ontology", "viz"])
def test_no_run_of_nine_words_of_an_article_stands_in_the_project(
    articles: Mapping[str, Document], folder: str
) -> None:
    borrowed = set[tuple[str, ...]]().union(
        *(runs(document.text) for document in articles.values())
    )
    files = [
        path for path in bundled(folder).rglob("*") if path.is_file() and path.suffix != ".png"
    ]
    shared = {path.name: runs(path.read_text(encoding="utf-8")) & borrowed for path in files}
    assert files
    assert {name: found for name, found in shared.items() if found} == {}
