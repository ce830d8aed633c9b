"""The tree of areas changes from a day on, and what was before stays known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from unittest.mock import Mock

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.access.audit import OPERATOR, record
from tandem.access.models import Event
from tandem.organisation import actions, reorganising
from tandem.organisation.models import Area, AreaVersion, Assignment, Person, Spell
from tandem.organisation.reorganising import UnableToReorganise
from tandem.partnership.testing import HIRED, TUESDAY, Cast

DAY = timedelta(days=1)
TODAY = TUESDAY.date()
MARCH, JULY = date(2025, 3, 1), date(2025, 7, 1)


def events(what: str) -> int:
    return Event.objects.filter(what=what).count()


def rename(area: Area, name: str, on: date = MARCH) -> Area:
    return reorganising.rename_area(area=area, name=name, on=on, by=OPERATOR, at=TUESDAY)


def move(area: Area, parent: Area | None, on: date = MARCH) -> Area:
    return reorganising.move_area(area=area, parent=parent, on=on, by=OPERATOR, at=TUESDAY)


def merge(source: Area, into: Area, on: date = MARCH) -> Area:
    return reorganising.merge_areas(source=source, into=into, on=on, by=OPERATOR, at=TUESDAY)


def close(area: Area, on: date = MARCH) -> Area:
    return reorganising.close_area(area=area, on=on, by=OPERATOR, at=TUESDAY)


def split(area: Area, name: str, people: list[Person], on: date = MARCH) -> Area:
    return reorganising.split_area(
        area=area, name=name, people=people, on=on, by=OPERATOR, at=TUESDAY
    )


def new_area(name: str, parent: Area | None) -> Area:
    return actions.add_area(name=name, parent=parent, by=OPERATOR, at=HIRED)


def tree(day: date = TODAY) -> list[str]:
    """Every area there was on a day, as its path of names of then, sorted."""
    there = {each.then_path: each.then_name for each in Area.objects.as_of(day)}
    return sorted(
        " / ".join(there[path[:end]] for end in range(9, len(path) + 1, 9)) for path in there
    )


BEFORE = [
    "Varnholm Foods",
    "Varnholm Foods / Customer Service",
    "Varnholm Foods / Finance",
    "Varnholm Foods / Supply",
    "Varnholm Foods / Supply / Operations",
    "Varnholm Foods / Supply / Operations / Night shift",
]


def test_an_area_nobody_has_changed_was_always_what_it_is(cast: Cast) -> None:
    assert tree() == tree(date(1990, 1, 1)) == BEFORE
    assert not AreaVersion.objects.exists()


def test_a_renamed_area_has_its_old_name_until_that_day(cast: Cast) -> None:
    area = rename(cast.areas.operations, "  Making and  packing ")
    assert area.name == "Making and packing"
    assert area.name_on(MARCH - DAY) == "Operations"
    assert area.name_on(MARCH) == "Making and packing"
    assert tree(MARCH - DAY) == BEFORE
    assert "Varnholm Foods / Supply / Making and packing / Night shift" in tree(MARCH)
    assert events("area.renamed") == 1


def test_a_second_name_on_the_same_day_replaces_the_first(cast: Cast) -> None:
    rename(cast.areas.operations, "Making")
    rename(cast.areas.operations, "Packing")
    assert cast.areas.operations.version_on(MARCH - DAY).name == "Operations"
    assert [each.name for each in AreaVersion.objects.all()] == ["Operations"]


def test_each_name_holds_from_its_day_to_the_next(cast: Cast) -> None:
    rename(cast.areas.operations, "Making", MARCH)
    area = rename(cast.areas.operations, "Packing", JULY)
    days = [MARCH - DAY, MARCH, JULY - DAY, JULY, TODAY]
    expected = ["Operations", "Making", "Making", "Packing", "Packing"]
    assert [area.name_on(day) for day in days] == expected
    assert [Area.objects.as_of(day).get(pk=area.pk).then_name for day in days] == expected


def test_the_same_name_again_changes_nothing(cast: Cast) -> None:
    rename(cast.areas.operations, "Operations ")
    move(cast.areas.operations, cast.areas.supply)
    assert events("area.renamed") == events("area.moved") == 0


def test_a_moved_area_takes_all_below_it_along(cast: Cast) -> None:
    area = move(cast.areas.operations, cast.areas.customer_service)
    assert area.parent == cast.areas.customer_service
    night = Area.objects.get(pk=cast.areas.night_shift.pk)
    assert night.path.startswith(area.path)
    assert [each.name for each in Area.objects.all().above(night)] == [
        "Varnholm Foods", "Customer Service", "Operations",
    ]  # fmt: skip
    assert "Varnholm Foods / Customer Service / Operations / Night shift" in tree(MARCH)
    assert tree(MARCH - DAY) == BEFORE
    assert events("area.moved") == 1


def test_moves_follow_one_another(cast: Cast) -> None:
    move(cast.areas.operations, cast.areas.customer_service, MARCH)
    move(cast.areas.customer_service, cast.areas.finance, JULY)
    assert tree(MARCH - DAY) == BEFORE
    assert "Varnholm Foods / Customer Service / Operations / Night shift" in tree(JULY - DAY)
    assert "Varnholm Foods / Finance / Customer Service / Operations / Night shift" in tree(JULY)


def test_an_area_can_move_to_the_top_and_back(cast: Cast) -> None:
    move(cast.areas.operations, None, MARCH)
    assert "Operations / Night shift" in tree(MARCH)
    move(cast.areas.operations, cast.areas.supply, JULY)
    assert tree() == BEFORE


@pytest.mark.parametrize("below", ["operations", "night_shift"])
def test_nothing_lies_below_itself(cast: Cast, below: str) -> None:
    with pytest.raises(UnableToReorganise, match=r"circle|another area"):
        move(cast.areas.operations, getattr(cast.areas, below))
    with pytest.raises(UnableToReorganise, match=r"circle|another area"):
        merge(cast.areas.operations, getattr(cast.areas, below))
    assert tree() == BEFORE


def test_a_name_that_is_taken_there_is_refused_in_any_spelling(cast: Cast) -> None:
    taken = new_area("operations", cast.areas.finance)
    with pytest.raises(UnableToReorganise, match="There is an area “Operations” there already"):
        move(cast.areas.operations, cast.areas.finance)
    with pytest.raises(UnableToReorganise, match="“FINANCE” there already"):
        rename(cast.areas.supply, "FINANCE")
    with pytest.raises(UnableToReorganise, match="needs a name"):
        rename(taken, "  ")
    assert rename(taken, "Operations").name == "Operations"  # its own name, spelled better


def test_a_merged_area_is_closed_and_its_people_go_on_in_the_other(cast: Cast) -> None:
    source = merge(cast.areas.operations, cast.areas.customer_service)
    assert (source.end_on, source.merged_into) == (MARCH, cast.areas.customer_service)
    jobs = [
        (job.area.name, job.start_on, job.end_on)
        for job in Spell.objects.of(cast.sam).select_related("area")
    ]
    assert jobs == [("Operations", HIRED.date(), MARCH), ("Customer Service", MARCH, None)]
    assert "Varnholm Foods / Customer Service / Night shift" in tree(MARCH)
    assert "Varnholm Foods / Supply / Operations" not in tree(MARCH)
    assert tree(MARCH - DAY) == BEFORE
    assert not Assignment.objects.at(source).on(MARCH).exists()
    assert Assignment.objects.at(source).leading().on(MARCH - DAY).get().person == cast.sam
    assert events("area.merged") == 1


def test_who_left_before_the_merger_stays_where_they_were(cast: Cast) -> None:
    merge(cast.areas.operations, cast.areas.customer_service, TODAY)
    assert Spell.objects.of(cast.otto).get().area == cast.areas.operations


def test_who_came_after_the_day_of_the_merger_came_to_the_other_one(cast: Cast) -> None:
    newcomer = actions.add_person(
        first_name="Noor", last_name="Bos", email="noor@varnholm.example",
        area=cast.areas.operations, by=OPERATOR, at=datetime(2025, 5, 1, 8, tzinfo=UTC),
    )  # fmt: skip
    merge(cast.areas.operations, cast.areas.customer_service, MARCH)
    job = Spell.objects.of(newcomer).get()
    assert (job.area, job.start_on) == (cast.areas.customer_service, date(2025, 5, 1))


def test_a_merger_whose_teams_share_a_name_is_refused_whole(cast: Cast) -> None:
    new_area("Night Shift", cast.areas.customer_service)
    with pytest.raises(UnableToReorganise, match="“Night shift” there already"):
        merge(cast.areas.operations, cast.areas.customer_service)
    assert Spell.objects.of(cast.sam).count() == 1
    assert Area.objects.get(pk=cast.areas.operations.pk).end_on is None


def test_an_area_closes_only_when_it_is_empty(cast: Cast) -> None:
    with pytest.raises(UnableToReorganise, match=r"Ilse Brandt, Kim Bakker\. Move or merge them"):
        close(cast.areas.night_shift)
    archive = new_area("Archive", cast.areas.finance)
    with pytest.raises(UnableToReorganise, match="Still in “Finance”: "):
        close(cast.areas.finance)
    closed = close(archive)
    assert "Varnholm Foods / Finance / Archive" in tree(MARCH - DAY)
    assert tree(MARCH) == BEFORE
    assert events("area.closed") == 1
    with pytest.raises(UnableToReorganise, match="was closed on 1 March 2025"):
        rename(closed, "Store")


def test_an_area_with_a_team_below_it_stays_open(cast: Cast) -> None:
    outer = new_area("Outer", None)
    new_area("Inner", outer)
    with pytest.raises(UnableToReorganise, match="Still in “Outer”: Inner"):
        close(outer)


def test_the_name_of_a_closed_area_is_free_again(cast: Cast) -> None:
    close(new_area("Archive", cast.areas.finance))
    assert new_area("Archive", cast.areas.finance).end_on is None


def test_six_people_are_named_as_five_and_one_more(cast: Cast) -> None:
    crowd = new_area("Crowd", None)
    for n in range(6):
        actions.add_person(
            first_name=f"Ann{n}", last_name="Maas", email=f"a{n}@varnholm.example",
            area=crowd, by=OPERATOR, at=HIRED,
        )  # fmt: skip
    with pytest.raises(UnableToReorganise, match="Ann4 Maas and 1 more"):
        close(crowd)


def test_a_split_makes_an_area_that_begins_that_day(cast: Cast) -> None:
    new = split(cast.areas.night_shift, "Early shift", [cast.kim])
    assert (new.parent, new.start_on) == (cast.areas.operations, MARCH)
    assert new not in Area.objects.on(MARCH - DAY)
    assert new in Area.objects.on(MARCH)
    assert [job.area.name for job in Spell.objects.of(cast.kim)] == ["Night shift", "Early shift"]
    assert [job.area.name for job in Spell.objects.of(cast.ilse)] == ["Night shift"]
    assert events("area.split") == 1


def test_only_people_of_the_area_are_split_off(cast: Cast) -> None:
    with pytest.raises(UnableToReorganise, match="Not in “Night shift” on that day: Ana Duarte"):
        split(cast.areas.night_shift, "Early shift", [cast.kim, cast.ana])
    assert not Area.objects.filter(name="Early shift").exists()


Change = Callable[[Cast, date], object]
CHANGES: dict[str, Change] = {
    "rename": lambda cast, on: rename(cast.areas.operations, "Making", on),
    "move": lambda cast, on: move(cast.areas.operations, cast.areas.finance, on),
    "merge": lambda cast, on: merge(cast.areas.operations, cast.areas.finance, on),
    "close": lambda cast, on: close(cast.areas.operations, on),
    "split": lambda cast, on: split(cast.areas.operations, "Making", [cast.sam], on),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize(
    ("on", "words"),
    [
        (TODAY + DAY, "still to come"),
        (date(1949, 12, 31), "too long ago"),
        (JULY - DAY, "“Operations” was changed on 1 July 2025. Choose that day or a later one"),
    ],
)
def test_the_day_of_a_change_is_bounded(cast: Cast, change: Change, on: date, words: str) -> None:
    rename(cast.areas.operations, "Ops", JULY)
    rename(cast.areas.operations, "Operations", JULY)
    with pytest.raises(UnableToReorganise, match=words):
        change(cast, on)


def test_a_move_waits_for_what_was_changed_below(cast: Cast) -> None:
    rename(cast.areas.night_shift, "Late shift", JULY)
    with pytest.raises(UnableToReorganise, match="“Late shift” was changed on 1 July 2025"):
        move(cast.areas.operations, cast.areas.finance, MARCH)
    assert move(cast.areas.operations, cast.areas.finance, JULY).parent == cast.areas.finance


def test_nothing_happens_to_an_area_before_it_began(cast: Cast) -> None:
    new = split(cast.areas.night_shift, "Early shift", [cast.kim])
    with pytest.raises(UnableToReorganise, match="“Early shift” began on 1 March 2025"):
        rename(new, "Dawn shift", MARCH - DAY)
    with pytest.raises(UnableToReorganise, match="began on that day"):
        merge(new, cast.areas.night_shift, MARCH)
    assert rename(new, "Dawn shift", MARCH).name_on(MARCH) == "Dawn shift"
    assert not AreaVersion.objects.filter(area=new).exists()  # it never was anything else


@pytest.mark.parametrize("change", [CHANGES[each] for each in ("rename", "move", "merge", "split")])
def test_without_its_event_nothing_is_kept(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    monkeypatch.setattr("tandem.access.audit.append", Mock(side_effect=OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        change(cast, MARCH)
    assert tree() == BEFORE
    assert Spell.objects.of(cast.sam).count() == 1
    assert not AreaVersion.objects.exists()


def test_sixty_areas_move_in_fewer_than_sixty_queries(cast: Cast) -> None:
    for n in range(60):
        new_area(f"Line {n}", cast.areas.operations)
    with CaptureQueriesContext(connection) as queries:
        move(cast.areas.operations, cast.areas.finance)
    assert len(queries.captured_queries) <= 40
    assert Area.objects.on(TODAY).filter(path__contains=cast.areas.finance.path).count() == 63


def test_the_database_keeps_one_version_to_a_day(cast: Cast) -> None:
    rename(cast.areas.operations, "Making")
    twin = AreaVersion(
        area=cast.areas.operations, name="Twin", path=cast.areas.operations.path, end_on=MARCH
    )
    with pytest.raises(ValidationError, match="already exists"):
        record("area.renamed", twin, by=OPERATOR, at=TUESDAY)
