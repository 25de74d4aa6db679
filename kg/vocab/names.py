"""Namespaces, and how ids are spelled."""

from __future__ import annotations

import re

KG = "https://supply-chain-kg.example/ontology#"
"""The namespace of the ontology's own terms. The ``.example`` domain never resolves."""

DEFAULT_BASE = "https://supply-chain-kg.example/"
"""Entities, claims and graphs are minted under this IRI unless a build names another."""

MINTED_BESIDE_ENTITIES = ("claim", "code", "finding", "graph", "retraction")
"""Prefixes of what is minted and is no entity."""

CURIE = re.compile(r"([a-z][a-z0-9]*):([A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?)", re.ASCII)
"""An id: a prefix and a local name that needs no escaping in Turtle or SPARQL."""
