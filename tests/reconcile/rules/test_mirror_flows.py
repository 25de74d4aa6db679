from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kg.claim import Claim
from kg.reconcile import Verdict
from kg.reconcile.rules.mirror_flows import mirror_flows

from ..made import claim, flow, found, ids, members

_GOODS = {"product": "product:magnets", "unit": "unit:CCY_USD"}


def exported(value: str, period: str = "2025-05", **slots: Any) -> Claim:
    """What Aland says it exported to Beland, in dollars."""
    sides = {"object": "country:BBB", "quantity_kind": "kg:ExportValue"}
    return flow(value, period, **{**_GOODS, **sides, **slots})


def received(value: str, period: str = "2025-05", **slots: Any) -> Claim:
    """What Beland says it imported from Aland, in dollars."""
    sides = {
        "subject": "country:BBB",
        "predicate": "kg:importsFrom",
        "object": "country:AAA",
        "quantity_kind": "kg:ImportValue",
        "source_id": "source:b",
    }
    return flow(value, period, **{**_GOODS, **sides, **slots})


def reexport(
    subject: str, object_: str, period: str = "2025-05", product: str = "magnets"
) -> Claim:
    """Somebody sends on what they had imported."""
    return claim(
        "kg:Flow",
        period,
        subject=subject,
        predicate="kg:reexportsTo",
        object=object_,
        product=f"product:{product}",
        quantity_kind="kg:ExportValue",
        unit="unit:CCY_USD",
        value="10",
        source_id="source:c",
    )


def test_two_sides_that_say_the_same_corroborate_each_other() -> None:
    one, other = exported("1000"), received("1000.2")
    [finding] = found(mirror_flows, one, other)
    assert finding.verdict is Verdict.CORROBORATED
    assert members(finding) == ids(one, other)


def test_freight_and_insurance_explain_that_the_importer_reports_more() -> None:
    [finding] = found(mirror_flows, exported("1000"), received("1150"))
    assert finding.verdict is Verdict.NOT_COMPARABLE
    assert "(CIF)" in finding.explanation


def test_freight_and_insurance_do_not_explain_that_the_importer_reports_less() -> None:
    [finding] = found(mirror_flows, exported("1000"), received("900"))
    assert finding.verdict is Verdict.CONTRADICTED
    assert finding.settled_by


def test_masses_have_no_freight() -> None:
    tonnes = {"unit": "unit:TONNE"}
    one = exported("1000", quantity_kind="kg:ExportMass", **tonnes)
    [finding] = found(mirror_flows, one, received("1150", quantity_kind="kg:ImportMass", **tonnes))
    assert finding.verdict is Verdict.CONTRADICTED


def test_masses_in_two_units_are_compared() -> None:
    one = exported("1000", quantity_kind="kg:ExportMass", unit="unit:TONNE")
    other = received("1000000", quantity_kind="kg:ImportMass", unit="unit:KiloGM")
    [finding] = found(mirror_flows, one, other)
    assert finding.verdict is Verdict.CORROBORATED


def test_goods_on_the_way_explain_differences_that_reverse_in_the_next_period() -> None:
    may = exported("1000"), received("600")
    june = exported("1000", "2025-06"), received("1500", "2025-06")
    findings = found(mirror_flows, *may, *june)
    assert {finding.verdict for finding in findings} == {Verdict.NOT_COMPARABLE}
    assert all("on the way" in finding.explanation for finding in findings)
    assert members(findings[0]) == ids(*may, *june)


def test_a_period_that_does_not_follow_explains_nothing() -> None:
    july = exported("1000", "2025-07"), received("1500", "2025-07")
    findings = found(mirror_flows, exported("1000"), received("600"), *july)
    assert {finding.verdict for finding in findings} == {Verdict.CONTRADICTED}


def test_a_longer_period_beside_explains_nothing() -> None:
    whole = exported("9000", "2025-06/2025-12"), received("9400", "2025-06/2025-12")
    findings = found(mirror_flows, exported("1000"), received("600"), *whole)
    assert Verdict.CONTRADICTED in {finding.verdict for finding in findings}


def test_re_exports_of_a_third_party_explain_that_the_importer_reports_more() -> None:
    hub = reexport("country:CCC", "country:BBB")
    [finding] = found(mirror_flows, exported("1000"), received("2000"), hub)
    assert finding.verdict is Verdict.NOT_COMPARABLE
    assert "Celand reports re-exports" in finding.explanation
    assert hub.id in finding.members


def test_they_do_not_explain_that_the_importer_reports_less() -> None:
    hub = reexport("country:CCC", "country:BBB")
    [finding] = found(mirror_flows, exported("2000"), received("1000"), hub)
    assert finding.verdict is Verdict.CONTRADICTED


def test_a_partner_who_sends_goods_on_explains_either() -> None:
    hub = reexport("country:BBB", "country:CCC")
    for value in ("2000", "500"):
        [finding] = found(mirror_flows, exported("1000"), received(value), hub)
        assert finding.verdict is Verdict.NOT_COMPARABLE


def test_re_exports_of_other_goods_or_another_time_explain_nothing() -> None:
    others = [
        reexport("country:BBB", "country:CCC", period="2024-05"),
        reexport("country:BBB", "country:CCC", product="phones"),
    ]
    [finding] = found(mirror_flows, exported("1000"), received("2000"), *others)
    assert finding.verdict is Verdict.CONTRADICTED


def test_two_reports_are_compared_though_one_compiler_prints_both() -> None:
    origin = {"origin": "organisation:paper"}
    [finding] = found(mirror_flows, exported("1000", **origin), received("2000", **origin))
    assert finding.verdict is Verdict.CONTRADICTED


def test_other_periods_products_and_partners_are_other_flows() -> None:
    one = exported("1000")
    others = [
        received("2000", "2025-06"),
        received("2000", product="group:ores"),
        received("2000", object="country:CCC"),
        received("2000", unit="unit:CCY_EUR"),
    ]
    assert found(mirror_flows, one, *others) == []


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_every_pair_gets_one_verdict_that_holds_by_its_ratio(one: int, other: int) -> None:
    [finding] = found(mirror_flows, exported(str(one)), received(str(other)))
    if one <= other <= one * 1.2:
        assert finding.verdict is not Verdict.CONTRADICTED
    if other * 2 < one - 2 or other > one * 2 + 2:
        assert finding.verdict is Verdict.CONTRADICTED
