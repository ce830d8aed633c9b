from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.analytics.area import AreaMonth, AreaNumbers, area_numbers
from tandem.analytics.control import Verdict
from tandem.analytics.months import month_number, month_of
from tandem.analytics.theme import LIGHT
from tandem.bridge.charts import (
    PHONE,
    WIDE,
    HeadcountWords,
    LeaverWords,
    Picture,
    RateWords,
    Reference,
    _usual_bands,
    headcount,
    leavers_by_month,
    rolling_rate,
)

Draw = Callable[[int], Picture | None]
OCTOBER = date(2026, 10, 1)
CALM = [1, 2, 3, 1, 2, 1, 2, 1, 2, 2, 1, 2] * 3
RISE = [*CALM[:-1], 7]
FALL = [*[30, 32, 29, 31] * 8, 30, 32, 29, 12]
MONTHS = tuple(f"month {number}" for number in range(1, 25))
LEAVERS = LeaverWords(
    title="People who left Bakery by own choice",
    description="Seven in October; up to five would be usual.",
    axis="People who left by own choice, per month",
    months=MONTHS,
    usual="usual",
    judged="7 in October",
)
RATE = RateWords(
    title="Own-choice turnover of Bakery",
    description="17.6 percent in October.",
    axis="Left by own choice, % of the last 12 months",
    months=MONTHS,
    last="17.6%",
    likely="likely range",
)
PEOPLE = HeadcountWords(
    title="People in Bakery",
    description="From 133 to 142.",
    axis="People",
    months=MONTHS,
    first="133",
    last="142",
)


def numbers(
    own_choice: list[int], people: int | list[int] = 140, *, only_leavers: bool = False
) -> AreaNumbers:
    here = people if isinstance(people, list) else [people] * len(own_choice)
    first = month_number(OCTOBER) + 1 - len(own_choice)
    rows = []
    for index, left in enumerate(own_choice):
        year = slice(max(0, index - 11), index + 1)
        in_year = sum(own_choice[year])
        average = sum(here[year]) / len(here[year])
        flows = (here[index], left, 0, left, left, 0, 0, here[index])
        rows.append(AreaMonth(month_of(first + index), *flows, in_year, in_year, average))
    return area_numbers(rows, only_leavers=only_leavers)


def drawn(picture: Picture | None, mark: str) -> list[dict[str, Any]]:
    """The layers with this mark."""
    assert picture is not None
    return [layer for layer in picture.spec["layer"] if layer["mark"]["type"] == mark]


def values(picture: Picture | None, layer: dict[str, Any]) -> list[dict[str, float]]:
    assert picture is not None
    data = layer["data"]
    found = picture.spec["datasets"][data["name"]] if "name" in data else data["values"]
    return list(found)


def texts(picture: Picture | None) -> list[str]:
    return [layer["mark"]["text"] for layer in drawn(picture, "text")]


def diamonds(picture: Picture | None) -> list[dict[str, Any]]:
    return [layer for layer in drawn(picture, "point") if layer["mark"].get("shape") == "diamond"]


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("left", [RISE, FALL])
def test_a_real_move_is_a_diamond_with_words_beside_it(left: list[int], width: int) -> None:
    moved = numbers(left, 800)
    assert moved.judgement.verdict is Verdict.REAL_MOVE
    picture = leavers_by_month(moved, LEAVERS, width=width)
    [diamond] = diamonds(picture)
    assert diamond["mark"]["fill"] == LIGHT["attend"]
    assert values(picture, diamond) == [{"at": 23, "people": left[-1]}]
    [dots] = [layer for layer in drawn(picture, "point") if layer is not diamond]
    assert [row["at"] for row in values(picture, dots)] == list(range(23))
    assert "7 in October" in texts(picture)


def test_noise_has_no_diamond_and_no_colour_that_asks_for_a_look() -> None:
    picture = leavers_by_month(numbers(CALM), LEAVERS, width=WIDE)
    assert diamonds(picture) == []
    assert texts(picture) == ["usual"]
    assert picture is not None
    assert LIGHT["attend"] not in json.dumps(picture.spec)


def test_every_shown_month_has_its_dot() -> None:
    picture = leavers_by_month(numbers(CALM), LEAVERS, width=WIDE)
    [dots] = drawn(picture, "point")
    assert [row["people"] for row in values(picture, dots)] == CALM[12:]


@given(st.lists(st.integers(0, 40), min_size=36, max_size=36), st.integers(50, 2000))
def test_the_band_holds_the_usual_counts_of_each_month_and_no_others(
    left: list[int], people: int
) -> None:
    shown = numbers(left, people)
    assert shown.judgement.limits is not None
    fewest, most = shown.judgement.limits.usual(people)
    bands = _usual_bands(shown.months, shown.judgement)
    assert (bands[0]["at"], bands[-1]["at"]) == (-0.5, 23.5)
    for row in bands:
        assert most <= row["high"] + 1e-6 < most + 1.01
        assert fewest - 1.01 < row["low"] - 1e-6 <= fewest


