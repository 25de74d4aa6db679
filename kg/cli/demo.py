"""``kg demo``: build, ask, show, write."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import PATH, progress

if TYPE_CHECKING:
    from kg.api import Graph
    from kg.claim import Claim

QUESTIONS: tuple[tuple[str, str, dict[str, str]], ...] = (
    (
        "Which restrictions on rare earths held on 1 May 2025, and how sure is that?",
        "restrictions-in-force",
        {"on": "2025-05-01", "about": "rare earths"},
    ),
    (
        "How much of the rare earths did China export, and who says so?",
        "exports",
        {"exporter": "China", "product": "rare earths"},
    ),
    (
        "Which figures are told by several sources that have one origin?",
        "same-origin",
        {},
    ),
    (
        "What did the export controls of April 2025 lead to?",
        "effects-of",
        {"of": "action:chn-2025-04-rare-earth-controls"},
    ),
    (
        "What is only forecast, and by whom?",
        "forecasts",
        {},
    ),
)
"""Five questions: in words, and as a shipped query with its parameters."""

SHOWN = 4
"""Rows shown of each answer."""


@click.command()
@click.argument("folder", type=PATH, required=False)
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
def demo(folder: Path | None, quiet: bool) -> None:
    """Build the shipped data in FOLDER, ask five questions, write a page and a Turtle file.

    Without FOLDER it makes a temporary one and says where.

    \b
    Example:
      kg demo ./demo
    """
    import kg

    place = folder or Path(tempfile.mkdtemp(prefix="kg-demo-"))
    place.mkdir(parents=True, exist_ok=True)
    with progress(quiet=quiet) as told:
        graph = kg.build(store=place / "store", progress=told)
        told("writing the page")
        page = graph.view(place / "page.html", title="Rare earths in 2025")
        told("writing the triples")
        triples = graph.export(place / "claims.ttl")
    counts = graph.counts()
    click.echo(
        f"{counts['claims']} claims from {counts['sources']} sources about "
        f"{counts['entities']} entities. {graph.describe()}."
    )
    for number, (question, name, parameters) in enumerate(QUESTIONS, 1):
        _answer(graph, number, question, name, parameters)
    click.echo(f"\nThe page, to be opened by double click: {page}")
    click.echo(f"The triples:                            {triples}")
    click.echo("\nTry next:")
    click.echo(f"  export KG_STORE={place / 'store'}")
    click.echo("  kg show China")
    click.echo('  kg path "US tariffs" "MP Materials"')
    click.echo("  kg query --list")


def _answer(
    graph: Graph, number: int, question: str, name: str, parameters: dict[str, str]
) -> None:
    """Ask one question and print the rows with their evidence."""
    from kg.show import line

    words = " ".join(f'--{key} "{value}"' for key, value in parameters.items())
    click.echo(f"\n{click.style(f'{number}. {question}', bold=True)}")
    click.echo(click.style(f"   kg query {name} {words}".rstrip(), dim=True))
    claims = {claim.id: claim for claim in graph.claims()}
    rows = graph.rows(name, parameters)
    if not rows:
        click.echo("   Nothing in the graph answers it.")
    for row in rows[:SHOWN]:
        claim = claims.get(str(row.get("claim")))
        told = line(graph, claim) if claim else None
        cells = [*_cells(row, claim), *([told.quantity] if told and told.quantity else [])]
        click.echo(f"   · {' | '.join(cells)}")
        if told:
            click.echo(click.style(f"     “{told.gist}” — {told.says}", dim=True))
            click.echo(click.style(f"     {told.claim.id}, at {told.claim.locator}", dim=True))
    if len(rows) > SHOWN:
        click.echo(f"   … and {len(rows) - SHOWN} more")


def _cells(row: Mapping[str, object], claim: Claim | None) -> Iterator[str]:
    """What a row says beside its evidence: truth values by name, periods in words."""
    from kg.wording import edtf

    figures = {"value", "low", "high", "unit", "hedge", "comparator", "quantity_kind", "kind"}
    beside = {"claim", "source", "origin", "gist", "says", "note"}
    for name, value in row.items():
        if value in (None, False, "") or name in beside or (claim and name in figures):
            continue
        yield name if value is True else edtf(str(value)) if name == "period" else str(value)


COMMANDS = (demo,)
