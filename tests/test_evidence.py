from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.claim import Claim
from kg.curated import read_data
from kg.dataset import Dataset
from kg.derive import derivations
from kg.documents import Span, find, format_locator, span_hash
from kg.errors import BadInput, UnknownName
from kg.evidence import Evidence, Passage, evidence, render
from kg.evidence.text import Text
from kg.sources import Source
from kg.vocab import Vocabulary

TEXT = """\
Ore went up in price, said the bureau.  It was the third rise in a row.

The bureau added that magnets were scarce in spring. Buyers in the north waited for
weeks, and some gave up. Buyers in the south had stocks.

A dealer, who gave no name, sees an end to it. Ore will be cheap again, he thinks, and
magnets will follow within the year.
"""
QUOTES = [
    ("Ore went up in price",),
    ("third rise in a row",),
    ("magnets were scarce in spring",),
    ("Buyers in the north waited for\nweeks",),
    ("Buyers in the south had stocks",),
    ("A dealer", "sees an end to it"),
    ("Ore will be cheap again",),
    ("magnets will follow within the year",),
]


@dataclass(frozen=True)
class Seen:
    """A view for tests."""

    dataset: Dataset
    vocab: Vocabulary


def quoted(number: int, words: tuple[str, ...], text: str) -> Claim:
    claim = next(one for one in read_data().claims if one.span_hash)
    return replace(
        claim,
        id=f"claim:c1-{number}",
        source_id="source:made-up",
        origin=None,
        attributed_to=None,
        locator=format_locator(find(text, part) for part in words),
        span_hash=span_hash(*words),
    )


@pytest.fixture(scope="module")
def seen(vocab: Vocabulary) -> Seen:
    content = TEXT.encode()
    source = Source(
        id="source:made-up",
        label="A made-up report",
        kind="article",
        publisher=None,
        published=date(2025, 6, 9),
        published_basis="printed",
        language="en",
        sha256=sha256(content).hexdigest(),
        length=len(TEXT),
        obtained="made up",
        relies_on=(),
        licence="",
        recorded=date(2025, 11, 1),
    )
    claims = [quoted(number, words, TEXT) for number, words in enumerate(QUOTES)]
    entities = read_data().entities.values()
    return Seen(Dataset.of(entities=entities, sources=[source], claims=claims), vocab)


def folder(tmp_path: Path, text: str, name: str = "renamed.txt") -> Path:
    documents = tmp_path / "documents"
    documents.mkdir(exist_ok=True)
    (documents / name).write_bytes(text.encode())
    return documents


def look_up(seen: Seen, number: int, documents: Path) -> tuple[Evidence, tuple[Passage, ...]]:
    found = evidence(seen, f"claim:c1-{number}", documents)
    return found, found.passages


def test_a_document_is_found_by_its_content_whatever_its_name(seen: Seen, tmp_path: Path) -> None:
    documents = folder(tmp_path, TEXT)
    (documents / "decoy.txt").write_text(TEXT + "x", encoding="utf-8")
    for number, words in enumerate(QUOTES):
        found, passages = look_up(seen, number, documents)
        assert not found.changed
        assert found.document is not None
        assert found.document.name == "renamed.txt"
        assert [passage.words for passage in passages] == list(words)
        assert {passage.state for passage in passages} == {"exact"}


def test_the_context_is_what_stands_around_the_words(seen: Seen, tmp_path: Path) -> None:
    _, (passage,) = look_up(seen, 4, folder(tmp_path, TEXT))
    assert passage.before.endswith("some gave up. ")
    assert passage.after.startswith(".\n\nA dealer")
    assert len(passage.before) == len(passage.after) == 80


