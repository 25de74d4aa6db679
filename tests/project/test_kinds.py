from dataclasses import replace

import networkx as nx
import pytest

from kg.asof import as_of
from kg.dataset import Dataset
from kg.errors import BadInput, UnknownName
from kg.project import kinds, network
from kg.store import Contents, MemoryStore
from kg.vocab import Vocabulary


def test_an_unknown_kind_is_answered_with_the_nearest(tiny_contents: Contents) -> None:
    with pytest.raises(UnknownName, match="did you mean relations"):
        network(as_of(MemoryStore(tiny_contents)), "relation")


def test_options_are_for_trade_only(tiny_contents: Contents) -> None:
    with pytest.raises(BadInput, match="takes no options"):
        network(as_of(MemoryStore(tiny_contents)), "relations", grain="month")


def test_a_name_in_the_ontology_makes_a_kind(vocab: Vocabulary, tiny_contents: Contents) -> None:
    restricts = replace(vocab.relations["kg:restricts"], networks=frozenset({"limits"}))
    wider = replace(vocab, relations={**vocab.relations, "kg:restricts": restricts})
    assert "limits" in kinds(wider)
    graph = network(as_of(MemoryStore(Contents(wider, tiny_contents.parts))), "limits")
    assert list(graph.edges(keys=True)) == [("country:CHN", "group:rare-earths", "kg:restricts")]


@pytest.mark.parametrize("kind", ["claims", "relations", "materials", "policy", "wholes"])
def test_the_order_of_input_does_not_matter(shipped: Dataset, vocab: Vocabulary, kind: str) -> None:
    backwards = Dataset.of(
        entities=reversed(list(shipped.entities.values())),
        sources=shipped.sources.values(),
        claims=reversed(shipped.claims),
    )
    one, other = (
        network(as_of(MemoryStore(Contents(vocab, {"data": data}))), kind)
        for data in (shipped, backwards)
    )
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))


def test_an_empty_store_has_empty_networks(vocab: Vocabulary) -> None:
    seen = as_of(MemoryStore(Contents(vocab)))
    for kind in ("claims", "relations", "materials"):
        assert nx.is_empty(network(seen, kind))
