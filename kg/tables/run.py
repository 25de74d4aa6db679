"""Read a table: sort its rows out, resolve its codes, write its claims as sorted Parquet.

The rows are read once, into DuckDB, and gone through three times: for their codes and periods, for
the counts, and for the claims. A file that is out of order is read once more, with care. Memory is
bounded by DuckDB, which spills to disk.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.dataset import Dataset
from kg.entity import Entity
from kg.errors import BadInput, UnknownName
from kg.sources import Source
from kg.tables.cells import is_utf8
from kg.tables.claims import ClaimRows
from kg.tables.codes import Codes
from kg.tables.connection import connect
from kg.tables.counts import counts, read_count
from kg.tables.format import Format, Head
from kg.tables.head import read_head
from kg.tables.known import format_for
from kg.tables.lookups import (
    Window,
    countries_asked,
    look_up_bands,
    look_up_codes,
    look_up_periods,
    products_asked,
)
from kg.tables.options import Options
from kg.tables.parquet import NO_DAYS, Span, span_of
from kg.tables.plan import CLAIMS_FROM, REJECTED, SORTED_OUT, Plan
from kg.tables.rejects import first_reject, rejects_file, write_rejects
from kg.tables.report import Report
from kg.tables.shape import check_shape
from kg.tables.source import publishers, source_of
from kg.tables.sql import identifier
from kg.tables.working import execute
from kg.vocab import Vocabulary

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a file holds.

    Attributes:
        format: What it was read as.
        source: Its bibliographic row.
        entities: Entities that were not known yet: goods, areas, the publisher.
        claims: A Parquet file of the claims, sorted; None where there are none or for a dry run.
        report: What was done with every row.
        span: The first day of any claim and the day after the last, open ends left out.
    """

    format: Format
    source: Source
    entities: tuple[Entity, ...]
    claims: Path | None
    report: Report
    span: Span


def read_table(
    path: Path,
    *,
    vocab: Vocabulary,
    known: Callable[[], Dataset],
    options: Options,
    folder: Path,
    progress: Callable[[str], None] = lambda _: None,
    foresee: Callable[[Dataset], object] = lambda _: None,
) -> Read:
    """Read one file.

    Args:
        path: The file.
        vocab: The ontology.
        known: What the store holds: its entities are what codes can mean. It is asked for while
            DuckDB reads the rows.
        options: What is asked.
        folder: An empty folder to work in; the claims are written there.
        progress: Is told how far it is.
        foresee: Is given the entities and the source while DuckDB writes the claims.

    Returns:
        Its claims and the account of its rows.

    Raises:
        BadInput: The file cannot be read, is of no known format, or a row is wrong and
            ``options.strict`` is set.
        KeyboardInterrupt: The user pressed Ctrl-C.
    """
    import duckdb

    head = read_head(path)
    format_ = format_for(head, options.format)
    rejects = rejects_file(options.rejects, path, Path())
    reads = [path.parent]

    @cache
    def beside() -> tuple[Source, Mapping[str, Entity]]:
        return source_of(path, format_, options), known().entities

    con = connect(memory=options.memory, folder=folder, reads=reads, joins_as_written=True)
    try:
        plan = _sorted_out(con, head, format_, vocab, progress, meanwhile=beside)
        source, entities = beside()
        codes = Codes(vocab, entities)
        plan = _planned(con, plan, codes, source, options, path.name, progress)
        report = _counted(con, plan, path, progress)
        if report.rejected and options.strict:
            raise first_reject(con, plan, path)
        if report.rejected and (options.rejects or not options.check):
            write_rejects(con, plan, path, rejects)
            report = replace(report, rejects=rejects)
        new = (*codes.new.values(), *publishers(format_, vocab=vocab, known=entities))
        claims, span = None, NO_DAYS
        if report.claims and not options.check:
            claims = folder / "claims.parquet"
            news = Dataset.of(entities=new, sources=[source])
            rows = ClaimRows(plan=plan, source=source, rows=report.read)
            span = _written(con, rows, report, claims, progress, lambda: foresee(news))
    except duckdb.OutOfMemoryException as error:
        raise BadInput(f"{path}: memory ran out; give more with --memory 4GB ({error})") from error
    finally:
        con.close()
    return Read(
        format=format_, source=source, entities=new, claims=claims, report=report, span=span
    )


