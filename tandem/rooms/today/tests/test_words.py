from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from tandem.organisation.models import Person
from tandem.rooms.today.quick_line import read
from tandem.rooms.today.reading.values import Known
from tandem.rooms.today.rules import Day
from tandem.rooms.today.words import day_sentence, greeting, open_questions, placeholder

MIRA = Person(first_name="Mira", last_name="Okafor")
TUESDAY = date(2026, 11, 24)
SAMS = (
    Known(Person(first_name="Sam").id, "Sam", "Lindqvist"),
    Known(Person(first_name="Sam").id, "Sam", "Okonkwo"),
)


@pytest.mark.parametrize(
    ("closed", "sentence"),
    [
        (0, "Nothing needs you here."),
        (1, "Nothing needs you here. Last month you closed 1 loop."),
        (4, "Nothing needs you here. Last month you closed 4 loops."),
    ],
)
def test_an_empty_day_says_what_went_well(closed: int, sentence: str) -> None:
    assert day_sentence(Day(), closed=closed) == sentence
    assert "loop" not in day_sentence(Day(answers=1), closed=closed)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (Day(), "Nothing needs you here."),
        (Day(steps=6), "The next step of setting up stands below."),
        (Day(steps=6, answers=1), "One thing is waiting for your answer."),
        (Day(later=3), "Nothing needs you today. Everything is on its way."),
        (Day(answers=1), "One thing is waiting for your answer."),
        (
            Day(answers=2, due_tomorrow=1, later=4),
            "Two things are waiting for your answer. One promise is due tomorrow. "
            "The rest can wait.",
        ),
        (
            Day(new_dates=1, due_today=2),
            "One promise needs a new date. Two promises are due today.",
        ),
        (Day(new_dates=12), "12 promises need a new date."),
    ],
)
def test_the_day_is_one_sentence_of_what_is_really_there(day: Day, sentence: str) -> None:
    assert day_sentence(day) == sentence


@pytest.mark.parametrize(
    ("hour", "zone", "greeted"),
    [
        (8, "UTC", "Good morning, Mira."),
        (13, "UTC", "Good afternoon, Mira."),
        (23, "UTC", "Good evening, Mira."),
        (23, "Australia/Sydney", "Good morning, Mira."),  # ten in the morning there
    ],
)
def test_the_greeting_keeps_the_sites_time(hour: int, zone: str, greeted: str) -> None:
    with timezone.override(zone):
        assert greeting(MIRA, datetime(2026, 11, 24, hour, tzinfo=UTC)) == greeted


@pytest.mark.parametrize(
    ("line", "questions"),
    [
        ("ask Sam Okonkwo for the rota by Friday", {}),
        ("ask sam for the rota by Friday", {"who": "Which one?"}),
        ("ask Sam Okonkwo for the rota next fri", {"when": "Which day?"}),
        ("ask sam for the rota", {"who": "Which one?", "when": "By when?"}),
        ("ask for the rota by Friday", {"who": "With whom?"}),
    ],
)
def test_what_the_line_leaves_open_is_asked(line: str, questions: dict[str, str]) -> None:
    assert open_questions(read(line, SAMS, TUESDAY)) == questions


def test_an_empty_line_is_asked_everything() -> None:
    asked = open_questions(read("", SAMS, TUESDAY))
    assert {"who", "what", "when"} <= set(asked)


def test_the_example_names_a_partner_where_there_is_one() -> None:
    assert placeholder(MIRA) == "Try: ask Mira for coffee by Friday"
    assert "Try" not in placeholder(None)
