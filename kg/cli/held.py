"""Commands on what is held in columns: the tables, counts, and taking claims out of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import opened, progress, store_option, view_options, viewed

if TYPE_CHECKING:
    from kg.api import AsOf, Graph
    from kg.store.importing import Removed
    from kg.tables.stats import HeldTable, Hole

_TOP = 10
_FEW = 5
_TITLES = {
    "predicate": "by relation",
    "quantity_kind": "by quantity",
    "origin": "by origin",
    "year": "by year",
    "party": "by party",
    "product": "by product",
}
FORMAT = click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True
)


@click.command()
@store_option
@click.option("--remove", metavar="NAME", help="Take this table out of the store, history and all.")
@FORMAT
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
def tables(store: Path | None, remove: str | None, format_: str, quiet: bool) -> None:
    """List the imported tables: rows, claims, span, editions, and what is missing in between.

    A hole is a month or year of which a reporter says nothing while others of the table do.

    \b
    Examples:
      kg tables
      kg tables --format json
      kg tables --remove baci-hs17-2022
    """
    graph = opened(store)
    if remove is not None:
        with progress(quiet=quiet) as told:
            removed = graph.remove_table(remove, progress=told)
        click.echo(_loss(removed, format_))
        return
    found = graph.tables()
    if format_ == "json":
        click.echo(json.dumps([_fields(one) for one in found], ensure_ascii=False, indent=2))
    elif found:
        click.echo("\n".join(_told(graph, one) for one in found))
    else:
        click.echo(f"{graph.store.place} holds no tables; import some with: kg import FILE")


@click.command()
@view_options
@click.option("--top", type=click.IntRange(min=1), default=_TOP, show_default=True)
@FORMAT
def stats(
    store: Path | None,
    valid: str | None,
    known: str | None,
    throughout: bool,
    top: int,
    format_: str,
) -> None:
    """Count claims by relation, quantity, origin, year, party and product; those of tables too.

    \b
    Examples:
      kg stats
      kg stats --known 2025-06-10 --format json
    """
    view = viewed(store, valid, known, throughout)
    counted = view.stats()
    size = view.size
    if format_ == "json":
        shape = {"claims": counted.claims, "bytes": size, "by": counted.by}
        click.echo(json.dumps(shape, ensure_ascii=False, indent=2))
        return
    click.echo(f"{counted.claims:>13,}  claims; {view.describe()}")
    click.echo(f"{_amount(size):>13}  on disk")
    for name, numbers in counted.by.items():
        click.echo(f"{_TITLES[name]}:")
        click.echo("\n".join(_lines(view, numbers, len(numbers) if name == "year" else top)))


@click.command()
@store_option
@click.option("--products", multiple=True, help="Beginnings of HS codes, or ids; repeat or a,b.")
@click.option("--countries", multiple=True, help="Names, ISO codes or ids; repeat or a,b.")
@click.option("--since", metavar="PERIOD", help="Periods that reach into this or a later one.")
@click.option("--until", metavar="PERIOD", help="Periods that reach into this or an earlier one.")
@click.option("--quantity", "quantity_kind", help="A quantity kind, such as kg:ExportValue.")
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
def take(
    store: Path | None,
    products: tuple[str, ...],
    countries: tuple[str, ...],
    since: str | None,
    until: str | None,
    quantity_kind: str | None,
    quiet: bool,
) -> None:
    """Copy a slice of the tables among the ordinary claims: for SPARQL, findings and the page.

    At most 50,000 claims at once. They keep their ids; a later edition closes them too.

    \b
    Example:
      kg take --products 2846,850511 --countries China --since 2024
    """
    graph = opened(store)
    with progress(quiet=quiet) as told:
        number = graph.take(
            products=_split(products),
            countries=_split(countries),
            since=since,
            until=until,
            quantity_kind=quantity_kind,
            progress=told,
        )
    click.echo(f"took {number:,} claims into {graph.store.place}")


def _split(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def _told(graph: Graph, one: HeldTable) -> str:
    last = one.editions[-1]
    lines = [
        f"{one.name}  ({last.format})",
        f"{one.claims:>13,}  claims; the file has {one.rows:,} rows of data",
        f"{_amount(one.size):>13}  on disk",
    ]
    if one.start and one.end:
        lines.append(f"{'':13}  from {one.start} to {one.end}")
    if last.selection:
        lines.append(f"{'':13}  narrowed by {last.selection}")
    lines += [
        f"{'':13}  published {edition.published}: {edition.claims.rows if edition.claims else 0:,} "
        f"new, {edition.unchanged:,} unchanged, "
        f"{edition.closed.rows if edition.closed else 0:,} closed ({edition.source_id})"
        for edition in one.editions
    ]
    lines += [f"{'':13}  {_hole(graph, hole)}" for hole in one.holes[:_TOP]]
    if len(one.holes) > _TOP:
        rest = len(one.holes) - _TOP
        lines.append(f"{'':13}  holes of {rest:,} more reporters: kg tables --format json")
    return "\n".join(lines)


def _hole(view: AsOf, hole: Hole) -> str:
    spans = [first if first == last else f"{first} to {last}" for first, last in hole.spans]
    more = f" and {len(spans) - _FEW} more spans" if len(spans) > _FEW else ""
    what = hole.grain if hole.missing == 1 else f"{hole.grain}s"
    return (
        f"{view.label(hole.reporter)} lacks {hole.missing} {what}: {', '.join(spans[:_FEW])}{more}"
    )


def _fields(one: HeldTable) -> dict[str, object]:
    last = one.editions[-1]
    return {
        "name": one.name,
        "format": last.format,
        "selection": last.selection,
        "rows": one.rows,
        "claims": one.claims,
        "start": one.start and one.start.isoformat(),
        "end": one.end and one.end.isoformat(),
        "bytes": one.size,
        "editions": [
            {
                "source": edition.source_id,
                "sha256": edition.sha256,
                "published": edition.published.isoformat(),
                "new": edition.claims.rows if edition.claims else 0,
                "unchanged": edition.unchanged,
                "closed": edition.closed.rows if edition.closed else 0,
                "report": dict(edition.report),
            }
            for edition in one.editions
        ],
        "holes": [
            {
                "reporter": hole.reporter,
                "grain": hole.grain,
                "missing": hole.missing,
                "spans": [list(span) for span in hole.spans],
            }
            for hole in one.holes
        ],
    }


def _loss(removed: Removed, format_: str) -> str:
    if format_ == "json":
        shape = {name: getattr(removed, name) for name in removed.__slots__}
        return json.dumps(shape, ensure_ascii=False, indent=2)
    kept = f"; {removed.kept:,} claims that had been taken stay" if removed.kept else ""
    return (
        f"removed {removed.name}: {removed.claims:,} claims in {removed.editions:,} editions and "
        f"what was closed of them are gone, {_amount(removed.size)} on disk{kept}. "
        "Import the file again to have it back."
    )


def _lines(view: AsOf, numbers: Mapping[str, int], top: int) -> list[str]:
    shown = list(numbers.items())
    lines = [f"{number:>13,}  {view.label(id_)}" for id_, number in shown[:top]]
    rest = shown[top:]
    if rest:
        lines.append(f"{sum(number for _, number in rest):>13,}  {len(rest):,} others")
    return lines


def _amount(size: int) -> str:
    """A number of bytes for people."""
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= factor:
            return f"{size / factor:,.1f} {unit}"
    return f"{size} bytes"


COMMANDS = (tables, stats, take)
