"""Rule: two words for one movement that exclude each other."""

from __future__ import annotations

from collections.abc import Iterator

from kg.reconcile.context import Context
from kg.reconcile.figures import Cell, Figure
from kg.reconcile.finding import Finding, Verdict, finding
from kg.reconcile.trends import PARTICIPLES, called

_Called = tuple[str, list[Figure]]


def trend_against_trend(context: Context) -> Iterator[Finding]:
    """Two words for one movement that exclude each other, in two sources or in one.

    Known limits:
        * A slight fall may be called stable. The words are all there is; the finding says so.
        * A source that does not say which quantity, base and period it means is not compared.

    Args:
        context: The claims.

    Yields:
        A finding for each pair of words for one thing.

    Example:
        >>> import kg
        >>> graph = kg.build(check=False)
        >>> [found] = trend_against_trend(Context(graph.store.contents.dataset, graph.vocab))
        >>> len(found.members)
        2
    """
    before: dict[Cell, list[_Called]] = {}
    for cell, word, said in called(context):
        for other in before.get(cell, []):
            yield _explained(other, (word, said), context)
        before.setdefault(cell, []).append((word, said))


def _explained(one: _Called, other: _Called, context: Context) -> Finding:
    words = context.words
    claims = [figure.claim for figure in [*one[1], *other[1]]]
    first, second = PARTICIPLES[one[0]], PARTICIPLES[other[0]]
    if len({claim.source_id for claim in claims}) == 1:
        said = f"One source has it both {first} and {second}: {words.tellers(claims)}"
    else:
        said = (
            f"Called {first} by {words.tellers(figure.claim for figure in one[1])}; "
            f"{second} by {words.tellers(figure.claim for figure in other[1])}"
        )
    slight = " A slight movement may be called stable; no figure is given."
    return finding(
        "trend-against-trend",
        Verdict.CONTRADICTED,
        (claim.id for claim in claims),
        f"{words.headed(one[1][0])}. {said}.{slight if 'stable' in (first, second) else ''}"
        f"{words.keep_in_mind(claims)}",
        settled_by="A figure for this period and its base; else what the author means.",
    )
