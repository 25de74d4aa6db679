"""Text that breaks things comes back as it was."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.dataset import Dataset
from kg.errors import BadInput
from kg.export import WRITERS, export
from kg.load import load
from kg.vocab import Vocabulary

from .common import bare, view
from .test_rdf_round_trips import RDF_FORMATS

NASTY = [
    "'\"<img src=x onerror=alert(1)></script>&amp;]]>",
    "a\rb\nc\r\nd\te",
    "\u202eright to left\u2069 \u200f",
    "\U0001f600 e\u0301 \ufdd0 \ufffe \x85 \u2028",
    " both ends \n",
    "\\u{5C}\\u000A\\\\",
    '=HYPERLINK("http://a.example")',
    "'=1+1",
    "@sum",
    "\t-5",
    "${x} %s {0} `ls` #",
    "\x01\x1f\x7f",
]
TEXTS = st.sampled_from(NASTY) | st.text(
    st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20
)
FORBIDDEN = "the character U"


def made_of(text: str, other: str, dataset: Dataset) -> Dataset:
    """A dataset with a text wherever there is one, without the countries it does not name."""
    named = {id_ for claim in dataset.claims for id_ in (*claim.mentions, claim.attributed_to)}
    entity = replace(
        dataset.entities["group:rare-earths"], label=text, aliases=(other, text + other), note=text
    )
    source = replace(dataset.sources["source:a"], label=other, obtained=text)
    return Dataset.of(
        entities=[*(one for id_, one in dataset.entities.items() if id_ in named), entity],
        sources=[*dataset.sources.values(), source],
        claims=[replace(claim, gist=text, scope_note=other) for claim in dataset.claims],
    )


@pytest.mark.parametrize("format", RDF_FORMATS)
@settings(max_examples=40)
@given(text=TEXTS, other=TEXTS)
def test_hostile_text_survives_rdf(
    tiny_dataset: Dataset, vocab: Vocabulary, format: str, text: str, other: str
) -> None:
    dataset, quick = made_of(text, other, tiny_dataset), bare(vocab)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"hostile{WRITERS[format].suffix}"
        comes_back(dataset, quick, path)


def comes_back(dataset: Dataset, vocab: Vocabulary, path: Path) -> None:
    try:
        export(view(dataset, vocab), path)
    except BadInput as error:  # XML has no way to write most control characters
        assert path.suffix == ".rdf"
        assert FORBIDDEN in str(error)
        return
    loaded = load([path], vocab=vocab)
    assert loaded.dataset == dataset
    assert loaded.foreign == ()


@settings(max_examples=200)
@given(text=TEXTS, other=TEXTS)
def test_hostile_text_survives_csv(
    tiny_dataset: Dataset, vocab: Vocabulary, text: str, other: str
) -> None:
    dataset = made_of(text.replace("\0", "0"), other.replace("\0", "0"), tiny_dataset)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "hostile.csv"
        export(view(dataset, bare(vocab)), path)
        loaded = load([path], vocab=vocab, known=replace(dataset, claims=()))
    assert loaded.dataset.claims == dataset.claims


@pytest.mark.parametrize("text", ["a\rb", "a\r\nb", "\r"])
def test_an_independent_reader_of_xml_keeps_carriage_returns(
    tiny_dataset: Dataset, vocab: Vocabulary, text: str
) -> None:
    import rdflib

    file = BytesIO()
    export(view(made_of(text, "x", tiny_dataset), bare(vocab)), file, format="rdfxml")
    graph = rdflib.Graph().parse(data=file.getvalue(), format="xml")
    gists = {str(gist) for gist in graph.objects(predicate=rdflib.URIRef(vocab.expand("kg:gist")))}
    assert gists == {text}


def test_an_export_that_fails_leaves_the_old_file(
    tmp_path: Path, tiny_dataset: Dataset, vocab: Vocabulary
) -> None:
    path = tmp_path / "claims.rdf"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(BadInput, match=r"U\+0001 .* which XML cannot hold"):
        export(view(made_of("\x01", "x", tiny_dataset), vocab), path)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]
