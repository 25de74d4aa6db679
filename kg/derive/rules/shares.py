"""The shares of a total: of each country named, of all of them, and of the rest.

Limits: the shares of one total for the same months and product; no share of a share.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.derive.draft import Draft, each_once
from kg.derive.figure import Figure
from kg.derive.formulas import remainder, share, total
from kg.derive.levels import Table
from kg.derive.rules.partners import Partition, partitions, together
from kg.entity import Entity
from kg.units import PERCENT, Units

_SHARE = "kg:Share"


def shares(table: Table) -> Iterator[Draft]:
    """Shares that follow from parts and their total.

    Args:
        table: The figures of one flow.

    Yields:
        For each total: the share of each country named, of them together, and of all others.

    Example:
        >>> from kg.derive import derive
        >>> from kg.curated import read_data
        >>> from kg.vocab import Vocabulary
        >>> claims = derive(read_data(), Vocabulary.load())
        >>> [claim.formula for claim in claims if claim.formula.startswith("share: 1,116")]
        ['share: 1,116 t / 5,577 t = 20.011 %']
    """
    kinds = _share_kinds(table)
    for partition in partitions(table):
        kind = kinds.get(partition.whole.cell.kind)
        if kind is not None and table.is_news(partition.whole, *partition.parts):
            yield from _shares(partition, kind, table)


def _share_kinds(table: Table) -> dict[str, str]:
    """By quantity kind: the kind of its share, if the relation takes shares at all."""
    relation = table.ontology.vocab.relations.get(table.flow.predicate)
    if relation is None or _SHARE not in relation.claim_types:
        return {}
    return {whole: kind for kind, wholes in table.ontology.share_of.items() for whole in wholes}


def _shares(partition: Partition, kind: str, table: Table) -> Iterator[Draft]:
    units, whole = table.ontology.units, partition.whole
    for part in partition.parts:
        term = f"{part.term} / {whole.term}"
        figure = share(part.figure, whole.figure, units)
        if figure is not None:
            yield _draft(partition, kind, table, figure, term, object_=part.cell.object)
    sum_ = total((part.figure for part in partition.parts), units)
    named = share(sum_, whole.figure, units) if sum_ else None
    if named is None:
        return
    terms = f"({partition.terms}) / {whole.term}"
    if len(partition.parts) > 1:
        yield _draft(partition, kind, table, named, terms, partner=together(partition.parts, table))
    rest = _rest(named, units)
    if rest is not None:
        others = partition.others(table)
        yield _draft(partition, kind, table, rest, f"1 − {terms}", partner=others)


def _rest(named: Figure, units: Units) -> Figure | None:
    hundred = Figure.exactly(1 / units.factor(PERCENT), PERCENT)
    return remainder(hundred, [named], units)


def _draft(
    partition: Partition,
    kind: str,
    table: Table,
    figure: Figure,
    term: str,
    *,
    object_: str | None = None,
    partner: Entity | None = None,
) -> Draft:
    whole = partition.whole
    parts = [part for part in partition.parts if object_ in (None, part.cell.object)]
    premises = [claim for part in parts for claim in part.premises]
    by = table.ontology.vocab.label(whole.cell.kind)
    return Draft(
        "share",
        table.flow,
        whole.cell._replace(
            object=partner.id if partner else object_, kind=kind, by=whole.cell.kind
        ),
        _SHARE,
        figure,
        each_once([*premises, *whole.premises]),
        term,
        caution=f"Share of {by}.",
        partner=partner,
    )
