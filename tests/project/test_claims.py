from kg.asof import as_of
from kg.project import network
from kg.store import Contents, MemoryStore


def test_every_claim_is_a_node_with_all_its_filled_columns(tiny_contents: Contents) -> None:
    seen = as_of(MemoryStore(tiny_contents))
    graph = network(seen, "claims")
    for claim in seen.claims():
        node = graph.nodes[claim.id]
        assert node["label"] == claim.gist
        assert node["claim_subject"] == claim.subject
        assert node.get("claim_object") == claim.object
        assert node["claim_start"] == claim.start.isoformat()
        assert node.get("claim_value") == (None if claim.value is None else float(claim.value))


def test_edges_run_from_a_claim_to_what_fills_its_columns(tiny_contents: Contents) -> None:
    seen = as_of(MemoryStore(tiny_contents))
    graph = network(seen, "claims")
    for claim in seen.claims():
        ends = {(end, role) for _, end, role in graph.edges(claim.id, keys=True)}
        expected = {(claim.subject, "subject"), (claim.source_id, "source_id")}
        assert expected <= ends
        assert all(getattr(claim, role) == end for end, role in ends)


def test_every_edge_of_every_kind_names_its_claims(tiny_contents: Contents) -> None:
    seen = as_of(MemoryStore(tiny_contents))
    ids = {claim.id for claim in seen.claims()}
    for kind in ("claims", "relations", "materials", "policy", "wholes"):
        for *_, data in network(seen, kind).edges(data=True):
            assert data["claim_ids"]
            assert set(data["claim_ids"]) <= ids


def test_sources_are_nodes_with_their_label(tiny_contents: Contents) -> None:
    graph = network(as_of(MemoryStore(tiny_contents)), "claims")
    assert graph.nodes["source:a"]["label"] == "A made-up note"
    assert graph.nodes["source:a"]["entity_type"] == "kg:Source"
