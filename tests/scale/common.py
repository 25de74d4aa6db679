"""Claims on engines, and claims that break things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyoxigraph as ox

from kg.claim import Claim
from kg.columns import claim_table
from kg.mapping import RdfMapping
from kg.scale.duck import DuckDB
from tests.strategies import vocabulary

MAPPING = RdfMapping(vocabulary())
TEXTS = [
    *map(chr, [*range(0x30), 0x5C, 0x7F, 0x80, 0x85, 0x2028, 0x2029]),
    *map(chr, [0xFDD0, 0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF, 0x1F600, 0x1FFFF]),
    "",
    "\\n\\u0041\\",
    "$1 \\1 ${x} %s",
    'a\\"b"" \r\n\x00 c',
    "Ж\u0301 \u202e",
]
NUMBERS = [
    *("0", "-0.5", "1e-12", "1e-7", "100", "0.1", "10.010", "-1", "1e6"),
    "99999999999999999999999999",
    "-99999999999999999999999999.999999999999",
]
DAYS = [date(1, 1, 1), date(1500, 2, 28), date(1582, 10, 10), date(1900, 1, 1), date(9999, 12, 31)]


def awkward(claim: Claim) -> Iterator[Claim]:
    """A claim with every text, number and day on which engines have been known to differ."""
    base = replace(claim, premises=())
    for text in TEXTS:
        yield replace(base, gist=text, scope_note=f"{text}x", locator=f"é{text}", formula=text)
    for number in map(Decimal, NUMBERS):
        yield replace(base, value=number, low=number, high=None, confidence=Decimal("0.50"))
    for day in DAYS:
        yield replace(base, start=day, announced=day, negated=True)
    yield replace(base, premises=("claim:c1-a", "claim:c1-b", "claim:c1-c"))


def numbered(claims: Iterable[Claim]) -> list[Claim]:
    """Claims, each with an id of its own."""
    return [replace(claim, id=f"claim:c1-{at:020x}") for at, claim in enumerate(claims)]


class OnDuckDB:
    """Claims on DuckDB."""

    def __init__(self, claims: Iterable[Claim] | pa.Table) -> None:
        import duckdb

        held = claims if isinstance(claims, pa.Table) else claim_table(claims, vocabulary())
        connection = duckdb.connect()
        connection.register("held", held)
        self.engine = DuckDB()
        self.claims = self.engine.over(connection, "held")

    def lines(self, expression: Any) -> list[str]:
        """The lines in an expression's text column, sorted."""
        texts = self.engine.rows(expression)["lines"].to_pylist()
        return sorted(line for text in texts for line in text.split("\n"))


def by_row(claims: Iterable[Claim]) -> list[str]:
    """The same quads as the mapping makes them, one claim after the other, sorted."""
    return nquads(quad for claim in claims for quad in MAPPING.claim_quads(claim))


def nquads(quads: Iterable[ox.Quad]) -> list[str]:
    """Quads in canonical N-Quads, sorted."""
    text = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    return sorted(text.decode().split("\n")[:-1])
