"""Sums over the claims of tables, on this machine or on Spark."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli.common import Place, view_options, viewed
from kg.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path

    from kg.api import AsOf
    from kg.scale import Choice

_Command = TypeVar("_Command", bound=Callable[..., Any])

NAMES = ("shares", "hhi", "yoy", "series", "top", "unit-values")
_PARTNERED = ("shares", "hhi", "top")
_TOP = 10
_MOST_APART = 3


def engine_options(command: _Command) -> _Command:
    """The options that say what computes."""
    for option in (
        click.option("--remote", metavar="URL", help="A Spark Connect server: sc://host:15002."),
        click.option(
            "--master",
            help="Where Spark runs: local[2], local-cluster[2,1,1024], spark://host:7077.",
        ),
        click.option(
            "--engine",
            type=click.Choice(["duckdb", "spark"]),
            default="duckdb",
            show_default=True,
            help="What computes; Spark needs the extra supply-chain-kg[spark].",
        ),
    ):
        command = option(command)
    return command


@click.command("sum")
@click.argument("what", type=click.Choice(NAMES))
@view_options
@click.option("--product", multiple=True, help="A product by label, alias, code or id.")
@click.option("--hs", multiple=True, help="All products of 6 digits below this HS code.")
@click.option("--kind", default="kg:ExportValue", show_default=True, help="What is summed.")
@click.option("--unit", help="The unit of the sums.  [default: the kind's first]")
@click.option("--grain", type=click.Choice(["month", "year"]), default="year", show_default=True)
@click.option(
    "--reporter",
    type=click.Choice(["exporter", "importer"]),
    help="Whose reports.  [default: importer for kinds of import]",
)
@click.option(
    "--origin", multiple=True, help="Whose figures, by preference; never mixed in one answer."
)
@click.option("--exporter", help="Only what this country exports.")
@click.option("--importer", help="Only what this country imports.")
@click.option("--partner", multiple=True, help="An aggregate that counts as a partner.")
@click.option("--of", type=click.Choice(["exporter", "importer"]), help="Whose shares.")
@click.option("--since", metavar="PERIOD", help="First period, such as 2019.")
@click.option("--until", metavar="PERIOD", help="Last period.")
@click.option("--top", type=click.IntRange(min=1), default=_TOP, show_default=True, help="For top.")
@engine_options
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
)
def sum_(
    what: str,
    store: Place | None,
    valid: str | None,
    known: str | None,
    throughout: bool,
    of: str | None,
    top: int,
    engine: str,
    master: str | None,
    remote: str | None,
    format_: str,
    **chosen: Any,
) -> None:
    """Add up trade: shares, hhi, yoy, series, top (partners) or unit-values.

    One claim counts for each exporter, importer, product and period, of one origin and one side.

    \b
    Examples:
      kg sum series --product "rare earths" --kind kg:ExportMass --partner World --grain month
      kg sum shares --hs 2846 --importer Japan --origin organisation:cepii
      kg sum hhi --hs 850511 --engine spark --master spark://host:7077
    """
    from kg.scale import AGGREGATES, left_out
    from kg.scale import engine as opened

    view = viewed(store, valid, known, throughout)
    choice = _choice(view, **chosen)
    if of is not None and what not in _PARTNERED:
        raise BadInput(f"--of is for {', '.join(_PARTNERED)}; leave it out")
    if what in _PARTNERED and of is None and bool(choice.exporter) != bool(choice.importer):
        of = "importer" if choice.exporter else "exporter"  # the side that is still open
    options: dict[str, Any] = {"of": of} if of else {}
    if what == "top":
        options["limit"] = top
    with opened(engine, master=master, remote=remote) as running:
        claims = running.claims(view.table())
        found = running.rows(AGGREGATES[what](claims, choice, view.vocab, **options))
        apart = running.rows(left_out(claims, choice, view.vocab)).to_pylist()
    rows = [dict(zip(found.column_names, row.values(), strict=True)) for row in found.to_pylist()]
    _WRITERS[format_](found.column_names, rows, view.label)
    if not rows:
        click.echo(_nothing(choice, view), err=True)
    elif format_ == "table":
        click.echo(_said(choice, view), err=True)
    if apart:
        click.echo(_apart(apart, view), err=True)


def _said(choice: Choice, view: AsOf) -> str:
    """What the figures are, in a line."""
    unit = view.vocab.units[choice.unit].symbol or view.label(choice.unit)
    kind = view.label(choice.quantity_kind)
    return f"{kind} in {unit}, by {choice.grain}, as the {choice.reporter} reports it"


def _apart(rows: Sequence[Row], view: AsOf) -> str:
    """What the sums do not count, so that nobody takes them for the whole."""
    named = [f"{view.label(row['party'])} {_plain(row['value'])}" for row in rows[:_MOST_APART]]
    more = f" and {len(rows) - _MOST_APART} others" if len(rows) > _MOST_APART else ""
    return f"not counted, being no single country: {', '.join(named)}{more}; --partner counts one"


def _nothing(choice: Choice, view: AsOf) -> str:
    """Why there are no rows: which figures there are of these products."""
    from kg.tables.sql import texts

    found = view.table().sql(
        'SELECT predicate, quantity_kind, unit, CASE WHEN "end" = start + INTERVAL 1 MONTH '
        "THEN 'month' WHEN \"end\" = start + INTERVAL 1 YEAR THEN 'year' ELSE 'other periods' END, "
        "count(*) FROM claims WHERE quantity_kind IS NOT NULL "
        f"AND product IN {texts(choice.products)} GROUP BY ALL ORDER BY ALL"
    )
    there = [
        f"  {number:>9,}  {view.label(relation)}, --kind {kind} --unit {unit} --grain {grain}"
        for relation, kind, unit, grain, number in found.fetchall()
    ]
    if not there:
        return "nothing fits: no figure is about these products; kg stats says what there is"
    return "\n".join(["nothing fits; of these products there are:", *there])


def _choice(
    view: AsOf,
    *,
    product: Sequence[str],
    hs: Sequence[str],
    kind: str,
    unit: str | None,
    grain: str,
    reporter: str | None,
    origin: Sequence[str],
    exporter: str | None,
    importer: str | None,
    partner: Sequence[str],
    since: str | None,
    until: str | None,
) -> Choice:
    from kg.errors import UnknownName
    from kg.scale import Choice
    from kg.scale.products import products_under

    kinds = view.vocab.quantity_kinds
    if kind not in kinds:
        raise UnknownName("quantity kind", kind, kinds)
    units = [id_ for id_ in view.vocab.units if id_ in kinds[kind].units]
    products = [view.find(name).id for name in product]
    for code in hs:
        products += products_under(view.entities.values(), code)
    return Choice(
        quantity_kind=kind,
        products=tuple(dict.fromkeys(products)),
        unit=unit or units[0],
        grain=grain,
        reporter=reporter or ("importer" if kind.startswith("kg:Import") else "exporter"),
        origins=tuple(view.find(name).id for name in origin),
        exporter=view.find(exporter).id if exporter else None,
        importer=view.find(importer).id if importer else None,
        partners=tuple(view.find(name).id for name in partner),
        since=_first_day(since),
        until=_first_day(until),
    ).checked(view.vocab)


def _first_day(period: str | None) -> date | None:
    from kg.dates import parse_period

    if period is None:
        return None
    first = parse_period(period).first
    if first is None:
        raise BadInput(f"{period!r} has no first day; write 2019 or 2019-05")
    return first[0]


Label = Callable[[str], str]
Row = Mapping[str, Any]


def _table(names: Sequence[str], rows: Sequence[Row], label: Label) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(row[name], label)) for name in names))
    width = None if sys.stdout.isatty() else 200
    Console(width=width, highlight=False).print(table)


def _cell(value: object, label: Label) -> str:
    if isinstance(value, str):
        return label(value)
    if isinstance(value, float):
        return f"{value:.4f}"
    return _plain(value)


def _csv(names: Sequence[str], rows: Sequence[Row], _: Label) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_plain(row[name]) for name in names] for row in rows)


def _json(names: Sequence[str], rows: Sequence[Row], _: Label) -> None:
    def value(cell: object) -> object:
        return cell if isinstance(cell, int | float) or cell is None else _plain(cell)

    shown = [{name: value(row[name]) for name in names} for row in rows]
    click.echo(json.dumps(shown, ensure_ascii=False, indent=2))


def _plain(cell: object) -> str:
    from kg.rdf import plain

    if cell is None:
        return ""
    return plain(cell) if isinstance(cell, Decimal) else str(cell)


_WRITERS: Mapping[str, Callable[[Sequence[str], Sequence[Row], Label], None]] = {
    "table": _table,
    "csv": _csv,
    "json": _json,
}


def write_all(
    view: AsOf, folder: Path | None, *, engine: str, master: str | None, remote: str | None
) -> None:
    """Write everything as parts for bulk loaders, and print how servers load them.

    Args:
        view: The view.
        folder: A new folder.
        engine: duckdb or spark.
        master: Where Spark runs.
        remote: The Spark Connect server.
    """
    from kg.cli.common import progress
    from kg.scale import write_parts
    from kg.scale.loading import instructions

    assert folder is not None  # the command has looked
    with progress() as told:
        parts = write_parts(
            view, folder, engine_name=engine, master=master, remote=remote, progress=told
        )
    size = sum(file.stat().st_size for file in parts.files) / 1_000_000
    click.echo(f"{len(parts.files)} parts, {size:.1f} MB, in {parts.folder}", err=True)
    click.echo(instructions(parts.folder))


COMMANDS = (sum_,)
