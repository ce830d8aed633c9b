"""What the pages say about outcomes: how far by when, how it goes, who did what last."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.dateformat import format as formatted
from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext

from tandem.partnership.outcomes.acts import Done
from tandem.partnership.outcomes.models import PLACES
from tandem.partnership.outcomes.rules import (
    Because,
    Course,
    Judged,
    Terms,
    Value,
    plain,
    time_passed,
)
from tandem.partnership.words import day_words


def _(text: str) -> str:
    """Mark for translation; it is translated where it is said."""
    return text


GOING: Mapping[Because, str] = {
    Because.REACHED: _("The target is reached: %(value)s on %(day)s."),
    Because.AHEAD: _(
        "%(value)s on %(day)s. On a straight line to the target it would be %(line)s."
    ),
    Because.BEHIND: _(
        "%(value)s on %(day)s. On a straight line to the target it would be %(line)s."
    ),
    Because.OVER: _("Its day has come at %(value)s; the target was %(target)s."),
    Because.PASSED: _(
        "Its day has passed, and the last value is of %(day)s. One of its day or later would tell."
    ),
    Because.NO_START: _("Nobody has said where it starts, so there is no line to compare with."),
    Because.NO_WAY: _("Start and target are the same, so there is no line to compare with."),
    Because.NO_READING: _("No value has been entered yet."),
    Because.OLD: _("The last value is of %(day)s. A newer one would tell."),
    Because.EARLY: _("%(value)s on %(day)s. It is too early to say anything."),
}
DONE: Mapping[str, str] = {
    "outcome.proposed": _("proposed it"),
    "outcome.changed": _("changed the wording"),
    "outcome.accepted": _("accepted it"),
    "outcome.co_owned": _("accepted it, and both own it"),
    "outcome.read": _("entered a value"),
    "outcome.met": _("called it met"),
    "outcome.not_met": _("called it not met"),
    "outcome.retired": _("let it go"),
    "outcome.taken_up": _("took it up again"),
    "outcome.review_set": _("named the day to look at it again"),
}


def said(number: Decimal, unit: str) -> str:
    """ "42 %": as people of this language write it, with the unit the two chose."""
    places = max(-int(number.normalize().as_tuple().exponent), 0)  # finite: it was checked
    return f"{number_format(number, places)} {unit}".strip()


def target_words(terms: Terms) -> str:
    """ "From 42 % to 20 % by 30 Jun 2027"."""
    words = {
        "target": said(terms.target, terms.unit),
        "day": formatted(terms.by_on, "j M Y"),
    }
    if terms.start is None:
        return gettext("To %(target)s by %(day)s") % words
    start = said(terms.start, terms.unit)
    return gettext("From %(start)s to %(target)s by %(day)s") % {**words, "start": start}


def going_words(
    judged: Judged, course: Course, latest: Value | None, unit: str, today: date
) -> str:
    words = {"target": said(course.target, unit)}
    if latest is not None:
        words |= {"value": said(latest.value, unit), "day": day_words(latest.on, today)}
    if judged.because in (Because.AHEAD, Because.BEHIND) and latest is not None:
        words["line"] = said(on_the_line(course, latest.on), unit)
    return gettext(GOING[judged.because]) % words


def on_the_line(course: Course, day: date) -> Decimal:
    """Where the straight line stands that day, as finely as its ends were given."""
    assert course.start is not None
    first, last = Fraction(course.start), Fraction(course.target)
    at = first + (last - first) * min(time_passed(course, day), Fraction(1))
    finest = max(len(plain(each).partition(".")[2]) for each in (course.start, course.target))
    step = Decimal(1).scaleb(-min(finest + 1, PLACES))
    return (Decimal(at.numerator) / Decimal(at.denominator)).quantize(step, ROUND_HALF_UP)


def done_words(done: Done | None, today: date) -> str:
    """ "Entered a value, Fri 13 Nov": the last visible act of one side, and its day."""
    if done is None:
        return gettext("Nothing visible yet")
    act = gettext(DONE.get(done.what, _("did something")))
    words = {"act": act[:1].upper() + act[1:], "day": day_words(localdate(done.at), today)}
    return gettext("%(act)s, %(day)s") % words


def event_words(done: Done, name: str) -> str:
    act = gettext(DONE.get(done.what, _("did something")))
    return gettext("%(name)s %(act)s.") % {"name": name, "act": act}
