"""The greeting and the day in one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from tandem.organisation.models import Person
from tandem.partnership.words import closed_words, in_words
from tandem.rooms.today.reading.values import Question, Reading
from tandem.rooms.today.rules import Day, PartOfDay, part_of_day


def _(text: str) -> str:
    """Mark for translation; it is translated where it is said."""
    return text


GREETINGS: Mapping[PartOfDay, str] = {
    PartOfDay.MORNING: _("Good morning, %(name)s."),
    PartOfDay.AFTERNOON: _("Good afternoon, %(name)s."),
    PartOfDay.EVENING: _("Good evening, %(name)s."),
}


def greeting(person: Person, at: datetime) -> str:
    part = part_of_day(localtime(at).hour)
    return gettext(GREETINGS[part]) % {"name": person.called}


ASKED: Mapping[Question, tuple[str, str]] = {
    Question.DIRECTION: (_("Do you promise it?"), _("Do you promise it, or ask for it?")),
    Question.WHO: (_("With whom?"), _("Which one?")),
    Question.WHAT: (_("What?"), _("What?")),
    Question.WHEN: (_("By when?"), _("Which day?")),
}


def open_questions(reading: Reading, *, never: str = "", nearly: bool = False) -> dict[str, str]:
    """What the line leaves open, as the page asks it: said not at all, or in two ways.

    never: words that name a day which cannot be; nearly: somebody is named almost.
    """
    several = {
        Question.WHO: len(reading.who) > 1,
        Question.WHEN: len(reading.when) > 1,
        Question.DIRECTION: len(reading.directions) > 1,
    }
    still_open = [question for question in ASKED if question in reading.questions]
    asked = {one.value: gettext(ASKED[one][several.get(one, False)]) for one in still_open}
    if never:
        asked[Question.WHEN.value] = gettext("“%(day)s” is over, or no day. By when?") % {
            "day": never
        }
    if nearly:
        asked[Question.WHO.value] = gettext("Do you mean")
    return asked


def placeholder(partner: Person | None) -> str:
    if partner is None:
        return gettext("Who does what, by which day?")
    return gettext("Try: ask %(name)s for coffee by Friday") % {"name": partner.called}


def day_sentence(day: Day, *, closed: int = 0) -> str:
    """What is really there, the most urgent first; an empty day is a good one.

    closed: in the last month; said where nothing else is.
    """
    if not day.needs_something:
        if day.steps:
            return gettext("The next step of setting up stands below.")
        if not day.later:
            return f"{gettext('Nothing needs you here.')} {closed_words(closed)}".rstrip()
        return gettext("Nothing needs you today. Everything is on its way.")
    said = " ".join(_parts(day))
    return f"{said} {gettext('The rest can wait.')}" if day.later else said


def _parts(day: Day) -> Iterator[str]:
    if day.answers:
        yield _counted(
            ngettext(
                "%(n)s thing is waiting for your answer.",
                "%(n)s things are waiting for your answer.",
                day.answers,
            ),
            day.answers,
        )
    if day.new_dates:
        yield _counted(
            ngettext(
                "%(n)s promise needs a new date.", "%(n)s promises need a new date.", day.new_dates
            ),
            day.new_dates,
        )
    if day.due_today:
        yield _counted(
            ngettext("%(n)s promise is due today.", "%(n)s promises are due today.", day.due_today),
            day.due_today,
        )
    if day.due_tomorrow:
        yield _counted(
            ngettext(
                "%(n)s promise is due tomorrow.",
                "%(n)s promises are due tomorrow.",
                day.due_tomorrow,
            ),
            day.due_tomorrow,
        )


def _counted(sentence: str, number: int) -> str:
    return sentence % {"n": in_words(number)}
