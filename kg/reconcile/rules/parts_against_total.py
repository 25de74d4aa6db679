"""Rule: parts against the total of everybody."""

from __future__ import annotations

from collections.abc import Iterator

from kg.reconcile.arithmetic import PARTS, Stated, levels
from kg.reconcile.context import Context
from kg.reconcile.figures import PERCENT
from kg.reconcile.finding import Finding
from kg.reconcile.sums import summed
from kg.reconcile.words import listed


def parts_against_total(context: Context) -> Iterator[Finding]:
    """Whether the partners named fit into the total of all partners.

    Known limits:
        * Only countries are added up, so that nothing is counted twice; blocs and "others" are
          left out, and what remains is theirs.
        * A total is an aggregate that the ontology knows to hold everybody.
        * Where a number is stated in several versions, the first one told counts; the others have
          findings of their own.

    Args:
        context: The claims.

    Yields:
        A finding for each total of which at least two parts are named.

    Example:
        >>> import kg
        >>> graph = kg.build(check=False)
        >>> [found] = parts_against_total(Context(graph.store.contents.dataset, graph.vocab))
        >>> found.numbers["computed"], found.numbers["remainder_low"]
        (Decimal('1735'), Decimal('3840.5'))
    """
    totals: dict[object, Stated] = {}
    parts: dict[object, list[Stated]] = {}
    for (what, *rest), found in levels(context).items():
        first = found[0]
        place = (what._replace(object=None), *rest, first.figures[0].measure)
        if what.object in context.wholes and first.unit != PERCENT:
            totals.setdefault(place, first)
        elif context.is_a(what.object, PARTS):
            parts.setdefault(place, []).append(first)
    for cell, total in totals.items():
        named = parts.get(cell, [])
        if len(named) > 1:
            names = listed(context.words.label(one.figures[0].what.object or "") for one in named)
            yield summed("parts-against-total", total, named, names, context, complete=False)
