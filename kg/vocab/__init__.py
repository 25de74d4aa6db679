"""The ontology as Python sees it: classes, relations, columns, units, labels, prefixes.

``ontology/`` is the only place that knows them; this package reads it. A relation that is added
there is known here without a change.
"""

from kg.vocab.names import CURIE, DEFAULT_BASE, KG
from kg.vocab.terms import ClaimType, Column, EntityClass, Named, QuantityKind, Relation, Unit
from kg.vocab.vocabulary import Vocabulary

__all__ = [
    "CURIE",
    "DEFAULT_BASE",
    "KG",
    "ClaimType",
    "Column",
    "EntityClass",
    "Named",
    "QuantityKind",
    "Relation",
    "Unit",
    "Vocabulary",
]
