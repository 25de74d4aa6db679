"""One self-contained interactive HTML page, and the same as a pyvis network."""

from kg.page.html import render
from kg.page.pyvis import to_pyvis

__all__ = ["render", "to_pyvis"]
