"""A small trade, with everything in it that must not be added up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.claim import Claim
from kg.scale import Choice
from tests.tables.bulk import Row, claims, source

VALUE, MASS = "kg:ExportValue", "kg:ExportMass"
CHOICE = Choice(quantity_kind=VALUE, products=("product:magnets",), unit="unit:CCY_USD")


def row(exporter: str, importer: str, period: str, value: str, **slots: str) -> Row:
    """What an exporter reports in dollars, unless told otherwise."""
    ends = {"subject": f"country:{exporter}", "object": f"country:{importer}"}
    return Row(
        **{"kind": VALUE, "unit": "unit:CCY_USD", **ends, "period": period, "value": value, **slots}
    )


COUNTED = [
    row("CHN", "JPN", "2022", "60"),
    row("CHN", "USA", "2022", "20.5"),
    row("DEU", "USA", "2022", "19.5"),
    row("CHN", "JPN", "2023", "90"),
    row("DEU", "JPN", "2023", "30"),
    row("CHN", "USA", "2024", "0"),
]
WEIGHED = [
    row("CHN", "JPN", "2022", "2", kind=MASS, unit="unit:TONNE"),
    row("DEU", "USA", "2022", "500", kind=MASS, unit="unit:KiloGM"),
    row("CHN", "JPN", "2023", "0", kind=MASS, unit="unit:KiloGM"),
]
LEFT_OUT = [
    row("CHN", "JPN", "2022-05", "7"),  # a month of the year
    row("CHN", "JPN", "2022/2023", "500"),
    row("CHN", "JPN", "2022", "61", origin="organisation:zz-balanced"),
    row("CHN", "KOR", "2022", "62", product="product:motors"),
    row("CHN", "KOR", "2022", "63", unit="unit:CCY_EUR"),
    row("CHN", "KOR", "2022", "64", kind="kg:ImportValue"),
    row("KOR", "CHN", "2022", "65", predicate="kg:importsFrom"),
    row("CHN", "KOR", "2022", "66", object="aggregate:world"),
    row("CHN", "KOR", "2022", "67", object="bloc:EU"),
]


def trade() -> list[Claim]:
    """The claims: those that count, those that do not, and repeats of those that do."""
    rows = [*COUNTED, *WEIGHED, *LEFT_OUT]
    made = claims(rows, source(rows))
    first = made[0]
    spoilt = [
        replace(first, value=first.value and first.value + 1, published=date(2023, 1, 1)),
        replace(first, id="claim:c1-~", value=first.value and first.value + 2),
        replace(first, object="country:KOR", modality="planned"),
        replace(first, object="country:KOR", negated=True),
        replace(first, object="country:KOR", comparator="yoy"),
        replace(first, object="country:KOR", claim_type="kg:Change"),
        replace(first, object="country:KOR", value=None),
        replace(first, object=None),
        replace(first, object="country:KOR", start_latest=date(2022, 1, 2)),
    ]
    numbered = [
        one if one.id != first.id else replace(one, id=f"claim:c1-spoilt{at}")
        for at, one in enumerate(spoilt)
    ]
    return [*made, *numbered]
