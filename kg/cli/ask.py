"""Commands that ask a store."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.api.pages import counts
from kg.cli.common import PATH, Place, opened, parameters_in, view_options, viewed
from kg.cli.give import tell_page
from kg.errors import BadInput, StoreMissing
from kg.store import DiskStore

if TYPE_CHECKING:
    from kg.api import AsOf
    from kg.show import Line

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_ELSEWHERE = (
    "What was imported in bulk is kept in columns: kg sum adds it up, kg take puts a slice of it "
    "into the graph."
)


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("text", required=False)
@view_options
@click.option(
    "--format",
    "format_",
    help="table, csv, tsv, json, xml, markdown; for triples turtle, ntriples, …  "
    "[default: table, turtle]",
)
@click.option(
    "--timeout", default=60.0, show_default=True, help="Seconds after which it is stopped."
)
@click.option(
    "--limit", default=1_000_000, show_default=True, help="Rows after which it is stopped."
)
@click.option(
    "--allow-service", multiple=True, metavar="URL", help="An endpoint SERVICE may reach."
)
@click.option("--view", "page", type=PATH, help="Write the claims of the answer as an HTML page.")
@click.option("--list", "list_", is_flag=True, help="List the shipped queries and stop.")
@click.pass_context
def query(
    context: click.Context,
    text: str | None,
    store: Place | None,
    valid: str | None,
    known: str | None,
    throughout: bool,
    format_: str | None,
    timeout: float,
    limit: int,
    allow_service: tuple[str, ...],
    page: Path | None,
    list_: bool,
) -> None:
    """Ask in SPARQL, by the name of a shipped query, or from standard input (-).

    A shipped query takes its parameters as options: `kg query --list` names them.

    \b
    Examples:
      kg query 'SELECT ?x { country:CHN kg:restricts ?x }'
      kg query restrictions-in-force --on 2025-05-01 --about "heavy rare earths"
      kg query - --format csv < question.rq
      kg query who-negotiates --view talks.html
    """
    if page and format_:
        raise BadInput("--format says how rows are printed, and with --view none are; leave it out")
    if not 0 < timeout < float("inf") or limit < 1:
        raise BadInput("--timeout takes seconds above 0, --limit rows from 1 on")
    if list_:
        _list_queries(store)
        return
    graph = viewed(store, valid, known, throughout)
    if not text:
        raise BadInput("what is the question? Give SPARQL, a name from kg query --list, or -")
    if text == "-":
        try:
            text = sys.stdin.buffer.read().decode("utf-8")
        except UnicodeDecodeError as error:
            raise BadInput("standard input is not UTF-8; save the query as UTF-8") from error
    if context.args and not _NAME.fullmatch(text.strip()):
        why = f"what is {context.args[0]!r}? Quote the whole query; only shipped ones take options"
        raise BadInput(why)
    parameters = parameters_in(context.args)
    answer = graph.query(
        text.strip(), parameters, timeout=timeout, limit=limit, allow_service=allow_service
    )
    if page:
        tell_page(answer.view(page), lambda: counts(answer.asked.view, choice=answer.choice()))
    elif format_ is None:
        answer.write(sys.stdout.buffer)
    else:
        answer.write(sys.stdout.buffer, format_)
    # Only stores on disk hold tables, and to ask others would read all they hold.
    if answer.is_empty and isinstance(graph.store, DiskStore) and graph.store.tables.editions:
        click.echo(f"nothing found in the graph. {_ELSEWHERE}", err=True)


def _list_queries(store: Place | None) -> None:
    """The shipped queries of a store's ontology, or of ours where there is no store."""
    from kg.query import named_queries
    from kg.vocab import Vocabulary

    try:
        vocab = opened(store).vocab
    except StoreMissing:
        vocab = Vocabulary.load()
    for name, named in named_queries(vocab).items():
        click.echo(f"{name:26}{named.title}")
        for parameter in named.parameters:
            need = "" if parameter.required else " (optional)"
            click.echo(f"{'':26}--{parameter.name}  {parameter.description}{need}")


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("name", required=False)
@view_options
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@click.pass_context
def ask(
    context: click.Context,
    name: str | None,
    store: Place | None,
    valid: str | None,
    known: str | None,
    throughout: bool,
    format_: str,
) -> None:
    """Ask the analyst's question NAME with its parameters; without NAME, list the questions.

    The answer has a verdict, figures with their bands, caveats, sources and independent origins.
    "Not known" is an answer: it says what was looked for and what is known nearby.

    \b
    Examples:
      kg ask
      kg ask share --subject China --product "rare earth magnets" \\
        --quantity "export mass" --period 2025-07 --partners "Germany; United States"
      kg ask in-force --what "heavy rare earths" --by China --on 2025-05-01
    """
    import json

    from kg.questions import QUESTIONS, render_list, render_text

    if not name:
        click.echo(render_list(QUESTIONS))
        return
    answer = viewed(store, valid, known, throughout).ask(name, parameters_in(context.args))
    if format_ == "json":
        click.echo(json.dumps(answer.to_json(), indent=1, ensure_ascii=False))
    else:
        click.echo(render_text(answer))


