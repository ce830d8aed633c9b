"""What the page of an area shows, as values a template can print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from urllib.parse import urlencode

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Count, F
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.bridge.editions import Ready
from tandem.bridge.numbers import Figures, LastHeadcount, last_headcounts
from tandem.bridge.results import AreaNumbers, Hidden, Result
from tandem.bridge.words import percent
from tandem.organisation.intake.counts.months import month_before, next_month
from tandem.organisation.models import Area, Duty, Person, Spell
from tandem.organisation.models.areas import AreaQuerySet, paths_above
from tandem.organisation.seats import NOBODY, FromAbove, Seat, partner_from_above, seats_around

AXIS_AT_LEAST = 0.30  # the likely range is drawn on 0 to 30 %, or further where it must be


@dataclass(frozen=True, slots=True)
class Crumb:
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class AreaRow:
    """people: None where nobody knows. month: of the headcount, where persons are not known."""

    area: Area
    people: int | None
    month: date | None = None

    @property
    def url(self) -> str:
        return self.area.get_absolute_url()


def with_people(areas: Sequence[Area], counts: Mapping[str, int]) -> list[AreaRow]:
    """Each area with how many people are in it and below it; by counts where nobody is named."""
    below: Counter[str] = Counter()
    for path, n in counts.items():
        for above in (*paths_above(path), path):
            below[above] += n
    by_counts = last_headcounts([area for area in areas if not below[area.path]])
    unknown = LastHeadcount(None)
    return [
        AreaRow(area, here)
        if (here := below[area.path])
        else AreaRow(area, *astuple(by_counts.get(area.pk, unknown)))
        for area in areas
    ]


def crumbs(area: Area, mine: AreaQuerySet) -> list[Crumb]:
    """Its ancestors from the top; those the reader may see are links."""
    above = list(Area.objects.above(area))
    open_ids = set(mine.filter(pk__in=[each.pk for each in above]).values_list("pk", flat=True))
    return [
        Crumb(each.name, each.get_absolute_url() if each.pk in open_ids else "") for each in above
    ]


@dataclass(frozen=True, slots=True)
class Partners:
    """Who leads and who is HR partner, and with whom the reader would decide.

    above: the HR partner of the nearest area above, where the area has none of its own.
    """

    leads: Seat
    partners: Seat
    above: FromAbove | None
    other: Person | None

    def decide_url(self, area: Area) -> str:
        """The why is read from the area's numbers there: no finding travels in an address."""
        preset = {"area": str(area.pk)}
        if self.other:
            preset["with"] = str(self.other.pk)
        return f"{reverse('commitments:new')}?{urlencode(preset)}"


def partners(area: Area, reader: Person, today: date) -> Partners:
    found, sitting = seats_around(area, today)
    above = partner_from_above([*(each for each in found if each != area), area], sitting)
    here = sitting.get(area.pk, NOBODY)
    leads, hr = here[Duty.LEADS], here[Duty.HR_PARTNER]
    nearest = above.seat if above else hr
    others = [each.person for each in (nearest, leads) if each.person and each.person != reader]
    return Partners(leads, hr, above, others[0] if others else None)


@dataclass(frozen=True, slots=True)
class Stat:
    """A rate as it is printed: value, likely range, exact window, denominator; or why not."""

    name: str
    value: str = ""
    sentence: str = ""
    withheld: str = ""
    low: float = 0.0
    high: float = 0.0
    point: float = 0.0
    stop: float = AXIS_AT_LEAST
    label: str = ""


@dataclass(frozen=True, slots=True)
class Age:
    """Of which day the figures are, in a sentence, and whether newer ones are on their way.

    how_far: of these how many areas have some; empty where none are counted yet.
    """

    said: str
    counted_anew: bool
    how_far: str = ""


def age(figures: Figures, found: Ready | None) -> Age:
    if figures.counted_on is None:
        said = _("Counted before Tandem was brought up to this version.")
    elif figures.told_until is None:
        said = _("Counted on %(day)s.")
    else:
        said = _("Counted on %(day)s, from files up to %(until)s.")
    days = {
        "day": date_format(figures.counted_on, "j F Y") if figures.counted_on else "",
        "until": date_format(figures.told_until, "j F Y") if figures.told_until else "",
    }
    if found is None or not found.is_left_behind(figures.edition):
        return Age(said % days, counted_anew=False)
    return Age(said % days, counted_anew=True, how_far=how_far(found))


