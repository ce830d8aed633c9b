"""What files come to, area by area, for whoever brought them in: a check of their own work.

They had every row in their hands, so sums of them tell nothing new. For as long as the table stands
there, the pages of areas are open to them too, without people and promises: decision 91.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, F
from django.db.models.functions import Length
from django.utils.timezone import localtime
from pydantic import ValidationError

from tandem.analytics.area import AreaNumbers
from tandem.analytics.months import Months
from tandem.bridge.editions import Ready
from tandem.bridge.models import AreaFigures
from tandem.bridge.numbers import AS_JSON
from tandem.bridge.words import percent
from tandem.organisation.counted import Counted
from tandem.organisation.models import Area, Import, LeaverCount, Person, Spell
from tandem.organisation.models.areas import paths_above

SEEN_FOR = timedelta(days=7)
MOST = 40  # areas in one table
FEW_ROWS = 200_000  # of a file; of more, last days are not looked up for one table


@dataclass(frozen=True, slots=True)
class Line:
    """name: below the area of the line `depth` one less. people: at the end of the last month.
    last_day: who had their last day then, and so is not among them. unknown: who left and of whom
    no reason is known, or one that nobody gave a class; they are in no own choice. left,
    own_choice: in the twelve months up to it; None where it is not known, or where so few are here
    that it would point at somebody."""

    area_id: UUID
    name: str
    depth: int
    people: int | None
    last_day: int
    left: int | None
    own_choice: int | None
    unknown: int
    rate: str


@dataclass(frozen=True, slots=True)
class ComesTo:
    """first, last: the twelve months. until: the day it ends. more: areas not shown, of many those
    far below."""

    lines: list[Line]
    first: date
    last: date
    until: date
    more: int

    @property
    def tells_last_days(self) -> bool:
        return any(each.last_day for each in self.lines)

    @property
    def tells_unknown(self) -> bool:
        return any(each.unknown for each in self.lines)


def is_own(import_: Import, reader: Person, found: Ready | None, *, at: datetime) -> bool:
    """Whether the numbers are of files that the reader brought in, every one of them.

    Not later than a week, before all is counted, or once a newer file is in.
    """
    applied = import_.applied_at
    if applied is None or import_.checked_by_id != reader.pk or at >= applied + SEEN_FOR:
        return False
    if found is None or not found.whole or found.edition.snapshot != str(import_.pk):
        return False
    return not Import.objects.applied().exclude(checked_by=reader).exists()


def seen_until(import_: Import) -> date:
    """The day on which whoever brought the file in sees its sums no more."""
    assert import_.applied_at is not None
    return localtime(import_.applied_at + SEEN_FOR).date()


def compares_until(reader: Person, found: Ready | None, *, at: datetime) -> date | None:
    """None where the numbers are not all of files of the reader's, or not any more."""
    newest = Import.objects.applied().order_by("-applied_at").first()
    if newest is None or not is_own(newest, reader, found, at=at):
        return None
    return seen_until(newest)


def comes_to(
    import_: Import, reader: Person, found: Ready | None, *, at: datetime, today: date
) -> ComesTo | None:
    """None for anybody but who brought this and all files in, as `is_own` says."""
    if found is None or not is_own(import_, reader, found, at=at):
        return None
    stored = AreaFigures.objects.of(found.edition).filter(area__in=Area.objects.on(today))
    top_down = stored.order_by(Length("area__path"), "area__path")
    first = [*top_down.values_list("area__path", "area", "figures")[:MOST]]
    try:
        numbers = {path: AS_JSON.validate_json(figures) for path, _, figures in first}
    except ValidationError:  # of another version, until they are counted anew
        return None
    if not numbers:
        return None
    areas = {path: area for path, area, _ in first}
    months = next(iter(numbers.values())).total.window
    window = months.firsts()
    few = import_.rows <= FEW_ROWS
    ended = last_days(months.after) if few else Counter()
    unexplained = without_class(months) if few else Counter()
    return ComesTo(
        lines=[
            line(
                areas[each.path],
                each,
                numbers[each.path],
                ended[each.path],
                unexplained[each.path],
            )
            for each in placed([*numbers])
        ],
        first=window[0],
        last=window[-1],
        until=seen_until(import_),
        more=stored.count() - len(numbers),
    )


def last_days(after: date) -> Counter[str]:
    """By area, with all below: how many had their last day on the day before."""
    ended = Spell.objects.filter(end_on=after, employment__end_on=after)
    return with_above(ended.order_by().values_list("area__path").annotate(n=Count("id")))


def without_class(months: Months) -> Counter[str]:
    """By area, with all below: how many left in these months by a reason that has no class."""
    left = Spell.objects.filter(
        end_on=F("employment__end_on"),
        end_on__gt=months.first,
        end_on__lte=months.after,
        employment__reason_class="",
    )
    found = with_above(left.order_by().values_list("area__path").annotate(n=Count("id")))
    wanted = {*months.firsts()}
    if not LeaverCount.objects.filter(reason_class="", month__in=wanted).exists():
        return found
    paths = dict(Area.objects.values_list("id", "path"))
    for area, known in Counted().leavers():
        n = sum(
            leavers
            for month, by_reason in known.items()
            for (_word, of), leavers in by_reason.items()
            if month in wanted and not of
        )
        found += with_above([(paths[area], n)])
    return found


def with_above(counted: Iterable[tuple[str, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for path, n in counted:
        for each in (*paths_above(path), path):
            found[each] += n
    return found


class Placed(NamedTuple):
    path: str
    name: str
    depth: int


def placed(paths: Sequence[str]) -> Iterator[Placed]:
    """Each area below the one that holds it, A to Z; with the names above it that are not here."""
    lines = {path: (*paths_above(path), path) for path in paths}
    wanted = {each for line in lines.values() for each in line}
    names = dict(Area.objects.filter(path__in=wanted).values_list("path", "name"))
    for path in sorted(paths, key=lambda path: [names[each].casefold() for each in lines[path]]):
        *above, _own = lines[path]
        here = [n for n, each in enumerate(above, start=1) if each in lines]
        said = lines[path][here[-1] if here else 0 :]
        yield Placed(path, " / ".join(names[each] for each in said), len(here))


def line(area_id: UUID, place: Placed, numbers: AreaNumbers, last_day: int, unknown: int) -> Line:
    own, total = numbers.own_choice[-1], numbers.total
    return Line(
        area_id=area_id,
        name=place.name,
        depth=place.depth,
        people=numbers.months[-1].closing,
        last_day=0 if total.n is None else last_day,
        left=None if total.n is None else int(total.n),
        own_choice=None if own.n is None else int(own.n),
        unknown=0 if own.n is None else unknown,
        rate="" if own.value is None else percent(own.value, decimals=1),
    )
