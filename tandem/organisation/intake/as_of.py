"""The last day a file tells of: what stands above its headings says it, or its name.

An export made on the last of September knows nothing of October, so no month after it is counted.
The day of printing, where its word stands before it, is not the one that is meant; of several
others none is taken. Where nothing says it, the latest day in its rows is a hint.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tandem.organisation.intake.dates import Order, Reading, read_date, read_month
from tandem.organisation.intake.sources import Record, Source
from tandem.organisation.intake.spelling import tidy

if TYPE_CHECKING:
    from tandem.organisation.intake.lane.plain import Plain
    from tandem.organisation.intake.staging import Staging

DAY = timedelta(days=1)
AROUND = ".,;:()[]"
DAY_WORDS = (3, 1)  # "30 September 2026", "30.09.2026"
MONTH_WORDS = (2, 1)
IN_A_NAME = re.compile(r"\d[\d.-]*\d")
PRINTED = re.compile(
    r"\b(?:printed|exported|generated|created|erstellt|gedruckt|exportiert|erzeugt|imprimé|exporté"
    r"|généré|édité|afgedrukt|aangemaakt|impreso|generado|stampato|generato|impresso|gerado"
    r"|wydrukowano|wygenerowano)(?: am| on| at| le| el| op| il| em| dnia)?\s*:?\s+"
    r"(?:\d[\d./-]{5,}|\S+ \S+ \d{4})",
    re.IGNORECASE,
)
SINCE = re.compile(
    r"\b(?:since|from|seit|ab|depuis|à partir d[eu]|vanaf|sinds|desde|a partir de|dal|dall['’]|od"
    r"|från|fra)\s*(?=\d)(?:\d{1,2}\.? [^\W\d]+\.? \d{4}|\S+)",
    re.IGNORECASE,
)
"""A day that a list begins with: who left before it is not in it."""
CHOSEN_BY = re.compile(
    r"(?:>=?|≥|=>)\s*\S+|\b(?:filters?|filtre|filtro|selectie|selection|sélection|auswahl|selección"
    r"|selezione|seleção|urval|udvalg|utvalg|criteri[ao]n?|critères|criterios|criteri)\s*:.*",
    re.IGNORECASE,
)
"""What the rows were chosen by: a day in it says nothing of how far they reach."""
LONGEST = 60  # letters that are repeated to whoever decides
# An end is the first day gone, so the day before it is the one that stands in the file.
LATEST = """
SELECT max(CASE WHEN first <= :today THEN first END), max(CASE WHEN last <= :today THEN last END)
FROM (
    SELECT start_on AS first, date(end_on, '-1 day') AS last FROM rows
    UNION ALL SELECT moved_on, NULL FROM moves
)
"""


@dataclass(frozen=True, slots=True)
class Said:
    """A day, and the words that say it."""

    day: date
    words: str


def said_day(sources: Sequence[Source], order: Reading, today: date) -> Said | None:
    """The one day that the files say of themselves, if it has come already."""
    for found in (above(sources, order), in_names(sources, order)):
        come = {each.day: each for each in found if each.day <= today}
        if come:
            return next(iter(come.values())) if len(come) == 1 else None
    return None


def above(sources: Iterable[Source], order: Reading) -> list[Said]:
    lines = [tidy(" ".join(record.cells)) for each in sources for record in above_headings(each)]
    until = [CHOSEN_BY.sub(" ", SINCE.sub(" ", line)) for line in lines]
    meant = [PRINTED.sub(" ", line) for line in until]
    for read in (meant, until):
        found = [
            Said(day, line[:LONGEST])
            for line, words in zip(lines, read, strict=True)
            for day in days_in(words.split(), order)
        ]
        if found:
            return found
    return []


def above_headings(source: Source) -> Iterator[Record]:
    for record in source.table.rows() if source.header_line > 1 else ():
        if record.line >= source.header_line:
            return
        yield record


def in_names(sources: Iterable[Source], order: Reading) -> Iterator[Said]:
    for source in sources:
        name = Path(source.name).stem
        numbers = [with_signs(each, order) for each in IN_A_NAME.findall(name)]
        yield from (Said(day, source.name) for day in days_in(numbers, order))


def with_signs(number: str, order: Reading) -> str:
    """A day without signs whose year comes last is written as the file writes its days.

    >>> with_signs("11022026", Order.MONTH_FIRST), with_signs("20261102", Order.MONTH_FIRST)
    ('11/02/2026', '20261102')
    """
    last = len(number) == len("ddmmyyyy") and number.isdigit() and "20" == number[4:6] != number[:2]
    if not last or order not in (Order.DAY_FIRST, Order.MONTH_FIRST):
        return number
    return f"{number[:2]}/{number[2:4]}/{number[4:]}"


def days_in(words: Sequence[str], order: Reading) -> list[date]:
    """Whole days, else the last days of months."""
    days = [read_date(each, order) for each in runs(words, DAY_WORDS)]
    months = [read_month(each) for each in runs(words, MONTH_WORDS)]
    whole = [day for day in days if isinstance(day, date)]
    return whole or [last_of(month) for month in months if isinstance(month, date)]


def runs(words: Sequence[str], lengths: Sequence[int]) -> Iterator[str]:
    for length in lengths:
        for first in range(len(words) - length + 1):
            yield " ".join(words[first : first + length]).strip(AROUND)


def last_of(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def first_untold(told: date, today: date) -> date:
    """The first day a file does not tell of, today at the latest.

    What it notices and does not date holds from then on: who is missing from a list of 30 September
    was not counted there, and had left by 1 October.
    """
    return min(today, told + DAY)


def latest_day(staging: Staging, plain: Plain | None, today: date) -> date | None:
    """The latest day in the rows, today at most, where some of them tell of an end.

    A list of the people who are here may have been made long after the last of them came.
    """
    [(first, last)] = staging.db.execute(LATEST, {"today": today.isoformat()}).fetchall()
    firsts, lasts = ([date.fromisoformat(day)] if day else [] for day in (first, last))
    if plain:
        latest = plain.latest_days(today)
        firsts += [latest[0]] if latest[0] else []
        lasts += [latest[1]] if latest[1] else []
    return max([*firsts, *lasts]) if lasts else None
