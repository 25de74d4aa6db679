import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

from kg.ontology_page import markdown, page
from kg.vocab import Vocabulary

ROOT = Path(__file__).parent.parent


def test_the_page_names_every_term_of_the_ontology() -> None:
    vocab = Vocabulary.load()
    text, web = markdown(vocab), page(vocab)
    for term in vocab.terms:
        assert f"`{term}`" in text
        assert f"<td>{term}</td>" in web


def test_the_page_is_well_formed_and_loads_nothing() -> None:
    opened: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            opened.append(tag)
            assert not {"src", "href"} & {name for name, _ in attrs}

    Reader().feed(page(Vocabulary.load()))
    assert "script" not in opened
    assert opened.count("table") == 6


def test_the_generated_page_in_the_ontology_folder_is_current() -> None:
    made = subprocess.run(
        [sys.executable, "-m", "kg", "ontology"], capture_output=True, check=True, cwd=ROOT
    )
    shipped = (ROOT / "ontology" / "README.md").read_bytes()
    assert made.stdout == shipped, "run: kg ontology -o ontology/README.md"
