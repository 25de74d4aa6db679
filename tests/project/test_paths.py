from pathlib import Path

import pytest

from kg.errors import BadInput, UnknownName
from kg.project import path, paths
from kg.vocab import Vocabulary

from .made import view

ROWS = """claim_type,subject,predicate,object,period_text,source_id
kg:PolicyState,country:CHN,kg:restricts,product:magnets,2025/..,source:old
kg:PolicyState,country:CHN,kg:restricts,product:magnets,2025-04/..,source:new
kg:Structure,product:magnets,kg:usedIn,product:motors,,source:old
kg:Structure,product:magnets,kg:usedIn,sector:cars,,source:old
kg:Relationship,country:USA,kg:dependsOn,product:motors,../..,source:old
kg:Relationship,country:USA,kg:dependsOn,sector:cars,../..,source:old
kg:Structure,country:DEU,kg:locatedIn,bloc:EU,,source:old
"""


def test_each_step_reads_in_the_direction_of_the_walk(tmp_path: Path, vocab: Vocabulary) -> None:
    seen = view(tmp_path, vocab, ROWS)
    way = path(seen, "country:CHN", "country:USA")
    assert way.text == (
        "China restricts magnets; magnets is used in motors; "
        "motors is depended on by United States."
    )
    assert [step.forward for step in way.steps] == [True, True, False]
    assert [len(step.claims) for step in way.steps] == [2, 1, 1]


def test_back_and_forth_are_the_same_way(tmp_path: Path, vocab: Vocabulary) -> None:
    seen = view(tmp_path, vocab, ROWS)
    back = path(seen, "country:USA", "country:CHN")
    assert back.text == (
        "United States depends on motors; motors uses magnets; magnets is restricted by China."
    )


def test_several_ways_of_equal_length_are_offered(tmp_path: Path, vocab: Vocabulary) -> None:
    seen = view(tmp_path, vocab, ROWS)
    ways = paths(seen, "country:CHN", "country:USA", most=5)
    assert [way.steps[1].goal for way in ways] == ["product:motors", "sector:cars"]


def test_of_equal_ways_the_one_with_fewer_timeless_steps_is_taken(
    tmp_path: Path, vocab: Vocabulary
) -> None:
    rows = ROWS + "kg:Relationship,country:USA,kg:controls,product:motors,../..,source:new\n"
    rows += "kg:Relationship,country:DEU,kg:dependsOn,product:motors,../..,source:new\n"
    rows += "kg:Relationship,country:DEU,kg:dependsOn,product:magnets,../..,source:new\n"
    rows += "kg:Structure,country:FRA,kg:partOf,product:motors,,source:new\n"
    rows += "kg:Structure,country:FRA,kg:partOf,product:magnets,,source:new\n"
    rows = rows.replace("kg:Structure,product:magnets,kg:usedIn,product:motors,,source:old\n", "")
    seen = view(tmp_path, vocab, rows)
    way = path(seen, "product:magnets", "product:motors")
    assert [step.goal for step in way.steps] == ["country:DEU", "product:motors"]


def test_no_way_is_said_in_words(tmp_path: Path, vocab: Vocabulary) -> None:
    seen = view(tmp_path, vocab, ROWS)
    with pytest.raises(BadInput, match="no relations connect China and Germany"):
        path(seen, "country:CHN", "country:DEU")
    with pytest.raises(BadInput, match="no relations connect"):
        path(seen, "country:CHN", "country:FRA")
    with pytest.raises(UnknownName):
        path(seen, "country:CHN", "country:NIX")


def test_nobody_is_no_steps_away_from_itself(tmp_path: Path, vocab: Vocabulary) -> None:
    way = path(view(tmp_path, vocab, ROWS), "country:CHN", "country:CHN")
    assert (way.steps, way.text) == ((), "")
