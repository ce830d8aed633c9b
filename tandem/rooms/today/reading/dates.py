"""Which of the days named in a line is the day of the promise.

"By Thursday" is it before anything else. Then a day that stands free ("Friday: …", "… on 3 Dec",
"… tomorrow"); never one that says which thing is meant ("the Friday report", "from Monday",
"about the 3 December meeting", "Friday's rota"). Two that stand equally well are both kept, to be
asked about; so are "Thursday or Friday" and a weekday that does not fit its date.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum

from tandem.rooms.today.reading.day_forms import Kind
from tandem.rooms.today.reading.day_words import DayWords
from tandem.rooms.today.reading.days import Days, ahead
from tandem.rooms.today.reading.durations import duration
from tandem.rooms.today.reading.language import DueWords
from tandem.rooms.today.reading.text import NAMED


class Standing(IntEnum):
    """How well a named day stands as the day of the promise."""

    NONE = 0
    LOOSE = 1
    FREE = 2
    DEADLINE = 3


@dataclass(frozen=True, slots=True)
class Due:
    """The days that could be meant and the stretch of the line that says so."""

    start: int
    end: int
    days: Days
    standing: Standing
    cannot_be: bool = False


def due(
    text: str, named: Sequence[DayWords], today: date, words: DueWords
) -> tuple[Days, list[tuple[int, int]]]:
    """The days that could be the promise's, and where the line says so.

    A place without days is one that cannot be: it is over, or in no calendar.
    text: the folded line, names masked; named: every day named in it, in order.
    """
    judged = [judge(text, each, words) for each in with_weekdays(named, text, today, words)]
    # "By lunchtime Thursday": the lunchtime, a day of its own, lies within Thursday's words.
    outer = [each for each in judged if not any(within(each, other) for other in judged)]
    best = max((each.standing for each in outer), default=Standing.NONE)
    if best is Standing.NONE:
        days, places = duration(text, today)
        return days, places or [(each.start, each.end) for each in outer if each.cannot_be][:1]
    chosen = [each for each in linked(outer, text, words) if each.standing is best]
    days = ahead([day for each in chosen for day in each.days], today)
    return days, apart(chosen) if days else []


def apart(chosen: Sequence[Due]) -> list[tuple[int, int]]:
    """Their stretches; a "latest" between two days belongs to the first alone."""
    ends = [0, *(each.end for each in chosen)]
    clipped = ((max(each.start, end), each.end) for each, end in zip(chosen, ends, strict=False))
    return [(start, end) for start, end in clipped if start < end]


def within(inner: Due, outer: Due) -> bool:
    larger = outer.end - outer.start > inner.end - inner.start
    return larger and outer.start < inner.end and inner.start < outer.end


def with_weekdays(
    named: Sequence[DayWords], text: str, today: date, words: DueWords
) -> list[DayWords]:
    """ "Fri 27/11" and "the 27th (Friday)" as one day; where they disagree, either is kept."""
    kept: list[DayWords] = []
    for each in named:
        before = kept[-1] if kept else None
        beside = before and words.beside.fullmatch(text, before.end, each.start)
        if before and beside and of_one_day(before, each):
            dated, plain = (each, before) if each.weekday is None else (before, each)
            fitting = tuple(day for day in dated.days if day.weekday() == plain.weekday)
            days = fitting or ahead(dated.days + plain.days, today)
            kept[-1] = replace(
                dated, start=before.start, end=each.end, kind=Kind.NAMED, days=days, by=days
            )
        else:
            kept.append(each)
    return kept


def of_one_day(one: DayWords, other: DayWords) -> bool:
    dated = {Kind.NAMED, Kind.WEAK}
    return (one.weekday is None) != (other.weekday is None) and {one.kind, other.kind} <= dated


def judge(text: str, named: DayWords, words: DueWords) -> Due:
    """How a named day stands in the line, with the words that lead up to it and trail it."""
    before = words.before_it.search(text, max(named.start - 60, 0), named.start)
    after = words.after_it.match(text, named.end)
    if before is None or after is None:  # neither can be: every part of both may be missing
        return Due(named.start, named.end, named.days, Standing.NONE)
    days = named.by if before["due"] else named.days
    if before["eve"] and not (before["time"] or after["time"]):
        days = named.before  # "before noon on Friday" is still Friday
    standing = stands(text, named, before, after, words)
    if words.clause.search(text, 0, before.start()):
        standing = Standing.LOOSE if standing is Standing.DEADLINE else Standing.NONE
    if days:
        return Due(before.start(), after.end(), days, standing)
    meant = standing is Standing.DEADLINE or (before["lead"] and standing is Standing.FREE)
    never = bool(meant) and not named.days
    return Due(before.start(), after.end(), days, Standing.NONE, cannot_be=never)


def stands(
    text: str,
    named: DayWords,
    before: re.Match[str],
    after: re.Match[str],
    words: DueWords,
) -> Standing:
    free = words.stands_free.match(text, after.end()) is not None
    theirs = text.startswith("'s", named.end)
    if named.kind is Kind.NO_DAY or theirs or is_of_a_thing(text, before, words):
        return Standing.NONE
    if before["for"] and not words.for_its_day.search(text, 0, before.start()):
        return Standing.NONE
    if after["latest"]:
        return Standing.DEADLINE
    if named.kind is Kind.ADVERB:
        return Standing.DEADLINE if before["due"] else at_its_place(text, before, after, words)
    if named.kind is Kind.CLOCK:
        return Standing.DEADLINE
    the = bool(words.the) and text.startswith(words.the, named.start)
    if before["due"]:
        sure = free or (named.kind is Kind.NAMED and not the)
        return Standing.DEADLINE if sure else Standing.NONE
    if not free:
        return Standing.NONE
    if before["lead"]:
        return Standing.FREE if named.kind is not Kind.BARE else Standing.NONE
    place = at_its_place(text, before, after, words)
    if named.kind is Kind.NAMED and not the:
        return place
    return place if named.kind is not Kind.BARE and place is Standing.FREE else Standing.NONE


def is_of_a_thing(text: str, before: re.Match[str], words: DueWords) -> bool:
    """Whether what leads up to a day makes it part of a thing, or of what will not be done."""
    denying = (words.not_its_day, words.denied)
    every = denying if before["due"] else (*denying, words.numbered)
    return any(each.search(text, 0, before.start()) for each in every)


def at_its_place(
    text: str, before: re.Match[str], after: re.Match[str], words: DueWords
) -> Standing:
    """At the start, at the end or between commas a day stands free, elsewhere loosely."""
    first = not any(letter.isalnum() or letter == NAMED for letter in text[: before.start()])
    free = first or words.set_apart.match(text, after.end()) or before["lead"]
    return Standing.FREE if free else Standing.LOOSE


def linked(judged: Sequence[Due], text: str, words: DueWords) -> list[Due]:
    """ "Thursday or Friday": what is linked stands as well as the best of it, for all its days."""
    kept: list[Due] = []
    for each in judged:
        before = kept[-1] if kept else None
        if before and before.standing and each.days and is_link(text, before, each, words):
            days = before.days + each.days
            best = max(before.standing, each.standing)
            kept[-1] = Due(before.start, each.end, days, best)
        else:
            kept.append(each)
    return kept


def is_link(text: str, one: Due, other: Due, words: DueWords) -> bool:
    """ "Thursday or Friday", but not "on 27/11 by tomorrow"."""
    side_by_side = one.end <= other.start and text[one.end : other.start].isspace()
    if one.end > other.start or (side_by_side and other.standing > one.standing):
        return False
    return words.link.fullmatch(text, one.end, other.start) is not None