def how_far(found: Ready) -> str:
    """Empty where none is under way: files are read first, or all is done and asked for again."""
    if found.done or not found.of:
        return ""
    return ngettext(
        "The numbers of %(ready)s of %(all)s area are ready.",
        "The numbers of %(ready)s of %(all)s areas are ready.",
        found.of,
    ) % {"ready": number_format(found.areas), "all": number_format(found.of)}


def is_unsure(number: int, figures: Figures | None, *, counting: bool) -> bool:
    """Whether nobody being here may only mean that the counts of a file are not counted yet."""
    if number or not counting:
        return False
    return figures is None or not (figures.numbers.counts or any(figures.numbers.headcounts))


def definitions(figures: Figures) -> str:
    """Which definitions the two rates are of, to be found in the methods."""
    rates = (figures.numbers.own_choice[-1], figures.numbers.total)
    named = [
        _("%(measure)s (version %(version)s)") % {"measure": each.measure, "version": each.version}
        for each in rates
    ]
    return _("In the list of measures: %(own_choice)s and %(total)s.") % {
        "own_choice": named[0], "total": named[1],
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class MonthRow:
    month: date
    leavers: int | None
    own_choice: int | None
    joiners: int | None
    moved: str
    closing: int | None
    last_day: int


@dataclass(frozen=True, slots=True)
class AtTheEnd:
    """The headcount the figures of the page end with; when: "at the end of October 2026"."""

    people: str
    when: str


@dataclass(frozen=True, slots=True)
class Shown:
    own_choice: Stat
    total: Stat
    year: str
    months: list[MonthRow]
    window: str
    people: str
    at_the_end: AtTheEnd | None
    counted_since: date | None
    minimum_group: int
    lacks_classes: bool  # nobody said which of the reasons are own choice


def on_their_last_day(area: Area, numbers: AreaNumbers) -> dict[date, int]:
    """By month: who was there on its last day and had left at its close.

    Whoever counts these people among those of the month finds them missing otherwise.
    """
    afters = [next_month(each.month) for each in numbers.months]
    ended = Spell.objects.within(area).filter(end_on__in=afters, employment__end_on=F("end_on"))
    found = ended.order_by().values_list("end_on").annotate(n=Count("id"))
    return {month_before(after): n for after, n in found}


def shown(figures: Figures, last_days: Mapping[date, int]) -> Shown:
    """last_days: by month, how many had their last day at its end, and so are not counted there."""
    numbers = figures.numbers
    last_day = last_days.get(numbers.months[-1].month, 0)
    in_part = any(not gap.of_leavers for gap in numbers.counts.gaps) if numbers.counts else False
    own_choice = stat(_("Left by own choice"), numbers.own_choice[-1], in_part=in_part)
    back = _("Twelve months back: %(value)s") % {"value": own_choice.value}
    return Shown(
        own_choice=own_choice,
        total=stat(_("Left for any reason"), numbers.total, in_part=in_part),
        year=back if own_choice.value else _("Twelve months back"),
        months=[
            MonthRow(
                each.month,
                each.leavers if each.leavers_known else None,
                each.own_choice,
                each.joiners,
                moved(each.moved_in, each.moved_out),
                each.closing,
                last_days.get(each.month, 0),
            )
            for each in reversed(numbers.months)
        ],
        window=window(numbers),
        people=people(numbers, last_day),
        at_the_end=at_the_end(numbers, last_day),
        counted_since=numbers.known_since,
        minimum_group=numbers.total.minimum_group,
        lacks_classes=numbers.own_choice[-1].hidden is Hidden.NO_CLASSES,
    )


def moved(came: int | None, went: int | None) -> str:
    """In and out of the area, so that a month adds up; a dash where it is not known.

    >>> moved(2, 3), moved(0, 0), moved(None, 1)
    ('+2 −3', '0', '–')
    """
    if came is None or went is None:
        return "–"
    parts = [f"+{number_format(came)}" if came else "", f"−{number_format(went)}" if went else ""]
    return " ".join(filter(None, parts)) or "0"


def at_the_end(numbers: AreaNumbers, last_day: int = 0) -> AtTheEnd | None:
    if not numbers.headcounts:
        return None
    last, month = numbers.headcounts[-1], date_format(numbers.months[-1].month, "F Y")
    said = ngettext("%(people)s person", "%(people)s people", last) % {"people": intcomma(last)}
    return AtTheEnd(said, _("at the end of %(month)s") % {"month": month} + _beside(last_day))


def _beside(last_day: int) -> str:
    """Those a boss counts at the end of a month whose last day it is."""
    if not last_day:
        return ""
    return " " + _("(and %(people)s on their last day)") % {"people": number_format(last_day)}


def people(numbers: AreaNumbers, last_day: int = 0) -> str:
    """The headcount at both ends of the window, each with its day: what the picture shows."""
    if not numbers.headcounts:
        return ""
    first, last = numbers.headcounts[0], numbers.headcounts[-1]
    since, until = (date_format(numbers.months[at].month, "F Y") for at in (0, -1))
    said = {"people": number_format(last), "until": until}
    there = ngettext(
        "%(people)s person at the end of %(until)s",
        "%(people)s people at the end of %(until)s",
        last,
    )
    here = there % said + _beside(last_day)
    return f"{here}, {_compared(last - first, since)}" if numbers.headcounts[1:] else here


def _compared(gap: int, since: str) -> str:
    if not gap:
        return _("as many as at the end of %(since)s") % {"since": since}
    more = _("%(count)s more than at the end of %(since)s")
    fewer = _("%(count)s fewer than at the end of %(since)s")
    return (more if gap > 0 else fewer) % {"count": number_format(abs(gap)), "since": since}


def window(numbers: AreaNumbers) -> str:
    first, last = numbers.months[0].month, numbers.months[-1].month
    return _("%(first)s to %(last)s") % {
        "first": date_format(first, "F Y"),
        "last": date_format(last, "F Y"),
    }


def stat(name: str, result: Result, *, in_part: bool = False) -> Stat:
    """in_part: there are headcounts, and not all that the rate needs."""
    if result.hidden or result.value is None or result.interval is None:
        partly = in_part and result.hidden is Hidden.NO_HEADCOUNTS
        why = _("no rate, a headcount is missing") if partly else why_hidden(result)
        return Stat(name, withheld=why)
    low, high = percent(result.interval.low), percent(result.interval.high)
    sentence = _(
        "%(n)s of %(people)s people on average, %(window)s. Somewhere between %(low)s and %(high)s."
    ) % {
        "n": result.n,
        "people": on_average(result.denominator or 0),
        "window": _("%(first)s to %(last)s")
        % {
            "first": date_format(result.window.firsts()[0], "M Y"),
            "last": date_format(result.window.firsts()[-1], "M Y"),
        },
        "low": low,
        "high": high,
    }
    return Stat(
        name,
        value=percent(result.value, decimals=1),
        sentence=sentence,
        low=result.interval.low,
        high=result.interval.high,
        point=result.value,
        stop=max(AXIS_AT_LEAST, result.interval.high),
        label=_("%(value)s, likely range %(low)s to %(high)s")
        % {"value": percent(result.value, decimals=1), "low": low, "high": high},
    )


def on_average(people: float) -> str:
    """With a decimal where it is no whole number: whoever counts again gets the rate."""
    shown = round(people, 1)
    return number_format(shown, 0 if shown == int(shown) else 1)


def why_hidden(result: Result) -> str:
    return {
        Hidden.TOO_FEW: _("Too few people to show a rate without pointing at someone"),
        Hidden.NO_DENOMINATOR: _("Nobody was here on average, so there is no rate"),
        Hidden.ONLY_LEAVERS: _("This file holds only people who left: no rate"),
        Hidden.NO_LEAVERS: _("not known: the leavers lists do not tell of everybody here"),
        Hidden.NO_CLASSES: _("no rate, nobody has said which reasons are own choice"),
        Hidden.NO_HEADCOUNTS: _("no rate, no headcounts given"),
        Hidden.TOO_SHORT: _("The file does not reach back a whole year yet"),
        Hidden.NO_ORDER: _("Nobody has said which of the levels is higher"),
    }[result.hidden or Hidden.NO_DENOMINATOR]
