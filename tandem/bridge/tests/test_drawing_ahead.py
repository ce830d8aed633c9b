"""Whoever opens an area right after an import finds its pictures drawn."""

from datetime import date

import pytest

from tandem.bridge import drawing_ahead, pictures
from tandem.bridge.drawing_ahead import ahead, draw_ahead, likeliest
from tandem.bridge.numbers import figures_of
from tandem.bridge.tests.test_pictures import store
from tandem.bridge.tests.test_words import CALM, numbers
from tandem.partnership.testing import area as make_area
from tandem.partnership.testing import hire, pair_up

TODAY = date(2026, 11, 24)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The areas the worker is asked for, in their order."""
    found: list[str] = []
    monkeypatch.setattr(type(draw_ahead), "enqueue", lambda _, area: found.append(area))
    return found


def test_areas_with_an_hr_partner_come_first_and_then_those_at_the_top(db: None) -> None:
    plant = make_area("Plant", None)
    make_area("Bakery", plant)
    ovens = make_area("Ovens", plant)
    sam, mira = hire("Sam", "Lindqvist", plant), hire("Mira", "Okafor", plant)
    pair_up(ovens, sam, mira)
    assert likeliest(TODAY) == [ovens, plant]


def test_of_many_areas_only_a_few_are_drawn_ahead(db: None, asked: list[str]) -> None:
    areas = [make_area(f"Area {number:02}", None) for number in range(12)]
    ahead(likeliest(TODAY))
    assert asked == [str(area.pk) for area in areas[: drawing_ahead.AT_MOST]]


@pytest.mark.slow
def test_what_was_drawn_ahead_is_there_at_the_first_look(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    bakery = make_area("Bakery", None)
    figures = store(bakery, numbers([*CALM, 9]))
    assert draw_ahead.func(str(bakery.pk)) == 3
    monkeypatch.setattr(pictures, "draw", None)  # would fail if it were asked
    assert "9 in October" in str(pictures.of_area(figures)["months"])


def test_an_area_that_is_not_counted_yet_is_left_for_later(db: None) -> None:
    bakery = make_area("Bakery", None)
    assert figures_of(bakery) is None
    assert draw_ahead.func(str(bakery.pk)) == 0


def test_nobody_waits_behind_what_is_drawn_ahead() -> None:
    assert draw_ahead.priority < pictures.draw.priority
