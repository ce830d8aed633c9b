"""Areas known by counts without persons, while they are renamed, moved, merged, and undone."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.bridge import importing
from tandem.bridge.numbers import figures_of, leavers_below
from tandem.organisation import intake, reorganising
from tandem.organisation.models import Area, Headcount, Import, ImportState, LeaverCount
from tandem.organisation.tests.intake.counting import heads_holding, holding
from tandem.partnership.testing import TUESDAY, Cast

MARCH = date(2026, 3, 2)
TODAY = TUESDAY.date()
DAY = timedelta(days=1)
MONTHS = [f"2026-{month:02}" for month in range(1, 11)]
Brings = Callable[..., Import]
Change = Callable[[], object]


def leavers(place: str, *reasons: str) -> str:
    return "".join(f"{place},{month},{why}\n" for month in MONTHS for why in reasons)


def heads(place: str, people: int) -> str:
    return "".join(f"{place},{month},{people}\n" for month in MONTHS)


BAKERY, DAIRY = "Plants / North / Bakery", "Plants / South / Dairy"
BOTH = leavers(BAKERY, "Quit", "Retirement") + leavers(DAIRY, "Quit")
BOTH_HEADS = heads(BAKERY, 60) + heads(DAIRY, 30)


@pytest.fixture
def brings(tmp_path: Path) -> Brings:
    """Brings counts in beside the cast, as a page does: who looks at figures has them counted."""

    def bring(text: str = BOTH, headcounts: str = BOTH_HEADS) -> Import:
        given = {"leavers.csv": "Area,Month,Reason\n" + text}
        if headcounts:
            given["heads.csv"] = "Area,Month,Headcount\n" + headcounts
        for name, content in given.items():
            (tmp_path / name).write_text(content, encoding="utf-8")
        files = [intake.Incoming(name, tmp_path / name) for name in given]
        import_id, at = uuid.uuid4(), TUESDAY + timedelta(minutes=Import.objects.count())
        report = intake.check(
            files[:1],
            folder=intake.folder_of(importing.uploads(), import_id),
            today=TODAY,
            shape=intake.Shape.COUNTS,
            headcounts=files[1:],
        )
        kept = intake.keep(import_id=import_id, report=report, by=OPERATOR, at=at)
        return importing.apply(import_=kept, by=OPERATOR, at=at, expect_many=True)

    return bring


def area(name: str) -> Area:
    return Area.objects.get(name=name)


def rename(name: str, to: str) -> None:
    reorganising.rename_area(area=area(name), name=to, on=MARCH, by=OPERATOR, at=TUESDAY)


def move(name: str, parent: str) -> None:
    reorganising.move_area(area=area(name), parent=area(parent), on=MARCH, by=OPERATOR, at=TUESDAY)


def merge(name: str, into: str) -> None:
    reorganising.merge_areas(source=area(name), into=area(into), on=MARCH, by=OPERATOR, at=TUESDAY)


def left(*names: str) -> list[int]:
    """Leavers of the figures of areas, each with all below it."""
    importing.refresh(today=TODAY)
    found = [figures_of(area(name)) for name in names]
    counts = [figures.numbers.counts for figures in found if figures is not None]
    assert len(counts) == len(names)
    return [each.leavers for each in counts if each is not None]


def plainly(*names: str) -> int:
    """The same, counted from the rows."""
    paths = [area(name).path for name in names]
    rows = LeaverCount.objects.select_related("area").exclude(reason_class="transfer")
    return sum(row.leavers for row in rows if row.area.path.startswith(tuple(paths)))


def test_renamed_the_counts_stay_with_the_area(cast: Cast, brings: Brings) -> None:
    brings()
    before = [line.partition(" | ")[2] for line in holding()]
    rename("Bakery", "Bread")
    assert {line.split(" | ")[0] for line in holding()} == {"Plants / North / Bread", DAIRY}
    assert [line.partition(" | ")[2] for line in holding()] == before
    assert left("Bread") == [plainly("Bread")] == [20]


def test_a_newer_file_with_the_old_name_speaks_of_the_renamed_area(
    cast: Cast, brings: Brings
) -> None:
    brings()
    rename("Bakery", "Bread")
    brings(leavers(BAKERY, "Quit"), "")
    assert not Area.objects.filter(name="Bakery").exists()
    # The newest list holds, and the older one is not added.
    assert left("Bread", "Dairy") == [10, 10]


def test_moved_the_counts_go_along_in_the_sums_above(cast: Cast, brings: Brings) -> None:
    brings()
    assert left("North", "South", "Plants") == [20, 10, 30]
    move("Bakery", "South")
    assert left("South", "Plants") == [plainly("South"), plainly("Plants")] == [30, 30]
    below = {area_id: each.people for area_id, each in leavers_below(area("South")).items()}
    assert below == {area("Bakery").pk: 20, area("Dairy").pk: 10}
    assert leavers_below(area("North")) == {}


def test_a_headcount_of_the_place_of_before_is_of_the_moved_area(
    cast: Cast, brings: Brings
) -> None:
    brings()
    move("Bakery", "South")
    brings(leavers(BAKERY, "Quit"), heads(BAKERY, 61))
    bakery = [line for line in heads_holding() if "Bakery" in line]
    assert {line.split(" | ")[0] for line in bakery} == {"Plants / South / Bakery"}
    assert {line.split(" | ")[2].split()[0] for line in bakery} == {"61"}


def test_merged_what_was_counted_stays_with_the_closed_area(cast: Cast, brings: Brings) -> None:
    brings()
    rows = LeaverCount.objects.count(), Headcount.objects.count()
    merge("Bakery", "Dairy")
    assert (LeaverCount.objects.count(), Headcount.objects.count()) == rows
    assert {line.split(" | ")[0] for line in holding()} == {BAKERY, DAIRY}
    assert left("Plants") == [plainly("Plants")] == [30]


def test_after_a_merger_the_next_file_counts_both_names_into_one(
    cast: Cast, brings: Brings
) -> None:
    brings()
    merge("Bakery", "Dairy")
    brings()
    of_dairy = [line for line in holding() if line.startswith(DAIRY)]
    assert {tuple(line.split(" | ")[2:]) for line in of_dairy} == {("retirement 1", "voluntary 2")}
    heads = [line for line in heads_holding() if line.startswith(DAIRY)]
    assert {line.split(" | ")[2].split()[0] for line in heads} == {"90"}


# Undo


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda: move("Bakery", "South"), "Areas were moved, merged or split"),
        (lambda: merge("Bakery", "Dairy"), "Areas were moved, merged or split"),
        (lambda: rename("Bakery", "Bread"), "Changed by hand after this import: Bread."),
    ],
    ids=["moved", "merged", "renamed"],
)
def test_the_import_that_made_the_areas_is_not_undone_under_them(
    cast: Cast, brings: Brings, change: Change, sentence: str
) -> None:
    import_ = brings()
    change()
    said = [block.sentence for block in intake.in_the_way(import_)]
    assert any(each.startswith(sentence) for each in said)
    rows = holding(), heads_holding()
    with pytest.raises(intake.UnableToUndo):
        importing.take_back(import_=import_, by=OPERATOR, at=TUESDAY)
    assert (holding(), heads_holding()) == rows
    import_.refresh_from_db()
    assert import_.state == ImportState.APPLIED


@pytest.mark.parametrize(
    "change",
    [
        lambda: move("Bakery", "South"),
        lambda: merge("Bakery", "Dairy"),
        lambda: rename("Bakery", "Bread"),
    ],
    ids=["moved", "merged", "renamed"],
)
def test_a_newer_file_after_the_change_is_undone_to_what_was_counted_before(
    cast: Cast, brings: Brings, change: Change
) -> None:
    brings()
    change()
    before = holding(), heads_holding(), left("Plants")
    newer = brings(leavers(BAKERY, "Quit", "Quit", "Death"), heads(BAKERY, 70))
    assert (holding(), heads_holding()) != before[:2]
    assert intake.in_the_way(newer) == []
    importing.refresh(today=TODAY)
    importing.take_back(import_=newer, by=OPERATOR, at=TUESDAY)
    assert (holding(), heads_holding(), left("Plants")) == before


def test_the_figures_of_an_undone_import_are_gone_with_its_areas(
    cast: Cast, brings: Brings
) -> None:
    areas = set(Area.objects.values_list("pk", flat=True))
    import_ = brings()
    importing.refresh(today=TODAY)
    importing.take_back(import_=import_, by=OPERATOR, at=TUESDAY)
    assert set(Area.objects.values_list("pk", flat=True)) == areas
    assert not LeaverCount.objects.exists() and not Headcount.objects.exists()


# Its page, as of a day


@pytest.fixture
def helen(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.helen)


def test_as_of_a_day_it_has_the_name_and_place_of_that_day(
    cast: Cast, helen: Client, brings: Brings
) -> None:
    brings()
    importing.refresh(today=TODAY)
    rename("Bakery", "Bread")
    move("Bread", "South")
    url = area("Bread").get_absolute_url()
    text = helen.get(url, {"as_of": (MARCH - DAY).isoformat()}).text
    assert "<h1>Bakery</h1>" in text
    assert "North" in text.split("<h1>")[0]
    text = helen.get(url, {"as_of": MARCH.isoformat()}).text
    assert "<h1>Bread</h1>" in text


def test_as_of_a_day_nobody_is_said_to_have_been_absent(
    cast: Cast, helen: Client, brings: Brings
) -> None:
    """Nobody is known there; that is not the same as nobody being there."""
    brings()
    importing.refresh(today=TODAY)
    for name in ("Bakery", "Plants"):
        url = area(name).get_absolute_url()
        text = helen.get(url, {"as_of": "2026-06-30"}).text
        assert "Counts without names do not say who was here on a day." in text
        assert "0 people" not in text
        assert "Nobody was here on that day" not in text


def test_a_merged_one_shows_its_last_day_without_claiming_that_it_was_empty(
    cast: Cast, helen: Client, brings: Brings
) -> None:
    brings()
    importing.refresh(today=TODAY)
    merge("Bakery", "Dairy")
    text = helen.get(Area.objects.get(name="Bakery").get_absolute_url()).text
    assert "It was closed on 2 March 2026. This is its last day." in text
    assert "Nobody was here on that day" not in text


def test_an_area_of_persons_that_was_empty_still_says_so(cast: Cast, helen: Client) -> None:
    url = cast.areas.finance.get_absolute_url()
    text = helen.get(url, {"as_of": "2020-01-01"}).text
    assert "0 people" in text
    assert "Nobody was here on that day" in text
