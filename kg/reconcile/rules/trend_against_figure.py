"""Rule: a word for a movement against a figure."""

from __future__ import annotations

from collections.abc import Iterator

from kg.reconcile.context import Context
from kg.reconcile.figures import STEADY, Figure, opposed
from kg.reconcile.finding import Finding, Verdict, finding
from kg.reconcile.trends import PARTICIPLES, called
from kg.reconcile.words import listed, numbers
from kg.wording import number


def trend_against_figure(context: Context) -> Iterator[Finding]:
    """A source calls a quantity stable, rising or falling; a figure for it says otherwise.

    Known limits:
        * "Stable" is held to allow five per cent either way; sources may mean more or less.
        * A source that does not say which quantity, base and period it means is not compared.
        * Only a change in per cent is held against the word, not two levels.

    Args:
        context: The claims.

    Yields:
        A finding for each word and thing that a figure goes against.

    Example:
        >>> import kg
        >>> graph = kg.build(check=False)
        >>> [found] = trend_against_figure(Context(graph.store.contents.dataset, graph.vocab))
        >>> found.numbers["stated"]
        Decimal('-5.67')
    """
    for cell, word, said in called(context):
        against = [
            one
            for one in context.cells[cell]
            if one.band is not None and any(opposed(one, other) for other in said)
        ]
        if against:
            yield _explained(word, said, against, context)


def _explained(word: str, said: list[Figure], against: list[Figure], context: Context) -> Finding:
    words = context.words
    claims = [one.claim for one in [*said, *against]]
    first = against[0]
    origins = listed(words.origin(one.claim) for one in against)
    allowance = (
        f" That is more than the {number(STEADY)}\u00a0% either way which the word may hide."
        if word == "stable"
        else ""
    )
    return finding(
        "trend-against-figure",
        Verdict.CONTRADICTED,
        (claim.id for claim in claims),
        f"{words.headed(first)}. Called {PARTICIPLES[word]} by "
        f"{words.tellers(one.claim for one in said)}. Put at "
        f"{listed(words.amount(one.claim) for one in against)} by "
        f"{words.tellers(one.claim for one in against)}.{allowance}"
        f"{words.keep_in_mind(claims)}",
        numbers=numbers(stated=first.value) | numbers(stated=first.band),
        settled_by=(
            f"Which period and base “{PARTICIPLES[word]}” refers to; and the figure as published "
            f"by {origins}."
        ),
    )
