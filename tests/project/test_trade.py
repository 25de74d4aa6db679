from pathlib import Path
from typing import Any

import pytest

from kg.errors import BadInput, UnknownName
from kg.project import network, simple
from kg.vocab import Vocabulary

from .made import view

HEADER = (
    "claim_type,subject,predicate,object,product,period_text,quantity_kind,value,unit,comparator,"
    "hedge,scope_note,confidence,source_id\n"
)


def flow(
    subject: str,
    relation: str,
    object_: str,
    period: str,
    value: str,
    *,
    unit: str = "unit:TONNE",
    product: str = "product:magnets",
    hedge: str = "",
    scope: str = "",
    confidence: str = "",
    source: str = "source:old",
) -> str:
    return (
        f"kg:Flow,{subject},kg:{relation},{object_},{product},{period},kg:ExportMass,{value},{unit},"
        f"level,{hedge},{scope},{confidence},{source}\n"
    )


def weights(folder: Path, vocab: Vocabulary, *rows: str, **options: Any) -> dict[Any, float]:
    """The weight of each flow of magnets."""
    wanted = {"quantity_kind": "kg:ExportMass", "product": "product:magnets", "grain": "month"}
    graph = network(view(folder, vocab, HEADER + "".join(rows)), "trade", **wanted | options)
    return {
        (exporter, importer, period): data["weight"]
        for exporter, importer, period, data in graph.edges(keys=True, data=True)
    }


CHN, USA, DEU, FRA = "country:CHN", "country:USA", "country:DEU", "country:FRA"
WORLD, OTHERS, EU = "aggregate:world", "aggregate:others", "bloc:EU"


def test_months_and_year_to_date_never_stand_together(tmp_path: Path, vocab: Vocabulary) -> None:
    rows = [
        flow(CHN, "exportsTo", USA, "2025-01", "10"),
        flow(CHN, "exportsTo", USA, "2025-02", "20"),
        flow(CHN, "exportsTo", USA, "2025-01/2025-02", "30"),
        flow(CHN, "exportsTo", USA, "2025-01/2025-03", "60"),
        flow(CHN, "exportsTo", USA, "2024", "400"),
        flow(CHN, "exportsTo", USA, "2025-Q2", "99"),
    ]
    assert weights(tmp_path, vocab, *rows) == {(CHN, USA, "2025-01"): 10, (CHN, USA, "2025-02"): 20}
    assert weights(tmp_path, vocab, *rows, grain="year") == {(CHN, USA, "2024"): 400}
    assert weights(tmp_path, vocab, *rows, grain="ytd") == {
        (CHN, USA, "2024"): 400,
        (CHN, USA, "2025-01/2025-03"): 60,
    }


def test_partners_are_never_added_to_the_world(tmp_path: Path, vocab: Vocabulary) -> None:
    rows = [
        flow(CHN, "exportsTo", WORLD, "2025-05", "100"),
        flow(CHN, "exportsTo", OTHERS, "2025-05", "40"),
        flow(CHN, "exportsTo", USA, "2025-05", "30"),
        flow(CHN, "exportsTo", DEU, "2025-05", "30"),
        flow(CHN, "exportsTo", WORLD, "2025-06", "90"),
    ]
    assert weights(tmp_path, vocab, *rows) == {
        (CHN, DEU, "2025-05"): 30,
        (CHN, USA, "2025-05"): 30,
        (CHN, WORLD, "2025-06"): 90,
    }
    total = weights(tmp_path, vocab, *rows, partners="total")
    assert [key[2] for key in total] == ["2025-05", "2025-06"]


def test_members_are_never_added_to_their_bloc(tmp_path: Path, vocab: Vocabulary) -> None:
    member = "kg:Structure,country:DEU,kg:memberOf,bloc:EU,,,,,,,,,,source:old\n"
    rows = [
        member,
        flow(CHN, "exportsTo", EU, "2025-05", "100"),
        flow(CHN, "exportsTo", DEU, "2025-05", "60"),
        flow(CHN, "exportsTo", USA, "2025-05", "30"),
    ]
    assert weights(tmp_path, vocab, *rows) == {
        (CHN, DEU, "2025-05"): 60,
        (CHN, USA, "2025-05"): 30,
    }
    assert weights(tmp_path, vocab, *rows, partners="total") == {
        (CHN, EU, "2025-05"): 100,
        (CHN, USA, "2025-05"): 30,
    }


