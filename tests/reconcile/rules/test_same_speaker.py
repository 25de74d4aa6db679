from __future__ import annotations

from kg.reconcile.rules.repeated import repeated
from kg.reconcile.rules.same_speaker import same_speaker

from ..made import claim, found, ids, members

ANN = {"attributed_to": "person:ann", "modality": "opinion"}


def test_one_speaker_quoted_by_two_sources_is_one_voice() -> None:
    one = claim(gist="Ann: it is so.", **ANN)
    other = claim(gist="Ann: so it is.", source_id="source:b", **ANN)
    [finding] = found(same_speaker, one, other)
    assert members(finding) == ids(one, other)
    assert "Ann: it is so." in finding.explanation
    assert "Ann: so it is." in finding.explanation
    assert found(repeated, one, other) == []


def test_a_fact_told_by_one_speaker_is_not_listed_as_a_repeat_too() -> None:
    ann = {"attributed_to": "person:ann"}
    one, other = claim(**ann), claim(source_id="source:b", **ann)
    assert len(found(same_speaker, one, other)) == 1
    assert found(repeated, one, other) == []


def test_two_speakers_are_not_one() -> None:
    ben = {**ANN, "attributed_to": "person:ben"}
    assert found(same_speaker, claim(**ANN), claim(source_id="source:b", **ben)) == []


def test_a_speaker_on_two_things_is_quoted_once_for_each() -> None:
    other = claim(object="product:magnets", source_id="source:b", **ANN)
    assert found(same_speaker, claim(**ANN), other) == []


def test_a_speaker_who_denies_says_something_else() -> None:
    other = claim(negated=True, source_id="source:b", **ANN)
    assert found(same_speaker, claim(**ANN), other) == []
