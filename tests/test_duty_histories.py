"""However files of duties follow each other, an area has one leader and one HR partner a day."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from django.db import connection

from tandem.access.audit import OPERATOR, record_each
from tandem.access.models import Event
from tandem.organisation import actions, duties
from tandem.organisation.duties import UnableToSet
from tandem.organisation.intake.duty_file import DutyFile, read_duties
from tandem.organisation.intake.duty_plan import ChangedMeanwhile, apply_plan, plan
from tandem.organisation.intake.reading import Incoming
from tandem.organisation.models import Area, Assignment, Duty, Grounds, Person
from tandem.partnership.testing import HIRED, MONDAY, TUESDAY, Cast

TODAY = TUESDAY.date()
FIRST = date(2024, 1, 1)
Reads = Callable[[str], DutyFile]


@pytest.fixture
def reads(tmp_path: Path) -> Reads:
    def read(rows: str) -> DutyFile:
        path = tmp_path / "duties.csv"
        path.write_text(f"Area,Leader,HR partner,Since\n{rows}")
        return read_duties(Incoming("duties.csv", path), tmp_path / "copy")

    return read


def never_two_at_once() -> bool:
    """Of each area and duty no two periods share a day, and nobody has both."""
    by_duty = defaultdict(list)
    for each in Assignment.objects.all():
        by_duty[each.area_id, each.duty].append((each.start_on, each.end_on or date.max))
    for periods in by_duty.values():
        periods.sort()
        if any(end > start for (_, end), (start, _) in pairwise(periods)):
            return False
    both = Assignment.objects.still().values_list("area", "person")
    return len(set(both)) == len(both)


@pytest.mark.parametrize("seed", range(12))
def test_files_and_hands_in_any_order_never_overlap(cast: Cast, reads: Reads, seed: int) -> None:
    random = Random(seed)
    people = [cast.sam, cast.vera, cast.ana, cast.mira, cast.leo, cast.kim]
    areas = [cast.areas.operations, cast.areas.supply]
    for _ in range(8):
        area, person = random.choice(areas), random.choice(people)
        since = FIRST + timedelta(days=random.randrange((TODAY - FIRST).days))
        if random.random() < 0.5:
            other = random.choice([one.email for one in people] + [""])
            file = reads(f"{area.name},{person.email},{other},{since}\n")
            apply_plan(file, mark=plan(file, TODAY).mark, why="Review", by=cast.farid, at=TUESDAY)
        else:
            try:
                duties.give_duty(
                    area=area, person=person, duty=random.choice([*Duty]), since=since,
                    why="Review", by=cast.farid, at=TUESDAY,
                )  # fmt: skip
            except UnableToSet:
                continue
        assert never_two_at_once()


def test_every_duty_that_was_given_has_its_event_and_its_grounds(cast: Cast, reads: Reads) -> None:
    before = set(Assignment.objects.values_list("pk", flat=True))
    rows = "".join(
        f"{name},{leader.email},{hr.email},2026-11-02\n"
        for name, leader, hr in (
            ("Supply", cast.kim, cast.leo),
            ("Operations", cast.vera, cast.helen),
            ("Night shift", cast.kim, cast.leo),
        )
    )
    file = reads(rows)
    done = apply_plan(file, mark=plan(file, TODAY).mark, why="Review", by=cast.farid, at=TUESDAY)
    new = [each for each in Assignment.objects.all() if each.pk not in before]
    assert len(new) == len(done.given) == 6
    for each in new:
        [event] = Event.objects.about(each.pk)
        assert (event.what, event.who) == (f"area.{each.duty}.set", cast.farid.pseudonym)
    assert set(Grounds.objects.by_row([each.pk for each in new]).values()) == {"Review"}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_who_apply_the_same_check_at_once_one_does(tmp_path: Path) -> None:
    cast = Cast.gather()
    path = tmp_path / "duties.csv"
    path.write_text(f"Area,HR partner\nSupply,{cast.leo.email}\n")
    mark = plan(read_duties(Incoming("d.csv", path), tmp_path / "seen"), TODAY).mark
    ready, outcomes = threading.Barrier(2, timeout=60), []

    def press(name: str) -> None:
        file = read_duties(Incoming("d.csv", path), tmp_path / name)
        ready.wait()
        try:
            apply_plan(file, mark=mark, why="Review", by=cast.farid, at=TUESDAY)
            outcomes.append("applied")
        except ChangedMeanwhile:
            outcomes.append("looked again")
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[name]) for name in ("one", "other")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["applied", "looked again"]
    assert Assignment.objects.at(cast.areas.supply).partnering().count() == 1


@pytest.mark.slow
def test_three_thousand_areas_are_set_within_a_few_seconds(cast: Cast, reads: Reads) -> None:
    top = cast.areas.varnholm
    areas = [Area.below(top, f"Shop {n}") for n in range(3000)]
    people = [
        Person(number=f"N{n}", first_name="P", last_name=str(n), email=f"p{n}@varnholm.example")
        for n in range(3000)
    ]
    record_each("area.added", areas, by=OPERATOR, at=HIRED)
    record_each("person.added", people, by=OPERATOR, at=HIRED)
    file = reads("".join(f"Shop {n},N{n},{cast.leo.email},2026-11-02\n" for n in range(3000)))
    began = time.perf_counter()
    found = plan(file, TODAY)
    apply_plan(file, mark=found.mark, why="Review", by=cast.farid, at=TUESDAY)
    seconds = time.perf_counter() - began
    assert (found.accepted, len(found.given)) == (3000, 6000)
    assert Assignment.objects.filter(area__in=areas).count() == 6000
    assert seconds < 20


def test_a_leader_set_by_hand_is_replaced_by_a_later_day_in_a_file(
    cast: Cast, reads: Reads
) -> None:
    actions.set_leader(
        area=cast.areas.supply, person=cast.kim, since=MONDAY.date(), by=OPERATOR, at=TUESDAY
    )
    file = reads(f"Supply,{cast.ana.email},,2026-11-20\n")
    assert [each.kind.value for each in plan(file, TODAY).problems] == ["day_taken"]
    file = reads(f"Supply,{cast.ana.email},,2026-11-24\n")
    apply_plan(file, mark=plan(file, TODAY).mark, why="Review", by=OPERATOR, at=TUESDAY)
    held = Assignment.objects.at(cast.areas.supply).leading().on(TODAY).get()
    assert held.person == cast.ana
