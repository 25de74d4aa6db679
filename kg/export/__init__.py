"""Write claims as RDF, as tables or as networks; the formats stand in :mod:`kg.export.formats`."""

from kg.export.export import export, write_network
from kg.export.extract import Selection
from kg.export.formats import NETWORK_WRITERS, WRITERS

__all__ = ["NETWORK_WRITERS", "WRITERS", "Selection", "export", "write_network"]
