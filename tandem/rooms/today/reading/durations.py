"""Durations our own forms do not know, read by dateparser.

"In 2 weeks and 3 days", "within forty days", "in 1.5 weeks". dateparser is asked only here, only
when no form of ours found a day, and only about words that follow "in" or "within" and end in a
unit of time: asked about a whole line it takes "may", "sat" or "a second" for a day, and needs
many times longer. Its first question in a process costs a tenth of a second, every other one less
than a millisecond.
"""

import re
from datetime import date, datetime, time

import dateparser

from tandem.rooms.today.reading.days import Days, ahead

UNITS = r"(?:d|days?|wks?|weeks?|months?|years?)"
LASTING = re.compile(
    rf"(?<!\w)(?:with)?in (?P<amount>(?=[\w. ]{{0,12}}{UNITS})[\w.]+(?: [\w.]+){{0,6}})"
)
LONGEST_NUMBER = re.compile(r"\d{4,}")


def duration(text: str, today: date) -> tuple[Days, list[tuple[int, int]]]:
    """The day such a duration leads to, and where it stands; nothing if there is none."""
    for found in LASTING.finditer(text):
        words = found["amount"]
        if LONGEST_NUMBER.search(words):
            continue
        ends = [match.end() for match in re.finditer(rf"(?<!\w){UNITS}(?!\w)", words)]
        for end in reversed(ends):
            half_read = words.startswith(" and", end)
            if not half_read and (day := counted(words[:end], today)):
                return (day,), [(found.start(), found.start("amount") + end)]
    return (), []


def counted(amount: str, today: date) -> date | None:
    settings = {
        "RELATIVE_BASE": datetime.combine(today, time.min),
        "PREFER_DATES_FROM": "future",
        "PARSERS": ["relative-time"],
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    moment = dateparser.parse(f"in {amount}", languages=["en"], settings=settings)
    return next(iter(ahead([moment.date()], today)), None) if moment else None
