"""Jobs put together by the column, beside a plain telling of the same, person by person."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from tandem.access import bulk
from tandem.bridge import jobs
from tandem.organisation.models import Area, Employment, Person, Spell

pytestmark = pytest.mark.django_db

Told = tuple[str, date, date | None, str | None, str | None, str | None]
REASONS = ("voluntary", "retirement", "involuntary", "other", "")


def company(rng: random.Random, people: int) -> dict[Person, list[Spell]]:
    """People with stays, gaps between them, and jobs that keep the area or change it."""
    areas = [Area.below(None, f"Area {number}") for number in range(4)]
    everybody, stays = {}, []
    outsider = Person(number="none", first_name="Nobody's colleague")
    persons = [Person(number=str(number), first_name="Kim") for number in range(people)]
    for person in persons:
        spells, day = [], date(2010, 1, 1) + timedelta(days=rng.randrange(900))
        for nth in range(rng.randrange(1, 4)):
            stay = Employment(person=person, start_on=day)
            for _job in range(rng.randrange(1, 5)):
                end = day + timedelta(days=rng.randrange(1, 400))
                spells.append(
                    Spell(
                        employment=stay, area=rng.choice(areas), start_on=day, end_on=end,
                        level=rng.choice(["", "7", "Grade 8", 'a "b",c\nd']),
                        manager=rng.choice([None, outsider, *persons[:4]]),
                    )
                )  # fmt: skip
                day = end
            if nth == 2 and rng.random() < 0.7:
                spells[-1].end_on = None
            else:
                stay.end_on, stay.reason_class = day, rng.choice(REASONS)
            stays.append(stay)
            day += timedelta(days=rng.choice([0, 0, 50]))
        everybody[person] = spells
    bulk.insert(areas)
    bulk.insert([outsider, *everybody])
    bulk.insert(stays)
    bulk.insert([spell for spells in everybody.values() for spell in spells])
    return everybody


def told(spells: list[Spell]) -> list[Told]:
    """One after the other, as a person would put it together."""
    times: list[list[Any]] = []
    for spell in spells:
        last = times[-1] if times else None
        if last and (last[0], last[1]) == (spell.employment, spell.area):
            last[3] = spell.end_on
        else:
            times.append([spell.employment, spell.area, spell.start_on, spell.end_on])
    rows: list[Told] = []
    came_from = None
    for time, following in zip(times, [*times[1:], None], strict=True):
        stay, area, start_on, end_on = time
        moved = following is not None and following[0] == stay
        left = stay.reason_class or None if stay.end_on else None
        went_to = following[1].id.hex if moved and following else None
        reason = "transfer" if moved else left
        rows.append((area.id.hex, start_on, end_on, came_from, went_to, reason))
        came_from = area.id.hex if moved else None
    return rows


def written(folder: Path) -> list[list[Told]]:
    people: dict[int, list[Told]] = {}
    for row in pq.read_table(folder / "spells.parquet").to_pylist():
        person, *fact = row.values()
        people.setdefault(person, []).append(tuple(fact))
    return list(people.values())


@pytest.mark.parametrize("seed", range(4))
def test_the_facts_are_those_of_a_plain_telling(tmp_path: Path, seed: int) -> None:
    everybody = company(random.Random(seed), 40)
    assert jobs.write_facts(tmp_path) == 40
    expected = [told(spells) for spells in everybody.values()]
    assert sorted(written(tmp_path), key=repr) == sorted(expected, key=repr)
    assert any(row[-1] == "transfer" for rows in expected for row in rows)


def jobs_of(spell: Spell) -> tuple[Any, ...]:
    """As facts, but for who it is, which nobody can foresee."""
    return (spell.area_id.hex, spell.level or None, spell.start_on, spell.end_on)


@pytest.mark.parametrize("seed", range(4))
def test_every_job_is_told_with_its_level_and_its_manager_under_the_same_number(
    tmp_path: Path, seed: int
) -> None:
    everybody = company(random.Random(seed), 40)
    jobs.write_facts(tmp_path)
    rows = pq.read_table(tmp_path / "jobs.parquet").to_pylist()
    by_number: dict[int, list[Any]] = {}
    for row in rows:
        by_number.setdefault(row["person"], []).append(
            (row["area"], row["level"], row["start_on"], row["end_on"])
        )
    expected = {
        person: [jobs_of(spell) for spell in spells] for person, spells in everybody.items()
    }
    assert sorted(by_number.values(), key=repr) == sorted(expected.values(), key=repr)
    number_of = {
        person: number
        for person, told in expected.items()
        for number, found in by_number.items()
        if told == found
    }
    assert len(set(number_of.values())) == 40  # else two people could not be told apart here
    led = {(row["person"], row["start_on"]): row["manager"] for row in rows}
    for person, spells in everybody.items():
        for spell in spells:
            manager = number_of.get(spell.manager) if spell.manager else None
            assert led[number_of[person], spell.start_on] == manager
    assert any(led.values())
    stays = {row["person"]: 0 for row in pq.read_table(tmp_path / "spells.parquet").to_pylist()}
    assert set(stays) == set(by_number)
    first = {person: min(start for *_, start, _end in told) for person, told in by_number.items()}
    for row in pq.read_table(tmp_path / "spells.parquet").to_pylist():
        stays[row["person"]] += 1
        assert row["start_on"] >= first[row["person"]]


def test_nothing_but_the_facts_is_left_in_the_folder(tmp_path: Path) -> None:
    company(random.Random(1), 5)
    jobs.write_facts(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["jobs.parquet", "spells.parquet"]


def test_nobody_is_no_mistake(tmp_path: Path) -> None:
    assert jobs.write_facts(tmp_path) == 0
    assert written(tmp_path) == []


def test_a_full_disk_is_told_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise duckdb.IOException("No space left on device")

    monkeypatch.setattr(jobs, "_put_together", full)
    with pytest.raises(OSError, match="No space left"):
        jobs.write_facts(tmp_path)
    assert list(tmp_path.iterdir()) == []
