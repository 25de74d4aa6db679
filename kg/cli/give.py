"""Commands that hand out networks, files, pages and the ontology."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click
from click.core import ParameterSource

from kg.api.pages import ENGINES, LIMIT, counts
from kg.cli.common import PATH, Place, view_options, viewed
from kg.cli.scale import engine_options, write_all
from kg.errors import BadInput


@click.command()
@click.argument("kind", default="relations")
@view_options
@click.option("-o", "--output", type=PATH, help="Write GraphML, GEXF or JSON, by suffix.")
@click.option("--quantity-kind", help="For trade: what is added up, such as kg:ExportMass.")
@click.option("--product", help="For trade: the product, by label, alias, code or id.")
@click.option("--grain", type=click.Choice(["month", "year", "ytd"]), help="For trade: the period.")
@click.option("--unit", help="For trade: the unit of the weights.")
@click.option(
    "--reporter",
    type=click.Choice(["exporter", "importer"]),
    help="For trade: whose report is preferred.",
)
@click.option(
    "--partners",
    type=click.Choice(["each", "total"]),
    help="For trade: single partners, or the world and blocs.",
)
def network(
    kind: str,
    store: Place | None,
    valid: str | None,
    known: str | None,
    throughout: bool,
    output: Path | None,
    product: str | None,
    **trade: str | None,
) -> None:
    """Make a network of KIND claims, relations, trade, materials or policy.

    \b
    Examples:
      kg network relations -o relations.graphml
      kg network trade --quantity-kind kg:ExportMass --product "rare-earth magnets" --grain month
    """
    graph = viewed(store, valid, known, throughout)
    options = {name: value for name, value in trade.items() if value}
    if product:
        options["product"] = graph.find(product).id
    made = graph.network(kind, **options)
    click.echo(
        f"{kind}: {made.number_of_nodes():,} nodes, {made.number_of_edges():,} edges", err=True
    )
    if output:
        from kg.export import write_network

        write_network(made, output)
        click.echo(output)


@click.command()
@view_options
@click.option("-o", "--output", type=PATH, help="The file; - for standard output.")
@click.option(
    "--parts", type=PATH, help="A new folder for everything, tables too, as .nq.gz parts."
)
@engine_options
@click.option("--format", "format_", help="The format, where the file's name does not tell.")
@click.option(
    "--relation", multiple=True, help="Only claims with this relation, such as kg:restricts."
)
@click.option("--entity", multiple=True, help="Only claims that mention this entity.")
@click.option("--source", multiple=True, help="Only claims of this source.")
@click.option("--period", help="Only claims with a day in this period, such as 2025-05.")
def export(
    store: Place | None,
    valid: str | None,
    known: str | None,
    throughout: bool,
    output: Path | None,
    parts: Path | None,
    engine: str,
    master: str | None,
    remote: str | None,
    format_: str | None,
    relation: tuple[str, ...],
    entity: tuple[str, ...],
    source: tuple[str, ...],
    period: str | None,
) -> None:
    """Write claims as RDF, tables or a network; the format follows from the suffix.

    \b
    Examples:
      kg export -o claims.ttl
      kg export -o claims.nq.gz
      kg export -o - --format ntriples --entity China | head
      kg export --parts parts
    """
    from kg.export import Selection

    if (output is None) == (parts is None):
        raise BadInput("name one place: a file with -o, or a folder for everything with --parts")
    if parts is None and (master or remote or engine != "duckdb"):
        raise BadInput("--engine, --master and --remote say what writes --parts; add it")
    graph = viewed(store, valid, known, throughout)
    if output is None:
        if format_ or relation or entity or source or period:
            raise BadInput("--parts writes everything as N-Quads; to narrow or for others use -o")
        write_all(graph, parts, engine=engine, master=master, remote=remote)
        return
    select = Selection(
        relations=relation,
        entities=tuple(graph.find(name).id for name in entity),
        sources=source,
        period=period,
    )
    graph.export(output, format=format_, select=select)


@click.command()
@view_options
@click.option(
    "-o", "--output", type=PATH, default="kg.html", show_default=True, help="- for standard output."
)
@click.option("--about", help="Only the neighbourhood of this entity.")
@click.option("--title", help="The page's title.")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default=ENGINES[0],
    show_default=True,
    help="What draws the graph; pyvis suits small ones.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=LIMIT,
    show_default=True,
    help="Above so many relations the page opens on an aggregate.",
)
@click.option("--lang-dir", type=PATH, help="Folder with page.json, a translation of the page.")
@click.option("--words", is_flag=True, help="Write a page.json to translate, and stop.")
@click.option("--open", "open_", is_flag=True, help="Open it in the browser.")
def view(
    store: Place | None,
    valid: str | None,
    known: str | None,
    throughout: bool,
    output: Path,
    about: str | None,
    title: str | None,
    engine: str,
    limit: int,
    lang_dir: Path | None,
    words: bool,
    open_: bool,
) -> None:
    """Write one interactive HTML page that works offline.

    \b
    Examples:
      kg view -o china.html --about China --open
      kg view --words > german/page.json
      kg view --lang-dir german
    """
    if words:
        from kg.page.translation import template

        if (
            click.get_current_context().get_parameter_source("output")
            is not ParameterSource.DEFAULT
        ):
            raise BadInput("--words goes to standard output: kg view --words > page.json")
        click.echo(template(), nl=False)
        return
    if open_ and str(output) == "-":
        raise BadInput("standard output cannot be opened in a browser; name a file with -o")
    if lang_dir is not None:
        _tell_missing(lang_dir)
    graph = viewed(store, valid, known, throughout)
    written = graph.view(
        output, about=about, title=title, engine=engine, limit=limit, lang_dir=lang_dir
    )
    entity = graph.find(about).id if about else None
    tell_page(written, lambda: counts(graph, about=entity))
    if open_:
        click.launch(written.resolve().as_uri())


def tell_page(page: Path, counted: Callable[[], Mapping[str, int]]) -> None:
    """Name a page that was written; to people, say on standard error what it holds.

    Args:
        page: Where it stands; ``-`` was standard output, and nothing is said.
        counted: How many nodes and relations are in it.
    """
    if str(page) == "-":
        return
    click.echo(page)
    if sys.stderr.isatty():
        numbers, size = counted(), page.stat().st_size / 1_000_000
        parts = (_number(numbers["nodes"], "node"), _number(numbers["relations"], "relation"))
        click.echo(f"{', '.join(parts)}, {size:.1f} MB", err=True)


def _number(count: int, one: str) -> str:
    return f"{count:,} {one}{'' if count == 1 else 's'}"


def _tell_missing(folder: Path) -> None:
    from kg.page.translation import catalogue, load

    missing = load(folder).missing
    if missing:
        every = len(catalogue())
        click.echo(f"{len(missing)} of {every} words are not in {folder}: English stays", err=True)


@click.command()
@click.option(
    "-o", "--output", type=PATH, help="A Markdown (.md) or HTML file; else standard output."
)
@click.option("--ontology", "folder", type=PATH, help="Folder of Turtle files to read instead.")
def ontology(output: Path | None, folder: Path | None) -> None:
    """Write the ontology as a page: classes, relations, columns, units.

    \b
    Example:
      kg ontology -o ontology.html
    """
    from kg.files import written
    from kg.ontology_page import markdown, page
    from kg.vocab import Vocabulary

    vocab = Vocabulary.load(folder)
    if output is None:
        click.echo(markdown(vocab), nl=False)
        return
    write = {".html": page, ".htm": page, ".md": markdown}.get(output.suffix.lower())
    if write is None:
        raise BadInput(f"{output} is neither a page (.html) nor Markdown (.md); name one of these")
    text = write(vocab)
    with written(output) as file:
        file.write(text.encode("utf-8"))
    click.echo(output)


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script for SHELL.

    \b
    Example:
      kg completion bash > ~/.local/share/bash-completion/completions/kg
    """
    from click.shell_completion import get_completion_class

    from kg.cli.main import commands

    cls = get_completion_class(shell)
    assert cls is not None  # the choice above offers only shells that click knows
    click.echo(cls(commands, {}, "kg", "_KG_COMPLETE").source())


COMMANDS = (network, export, view, ontology, completion)
