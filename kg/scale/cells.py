"""What may be summed: the cells of trade of which each holds one claim and none overlaps another.

A sum never mixes quantity kinds, units of different dimension, products that hold each other,
months with years, an exporter's reports with an importer's, one origin's tables with another's, or
the world with its countries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import TYPE_CHECKING, Any

from kg.errors import BadInput, UnknownName
from kg.rdf import plain
from kg.vocab import Vocabulary

if TYPE_CHECKING:
    import ibis.expr.types as ir

GRAINS: Mapping[str, int] = {"month": 1, "year": 12}
"""How many months a period has."""

SIDES = ("exporter", "importer")

_CURRENCY = "Currency"  # a rate of exchange is no constant
_AGGREGATE = "kg:Aggregate"
_BLOC = "kg:Bloc"
_TRADE = "trade"
_FLOW = "kg:Flow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is summed.

    Attributes:
        quantity_kind: Such as ``kg:ExportValue``.
        products: One product or several, by id, of which none is a part of another.
        unit: The unit of the sums; masses are converted to it, currencies are not.
        grain: month or year.
        reporter: Whose reports: the exporter's or the importer's.
        origins: Origins by preference: the first that has any fitting claim is used for the whole
            answer. Those not named come after, by their id.
        exporter: Only what this one exports.
        importer: Only what this one imports.
        partners: Ids of aggregates that overlap with nobody and count as partners, such as
            "other Asia, not elsewhere specified"; other aggregates and blocs are left out.
        since: First day of the earliest period.
        until: First day of the latest period.
    """

    quantity_kind: str
    products: tuple[str, ...]
    unit: str
    grain: str = "year"
    reporter: str = "exporter"
    origins: tuple[str, ...] = ()
    exporter: str | None = None
    importer: str | None = None
    partners: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def checked(self, vocab: Vocabulary) -> Choice:
        """The same choice, if it makes sense.

        Args:
            vocab: The ontology.

        Returns:
            Itself.

        Raises:
            UnknownName: A name is not known.
            BadInput: No product is named, the unit does not fit, or products overlap.
        """
        for name, value, known in (
            ("quantity kind", self.quantity_kind, vocab.quantity_kinds),
            ("unit", self.unit, vocab.units),
            ("grain", self.grain, GRAINS),
            ("reporter", self.reporter, SIDES),
        ):
            if value not in known:
                raise UnknownName(name, value, known)
        kind = vocab.quantity_kinds[self.quantity_kind]
        if vocab.units[self.unit].dimension != kind.dimension:
            units = ", ".join(sorted(kind.units))
            raise BadInput(f"{self.quantity_kind} is not measured in {self.unit}; use {units}")
        if not self.products:
            raise BadInput("which product? Name one, or several that do not hold each other")
        refuse_nested(self.products)
        return self


def refuse_nested(products: Iterable[str]) -> None:
    """Stop where one product's code begins with another's: its figures hold the other's.

    Args:
        products: Ids; only those of codes (``product:hs-2846``) can be told apart so.

    Raises:
        BadInput: Two products overlap.

    Example:
        >>> refuse_nested(["product:hs-284610", "product:hs-284690"])
    """
    codes = sorted(set(products))
    for shorter, longer in pairwise(codes):
        if shorter.rpartition("-")[2].isdigit() and longer.startswith(shorter):
            raise BadInput(f"{longer} is a part of {shorter}; what overlaps is not added up")