def _written(
    con: duckdb.DuckDBPyConnection,
    rows: ClaimRows,
    report: Report,
    target: Path,
    progress: Callable[[str], None],
    meanwhile: Callable[[], object],
) -> Span:
    """Write the claims to a file. The span of their days."""
    look_up_bands(con, rows.plan, progress)
    _forget(con, but=CLAIMS_FROM)
    stage = f"{report.file}: {report.claims:,} claims"
    execute(con, rows.copy(con, str(target)), progress, stage, meanwhile=[meanwhile])
    return span_of(con, target)


def _forget(con: duckdb.DuckDBPyConnection, *, but: frozenset[str]) -> None:
    """Give back the memory of tables that are read no more."""
    found = con.execute("SELECT table_name FROM duckdb_tables() WHERE temporary").fetchall()
    for (name,) in found:
        if name not in but:
            con.execute(f"DROP TABLE {identifier(name)}")


def _sorted_out(
    con: duckdb.DuckDBPyConnection,
    head: Head,
    format_: Format,
    vocab: Vocabulary,
    progress: Callable[[str], None],
    *,
    meanwhile: Callable[[], object],
) -> Plan:
    """The plan of a file, its rows sorted out: quickly where all is in order, else with care."""
    import duckdb

    quick = True
    sound = cache(lambda: head.encoding != "utf-8" or head.binary is not None or is_utf8(head))
    while True:
        streamed = quick and format_.in_order
        beside = (meanwhile, sound) if streamed else (meanwhile,)
        try:
            scan = format_.scan(con, replace(head, streamed=streamed))
            columns = [row[0] for row in con.execute(f"DESCRIBE {scan}").fetchall()]
            plan = Plan(format=format_, scan=scan, columns=columns, vocab=vocab, quick=quick)
            if plan.slots.of_few:
                con.execute(plan.slots.make_terms())
            stage = f"{head.path.name}: its rows"
            execute(con, plan.sort_out(), progress, stage, meanwhile=beside)
        except duckdb.Error as error:
            if not quick or isinstance(error, duckdb.OutOfMemoryException):
                raise
            quick = False
        else:
            if not streamed or sound():
                return plan
            quick = False


def _planned(
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    codes: Codes,
    source: Source,
    options: Options,
    name: str,
    progress: Callable[[str], None],
) -> Plan:
    """The plan narrowed to what is asked, and the tables that its statements join."""
    for id_ in plan.entities:
        if id_ not in codes.known:
            raise UnknownName("entity", id_, codes.known)
    countries = countries_asked(options.countries, codes)
    periods = look_up_codes(con, plan, codes, progress, name)
    window = Window.of(options.since, options.until)
    look_up_periods(con, periods, vocab=codes.vocab, window=window, attested=source.published)
    products = products_asked(options.products, {**codes.known, **codes.new})
    return replace(plan, products=products, countries=countries)


def _counted(
    con: duckdb.DuckDBPyConnection, plan: Plan, path: Path, progress: Callable[[str], None]
) -> Report:
    """Every row accounted for; what the rows become is held against the ontology on the way."""
    dropped: Counter[str] = Counter()
    rejected: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    kept = claims = 0
    execute(con, plan.fill(), progress, f"{path.name}: its claims")
    con.execute(f"DROP TABLE {SORTED_OUT}")
    for row in execute(con, counts(plan), progress, f"{path.name}: counts"):
        counted = read_count(plan, row)
        if counted.reason is not None:
            group = rejected if counted.reason.startswith(REJECTED) else dropped
            group[counted.reason[1:]] += counted.rows
            continue
        kept += counted.rows
        for (kind, _, _), present in zip(counted.figures, counted.present, strict=True):
            claims += present
            if kind and present < counted.rows:
                missing[plan.vocab.label(kind)] += counted.rows - present
        check_shape(plan.format.name, counted, plan.vocab)
    read = kept + sum(dropped.values()) + sum(rejected.values())
    return Report(
        file=path.name,
        format=plan.format.name,
        read=read,
        kept=kept,
        claims=claims,
        dropped=dict(dropped),
        rejected=dict(rejected),
        missing=dict(missing),
    )
