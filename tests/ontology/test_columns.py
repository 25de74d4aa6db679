"""The columns of the ontology and the fields of a claim are the same."""

from __future__ import annotations

from dataclasses import fields

import pytest

from kg.claim import Claim
from kg.vocab import Column, Vocabulary

KINDS = {
    "id", "class", "entity", "relation", "term", "claims", "date", "decimal", "boolean", "string",
}  # fmt: skip


def test_columns_are_the_fields_of_a_claim_in_order(vocab: Vocabulary) -> None:
    assert [column.name for column in vocab.columns] == [field.name for field in fields(Claim)]


def test_each_column_becomes_a_property_of_its_own(vocab: Vocabulary) -> None:
    assert len({column.iri for column in vocab.columns}) == len(vocab.columns)


def test_each_column_is_of_a_known_kind_and_explained(vocab: Vocabulary) -> None:
    for column in vocab.columns:
        assert column.kind in KINDS, column.name
        assert column.definition, column.name
        assert column.group, column.name


def test_a_default_is_one_of_the_allowed_values(vocab: Vocabulary) -> None:
    for column in vocab.columns:
        assert not (column.allowed and column.default) or column.default in column.allowed


@pytest.mark.parametrize("name", ["modality", "date_basis", "extractor", "negated", "confidence"])
def test_a_default_is_that_of_the_field(vocab: Vocabulary, name: str) -> None:
    column: Column = vocab.column[name]
    default = {field.name: field.default for field in fields(Claim)}[name]
    assert column.default == str(default).lower()
