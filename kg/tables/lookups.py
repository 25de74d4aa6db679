"""What rows are joined with: meanings of codes, days of periods, bands of hedged numbers.

Each distinct text is read once, in Python, however many rows it stands in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.dates import ALWAYS, FIRST, LAST, parse_period
from kg.entity import Entity
from kg.errors import BadInput, UnknownName, shown
from kg.quantity import band
from kg.rdf import plain
from kg.tables.codes import Codes
from kg.tables.plan import DROPPED, PREFIX, REJECTED, Plan
from kg.tables.slots import BOUNDS, entity_column
from kg.tables.sql import NUMBER, TEXT, identifier, make_enum
from kg.tables.working import execute
from kg.validate import MOST_DIGITS
from kg.vocab import Vocabulary

if TYPE_CHECKING:
    import duckdb

_SPELLED = '"kg period text"'
_TIMELESS = "timeless"


@dataclass(frozen=True, kw_only=True)
class Window:
    """The days asked for.

    Attributes:
        first: Claims must reach this day or a later one.
        last: Claims must begin on this day or an earlier one.
    """

    first: date = FIRST
    last: date = LAST

    @classmethod
    def of(cls, since: str | None, until: str | None) -> Window:
        """The window between two periods.

        Args:
            since: A period; its first day counts.
            until: A period; its last day counts.

        Returns:
            The window.

        Raises:
            BadDate: One is no period.

        Example:
            >>> Window.of("2020", "2020").last
            datetime.date(2020, 12, 31)
        """
        first = parse_period(since).first if since else None
        last = parse_period(until).last if until else None
        return cls(first=first[0] if first else FIRST, last=last[1] if last else LAST)

    def holds(self, start: date, end: date) -> bool:
        """Whether days from ``start`` up to, not including, ``end`` reach into it."""
        return start <= self.last and end > self.first


def look_up_codes(
    con: duckdb.DuckDBPyConnection, plan: Plan, codes: Codes, told: Callable[[str], None], name: str
) -> set[tuple[str | None, str | None]]:
    """Make the tables of codes; what nobody knows rejects its rows.

    Args:
        con: The connection.
        plan: How rows are read.
        codes: What codes stand for.
        told: Is told how far it is.
        name: The file's name.

    Returns:
        Every period with the type of claim it stands in, for :func:`look_up_periods`.
    """
    found: list[dict[str, str | None]] = [{} for _ in plan.format.codes]
    periods: set[tuple[str | None, str | None]] = set()
    for mask, *row in execute(con, plan.distinct(), told, f"{name}: its codes and periods"):
        number = plan.set_of(mask)
        if number == len(found):
            periods.add((row[number], row[number + 1]))
        elif row[number] is not None:
            found[number][row[number]] = row[len(found) + 2 + number]
    meanings = {
        slot: [
            (text, *_meaning(codes, code.scheme, text, label))
            for text, label in sorted(labels.items())
        ]
        for (slot, code), labels in zip(plan.format.codes.items(), found, strict=True)
    }
    ids = {row[2] for rows in meanings.values() for row in rows if row[2]}
    con.execute(make_enum(PREFIX, ids))
    for slot, rows in meanings.items():
        entity = identifier(entity_column(slot))
        con.execute(make_enum(entity, (row[1] for row in rows if row[1])))
        types = {"code": TEXT, "entity": entity, "prefix": PREFIX, "reason": TEXT}
        _store(con, f"kg found {slot}", types, rows)
    return periods


def look_up_periods(
    con: duckdb.DuckDBPyConnection,
    periods: Iterable[tuple[str | None, str | None]],
    *,
    vocab: Vocabulary,
    window: Window,
    attested: date,
) -> None:
    """Make the table of periods, numbered by their days.

    What is no period rejects its rows; what is not asked for drops them.

    Args:
        con: The connection.
        periods: Periods as printed, with the type of claim each stands in.
        vocab: The ontology.
        window: The days asked for.
        attested: The day the table was published.
    """
    rows = [
        (text, type_, *_days(text, type_, vocab, window, attested))
        for text, type_ in sorted(periods, key=repr)
    ]
    rows.sort(key=lambda row: [day or FIRST for day in row[4:]])
    con.execute(make_enum(_SPELLED, (row[3] for row in rows if row[3])))
    types = {"number": "INTEGER", "period": TEXT, "type": TEXT, "reason": TEXT, "text": _SPELLED}
    types |= dict.fromkeys(BOUNDS, "DATE")
    _store(con, "kg periods", types, [(number, *row) for number, row in enumerate(rows)])


def look_up_bands(con: duckdb.DuckDBPyConnection, plan: Plan, told: Callable[[str], None]) -> None:
    """Make the table of bands: what a hedged number can mean.

    Args:
        con: The connection.
        plan: How rows are read.
        told: Is told how far it is.

    Raises:
        BadInput: A band is too large for the record.
    """
    hedges = plan.hedges()
    rows = []
    for value, hedge, kind in execute(con, hedges, told, "bands") if hedges else ():
        known = plan.vocab.quantity_kinds.get(kind or "")
        number = Decimal(plain(value))
        ends = band(number, hedge=hedge, exact=bool(known and known.exact))
        if any(end is not None and end.adjusted() >= MOST_DIGITS for end in ends):
            raise BadInput(f"{hedge} {number} reaches beyond 1e+{MOST_DIGITS}, the largest number")
        rows.append((value, hedge, kind, *ends))
    types = {"value": NUMBER, "hedge": TEXT, "kind": TEXT, "low": NUMBER, "high": NUMBER}
    _store(con, "kg bands", types, rows)


def products_asked(asked: Sequence[str], entities: Mapping[str, Entity]) -> frozenset[str] | None:
    """The ids of the products asked for.

    Args:
        asked: Ids, or beginnings of HS codes.
        entities: The catalogue and what is new.

    Returns:
        Their ids; None where all are.

    Raises:
        UnknownName: There is no entity of that id.

    Example:
        >>> from kg.curated import read_data
        >>> sorted(products_asked(["284610"], read_data().entities))
        ['product:cerium-compounds']
    """
    if not asked:
        return None
    ids: set[str] = set()
    for text in asked:
        digits = text.replace(".", "").strip()
        if text in entities:
            ids.add(text)
        elif digits.isascii() and digits.isdecimal():
            ids |= {entity.id for entity in entities.values() if _is_below(entity, digits)}
        else:
            raise UnknownName("product", text, entities)
    return frozenset(ids)


def countries_asked(asked: Sequence[str], codes: Codes) -> frozenset[str] | None:
    """The ids of the countries asked for.

    Args:
        asked: Ids, ISO codes or names.
        codes: What codes stand for.

    Returns:
        Their ids; None where all are.

    Raises:
        UnknownName: Nobody is called so.
    """
    if not asked:
        return None
    ids = []
    for text in asked:
        id_ = codes.named(text)
        if id_ is None:
            raise UnknownName("country", text, codes.names())
        ids.append(id_)
    return frozenset(ids)


def _meaning(
    codes: Codes, scheme: str, text: str, label: str | None
) -> tuple[str | None, str | None, str | None]:
    """The entity of a code and its prefix, or the reason why its rows are sorted out."""
    found = codes.find(scheme, text, label)
    if found is None:
        return None, None, f"{REJECTED}unknown {scheme} code {shown(text)}"
    prefix = found.entity.partition(":")[0] if found.entity else None
    return found.entity, prefix, DROPPED + found.drop if found.drop else None


def _days(
    text: str | None, type_: str | None, vocab: Vocabulary, window: Window, attested: date
) -> tuple[str | None, str | None, date | None, date | None, date | None, date | None]:
    """Why rows of a period are sorted out, its text, and its bounds."""
    try:
        meaning = vocab.time_meaning(type_ or "")
        if not text and meaning != _TIMELESS:
            return f"{REJECTED}the row has no period", None, None, None, None, None
        period = parse_period(text) if text else ALWAYS
    except BadInput as error:
        return f"{REJECTED}{error}", None, None, None, None, None
    bounds = period.bounds(meaning, attested=attested)
    inside = window.holds(bounds.start, bounds.end)
    reason = None if inside else f"{DROPPED}outside the days asked for"
    return (
        reason,
        period.text or None,
        bounds.start,
        bounds.start_latest,
        bounds.end_earliest,
        bounds.end,
    )


def _is_below(entity: Entity, digits: str) -> bool:
    """Whether a good's HS code, or its national one (``chn-hs8``), begins with some digits."""
    return any(
        scheme.rpartition("-")[2].startswith("hs") and code.replace(".", "").startswith(digits)
        for scheme, code in entity.codes
    )


def _store(
    con: duckdb.DuckDBPyConnection,
    name: str,
    types: Mapping[str, str],
    rows: Sequence[Sequence[object]],
) -> None:
    """Make a small table from rows, a column at a time."""
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in types]
    listed = ", ".join(
        f"unnest(CAST(? AS {type_}[])) AS {identifier(column)}" for column, type_ in types.items()
    )
    con.execute(f"CREATE OR REPLACE TEMP TABLE {identifier(name)} AS SELECT {listed}", columns)
