from dataclasses import replace
from pathlib import Path

import pytest

from kg.asof import as_of
from kg.dataset import Dataset
from kg.errors import BadInput, BadRow
from kg.export import export
from kg.load import load, template
from kg.rdf import Literal, NamedNode
from kg.store import Contents, MemoryStore
from kg.vocab import Vocabulary
from tests.export.common import ELSEWHERE, FOREIGN, view

PREFIXES = """
@prefix kg: <https://supply-chain-kg.example/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix country: <https://supply-chain-kg.example/country/> .
@prefix company: <https://supply-chain-kg.example/company/> .
@prefix ex: <http://elsewhere.example/> .
"""


def turtle(folder: Path, text: str) -> Path:
    path = folder / "mine.ttl"
    path.write_text(PREFIXES + text, encoding="utf-8")
    return path


def test_the_template_loads_beside_the_shipped_data(
    tmp_path: Path, vocab: Vocabulary, shipped: Dataset
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(template(vocab), encoding="utf-8")
    (claim,) = load([path], vocab=vocab, known=shipped).dataset.claims
    assert claim.gist.startswith("An example to be replaced")


def test_what_is_known_already_is_not_news(
    tmp_path: Path, vocab: Vocabulary, tiny_dataset: Dataset
) -> None:
    export(view(tiny_dataset, vocab), tmp_path / "claims.ttl")
    loaded = load([tmp_path / "claims.ttl"], vocab=vocab, known=tiny_dataset)
    assert loaded.dataset == Dataset.of()
    assert loaded.foreign == ()


def test_tables_and_rdf_may_refer_to_one_another(
    tmp_path: Path, vocab: Vocabulary, tiny_dataset: Dataset
) -> None:
    company = turtle(tmp_path, 'company:acme a kg:Company ; rdfs:label "Acme" .')
    claims = tmp_path / "claims.csv"
    claims.write_text(
        "claim_type,subject,predicate,object,period_text,source_id,locator,gist\n"
        "kg:Relationship,company:acme,kg:suppliesTo,country:USA,../..,source:a,row:1,A supply.\n",
        encoding="utf-8",
    )
    loaded = load([claims, company], vocab=vocab, known=tiny_dataset)
    assert [claim.subject for claim in loaded.dataset.claims] == ["company:acme"]
    assert list(loaded.dataset.entities) == ["company:acme"]
    assert loaded.foreign == ()


def test_unnamed_foreign_triples_get_a_graph_named_after_the_file(
    tmp_path: Path, vocab: Vocabulary, tiny_dataset: Dataset
) -> None:
    path = turtle(tmp_path, 'ex:a ex:b "c" . country:CHN kg:exportsTo country:USA .')
    loaded = load([path], vocab=vocab, known=tiny_dataset)
    assert loaded.dataset == Dataset.of()
    assert len(loaded.foreign) == 2
    (graph,) = {quad.graph_name for quad in loaded.foreign}
    assert isinstance(graph, NamedNode)
    curie = vocab.compact(graph.value)
    assert curie is not None
    assert curie.startswith("graph:foreign-")
    assert len(curie) == len("graph:foreign-") + 12


def test_foreign_triples_come_back_through_a_second_export(
    tmp_path: Path, vocab: Vocabulary, tiny_dataset: Dataset
) -> None:
    first = load([turtle(tmp_path, "ex:a ex:b [ ex:c ex:d ] .")], vocab=vocab)
    export(view(tiny_dataset, vocab, first.foreign), tmp_path / "again.nq")
    second = load([tmp_path / "again.nq"], vocab=vocab)
    assert {quad.graph_name for quad in second.foreign} == {
        quad.graph_name for quad in first.foreign
    }
    assert len(second.foreign) == len(first.foreign) == 2


def test_a_foreign_graph_may_repeat_what_we_say(
    tmp_path: Path, vocab: Vocabulary, tiny_dataset: Dataset
) -> None:
    repeated = next(
        quad for quad in view(tiny_dataset, vocab).quads() if quad.object == Literal("China")
    )
    theirs = [
        type(repeated)(repeated.subject, repeated.predicate, term, ELSEWHERE)
        for term in (repeated.object, Literal("Chine", language="fr"))
    ]
    export(view(tiny_dataset, vocab, theirs), tmp_path / "claims.nq")
    loaded = load([tmp_path / "claims.nq"], vocab=vocab)
    assert loaded.dataset == tiny_dataset
    assert set(loaded.foreign) == set(theirs)


def test_claims_in_somebody_elses_graph_are_claims(
    tmp_path: Path, vocab: Vocabulary, tiny_dataset: Dataset
) -> None:
    export(view(tiny_dataset, vocab), tmp_path / "claims.nt")
    lines = (tmp_path / "claims.nt").read_text(encoding="utf-8").splitlines()
    moved = "".join(f"{line.removesuffix('.')}{ELSEWHERE} .\n" for line in lines)
    (tmp_path / "moved.nq").write_text(moved, encoding="utf-8")
    loaded = load([tmp_path / "moved.nq"], vocab=vocab)
    assert loaded.dataset == tiny_dataset
    assert loaded.foreign == ()


def test_retractions_come_back(tmp_path: Path, vocab: Vocabulary, tiny_dataset: Dataset) -> None:
    from datetime import date

    from kg.sources import Retraction

    first = tiny_dataset.claims[0]
    row = Retraction(claim=first.id, date=date(2025, 6, 20), why="read wrongly")
    dataset = replace(tiny_dataset, retractions=(row,))
    store = MemoryStore(Contents(vocab, {"data": dataset}))
    export(as_of(store), tmp_path / "claims.nq")
    loaded = load([tmp_path / "claims.nq"], vocab=vocab)
    assert loaded.dataset == as_of(store).dataset
    assert loaded.dataset.retractions == (row,)


def test_a_claim_that_was_changed_is_refused(
    tmp_path: Path, vocab: Vocabulary, tiny_dataset: Dataset
) -> None:
    path = tmp_path / "claims.nt"
    export(view(tiny_dataset, vocab), path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"5864.6"', '"5864.8"'), encoding="utf-8")
    with pytest.raises(BadInput, match=r"value: '5864.8'|was changed: what it says has the id"):
        load([path], vocab=vocab)


def test_a_known_claim_never_changes(
    tmp_path: Path, vocab: Vocabulary, tiny_dataset: Dataset
) -> None:
    path = tmp_path / "claims.nt"
    export(view(tiny_dataset, vocab), path)
    text = path.read_text(encoding="utf-8").replace("The two talked.", "They shouted.")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match="known already with another gist"):
        load([path], vocab=vocab, known=tiny_dataset)


def test_an_unsound_claim_in_rdf_is_named(
    tmp_path: Path, vocab: Vocabulary, tiny_dataset: Dataset
) -> None:
    path = tmp_path / "claims.nt"
    export(view(tiny_dataset, vocab), path)
    text = path.read_text(encoding="utf-8").replace("ontology#ExportMass>", "ontology#ExportMas>")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=r"quantity_kind: 'kg:ExportMas': .* did you mean"):
        load([path], vocab=vocab)


