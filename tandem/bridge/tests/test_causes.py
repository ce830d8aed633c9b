"""What got in the way across all pairs: the table, its sentence, the picture and its file."""

from __future__ import annotations

import os
import re
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tandem.bridge import causes, pictures
from tandem.bridge.causes import CauseTable, cause_table, picture_of, why_of_cause
from tandem.bridge.charts import PHONE, WIDE, Words
from tandem.bridge.charts import causes as drawn
from tandem.partnership.commitments.all_pairs import Causes
from tandem.partnership.commitments.spread import closed_quarters
from tandem.partnership.commitments.standing import Reason

DECISION, MUCH, FORGOT = Reason.WAITING_FOR_DECISION, Reason.TOO_MUCH_AT_ONCE, Reason.FORGOT
QUARTERS = closed_quarters(date(2026, 11, 24), 4)
NAMES = ["Oct–Dec 25", "Jan–Mar 26", "Apr–Jun 26", "Jul–Sep 26"]


def table(*newest_first: dict[Reason, int]) -> CauseTable:
    told = [Causes(quarter, named) for quarter, named in zip(QUARTERS, newest_first, strict=False)]
    return cause_table(told)


THREE: tuple[dict[Reason, int], ...] = ({DECISION: 12, MUCH: 7}, {}, {FORGOT: 6, DECISION: 5}, {})


@pytest.fixture(autouse=True)
def charts(settings: Settings, tmp_path: Path) -> Path:
    """Of a home of its own: tests beside this one draw their charts, too."""
    settings.SITE = replace(settings.SITE, home=tmp_path)
    return tmp_path / "charts"


def test_the_newest_quarter_leads_and_a_number_too_small_is_a_gap() -> None:
    found = table(*THREE)
    assert found.quarters == NAMES[1:]  # before it nothing was told
    assert [(row.words, row.counts) for row in found.rows] == [
        ("Waiting for a decision", [5, None, 12]),
        ("Too much at once", [None, None, 7]),
        ("It was forgotten", [6, None, None]),
    ]
    assert found.sentence == "Most often: Waiting for a decision, in 12 promises."


@pytest.mark.parametrize("told", [(), ({}, {}, {}, {}), ({}, {DECISION: 9}, {}, {})])
def test_without_a_cause_in_the_newest_quarter_nothing_is_the_commonest(
    told: tuple[dict[Reason, int], ...],
) -> None:
    assert table(*told).top is None
    assert table(*told).sentence == ""
    assert picture_of(table(*told)) is None


def test_a_promise_against_a_cause_begins_with_it_and_no_other_word_is_one() -> None:
    assert why_of_cause("forgot") == (
        "It gets in the way of promises across the company: It was forgotten."
    )
    with pytest.raises(ValueError, match="is not a valid Reason"):
        why_of_cause("the moon")


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_the_first_line_is_strong_each_ends_at_its_name_and_a_gap_is_no_nought(width: int) -> None:
    words = Words(title="Causes", description="", axis="Promises", months=NAMES[1:])
    lines = {"Waiting": [5, None, 12], "Much": [None, None, 7], "Forgot": [6, None, None]}
    picture = drawn(lines, words, width=width)
    assert picture is not None
    said = str(picture.spec)
    assert "'text': 'Waiting'" in said
    assert "'text': 'Much'" in said
    assert "Forgot" not in said  # it has no end to stand at; the table has it
    assert "'named': 0" not in said
    assert said.index("'text': 'Waiting'") < said.index("'text': 'Much'")
    assert drawn({"Forgot": [6, None]}, words, width=width) is None


@pytest.mark.slow
@pytest.mark.django_db
def test_it_is_drawn_once_for_the_same_counts_and_says_itself_what_it_shows(charts: Path) -> None:
    svg = picture_of(table(*THREE))
    assert svg is not None
    assert svg.count("<title") == svg.count("<desc") == svg.count('role="img"') == 2
    assert "Most often: Waiting for a decision, in 12 promises." in svg
    assert not re.search(r'(fill|stroke)="#', svg)  # colours follow the page’s theme
    [file] = (charts / pictures.PROMISES).glob("*.html")
    old = time.time() - causes.KEPT_SECONDS - 9
    os.utime(file, (old, old))
    assert picture_of(table(*THREE)) == svg
    assert file.stat().st_mtime == pytest.approx(old)  # not drawn anew
    pictures.forget_earlier()  # of snapshots, and this is from none
    assert file.exists()
    picture_of(table({FORGOT: 8}))
    assert not file.exists()  # long since anybody drew it


@pytest.mark.django_db
def test_a_worker_that_died_is_asked_again_after_a_minute(
    monkeypatch: pytest.MonkeyPatch, charts: Path
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        causes.draw_causes.__class__, "enqueue", lambda _task, told: asked.append(told)
    )
    for _ in range(2):
        assert picture_of(table(*THREE)) == ""
    assert len(asked) == 1
    [mark] = (charts / pictures.PROMISES).glob("*.asked")
    os.utime(mark, (1, 1))
    picture_of(table(*THREE))
    assert len(asked) == 2
