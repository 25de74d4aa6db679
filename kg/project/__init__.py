"""NetworkX graphs of a view: the one place that builds them.

Three kinds are made here: ``claims`` (entities and claims), ``relations`` (direct edges) and
``trade`` (weighted flows). Every further kind, such as ``materials`` or ``policy``, is a name that
relations carry in the ontology (``kg:network``).

Nodes carry ``label``, ``entity_type`` and ``colour``. Edges carry ``claim_ids`` and, for each
column that any of these claims fills, a list ``claim_<column>`` in the same order, None where a
claim leaves it empty. Dates are ISO text, numbers floats.
"""

from kg.project.ego import ego
from kg.project.kinds import KINDS, kinds, network
from kg.project.paths import Path, Step, path, paths
from kg.project.simple import simple
from kg.project.view import View

__all__ = ["KINDS", "Path", "Step", "View", "ego", "kinds", "network", "path", "paths", "simple"]
