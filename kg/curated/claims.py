"""Rows of claims: read by the ontology's columns, completed by what can be computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from kg.claim import Claim, claim_id
from kg.curated.cells import READERS, Row
from kg.dates import ALWAYS, Bounds, parse_period
from kg.entity import Entity
from kg.errors import BadDate, BadInput
from kg.quantity import band
from kg.sources import Source
from kg.validate import problems
from kg.vocab import Column, Vocabulary

_BOUNDS = tuple(field.name for field in fields(Bounds))


@dataclass(frozen=True)
class ClaimReader:
    """Reads claims against an ontology and a catalogue."""

    vocab: Vocabulary
    entities: Mapping[str, Entity]
    sources: Mapping[str, Source]

    def read(self, row: Row) -> Claim:
        """A claim.

        Args:
            row: Cells by the columns of the ontology. Left empty, these are computed: id, the four
                bounds (from ``period_text``), low and high (from value and hedge), published and
                recorded (from the source).

        Returns:
            The claim, checked against ontology and catalogue.

        Raises:
            BadRow: A cell is wrong.
        """
        slots = {column.name: self._value(row, column) for column in self.vocab.columns}
        source = self.sources[row.among("source_id", "source", self.sources)]
        slots["locator"] = row.filled("locator")
        slots["published"] = slots["published"] or source.published
        slots["recorded"] = slots["recorded"] or source.recorded
        slots |= self._bounds(row, slots)
        slots |= self._band(slots)
        slots["id"] = claim_id(source.digest, slots)
        if row["id"] not in ("", slots["id"]):
            raise row.bad("id", f"the id of this row is {slots['id']}; leave the cell empty")
        claim = Claim(**slots)
        for problem in problems(
            claim, vocab=self.vocab, entities=self.entities, sources=self.sources
        ):
            raise row.bad(problem.column, problem.why, problem.value)
        return claim

    def _value(self, row: Row, column: Column) -> Any:
        if not row[column.name] and column.default is not None:
            row = Row(row.path, row.line, {column.name: column.default})
        if not row[column.name]:
            if column.required:
                raise row.bad(column.name, "the cell is empty")
            return () if column.kind == "claims" else None
        return row.read(column.name, READERS.get(column.kind, str))

    def _bounds(self, row: Row, slots: Mapping[str, Any]) -> dict[str, Any]:
        given = [name for name in _BOUNDS if slots[name] is not None]
        if given and len(given) < len(_BOUNDS):
            missing = next(name for name in _BOUNDS if name not in given)
            raise row.bad(missing, "the cell is empty; give all four bounds or none")
        try:
            meaning = self.vocab.time_meaning(slots["claim_type"])
        except BadInput as error:
            raise row.bad("claim_type", str(error)) from error
        text = slots["period_text"]
        if text is None and meaning != "timeless":
            raise row.bad("period_text", "when? write ../.. where nothing is stated")
        try:
            period = parse_period(text) if text else ALWAYS
            bounds = period.bounds(meaning, attested=slots["published"])
        except BadDate as error:
            raise row.bad("period_text", str(error)) from error
        computed = {} if given else {name: getattr(bounds, name) for name in _BOUNDS}
        return computed | {"period_text": period.text or None}

    def _band(self, slots: Mapping[str, Any]) -> dict[str, Any]:
        """Low and high of the value, unless the row gives them."""
        value, hedge = slots["value"], slots["hedge"]
        given = slots["low"] is not None or slots["high"] is not None
        if value is None or given or hedge not in (None, *self.vocab.column["hedge"].allowed):
            return {}
        kind = self.vocab.quantity_kinds.get(slots["quantity_kind"] or "")
        exact = kind is not None and kind.exact and slots["comparator"] in (None, "level")
        low, high = band(value, hedge=hedge, exact=exact)
        if slots["comparator"] == "level" and low is not None and value >= 0:
            low = max(low, Decimal(0))  # nobody ships less than nothing
        return {"low": low, "high": high}
