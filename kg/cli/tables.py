"""Commands that read trade tables: import them, and list the formats that are known."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from kg.cli.common import PATH, opened, progress, store_option
from kg.errors import BadInput, KgError, StoreMissing

if TYPE_CHECKING:
    from kg.api import Graph
    from kg.api.importing import Imported
    from kg.tables.options import Options
    from kg.tables.report import Report

_Result = TypeVar("_Result")


@click.command(name="import")
@click.argument("files", type=PATH, nargs=-1, required=True)
@store_option
@click.option("--as", "as_", metavar="FORMAT", help="A format's name, or a mapping file (.toml).")
@click.option("--since", metavar="PERIOD", help="Only claims that reach into it or a later one.")
@click.option("--until", metavar="PERIOD", help="Only claims that reach into it or an earlier one.")
@click.option(
    "--products", metavar="CODES", help="Only these: beginnings of HS codes or ids, with commas."
)
@click.option(
    "--countries", metavar="NAMES", help="Only these: ISO codes, names or ids; ';' between names."
)
@click.option("--check", is_flag=True, help="Count every row and say why; store nothing.")
@click.option("--strict", is_flag=True, help="Stop at the first row that cannot be right.")
@click.option(
    "--memory", metavar="SIZE", help="How much memory to use, such as 2GB.  [default: a third]"
)
@click.option("--source", metavar="NAME", help="What to call the table; a revision has its name.")
@click.option("--published", metavar="DAY", help="Published on.  [default: the file's own day]")
@click.option(
    "--rejects",
    type=PATH,
    help="Where rejected rows go.  [default: FILE.rejects.csv in this folder]",
)
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
def import_(
    files: tuple[Path, ...],
    store: Path | None,
    as_: str | None,
    since: str | None,
    until: str | None,
    products: str | None,
    countries: str | None,
    check: bool,
    strict: bool,
    memory: str | None,
    source: str | None,
    published: str | None,
    rejects: Path | None,
    format_: str,
    quiet: bool,
) -> None:
    """Read trade tables (FILES) into columns of the store; each file all or nothing.

    The format is known by the header, or named. Every row is accounted for: kept, dropped for a
    reason, or rejected for one. The same file again changes nothing; a later edition of a table
    closes what it says no longer.

    \b
    Examples:
      kg import comtrade.csv --check
      kg import exports.csv.gz --products 2846,2805 --since 2020
      kg import mine.csv --as mapping.toml
    """
    from kg.dates import parse_day
    from kg.tables.connection import check_memory
    from kg.tables.options import Options

    check_memory(memory)
    if len(files) > 1 and (rejects or source):
        raise BadInput("--rejects and --source are about one file; import the files one by one")
    options = Options(
        recorded=date.today(),
        format=as_,
        since=since,
        until=until,
        products=_listed(products, ","),
        countries=_listed(countries, ";" if ";" in (countries or "") else ","),
        strict=strict,
        check=check,
        memory=memory,
        source=source,
        published=parse_day(published) if published else None,
        rejects=rejects,
    )
    if since and until and _days(since)[0] >= _days(until)[1]:
        raise BadInput(f"--since {since} lies after --until {until}")
    errors: list[KgError] = []
    with progress(quiet=quiet) as told:
        if check:
            reports = _each(files, _checker(store, options, told), errors)
            said = _reports(reports, format_)
        else:
            graph = _graph(store, told)

            def bring(path: Path) -> Imported:
                return graph.import_tables(path, options=options, progress=told)[0]

            said = _brought(_each(files, bring, errors), format_)
    if said:
        click.echo(said)
    for error in errors[:-1]:
        click.echo(f"kg: {error}", err=True)
    if errors:
        raise errors[-1]


@click.command()
@click.option("--template", is_flag=True, help="Write a mapping file to start from and stop.")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def formats(template: bool, format_: str) -> None:
    """List the formats of tables that are known by their headers.

    \b
    Examples:
      kg formats
      kg formats --template > mapping.toml
    """
    from kg.tables import known

    if template:
        click.echo(known.template(), nl=False)
        return
    found = known.all_formats()
    if format_ == "json":
        keys = ("name", "title", "publisher", "publisher_label", "licence", "tried", "reconciled")
        rows = [{key: getattr(one, key) for key in keys} for one in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    width = max(len(one.name) for one in found)
    for one in found:
        click.echo(f"{one.name:<{width}}  {one.title} ({one.publisher_label}; {one.tried})")
    click.echo("and your own: kg formats --template > mapping.toml")


def _listed(text: str | None, separator: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(separator) if part.strip())


def _each(
    files: Sequence[Path], work: Callable[[Path], _Result], errors: list[KgError]
) -> list[_Result]:
    """What comes of each file; one that cannot be read does not stop the others."""
    found = []
    for path in files:
        try:
            found.append(work(path))
        except BadInput as error:
            errors.append(error)
    return found


def _days(period: str) -> tuple[date, date]:
    """First day of a period, and the day after its last."""
    from kg.dates import parse_period

    bounds = parse_period(period).bounds("measured", attested=date.today())
    return bounds.start, bounds.end


def _graph(store: Path | None, told: Callable[[str], None]) -> Graph:
    """The store; where there is none yet, one with the shipped data, which names the entities."""
    from kg.api import build, default_store

    try:
        return opened(store)
    except StoreMissing:
        place = store or default_store()
        click.echo(f"there is no store at {place} yet: building the shipped data", err=True)
        return build(store=place, progress=told)


def _checker(
    store: Path | None, options: Options, told: Callable[[str], None]
) -> Callable[[Path], Report]:
    """Makes reports of a dry run; without a store it knows the shipped data."""
    from kg.api.importing import check_table
    from kg.curated import read_data
    from kg.vocab import Vocabulary

    try:
        graph = opened(store)
        vocab, known = graph.vocab, graph.store.contents.dataset
    except StoreMissing:
        vocab = Vocabulary.load()
        known = read_data(vocab=vocab)

    def checked(path: Path) -> Report:
        return check_table(path, options, told, vocab=vocab, known=known).report

    return checked


def _reports(reports: Sequence[Report], format_: str) -> str:
    if format_ == "json":
        rows = [report.as_dict() for report in reports]
        return json.dumps(rows, ensure_ascii=False, indent=2)
    return "\n".join(report.text() for report in reports)


def _brought(brought: Sequence[Imported], format_: str) -> str:
    if format_ == "json":
        rows = [
            {
                "table": one.name,
                "source": one.source,
                "published": one.published.isoformat(),
                "new": one.new,
                "unchanged": one.unchanged,
                "closed": one.closed,
                **one.report.as_dict(),
            }
            for one in brought
        ]
        return json.dumps(rows, ensure_ascii=False, indent=2)
    return "\n".join(
        f"{one.report.text()}\n  held as {one.name}, published {one.published}: "
        f"{one.new:,} claims new, {one.unchanged:,} as before, {one.closed:,} closed"
        for one in brought
    )


COMMANDS = (import_, formats)
