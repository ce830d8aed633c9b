"""Charts of areas: drawn by the worker, read by pages, forgotten with their snapshot."""

import os
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from tandem.analytics.area import AreaNumbers, AreaYear
from tandem.analytics.funnel import Unit, among
from tandem.bridge import charts, pictures
from tandem.bridge.models import AreaFigures
from tandem.bridge.numbers import AS_JSON, Figures, figures_of
from tandem.bridge.tests.test_words import CALM, numbers
from tandem.organisation.models import Area
from tandem.partnership.testing import area as make_area

STYLE = Path(__file__).parents[2] / "website/static/tandem.css"
CHARTS = Path(settings.SITE.home) / "charts"


@pytest.fixture
def bakery(db: None) -> Area:
    return make_area("Bakery", None)


def store(area: Area, found: AreaNumbers, snapshot: str = "first") -> Figures:
    AreaFigures.objects.all().delete()
    AreaFigures.objects.create(
        area=area, snapshot=snapshot, figures=AS_JSON.dump_json(found).decode()
    )
    figures = figures_of(area)
    assert figures is not None
    return figures


@pytest.fixture(autouse=True)
def no_chart_is_left() -> Iterator[None]:
    yield
    for folder in CHARTS.glob("*"):
        shutil.rmtree(folder)


def among_others(found: AreaNumbers) -> AreaNumbers:
    """With siblings and years, as the facts of a whole organisation bring them."""
    others = [(f"{n:032x}", Unit(3 * n, 20.0 * n)) for n in range(1, 9)]
    siblings = among(Unit(18, 120.0), others, left_out=1)
    years = (AreaYear(2025, 0, 130, 0, 7, 0, 123), AreaYear(2026, 123, 5, 2, 9, 1, 120))
    return replace(found, siblings=siblings, years=years, organisation=found.own_choice[-1])


@pytest.mark.slow
def test_every_chart_says_itself_what_it_shows(bakery: Area) -> None:
    drawn = pictures.of_area(store(bakery, among_others(numbers([*CALM, 9]))))
    assert set(drawn) == set(pictures.KINDS)
    for svg in drawn.values():
        assert svg is not None
        assert svg.count("<title") == svg.count("<desc") == svg.count('role="img"') == 2
        assert "style=" not in svg
        assert not re.search(r'(fill|stroke)="#', svg)  # colours follow the page's theme
    assert "9 in October" in str(drawn["months"])
    assert "Bakery 15.0%" in str(drawn["siblings"])
    assert "1-in-100 line" in str(drawn["siblings"])
    assert "From 123 in 2025 to 120 in 2026." in str(drawn["years"])
    whole = numbers([*CALM, 9]).own_choice[-1].value
    assert whole is not None
    assert f"{100 * whole:.1f}% Bakery" in str(drawn["rate"])  # the organisation's line


@pytest.mark.slow
def test_a_small_area_has_no_chart_of_reasons(bakery: Area) -> None:
    drawn = pictures.of_area(store(bakery, numbers([0, 1] * 12, people=9)))
    assert drawn["months"] is None
    assert drawn["rate"] is None
    assert drawn["people"] is not None


@pytest.mark.slow
def test_only_leavers_have_no_headcount_to_draw(bakery: Area) -> None:
    drawn = pictures.of_area(store(bakery, numbers([3] * 24, only_leavers=True)))
    assert drawn["people"] is None
    assert drawn["rate"] is None
    assert drawn["months"] is not None


@pytest.mark.slow
def test_what_was_drawn_is_not_drawn_again(bakery: Area, monkeypatch: pytest.MonkeyPatch) -> None:
    figures = store(bakery, numbers([*CALM, 9]))
    first = pictures.of_area(figures)
    monkeypatch.setattr(pictures, "pictures", None)  # would fail if it were asked
    assert pictures.of_area(figures) == first


@pytest.mark.slow
def test_new_figures_are_drawn_anew_and_the_old_charts_are_forgotten(bakery: Area) -> None:
    old = store(bakery, numbers([*CALM, 9]))
    pictures.of_area(old)
    new = store(bakery, numbers([*CALM, 2]), snapshot="second")
    assert "9 in October" not in str(pictures.of_area(new)["months"])
    pictures.forget_earlier()
    assert not pictures.file_of(old, "months").exists()
    assert pictures.file_of(new, "months").exists()