def test_the_band_follows_the_size_of_the_area() -> None:
    halved = numbers([2, 3] * 18, [300] * 24 + [150] * 12)
    picture = leavers_by_month(halved, LEAVERS, width=WIDE)
    [band] = drawn(picture, "area")
    highs = [row["high"] for row in values(picture, band)]
    assert highs[0] == pytest.approx(2 * highs[-1])


def test_without_limits_there_is_no_band_and_no_word_for_it() -> None:
    picture = leavers_by_month(numbers(CALM, only_leavers=True), LEAVERS, width=WIDE)
    [band] = drawn(picture, "area")
    assert values(picture, band) == []
    assert texts(picture) == []


def test_of_nine_people_only_the_headcount_is_drawn() -> None:
    small = numbers(CALM, 9)
    assert leavers_by_month(small, LEAVERS, width=WIDE) is None
    assert rolling_rate(small, RATE, width=WIDE) is None
    assert headcount(small, PEOPLE, width=WIDE) is not None


def test_of_leavers_alone_neither_rate_nor_headcount_is_drawn() -> None:
    leavers = numbers(CALM, only_leavers=True)
    assert rolling_rate(leavers, RATE, width=WIDE) is None
    assert headcount(leavers, PEOPLE, width=WIDE) is None
    assert leavers_by_month(leavers, LEAVERS, width=WIDE) is not None


def test_the_rate_is_drawn_with_its_range_in_percent() -> None:
    shown = numbers(RISE)
    picture = rolling_rate(shown, RATE, width=WIDE)
    [band] = drawn(picture, "area")
    last, result = values(picture, band)[-1], shown.own_choice[-1]
    assert result.interval is not None
    assert last == pytest.approx(
        {
            "at": 23,
            "rate": 100 * (result.value or 0),
            "low": 100 * result.interval.low,
            "high": 100 * result.interval.high,
        }
    )
    assert set(texts(picture)) == {"17.6%", "likely range"}


def test_another_rate_stands_beside_it_dashed_and_named() -> None:
    picture = rolling_rate(
        numbers(RISE), RATE, width=WIDE, reference=Reference(0.142, "14.2% Varnholm")
    )
    [dashed] = [layer for layer in drawn(picture, "rule") if "strokeDash" in layer["mark"]]
    assert values(picture, dashed) == [{"at": -0.5, "to": 23, "height": pytest.approx(14.2)}]
    assert "14.2% Varnholm" in texts(picture)


def test_months_without_a_rate_are_gaps_not_noughts() -> None:
    grown = numbers(CALM, [8] * 20 + [40] * 16)
    picture = rolling_rate(grown, RATE, width=WIDE)
    [line] = drawn(picture, "line")
    rated = ["rate" in row for row in values(picture, line)]
    assert rated == [result.hidden is None for result in grown.own_choice]
    assert not all(rated)


def test_the_headcount_starts_at_nought_and_says_its_ends() -> None:
    picture = headcount(numbers(CALM, list(range(101, 137))), PEOPLE, width=WIDE)
    [line] = drawn(picture, "line")
    assert [row["people"] for row in values(picture, line)] == list(range(113, 137))
    assert line["encoding"]["y"]["scale"]["domain"][0] == 0
    assert texts(picture) == ["142", "133"]


GROWN = [40] * 12 + [40 + 9 * index for index in range(24)]
STEADY, UNDER_A_LINE = [110] * 36, [142] * 36


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize(
    ("counts", "over"), [(STEADY, True), (UNDER_A_LINE, False), (GROWN, False)]
)
def test_the_first_number_is_clear_of_line_and_axis(
    counts: list[int], over: bool, width: int
) -> None:
    picture = headcount(numbers(CALM, counts), PEOPLE, width=width)
    [first] = [each for each in drawn(picture, "text") if each["mark"]["text"] == "133"]
    assert (first["mark"]["dy"] < 0) is over
    assert first["mark"]["dx"] > 0  # beside the axis it would be read as one of its numbers
    [dots] = drawn(picture, "point")
    assert [row["at"] for row in values(picture, dots)] == [0, 23]


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize(
    "draw",
    [
        lambda width: headcount(numbers(CALM, [49] * 36), PEOPLE, width=width),
        lambda width: rolling_rate(numbers(RISE, 43), RATE, width=width),
        lambda width: leavers_by_month(numbers(RISE), LEAVERS, width=width),
    ],
)
def test_no_value_lies_over_the_last_line_of_the_grid(draw: Draw, width: int) -> None:
    picture = draw(width)
    assert picture is not None
    fields = ("people", "rate", "high")
    told = [row.get(field, 0) for each in picture.spec["layer"] for row in values(picture, each)
            for field in fields]  # fmt: skip
    [axis] = {str(each["encoding"]["y"]["axis"]["values"]) for each in picture.spec["layer"]}
    assert max(told) <= json.loads(axis)[-1]


