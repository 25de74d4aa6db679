"""Whether what a format makes of its rows fits the ontology: looked at once a kind of row."""

from __future__ import annotations

from collections.abc import Iterator

from kg.errors import BadInput
from kg.tables.counts import Counted
from kg.units import PERCENT
from kg.vocab import Vocabulary


def check_shape(name: str, rows: Counted, vocab: Vocabulary) -> None:
    """Refuse claims that the ontology has no place for.

    Args:
        name: The format's name.
        rows: Rows of one kind.
        vocab: The ontology.

    Raises:
        BadInput: What does not fit; the format or mapping is wrong, not the file.
    """
    for problem in _problems(rows, vocab):
        raise BadInput(f"format {name} makes claims that the ontology does not know: {problem}")


def _problems(rows: Counted, vocab: Vocabulary) -> Iterator[str]:
    relation = vocab.relations.get(rows.predicate or "")
    if relation is None:
        yield f"the relation {rows.predicate!r} is none"
        return
    if rows.claim_type not in relation.claim_types:
        allowed = ", ".join(sorted(relation.claim_types))
        yield f"{rows.predicate} takes {allowed}, not {rows.claim_type}"
    if rows.modality not in vocab.column["modality"].allowed:
        yield f"the modality {rows.modality!r} is none"
    for what, prefix, classes in zip(
        ("subject", "object"), rows.prefixes, (relation.domain, relation.range), strict=True
    ):
        of_prefix = [cls.id for cls in vocab.classes.values() if prefix and cls.prefix == prefix]
        if prefix and not any(vocab.is_a(cls, classes) for cls in of_prefix):
            allowed = ", ".join(sorted(map(vocab.label, classes)))
            yield f"{rows.predicate} takes as {what} {allowed}, not a {prefix}"
    for (kind, unit, hedge), present in zip(rows.figures, rows.present, strict=True):
        if present and kind is not None:
            yield from _figure_problems(kind, unit, hedge, vocab)


def _figure_problems(
    kind: str, unit: str | None, hedge: str | None, vocab: Vocabulary
) -> Iterator[str]:
    known = vocab.quantity_kinds.get(kind)
    if known is None:
        yield f"the quantity kind {kind!r} is none"
    elif unit not in known.units and unit != PERCENT:
        yield f"{kind} is measured in {', '.join(sorted(known.units))}, not {unit}"
    if hedge is not None and hedge not in vocab.column["hedge"].allowed:
        yield f"the hedge {hedge!r} is none"
