"""Working days and holidays, of the company and of each site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.access.roles import Permission
from tandem.organisation import calendars
from tandem.organisation.calendar import WorkingDays
from tandem.organisation.calendars import Site, UnableToSetCalendar
from tandem.organisation.digits import in_digits
from tandem.organisation.http import SignedInRequest, permitted
from tandem.organisation.models import OwnDay, SiteCalendar
from tandem.organisation.models.settings import WHOLE_COMPANY
from tandem.organisation.public_holidays import countries, public_holidays, usual_weekdays
from tandem.rooms.company.setting_forms import CalendarForm, CountryForm, OwnDayForm
from tandem.rooms.company.setting_words import calendar_words, site_words

MONDAY_TO_FRIDAY = "01234"
YEARS = range(2000, 2100)
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class SiteRow:
    name: str
    people: int
    words: str
    url: str


@require_GET
@permitted(Permission.SET_UP_COMPANY)
def every_site(request: SignedInRequest) -> HttpResponse:
    page = Paginator(calendars.sites(request.today), PER_PAGE).get_page(request.GET.get("page"))
    context = {"rows": [row_of(site) for site in page], "page": page}
    return render(request, "company/calendars.html", context)


def row_of(site: Site) -> SiteRow:
    words = calendar_words(site.calendar, company=not site.name)
    return SiteRow(site_words(site.name), site.people, words, url_of(site.name))


def url_of(site: str) -> str:
    address = reverse("company:calendar")
    return f"{address}?{urlencode({'site': site})}" if site else address


def site_meant(request: SignedInRequest) -> str:
    """404 for a place where nobody works and that has no calendar."""
    site = (request.POST if request.method == "POST" else request.GET).get("site", WHOLE_COMPANY)
    if site not in {each.name for each in calendars.sites(request.today)}:
        raise Http404
    return site


@dataclass(frozen=True, slots=True)
class Place:
    """A site, its own calendar if it has one, and the days by hand that count there."""

    site: str
    held: SiteCalendar | None
    own_days: Sequence[OwnDay]

    @property
    def follows_company(self) -> bool:
        return bool(self.site) and self.held is None


def place_meant(request: SignedInRequest) -> Place:
    site = site_meant(request)
    held = calendar_of(site)
    own = OwnDay.objects.of(site if held else WHOLE_COMPANY).standing()
    return Place(site, held, [*own])


def calendar_of(site: str) -> SiteCalendar | None:
    return SiteCalendar.objects.of(site).order_by("number").last()


@require_http_methods(["GET", "POST"])
@permitted(Permission.SET_UP_COMPANY)
def one_site(request: SignedInRequest) -> HttpResponse:
    """What is in force, a year of it, and the forms that change it."""
    place = place_meant(request)
    if request.method == "GET":
        return shown(request, place, form=calendar_form(request, place))
    form = CalendarForm(request.POST, country=request.POST.get("country", ""))
    if form.is_valid():
        said = {"subdivision": ""} | form.cleaned_data | {"site": place.site}
        try:
            calendar = calendars.set_calendar(**said, by=request.person, at=request.at)
        except UnableToSetCalendar as error:
            form.add_error(None, str(error))
        else:
            told = {"site": site_words(place.site), "calendar": calendar_words(calendar)}
            messages.success(request, _("%(site)s: %(calendar)s.") % told)
            return redirect(url_of(place.site))
    return shown(request, place, form=form, status=422)


def calendar_form(request: SignedInRequest, place: Place) -> CalendarForm:
    """As it is, or with the usual weekdays of a country just chosen."""
    country = country_meant(request, place.held)
    held = place.held if place.held and place.held.country == country else None
    weekdays = held.weekdays if held else usual_weekdays(country, request.today)
    initial = {
        "site": place.site,
        "country": country,
        "subdivision": held.subdivision if held else "",
        "weekdays": sorted(str(each) for each in weekdays),
    }
    return CalendarForm(country=country, initial=initial)


def country_meant(request: SignedInRequest, held: SiteCalendar | None) -> str:
    chosen = request.GET.get("country", held.country if held else "")
    return chosen if chosen in countries() else ""


def shown(
    request: SignedInRequest,
    place: Place,
    *,
    form: CalendarForm,
    day_form: OwnDayForm | None = None,
    status: int = 200,
) -> HttpResponse:
    year = year_meant(request)
    country = str(form["country"].value() or "")
    followed = calendar_of(WHOLE_COMPANY) if place.follows_company else place.held
    context = {
        "site": place.site,
        "name": site_words(place.site),
        "in_force": calendar_words(place.held, company=not place.site),
        "follows_company": place.follows_company,
        "form": form,
        "country_form": CountryForm(initial={"country": country}),
        "country": countries().get(country, ""),
        "day_form": day_form or OwnDayForm(initial={"site": place.site}),
        "own_days": place.own_days,
        "today": request.today,
        "year": year,
        "free": [*free_days(followed, place.own_days, year)],
        "working": working_days_in(now_in_force(place.site, request.today), year),
        "before": year - 1 if year - 1 in YEARS else None,
        "after": year + 1 if year + 1 in YEARS else None,
    }
    return render(request, "company/calendar.html", context, status=status)


def year_meant(request: SignedInRequest) -> int:
    year = in_digits(request.GET.get("year", ""))
    return year if year is not None and year in YEARS else request.today.year


@dataclass(frozen=True, slots=True)
class FreeDay:
    """One line of the year: off, or worked although it would be off."""

    day: date
    name: str
    note: str


def free_days(
    followed: SiteCalendar | None, own_days: Sequence[OwnDay], year: int
) -> Iterator[FreeDay]:
    """What makes this year's days differ from plain weekdays, in order."""
    weekdays = followed.weekdays if followed else MONDAY_TO_FRIDAY
    own = {each.day: each for each in own_days if each.day.year == year}
    public = public_holidays(followed.country, followed.subdivision, year) if followed else {}
    for day in sorted({*public, *own}):
        if day in own:
            note = _("worked, by hand") if own[day].works else _("off, by hand")
            yield FreeDay(day, own[day].name, note)
        else:
            is_work = str(day.weekday()) in weekdays
            yield FreeDay(day, public[day], "" if is_work else _("no working day anyway"))


def now_in_force(site: str, today: date) -> WorkingDays:
    """As the page lists it: what holds now, for the whole year."""
    return replace(calendars.working_days_of(site, today), before=None)


def working_days_in(calendar: WorkingDays, year: int) -> int:
    first = date(year, 1, 1)
    return sum(first + timedelta(days=n) in calendar
               for n in range((date(year + 1, 1, 1) - first).days))  # fmt: skip


@require_POST
@permitted(Permission.SET_UP_COMPANY)
def add_day(request: SignedInRequest) -> HttpResponse:
    place = place_meant(request)
    form = OwnDayForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data | {"site": place.site}
        try:
            own = calendars.add_day(**said, by=request.person, at=request.at)
        except UnableToSetCalendar as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(name)s is entered.") % {"name": own.name})
            return redirect(url_of(place.site))
    calendar = calendar_form(request, place)
    return shown(request, place, form=calendar, day_form=form, status=422)


@require_POST
@permitted(Permission.SET_UP_COMPANY)
def take_day_back(request: SignedInRequest, day_id: UUID) -> HttpResponse:
    own = get_object_or_404(OwnDay, pk=day_id)
    try:
        calendars.take_day_back(own=own, by=request.person, at=request.at)
        messages.success(request, _("%(name)s is taken back.") % {"name": own.name})
    except UnableToSetCalendar as error:
        messages.error(request, str(error))
    return redirect(url_of(own.site))
