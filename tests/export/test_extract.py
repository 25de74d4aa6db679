from io import BytesIO

import pytest

from kg.dataset import Dataset
from kg.errors import BadDate, UnknownName
from kg.export import Selection, export
from kg.export.extract import extract
from kg.vocab import Vocabulary

from .common import FOREIGN, view


def test_an_empty_selection_is_everything(shipped: Dataset, vocab: Vocabulary) -> None:
    seen = view(shipped, vocab, FOREIGN)
    assert extract(seen, Selection()).dataset == shipped
    assert set(FOREIGN[:1]) <= set(extract(seen).quads())


def test_each_part_of_a_selection_narrows(shipped: Dataset, vocab: Vocabulary) -> None:
    seen = view(shipped, vocab)
    by_relation = set(Selection(relations=["kg:restricts"]).claims(seen))
    assert {claim.predicate for claim in by_relation} == {"kg:restricts"}
    by_entity = set(Selection(entities=["country:USA"]).claims(seen))
    assert by_entity
    assert all("country:USA" in claim.mentions for claim in by_entity)
    both = Selection(relations=["kg:restricts"], entities=["country:USA"])
    assert set(both.claims(seen)) == by_relation & by_entity
    source = shipped.claims[0].source_id
    assert {one.source_id for one in Selection(sources=[source]).claims(seen)} == {source}


def test_a_period_selects_claims_with_a_day_in_it(shipped: Dataset, vocab: Vocabulary) -> None:
    found = set(Selection(period="2025-05").claims(view(shipped, vocab)))
    from datetime import date

    for claim in shipped.claims:
        meets = date.min < claim.start < date(2025, 6, 1) and date(2025, 5, 1) < claim.end
        assert (claim in found) == meets


def test_what_claims_refer_to_comes_along_and_nothing_else(
    shipped: Dataset, vocab: Vocabulary
) -> None:
    made = extract(view(shipped, vocab, FOREIGN), Selection(relations=["kg:negotiatesWith"]))
    claims = made.dataset.claims
    assert set(made.dataset.sources) == {claim.source_id for claim in claims}
    needed = {
        id_ for claim in claims for id_ in (*claim.mentions, claim.attributed_to, claim.origin)
    }
    publishers = {
        id_
        for source in made.dataset.sources.values()
        for id_ in (source.publisher, *source.relies_on)
    }
    assert set(made.dataset.entities) == (needed | publishers) - {None}
    assert not set(FOREIGN) & set(made.quads())


def test_a_selection_that_names_a_stranger_is_refused(
    tiny_dataset: Dataset, vocab: Vocabulary
) -> None:
    seen = view(tiny_dataset, vocab)
    with pytest.raises(UnknownName, match="did you mean kg:restricts"):
        export(seen, BytesIO(), format="csv", select=Selection(relations=["kg:restrict"]))
    with pytest.raises(UnknownName, match="unknown entity"):
        list(Selection(entities=["country:NIX"]).claims(seen))
    with pytest.raises(BadDate):
        list(Selection(period="soon").claims(seen))
