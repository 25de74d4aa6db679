"""N-Quads into an Oxigraph database: ``python oxigraph_disk.py QUADS FOLDER``."""

from __future__ import annotations

import sys

import pyoxigraph as ox


def main() -> None:
    quads, folder = sys.argv[1:]
    store = ox.Store(folder)
    store.bulk_load(path=quads, format=ox.RdfFormat.N_QUADS)
    store.flush()
    store.optimize()


main()
