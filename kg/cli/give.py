"""Commands that hand out networks, files, pages and the ontology."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.common import PATH, view_options, viewed


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
    store: Path | None,
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
@click.option("-o", "--output", type=PATH, required=True, help="The file; - for standard output.")
@click.option("--format", "format_", help="The format, where the file's name does not tell.")
@click.option(
    "--relation", multiple=True, help="Only claims with this relation, such as kg:restricts."
)
@click.option("--entity", multiple=True, help="Only claims that mention this entity.")
@click.option("--source", multiple=True, help="Only claims of this source.")
@click.option("--period", help="Only claims with a day in this period, such as 2025-05.")
def export(
    store: Path | None,
    valid: str | None,
    known: str | None,
    throughout: bool,
    output: Path,
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
    """
    from kg.export import Selection

    graph = viewed(store, valid, known, throughout)
    select = Selection(
        relations=relation,
        entities=tuple(graph.find(name).id for name in entity),
        sources=source,
        period=period,
    )
    graph.export(output, format=format_, select=select)


@click.command()
@view_options
@click.option("-o", "--output", type=PATH, default="kg.html", show_default=True)
@click.option("--about", help="Only the neighbourhood of this entity.")
@click.option("--title", help="The page's title.")
@click.option("--open", "open_", is_flag=True, help="Open it in the browser.")
def view(
    store: Path | None,
    valid: str | None,
    known: str | None,
    throughout: bool,
    output: Path,
    about: str | None,
    title: str | None,
    open_: bool,
) -> None:
    """Write one interactive HTML page that works offline.

    \b
    Example:
      kg view -o china.html --about China --open
    """
    written = viewed(store, valid, known, throughout).view(output, about=about, title=title)
    click.echo(written)
    if open_:
        click.launch(written.resolve().as_uri())


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
    text = page(vocab) if output.suffix in {".html", ".htm"} else markdown(vocab)
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