@click.command()
@click.argument("entity")
@view_options
def show(
    entity: str, store: Place | None, valid: str | None, known: str | None, throughout: bool
) -> None:
    """Tell what is claimed about ENTITY (a label, alias, code or id), when, and by whom.

    \b
    Examples:
      kg show China
      kg show Dy
    """
    graph = viewed(store, valid, known, throughout)
    profile = graph.show(entity)
    thing = profile.entity
    click.echo(f"{click.style(thing.label, bold=True)}  ({profile.type_label}, {thing.id})")
    if thing.aliases:
        click.echo(f"  also: {', '.join(thing.aliases)}")
    if thing.codes:
        click.echo(f"  codes: {', '.join(f'{scheme} {code}' for scheme, code in thing.codes)}")
    if thing.note:
        click.echo(f"  note: {thing.note}")
    click.echo(f"  {graph.describe()}")
    if not profile.groups:
        click.echo("\nNo claim in the graph mentions it.")
    _tell_of_tables(graph, thing.id)
    for heading, lines in profile.groups.items():
        click.echo(f"\n{click.style(heading, bold=True)} ({len(lines)})")
        _tell(lines)


@click.command()
@view_options
@click.option("--about", help="Only claims that mention this entity.")
@click.option("--from", "from_", metavar="DAY", help="Leave out what was over by this day.")
@click.option("--until", metavar="DAY", help="Leave out what began after this day.")
def timeline(
    store: Place | None,
    valid: str | None,
    known: str | None,
    throughout: bool,
    about: str | None,
    from_: str | None,
    until: str | None,
) -> None:
    """Tell what happened and held, in time order.

    \b
    Example:
      kg timeline --about "rare earth magnets" --from 2025-05-01
    """
    lines = viewed(store, valid, known, throughout).timeline(about, from_=from_, until=until)
    if not lines:
        click.echo("No claim with a time of its own falls in here; try a wider span.")
    _tell(lines)


@click.command()
@click.argument("start")
@click.argument("goal")
@view_options
def path(
    start: str,
    goal: str,
    store: Place | None,
    valid: str | None,
    known: str | None,
    throughout: bool,
) -> None:
    """Find a shortest way from START to GOAL, step by step, with the claims that make it.

    \b
    Example:
      kg path "US tariffs" "MP Materials"
    """
    graph = viewed(store, valid, known, throughout)
    steps = graph.path(start, goal).steps
    if not steps:
        click.echo(f"{start} and {goal} are one and the same; there is no way to go")
    for number, step in enumerate(steps, 1):
        click.echo(f"{number}. {step.text}")
        for claim in step.claims:
            click.echo(f"     {claim.gist} [{claim.id}; {graph.label(claim.source_id)}]")


def _tell_of_tables(view: AsOf, entity: str) -> None:
    """Claims of imported tables are not in the graph: say that there are some."""
    if not view.store.contents.tables.editions:
        return
    from kg.tables.sql import literal

    where = " OR ".join(f"{slot} = {literal(entity)}" for slot in ("subject", "object", "product"))
    found = view.table(stated=False).sql(f"SELECT count(*) FROM claims WHERE {where}").fetchall()
    if found[0][0]:
        click.echo(f"\nImported tables hold {found[0][0]:,} claims about it. {_ELSEWHERE}")


def _tell(lines: Sequence[Line]) -> None:
    """One claim after the other: when, what, how much; then who says so and the claim's id."""
    width = min(34, max((len(line.when) for line in lines), default=0))
    for line in lines:
        figure = f"  [{line.quantity}]" if line.quantity else ""
        click.echo(f"  {line.when:{width}}  {line.gist}{figure}")
        click.echo(click.style(f"  {'':{width}}  — {line.says}; {line.claim.id}", dim=True))
        if line.contested:
            click.echo(f"  {'':{width}}  ! contested: {line.contested}")


COMMANDS = (query, ask, show, timeline, path)
