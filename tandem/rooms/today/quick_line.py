"""The quick line: one everyday line, read into who, what and when.

"send shortlist to Ana by Friday" promises Ana Duarte the shortlist by 27 November. The reading
only proposes: the page shows it before anything is kept, and asks what is open. What could mean
two things (two Sams, "next Friday", 12/1, "Helen parental leave policy") comes back with both;
what is not said comes back empty. Better asked than wrong: a person or a day is read only where
the line can hardly mean another.

How days are read, for those who wonder: a weekday is the next one after today, and on that very
weekday today or in a week (asked); "next Friday" is asked while this week's still lies ahead;
"end of the week" and "before the weekend" are its Friday, "before Monday" the Friday before;
"by next week" may be its Monday or its Friday (asked); a date without a year is the next one;
nothing in the past and nothing two years away or more is read.

A line may be English or German, whichever words it is typed in: `tandem.rooms.today.reading`
says how, and where a third language would stand. A note to oneself ("remind me to …", "Notiz: …",
"just for me") is nobody else's and needs neither person nor day. So is what names nobody, speaks
to nobody and says no "I'll" ("update the org chart by Friday"): a wrong guess stays private.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tandem.organisation.calendar import WorkingDays
from tandem.rooms.today.reading import dates, day_words
from tandem.rooms.today.reading.day_forms import Kind
from tandem.rooms.today.reading.day_words import DayWords
from tandem.rooms.today.reading.languages import language_of
from tandem.rooms.today.reading.names import partners_first
from tandem.rooms.today.reading.people import mentions, with_names_masked
from tandem.rooms.today.reading.roles import Roles, Span, roles
from tandem.rooms.today.reading.text import fold, masked, without
from tandem.rooms.today.reading.values import Direction, Known, Mark, Part, Question, Reading

__all__ = ["Direction", "Known", "Mark", "Part", "Question", "Reading", "read"]

MONDAY_TO_FRIDAY = WorkingDays()
LONGEST = 500  # letters that are read; what comes after them stays in what is promised


def read(
    line: str, known: Sequence[Known], today: date, calendar: WorkingDays = MONDAY_TO_FRIDAY
) -> Reading:
    """Read a line typed today by somebody who may promise to, or ask, those known.

    "In 3 working days" and "before Monday" count by the calendar of who types.

    Pure and quick enough for every pause in typing. Never raises, whatever is typed.
    """
    line = " ".join(unicodedata.normalize("NFC", line).split())
    folded = fold(line[:LONGEST])
    language = language_of(folded)
    days = day_words.found(folded, today, calendar, language)
    named = mentions(line[:LONGEST], folded, known, *no_names(days), language.names)
    text = with_names_masked(folded, named)
    # A mark of a name in the text means that May is somebody here, and no month.
    days = [each for each in days if text[each.start : each.end] == folded[each.start : each.end]]
    when, day_spans = dates.due(text, days, today, language.due)
    meant = roles(masked(text, day_spans), named, language.grammar)
    marks = marks_of(day_spans, meant)
    return Reading(
        line=line,
        what=without(line, leaving(marks, meant)),
        who=partners_first(meant.people),
        when=when,
        directions=meant.directions,
        marks=marks,
        presumed=meant.presumed,
    )


def no_names(days: Iterable[DayWords]) -> tuple[list[Span], list[Span]]:
    """Where days stand that are no names, and weekdays, which may be part of one.

    A lone month is neither: known people called May and Jan are more often meant.
    """
    certain = [each.span for each in days if each.kind is not Kind.BARE and each.weekday is None]
    return certain, [each.span for each in days if each.weekday is not None]


def marks_of(days: Sequence[Span], meant: Roles) -> tuple[Mark, ...]:
    """Who, when and how in order of the line. "Sam and, by Friday, Eva" has a day inside a who."""
    around = (
        Mark(*piece, part)
        for part, spans in ((Part.WHO, meant.who), (Part.HOW, meant.how))
        for span in spans
        for piece in pieces_outside(span, days)
    )
    return tuple(sorted((*around, *(Mark(*span, Part.WHEN) for span in days))))


def pieces_outside(span: Span, holes: Iterable[Span]) -> Iterator[Span]:
    start, end = span
    for hole in sorted(holes):
        if start < hole[1] and hole[0] < end:
            if start < hole[0]:
                yield start, hole[0]
            start = hole[1]
    if start < end:
        yield start, end


def leaving(marks: Iterable[Mark], meant: Roles) -> list[Span]:
    """Where the line is not what is promised, but who, when and how."""
    stays = {Part.WHO} if meant.keeps else set()
    return [(mark.start, mark.end) for mark in marks if mark.part not in stays]
