"""Each shape is silent on sound data and speaks on broken ones."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib import SH

from kg.check import Report, Violation, check_dataset, check_quads, derived_shapes
from kg.claim import Claim
from kg.dataset import Dataset
from kg.entity import Entity
from kg.errors import BadInput, CheckFailed
from kg.files import bundled
from kg.mapping import RdfMapping
from kg.rdf import RDF, DefaultGraph, Literal, NamedNode, Quad, Triple, literal
from kg.sources import Retraction, Source
from kg.vocab import DEFAULT_BASE, KG, Vocabulary

FLOW, CHANGE, SHARE, CONTAINS, RESTRICTS, TALKS, OPINION = (
    "China shipped 5864.6 t in May.",
    "Their value fell by about half.",
    "Most magnets of the United States come from China.",
    "Magnets hold rare earths.",
    "China restricts rare earths.",
    "The two talked.",
    "An observer sees a lever.",
)
DIGEST = "ab" * 32


@dataclass(frozen=True)
class Broken:
    """A claim made unsound, and what the report says of it.

    Attributes:
        of: Gist of the sound claim.
        message: A part of the message.
        slots: What is replaced.
        without: Properties whose triples are taken away.
        beside: Further values of properties.
        warning: Whether it is but a warning.
    """

    of: str
    message: str
    slots: dict[str, Any] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    beside: tuple[tuple[str, Literal | NamedNode], ...] = ()
    warning: bool = False


NO_NUMBER = {"value": None, "low": None, "high": None}

CLAIMS = (
    # every claim
    Broken(FLOW, "a claim has a subject", without=(RDF + "subject",)),
    Broken(FLOW, "a claim has a predicate", without=(RDF + "predicate",)),
    Broken(
        FLOW,
        "a claim is an rdf:Statement",
        without=(RDF + "type",),
        beside=((RDF + "type", NamedNode(KG + "Claim")),),
    ),
    Broken(FLOW, "subject and object are the same", {"object": "country:CHN"}, warning=True),
    Broken(FLOW, "a claim has a gist in our own words", {"gist": ""}),
    Broken(FLOW, "a gist is one short sentence", {"gist": "x" * 241}, warning=True),
    Broken(FLOW, "confidence lies between 0 and 1", {"confidence": Decimal("1.1")}),
    Broken(FLOW, "confidence lies between 0 and 1", {"confidence": Decimal("-0.1")}),
    Broken(
        FLOW, "an instrument is a policy action", {"instrument": "person:observer"}, warning=True
    ),
    Broken(FLOW, "a derived claim names its premises", {"formula": "a - b"}),
    Broken(FLOW, "a derived claim names the formula", {"premises": ("claim:c1-" + "0" * 20,)}),
    # by type and relation
    Broken(RESTRICTS, "a restriction has an issuer", without=(RDF + "subject",)),
    Broken(RESTRICTS, "a restriction has a target", {"object": None}),
    Broken(
        OPINION, "a causation names what was caused", {"claim_type": "kg:Causation", "object": None}
    ),
    Broken(OPINION, "an assessment is planned, forecast", {"modality": "asserted"}, warning=True),
    # quantities
    Broken(FLOW, "a band needs the value", {"value": None}),
    Broken(FLOW, "a value has a unit", {"unit": None}),
    Broken(TALKS, "a value says what it measures", {"value": Decimal(1), "unit": "unit:NUM"}),
    Broken(FLOW, "low lies above the value", {"low": Decimal(6000)}),
    Broken(FLOW, "high lies below the value", {"high": Decimal(5000)}),
    Broken(FLOW, "low lies above high", {"value": None, "low": Decimal(2), "high": Decimal(1)}),
    Broken(FLOW, "no unit of the ontology", {"unit": "unit:PINT"}),
    Broken(TALKS, "a unit without a value", {"unit": "unit:NUM"}, warning=True),
    Broken(FLOW, "no quantity kind of the ontology", {"quantity_kind": "kg:Charm"}),
    Broken(TALKS, "a hedge without the value", {"hedge": "about"}),
    Broken(FLOW, "an observation has a value or a trend", NO_NUMBER),
    Broken(FLOW, "a flow has a product", {"product": None}),
    Broken(FLOW, "a flow, price or share says what it measures", {"quantity_kind": None}),
    Broken(FLOW, "a flow, price or share is a level", {"comparator": "yoy"}, warning=True),
    Broken(FLOW, "a level is not negative", {"value": Decimal(-1), "low": None, "high": None}),
    Broken(
        SHARE, "a share lies between 0 and 100", {"value": Decimal(101), "low": None, "high": None}
    ),
    Broken(CHANGE, "a change says against what it stands", {"comparator": None}, warning=True),
    Broken(CHANGE, "a change is not a level", {"comparator": "level"}, warning=True),
    Broken(CHANGE, "the trend and the sign", {"trend": "rose"}, warning=True),
    Broken(FLOW, "the unit does not fit", {"unit": "unit:CCY_USD"}),
    Broken(FLOW, "the unit does not fit", {"unit": "unit:PERCENT"}),
    # time
    Broken(TALKS, "start is missing", without=(KG + "start",)),
    Broken(TALKS, "start_latest is missing", without=(KG + "startLatest",)),
    Broken(TALKS, "end_earliest is missing", without=(KG + "endEarliest",)),
    Broken(TALKS, "end is missing", without=(KG + "end",)),
    Broken(TALKS, "start lies after start_latest", {"start_latest": date(2025, 6, 8)}),
    Broken(TALKS, "end_earliest lies after end", {"end_earliest": date(2025, 6, 11)}),
    Broken(TALKS, "start does not lie before end", {"end": date(2025, 6, 9)}),
    Broken(TALKS, "the claim has no period", {"period_text": None}),
    Broken(TALKS, "the day of publication is missing", without=(KG + "published",)),
    Broken(TALKS, "the day of recording is missing", without=(KG + "recorded",)),
    Broken(TALKS, "recorded before it was published", {"recorded": date(2025, 1, 1)}, warning=True),
    # places in sources
    Broken(TALKS, "the source of the claim does not exist", {"source_id": "source:none"}),
    Broken(TALKS, "where in its source the claim stands", without=(KG + "locator",)),
    Broken(TALKS, "no place in a source", {"locator": "page 3"}),
    Broken(TALKS, "no hash of spans", {"span_hash": "hash"}),
    Broken(
        TALKS,
        "ends behind its document of 15 characters",
        {"source_id": "source:short", "locator": "2-15;10-16;1-2"},
    ),
    Broken(TALKS, "the span 20-10 is empty", {"locator": "20-10"}),
    # derived from the columns
    Broken(
        TALKS, "start is a date", without=(KG + "start",), beside=((KG + "start", literal("soon")),)
    ),
    Broken(
        FLOW,
        "value is a number",
        without=(KG + "value",),
        beside=((KG + "value", literal("5864.6")),),
    ),
    Broken(
        TALKS,
        "negated is true or false",
        without=(KG + "negated",),
        beside=((KG + "negated", literal("no")),),
    ),
    Broken(TALKS, "gist is a text", without=(KG + "gist",), beside=((KG + "gist", NamedNode(KG)),)),
    Broken(TALKS, "object is an entity of the catalogue", {"object": "country:XXX"}),
    Broken(TALKS, "attributed_to is an entity", {"attributed_to": "person:nobody"}),
    Broken(TALKS, "predicate is a relation of the ontology", {"predicate": "kg:juggles"}),
    Broken(
        FLOW, "premises is a claim that exists", {"premises": ("claim:c1-none",), "formula": "a"}
    ),
    Broken(
        TALKS,
        "has one value at most",
        beside=((RDF + "subject", NamedNode(DEFAULT_BASE + "country/USA")),),
    ),
    Broken(TALKS, "date_basis is one of stated, relative, inferred", {"date_basis": "guessed"}),
    Broken(TALKS, "modality is one of asserted, planned", {"modality": "rumoured"}),
    Broken(CHANGE, "comparator is one of level, yoy", {"comparator": "qoq"}),
    Broken(CHANGE, "trend is one of rose, fell", {"trend": "sideways"}),
    Broken(CHANGE, "hedge is one of about, nearly", {"hedge": "maybe"}),
    # derived from the relations
    Broken(FLOW, "kg:exportsTo takes as subject: ", {"subject": "person:observer"}),
    Broken(FLOW, "kg:exportsTo takes as object: ", {"object": "action:controls"}),
    Broken(FLOW, "kg:exportsTo takes claims of type ", {"claim_type": "kg:Structure"}),
    Broken(CONTAINS, "kg:contains needs an object", {"object": None}),
)

ENTITIES = {
    Entity(id="person:nameless", type="kg:Person", label=""): "an entity has exactly one label",
    Entity(
        id="person:echo", type="kg:Person", label="Echo", aliases=("Echo",)
    ): "among the aliases",
    Entity(id="country:QQQ", type="kg:Country", label="Q"): "a country has an ISO 3166-1 alpha-3",
    Entity(id="country:QQR", type="kg:Country", label="R"): "a country has an ISO 3166-1 alpha-2",
    Entity(
        id="country:QQS", type="kg:Country", label="S", codes=(("m49", "1"),)
    ): "a country has an M49 code",
    Entity(id="element:Xx", type="kg:ChemicalElement", label="X"): "an element has its symbol",
    Entity(
        id="element:Xy", type="kg:ChemicalElement", label="Y", codes=(("number", "119"),)
    ): "an element has its atomic number",
    Entity(
        id="product:wine", type="kg:EndGood", label="Wine", codes=(("hs", "220421000"),)
    ): "no code of the Harmonized System",
    Entity(id="product:Chile", type="kg:Country", label="Chile"): "begins with country:",
}

SOUND_SOURCE = Source(
    id="source:short",
    label="A short note",
    kind="article",
    publisher=None,
    published=date(2025, 6, 9),
    published_basis="printed",
    language="en",
    sha256=DIGEST,
    length=15,
    obtained="made up",
    relies_on=(),
    licence="",
    recorded=date(2025, 6, 30),
)
SOURCES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("a source is an article, a reference, a table or derived", {"kind": "blog"}),
    ("how the day of publication is known is missing", {"published_basis": ""}),
    ("the publisher is not in the catalogue", {"publisher": "company:none"}),
    ("what the source relies on is not in the catalogue", {"relies_on": ("company:none",)}),
    ("no BCP 47 code", {"language": "English"}),
    ("no SHA-256", {"sha256": "AB" * 32}),
    ("a length is a number of characters", {"length": -1}),
    ("how the document was obtained is missing", {"obtained": ""}),
    ("a document with a length has a SHA-256", {"sha256": None}),
    ("a document with a SHA-256 has a length", {"length": None}),
    ("a source was published on one day", {}),
)
RETRACTIONS = {
    "a retraction takes back one claim that exists": KG + "retracts",
    "a retraction has one day": KG + "retractedOn",
    "a retraction says why": KG + "retractionReason",
}


@pytest.fixture(scope="module")
def few(tiny_dataset: Dataset) -> Dataset:
    """The small dataset with the two countries that it is about, and no other."""
    countries = {"country:CHN", "country:USA"}
    return replace(
        tiny_dataset,
        entities={
            id_: entity
            for id_, entity in tiny_dataset.entities.items()
            if entity.type != "kg:Country" or id_ in countries
        },
    )


def by_gist(dataset: Dataset, gist: str) -> Claim:
    return next(claim for claim in dataset.claims if claim.gist == gist)


def claim_name(number: int) -> str:
    return f"claim:c1-{number:020x}"


def source_name(number: int) -> str:
    return f"source:broken-{number}"


@dataclass
class Bench:
    """Everything broken at once, so that one check shows it all."""

    vocab: Vocabulary
    dataset: Dataset
    gone: set[tuple[str, str]] = field(default_factory=set)
    beside: list[Quad] = field(default_factory=list)

    @property
    def quads(self) -> Iterator[Quad]:
        for quad in RdfMapping(self.vocab).dataset_quads(self.dataset):
            subject = self.vocab.compact(getattr(quad.subject, "value", "")) or ""
            if (subject, quad.predicate.value) not in self.gone:
                yield quad
        yield from self.beside

    def add(self, subject: str, predicate: str, value: Literal | NamedNode) -> None:
        node = NamedNode(self.vocab.expand(subject))
        self.beside.append(Quad(node, NamedNode(predicate), value, DefaultGraph()))


@pytest.fixture(scope="module")
def report(vocab: Vocabulary, few: Dataset) -> Report:
    """One check over all broken rows, beside the sound ones."""
    bench = Bench(vocab, few)
    claims, sources = [], [SOUND_SOURCE]
    for number, broken in enumerate(CLAIMS):
        name = claim_name(number)
        claims.append(replace(by_gist(few, broken.of), id=name, **broken.slots))
        bench.gone |= {(name, property_) for property_ in broken.without}
        for property_, value in broken.beside:
            bench.add(name, property_, value)
    for number, (_, slots) in enumerate(SOURCES):
        sources.append(replace(SOUND_SOURCE, id=source_name(number), **slots))
    bench.add(source_name(len(SOURCES) - 1), KG + "published", literal(date(2025, 1, 1)))
    for message, lacking in RETRACTIONS.items():
        name = "retraction:" + lacking.rpartition("#")[2]
        bench.add(name, RDF + "type", NamedNode(KG + "Retraction"))
        for property_, value in (
            (KG + "retracts", NamedNode(vocab.expand(few.claims[0].id))),
            (KG + "retractedOn", literal(date(2025, 7, 1))),
            (KG + "retractionReason", literal(message)),
        ):
            if property_ != lacking:
                bench.add(name, property_, value)
    bench.dataset = few | Dataset.of(entities=ENTITIES, sources=sources, claims=claims)
    return check_quads(bench.quads, vocab)


def found(report: Report, focus: str, message: str) -> list[Violation]:
    return [
        violation
        for violation in report.violations
        if violation.focus == focus and message in violation.message
    ]


@pytest.mark.parametrize(
    "number", range(len(CLAIMS)), ids=[f"{case.of}: {case.message}" for case in CLAIMS]
)
def test_a_broken_claim_is_reported(report: Report, number: int) -> None:
    broken = CLAIMS[number]
    severities = {each.severity for each in found(report, claim_name(number), broken.message)}
    assert severities == {"warning" if broken.warning else "violation"}


@pytest.mark.parametrize(("entity", "message"), ENTITIES.items(), ids=ENTITIES.values())
def test_a_broken_entity_is_reported(report: Report, entity: Entity, message: str) -> None:
    assert found(report, entity.id, message)


@pytest.mark.parametrize("number", range(len(SOURCES)), ids=[message for message, _ in SOURCES])
def test_a_broken_source_is_reported(report: Report, number: int) -> None:
    assert found(report, source_name(number), SOURCES[number][0])


@pytest.mark.parametrize("message", RETRACTIONS)
def test_a_broken_retraction_is_reported(report: Report, message: str) -> None:
    assert found(report, "retraction:" + RETRACTIONS[message].rpartition("#")[2], message)


def messages_of(graph: rdflib.Graph) -> set[str]:
    return {str(message) for message in graph.objects(None, SH.message)}


def test_every_message_of_the_shapes_is_ours_and_was_seen_above(
    report: Report, vocab: Vocabulary
) -> None:
    written = rdflib.Graph()
    for path in (bundled("ontology") / "shapes").glob("*.ttl"):
        written.parse(path)
    derived = rdflib.Graph().parse(data=derived_shapes(vocab), format="turtle")
    seen = {one.message for one in report.violations if one.shape != "kg:SpanShape"}
    assert len(messages_of(written)) > 50
    assert messages_of(written) - seen == set()
    assert seen - messages_of(written) - messages_of(derived) == set()


def test_every_violation_names_a_shape_and_a_message(report: Report) -> None:
    for violation in report.violations:
        assert re.fullmatch(r"kg:[\w-]+", violation.shape), violation
        assert violation.message, violation
        assert re.fullmatch(r"sh:\w+ConstraintComponent", violation.constraint), violation


def test_sound_rows_are_not_reported_beside_broken_ones(report: Report, few: Dataset) -> None:
    sound = {claim.id for claim in few.claims} | {"source:a", "source:short"}
    assert [violation for violation in report.violations if violation.focus in sound] == []


def test_a_sound_dataset_with_all_countries_conforms_without_a_warning(
    tiny_dataset: Dataset, vocab: Vocabulary
) -> None:
    report = check_dataset(tiny_dataset, vocab)
    assert report.violations == ()
    assert report.conforms


def test_the_shipped_data_conform(shipped: Dataset, vocab: Vocabulary) -> None:
    report = check_dataset(shipped, vocab)
    assert report.conforms, report.text()


def test_relations_without_claims_are_listed_but_no_violation(
    few: Dataset, vocab: Vocabulary
) -> None:
    report = check_dataset(few, vocab)
    used = {claim.predicate for claim in few.claims}
    assert set(report.unused_relations) == vocab.relations.keys() - used
    assert f"{len(report.unused_relations)} relations without claims: kg:" in report.text()


def test_a_change_may_stand_in_per_cent_whatever_it_measures(
    few: Dataset, vocab: Vocabulary
) -> None:
    change = by_gist(few, CHANGE)
    assert change.unit == "unit:PERCENT"
    assert change.quantity_kind == "kg:ExportValue"
    forecast = replace(change, id=claim_name(1), claim_type="kg:Assessment", modality="forecast")
    report = check_dataset(few | Dataset.of(claims=[forecast]), vocab)
    assert report.violations == ()


def test_another_base_iri_is_checked_alike(tmp_path: Path, few: Dataset) -> None:
    vocab = Vocabulary.load(base="https://kg.example.org/data/")
    lost = Entity(id="country:QQQ", type="kg:Country", label="Q")
    report = check_dataset(few | Dataset.of(entities=[lost]), vocab)
    assert {violation.focus for violation in report.violations} == {"country:QQQ"}
    assert report.conforms


def test_a_new_relation_is_checked_without_a_new_shape(tmp_path: Path, few: Dataset) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(bundled("ontology"), folder)
    (folder / "more.ttl").write_text(
        f"""@prefix kg: <{KG}> . @prefix schema: <https://schema.org/> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        kg:stockpiles a kg:Relation ; rdfs:label "stockpiles"@en ;
            kg:inverseLabel "is stockpiled by"@en ; kg:colour "#123456" ;
            schema:domainIncludes kg:Country ; schema:rangeIncludes kg:Product ;
            kg:claimType kg:Relationship .""",
        encoding="utf-8",
    )
    restricts = by_gist(few, RESTRICTS)
    sound = replace(
        restricts,
        id=claim_name(1),
        claim_type="kg:Relationship",
        predicate="kg:stockpiles",
        object="product:magnets",
    )
    wrong = replace(sound, id=claim_name(2), object="person:observer")
    dataset = few | Dataset.of(claims=[sound, wrong])
    report = check_dataset(dataset, Vocabulary.load(folder))
    assert [(each.focus, each.shape, each.message) for each in report.violations] == [
        (claim_name(2), "kg:stockpiles-shape", "kg:stockpiles takes as object: Product")
    ]
    assert "kg:stockpiles" not in report.unused_relations


def test_every_relation_and_class_has_a_derived_shape(vocab: Vocabulary) -> None:
    graph = rdflib.Graph().parse(data=derived_shapes(vocab), format="turtle")
    targets = {*graph.objects(None, SH.targetNode), *graph.objects(None, SH.targetClass)}
    with_ids = {cls.id for cls in vocab.classes.values() if cls.prefix}
    for term in vocab.relations.keys() | with_ids:
        assert rdflib.URIRef(vocab.expand(term)) in targets, term
    assert vocab.classes.keys() - with_ids == {"kg:Entity", "kg:Party"}


def test_the_values_allowed_in_a_column_are_those_of_its_shape(vocab: Vocabulary) -> None:
    graph = rdflib.Graph().parse(data=derived_shapes(vocab), format="turtle")
    for column in vocab.columns:
        shape = rdflib.URIRef(f"{KG}{column.name}-column-shape")
        head = graph.value(shape, SH["in"])
        among = () if head is None else tuple(map(str, rdflib.collection.Collection(graph, head)))
        assert among == column.allowed, column.name


def test_foreign_triples_beside_the_claims_do_no_harm(few: Dataset, vocab: Vocabulary) -> None:
    one, two = NamedNode("https://other.example/a"), NamedNode("https://other.example/b")
    graph = DefaultGraph()
    beside = [
        Quad(one, NamedNode(RDF + "subject"), two, graph),
        Quad(one, NamedNode(RDF + "type"), NamedNode(RDF + "Statement"), graph),
        Quad(one, NamedNode(RDF + "reifies"), Triple(one, two, two), graph),
    ]
    assert check_dataset(few, vocab, beside=beside).violations == ()


def test_a_report_is_the_same_each_time(few: Dataset, vocab: Vocabulary) -> None:
    broken = replace(by_gist(few, FLOW), unit=None, product=None, confidence=Decimal(2))
    dataset = few | Dataset.of(claims=[broken])
    texts = {check_dataset(dataset, vocab).turtle() for _ in range(2)}
    assert len(texts) == 1


def test_the_text_has_a_line_for_each_finding_and_their_number(report: Report) -> None:
    lines = report.text().splitlines()
    assert len(lines) == len(report.violations) + 2
    focus = claim_name(0)
    assert f"violation: {focus} rdf:subject: a claim has a subject [kg:ClaimShape]" in lines
    worse = [violation.severity for violation in report.violations]
    assert worse == sorted(worse)
    counted = f"{worse.count('violation')} violations, {worse.count('warning')} warnings"
    assert lines[-2] == counted


def test_the_turtle_is_a_shacl_report(report: Report) -> None:
    graph = rdflib.Graph().parse(data=report.turtle(), format="turtle")
    node = graph.value(predicate=rdflib.RDF.type, object=SH.ValidationReport)
    assert graph.value(node, SH.conforms) == rdflib.Literal(False)
    results = set(graph.objects(node, SH.result))
    assert len(results) == len(report.violations)
    for result in results:
        for required in (
            SH.focusNode, SH.resultSeverity, SH.sourceShape, SH.sourceConstraintComponent,
        ):  # fmt: skip
            assert len(list(graph.objects(result, required))) == 1


def test_the_json_holds_everything(report: Report) -> None:
    read = json.loads(report.json())
    assert read["conforms"] is False
    assert len(read["violations"]) == len(report.violations)
    assert read["unused_relations"] == list(report.unused_relations)


def test_hostile_text_stays_text_in_every_report(few: Dataset, vocab: Vocabulary) -> None:
    hostile = '\x1b[31m"\n\\ \u202e ] . <x> <y> "'
    broken = replace(by_gist(few, TALKS), locator=hostile)
    report = check_dataset(few | Dataset.of(claims=[broken]), vocab)
    assert len(report.violations) == 1
    assert all(line.isprintable() for line in report.text().splitlines())
    assert len(report.text().splitlines()) == 3
    graph = rdflib.Graph().parse(data=report.turtle(), format="turtle")
    assert [str(value) for value in graph.objects(None, SH.value)] == [hostile]


def test_require_goes_on_over_warnings_but_not_over_violations(report: Report) -> None:
    warnings = replace(
        report, violations=tuple(one for one in report.violations if one.severity == "warning")
    )
    assert warnings.require() is warnings
    with pytest.raises(CheckFailed, match="shapes are violated") as caught:
        report.require()
    assert caught.value.report == report.text()


def test_a_missing_retraction_target_is_reported(few: Dataset, vocab: Vocabulary) -> None:
    lost = Retraction(claim=claim_name(99), date=date(2025, 7, 1), why="an error")
    report = check_dataset(few | Dataset.of(retractions=[lost]), vocab)
    assert [violation.shape for violation in report.violations] == ["kg:RetractionShape"]


@pytest.mark.parametrize(
    ("shape", "why"),
    [
        ("kg:x a sh:NodeShape ; sh:targetClass", "not well-formed Turtle"),
        ('kg:x a sh:NodeShape ; sh:targetClass kg:Claim ; sh:minCount "x" .', "cannot be used"),
        ("kg:x a sh:PropertyShape ; sh:targetClass kg:Claim .", "cannot be used"),
    ],
)
def test_unusable_shapes_give_an_error_of_ours(
    tmp_path: Path, few: Dataset, shape: str, why: str
) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(bundled("ontology"), folder)
    prefixes = f"@prefix kg: <{KG}> .\n@prefix sh: <{SH}> .\n"
    (folder / "shapes" / "claims.ttl").write_text(prefixes + shape, encoding="utf-8")
    with pytest.raises(BadInput, match=why):
        check_dataset(few, Vocabulary.load(folder))


def test_importing_the_check_loads_neither_pyshacl_nor_rdflib() -> None:
    code = "import sys, kg.check; print({'pyshacl', 'rdflib'} & sys.modules.keys())"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
