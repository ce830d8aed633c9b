"""What is said of each area: the limits at which a sentence turns into another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tandem.analytics.hotspot_areas import Judged
from tandem.analytics.hotspot_words import NO_RATE, q_of, why

SURE = 0.01
CALM = Judged(
    area="Ulm", leavers=12, headcount=60.0, rate=0.2, median=0.19, low=0.1, high=0.3,
    above=0.8, p=0.2, q=0.3, flag=False, fewest=None, visible=None, why="",
)  # fmt: skip


def said(
    leavers: int,
    expected: float,
    q: float | None,
    *,
    flag: bool = False,
    total_of: int = 0,
    alone: bool = False,
    counted: str = "leavers",
) -> str:
    judged = replace(CALM, leavers=leavers, q=q, flag=flag)
    return why(judged, expected=expected, total_of=total_of, alone=alone, counted=counted)


UNFLAGGED = """
    leavers | expected | q    | said
    8       | 8.1      | 0.5  | the rate is not above the reference.
    8       | 8.0      | 0.5  | the rate is not above the reference.   # equal is not above
    8       | 7.9      | 0.5  | chance and the usual differences between areas may well give
    2       | 0.1      | 0.01 | fewer than 3 leavers.                  # twenty times, of two
    2       | 0.1      | 0.9  | fewer than 3 leavers.                  # one reason is enough
    2       | 2.0      | 0.01 | the rate is not above the reference.
    3       | 2.5      | 0.11 | chance and the usual differences between areas may well give
    3       | 2.5      | 0.10 | 1.20 times the reference, and a flag takes 1.5.
    149     | 100      | 0.01 | 1.49 times the reference, and a flag takes 1.5.
    1494    | 1000     | 0.01 | 1.49 times the reference, and a flag takes 1.5.
    1496    | 1000     | 0.01 | just under 1.5 times the reference, and a flag takes 1.5. # not 1.50
"""


@pytest.mark.parametrize("line", UNFLAGGED.strip().splitlines()[1:])
def test_an_area_without_a_flag_hears_the_first_reason(line: str) -> None:
    leavers, expected, q, words = (cell.strip() for cell in line.split("#")[0].split("|"))
    found = said(int(leavers), float(expected), float(q))
    assert found.startswith(f"Not flagged: {words}")


def test_an_area_that_was_not_tested_hears_why_not() -> None:
    assert said(12, 8, None) == "Not tested: fewer than 10 people on average."
    assert said(12, 8, None, alone=True) == (
        "Not tested: there is no other area to hold it against."
    )
    # A total is one, whether or not what stands below it is the only area there is.
    for alone in (False, True):
        assert said(12, 8, None, alone=alone, total_of=2) == (
            "Not tested: it is the total of 2 rows that stand below it."
        )


def test_a_total_of_one_row_is_said_of_one_row() -> None:
    assert said(12, 8, None, total_of=1) == (
        "Not tested: it is the total of 1 row that stands below it."
    )


def test_without_a_denominator_nothing_but_no_rate_is_said() -> None:
    nobody = replace(CALM, headcount=0.0, rate=None, q=None)
    for total_of, alone in ((0, False), (2, False), (0, True)):
        assert why(nobody, expected=0, total_of=total_of, alone=alone, counted="leavers") == NO_RATE


def test_a_flag_says_what_would_be_usual_and_how_many_times_that_is() -> None:
    assert said(36, 8.5, SURE, flag=True) == (
        "Flagged: 36 leavers where 8.5 would be usual, 4.2 times the reference; chance and the "
        "usual differences between areas rarely give so many (q 0.01)."
    )


def test_of_nothing_usual_there_is_no_multiple() -> None:
    assert said(36, 0, SURE, flag=True).startswith(
        "Flagged: 36 leavers where 0.0 would be usual; chance"
    )


def test_leavers_are_called_what_they_are() -> None:
    assert "12 regretted where" in said(12, 4, SURE, flag=True, counted="regretted")
    assert "fewer than 3 regretted." in said(2, 1, SURE, counted="regretted")


@pytest.mark.parametrize(
    ("fewest", "visible", "more"),
    [
        (None, None, ""),
        (20, None, ""),  # of a share: as many as that are flagged, and no true share gives them
        (
            20,
            2.64,
            " At this size 20 leavers or more would be flagged; a true rate of 2.6 times the "
            "reference would be seen in 8 of 10 such periods.",
        ),
    ],
)
def test_how_small_an_effect_can_be_seen_is_said_where_one_can(
    fewest: int | None, visible: float | None, more: str
) -> None:
    judged = replace(CALM, fewest=fewest, visible=visible)
    found = why(judged, expected=20, total_of=0, alone=False, counted="leavers")
    assert found == f"Not flagged: the rate is not above the reference.{more}"


@pytest.mark.parametrize(
    ("q", "words"),
    [
        (0.0, "q under 0.001"),  # never nought
        (0.00099, "q under 0.001"),
        (0.001, "q 0.001"),
        (0.0999, "q 0.1"),
        (0.1, "q 0.1"),
        (0.1001, "q just over 0.1"),  # no flag, so it must not look like the line
        (0.1049, "q just over 0.1"),
        (0.106, "q 0.11"),
        (1.0, "q 1"),
    ],
)
def test_q_is_never_rounded_onto_the_line_it_is_above(q: float, words: str) -> None:
    assert q_of(q) == words
