from __future__ import annotations

import re
from itertools import permutations

import pytest

from kg.files import bundled
from kg.rdf import RDF_TYPE, RDFS, Literal, NamedNode, parse
from kg.reconcile import Severity, Verdict
from kg.reconcile.finding import finding, finding_id
from kg.vocab import KG


def test_an_id_depends_on_rule_and_members_only() -> None:
    members = ["claim:a", "claim:b", "claim:c"]
    ids = {finding_id("rule", order) for order in permutations(members)}
    assert len(ids) == 1
    assert re.fullmatch(r"finding:f1-[0-9a-f]{20}", ids.pop())
    assert finding_id("rule", members) != finding_id("rule", members[:2])
    assert finding_id("rule", members) != finding_id("other", members)
    assert finding_id("rule", members) == "finding:f1-" + GOLDEN


GOLDEN = "eae04e37c75b1f440716"


def test_the_words_of_a_finding_do_not_change_its_id() -> None:
    one = finding("rule", Verdict.REPEATED, ["claim:a", "claim:b"], "So.")
    other = finding("rule", Verdict.REPEATED, ["claim:a", "claim:b"], "Or so.")
    assert one.id == other.id
    assert hash(one) is not None


def test_a_member_stands_once() -> None:
    one = finding("rule", Verdict.REPEATED, ["claim:b", "claim:a", "claim:b"], "So.")
    assert one.members == ("claim:b", "claim:a")


def test_the_numbers_of_a_finding_cannot_be_changed() -> None:
    one = finding("rule", Verdict.REPEATED, ["claim:a"], "So.", numbers={})
    with pytest.raises(TypeError):
        one.numbers["witnesses"] = 1  # type: ignore[index]


def test_a_contradiction_is_graver_than_a_caution_and_a_caution_than_a_note() -> None:
    order = [verdict.severity for verdict in Verdict]
    grave = list(Severity)
    assert order == sorted(order, key=grave.index)
    assert set(order) == set(Severity)


def test_the_ontology_knows_every_verdict_its_severity_and_its_rank() -> None:
    quads = parse(bundled("ontology") / "findings.ttl")[0]
    said = {
        (quad.subject.value.removeprefix(KG), quad.predicate.value): quad.object.value
        for quad in quads
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal)
    }
    declared = [
        name
        for (name, of), value in said.items()
        if (of, value) == (RDF_TYPE.value, KG + "Verdict")
    ]
    assert declared == [str(verdict) for verdict in Verdict]
    for verdict in Verdict:
        assert said[verdict, KG + "severity"] == verdict.severity
        assert said[verdict, KG + "rank"] == str(verdict.rank)
        assert said[verdict, RDFS + "label"]
