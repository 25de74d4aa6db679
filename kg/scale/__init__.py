"""Claims in columns at scale: one mapping to RDF and one set of sums, on DuckDB and on Spark."""

from kg.scale.aggregates import AGGREGATES, hhi, series, shares, top, unit_values, yoy
from kg.scale.cells import Choice, cells, left_out
from kg.scale.digest import Digest, digest, digest_files
from kg.scale.engine import ENGINES, engine
from kg.scale.parts import Parts, write_parts
from kg.scale.quads import claim_lines, claim_quads, direct_lines
from kg.scale.sound import refuse_unsound, unsound_cells

__all__ = [
    "AGGREGATES",
    "ENGINES",
    "Choice",
    "Digest",
    "Parts",
    "cells",
    "claim_lines",
    "claim_quads",
    "digest",
    "digest_files",
    "direct_lines",
    "engine",
    "hhi",
    "left_out",
    "refuse_unsound",
    "series",
    "shares",
    "top",
    "unit_values",
    "unsound_cells",
    "write_parts",
    "yoy",
]
