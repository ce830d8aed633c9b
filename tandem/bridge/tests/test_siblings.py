"""An area among its siblings, in words and as a picture."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from tandem.analytics.funnel import Place, Siblings, Unit, among
from tandem.bridge.charts import PHONE, WIDE, Picture
from tandem.bridge.funnel_chart import FunnelWords, siblings_chart
from tandem.bridge.siblings import ids, sibling_rows, siblings_words, unseen
from tandem.bridge.tests.test_flags import at_its_level
from tandem.bridge.tests.test_words import BAKERY, CALM, numbers
from tandem.bridge.words import finding

WORDS = FunnelWords(
    title="Bakery next to its siblings",
    description="Each dot is one of 6 areas of this level.",
    axis="Left by own choice, % in 12 months",
    across="People in the area",
    own="Bakery 15.0%",
    middle="14.2% the others",
    far="1-in-100 line",
    usual="usual differences",
)


def siblings(own: int = 15, *, left_out: int = 0) -> Siblings:
    others = [(f"{n:032x}", Unit(7 * n, 50.0 * n)) for n in range(1, 6)]
    found = among(Unit(own, 100.0), others, left_out=left_out)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("own", "place", "heading", "chip"),
    [
        (15, Place.INSIDE, "Next to its siblings: nothing unusual", "noise"),
        (40, Place.HIGH, "Next to its siblings: more than most, without a flag", "cannot_tell"),
        (0, Place.LOW, "Next to its siblings: fewer than most", "cannot_tell"),
    ],
)
def test_without_a_flag_the_heading_says_where_the_area_lies_and_claims_no_difference(
    own: int, place: Place, heading: str, chip: str
) -> None:
    found = siblings(own)
    said = siblings_words(found)
    assert found.place is place
    assert (said.heading, said.chip) == (heading, chip)
    assert said.sentence.startswith("Each dot is one of 6 areas of this level.")
    assert said.flag is None


@pytest.mark.parametrize("own", [15, 40])
def test_only_a_flag_is_called_a_difference(own: int) -> None:
    said = siblings_words(siblings(own), at_its_level(flag=True))
    assert said.heading == "Next to its siblings: more than areas usually differ"
    assert (said.chip, said.chip_words) == ("real_move", "A difference")
    assert said.flag is not None
    assert said.flag.flagged


def test_those_outside_the_band_are_counted_and_not_named() -> None:
    assert (
        "All lie inside what chance and the usual differences"
        in siblings_words(siblings()).sentence
    )
    one = siblings_words(replace(siblings(), outside=1)).sentence
    assert "1 lies outside the shaded band, as one in ten does anyway." in one
    assert "2 lie outside" in siblings_words(replace(siblings(), outside=2)).sentence


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        (0, ""),
        (1, "1 more has too few people to be compared."),
        (3, "3 more have too few people to be compared."),
    ],
)
def test_areas_too_small_to_compare_are_counted(left_out: int, said: str) -> None:
    assert siblings_words(siblings(left_out=left_out)).left_out == said


def all_of(found: Siblings) -> dict[UUID, tuple[str, str]]:
    return {each: (each.hex, f"/{each.hex}/") for each in ids(found)}


def test_of_areas_the_reader_may_not_see_there_is_no_row() -> None:
    found = siblings()
    seen = {UUID(found.ids[1]): ("Dairy", "/dairy/")}
    rows = sibling_rows(found, own="Bakery", names=seen)
    assert [(row.name, row.url, row.own) for row in rows] == [
        ("Bakery", "", True),
        ("Dairy", "/dairy/", False),
    ]
    assert [(row.people, row.left) for row in rows] == [("100", 15), ("100", 14)]
    assert (rows[0].rate, rows[1].rate) == ("15.0%", "14.0%")
    assert unseen(found, rows) == "4 areas that you do not see stand in the picture only."
    assert unseen(found, sibling_rows(found, own="Bakery", names=all_of(found))) == ""
    assert [each.hex for each in ids(found)] == list(found.ids)


def rows_of(picture: Picture, layer: dict[str, Any]) -> list[dict[str, float]]:
    rows: list[dict[str, float]] = picture.spec["datasets"][layer["data"]["name"]]
    return rows


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_the_picture_names_the_own_area_alone(width: int) -> None:
    picture = siblings_chart(siblings(), WORDS, width=width)
    told = json.dumps(picture.spec)
    assert told.count("Bakery 15.0%") == 2  # once as its own ground
    for area in siblings().ids:
        assert area not in told  # nothing that says which dot is whose
    layers = picture.spec["layer"]
    dots = [each for each in layers if each["mark"].get("type") == "point"]
    assert [len(rows_of(picture, each)) for each in dots] == [5, 1]
    assert picture.title == WORDS.title


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_everything_drawn_lies_inside_the_picture(width: int) -> None:
    picture = siblings_chart(siblings(40), WORDS, width=width)
    spec = picture.spec
    [upward] = {tuple(layer["encoding"]["y"]["scale"]["domain"]) for layer in spec["layer"]}
    values = [
        value
        for layer in spec["layer"]
        for row in rows_of(picture, layer)
        for name, value in row.items()
        if name in {"rate", "low", "high", "far_low", "far_high", "height"}
    ]
    assert min(values) >= 0
    assert max(values) <= upward[1]
    assert spec["width"] < width


def test_the_same_siblings_give_the_same_picture() -> None:
    first, again = (siblings_chart(siblings(), WORDS, width=WIDE) for _ in range(2))
    assert first.key == again.key
    assert first.svg() == again.svg()


def test_the_title_says_where_a_move_sits_only_where_one_does() -> None:
    moved = numbers([*CALM, 9])
    assert finding(moved, BAKERY).title == "Bakery: a real move."
    inside = replace(moved, sits_in="7" * 32)
    assert finding(inside, BAKERY).title == "Bakery: a real move, and it sits in one team."