def test_claims_under_another_base_are_refused_not_lost(
    tmp_path: Path, vocab: Vocabulary, tiny_dataset: Dataset
) -> None:
    other = Vocabulary.load(base="https://ours.example/kg/")
    export(view(tiny_dataset, other), tmp_path / "claims.ttl")
    with pytest.raises(BadInput, match="not one under the base IRI"):
        load([tmp_path / "claims.ttl"], vocab=vocab)


def test_a_known_entity_gains_names(
    tmp_path: Path, vocab: Vocabulary, tiny_dataset: Dataset
) -> None:
    path = turtle(
        tmp_path,
        'country:CHN a kg:Country ; rdfs:label "China" ; '
        '<http://www.w3.org/2004/02/skos/core#altLabel> "PRC" .',
    )
    known = tiny_dataset.entities["country:CHN"]
    loaded = load([path], vocab=vocab, known=tiny_dataset).dataset.entities["country:CHN"]
    assert loaded == replace(known, aliases=(*known.aliases, "PRC"))


def test_an_entity_with_a_wrong_prefix_is_refused(tmp_path: Path, vocab: Vocabulary) -> None:
    path = turtle(tmp_path, 'country:acme a kg:Company ; rdfs:label "Acme" .')
    with pytest.raises(BadInput, match="has an id like company:Name"):
        load([path], vocab=vocab)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"nothing,known\n1,2\n", "what does this file hold"),
        ("a.ttl", b"<a> <b> .", "not well-formed Turtle"),
        ("a.ttl", b"# nothing\n", "holds no triples"),
        ("a.jelly", b"\xff\xfe\x00nonsense", "not well-formed Jelly"),
        ("a.jelly", b"", "not well-formed Jelly|holds no triples"),
        ("a.nq.gz", b"not packed", "a.nq.gz"),
        ("a.docx", b"x", "no RDF format"),
        ("a.json", b'{"nodes": [], "edges": []}', "holds no triples"),
        ("a.jsonld", b'{"@context": "https://schema.org/", "name": "x"}', "not well-formed"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(
    tmp_path: Path, vocab: Vocabulary, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadInput, match=message):
        load([tmp_path / name], vocab=vocab)


def test_a_row_that_cannot_be_read_says_where(tmp_path: Path, vocab: Vocabulary) -> None:
    (tmp_path / "e.csv").write_text("id,type,label\nx:1,kg:Nix,X\n", encoding="utf-8")
    with pytest.raises(BadRow, match="line 2"):
        load([tmp_path / "e.csv"], vocab=vocab)


def test_foreign_blank_nodes_of_two_files_stay_apart(tmp_path: Path, vocab: Vocabulary) -> None:
    for name, value in (("a", "1"), ("b", "2")):
        text = f'_:x <http://a.example/p> "{value}" .'
        (tmp_path / f"{name}.nt").write_text(text, encoding="utf-8")
    loaded = load([tmp_path / "a.nt", tmp_path / "b.nt"], vocab=vocab)
    assert len({quad.subject for quad in loaded.foreign}) == 2
    assert len(FOREIGN) == 4
