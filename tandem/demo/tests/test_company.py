import hashlib
import os
import subprocess
import sys
from datetime import date, timedelta

import pytest

from tandem.demo.company import Company, invent
from tandem.demo.export import people_export
from tandem.demo.pins import ALWAYS_THERE, everybody
from tandem.demo.tree import COMPANY

TUESDAY = date(2026, 11, 24)
DIGEST = """
import hashlib
from datetime import date
from tandem.demo.company import invent
from tandem.demo.export import people_export
company = invent(date(2026, 11, 24))
told = people_export(company) + repr(company.history)
print(hashlib.sha256(told.encode()).hexdigest())
"""
NO_WEB = """
import sys
import tandem.demo.cast, tandem.demo.company, tandem.demo.export, tandem.demo.pairs
import tandem.demo.story
print([name for name in sys.modules if name.split(".")[0] == "django"])
"""


def told_elsewhere(program: str, hash_seed: str = "0") -> str:
    """What another Python process prints."""
    settings = os.environ | {"PYTHONHASHSEED": hash_seed}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=settings
    )
    return done.stdout.strip()


@pytest.mark.slow
@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_the_same_day_and_seed_give_the_same_bytes_in_another_process(
    varnholm: Company, hash_seed: str
) -> None:
    told = people_export(varnholm) + repr(varnholm.history)
    assert told_elsewhere(DIGEST, hash_seed) == hashlib.sha256(told.encode()).hexdigest()


@pytest.mark.slow
def test_another_seed_gives_another_company(varnholm: Company) -> None:
    assert invent(TUESDAY, seed=1).people != varnholm.people


@pytest.mark.slow
def test_the_company_is_invented_without_the_web_framework() -> None:
    assert told_elsewhere(NO_WEB) == "[]"


def test_every_number_is_one_persons(varnholm: Company) -> None:
    assert len(varnholm.by_number) == len(varnholm.people)


def test_numbers_look_like_those_of_the_file(varnholm: Company) -> None:
    assert all(len(person.number) == 7 for person in varnholm.people)
    assert all(person.number.startswith(("V-1", "V-2")) for person in varnholm.people)
    assert "V-20418" not in varnholm.by_number


def test_numbers_follow_the_day_of_hiring(varnholm: Company) -> None:
    given = {pin.number for pin in ALWAYS_THERE if pin.number}
    for series in ("V-1", "V-2"):
        days = [
            person.hired_on
            for person in varnholm.people
            if person.number.startswith(series) and person.number not in given
        ]
        assert days == sorted(days)


@pytest.mark.parametrize(
    ("key", "name", "title", "area"),
    [
        ("eva", "Eva Storm", "Managing Director", COMPANY),
        ("helen", "Helen Achterberg", "Chief HR officer", "People and culture"),
        ("sam", "Sam Lindqvist", "Head of Operations", "Operations"),
        ("ana", "Ana Duarte", "Head of Customer Service", "Customer Service"),
        ("jonas", "Jonas Weir", "Head of Planning", "Planning"),
        ("priya", "Priya Raman", "Head of Finance", "Finance"),
        ("mira", "Mira Okafor", "HR partner", "People and culture"),
        ("ruth", "Ruth Adeyemi", "Ethics lead", "People and culture"),
        ("pia", "Pia Novak", "HR systems specialist", "HR services"),
        ("ilse", "Ilse Brandt", "Shift lead", "Night shift"),
        ("kim", "Kim Bakker", "Picker", "Night shift"),
        ("adeel", "Adeel Barani", "Picker", "Night shift"),
        ("agnes", "Agnes Tuma", "Team coordinator", "Inbound"),
        ("imre", "Imre Varga", "Driver", "Fleet"),
        ("lucja", "Łucja Nowak", "Dispatcher", "Dispatch"),
        ("noor", "Noor Terpstra", "Team lead", "Quality"),
        ("vera", "Vera Lindt", "Night bakery lead", "Night bakery"),
        ("sam_o", "Sam Oyelaran", "Complaints handler", "Complaints"),
    ],
)
def test_named_people_sit_where_the_pictures_show_them(
    varnholm: Company, key: str, name: str, title: str, area: str
) -> None:
    person = varnholm.by_key[key]
    job = varnholm.last_jobs[person.number]
    assert (person.name, job.title, job.area[-1]) == (name, title, area)
    assert person.is_here(TUESDAY)