def cells(claims: ir.Table, choice: Choice, vocab: Vocabulary) -> ir.Table:
    """One row for each exporter, importer, product and period: the claim that counts.

    Of several claims for one cell the one published last counts, then the one with the lower id.

    Args:
        claims: A table with the columns of :func:`kg.columns.claim_schema`.
        choice: What is summed.
        vocab: The ontology.

    Returns:
        Columns exporter, importer, product, period (first day), origin, value (decimal(38, 12), in
        the choice's unit), id.

    Example:
        >>> import ibis
        >>> from kg.columns import claim_table
        >>> from kg.curated import read_data
        >>> vocab, data = Vocabulary.load(), read_data()
        >>> choice = Choice(quantity_kind="kg:ExportMass", products=("group:rare-earths",),
        ...     unit="unit:TONNE", grain="month", partners=("aggregate:world",))
        >>> table = ibis.memtable(claim_table(data.claims, vocab))
        >>> cells(table, choice, vocab).to_pyarrow().num_rows > 0
        True
    """
    fitting = _of_one_origin(_fitting(claims, choice.checked(vocab), vocab), choice)
    return _one_each(fitting)


def left_out(claims: ir.Table, choice: Choice, vocab: Vocabulary) -> ir.Table:
    """What no sum counts because a side is an aggregate or a bloc that the choice does not name.

    Such figures may hold those of single countries ("World") or stand beside them ("other Asia, not
    elsewhere specified"): who asks has to say which.

    Args:
        claims: A table with the columns of :func:`kg.columns.claim_schema`.
        choice: What is summed.
        vocab: The ontology.

    Returns:
        Columns party, value (in the choice's unit) and cells, the largest value first.

    Example:
        >>> import ibis
        >>> from kg.columns import claim_table
        >>> from kg.curated import read_data
        >>> vocab, data = Vocabulary.load(), read_data()
        >>> choice = Choice(quantity_kind="kg:ExportMass", products=("group:rare-earths",),
        ...     unit="unit:TONNE", grain="month")
        >>> table = ibis.memtable(claim_table(data.claims, vocab))
        >>> left_out(table, choice, vocab).to_pyarrow()["party"][0].as_py()
        'aggregate:world'
    """
    import ibis

    fitting = _fitting(claims, choice.checked(vocab), vocab, single=False)
    found = _one_each(_of_one_origin(fitting, choice))
    wholes = sorted(_wholes(vocab))
    is_whole = reduce(or_, (found.exporter.startswith(prefix) for prefix in wholes))
    found = found.mutate(party=is_whole.ifelse(found.exporter, found.importer))
    summed = found.group_by("party").agg(value=found.value.sum(), cells=found.count())
    return summed.order_by(ibis.desc("value"), ibis.asc("party"))


def _one_each(fitting: ir.Table) -> ir.Table:
    """Of several claims for one cell the one that counts."""
    import ibis

    order = ibis.window(
        group_by=["exporter", "importer", "product", "period"],
        order_by=[ibis.desc("published"), ibis.asc("id")],
    )
    ranked = fitting.mutate(rank=ibis.row_number().over(order))
    return ranked.filter(ranked["rank"] == 0).select(
        "exporter", "importer", "product", "period", "origin", "value", "id"
    )


def _fitting(
    claims: ir.Table, choice: Choice, vocab: Vocabulary, *, single: bool = True
) -> ir.Table:
    """The claims that a choice means, as flows from an exporter to an importer.

    With ``single`` false those that it leaves out because a side is no single party.
    """
    import ibis

    backwards = choice.reporter == "importer"
    relations = [
        id_
        for id_, relation in vocab.relations.items()
        if _TRADE in relation.networks and relation.flows_backwards == backwards
    ]
    flows = [id_ for id_ in vocab.claim_types if vocab.is_a(id_, {_FLOW})]
    factors = _factors(choice.unit, vocab)
    rows = claims.filter(
        claims.quantity_kind == choice.quantity_kind,
        claims["product"].isin(sorted(set(choice.products))),
        claims.predicate.isin(relations),
        claims.claim_type.isin(flows),
        claims.modality == "asserted",
        ~claims.negated,
        claims.object.notnull(),
        claims.value.notnull(),
        claims.comparator.isnull() | (claims.comparator == "level"),
        claims.unit.isin(sorted(factors)),
        *_is_of_grain(claims, choice.grain),
    )
    whence, where = ("object", "subject") if backwards else ("subject", "object")
    rows = rows.select(
        exporter=rows[whence],
        importer=rows[where],
        product=rows["product"],
        period=rows.start,
        origin=rows.origin.fill_null(""),
        value=_converted(rows, factors),
        published=rows.published,
        id=rows.id,
    )
    singles = _singles(rows, choice, vocab)
    kept = singles if single else [reduce(or_, (~one for one in singles), ibis.literal(False))]
    return rows.filter(*_narrowed(rows, choice), *kept)


