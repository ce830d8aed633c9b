"""What a notebook types: every verb answers, and what it cannot answer it says."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tandem.analytics.fairness import Group
from tandem.analytics.hotspot_areas import Area
from tandem.analytics.linkage_words import Verdict
from tandem.analytics.measures.registry import CARDS, MEASURES
from tandem.analytics.months import Months
from tandem.analytics.panels import Panel
from tandem.analytics.sources import UnusableFacts
from tandem.analytics.staying import Employment
from tandem.analytics.tests.snapshots import write_snapshot
from tandem.analytics.verbs import months, otherwise

ta: Any = import_module("tandem.analytics")
TODAY = date(2026, 1, 15)


def people(count: int = 20) -> pa.Table:
    return pa.table(
        {
            "person": [f"p{n}" for n in range(count)],
            "area": ["Bakery"] * count,
            "start_on": [date(2020, 1, 1)] * count,
        }
    )


# ---- every verb


@pytest.mark.parametrize("verb", list(ta.VERBS))
def test_every_verb_that_is_named_is_there(verb: str) -> None:
    assert callable(getattr(ta, verb))
    assert verb in dir(ta)


def test_fairness_holds_groups_beside_the_one_chosen_most() -> None:
    """The official example of four fifths: 48 of 60 in a hundred is no flag, 45 is one."""
    found = ta.fairness([Group("a", 60, 100), Group("b", 48, 100), Group("c", 45, 100)])
    assert [each.flag for each in found.groups] == [False, False, True]
    assert found.reference == Group("a", 60, 100)


def test_hotspots_finds_the_one_area_that_stands_out() -> None:
    quiet = [Area(area=f"Line {n}", leavers=10, headcount=100) for n in range(20)]
    found = ta.hotspots([*quiet, Area(area="Night shift", leavers=60, headcount=100)])
    assert [each.area for each in found.areas if each.flag] == ["Night shift"]


def test_link_is_silent_below_eight_pairs_and_says_so() -> None:
    panel = Panel.of(["a"] * 7, range(1, 8), range(7), range(7))
    found = ta.link(panel, driver="trust", outcome="sales")
    assert found.verdict is Verdict.SILENT
    assert "7 pairs of trust and sales" in found.sentence


def test_survive_tells_how_long_people_stay() -> None:
    """Of ten hired on one day five left a hundred days on: half of them are still here."""
    hired = date(2024, 1, 1)
    gone = [Employment(start=hired, end=date(2024, 4, 10)) for _ in range(5)]
    here = [Employment(start=hired) for _ in range(5)]
    found = ta.survive([*gone, *here], as_of=date(2025, 6, 1))
    assert (found.people, found.leavers) == (10, 5)
    [group] = found.groups
    after = group.after(6)
    assert after is not None
    assert after.value == pytest.approx(0.5)
    assert found.sheet().rows[0][1:3] == ("10", "5")


def test_of_under_ten_people_nothing_of_how_long_they_stay_is_shown() -> None:
    hired = date(2024, 1, 1)
    one = Employment(start=hired, end=date(2024, 4, 10), group="Lab")
    found = ta.survive([one], as_of=date(2025, 6, 1)).sheet()
    assert (found.rows, found.marks) == ((("Lab", "1", *["–"] * 6),), ())
    assert found.said == "Of Lab nothing is shown: under 10 people."
    more = [Employment(start=hired, group="Shop") for _ in range(10)]
    both = ta.survive([one, *more], as_of=date(2025, 6, 1)).sheet()
    assert [row[2] for row in both.rows] == ["–", "0"]
    assert {mark.name for mark in both.marks} == {"Shop"}


@pytest.mark.slow
@pytest.mark.parametrize("module", ["taking", "fairness"])
def test_a_module_can_be_the_first_that_is_imported(module: str) -> None:
    """Whatever comes first: a verb of the name of a module must not stand in its way."""
    code = f"import tandem.analytics.{module}; print(tandem.analytics.facts.__name__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip().endswith("facts")


@pytest.mark.slow
def test_a_verb_answers_before_and_after_its_module_is_loaded() -> None:
    code = (
        "import tandem.analytics as ta\n"
        "before = ta.fairness([]).sentence\n"
        "import tandem.analytics.fairness, tandem.analytics.hotspots\n"
        "print(before == ta.fairness([]).sentence, callable(ta.hotspots), ta.fairness.CERTAIN)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True", "0.05"]


# ---- measures and facts


def test_the_cards_are_a_mapping_in_the_order_of_the_catalogue() -> None:
    cards = ta.measures()
    assert (len(cards), list(cards)) == (len(CARDS), list(CARDS))
    assert cards["K02"] is MEASURES["K02"]
    with pytest.raises(KeyError):
        cards["K99"]
    assert cards.__rich__().row_count == len(CARDS)


def test_a_snapshot_is_given_alone(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    spells = "person | area | start_on | end_on | came_from | went_to | end_reason\n" + "\n".join(
        f"{n} | Bakery | 2024-01-01 | . | . | . | ." for n in range(12)
    )
    write_snapshot(folder, spells, "Bakery:", version="one", number=1)
    [told] = ta.measure("headcount", snapshot=folder)
    assert told.result.value == 12
    [again] = ta.measure("headcount", snapshot=str(folder), people=None)
    assert again == told
    with pytest.raises(UnusableFacts, match="A snapshot holds all of its facts: give it alone"):
        ta.facts(folder, people=people())


@pytest.mark.slow
def test_one_breakdown_may_be_a_word_and_several_are_a_list() -> None:
    taken = ta.facts(people=people(), as_of=TODAY)
    window = ("2025-11", "2025-12")
    by_word = ta.measure("K02", of=taken, by="area", window=window)
    assert by_word.told == ta.measure("K02", of=taken.facts, by=["area"], window=window).told
    both = ta.measure("K02", of=taken, by=["area", "month"], window=window)
    assert [(told.area, told.month) for told in both] == [
        ("Bakery", date(2025, 11, 1)),
        ("Bakery", date(2025, 12, 1)),
    ]


@pytest.mark.parametrize(
    ("key", "divided_by", "said"),
    [
        ("K02", "ends", "“ends” is none of month-ends, start-and-end, opening"),
        ("K02", "Opening", "“Opening” is none of"),  # its name has no capital
        ("K01", "opening", "Retention is not divided by an average headcount"),
        ("K14", "opening", "is not divided by an average headcount"),
    ],
)
def test_a_denominator_that_a_measure_has_not_is_refused(
    key: str, divided_by: str, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        otherwise(MEASURES[key], divided_by)


@pytest.mark.parametrize("divided_by", ["month-ends", "start-and-end", "opening"])
def test_another_denominator_is_another_name_beside_the_number(divided_by: str) -> None:
    card = otherwise(MEASURES["K02"], divided_by)
    assert (card.key, card.version) == ("K02", MEASURES["K02"].version)
    assert (card.divided_by == MEASURES["K02"].divided_by) is (divided_by == "month-ends")


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        ("2025-01", "2025-01", 1),  # both are in it
        ("2025-01", "2025-12", 12),
        ("2024-12", "2025-01", 2),
        ("202501", "2025-02", 2),
    ],
)
def test_a_window_holds_its_first_and_its_last_month(first: str, last: str, count: int) -> None:
    assert len(months(first, last)) == count


def test_the_last_month_of_a_year_ends_with_the_year() -> None:
    assert months("2025-12", "2025-12") == Months(date(2025, 12, 1), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2025-02", "2025-01", "2025-01 comes before 2025-02"),
        ("2025-00", "2025-01", "is no month. Write it like 2026-03"),
        ("2025-01", "2025-01-31", "is no month"),
        ("January", "2025-01", "“January” or “2025-01” is no month"),
        ("0000-01", "2025-01", "is no month of the calendar"),
        ("2025-01", "9999-12", "is no month of the calendar"),  # there is no month after it
        ("", "2025-01", "is no month"),
    ],
)
def test_what_is_no_window_is_refused_with_its_cure(first: str, last: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        months(first, last)
