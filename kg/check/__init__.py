"""Check claims and catalogue against shapes (SHACL): those of ``ontology/shapes`` and derived ones.

Derived shapes follow from the ontology itself, so that a new relation, column, unit or class is
checked without a line written for it. This folder is the one home of pySHACL.
"""

from kg.check.derived import derived_shapes
from kg.check.report import Report, Violation
from kg.check.run import check_dataset, check_quads

__all__ = ["Report", "Violation", "check_dataset", "check_quads", "derived_shapes"]