CHANGES: dict[str, Callable[[str], str]] = {
    "words before it": lambda text: "A long new lead that nobody had seen before. " * 5 + text,
    "rewrapped": lambda text: "\n".join(" ".join(text.split()).split(". ")),
    "indented": lambda text: text.replace("\n", "\n\t  "),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "a sentence gone": lambda text: text.replace("It was the third rise in a row.", ""),
    "a paragraph between": lambda text: text.replace(
        "\n\nA", "\n\n" + "New words. " * 20 + "\n\nA"
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_words_are_found_again_in_a_changed_text(
    seen: Seen, tmp_path: Path, change: Callable[[str], str]
) -> None:
    changed = change(TEXT)
    documents = folder(tmp_path, changed)
    for number, words in enumerate(QUOTES):
        found, passages = look_up(seen, number, documents)
        assert found.changed
        assert "taken for a changed version" in found.note
        for passage, quote in zip(passages, words, strict=True):
            if " ".join(quote.split()) not in " ".join(changed.split()):
                assert passage.state == "not found"
                continue
            assert passage.state == "moved"
            assert passage.sureness == "certain"
            assert passage.found is not None
            assert " ".join(passage.words.split()) == " ".join(quote.split())
            assert changed[passage.found.start : passage.found.end] == passage.words


def test_words_that_are_gone_are_not_found_but_their_place_is_told(
    seen: Seen, tmp_path: Path
) -> None:
    changed = TEXT.replace("Buyers in the south had stocks", "Southern buyers were well supplied")
    _, (passage,) = look_up(seen, 4, folder(tmp_path, changed))
    assert passage.state == "not found"
    assert passage.sureness is None
    left, right = passage.why.rpartition(" ")[2].split("-")
    assert "Southern buyers" in changed[int(left) : int(right)]


def test_of_several_places_the_one_where_neighbours_agree_is_taken(
    seen: Seen, tmp_path: Path
) -> None:
    repeated = "Ore went up in price. " + "Something else altogether. " * 20 + TEXT
    _, (passage,) = look_up(seen, 0, folder(tmp_path, repeated))
    assert passage.found is not None
    assert passage.found.start == repeated.rindex("Ore went up in price")
    assert passage.sureness == "certain"
    assert "2 times" in passage.why


def test_of_the_texts_in_a_folder_the_one_with_most_quotations_is_taken(
    seen: Seen, tmp_path: Path
) -> None:
    documents = folder(tmp_path, "New. " + TEXT, "version.txt")
    folder(tmp_path, "Elsewhere, too, ore was dear: Ore went up in price.", "another.txt")
    (documents / "picture.png").write_bytes(b"\x89PNG\xff\xfe")
    found, _ = look_up(seen, 0, documents)
    assert found.document is not None
    assert found.document.name == "version.txt"


def test_a_short_phrase_in_another_text_is_no_sure_find(seen: Seen, tmp_path: Path) -> None:
    documents = folder(tmp_path, "In a tale of old, Ore went up in price and down again.")
    _, (passage,) = look_up(seen, 0, documents)
    assert passage.sureness == "unsure"


def test_a_missing_document_is_said_to_be_missing(seen: Seen, tmp_path: Path) -> None:
    found, (passage,) = look_up(seen, 0, folder(tmp_path, "Nothing of the kind."))
    assert passage.state == "not found"
    assert found.document is None
    assert "none holds the words" in found.note
    assert "not found" in render(found)


def test_an_empty_folder_holds_nothing(seen: Seen, tmp_path: Path) -> None:
    assert evidence(seen, "claim:c1-0", tmp_path).passages[0].state == "not found"


def test_a_wrong_span_in_the_right_document_is_told(seen: Seen, tmp_path: Path) -> None:
    wrong = replace(seen.dataset.claims[0], locator="1-9")
    view = Seen(seen.dataset | Dataset.of(claims=[wrong]), seen.vocab)
    (passage,) = evidence(view, wrong.id, folder(tmp_path, TEXT)).passages
    assert passage.state == "not found"
    assert "the span is wrong" in passage.why


def test_a_folder_that_is_none_is_refused(seen: Seen, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is no folder"):
        evidence(seen, "claim:c1-0", tmp_path / "nowhere")


def test_an_unknown_claim_is_refused_with_the_nearest(seen: Seen) -> None:
    with pytest.raises(UnknownName, match="claim:c1-0"):
        evidence(seen, "claim:c1-00")


def test_a_claim_with_fewer_hashes_than_spans_is_told(seen: Seen, tmp_path: Path) -> None:
    broken = replace(seen.dataset.claims[0], locator="0-2;3-5")
    view = Seen(seen.dataset | Dataset.of(claims=[broken]), seen.vocab)
    assert "as many hashes" in evidence(view, broken.id, folder(tmp_path, TEXT)).note


def test_all_filled_slots_are_told_with_their_labels(shipped: Dataset, vocab: Vocabulary) -> None:
    view = Seen(shipped, vocab)
    for claim in shipped.claims[::25]:
        found = evidence(view, claim.id)
        filled = [
            column.label
            for column in vocab.columns
            if getattr(claim, column.name) not in (None, (), "", False)
        ]
        assert [slot.label for slot in found.slots] == filled
        assert found.published == claim.published
        assert found.recorded == claim.recorded


def test_the_way_of_a_claim_is_told_from_source_to_origin(
    shipped: Dataset, vocab: Vocabulary
) -> None:
    claim = next(one for one in shipped.claims if one.origin == "agency:CHN-GACC")
    found = evidence(Seen(shipped, vocab), claim.id)
    assert found.chain[0][0] == claim.source_id
    assert found.chain[-1] == ("agency:CHN-GACC", "General Administration of Customs of China")


def test_a_way_may_be_told_otherwise(shipped: Dataset, vocab: Vocabulary) -> None:
    claim = shipped.claims[0]
    found = evidence(
        Seen(shipped, vocab), claim.id, chain=lambda one, _: (one.source_id, "country:CHN")
    )
    assert found.chain[1] == ("country:CHN", "China")


def test_a_derived_claim_names_what_it_rests_on(shipped: Dataset, vocab: Vocabulary) -> None:
    derived = derivations(shipped, vocab)
    claim = derived.claims[0]
    found = evidence(Seen(shipped | derived, vocab), claim.id, Path.cwd())
    assert {one.id for one in found.premises} == set(claim.premises)
    assert found.passages == ()
    text = render(found)
    assert all(one.gist in text for one in found.premises)


def test_what_is_shown_marks_the_words_and_drops_what_does_not_print(
    seen: Seen, tmp_path: Path
) -> None:
    hostile = TEXT.replace("A dealer", "\x1b[31mA dealer\x07")
    found, _ = look_up(seen, 5, folder(tmp_path, hostile))
    text = render(found)
    assert "[[A dealer]]" in text
    assert "[[sees an end to it]]" in text
    assert "\x1b" not in text
    assert "\x07" not in text
    assert text.splitlines()[0] == found.claim.gist


def test_a_long_text_is_looked_through_in_good_time(seen: Seen, tmp_path: Path) -> None:
    filler = "Words that nobody ever quoted stand here in great number. " * 1_700
    documents = folder(tmp_path, filler + TEXT)
    began = time.perf_counter()
    _, (passage,) = look_up(seen, 0, documents)
    assert time.perf_counter() - began < 20
    assert passage.found is not None
    assert passage.found.start == len(filler)


words = st.text(st.sampled_from("ab,.é "), min_size=1, max_size=12)
spaces = st.sampled_from([" ", "  ", "\n", "\r\n", "\u00a0", "\t", "\u2003"])


@given(st.lists(st.tuples(words, spaces), min_size=1, max_size=8), st.data())
def test_any_quotation_is_found_in_any_spacing(
    parts: list[tuple[str, str]], data: st.DataObject
) -> None:
    tokens = " ".join(part for part, _ in parts).split()
    if not tokens:
        return
    first = data.draw(st.integers(0, len(tokens) - 1))
    last = data.draw(st.integers(first, len(tokens) - 1))
    quote = " ".join(tokens[first : last + 1])
    gaps = [data.draw(spaces) for _ in tokens]
    text = "".join(token + gap for token, gap in zip(tokens, gaps, strict=True))
    digest = span_hash(quote)
    found = Text(text).find({digest: Span(0, len(quote))})[digest]
    assert any(text[span.start : span.end].split() == quote.split() for span in found)
    for span in found:
        assert span_hash(text[span.start : span.end]) == digest


def test_every_shipped_quotation_is_found_in_its_document(
    shipped: Dataset, vocab: Vocabulary, documents: Path
) -> None:
    view = Seen(shipped, vocab)
    quoting = [claim for claim in shipped.claims if claim.span_hash]
    for claim in quoting:
        found = evidence(view, claim.id, documents)
        assert {passage.state for passage in found.passages} == {"exact"}
    assert len(quoting) > 200


def test_shipped_quotations_are_found_in_changed_documents(
    shipped: Dataset, vocab: Vocabulary, documents: Path, tmp_path: Path
) -> None:
    lead = "A lead that was put before the article later on.\n\n"
    originals = {
        sha256(path.read_bytes()).hexdigest(): path.read_bytes().decode("utf-8")
        for path in documents.rglob("*.txt")
    }
    for digest, text in originals.items():
        (tmp_path / f"{digest[:8]}.txt").write_bytes((lead + text).encode())
    view, right, checked = Seen(shipped, vocab), 0, 0
    for claim in [claim for claim in shipped.claims if claim.span_hash][::7]:
        for passage in evidence(view, claim.id, tmp_path).passages:
            checked += 1
            there = passage.stated.start + len(lead)
            right += passage.found is not None and passage.found.start == there
            assert passage.state == "moved"
            if passage.sureness == "certain":
                assert passage.found is not None
                assert passage.found.start == there
    assert right == checked
