"""Verbs that take a table: what they answer, and what they say of rows they cannot use."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from tandem.analytics.changes import Told
from tandem.analytics.cox import NoModel
from tandem.analytics.embeddings import NoEmbeddings
from tandem.analytics.from_tables import LeftOut
from tandem.analytics.sources import UnusableFacts

ta: Any = import_module("tandem.analytics")
DICE = random.Random(7)


def csv(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def table(heading: str, *rows: Sequence[object]) -> pa.Table:
    names = heading.split()
    return pa.table({name: [row[at] for row in rows] for at, name in enumerate(names)})


# ---- as in the terminal


def test_a_file_is_as_good_as_a_list(tmp_path: Path) -> None:
    lines = [f"Line {n},10,100" for n in range(20)]
    counts = csv(tmp_path / "counts.csv", "area,leavers,headcount", *lines, "Night,60,100")
    assert [each.area for each in ta.hotspots(counts).areas if each.flag] == ["Night"]
    groups = csv(tmp_path / "groups.csv", "group,chosen,considered", "a,60,100", "b,45,100")
    assert [each.flag for each in ta.fairness(groups).groups] == [False, True]


def test_a_row_that_cannot_be_is_left_out_and_the_others_are_judged() -> None:
    counts = table("area leavers headcount", *((f"n{n}", 9, 90.0) for n in range(5)), ("x", -1, 9))
    with pytest.warns(LeftOut, match=r"counts, line 6: leavers is -1: it must be 0 or more.* Left"):
        found = ta.hotspots(counts)
    assert [each.area for each in found.areas] == [f"n{n}" for n in range(5)]
    groups = table("group chosen considered", ("a", 6, 10), ("b", 5, 3), ("c", -1, 3))
    with pytest.warns(LeftOut, match=r"line 2: 5 of 3 cannot be chosen.*line 3: -1 of 3") as told:
        assert [each.group.name for each in ta.fairness(groups).groups] == ["a"]
    assert len(told) == 1
    with pytest.raises(UnusableFacts, match=r"no row that can be used. table, line 1: 5 of 3"):
        ta.fairness(table("group chosen considered", ("b", 5, 3)))


def test_a_panel_is_read_by_the_names_of_its_columns() -> None:
    frame = pd.DataFrame(
        {"shop": ["a"] * 7, "quarter": [f"2024-Q{q}" for q in (1, 2, 3, 4)] + ["2025-Q1"] * 3}
    ).drop_duplicates()
    frame["trust"], frame["sales"] = range(len(frame)), range(len(frame))
    found = ta.link(frame, driver="trust", outcome="sales", unit="shop", period="quarter")
    assert "pairs of trust and sales" in found.sentence
    with pytest.raises(UnusableFacts, match="panel lacks the column mood"):
        ta.link(frame, driver="mood", outcome="sales", unit="shop", period="quarter")


PEOPLE = ("start,end,team", "2024-01-01,2024-04-09,a", "2024-01-01,,a", "2024-01-01,,b")


def test_how_long_people_stay_by_a_column(tmp_path: Path) -> None:
    people = csv(tmp_path / "people.csv", *PEOPLE)
    found = ta.survive(people, by="team", as_of=date(2025, 6, 1))
    assert [(group.name, group.people, group.leavers) for group in found.groups] == [
        ("a", 2, 1),
        ("b", 1, 0),
    ]
    assert ta.survive(people).as_of == date(2024, 4, 9)  # the latest day in it


def test_a_planned_last_day_moves_nobody_into_the_future(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tandem.analytics.from_people.today", lambda: date(2026, 11, 27))
    people = csv(tmp_path / "people.csv", *PEOPLE, "2024-01-01,2031-12-31,b")
    found = ta.survive(people)
    assert (found.as_of, found.people, found.leavers) == (date(2026, 11, 27), 4, 1)
    assert ta.survive(people, as_of=date(2031, 12, 31)).leavers == 2


def test_without_last_days_nobody_ever_left(tmp_path: Path) -> None:
    with pytest.raises(UnusableFacts, match="people lacks the column end"):
        ta.survive(csv(tmp_path / "people.csv", "start,team", "2024-01-01,a"))


def test_who_left_before_the_first_day_is_left_out_and_named(tmp_path: Path) -> None:
    people = csv(tmp_path / "people.csv", *PEOPLE, "2024-05-01,2024-04-01,a")
    with pytest.warns(LeftOut, match=r"Row 4: end \(2024-04-01\) is before start.* 1 left out"):
        assert ta.survive(people, as_of=date(2025, 6, 1)).people == 3
    alone = csv(tmp_path / "alone.csv", "start,end", "2024-05-01,2024-04-01")
    with (
        pytest.warns(LeftOut),
        pytest.raises(UnusableFacts, match=r"no row that can be used\. Row 1: end"),
    ):
        ta.survive(alone)


def test_employments_that_were_made_by_hand_need_their_day() -> None:
    with pytest.raises(ValueError, match="up to which day"):
        ta.survive([])


# ---- several things at once


def leavers(people: int) -> pd.DataFrame:
    """Those of field b leave, those of a stay; grade tells nothing."""
    rows = []
    for n in range(people):
        field, grade = ("a", "b")[n % 2], DICE.choice([1.0, 1.5, 2.0])
        left = DICE.random() < (0.7 if field == "b" else 0.3)
        end = date(2024, 1 + DICE.randrange(12), 1 + DICE.randrange(28)) if left else None
        rows.append((date(2023, 1, 1), end, field, grade, f"m{n % 45}"))
    return pd.DataFrame(rows, columns=["start", "end", "field", "grade", "manager"])


@pytest.mark.slow
def test_numbers_and_words_go_into_one_model() -> None:
    people = leavers(200)
    found = ta.cox(people, terms=["field", "grade"], as_of=date(2025, 1, 1))
    assert [each.name for each in found.coefficients] == ["field[b]", "grade"]
    assert found["field[b]"].low > 1
    clustered = ta.cox(people, terms=["field"], cluster="manager", as_of=date(2025, 1, 1))
    assert clustered.clusters == 45
    with pytest.raises(NoModel, match="Use fewer terms"):
        ta.cox(people[:10], terms=["field", "grade"])


def answers(people: int) -> pd.DataFrame:
    trust = [DICE.gauss(0, 1) for _ in range(people)]
    load = [DICE.gauss(0, 1) for _ in range(people)]
    happy = [t + DICE.gauss(0, 1) for t in trust]
    stays = [int(t + DICE.gauss(0, 1) > 0) for t in trust]
    return pd.DataFrame({"trust": trust, "load": load, "happy": happy, "stays": stays})


@pytest.mark.slow
def test_what_goes_along_with_an_outcome_is_read_from_its_columns() -> None:
    frame = answers(120)
    shared = ta.drivers(frame, outcome="happy", predictors=["trust", "load"])
    assert [each.name for each in shared.shares] == ["trust", "load"]
    assert shared.shares[0].low > shared.shares[1].high
    assert "happy" in shared.sentence
    by_odds = ta.odds(frame, happened="stays", predictors=["trust", "load"])
    assert by_odds.odds[0].low > 1
    assert (by_odds.n, by_odds.yes) == (120, sum(frame["stays"]))


@pytest.mark.slow
def test_a_row_without_an_answer_is_left_out_and_named() -> None:
    frame = answers(60)
    frame.loc[3, "trust"] = None
    with pytest.warns(LeftOut, match="table, line 4: trust is empty. Fill it in. Left out"):
        assert ta.drivers(frame, outcome="happy", predictors=["trust", "load"]).n == 59


def test_of_many_rows_that_cannot_be_used_three_are_named(tmp_path: Path) -> None:
    bad = [f"Line {n},x,100" for n in range(6)]
    counts = csv(tmp_path / "counts.csv", "area,leavers,headcount", *bad, "Night,6,100")
    with pytest.warns(LeftOut, match="line 4: .*3 more rows were left out") as told:
        ta.hotspots(counts)
    assert "line 5" not in str(told[0].message)


# ---- month by month, and like for like


def test_a_month_that_is_missing_is_not_known() -> None:
    rows = [(f"2024-{month:02}", 10 + month % 3) for month in range(1, 13) if month != 5]
    found = ta.change(table("month value", *rows, ("2025-01", 40)))
    assert found.change.told is Told.REAL_MOVE
    assert found.values[4] is None
    assert (found.months[0], found.months[-1]) == (date(2024, 1, 1), date(2025, 1, 1))
    quiet = ta.change(table("month value", *rows, ("2025-01", 11)))
    assert quiet.change.told is Told.NOISE


def test_a_month_that_stands_there_twice_is_refused() -> None:
    with pytest.raises(UnusableFacts, match="series has 2024-01 twice"):
        ta.change(table("month value", ("2024-01", 1), ("2024-01", 2)))


def test_a_share_that_was_asked_twice() -> None:
    assert ta.shift(then=(12, 100), now=(40, 100)).told is Told.REAL_MOVE
    assert ta.shift(then=(12, 40), now=(14, 40)).told is Told.NOISE


def test_areas_are_held_against_people_alike() -> None:
    rows = [
        (area, band, "L1", "shop", leavers, 50.0)
        for area in ("Bakery", "Dairy", "Shops")
        for band, leavers in (("under a year", 20), ("longer", 5))
    ]
    found = ta.alike(table("area tenure level job_family leavers headcount", *rows))
    assert [each.area for each in found.areas] == ["Bakery", "Dairy", "Shops"]
    assert all(each.expected == pytest.approx(25, abs=1) for each in found.areas)
    assert not any(each.flag for each in ta.hotspots(found.areas).areas)


# ---- money, groups and places


def test_what_replacing_costs() -> None:
    found = ta.turnover_cost(table("leavers pay", (6, 60_000)))
    assert (found.amount, found.low, found.high) == (72_000, 36_000, 180_000)


def paid(group: str, pay: float, n: int) -> list[tuple[object, ...]]:
    return [(group, pay + at, "L1", "shop", float(at % 7), "Lyon") for at in range(n)]


HEADS = "group pay level family tenure_years location"


@pytest.mark.slow
def test_a_pay_gap_is_of_one_group_against_the_others() -> None:
    people = table(HEADS, *paid("women", 45_000, 30), *paid("men", 50_000, 30))
    found = ta.pay_gap(people, of="women")
    assert found.gaps[0].of_means == pytest.approx(0.1, abs=0.001)
    assert found.adjusted.value == pytest.approx(0.1, abs=0.001)
    with pytest.raises(UnusableFacts, match=r"no group “Women”\. Its groups are: men, women"):
        ta.pay_gap(people, of="Women")


def test_shares_at_each_level() -> None:
    found = ta.representation(
        table("level group people pool_group pool", ("Lead", 2, 40, 50, 100), ("New", 1, 4, 5, 10))
    )
    assert found.levels["Lead"].ratio == pytest.approx(0.1)
    assert found.levels["New"].words == "Cannot tell: under 10 people."


def test_successors_and_skill_gaps() -> None:
    roles = table("successors ready_now", (2, 1), (1, 0), (0, 0), (3, 3))
    covered = ta.succession(roles).each
    assert (covered["K23"].value, covered["K24"].value) == (0.75, 0.5)
    gaps = table("due_on closed_on", (date(2025, 2, 1), date(2025, 1, 9)), (date(2025, 3, 1), None))
    [closed] = ta.skill_gaps(gaps, first=date(2025, 1, 1), after=date(2025, 4, 1)).each.values()
    assert (closed.count, closed.total) == (1, 2)


# ---- comments


@pytest.mark.slow
def test_themes_in_a_table_of_comments(tmp_path: Path) -> None:
    rows = [
        *((f"c{n}", "the canteen has no soup") for n in range(20)),
        *((f"r{n}", "the rota comes too late") for n in range(20)),
    ]
    found = ta.themes(table("person text", *rows))
    assert (found.people, len(found.themes)) == (40, 2)
    with pytest.raises(NoEmbeddings, match="is no folder"):
        ta.themes(table("person text", *rows), model=tmp_path / "none")


def test_a_level_in_two_rows_is_refused() -> None:
    row = {"level": "E4", "group": 5, "people": 20, "pool_group": 50, "pool": 200}
    with pytest.raises(UnusableFacts, match=r"levels has “E4” twice\. Add the two up"):
        ta.representation(pd.DataFrame([row, row]))


def test_counts_in_a_circle_are_left_out_and_named() -> None:
    counts = pd.DataFrame(
        {
            "area": ["Ulm", "Aalen", "Bonn"],
            "leavers": [36, 36, 5],
            "headcount": [60, 60, 60],
            "parent": ["Aalen", "Ulm", None],
        }
    )
    with pytest.warns(LeftOut, match="“Ulm”, “Aalen”, “Ulm” lie in a circle"):
        assert [each.area for each in ta.hotspots(counts).areas] == ["Bonn"]
    with pytest.raises(UnusableFacts, match="lie in a circle"):
        ta.hotspots(counts[:2])
