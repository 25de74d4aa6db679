"""The triples of a view as an rdflib dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.store.engine import open_read_only

if TYPE_CHECKING:
    import rdflib

    from kg.asof import AsOf


def to_rdflib(view: AsOf) -> rdflib.Dataset:
    """An rdflib ``Dataset`` over a view, for code that speaks rdflib.

    It reads the same database, in this process: what is asked through it is bound by none of the
    limits of :func:`kg.query.query`, and may use ``SERVICE``.

    Args:
        view: What can be seen.

    Returns:
        A dataset whose default graph is the union of all graphs. It cannot be written to on disk.

    Example:
        >>> from kg.asof import as_of
        >>> from kg.store import Contents, MemoryStore
        >>> from kg.vocab import Vocabulary
        >>> view = as_of(MemoryStore(Contents(Vocabulary.load())))
        >>> len(to_rdflib(view)) == len(view.vocab.quads)
        True
    """
    import rdflib
    from oxrdflib import OxigraphStore

    dataset = rdflib.Dataset(
        store=OxigraphStore(store=open_read_only(view.rdf())), default_union=True
    )
    for prefix, iri in view.vocab.prefixes.items():
        dataset.bind(prefix, iri, replace=True)
    return dataset
