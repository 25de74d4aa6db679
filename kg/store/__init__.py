"""Stores: where datasets are kept, and the RDF made from them.

Two backends with one contract: :class:`MemoryStore` for tests and notebooks, :class:`DiskStore` for
everything else. Reads go through :class:`kg.asof.AsOf`.
"""

from kg.store.base import Store, Writer
from kg.store.contents import PARTS, Contents
from kg.store.disk import DiskStore
from kg.store.memory import MemoryStore

__all__ = ["PARTS", "Contents", "DiskStore", "MemoryStore", "Store", "Writer"]
