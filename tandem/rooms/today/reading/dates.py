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

from tandem.rooms.today.reading.day_words import CLOCK, DayWords, Kind
from tandem.rooms.today.reading.days import Days, ahead
from tandem.rooms.today.reading.durations import duration
from tandem.rooms.today.reading.text import NAMED, WHOSE
from tandem.rooms.today.reading.words import ADVERBS, FUNCTION, MIXED, PURE, any_of

TIME = rf"(?:{CLOCK}|(?:early |late |first thing )?(?:morning|afternoon|evening)|first thing|night)"
DUE = "by|before|until|till|til|due|due on|due by|latest|latest by|at the latest by|deadline|within"
DUE += "|deadline is|no later than|not later than|on or before"
BEFORE_IT = re.compile(
    r"(?:(?<!\w)(?:he|she|they)(?: said|'s saying| says| promised),? )?"
    rf"(?:(?<!\w)(?:(?P<due>{DUE})|(?P<lead>on|at|over|(?P<for>for))):? )?"
    rf"(?P<time>(?<!\w)(?:at |by |around )?{TIME}(?: on| of|,)? )?$"
)
AFTER_IT = re.compile(
    rf"(?P<time>,? (?:at |by |around )?{TIME}(?!\w))?"
    r"(?P<latest>,? (?:(?:at )?(?:the )?latest|or (?:sooner|earlier|before))(?!\w))?"
)
NOT_ITS_DAY = re.compile(
    r"(?<!\w)(?:from|since|after|to|of|about|regarding|re|dated|than|following|concerning|between"
    r"|through|starting|except|as of|against|during|around|a|an|my|our|your|his|her|their"
    r"|slide|page|part|phase|round|version|option|item|step|section|room|shift|floor|number) $"
)
# "Done for Friday", "to Ana for Friday" are due then; "the rota for Friday" is not.
FOR_ITS_DAY = re.compile(
    rf"(?:^|(?<!\w)to {NAMED}+|(?<!\w)(?:done|ready|finished|sorted|back|over|it|this)) *$"
)
# A day stands free when what follows could not be the thing it describes.
GOES_ON = f"{any_of(FUNCTION, PURE, ADVERBS)}"
STANDS_FREE = re.compile(
    rf"\s*(?:$|[-–—,;:.!?()|/&+]|{NAMED}|{WHOSE}|(?!off\b|of\b|done\b)(?:{GOES_ON})(?!\w)"
    rf"|(?:{any_of(MIXED)}) (?:{NAMED}|{WHOSE}|(?:the|a|an|my|our|with|up|back|all)\b))"
)
SET_APART = re.compile(r"\s*(?:$|[-–—,;:.!?()|])")
LINK = re.compile(r" ?(?:/|-|–|,|&|or|and|to)? ?(?:the )?")
BESIDE = re.compile(r",? ?\(?(?:the )?")


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


def due(text: str, named: Sequence[DayWords], today: date) -> tuple[Days, list[tuple[int, int]]]:
    """The days that could be the promise's, and where the line says so.

    text: the folded line, names masked; named: every day named in it, in order.
    """
    judged = [judge(text, each) for each in with_weekdays(named, text, today)]
    # "By lunchtime Thursday": the lunchtime, a day of its own, lies within Thursday's words.
    outer = [each for each in judged if not any(within(each, other) for other in judged)]
    best = max((each.standing for each in outer), default=Standing.NONE)
    if best is Standing.NONE:
        return duration(text, today)
    chosen = [each for each in linked(outer, text) if each.standing is best]
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


def with_weekdays(named: Sequence[DayWords], text: str, today: date) -> list[DayWords]:
    """ "Fri 27/11" and "the 27th (Friday)" as one day; where they disagree, either is kept."""
    kept: list[DayWords] = []
    for each in named:
        before = kept[-1] if kept else None
        if before and BESIDE.fullmatch(text, before.end, each.start) and of_one_day(before, each):
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


def judge(text: str, named: DayWords) -> Due:
    """How a named day stands in the line, with the words that lead up to it and trail it."""
    before = BEFORE_IT.search(text, max(named.start - 60, 0), named.start)
    after = AFTER_IT.match(text, named.end)
    if before is None or after is None:  # neither can be: every part of both may be missing
        return Due(named.start, named.end, named.days, Standing.NONE)
    days = named.by if before["due"] else named.days
    if before["due"] == "before" and not (before["time"] or after["time"]):
        days = named.before  # "before noon on Friday" is still Friday
    standing = stands(text, named, before, after)
    return Due(before.start(), after.end(), days, standing if days else Standing.NONE)


def stands(text: str, named: DayWords, before: re.Match[str], after: re.Match[str]) -> Standing:
    free = STANDS_FREE.match(text, after.end()) is not None
    theirs = text.startswith("'s", named.end)
    if named.kind is Kind.NO_DAY or theirs or NOT_ITS_DAY.search(text, 0, before.start()):
        return Standing.NONE
    if before["for"] and not FOR_ITS_DAY.search(text, 0, before.start()):
        return Standing.NONE
    if after["latest"]:
        return Standing.DEADLINE
    if named.kind is Kind.ADVERB:
        return Standing.DEADLINE if before["due"] else at_its_place(text, before, after)
    if named.kind is Kind.CLOCK:
        return Standing.DEADLINE
    the = text.startswith("the ", named.start)
    if before["due"]:
        sure = free or (named.kind is Kind.NAMED and not the)
        return Standing.DEADLINE if sure else Standing.NONE
    if not free:
        return Standing.NONE
    if before["lead"]:
        return Standing.FREE if named.kind is not Kind.BARE else Standing.NONE
    place = at_its_place(text, before, after)
    if named.kind is Kind.NAMED and not the:
        return place
    return place if named.kind is not Kind.BARE and place is Standing.FREE else Standing.NONE


def at_its_place(text: str, before: re.Match[str], after: re.Match[str]) -> Standing:
    """At the start, at the end or between commas a day stands free, elsewhere loosely."""
    first = not any(letter.isalnum() or letter == NAMED for letter in text[: before.start()])
    free = first or SET_APART.match(text, after.end()) or before["lead"]
    return Standing.FREE if free else Standing.LOOSE


def linked(judged: Sequence[Due], text: str) -> list[Due]:
    """ "Thursday or Friday": what is linked stands as well as the best of it, for all its days."""
    kept: list[Due] = []
    for each in judged:
        before = kept[-1] if kept else None
        if before and before.standing and each.days and is_link(text, before, each):
            days = before.days + each.days
            best = max(before.standing, each.standing)
            kept[-1] = Due(before.start, each.end, days, best)
        else:
            kept.append(each)
    return kept


def is_link(text: str, one: Due, other: Due) -> bool:
    """ "Thursday or Friday", but not "on 27/11 by tomorrow"."""
    side_by_side = one.end <= other.start and text[one.end : other.start].isspace()
    if one.end > other.start or (side_by_side and other.standing > one.standing):
        return False
    return LINK.fullmatch(text, one.end, other.start) is not None
