"""Run pySHACL over claims and catalogue."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

from kg.check.derived import derived_shapes
from kg.check.report import Report, Severity, Violation
from kg.dataset import Dataset
from kg.errors import BadInput
from kg.files import bundled
from kg.mapping import RdfMapping
from kg.rdf import RDF, XSD, BlankNode, Literal, NamedNode, Quad, Term, parse
from kg.vocab import DEFAULT_BASE, KG, Vocabulary

if TYPE_CHECKING:
    import rdflib

_SH = "http://www.w3.org/ns/shacl#"
_CODES = DEFAULT_BASE + "code/"
_BARE = {XSD + "decimal", XSD + "integer", XSD + "boolean"}
_SPAN = re.compile(r"([0-9]{1,18})-([0-9]{1,18})")


def check_dataset(dataset: Dataset, vocab: Vocabulary, *, beside: Iterable[Quad] = ()) -> Report:
    """Check claims, catalogue, sources and retractions against all shapes.

    Args:
        dataset: What to check.
        vocab: The ontology, with its shapes.
        beside: Quads that lie beside it, such as foreign ones; the default has none.

    Returns:
        What was found.

    Raises:
        BadInput: A file of shapes cannot be used.

    Example:
        >>> check_dataset(Dataset.of(), Vocabulary.load()).conforms
        True
    """
    return check_quads(chain(RdfMapping(vocab).dataset_quads(dataset), beside), vocab)


def check_quads(quads: Iterable[Quad], vocab: Vocabulary) -> Report:
    """Check quads against all shapes; graphs are taken together.

    Args:
        quads: Claims, catalogue, sources, retractions, foreign triples.
        vocab: The ontology, with its shapes.

    Returns:
        What was found.

    Raises:
        BadInput: A file of shapes cannot be used.

    Example:
        >>> len(check_quads([], Vocabulary.load()).unused_relations) > 40
        True
    """
    from rdflib import URIRef

    data = _graph(chain(vocab.quads, quads))
    shapes = _shapes(vocab)
    results = _validated(data, shapes)
    found = {*_violations(results, _names(shapes), vocab), *_span_violations(data, vocab)}
    used = set(data.objects(None, URIRef(RDF + "predicate")))
    return Report(
        violations=tuple(sorted(found, key=lambda violation: violation.order)),
        unused_relations=tuple(
            relation for relation in vocab.relations if URIRef(vocab.expand(relation)) not in used
        ),
        prefixes=vocab.prefixes,
    )


def _graph(quads: Iterable[Quad]) -> rdflib.Graph:
    """The quads as one rdflib graph; triple terms, which it does not know, are left out."""
    from rdflib import Graph

    graph = Graph()
    for quad in quads:
        if not isinstance(quad.object, NamedNode | BlankNode | Literal):
            continue
        graph.add((_node(quad.subject), _node(quad.predicate), _node(quad.object)))
    return graph


def _node(term: Term) -> Any:
    """A term of pyoxigraph as one of rdflib."""
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, Literal):
        plain_ = term.language or term.datatype.value == XSD + "string"
        datatype = None if plain_ else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype)
    return rdflib.BNode(cast(BlankNode, term).value)


def _shapes(vocab: Vocabulary) -> rdflib.Graph:
    """The written shapes and the derived ones; code: in the written ones follows the base IRI."""
    from rdflib import SH, URIRef

    folder = vocab.folder / "shapes"
    files = sorted((folder if folder.is_dir() else bundled("ontology") / "shapes").glob("*.ttl"))
    graph = _graph(quad for path in files for quad in parse(path)[0])
    graph.parse(data=derived_shapes(vocab), format="turtle")
    for shape, datatype in list(graph.subject_objects(SH.datatype)):
        scheme = str(datatype).removeprefix(_CODES)
        if scheme != str(datatype):
            graph.set((shape, SH.datatype, URIRef(vocab.expand(f"code:{scheme}"))))
    return graph


def _names(shapes: rdflib.Graph) -> dict[Any, Any]:
    """For each shape without a name the nearest one that holds it and has a name."""
    from rdflib import BNode

    names: dict[Any, Any] = {}
    for node in set(shapes.objects()):
        above: Any = node
        while isinstance(above, BNode):
            above = next(shapes.subjects(None, above), None)
        names[node] = above
    return names


def _validated(data: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    """The report of pySHACL; inference and anything that runs or loads code stays off."""
    import pyshacl
    from pyshacl.errors import ReportableRuntimeError, ValidationFailure

    try:
        _, results, text = pyshacl.validate(
            data, shacl_graph=shapes, inplace=True, inference="none", advanced=False, js=False
        )
    except (ReportableRuntimeError, ValidationFailure) as error:
        raise BadInput(f"the shapes of the ontology cannot be used: {error}") from error
    if isinstance(results, ValidationFailure):
        raise BadInput(f"the shapes of the ontology cannot be used: {text}") from results
    return cast("rdflib.Graph", results)


def _violations(
    results: rdflib.Graph, names: Mapping[Any, Any], vocab: Vocabulary
) -> Iterator[Violation]:
    from rdflib import RDF as RDF_
    from rdflib import SH, BNode

    for result in results.subjects(RDF_.type, SH.ValidationResult):
        path = results.value(result, SH.resultPath)
        value = results.value(result, SH.value)
        severity = str(results.value(result, SH.resultSeverity)).removeprefix(_SH).lower()
        messages = sorted(map(str, results.objects(result, SH.resultMessage)))
        shape = results.value(result, SH.sourceShape)
        component = str(results.value(result, SH.sourceConstraintComponent))
        yield Violation(
            severity=cast(Severity, severity),
            focus=_spelled(results.value(result, SH.focusNode), vocab),
            path=None if path is None or isinstance(path, BNode) else _spelled(path, vocab),
            value=None if value is None else _spelled(value, vocab),
            message="; ".join(messages),
            shape=_spelled(names.get(shape, shape), vocab),
            constraint="sh:" + component.removeprefix(_SH),
        )


def _span_violations(data: rdflib.Graph, vocab: Vocabulary) -> Iterator[Violation]:
    """Spans that are empty or end behind their document: lists are beyond core SHACL."""
    from rdflib import URIRef

    for claim, locator in data.subject_objects(URIRef(KG + "locator")):
        stated: Any = data.value(data.value(claim, URIRef(KG + "source")), URIRef(KG + "length"))
        length = stated.toPython() if stated is not None else None
        for start, end in _SPAN.findall(str(locator)):
            if int(start) >= int(end):
                why = f"the span {start}-{end} is empty"
                constraint = "sh:LessThanConstraintComponent"
            elif isinstance(length, int | Decimal) and int(end) > length:
                why = f"the span {start}-{end} ends behind its document of {length} characters"
                constraint = "sh:MaxInclusiveConstraintComponent"
            else:
                continue
            yield Violation(
                severity="violation",
                focus=_spelled(claim, vocab),
                path="kg:locator",
                value=_spelled(locator, vocab),
                message=why,
                shape="kg:SpanShape",
                constraint=constraint,
            )


def _spelled(term: Any, vocab: Vocabulary) -> str:
    """A term of rdflib as in Turtle, with what does not print escaped."""
    import rdflib

    if isinstance(term, rdflib.BNode):
        return f"_:{term}"
    if isinstance(term, rdflib.URIRef):
        return vocab.compact(str(term)) or f"<{_printable(str(term))}>"
    text = _printable(json.dumps(str(term), ensure_ascii=False))
    if term.language:
        return f"{text}@{term.language}"
    if term.datatype is None or term.datatype == rdflib.XSD.string:
        return text
    if str(term.datatype) in _BARE and not term.ill_typed:
        return str(term)
    return f"{text}^^{_spelled(term.datatype, vocab)}"


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else f"\\U{ord(char):08X}" for char in text)
