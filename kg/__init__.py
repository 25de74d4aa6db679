"""Dated, sourced, quantified claims about supply chains, as a graph.

>>> import kg
>>> graph = kg.build()  # the shipped data, in memory
>>> [str(row["x"]) for row in graph.query("SELECT ?x { country:CHN kg:negotiatesWith ?x }")]
['country:USA']

Everything is imported when it is first used, so that ``import kg`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import AsOf, Graph, build, open

__version__ = "0.1.0"
__all__ = ["AsOf", "Graph", "__version__", "build", "open"]


def __getattr__(name: str) -> Any:
    """The four names above, imported when first asked for."""
    if name in __all__:
        from kg import api

        return getattr(api, name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
