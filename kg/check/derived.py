"""Shapes that follow from the ontology, so that nobody writes or forgets them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from kg.vocab import KG, Column, EntityClass, Relation, Vocabulary

_HEADER = f"""\
@prefix kg: <{KG}> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix unit: <http://qudt.org/vocab/unit/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

_KINDS: Mapping[str, tuple[str, str]] = {
    "date": ("sh:datatype xsd:date", "a date"),
    "decimal": ("sh:datatype xsd:decimal", "a number"),
    "boolean": ("sh:datatype xsd:boolean", "true or false"),
    "string": ("sh:datatype xsd:string", "a text"),
    "entity": ("sh:class kg:Entity", "an entity of the catalogue"),
    "relation": ("sh:class kg:Relation", "a relation of the ontology"),
    "claims": ("sh:class kg:Claim", "a claim that exists"),
}
"""What the values of a column of each kind must be: as SHACL, and in words."""


def derived_shapes(vocab: Vocabulary) -> str:
    """The shapes that columns, relations, quantity kinds and classes of an ontology imply.

    Args:
        vocab: The ontology.

    Returns:
        Turtle.

    Example:
        >>> from kg.vocab import Vocabulary
        >>> "kg:restricts-shape a sh:NodeShape" in derived_shapes(Vocabulary.load())
        True
    """
    shapes = [
        *(_relation_shape(vocab, relation) for relation in vocab.relations.values()),
        *(_class_shape(vocab, cls) for cls in vocab.classes.values() if cls.prefix),
        *(_column_shape(column) for column in vocab.columns if column.kind not in ("id", "class")),
        _units_shape(vocab),
    ]
    return "\n".join([_HEADER, *shapes])


def _column_shape(column: Column) -> str:
    """How many values a column has, of which kind, and among which.

    Each is a shape of its own with a target, which pySHACL checks for all claims at once.
    """
    constraints, words = [], []
    if column.kind in _KINDS:
        constraint, word = _KINDS[column.kind]
        constraints.append(constraint)
        words.append(f"is {word}")
    if column.allowed:
        constraints.append(f"sh:in ( {' '.join(map(_text, column.allowed))} )")
        words = [f"is one of {', '.join(column.allowed)}"]
    if column.kind != "claims":
        constraints.append("sh:maxCount 1")
        words.append("has one value at most")
    return (
        f"kg:{column.name}-column-shape a sh:PropertyShape ;\n"
        f"    sh:targetClass kg:Claim ;\n    sh:path <{column.iri}> ;\n    "
        + " ;\n    ".join(constraints)
        + f" ;\n    sh:message {_text(f'{column.name} ' + ' and '.join(words))} .\n"
    )


def _relation_shape(vocab: Vocabulary, relation: Relation) -> str:
    """What a relation takes as subject, object and type of claim.

    The target is the relation; a path leads from it to the claims that use it, which SHACL then
    treats as focus nodes of the properties inside.
    """
    properties = [
        _ends_property(vocab, relation.id, "subject", relation.domain),
        _ends_property(vocab, relation.id, "object", relation.range),
        _type_property(vocab, relation),
    ]
    if not relation.object_optional:
        message = f"{relation.id} needs an object"
        properties.append(_property("rdf:object", "sh:minCount 1", message))
    inside = " ;\n".join(f"        sh:property {text}" for text in properties)
    claims = f"[ sh:path [ sh:inversePath rdf:predicate ] ;\n{inside} ]"
    return (
        f"{_name(relation.id)}-shape a sh:NodeShape ;\n"
        f"    sh:targetNode {_iri(vocab, relation.id)} ;\n    sh:property {claims} .\n"
    )


def _ends_property(vocab: Vocabulary, relation: str, end: str, classes: Iterable[str]) -> str:
    ordered = sorted(classes)
    any_of = " ".join(f"[ sh:class {_iri(vocab, cls)} ]" for cls in ordered)
    message = f"{relation} takes as {end}: {', '.join(map(vocab.label, ordered))}"
    return _property(f"rdf:{end}", f"sh:or ( {any_of} )", message)


def _type_property(vocab: Vocabulary, relation: Relation) -> str:
    ordered = sorted(relation.claim_types)
    among = " ".join(_iri(vocab, type_) for type_ in ordered)
    constraint = f"sh:qualifiedValueShape [ sh:in ( {among} ) ] ; sh:qualifiedMinCount 1"
    message = f"{relation.id} takes claims of type {', '.join(ordered)}"
    return _property("rdf:type", constraint, message)


def _class_shape(vocab: Vocabulary, cls: EntityClass) -> str:
    """How the ids of a class begin."""
    begin = _text("^" + re.escape(vocab.expand(f"{cls.prefix}:")))
    message = _text(f"the id of a {cls.label} begins with {cls.prefix}:")
    return (
        f"{_name(cls.id)}-shape a sh:NodeShape ;\n"
        f"    sh:targetClass {_iri(vocab, cls.id)} ;\n"
        f"    sh:nodeKind sh:IRI ;\n    sh:pattern {begin} ;\n    sh:message {message} .\n"
    )


def _units_shape(vocab: Vocabulary) -> str:
    """Which units fit which quantity kind; per cent fits every change."""
    kinds_by_units: dict[tuple[str, ...], list[str]] = {}
    for kind in vocab.quantity_kinds.values():
        kinds_by_units.setdefault(tuple(sorted(kind.units)), []).append(kind.id)
    fits = [
        _having(vocab, {"kg:quantityKind": kinds, "kg:unit": units})
        for units, kinds in kinds_by_units.items()
    ]
    percent = _having(vocab, {"kg:unit": ["unit:PERCENT"]})
    comparators = (name for name in vocab.column["comparator"].allowed if name != "level")
    against = " ".join(map(_text, comparators))
    any_of = [
        "[ sh:property [ sh:path kg:quantityKind ; sh:maxCount 0 ] ]",
        *fits,
        f"[ sh:class kg:Change ; sh:node {percent} ]",
        f"[ sh:property [ sh:path kg:comparator ; sh:minCount 1 ; sh:in ( {against} ) ] ; "
        f"sh:node {percent} ]",
    ]
    return (
        "kg:units-shape a sh:NodeShape ;\n    sh:targetSubjectsOf kg:unit ;\n"
        '    sh:message "the unit does not fit the quantity kind" ;\n    sh:or (\n        '
        + "\n        ".join(any_of)
        + "\n    ) .\n"
    )


def _having(vocab: Vocabulary, among: Mapping[str, Iterable[str]]) -> str:
    """A shape of nodes whose properties each have a value, one of some."""
    properties = (
        f"sh:property [ sh:path {path} ; sh:minCount 1 ; sh:in ( "
        + " ".join(_iri(vocab, curie) for curie in curies)
        + " ) ]"
        for path, curies in among.items()
    )
    return "[ " + " ; ".join(properties) + " ]"


def _property(path: str, constraint: str, message: str) -> str:
    return f"[ sh:path {path} ; {constraint} ; sh:message {_text(message)} ]"


def _name(curie: str) -> str:
    """What a term's shape is called by: a name under our own prefix, whatever the term's is."""
    prefix, _, local = curie.partition(":")
    return f"kg:{local}" if prefix == "kg" else f"kg:{prefix}-{local}"


def _iri(vocab: Vocabulary, curie: str) -> str:
    return f"<{vocab.expand(curie)}>"


def _text(text: str) -> str:
    """A Turtle string; JSON escapes alike."""
    return json.dumps(text, ensure_ascii=False)