@pytest.mark.parametrize(
    ("key", "hired_on"),
    [
        ("sam", date(2024, 1, 8)),
        ("priya", date(2026, 11, 2)),  # three weeks ago
        ("adeel", date(2026, 8, 3)),
        ("agnes", date(2017, 5, 2)),
        ("ilse", date(2021, 1, 11)),
        ("imre", date(2022, 11, 1)),
        ("lucja", date(2024, 3, 4)),
    ],
)
def test_named_people_are_here_since_the_day_the_pictures_give(
    varnholm: Company, key: str, hired_on: date
) -> None:
    assert varnholm.by_key[key].hired_on == hired_on


@pytest.mark.parametrize(
    ("key", "manager"),
    [
        ("adeel", "ilse"),
        ("kim", "ilse"),
        ("agnes", "rolf"),
        ("imre", "petra"),
        ("lucja", "omar"),
        ("ilse", "sam"),
        ("sam", "birgit"),
        ("birgit", "eva"),
        ("priya", "eva"),
        ("mira", "helen"),
    ],
)
def test_named_people_talk_to_whom_the_pictures_say(
    varnholm: Company, key: str, manager: str
) -> None:
    job = varnholm.last_jobs[varnholm.by_key[key].number]
    assert job.manager == varnholm.by_key[manager].number


def test_one_named_person_has_left_lately(varnholm: Company) -> None:
    gone = [person for person in varnholm.people if person.key and not person.is_here(TUESDAY)]
    assert [(person.name, person.last_day) for person in gone] == [
        ("Otto Kranz", date(2026, 10, 30))
    ]


def test_the_new_manager_is_in_the_third_month(varnholm: Company) -> None:
    noor = varnholm.by_key["noor"]
    [leading] = [each for each in varnholm.leadings if each.leader == noor.number]
    assert leading.area[-1] == "Quality"
    assert 60 < (TUESDAY - leading.start_on).days <= 92


@pytest.mark.slow
def test_everybody_named_is_there_on_every_day(on_other_days: tuple[Company, ...]) -> None:
    for company in on_other_days:
        assert set(company.by_key) == {pin.key for pin in everybody(company.today)}
        gone = [key for key, person in company.by_key.items() if not person.is_here(company.today)]
        assert gone == ["otto"], company.today


def test_every_area_has_one_leader_today(varnholm: Company) -> None:
    for area in varnholm.areas:
        assert varnholm.leader_of(area[-1]).is_here(TUESDAY)


def test_head_office_is_led_by_the_managing_director(varnholm: Company) -> None:
    assert varnholm.leader_of("Head office") == varnholm.by_key["eva"]


def test_an_area_is_led_by_one_person_at_a_time(varnholm: Company) -> None:
    until: dict[tuple[str, ...], date | None] = {}
    for each in varnholm.leadings:
        if each.area in until:
            before = until[each.area]
            assert before is not None
            assert before <= each.start_on
        assert each.end_on is None or each.start_on < each.end_on
        until[each.area] = each.end_on


def test_leaders_of_areas_changed_over_the_years(varnholm: Company) -> None:
    ended = [each for each in varnholm.leadings if each.end_on]
    assert len(ended) > 20
    assert {each.area[-1] for each in ended} >= {"Operations", "Finance", "Quality", "Night bakery"}


def test_a_person_is_here_on_the_last_day_and_gone_on_the_next(varnholm: Company) -> None:
    otto = varnholm.by_key["otto"]
    assert otto.last_day is not None
    assert otto.is_here(otto.last_day)
    assert not otto.is_here(otto.last_day + timedelta(days=1))
    assert otto.is_here(otto.hired_on)
    assert not otto.is_here(otto.hired_on - timedelta(days=1))
