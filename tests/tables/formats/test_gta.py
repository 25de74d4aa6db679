"""Global Trade Alert: policy measures, their dates, parties and goods with lost zeros."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.errors import BadInput
from tests.tables.formats.reading import Outcome, read, written

CHINA = {"id": 156, "name": "China", "iso": "CHN"}
INDIA = {"id": 699, "name": "India", "iso": "IND"}
GERMANY = {"id": 276, "name": "Germany", "iso": "DEU"}
FRANCE = {"id": 251, "name": "France", "iso": "FRA"}
ACTION = "action:gta-1234"


def measure(**fields: Any) -> dict[str, Any]:
    return {
        "intervention_id": 1234,
        "state_act_id": 87,
        "state_act_title": "China: controls on rare earths",
        "gta_evaluation": "Red",
        "implementing_jurisdictions": [CHINA],
        "affected_jurisdictions": [INDIA],
        "implementation_level": "National",
        "eligible_firm": "all",
        "intervention_type": "Export licensing requirement",
        "mast_chapter": "P: Export-related measures (incl. subsidies)",
        "affected_sectors": [341],
        "affected_products": [284690, 10121],
        "date_announced": "2025-04-03",
        "date_published": "2025-04-08",
        "date_implemented": "2025-04-04",
        "date_removed": None,
        "is_in_force": 1,
    } | fields


def outcome(folder: Path, *measures: dict[str, Any]) -> Outcome:
    return read(written(folder, "gta.json", json.dumps(measures, indent=1)))


def test_an_intervention_is_imposed_applies_to_goods_and_limits_them(tmp_path: Path) -> None:
    found = outcome(tmp_path, measure())
    goods = ["product:hs-010121", "product:other-rare-earth-compounds"]
    said = found.figures("claim_type", "subject", "predicate", "object", "instrument")
    assert sorted(said, key=str) == sorted(
        [
            ("kg:PolicyState", "country:CHN", "kg:imposes", ACTION, None),
            ("kg:Assessment", ACTION, "kg:affects", "country:IND", None),
            *(("kg:PolicyState", ACTION, "kg:appliesTo", good, None) for good in goods),
            *(("kg:PolicyState", "country:CHN", "kg:restricts", good, ACTION) for good in goods),
        ],
        key=str,
    )
    assert {claim["locator"] for claim in found.claims} == {"row:1"}


def test_the_action_is_an_entity_with_its_number_and_its_instrument(tmp_path: Path) -> None:
    entity = outcome(tmp_path, measure()).entities[ACTION]
    assert (entity.type, entity.codes) == ("kg:PolicyAction", (("gta", "1234"),))
    assert entity.label == "China: controls on rare earths (Export licensing requirement, GTA 1234)"


@pytest.mark.parametrize("kind", ["Import tariff", "State loan", "An instrument of tomorrow"])
def test_such_instruments_limit_no_good_by_rule_or_licence(tmp_path: Path, kind: str) -> None:
    found = outcome(tmp_path, measure(intervention_type=kind))
    counted = Counter(claim["predicate"] for claim in found.claims)
    assert counted == {"kg:imposes": 1, "kg:affects": 1, "kg:appliesTo": 2}


def test_a_green_intervention_eases(tmp_path: Path) -> None:
    found = outcome(tmp_path, measure(gta_evaluation="Green"))
    assert {c["predicate"] for c in found.claims if c["instrument"]} == {"kg:eases"}
    assert "GTA evaluation Green: liberalises" in found.claims[0]["scope_note"]


def test_amber_is_not_neutral(tmp_path: Path) -> None:
    found = outcome(tmp_path, measure(gta_evaluation="Amber"))
    assert {c["predicate"] for c in found.claims if c["instrument"]} == {"kg:restricts"}
    assert "likely discriminates" in found.claims[0]["scope_note"]


def test_it_holds_from_the_day_it_was_implemented(tmp_path: Path) -> None:
    claim = outcome(tmp_path, measure()).claims[0]
    assert (claim["period_text"], claim["modality"]) == ("2025-04-04/..", "asserted")
    assert (claim["announced"], claim["start"]) == (date(2025, 4, 3), date(2025, 4, 4))
    assert claim["end"] == date(9999, 12, 31)


def test_it_ends_on_the_day_it_was_removed(tmp_path: Path) -> None:
    claim = outcome(tmp_path, measure(date_removed="2025-11-10")).claims[0]
    assert claim["period_text"] == "2025-04-04/2025-11-10"
    assert claim["end"] == date(2025, 11, 11)


def test_what_was_only_announced_is_planned(tmp_path: Path) -> None:
    claim = outcome(tmp_path, measure(date_implemented=None)).claims[0]
    assert (claim["period_text"], claim["modality"]) == ("2025-04-03/..", "planned")


def test_several_jurisdictions_impose_and_each_is_affected_once(tmp_path: Path) -> None:
    found = outcome(
        tmp_path,
        measure(
            implementing_jurisdictions=[GERMANY, FRANCE, GERMANY],
            affected_jurisdictions=[INDIA, CHINA],
            affected_products=[284690, 284690],
        ),
    )
    counted = Counter(claim["predicate"] for claim in found.claims)
    assert counted == {"kg:imposes": 2, "kg:affects": 2, "kg:appliesTo": 1, "kg:restricts": 2}
    assert {c["attributed_to"] for c in found.claims if c["predicate"] == "kg:affects"} == {
        "organisation:global-trade-alert"
    }


def test_what_cannot_be_right_is_rejected_with_its_reason(tmp_path: Path) -> None:
    bare: dict[str, Any] = {"affected_products": [], "affected_jurisdictions": []}
    found = outcome(
        tmp_path,
        measure(**bare, implementing_jurisdictions=[]),
        measure(**bare, intervention_id="x y"),
        measure(**bare, state_act_title=""),
        measure(**bare, gta_evaluation="Purple"),
        measure(**bare, date_implemented="soon"),
        measure(**bare, date_implemented="2025-02-31"),
        measure(**bare, date_implemented=None, date_announced=None),
        measure(**bare, implementing_jurisdictions=[{"name": "Somewhere"}]),
        measure(**bare, implementing_jurisdictions=[{"name": "Nowhere", "iso": "QQQ"}]),
        measure(**bare, date_removed="2025-01-01"),
        measure(affected_products=[1234567, {"id": 1}], affected_jurisdictions=[]),
    )
    limits, imposed = 2, 1
    assert found.report.kept == imposed
    assert found.report.rejected["a good that is no HS code of six digits"] == 2 * limits
    assert found.report.rejected["a date that is none"] == 2
    assert sum(found.report.rejected.values()) == 10 + 2 * limits


def test_a_party_without_an_iso_code_of_its_own_is_dropped_and_counted(tmp_path: Path) -> None:
    kosovo = {"id": 999, "name": "Republic of Kosovo", "iso": "XKX"}
    found = outcome(tmp_path, measure(affected_jurisdictions=[kosovo]))
    assert found.report.dropped == {"a party without an ISO 3166-1 code": 1}


def test_missing_lists_are_empty_ones(tmp_path: Path) -> None:
    small = measure()
    del small["affected_products"]
    small["affected_jurisdictions"] = None
    assert [c["predicate"] for c in outcome(tmp_path, small).claims] == ["kg:imposes"]


def test_a_cut_off_answer_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "gta.json", json.dumps([measure()])[:-5])
    with pytest.raises(BadInput, match=r"gta\.json"):
        read(path)
