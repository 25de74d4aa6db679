"""Which call answers which of the fifty questions, and what their free names mean as ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

ORES: dict[str, Any] = {"subject": "China", "product": "rare earths"}
MAGNETS: dict[str, Any] = {"subject": "China", "product": "rare earth magnets"}
MASS: dict[str, Any] = {"quantity": "export mass"}
VALUE: dict[str, Any] = {"quantity": "export value"}
MAY, JULY = {"period": "2025-05"}, {"period": "2025-07"}
APRIL_CONTROLS = "Chinese rare-earth export controls of April 2025"
OCTOBER_CONTROLS = "Chinese rare-earth controls of October 2025"
CRMA = "EU Critical Raw Materials Act"
DEAL = "Deal of the US administration with MP Materials, July 2025"


@dataclass(frozen=True)
class Call:
    """A question's name, its parameters, and which figures of the answer are meant, in order."""

    name: str
    parameters: dict[str, Any]
    figures: tuple[int, ...] = (0,)
    roles: tuple[str, ...] = ()
    known: str | None = None


CALLS = {
    "Q01": Call("level", {**ORES, **MASS, **MAY}),
    "Q02": Call("level", {**ORES, **VALUE, "period": "2025-04"}),
    "Q03": Call("change", {**ORES, **VALUE, **MAY, "comparator": "yoy"}),
    "Q04": Call("level", {**ORES, **MASS, "period": "2025-01/2025-05"}, (0, 1)),
    "Q05": Call("level", {**MAGNETS, **MASS, **JULY}),
    "Q06": Call("rank", {**MAGNETS, **MASS, **JULY}),
    "Q07": Call("level", {**MAGNETS, **MASS, **JULY, "partner": "USA"}, (0, 1)),
    "Q08": Call("dependence", {"subject": "USA", "on": "China", "product": "rare earths"}),
    "Q09": Call("price-move", {"of": "dysprosium; terbium", "period": "2025-04"}, (0, 1)),
    "Q10": Call("threshold", {"policy": OCTOBER_CONTROLS}),
    "Q11": Call("threshold", {"policy": CRMA}),
    "Q12": Call("count-covered", {"policy": APRIL_CONTROLS}),
    "Q13": Call(
        "in-force", {"what": "medium and heavy rare earths", "by": "China", "on": "2025-05-01"}
    ),
    "Q14": Call(
        "in-force",
        {"what": "medium and heavy rare earths", "by": "China", "on": "2025-06-09"},
        known="2025-06-09",
    ),
    "Q15": Call("announced-by", {"policy": APRIL_CONTROLS, "by": "2025-04-03"}),
    "Q16": Call("interval-of", {"policy": APRIL_CONTROLS}),
    "Q17": Call("known-about", {**ORES, **MAY, "on": "2025-06-01"}),
    "Q18": Call(
        "within-scope",
        {"policy": OCTOBER_CONTROLS, "content": "0.3", "product": "products containing magnets"},
    ),
    "Q19": Call("series", {**ORES, **MASS, "comparator": "yoy", "period": "2025-02/2025-05"}),
    "Q20": Call("series", {**ORES, **VALUE}),
    "Q21": Call("series", {**MAGNETS, **MASS, "partner": "USA", "period": "2025-05/2025-07"}),
    "Q22": Call(
        "compare", {**MAGNETS, **MASS, **JULY, "partner": "Germany; USA", "comparator": "mom"}
    ),
    "Q23": Call(
        "compare", {**ORES, **MAY, "quantity": "export value; export mass", "comparator": "yoy"}
    ),
    "Q24": Call("compare", {**MAGNETS, **MASS, **JULY, "partner": "Germany; USA"}),
    "Q25": Call(
        "dependence",
        {"subject": "USA", "on": "China", "product": "rare earths", "threshold": CRMA},
    ),
    "Q26": Call("share", {**MAGNETS, **MASS, **JULY, "partners": "Germany; USA"}, (1, 0)),
    "Q27": Call("remainder", {**MAGNETS, **MASS, **JULY}),
    "Q28": Call("level", {**ORES, **MASS, "period": "2025-01/2025-04"}),
    "Q29": Call("level", {**MAGNETS, **MASS, "period": "2025-06"}),
    "Q30": Call("level", {**MAGNETS, **MASS, "period": "2025-06", "partner": "Germany"}),
    "Q31": Call("level", {**MAGNETS, **MASS, "period": "2025-06", "partner": "USA"}),
    "Q32": Call("level", {**MAGNETS, **MASS, "period": "2024-01/2024-07"}),
    "Q33": Call("level", {**ORES, **VALUE, "period": "2024-05"}),
    "Q34": Call("level", {**ORES, **MASS, "period": "2024-05"}),
    "Q35": Call("unit-value", {**ORES, **MAY}),
    "Q36": Call("arithmetic", {**ORES, **VALUE, **MAY, "comparator": "mom"}),
    "Q37": Call("chain", {"start": APRIL_CONTROLS, "goal": "Production stops at automakers, 2025"}),
    "Q38": Call("chain", {"start": "US tariffs", "goal": DEAL}),
    "Q39": Call("parallels", {"policy": OCTOBER_CONTROLS}),
    "Q40": Call("agreement", {**ORES, **MASS, **MAY}),
    "Q41": Call("contradicts", {**MAGNETS, **MASS, "period": "2025-05; 2025-07"}),
    "Q42": Call(
        "contradicts",
        {
            **ORES,
            **MASS,
            "period": "2025-05; 2025-01/2025-05",
            "comparator": "yoy; ytd_yoy",
        },
    ),
    "Q43": Call("origin-of", {**ORES, **MASS, **MAY, "value": "5864.6"}),
    "Q44": Call(
        "independent-origins", {**ORES, **VALUE, **MAY, "comparator": "yoy", "value": "-48.3"}
    ),
    "Q45": Call(
        "who-says",
        {
            "subject": APRIL_CONTROLS,
            "relation": "disrupts",
            "object": "Supply chains of various countries",
        },
        roles=("speaker",),
    ),
    "Q46": Call(
        "who-says",
        {**MAGNETS, **MAY, "relation": "exports to", "object": "other countries"},
        roles=("origin", "via"),
    ),
    "Q47": Call("level", {**MAGNETS, **MASS, **MAY, "partner": "USA"}),
    "Q48": Call("members-named", {"policy": APRIL_CONTROLS}),
    "Q49": Call("amount-of", {"of": DEAL}),
    "Q50": Call("what-if-stopped", {**MAGNETS, **MASS, **JULY, "partners": "Germany"}, (0, 1)),
}
"""By the id of a gold question."""