def _wholes(vocab: Vocabulary) -> set[str]:
    """How the ids of parties begin that are no single country or company."""
    return {
        f"{type_.prefix}:"
        for id_, type_ in vocab.classes.items()
        if vocab.is_a(id_, {_AGGREGATE, _BLOC})
    }


def _singles(rows: ir.Table, choice: Choice, vocab: Vocabulary) -> list[Any]:
    """Conditions that a side nobody named is a single party, or one that counts as such."""
    found: list[Any] = []
    for side, only in (("exporter", choice.exporter), ("importer", choice.importer)):
        for prefix in sorted(_wholes(vocab)) if only is None else ():
            single = ~rows[side].startswith(prefix)
            found.append(single | rows[side].isin(choice.partners) if choice.partners else single)
    return found


def _narrowed(rows: ir.Table, choice: Choice) -> list[Any]:
    """Conditions on who trades and when."""
    found: list[Any] = [
        rows[side] == only
        for side, only in (("exporter", choice.exporter), ("importer", choice.importer))
        if only is not None
    ]
    if choice.since is not None:
        found.append(rows.period >= choice.since)
    if choice.until is not None:
        found.append(rows.period <= choice.until)
    return found


def _is_of_grain(claims: ir.Table, grain: str) -> list[Any]:
    """Whether a claim's bounds are exact and its period is a calendar month or year."""
    start, end = claims.start, claims.end
    months = (end.year() - start.year()) * 12 + end.month() - start.month()
    found = [
        start == claims.start_latest,
        end == claims.end_earliest,
        start.day() == 1,
        end.day() == 1,
        months == GRAINS[grain],
    ]
    return [*found, start.month() == 1] if grain == "year" else found


def _factors(unit: str, vocab: Vocabulary) -> dict[str, tuple[str, str]]:
    """By unit, what its figures are multiplied with and divided by."""
    wanted = vocab.units[unit]
    return {
        id_: (one.factor, wanted.factor)
        for id_, one in vocab.units.items()
        if id_ == unit or (one.dimension == wanted.dimension and one.dimension != _CURRENCY)
    }


def _converted(rows: ir.Table, factors: Mapping[str, tuple[str, str]]) -> Any:
    """Figures in the choice's unit, exactly: decimals times decimals of powers of ten."""
    import ibis

    branches = []
    for unit, (own, wanted) in sorted(factors.items()):
        factor = Decimal(own) / Decimal(wanted)
        value: Any = rows.value
        if factor != 1:
            places = max(0, -int(factor.as_tuple().exponent))
            by = ibis.literal(Decimal(plain(factor)), type=f"decimal(18, {max(places, 0)})")
            value = rows.value.cast("decimal(32, 12)") * by
        branches.append((rows.unit == unit, value.cast("decimal(38, 12)")))
    return ibis.cases(*branches, else_=ibis.null("decimal(38, 12)"))


def _of_one_origin(rows: ir.Table, choice: Choice) -> ir.Table:
    """Only the claims of the most preferred origin that has any."""
    import ibis

    ranks = [(rows.origin == origin, f"{rank:06}") for rank, origin in enumerate(choice.origins)]
    rest = ibis.literal("~").concat(rows.origin)
    ranked = rows.mutate(preference=ibis.cases(*ranks, else_=rest) if ranks else rest)
    best = ranked.aggregate(best=ranked.preference.min())
    return ranked.inner_join(best, ranked.preference == best.best).drop("preference", "best")
