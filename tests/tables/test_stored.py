from __future__ import annotations

import json

import pytest

from kg.errors import StoreDamaged
from kg.tables.connection import connect
from kg.tables.stored import in_full, words

from .reading import vocabulary


def said(type_: str = "VARCHAR", text: str | None = "{}") -> str:
    return json.dumps([["subject", "VARCHAR", False, None], ["gist", type_, True, text]])


def test_words_are_those_of_the_terms_that_are_named() -> None:
    found = json.loads(words({"kg:exportsTo", "unit:CCY_EUR", "kg:Flow"}, vocabulary()))
    assert found == {"kg:exportsTo": "exports to", "unit:CCY_EUR": "€"}


def test_stand_ins_need_no_columns_but_those_of_the_file() -> None:
    rows = "(VALUES ('country:CHN', 'd')) t(subject, id)"
    held = json.dumps([["id", "VARCHAR", False, None], ["subject", "VARCHAR", False, None]])
    assert connect().execute(in_full(held, rows, made=False)).fetchall()[0][1] == "country:CHN"


def test_a_file_without_words_for_its_gists_says_what_to_do() -> None:
    with pytest.raises(StoreDamaged, match="import it anew"):
        in_full(said(text=None), "rows")


def test_a_type_that_no_import_writes_never_becomes_sql() -> None:
    with pytest.raises(StoreDamaged, match="DATE\\); DROP"):
        in_full(said("DATE); DROP TABLE x; --"), "rows")