IDS = {
    "Germany": "country:DEU",
    "United States": "country:USA",
    "value": "kg:ExportValue",
    "April 2025 controls": "action:chn-2025-04-rare-earth-controls",
    "licence approvals": "event:chn-licence-approval-delays-2025",
    "supply-chain bottlenecks": "event:rare-earth-supply-bottlenecks-2025",
    "automakers in Europe, Japan, US suspend production": "event:automaker-production-stops-2025",
    "US tariffs": "action:usa-2025-tariffs",
    "US equity investments": "event:usa-equity-investments-2025",
    "MP Materials deal": "event:mp-materials-deal-2025-07",
    "restrictions on advanced semiconductors": "action:usa-semiconductor-restrictions",
    "China's artificial intelligence development": "sector:artificial-intelligence",
    "Wind": "company:wind",
    "South China Morning Post": "organisation:scmp",
    "Charles Chang": "person:charles-chang",
    "Bloomberg": "organisation:bloomberg",
    "Rare Earth Exchanges": "organisation:rare-earth-exchanges",
}
"""What the free names of the gold answers mean."""

UNITS = {
    "t": ("unit:TONNE", 1),
    "t/month": ("unit:TONNE", 1),
    "USD million": ("unit:CCY_USD", 1_000_000),
    "USD/kg": ("kg:CCY_USD-PER-KiloGM", 1),
    "elements": ("unit:NUM", 1),
    "percentage points": ("unit:PERCENT", 1),
}
"""The unit and factor of a gold unit; one that begins with % is a percentage."""
