"""A slice of the tables: the claims of some goods, countries, times and quantities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kg.dataset import Dataset
from kg.errors import UnknownName
from kg.tables.codes import Codes
from kg.tables.lookups import Window, countries_asked, products_asked
from kg.tables.sql import literal, texts
from kg.vocab import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Which claims are wanted; what is empty does not narrow.

    Attributes:
        products: Beginnings of HS codes (``2846``) or ids of entities.
        countries: Ids, ISO codes or names; either end of a claim may be one of them.
        since: Claims whose period reaches into this one or a later one.
        until: Claims whose period reaches into this one or an earlier one.
        quantity_kind: What is measured, such as ``kg:ExportValue``.
    """

    products: Sequence[str] = ()
    countries: Sequence[str] = ()
    since: str | None = None
    until: str | None = None
    quantity_kind: str | None = None

    def where(self, known: Dataset, vocab: Vocabulary) -> str:
        """The slice as a condition in SQL over the columns of claims.

        Args:
            known: The catalogue.
            vocab: The ontology.

        Returns:
            The condition.

        Raises:
            UnknownName: It names what nobody knows.
            BadDate: A period is none.

        Example:
            >>> from kg.curated import read_data
            >>> vocab = Vocabulary.load()
            >>> Slice(quantity_kind="kg:ExportValue").where(read_data(vocab=vocab), vocab)
            "quantity_kind = 'kg:ExportValue'"
        """
        parts = []
        products = products_asked(self.products, known.entities)
        countries = countries_asked(self.countries, Codes(vocab, known.entities))
        if products is not None:
            parts.append(f"product IN {texts(sorted(products))}")
        if countries is not None:
            named = texts(sorted(countries))
            parts.append(f"(subject IN {named} OR object IN {named})")
        window = Window.of(self.since, self.until)
        if self.since is not None:
            parts.append(f'"end" > {_day(window.first)}')
        if self.until is not None:
            parts.append(f'"start" <= {_day(window.last)}')
        if self.quantity_kind is not None:
            if self.quantity_kind not in vocab.quantity_kinds:
                raise UnknownName("quantity kind", self.quantity_kind, vocab.quantity_kinds)
            parts.append(f"quantity_kind = {literal(self.quantity_kind)}")
        return " AND ".join(parts) or "true"


def _day(day: date) -> str:
    return f"DATE {literal(day.isoformat())}"
