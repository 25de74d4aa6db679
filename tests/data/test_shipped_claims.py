"""What the shipped claims must be, whether or not the articles are at hand."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pycountry
import pytest

from kg.claim import Claim
from kg.curated.cells import READERS
from kg.dataset import Dataset
from kg.documents import parse_locator
from kg.files import bundled
from kg.quantity import band
from kg.rows import header_of, read_rows
from kg.vocab import Vocabulary

NOT_YET_CLAIMED = {
    "kg:sanctions",
    "kg:holdsReservesOf",
    "kg:importsFrom",
    "kg:reexportsTo",
    "kg:reimportsFrom",
    "kg:refines",
    "kg:suppliesTo",
}
REFERENCE = ("country:", "element:", "group:", "product:")
UNNAMED_GROUPS = {
    "group:light-rare-earths",
    "group:heavy-rare-earths",
    "group:medium-and-heavy-rare-earths",
    "group:seven-rare-earths-april-2025",
    "group:chn-restricted-rare-earths",
}
RARE_EARTH_NUMBERS = {"21", "39", *map(str, range(57, 72))}


def from_articles(shipped: Dataset) -> list[Claim]:
    return [claim for claim in shipped.claims if shipped.sources[claim.source_id].kind == "article"]


def test_each_article_has_as_many_claims_as_its_text_bears(shipped: Dataset) -> None:
    counts = Counter(claim.source_id for claim in from_articles(shipped))
    assert len(counts) == 5
    assert {source: count for source, count in counts.items() if not 12 <= count <= 66} == {}


def test_claims_from_articles_have_a_hashed_word_span_for_each_span(shipped: Dataset) -> None:
    uneven = [
        claim.id
        for claim in from_articles(shipped)
        if len(parse_locator(claim.locator)) != len((claim.span_hash or "").split(";"))
    ]
    assert uneven == []


def test_claims_that_quote_no_document_have_no_spans(shipped: Dataset) -> None:
    reference = [
        claim for claim in shipped.claims if shipped.sources[claim.source_id].sha256 is None
    ]
    assert reference
    assert {claim.locator.partition(":")[0] for claim in reference} == {"row"}
    assert {claim.span_hash for claim in reference} == {None}


def test_bands_are_computed_and_never_typed_in(shipped: Dataset, vocab: Vocabulary) -> None:
    """The band of each row is computed anew from the number as it is written in the file."""
    bands = {(claim.source_id, claim.locator, claim.value): claim for claim in shipped.claims}
    checked = 0
    for path in sorted((bundled("data") / "claims").glob("*.csv")):
        assert not {"low", "high"} & set(header_of(path))
        for _, row in read_rows(path, known=list(vocab.column), required=[]):
            if row.get("value"):
                value = READERS["decimal"](row["value"])
                assert isinstance(value, Decimal)
                claim = bands[row["source_id"], row["locator"], value]
                exact = vocab.quantity_kinds[row["quantity_kind"]].exact
                hedge = row.get("hedge") or None
                low, high = band(value, hedge=hedge, exact=exact)
                if claim.comparator == "level" and low is not None:
                    low = max(low, Decimal(0))
                assert (claim.low, claim.high) == (low, high)
                checked += 1
    assert checked > 30


@pytest.mark.parametrize(
    ("value", "hedge", "low", "high"),
    [
        ("18.7e6", None, "18.65e6", "18.75e6"),
        ("-48.3", None, "-48.35", "-48.25"),
        ("-50", "about", "-55", "-45"),
        ("70", "about", "65", "75"),
        ("75", "nearly", "71.25", "75"),
        ("35", "over", "35", None),
        ("7", None, "7", "7"),
        ("0.1", None, "0.1", "0.1"),
        ("65", None, "65", "65"),
    ],
)
def test_the_band_of_a_stated_number_is_as_wide_as_its_words(
    shipped: Dataset, value: str, hedge: str | None, low: str, high: str | None
) -> None:
    found = {
        (claim.low, claim.high)
        for claim in from_articles(shipped)
        if claim.value == Decimal(value) and claim.hedge == hedge
    }
    assert found == {(Decimal(low), Decimal(high) if high else None)}


def test_every_entity_in_a_claim_is_in_the_catalogue(shipped: Dataset) -> None:
    named = {
        id_
        for claim in shipped.claims
        for id_ in (*claim.mentions, claim.attributed_to, claim.origin)
        if id_
    }
    assert named - shipped.entities.keys() == set()


def test_every_entity_that_is_no_reference_data_is_named_by_a_claim_or_source(
    shipped: Dataset,
) -> None:
    claimed = {
        id_
        for claim in shipped.claims
        for id_ in (*claim.mentions, claim.attributed_to, claim.origin)
    }
    sourced = {
        id_ for source in shipped.sources.values() for id_ in (source.publisher, *source.relies_on)
    }
    idle = {id_ for id_ in shipped.entities if not id_.startswith(REFERENCE)} - claimed - sourced
    assert idle == set()


def test_a_group_is_not_its_members(shipped: Dataset) -> None:
    """Groups that texts leave unnamed have no members; no rule of an article names an element."""
    members = {claim.object for claim in shipped.claims if claim.predicate == "kg:memberOf"}
    assert UNNAMED_GROUPS - shipped.entities.keys() == set()
    assert members & UNNAMED_GROUPS == set()
    rules = [
        claim
        for claim in from_articles(shipped)
        if claim.predicate in {"kg:restricts", "kg:appliesTo", "kg:eases"}
    ]
    assert rules
    assert [claim.gist for claim in rules if (claim.object or "").startswith("element:")] == []


def test_all_seventeen_rare_earths_are_there_with_number_and_symbol(shipped: Dataset) -> None:
    group = {
        claim.subject
        for claim in shipped.claims
        if (claim.predicate, claim.object) == ("kg:memberOf", "group:rare-earths")
    }
    codes = {id_: dict(shipped.entities[id_].codes) for id_ in group}
    assert {code["number"] for code in codes.values()} == RARE_EARTH_NUMBERS
    assert {id_: f"element:{code['symbol']}" for id_, code in codes.items()} == {
        id_: id_ for id_ in group
    }


def test_light_and_heavy_differ_by_scheme(shipped: Dataset) -> None:
    schemes = {
        claim.object or ""
        for claim in shipped.claims
        if (claim.subject, claim.predicate) == ("element:Gd", "kg:memberOf")
    }
    assert {"group:usgs-light-rare-earths", "group:eu-heavy-rare-earths"} <= schemes
    assert [group for group in schemes if not shipped.entities[group].note] == []


def test_all_countries_of_iso_3166_are_there(shipped: Dataset) -> None:
    expected = {f"country:{country.alpha_3}" for country in pycountry.countries}
    assert {id_ for id_ in shipped.entities if id_.startswith("country:")} == expected
    china = shipped.entities["country:CHN"]
    assert dict(china.codes) == {
        "iso3166-1-alpha-2": "CN",
        "iso3166-1-alpha-3": "CHN",
        "m49": "156",
    }
    assert "Beijing" in china.aliases


def test_every_relation_but_the_known_few_has_claims(shipped: Dataset, vocab: Vocabulary) -> None:
    assert vocab.relations.keys() - {claim.predicate for claim in shipped.claims} == NOT_YET_CLAIMED


def test_two_outlets_that_tell_one_figure_name_one_origin(shipped: Dataset) -> None:
    told = [claim for claim in shipped.claims if claim.value == Decimal("-48.3")]
    assert len({claim.source_id for claim in told}) == 2
    assert {claim.origin for claim in told} == {"agency:CHN-GACC"}


def test_the_two_measures_of_the_garbled_sentence_keep_their_own_days(shipped: Dataset) -> None:
    begun = {
        claim.object: claim.start.isoformat()
        for claim in shipped.claims
        if claim.predicate == "kg:imposes" and claim.source_id == "source:scmp-2025-06-reprint"
    }
    assert begun == {
        "action:chn-2025-04-non-tariff-countermeasures": "2025-04-02",
        "action:chn-2025-04-rare-earth-controls": "2025-04-04",
    }


def test_opinions_and_forecasts_say_who_holds_them(shipped: Dataset) -> None:
    held_by_nobody = [
        claim.gist
        for claim in from_articles(shipped)
        if claim.modality in {"opinion", "forecast"} and claim.attributed_to is None
    ]
    assert held_by_nobody == []
