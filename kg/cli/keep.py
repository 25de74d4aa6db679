"""Commands that make, fill and look after a store."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.common import PATH, Place, opened, progress, store_option
from kg.errors import BadInput


@click.command()
@click.argument("data", type=PATH, required=False)
@store_option
@click.option("--ontology", type=PATH, help="Folder of Turtle files instead of the shipped ones.")
@click.option("--base", help="IRI under which entities and claims are minted.")
@click.option("--check/--no-check", default=True, help="Hold the data against the shapes first.")
@click.option(
    "--reconcile/--no-reconcile", default=True, help="Show findings and what can be derived."
)
@click.option("--anew", is_flag=True, help="Replace a damaged store; what was added to it is lost.")
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
def build(
    data: Path | None,
    store: Place | None,
    ontology: Path | None,
    base: str | None,
    check: bool,
    reconcile: bool,
    anew: bool,
    quiet: bool,
) -> None:
    """Build a store from DATA, a folder of CSV files (the shipped ones by default), all or nothing.

    What was added with `kg add` stays. While it builds, the old store answers.

    \b
    Example:
      kg build --store ./store
    """
    from kg.api import build as build_graph
    from kg.api import default_store

    with progress(quiet=quiet) as told:
        graph = build_graph(
            data,
            store=store or default_store(),
            ontology=ontology,
            base=base,
            check=check,
            reason=reconcile,
            anew=anew,
            progress=told,
        )
    counts = ", ".join(f"{number:,} {name}" for name, number in graph.counts().items() if number)
    click.echo(f"{graph.store.place}: {counts}")


@click.command()
@click.argument("files", type=PATH, nargs=-1)
@store_option
@click.option("--template", is_flag=True, help="Write a CSV file to start from and stop.")
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
def add(files: tuple[Path, ...], store: Place | None, template: bool, quiet: bool) -> None:
    """Add FILES of your own: claims, entities or sources as CSV, or RDF of any format.

    \b
    Examples:
      kg add --template > mine.csv
      kg add mine.csv
    """
    graph = None if template else opened(store)
    if template:
        from kg.load import template as template_text
        from kg.vocab import Vocabulary

        click.echo(template_text(Vocabulary.load()), nl=False)
        return
    if not files:
        raise BadInput(
            "nothing to add; name a file, or write one with: kg add --template > mine.csv"
        )
    assert graph is not None
    with progress(quiet=quiet) as told:
        added = graph.add(files, progress=told)
    click.echo(
        f"added {added.claims:,} claims, {added.entities:,} entities, {added.sources:,} sources, "
        f"{added.foreign:,} foreign triples to {graph.store.place}"
    )


@click.command()
@store_option
def info(store: Place | None) -> None:
    """Say what a store holds.

    \b
    Example:
      kg info
    """
    graph = opened(store)
    contents = graph.store.contents
    click.echo(f"store     {graph.store.place}")
    click.echo(f"base IRI  {graph.vocab.base}")
    click.echo(f"view      {graph.describe()}")
    for name, number in graph.counts().items():
        click.echo(f"{number:>9,}  {name}")
    click.echo("claims by source:")
    for id_, source in graph.sources.items():
        number = sum(claim.source_id == id_ for claim in contents.dataset.claims)
        click.echo(f"{number:>9,}  {source.label} ({id_}, published {source.published})")
    click.echo("parts:")
    for part, dataset in contents.parts.items():
        click.echo(f"{len(dataset.claims):>9,}  claims in {part}")


@click.command()
@store_option
@click.option("--repair", is_flag=True, help="Make the triples anew from the record.")
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
def doctor(store: Place | None, repair: bool, quiet: bool) -> None:
    """Say whether a store is sound; exit 1 if it is not.

    \b
    Examples:
      kg doctor
      kg doctor --repair
    """
    from kg.api.make import stored

    kept = stored(store)
    if repair:
        with progress(quiet=quiet) as told:
            kept.repair(progress=told)
    found = list(kept.problems())
    for problem in found:
        click.echo(f"{kept.place}: {problem}")
    if found:
        sys.exit(1)
    click.echo(f"{kept.place}: sound")


@click.command()
@click.argument("target", type=PATH, required=False)
@store_option
@click.option("--format", "format_", type=click.Choice(["text", "turtle", "json"]), default="text")
@click.option("--ontology", type=PATH, help="Folder of Turtle files instead of the shipped ones.")
def check(target: Path | None, store: Place | None, format_: str, ontology: Path | None) -> None:
    """Hold a data folder or a store (TARGET) against the shapes; exit 1 on violations.

    \b
    Examples:
      kg check                 the default store
      kg check data            a folder of CSV files
      kg check --format json | jq .violations
    """
    from kg.api import build as build_graph

    is_data = target is not None and not (target / "manifest.json").exists()
    graph = (
        build_graph(target, ontology=ontology, check=False) if is_data else opened(target or store)
    )
    report = graph.check()
    click.echo({"text": report.text, "turtle": report.turtle, "json": report.json}[format_]())
    if not report.conforms:
        sys.exit(1)


COMMANDS = (build, add, info, doctor, check)
