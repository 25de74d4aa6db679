"""Global Trade Alert, interventions: JSON of its API, an array of policy measures.

One intervention becomes several claims, so one printed row counts as several rows here:

* each implementing jurisdiction **imposes** the policy action, an entity of its own;
* the action **applies to** each affected good;
* where the instrument limits trade by rule or licence (``data/codes/gta-intervention.csv``), each
  implementing jurisdiction **restricts** each good or, where the evaluation is Green, **eases** it;
* the action **affects** each affected jurisdiction: that is Global Trade Alert's own finding.

An intervention holds from the day it was implemented to the day it was removed; one that was only
announced is planned. Goods are six-digit HS codes (of a
revision that the file does not say) written as integers: ``10121`` is 0101.21. India
is 699 among the numeric codes, so jurisdictions are read by their ISO codes. Red means almost
certainly discriminatory, Amber likely so, Green liberalising; Amber is not neutral.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.tables.format import Code, Figure, Format, Head, Rule
from kg.tables.formats.containers import json_elements
from kg.tables.formats.reading import listed

if TYPE_CHECKING:
    import duckdb

_FIELDS = {
    "id": "intervention_id",
    "title": "state_act_title",
    "kind": "intervention_type",
    "evaluation": "gta_evaluation",
    "level": "implementation_level",
    "firms": "eligible_firm",
    "announced": "date_announced",
    "implemented": "date_implemented",
    "removed": "date_removed",
}
_NEEDED = ('"intervention_id"', '"implementing_jurisdictions"', '"gta_evaluation"')
_MEANINGS = {
    "red": "almost certainly discriminates against foreign interests",
    "amber": "likely discriminates against foreign interests",
    "green": "liberalises or is not discriminatory",
}
_GOOD = r"CASE WHEN regexp_full_match(g, '\d{5}') THEN '0' || g ELSE g END"
_PARTY = "{{role: '{role}', party: j ->> '$.iso', party_name: j ->> '$.name', good: {good}}}"
_LIMITS = listed("gta-intervention", "kind", "relation")


def _recognises(head: Head) -> bool:
    return head.text.lstrip().startswith("[") and all(name in head.text for name in _NEEDED)


def _scan(con: duckdb.DuckDBPyConnection, head: Head) -> str:
    fields = ", ".join(f"element ->> '$.{key}' AS {name}" for name, key in _FIELDS.items())
    lists = (
        "list_distinct(element -> '$.implementing_jurisdictions[*]') AS implementers, "
        "list_distinct(element -> '$.affected_jurisdictions[*]') AS affected, "
        "list_distinct(element ->> '$.affected_products[*]') AS goods"
    )
    none = "CAST(NULL AS VARCHAR)"
    imposed = f"list_transform(implementers, lambda j: {_PARTY.format(role='imposes', good=none)})"
    affects = f"list_transform(affected, lambda j: {_PARTY.format(role='affects', good=none)})"
    applies = (
        f"list_transform(goods, lambda g: {{role: 'applies', party: {none}, party_name: {none}, "
        f"good: {_GOOD}}})"
    )
    limited = (
        f"CASE WHEN {_LIMITS} IS NULL THEN [] ELSE flatten(list_transform(implementers, lambda j: "
        f"list_transform(goods, lambda g: {_PARTY.format(role='limits', good=_GOOD)}))) END"
    )
    nobody = f"[{{role: 'nobody', party: {none}, party_name: {none}, good: {none}}}]"
    rows = f"list_concat({imposed}, {affects}, {applies}, {limited})"
    return (
        f"SELECT line, {', '.join(_FIELDS)}, part.*, {none} AS broken FROM (SELECT *, "
        f"unnest(CASE WHEN len(implementers) > 0 THEN {rows} ELSE {nobody} END) AS part FROM "
        f"(SELECT number AS line, {fields}, {lists} FROM {json_elements(con, head)}))"
    )


_DAY = r"'\d{4}-\d{2}-\d{2}'"
_NO_DAY = " OR ".join(
    f"({name} IS NOT NULL AND NOT (regexp_full_match({name}, {_DAY}) "
    f"AND TRY_CAST({name} AS DATE) IS NOT NULL))"
    for name in ("announced", "implemented", "removed")
)
_MEANING = " ".join(f"WHEN '{word}' THEN '{meaning}'" for word, meaning in _MEANINGS.items())
_IS_GREEN = "lower(evaluation) = 'green'"
_BY_ACTION = "role IN ('applies', 'affects')"

FORMATS = (
    Format(
        name="gta",
        title="Global Trade Alert, interventions (API)",
        publisher="organisation:global-trade-alert",
        publisher_label="Global Trade Alert",
        licence="Not said in the file; the API needs a key. Read the terms that came with it, "
        "https://globaltradealert.org/about.",
        tried="documentation only",
        recognises=_recognises,
        scan=_scan,
        codes={
            "action": Code("action:gta-", "id", "title || ' (' || kind || ', GTA ' || id || ')'"),
            "party": Code("iso3-gta", "party", "party_name"),
            "good": Code("hs", "good"),
        },
        rejects=(
            Rule("no intervention id", r"NOT coalesce(regexp_full_match(id, '\d{1,12}'), false)"),
            Rule("no title or type", "coalesce(title, '') = '' OR coalesce(kind, '') = ''"),
            Rule("no implementing jurisdiction", "role = 'nobody'"),
            Rule("a jurisdiction without an ISO code", "role <> 'applies' AND party IS NULL"),
            Rule("an evaluation that is none", f"CASE lower(evaluation) {_MEANING} END IS NULL"),
            Rule("a date that is none", _NO_DAY),
            Rule("neither announced nor implemented", "announced IS NULL AND implemented IS NULL"),
            Rule(
                "a good that is no HS code of six digits",
                r"good IS NOT NULL AND NOT regexp_full_match(good, '\d{6}')",
            ),
        ),
        slots={
            "claim_type": "CASE role WHEN 'affects' THEN 'kg:Assessment' ELSE 'kg:PolicyState' END",
            "subject": f"CASE WHEN {_BY_ACTION} THEN action ELSE party END",
            "predicate": "CASE role WHEN 'imposes' THEN 'kg:imposes' "
            "WHEN 'affects' THEN 'kg:affects' WHEN 'applies' THEN 'kg:appliesTo' "
            f"ELSE CASE WHEN {_IS_GREEN} THEN 'kg:eases' "
            f"ELSE {_LIMITS} END END",
            "object": "CASE role WHEN 'imposes' THEN action WHEN 'affects' THEN party "
            "ELSE good END",
            "instrument": "CASE role WHEN 'limits' THEN action END",
            "period": "coalesce(implemented, announced) || '/' || coalesce(removed, '..')",
            "announced": "TRY_CAST(announced AS DATE)",
            "modality": "CASE WHEN implemented IS NULL THEN 'planned' ELSE 'asserted' END",
            "attributed_to": "CASE role WHEN 'affects' THEN 'organisation:global-trade-alert' END",
            "scope_note": "concat_ws('; ', kind, 'GTA evaluation ' || evaluation || ': ' || "
            f"CASE lower(evaluation) {_MEANING} END, 'level: ' || level, 'firms: ' || firms)",
        },
        figures=(Figure(always=True),),
        origin="organisation:global-trade-alert",
    ),
)