def test_the_exporters_report_is_never_added_to_the_importers(
    tmp_path: Path, vocab: Vocabulary
) -> None:
    rows = [
        flow(CHN, "exportsTo", USA, "2025-05", "30"),
        flow(USA, "importsFrom", CHN, "2025-05", "33"),
        flow(USA, "importsFrom", WORLD, "2025-05", "50"),
        flow(USA, "importsFrom", DEU, "2025-05", "5"),
    ]
    exporters = weights(tmp_path, vocab, *rows)
    assert exporters == {(CHN, USA, "2025-05"): 30, (DEU, USA, "2025-05"): 5}
    importers = weights(tmp_path, vocab, *rows, reporter="importer")
    assert importers == {(CHN, USA, "2025-05"): 33, (DEU, USA, "2025-05"): 5}


def test_of_repeats_one_counts_and_the_others_are_named(tmp_path: Path, vocab: Vocabulary) -> None:
    rows = [
        flow(CHN, "exportsTo", USA, "2025-05", "30", hedge="about", source="source:new"),
        flow(CHN, "exportsTo", USA, "2025-05", "29.8"),
        flow(CHN, "exportsTo", USA, "2025-05", "20", scope="only some kinds"),
        flow(CHN, "exportsTo", USA, "2025-05", "31", source="source:new"),
        flow(CHN, "exportsTo", USA, "2025-05", "32", source="source:new", confidence="0.5"),
    ]
    seen = view(tmp_path, vocab, HEADER + "".join(rows))
    graph = network(
        seen, "trade", quantity_kind="kg:ExportMass", product="product:magnets", grain="month"
    )
    (chosen,) = [data for *_, data in graph.edges(data=True)]
    assert chosen["weight"] == 31
    assert {*chosen["claim_ids"], *chosen["other_claim_ids"]} == {c.id for c in seen.claims()}
    assert graph.graph["left_out_repeats"] == 4
    assert simple(graph, weight="weight")[CHN][USA]["weight"] == 31


def test_masses_are_converted_to_one_unit(tmp_path: Path, vocab: Vocabulary) -> None:
    rows = [
        flow(CHN, "exportsTo", USA, "2025-05", "2"),
        flow(CHN, "exportsTo", DEU, "2025-05", "500", unit="unit:KiloGM"),
        flow(CHN, "exportsTo", FRA, "2025-05", "1"),
    ]
    assert weights(tmp_path, vocab, *rows)[CHN, DEU, "2025-05"] == 0.5
    assert weights(tmp_path, vocab, *rows, unit="unit:KiloGM")[CHN, USA, "2025-05"] == 2000


def test_currencies_are_not_converted(tmp_path: Path, vocab: Vocabulary) -> None:
    rows = [
        flow(CHN, "exportsTo", USA, "2025-05", "2", unit="unit:CCY_USD"),
        flow(CHN, "exportsTo", DEU, "2025-05", "3", unit="unit:CCY_EUR"),
        flow(CHN, "exportsTo", FRA, "2025-05", "4", unit="unit:CCY_EUR"),
    ]
    rows = [row.replace("ExportMass", "ExportValue") for row in rows]
    found = weights(tmp_path, vocab, *rows, quantity_kind="kg:ExportValue")
    assert found == {(CHN, DEU, "2025-05"): 3, (CHN, FRA, "2025-05"): 4}


def test_other_products_stay_out(tmp_path: Path, vocab: Vocabulary) -> None:
    row = flow(CHN, "exportsTo", USA, "2025-05", "2", product="group:ree")
    assert weights(tmp_path, vocab, row) == {}


def test_what_is_missing_is_answered_with_what_there_is(tmp_path: Path, vocab: Vocabulary) -> None:
    row = flow(CHN, "exportsTo", USA, "2025-05", "2")
    with pytest.raises(BadInput, match="kg:ExportMass of product:magnets by month"):
        weights(tmp_path, vocab, row, grain=None)
    with pytest.raises(UnknownName, match="did you mean month"):
        weights(tmp_path, vocab, row, grain="months")