def test_the_rate_of_all_is_named_at_its_own_line() -> None:
    """The label of the range gives way, not what somebody reads a value from."""
    picture = rolling_rate(
        numbers(CALM), RATE, width=WIDE, reference=Reference(0.1, "10.0% Varnholm")
    )
    labels = drawn(picture, "text")
    at = {each["mark"]["text"]: values(picture, each)[0]["height"] for each in labels}
    assert at["10.0% Varnholm"] == pytest.approx(10)
    assert at["likely range"] != pytest.approx(10, abs=2)


def test_a_page_of_one_month_is_drawn() -> None:
    one = numbers([2])
    words = replace(LEAVERS, months=("Oct 26",))
    assert leavers_by_month(one, words, width=PHONE) is not None
    picture = headcount(one, replace(PEOPLE, months=("Oct 26",)), width=PHONE)
    assert texts(picture) == ["142"]


def test_the_same_picture_has_the_same_key_and_no_other_has_it() -> None:
    picture = leavers_by_month(numbers(RISE), LEAVERS, width=WIDE)
    again = leavers_by_month(numbers(RISE), LEAVERS, width=WIDE)
    phone = leavers_by_month(numbers(RISE), LEAVERS, width=PHONE)
    calm = leavers_by_month(numbers(CALM), LEAVERS, width=WIDE)
    told = leavers_by_month(numbers(RISE), replace(LEAVERS, title="Menschen"), width=WIDE)
    assert picture
    assert again
    assert picture.key == again.key
    assert len({each.key for each in (picture, phone, calm, told) if each}) == 4


@pytest.mark.parametrize(("width", "named"), [(WIDE, 6), (PHONE, 4)])
def test_the_last_month_is_always_named_and_names_never_touch(width: int, named: int) -> None:
    picture = headcount(numbers(CALM), PEOPLE, width=width)
    [line] = drawn(picture, "line")
    ticks = line["encoding"]["x"]["axis"]["values"]
    assert ticks[-1] == 23
    assert len(ticks) == named


def test_a_label_too_long_for_the_margin_is_cut_and_the_plot_stays() -> None:
    long = Reference(0.1, "10% Customer Service and Everything Else We Do")
    picture = rolling_rate(numbers(RISE), RATE, width=PHONE, reference=long)
    [cut] = [text for text in texts(picture) if text.startswith("10%")]
    assert cut.endswith("…")
    assert len(cut) < 20


PICTURES: dict[str, Draw] = {
    "rise": lambda width: leavers_by_month(numbers(RISE), LEAVERS, width=width),
    "fall": lambda width: leavers_by_month(numbers(FALL, 800), LEAVERS, width=width),
    "calm": lambda width: leavers_by_month(numbers(CALM), LEAVERS, width=width),
    "rate": lambda width: rolling_rate(
        numbers(RISE), RATE, width=width, reference=Reference(0.142, "14.2% Varnholm")
    ),
    "gaps": lambda width: rolling_rate(numbers(CALM, [8] * 20 + [40] * 16), RATE, width=width),
    "people": lambda width: headcount(numbers(CALM), PEOPLE, width=width),
    "leavers only": lambda width: leavers_by_month(
        numbers(CALM, only_leavers=True), LEAVERS, width=width
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_is_drawn_at_its_width_in_the_colours_of_the_page(
    name: str, width: int
) -> None:
    picture = PICTURES[name](width)
    assert picture is not None
    svg = picture.svg()
    [box] = re.findall(r'viewBox="0 0 (\d+) (\d+)"', svg)
    assert int(box[0]) == width
    assert int(box[1]) <= 220
    assert "NaN" not in svg
    assert re.findall(r"#[0-9a-f]{6}\b", svg) == [], "a colour that would not follow the theme"
    assert not re.search(r"var\(--(leader|hr)", svg), "the sides' colours are people's"
    assert f"<title id={svg.split('<title id=')[1].split('>')[0]}>{picture.title}</title>" in svg
    for text in texts(picture):
        assert f">{text}</text>" in svg


@pytest.mark.slow
def test_hostile_words_are_text_and_nothing_else() -> None:
    hostile = "</title><script>alert(1)</script>'\"];alert(2)//\x00\ud800"
    words = LeaverWords(
        title=hostile,
        description=hostile,
        axis=hostile,
        months=(hostile,) * 24,
        usual=hostile,
        judged=hostile,
    )
    picture = leavers_by_month(numbers(RISE), words, width=WIDE)
    assert picture is not None
    svg = picture.svg()
    assert "<script" not in svg
    assert "&lt;script&gt;alert(1)" in svg
    assert "\x00" not in svg