@pytest.mark.slow
def test_where_the_code_that_draws_changed_it_is_drawn_anew(
    bakery: Area, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = store(bakery, numbers([*CALM, 9]))
    pictures.of_area(figures)
    before = pictures.file_of(figures, "months")
    monkeypatch.setattr(pictures, "look", lambda: "another")
    assert not pictures.file_of(figures, "months").exists()
    pictures.of_area(figures)
    assert pictures.file_of(figures, "months").exists()
    pictures.forget_earlier()
    assert not before.exists()


@pytest.mark.slow
@pytest.mark.parametrize("people", [9, 130])
def test_what_cannot_be_drawn_is_known_before_it_is_tried(bakery: Area, people: int) -> None:
    """A page holds a place as high as the picture: none for what never comes."""
    found = numbers([0, 1] * 12, people=people)
    for told in (found, among_others(found), numbers([3] * 24, only_leavers=True)):
        drawn = pictures.pictures(told, bakery, charts.WIDE)
        can = {kind: pictures.can_be_drawn(told, kind) for kind in pictures.KINDS}
        assert can == {kind: picture is not None for kind, picture in drawn.items()}


@pytest.mark.slow
@pytest.mark.parametrize("kind", pictures.KINDS)
def test_the_place_of_a_picture_on_its_way_is_as_high_as_the_picture(
    bakery: Area, kind: str
) -> None:
    style = STYLE.read_text(encoding="utf-8")
    found = among_others(numbers([*CALM, 9]))
    for width in (charts.WIDE, charts.PHONE):
        picture = pictures.pictures(found, bakery, width)[kind]
        assert picture is not None
        [(wide, high)] = re.findall(r'viewBox="0 0 (\d+) (\d+)"', picture.svg())
        own = rf'\.to-draw\[data-kind="{kind}"\] {{ aspect-ratio: {wide} / (\d+)'
        rule = re.search(own, style) or re.search(
            rf"\.to-draw {{[^}}]*aspect-ratio: {wide} / (\d+)", style
        )
        assert rule is not None
        assert rule[1] == high


@pytest.mark.slow
def test_what_is_drawn_already_is_not_drawn_again_by_the_worker(bakery: Area) -> None:
    store(bakery, numbers([*CALM, 9]))
    assert pictures.draw.func(str(bakery.pk)) == 3
    assert pictures.draw.func(str(bakery.pk)) == 0


def test_while_the_worker_draws_the_page_has_an_empty_frame(
    bakery: Area, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(type(pictures.draw), "enqueue", lambda _, area: asked.append(area))
    figures = store(bakery, numbers([*CALM, 9]))
    there = dict.fromkeys(("months", "rate", "people"), "")
    assert pictures.of_area(figures) == there | {"siblings": None, "years": None}
    pictures.of_area(figures)
    assert asked == [str(bakery.pk)]  # asked for once a minute, not by every visit


def test_a_worker_that_died_is_asked_again(bakery: Area, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(type(pictures.draw), "enqueue", lambda _, area: asked.append(area))
    figures = store(bakery, numbers([*CALM, 9]))
    pictures.of_area(figures)
    long_ago = time.time() - 2 * pictures.ASKED_SECONDS
    os.utime(pictures.file_of(figures, "asked"), (long_ago, long_ago))
    pictures.of_area(figures)
    assert len(asked) == 2


def test_an_area_that_is_gone_is_not_drawn(db: None) -> None:
    assert pictures.draw.func("00000000-0000-0000-0000-000000000000") == 0


@pytest.mark.slow
def test_a_name_of_tags_becomes_text_in_the_picture(db: None) -> None:
    odd = make_area("<script>x</script>", None)
    drawn = pictures.of_area(store(odd, numbers([*CALM, 9])))
    assert "<script>" not in str(drawn["months"])
    assert "&lt;script&gt;" in str(drawn["months"])


def test_figures_of_another_version_read_as_none(bakery: Area) -> None:
    AreaFigures.objects.create(area=bakery, snapshot="old", figures='{"months": []}')
    assert figures_of(bakery) is None


def test_figures_survive_being_stored(bakery: Area) -> None:
    found = numbers([*CALM, 9])
    assert store(bakery, found).numbers == found
