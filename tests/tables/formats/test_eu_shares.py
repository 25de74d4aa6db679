"""The EU's supply shares: percentages as text, two stages, two tables with one header, no year."""

from __future__ import annotations

import os
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from kg.errors import BadInput
from tests.tables.formats.reading import Outcome, read, written

GLOBAL, EU = "made_up_global_shares.csv", "made_up_eu_supply_shares.csv"
ROWS = """\
Material,Stage,Country,Share,t
Neodymium,E,China,68.3%,1.1
Neodymium,P,China,<0.1%,1.0
Silicon metal,P,Türkiye,6,0.8
Heavy Rare earths Elements,E,"Congo, D.R.",100.0%,1
Unobtainium,E,China,3%,1
Roundwood,X,China,3%,1
Roundwood,E,Atlantis,3%,1
Roundwood,E,Brasilia,three%,1
Roundwood,E,Brasilia,103%,1
Roundwood,E,Brasilia,7%,1
"""


@pytest.fixture(scope="module")
def supply(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return read(written(tmp_path_factory.mktemp("eu"), GLOBAL, ROWS, "cp1252"))


def test_a_share_of_extraction_is_produced_and_one_of_processing_refined(supply: Outcome) -> None:
    first, second = supply.claims[:2]
    assert (first["subject"], first["predicate"], first["object"]) == (
        "country:CHN",
        "kg:produces",
        "element:Nd",
    )
    assert (first["value"], first["unit"], first["hedge"]) == (
        Decimal("68.3"),
        "unit:PERCENT",
        None,
    )
    assert first["claim_type"] == "kg:Share"
    assert second["predicate"] == "kg:refines"


def test_less_than_a_tenth_of_a_percent_keeps_its_band(supply: Outcome) -> None:
    claim = supply.claims[1]
    assert (claim["hedge"], claim["value"]) == ("under", Decimal("0.1"))
    assert (claim["low"], claim["high"]) == (0, Decimal("0.1"))


def test_the_reference_period_of_the_study_counts_as_inferred(supply: Outcome) -> None:
    assert {claim["period_text"] for claim in supply.claims} == {"2016/2020"}
    assert {claim["date_basis"] for claim in supply.claims} == {"inferred"}
    assert "does not print" in supply.claims[0]["scope_note"]
    assert "t = 1.1" in supply.claims[0]["scope_note"]


def test_names_of_countries_are_read_as_the_tables_spell_them(supply: Outcome) -> None:
    assert [claim["subject"] for claim in supply.claims] == [
        "country:CHN",
        "country:CHN",
        "country:COD",
        "country:BRA",
    ]


def test_what_is_no_share_is_rejected_with_its_reason(supply: Outcome) -> None:
    assert supply.report.rejected == {
        "a share without its per cent sign": 1,
        "unknown eu-crm-material code 'unobtainium'": 1,
        "a stage other than E and P": 1,
        "unknown name-eu code 'Atlantis'": 1,
        "a share that is no percentage": 1,
        "a share above 100 %": 1,
    }


def test_the_table_of_the_eus_own_supply_says_who_supplies_the_eu(tmp_path: Path) -> None:
    found = read(written(tmp_path, EU, ROWS, "cp1252"))
    assert found.report.format == "eu-crm-eu"
    assert found.figures("subject", "predicate", "object", "product")[0] == (
        "country:CHN",
        "kg:suppliesTo",
        "bloc:EU",
        "element:Nd",
    )


def test_a_name_that_tells_neither_table_needs_the_format_named(tmp_path: Path) -> None:
    path = written(tmp_path, "shares.csv", ROWS, "cp1252")
    with pytest.raises(BadInput):
        read(path)
    assert read(path, format="eu-crm-global").report.format == "eu-crm-global"


@pytest.mark.parametrize(
    ("name", "rejected"),
    [("eu_crm_global_supply_shares.csv", 0), ("eu_crm_eu_supply_shares.csv", 1)],
)
def test_the_real_tables_total_what_pandas_counts(tmp_path: Path, name: str, rejected: int) -> None:
    folder = os.environ.get("KG_TEST_DOCUMENTS")
    if not folder:
        pytest.skip("KG_TEST_DOCUMENTS names no folder of documents")
    path = Path(folder) / "real" / name
    table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="cp1252")
    sound = table[table["Share"].str.endswith("%")]
    numbers = sound["Share"].str.strip("<%").map(Decimal)
    found = read(path, rejects=tmp_path / "rejects.csv")
    assert sum(found.report.rejected.values()) == len(table) - len(sound) == rejected
    assert len(found.claims) == len(sound)
    assert sum(claim["value"] for claim in found.claims) == numbers.sum()
    assert Counter(claim["hedge"] for claim in found.claims)["under"] == sum(
        sound["Share"].str.startswith("<")
    )
    assert [claim["value"] for claim in found.claims] == numbers.tolist()
